import json
import time
from collections import Counter
from pathlib import Path

import pytest

from graph.model import KINDS
from graph.model.values import normalise_properties
from graph.store.records import Node
from graph.territory.base import GENERATED, MUNICIPALITIES_FILE, adjacency, former, seed
from graph.territory.distance import kilometres
from graph.territory.errors import MissingBase
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality
from tests.graph.territory.conftest import shared, table


def test_a_new_store_starts_with_every_municipality_in_being(nodes: list[Node]) -> None:
    assert len(nodes) == 7896
    assert Counter(n.text("region") for n in nodes)["Lombardia"] == 1502
    assert [n.key for n in nodes] == sorted({f"municipality:{n.text('istat')}" for n in nodes})
    assert len({n.text("cadastral") for n in nodes}) == 7896
    assert all(n.kind == "municipality" and n.revision == 0 for n in nodes)


def test_municipalities_are_as_the_model_stores_them(nodes: list[Node]) -> None:
    declared = KINDS["municipality"].by_name
    for node in nodes:
        assert normalise_properties(declared, node.properties) == dict(node.properties), node.key


def test_reading_all_municipalities_takes_a_tenth_of_a_second() -> None:
    took = []
    for _ in range(5):
        start = time.process_time()
        seed()
        took.append(time.process_time() - start)
    assert min(took) < 0.1


def test_bergamo_has_its_codes_postcodes_residents_and_a_point(italy: Gazetteer) -> None:
    bergamo = italy.by_istat("016024")
    assert bergamo is not None
    assert (bergamo.name, bergamo.cadastral, bergamo.province) == ("Bergamo", "A794", "BG")
    assert (bergamo.province_name, bergamo.region) == ("Bergamo", "Lombardia")
    assert "24121" in bergamo.postcodes
    assert bergamo.residents == 119_534
    assert bergamo.lat is not None and bergamo.lon is not None
    assert float(kilometres(bergamo.lat, bergamo.lon, 45.6947, 9.6699)) < 2


def test_codes_names_and_provinces_agree_with_an_independent_database(italy: Gazetteer) -> None:
    rows = list(table(shared("gazetteer", "gi_comuni.csv"), ";"))
    known = {m.istat: (m.cadastral, m.province) for m in italy.all()}
    assert {r["codice_istat"]: (r["codice_belfiore"], r["sigla_provincia"]) for r in rows} == known


def test_points_and_areas_agree_with_an_independent_database(nodes: list[Node]) -> None:
    by_istat = {n.text("istat"): n for n in nodes}
    far, wrong_area, distances = [], [], []
    for row in table(shared("gazetteer", "gi_comuni.csv"), ";"):
        node = by_istat[row["codice_istat"]]
        lat, lon, area = (float(row[name].replace(",", ".")) for name in ("lat", "lon", "superficie_kmq"))
        assert node.point is not None
        km = float(kilometres(*node.point, lat, lon))
        distances.append(km)
        if km > 30:
            far.append((node.name, km))
        if abs((node.number("area") or 0) - area) / area > 0.25:
            wrong_area.append((node.name, node.number("area"), area))
    assert far == [] and wrong_area == []
    assert sum(distances) / len(distances) < 2  # theirs is the town hall's square, ours the middle of the territory


def test_residents_of_merged_municipalities_are_those_of_their_parts(italy: Gazetteer) -> None:
    merged = italy.by_istat("013256")
    assert merged is not None and merged.name == "Uggiate con Ronago"
    assert merged.residents is not None and 6_000 < merged.residents < 7_500
    assert sum(m.residents or 0 for m in italy.all()) == 58_840_177


def test_a_municipality_survives_becoming_a_node_and_back(italy: Gazetteer) -> None:
    for one in italy.all()[::50]:
        assert Municipality.from_node(one.to_node()) == one


def test_a_missing_base_says_to_run_setup(tmp_path: Path) -> None:
    with pytest.raises(MissingBase) as missing:
        seed(tmp_path)
    assert "make setup" in missing.value.italian()


def test_a_damaged_base_says_to_run_setup(tmp_path: Path) -> None:
    whole = (GENERATED / MUNICIPALITIES_FILE).read_bytes()
    (tmp_path / MUNICIPALITIES_FILE).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MissingBase):
        seed(tmp_path)


def test_adjoining_goes_both_ways_and_islands_adjoin_nobody(italy: Gazetteer) -> None:
    pairs = adjacency()
    assert all(one in pairs[other] for one, others in pairs.items() for other in others)
    assert all(one not in others for one, others in pairs.items())
    assert pairs.keys() == {m.istat for m in italy.all()}
    names = {italy.by_istat(code).name for code in italy.adjoining("016024")}  # type: ignore[union-attr]
    assert {"Seriate", "Gorle", "Stezzano", "Ponteranica", "Orio al Serio"} <= names
    assert "Dalmine" not in names
    assert italy.adjoining("053012") == frozenset()  # Isola del Giglio
    assert italy.adjoining("013040") == frozenset()  # Campione d'Italia, round which is Switzerland


def test_the_merged_adjoin_what_their_parts_did(italy: Gazetteer) -> None:
    names = {italy.by_istat(code).name for code in italy.adjoining("013256")}  # type: ignore[union-attr]
    assert {"Faloppio", "Colverde"} <= names


def test_former_names_do_not_shadow_names_in_being(italy: Gazetteer) -> None:
    in_being = {(m.name, m.province) for m in italy.all()}
    same = [r for r in former().renamed if (r.name, r.province) in in_being and r.ended >= "1990"]
    assert same == []


def test_generated_files_hold_plain_data() -> None:
    assert isinstance(json.loads((GENERATED / MUNICIPALITIES_FILE).read_bytes()), list)
