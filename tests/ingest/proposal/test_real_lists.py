"""The real lists of planners come in with the mapping that is proposed, and nothing of them is lost or mangled."""

import csv
import json
import re
from pathlib import Path

import pytest

from graph.store.opening import open_store
from tests.ingest.desk import Desk, Line, cells
from tests.ingest.sources.register_load import shared


@pytest.fixture
def italy(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.store.close()
    made.store = open_store(made.url)
    return made


def rows(name: str, separator: str, encoding: str = "utf-8") -> list[dict[str, str]]:
    with shared("real_lists", name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def brought(italy: Desk, capsys: pytest.CaptureFixture[str], source: str, name: str) -> dict[str, int]:
    """Load twice with the mapping proposed; return the counts of the first time."""
    line = Line(italy, capsys)
    rejects = italy.folder / "scarti.csv"
    said = line.load(source, shared("real_lists", name), "--mapping", "auto", "--rejects", rejects)
    first = json.loads(said.out)
    again = json.loads(line.load(source, shared("real_lists", name), "--mapping", "auto", "--yes").out)
    assert (again["revision"], again["unchanged"]) == (None, first["read"] - first["rejected"])
    assert all(row["_problem"] and row["_remedy"] for row in cells(rejects))
    return first


def test_a_directory_of_foreigners_associations(italy: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    name = "integrando_associazioni_milano.csv"
    result = brought(italy, capsys, "associations", name)
    assert (result["read"], result["rejected"], result["created"]) == (79, 0, 79)
    nodes = italy.nodes("association")
    by_name = {node.name: node for node in nodes}
    assert not [n.name for n in nodes if re.search("[ÃÂ\x80-\x9f\n]", n.name)]
    assert by_name["AFRICPLUS"].text("municipality") == "015077"  # Cinisello, in its seat; its title says Milano
    assert by_name["AFRICPLUS"].text("address") == "via Alberto da Giussano 36/B"
    assert "Comunità Eritrea Milanese (C.E.M.)" in by_name
    assert by_name["Tibet Culture House – Casa della Cultura del Tibet"].text("municipality") == "015081"
    asked = digits("".join(row["tel."] for row in rows(name, ";")))
    words = [line for n in nodes for line in n.text("notes").split("\n") if line.startswith("tel.: ")]
    kept = digits("".join(number for n in nodes for number in n.many("phone")) + "".join(words))
    assert sorted(kept) == sorted(asked)  # every digit is in a number or in the words kept beside it


def test_a_municipal_register_without_towns(italy: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    name = "sona_albo_associazioni.csv"
    result = brought(italy, capsys, "associations", name)
    assert (result["read"], result["rejected"]) == (77, 0)
    nodes = italy.nodes("association")
    assert {node.text("municipality") for node in nodes} == {"023083"}
    assert {row["DENOMINAZIONE"].strip() for row in rows(name, ";")} <= {node.name for node in nodes}
    assert not any("ad-" in node.text("address") for node in nodes)  # a reference is no street; it is kept as words
    assert sum("ad-" in node.text("notes") for node in nodes) >= 70


def test_clinics_that_only_service_and_address_tell_apart(italy: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    name = "sanimapp_ambulatori_lazio.csv"
    result = brought(italy, capsys, "services", name)
    assert (result["read"], result["rejected"]) == (167, 1)  # «Pescorecchiano»: Pescorocchiano is proposed
    nodes = italy.nodes("service")
    assert len(nodes) == 166
    assert not italy.nodes("organisation")  # no body is made of «Consultorio familiare» or of an empty cell
    assert not any(node.text("address").startswith("Roma,") for node in nodes)
    taken = [row for row in rows(name, ",") if row["Città"] != "Pescorecchiano"]
    assert {node.text("contacts") for node in nodes} == {row["Numero di Telefono"].strip() for row in taken}


def test_a_calendar_without_quotes(italy: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    name = "puglia_events_2015.csv"
    result = brought(italy, capsys, "events", name)
    assert (result["read"], result["rejected"]) == (257, 1)  # one event twice, with other dates of its end
    nodes = italy.nodes("event")
    assert all(node.text("municipality") for node in nodes)
    assert not [node.name for node in nodes if "&#" in node.name]
    assert min(node.text("start") for node in nodes) >= "2014"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("integrando_associazioni_milano.csv", "associations"),
        ("sona_albo_associazioni.csv", "associations"),
        ("sanimapp_ambulatori_lazio.csv", "services"),
        ("puglia_events_2015.csv", "events"),
    ],
)
def test_which_list_a_file_is_is_told(italy: Desk, capsys: pytest.CaptureFixture[str], name: str, source: str) -> None:
    said = Line(italy, capsys)("propose", shared("real_lists", name), "--store", italy.url)
    assert said.code == 0
    assert said.document["source"] == source
