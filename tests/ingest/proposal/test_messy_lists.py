"""Lists never seen before: the columns are found without a person, and every row comes in as it was written."""

from pathlib import Path

import pytest

from graph.model.folding import folded
from graph.territory.base import seed as municipalities
from graph.territory.gazetteer import Gazetteer
from ingest.mapping import squashed
from ingest.proposal.proposal import propose
from tests.ingest.desk import Desk
from tests.ingest.proposal.messy import associations


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_nodes(municipalities())


@pytest.mark.parametrize("seed", range(12))
def test_the_columns_of_a_list_are_found(gazetteer: Gazetteer, tmp_path: Path, seed: int) -> None:
    messy = associations(tmp_path, seed)
    found = propose(messy.path, gazetteer)
    assert (found.source, found.missing) == ("associations", ())
    wrong = {
        h: (found.given.columns[squashed(h)], c)
        for h, c in messy.meaning.items()
        if found.given.columns[squashed(h)] != c
    }
    assert not wrong


@pytest.mark.parametrize("seed", range(20, 24))
def test_every_row_comes_in_with_its_name_and_its_numbers(
    gazetteer: Gazetteer, desk: Desk, tmp_path: Path, seed: int
) -> None:
    messy = associations(tmp_path, seed)
    result = desk.load("associations", messy.path, mapping=propose(messy.path, gazetteer).given)
    assert result.read == len(messy.rows)
    assert result.rejected == 0, result.rejects
    nodes = {folded(name): node for node in desk.nodes("association") for name in (node.name, *node.many("aliases"))}
    for row in messy.rows:
        node = nodes[folded(row["name"])]
        kept = "".join(filter(str.isdigit, "".join(node.many("phone"))))
        assert kept == "".join(filter(str.isdigit, row.get("phone", "")))


@pytest.mark.parametrize(
    ("rows", "source"),
    [
        (
            ["attore;evento;data", "Uno;Festa;2026-01-01", "Due;Festa;2026-01-01", "Tre;Cena;2026-02-01"],
            "participation",
        ),
        (["Attore;Partner;Livello", "Uno;Due;1", "Uno;Tre;2", "Due;Tre;1"], "collaborations"),
        (["Data;Ora;Iniziativa;A cura di", "14/03/2026;16.30;Letture;Donne", "15/03/2026;20;Cena;Ruah"], "events"),
        (
            ["Sportello;Ente gestore;Comune;Apertura", "Casa;Ruah;Bergamo;lun 9-12", "Lavoro;Acli;Dalmine;mar"],
            "services",
        ),
        (["Uno insieme;Bergamo;035 123456", "Due ponti;Seriate;035 123457", "Tre;Dalmine;035 12345"], "associations"),
    ],
)
def test_which_list_it_is_is_told_by_headings_and_values(
    gazetteer: Gazetteer, tmp_path: Path, rows: list[str], source: str
) -> None:
    file = tmp_path / "elenco.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = propose(file, gazetteer)
    assert (found.source, found.missing) == (source, ())


def test_organisers_between_commas_are_several(gazetteer: Gazetteer, desk: Desk) -> None:
    file = desk.sheet("e.csv", ["Titolo", "Data", "A cura di"], ["Festa", "2026-03-01", "Ruah, Caritas"])
    desk.load("events", file, mapping=propose(file, gazetteer).given)
    assert {tie.source for tie in desk.ties("organised")} == {desk.named("Ruah").key, desk.named("Caritas").key}
