"""`python -m graph gaps`."""

import json

import pytest

from graph.__main__ import COMMANDS
from graph.commandline import main
from graph.gaps import registry
from graph.gaps.gap import KINDS


@pytest.fixture
def url(territory) -> str:
    territory.bodies("ada bice carla", languages=("ar",))
    territory.event("uno", "ada", "carla", start="2023-01-01")
    territory.event("due", "bice", "carla", start="2024-01-01")
    territory.body("sola", town="016198")
    territory.node("district:se", "district", name="Seriate")
    territory.tie("part_of", "municipality:016198", "district:se")
    territory.save()
    return territory.store.url


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main("graph", "", COMMANDS, ["gaps", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_it_prints_one_json_list_best_first(capsys, url) -> None:
    gaps = printed(capsys, "--store", url)
    assert {gap["gap"] for gap in gaps} == {"likely-tie", "isolate", "fragile", "relation"}
    assert [gap["score"] for gap in gaps] == sorted((gap["score"] for gap in gaps), reverse=True)
    likely = next(gap for gap in gaps if gap["members"] == ["ada", "bice"])
    assert likely["names"] == ["Ada", "Bice"] and likely["status"] == "open"
    assert "più di 20 attori" in str(likely["note"])
    assert {"code": "steps", "before": 2, "after": 1} in likely["effects"]


def test_kind_top_district_and_date_narrow_it(capsys, url) -> None:
    assert {gap["gap"] for gap in printed(capsys, "--gap", "isolate", "--store", url)} == {"isolate"}
    assert len(printed(capsys, "--top", "1", "--store", url)) == 1
    assert [
        gap["district"] for gap in printed(capsys, "--district", "seriate", "--gap", "isolate", "--store", url)
    ] == ["Seriate"]
    early = printed(capsys, "--until", "2023-12-31", "--gap", "isolate", "--store", url)
    assert {gap["names"][0] for gap in early} == {"Bice", "Sola"}  # type: ignore[index]


def test_a_collaboration_that_has_ended_ties_nobody_today(capsys, url, territory) -> None:
    territory.body("ultima", town="016198")
    territory.tie("collaborates", "sola", "ultima", level=2, until="2022-06-30")
    territory.save()
    today = printed(capsys, "--gap", "isolate", "--store", url)
    assert {gap["names"][0] for gap in today} == {"Sola", "Ultima"}  # type: ignore[index]
    then = printed(capsys, "--gap", "isolate", "--until", "2022-01-01", "--store", url)
    assert not {"Sola", "Ultima"} & {gap["names"][0] for gap in then}  # type: ignore[index]


def test_an_empty_store_has_no_gaps(capsys, tmp_path) -> None:
    assert printed(capsys, "--store", f"sqlite:///{tmp_path}/none.db") == []


def test_an_unknown_kind_is_wrong_usage_and_answered_with_the_kinds_there_are(capsys) -> None:
    with pytest.raises(SystemExit) as refused:
        main("graph", "", COMMANDS, ["gaps", "--gap", "ponte"])
    assert refused.value.code == 2
    said = capsys.readouterr().err
    assert all(name in said for name in ("ponte", *KINDS))


def test_help_lists_every_kind_of_gap(capsys) -> None:
    with pytest.raises(SystemExit) as helped:
        main("graph", "", COMMANDS, ["gaps", "--help"])
    assert helped.value.code == 0 and tuple(registry.KINDS) == KINDS
    said = capsys.readouterr().out
    assert all(kind in said for kind in registry.KINDS)


def marked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main("graph", "", COMMANDS, ["mark", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_gap_that_was_marked_says_so_with_who_and_why(capsys, url) -> None:
    gap = next(g for g in printed(capsys, "--store", url) if g["gap"] == "isolate")
    said = marked(capsys, gap["id"], "dismissed", "--reason", "lavora da sola", "--author", "Giulia", "--store", url)
    assert (said["members"], said["status"], said["marked_by"]) == (gap["members"], "dismissed", "Giulia")
    again = next(g for g in printed(capsys, "--store", url) if g["id"] == gap["id"])
    assert (again["status"], again["status_reason"]) == ("dismissed", "lavora da sola")
    assert marked(capsys, gap["id"], "open", "--store", url)["status"] == "open"
    assert printed(capsys, "--until", "2024-12-31", "--store", url)[0]["marked_at"] is None


def test_what_was_done_is_still_listed_when_it_is_found_no_more(capsys, url, territory) -> None:
    pair = next(g for g in printed(capsys, "--store", url) if g["members"] == ["ada", "bice"])
    marked(capsys, pair["id"], "done", "--store", url)
    territory.event("insieme", "ada", "bice", start="2024-02-01")
    territory.save()
    last = printed(capsys, "--store", url)[-1]
    assert (last["id"], last["names"], last["status"]) == (pair["id"], ["Ada", "Bice"], "done")


@pytest.mark.parametrize(
    ("words", "said"),
    [(["gap:none", "done"], "python -m graph gaps"), (["{pair}", "dismissed"], "serve un motivo")],
)
def test_a_mark_that_cannot_be_is_refused_with_what_to_do(capsys, url, words, said) -> None:
    pair = printed(capsys, "--store", url)[0]["id"]
    given = [word.format(pair=pair) for word in words]
    assert main("graph", "", COMMANDS, ["mark", *given, "--store", url]) == 1
    told = capsys.readouterr()
    assert said in told.err and "Nulla è stato modificato" in told.err and told.out == ""
