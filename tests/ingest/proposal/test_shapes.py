"""A mapping that was confirmed is found again for files of the same headings, and for no others."""

from pathlib import Path

from ingest.given import Given
from ingest.mapping import squashed
from ingest.proposal.shapes import folder, recalled, remember
from ingest.proposal.unknowns import unknown_values
from ingest.sources.registry import source
from tests.ingest.desk import Desk, Line

HEADINGS = ("Chi siamo", "Dove", "Cosa")
SAID = Given(
    {squashed("Chi siamo"): "name", squashed("Dove"): "municipality", squashed("Cosa"): "topics"},
    source="associations",
    towns=(squashed("Dove"),),
    separators={"topics": ("#",)},
    values={"topics": {"penale": "rights", "boh": None, "no": False}},
    otherwise={"topics": "note"},
)


def test_a_mapping_comes_back_as_it_was_confirmed(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/a.db"
    remember(store, HEADINGS, SAID)
    assert recalled(store, HEADINGS) == SAID
    assert recalled(store, [heading.upper() for heading in HEADINGS]) == SAID
    assert recalled(store, HEADINGS[:2]) is None
    assert recalled(store, HEADINGS, "events") is None
    assert recalled(f"sqlite:///{tmp_path}/other.db", HEADINGS) is None


def test_a_spoilt_mapping_counts_as_none(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/a.db"
    remember(store, HEADINGS, SAID)
    for file in folder(store).iterdir():
        file.write_text('{"source": "associations", "columns": {"x": "nothing"}}', encoding="utf-8")
    assert recalled(store, HEADINGS) is None


def test_a_file_of_a_known_shape_loads_with_what_was_decided_then(desk: Desk, line: Line) -> None:
    desk.begin()
    remember(desk.url, HEADINGS, SAID)
    rows = [HEADINGS, ["Circolo Uno", "Bergamo", "penale#sport"], ["Circolo Due", "Bergamo", "no"]]
    said = line.load("associations", desk.sheet("marzo.csv", *rows), "--mapping", "auto", "--yes")
    assert (said.code, said.document["created"], said.document["rejected"]) == (3, 1, 1)
    assert desk.named("Circolo Uno").many("topics") == ("rights", "sport")


def test_unknown_values_are_listed_once_each_the_commonest_first(desk: Desk) -> None:
    rows = [
        ["Nome", "Comune", "Temi"],
        ["A", "Bergamo", "penale, sport"],
        ["B", "Bergamo", "Penale"],
        ["C", "Bergamo", "xyz"],
    ]
    found = unknown_values(desk.sheet("a.csv", *rows), source("associations"), Given())
    assert found == {"topics": [("penale", 2), ("xyz", 1)]}


def test_rejects_once_corrected_load_with_the_mapping_of_their_file(desk: Desk, line: Line) -> None:
    desk.begin()
    remember(desk.url, HEADINGS, SAID)
    rows = [["Elenco di marzo"], HEADINGS, ["Circolo Uno", "Bergmo", "sport"], ["Circolo Due", "Dalmine", "sport"]]
    rejects = desk.folder / "scarti.csv"
    first = line.load(
        "associations", desk.sheet("marzo.csv", *rows), "--mapping", "auto", "--rejects", rejects, "--yes"
    )
    assert (first.document["created"], first.document["rejected"]) == (1, 1)
    rejects.write_text(rejects.read_text(encoding="utf-8").replace("Bergmo", "Bergamo", 1), encoding="utf-8")
    second = line.load("associations", rejects, "--mapping", "auto", "--yes")
    assert (second.code, second.document["created"], second.document["rejected"]) == (0, 1, 0)
    assert desk.named("Circolo Uno").many("topics") == ("sport",)
