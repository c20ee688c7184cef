"""Lists as they are really published enter, or say row by row why not."""

import csv

from ingest.given import Given
from ingest.mapping import squashed
from tests.ingest.desk import Desk
from tests.ingest.sources.register_load import shared


def test_a_real_dated_network_loads_whole_and_once(desk: Desk) -> None:
    path = shared("networks", "nyphil_programmes.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    result = desk.load("participation", path)
    assert (result.read, result.rejected, result.ties_created) == (
        len(rows),
        0,
        len({(r["actor"], r["event"]) for r in rows}),
    )
    assert len(desk.nodes("association")) == len({r["actor"] for r in rows})
    assert len(desk.nodes("event")) == len({(r["event"], r["date"]) for r in rows})
    again = desk.load("participation", path)
    assert (again.unchanged, again.revision) == (len(rows), None)


def test_southern_women_load_as_a_bare_list(desk: Desk) -> None:
    source = shared("networks", "networkdata_southern_women_edges.csv")
    with source.open(encoding="utf-8", newline="") as file:
        rows = [(row["to_name"], row["from_name"]) for row in csv.DictReader(file)]
    result = desk.load("participation", desk.sheet("women.csv", ["actor", "event"], *rows))
    assert (len(desk.nodes("association")), len(desk.nodes("event")), result.ties_created) == (18, 14, 89)


def test_southern_women_load_as_published_with_a_mapping(desk: Desk) -> None:
    given = Given({squashed("to_name"): "actor", squashed("from_name"): "event"})
    result = desk.load("participation", shared("networks", "networkdata_southern_women_edges.csv"), mapping=given)
    assert (result.read, result.rejected, result.ties_created) == (89, 0, 89)


def test_a_municipal_register_without_a_column_for_the_town_loads_with_a_constant(desk: Desk) -> None:
    given = Given({squashed("SEDE"): None}, {"municipality": "Bergamo"})  # Sona is not in the tests' store
    result = desk.load("associations", shared("real_lists", "sona_albo_associazioni.csv"), mapping=given)
    assert result.read == 77
    assert result.created >= 74
    assert all(rejected.problems for rejected in result.rejects)
    codes = [node.key for node in desk.nodes("association") if node.key.startswith("body:0")]
    assert len(codes) == 7  # a spreadsheet would have dropped their leading zero


def test_a_directory_with_broken_accents_and_several_values_a_cell_is_accounted_for(desk: Desk) -> None:
    given = Given({squashed("sede"): None}, {"municipality": "Milano"})
    path = shared("real_lists", "integrando_associazioni_milano.csv")
    result = desk.load("associations", path, mapping=given)
    assert result.read == 79
    assert result.created + result.updated + result.unchanged + result.rejected == 79


def test_a_regional_calendar_without_quotes_in_latin_1_loads(desk: Desk) -> None:
    given = Given({squashed("tipologia"): None, squashed("comune"): None, squashed("codice_istat"): None})
    result = desk.load("events", shared("real_lists", "puglia_events_2015.csv"), mapping=given)
    assert result.read == 257
    assert result.created > 230
