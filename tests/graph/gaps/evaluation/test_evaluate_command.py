"""`python -m graph evaluate`."""

import json

import pytest

from graph.__main__ import COMMANDS
from graph.commandline import main
from tests.graph.gaps.evaluation.test_judgement import noise


@pytest.fixture
def url(territory) -> str:
    rows = noise(60, 12)
    territory.bodies(" ".join(sorted({actor for actor, _, _ in rows})))
    for event, day in sorted({(event, day) for _, event, day in rows}):
        territory.event(event, *(a for a, e, _ in rows if e == event), start=day)
    territory.save()
    return territory.store.url


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main("graph", "", COMMANDS, ["evaluate", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_it_prints_what_the_contract_says_for_the_score_in_use_and_every_baseline(capsys, url) -> None:
    found = printed(capsys, "--store", url)
    assert {"held_out_events", "pairs", "positives", "base_rate", "in_use"} <= found.keys()
    assert found["held_out_events"] == 12
    baseline = found["baseline"]
    assert list(baseline) == ["ra", "adamic_adar", "katz", "popularity_recency", "same_municipality", "ra_recency"]
    for score in (found, *baseline.values()):
        assert score["pr_auc"] is None or 0 <= score["pr_auc"] <= 1
        assert list(score["precision_at"]) == list(score["lift_at_interval"]) == ["10", "20", "50"]
    assert found["base_rate"] == found["positives"] / found["pairs"]


def test_hold_out_events_and_sizes_can_be_said(capsys, url) -> None:
    assert printed(capsys, "--hold-out", "0.5", "--store", url)["held_out_events"] == 30
    assert printed(capsys, "--min-events", "4", "--store", url)["min_events"] == 4
    assert printed(capsys, "--max-event-size", "1", "--store", url)["positives"] == 0


def test_an_empty_store_is_no_error_and_a_share_outside_0_to_1_is_wrong_usage(capsys, tmp_path) -> None:
    empty = f"sqlite:///{tmp_path}/none.db"
    found = printed(capsys, "--store", empty)
    assert found["pr_auc"] is None and found["in_use"] == "ra_recency"
    assert "Troppo pochi eventi con una data" in str(found["text"])
    with pytest.raises(SystemExit) as stop:
        main("graph", "", COMMANDS, ["evaluate", "--hold-out", "1.2", "--store", empty])
    assert stop.value.code == 2
