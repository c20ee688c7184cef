"""A map draws what is known: dots for addresses, counted circles for towns, lines for who works together."""

from __future__ import annotations

import pytest

from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from pages.parts import graph_view, map_data
from tests.pages.conftest import BERGAMO, SERIATE


def test_only_known_addresses_are_dots_and_the_rest_is_counted_where_its_town_is(graph):
    nodes = [graph.nodes[k] for k in ("association:teranga", "association:vatra", "organisation:ruah", "school:BGIC1")]
    assert map_data.dots(graph, nodes)["key"] == ["association:teranga"]
    circles = {row[0]: row for row in map_data.circles(graph, nodes)}
    assert {istat: row[4] for istat, row in circles.items()} == {BERGAMO: 2, SERIATE: 1}
    assert circles[BERGAMO][1] == "Bergamo"
    assert circles[BERGAMO][2] == pytest.approx(45.69, abs=0.05)


def test_who_works_with_whom_counts_what_they_did_together(graph):
    assert map_data.partner_strengths(graph, "association:teranga") == {"association:vatra": 2, "organisation:ruah": 1}
    assert map_data.partner_strengths(graph, "association:sola") == {}
    assert set(map_data.partner_strengths(graph, "event:past")) == {
        "association:teranga",
        "association:vatra",
        "organisation:ruah",
    }


def test_a_line_ends_at_the_town_of_a_partner_whose_address_is_unknown_and_the_strongest_is_thickest(graph):
    lines = map_data.lines(graph, "association:teranga")
    assert len(lines) == 2
    assert lines[0]["to"] == pytest.approx(list(graph.municipalities[SERIATE].point), abs=1e-6)
    assert lines[0]["weight"] > lines[1]["weight"]
    assert not lines[0]["dotted"]


def test_a_crowd_at_one_event_makes_no_partners(tmp_path):
    url = f"sqlite:///{tmp_path}/crowd.db"
    actors = [f"association:{n}" for n in range(map_data.LARGEST_EVENT + 1)]
    with open_store(url) as store:
        put = [PutNode(key, "association", {"name": key}) for key in actors]
        put.append(PutNode("event:fair", "event", {"name": "Fiera", "start": "2026-05-01"}))
        ties = [PutTie("organised", key, "event:fair") for key in actors]
        store.apply(Changeset("t", "t", "t", [*put, *ties]))
        crowd = graph_view.read(store.view("staff"), url)
    assert map_data.partner_strengths(crowd, actors[0]) == {}


def test_the_view_leaves_out_the_outermost_and_falls_back_to_towns(graph):
    placed = map_data.extent(graph, [graph.nodes["association:teranga"], graph.nodes["association:sola"]])
    assert placed == {"bounds": [[45.70, 9.67], [45.71, 9.67]]}
    town = map_data.extent(graph, [graph.nodes["association:vatra"]])
    assert town["bounds"][0] == pytest.approx(list(graph.municipalities[SERIATE].point))
    assert map_data.extent(graph, [graph.nodes["district:bg"]]) is None


def test_borders_and_names_are_of_the_regions_where_things_are(graph):
    regions = map_data.regions(graph, "Sicilia")
    assert regions == ("Lombardia",)
    towns = map_data.towns(graph, regions)
    assert towns[0][0] == "Milano"
    assert len(towns) > 1400
