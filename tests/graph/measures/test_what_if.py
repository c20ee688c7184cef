"""What if: against NetworkX, where the same is done by hand to the graph and everything computed anew."""

import math
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.what_if import NobodyElse, Supposition, UnknownActor, effects, suppose
from graph.network.facade import to_networkx, two_mode_from_networkx
from graph.network.network import Network, from_edges
from graph.network.projection import project

WOMEN = project(two_mode_from_networkx(nx.davis_southern_women_graph()))
KEYS = list(WOMEN.actors)
GRAIN = 2.0**-20


def by_hand(network: Network, supposition: Supposition) -> nx.Graph:
    graph = to_networkx(network)
    extra = [(a, b, level / 4) for a, b, level in supposition.collaborations]
    extra += [(a, b, 1 / (len(e) - 1)) for e in supposition.events for a, b in combinations(e, 2)]
    for a, b, weight in extra:
        graph.add_edge(a, b, weight=graph.get_edge_data(a, b, {"weight": 0.0})["weight"] + weight)
    graph.remove_nodes_from(supposition.without)
    for _, _, data in graph.edges(data=True):
        data["distance"] = round(1 / data["weight"] / GRAIN) * GRAIN
    return graph


SUPPOSITIONS = {
    "two stop": Supposition(without=frozenset({KEYS[0], KEYS[7]})),
    "a tie": Supposition(collaborations=((KEYS[0], KEYS[17], 3),)),
    "an event": Supposition(events=(frozenset({KEYS[1], KEYS[4], KEYS[16]}), frozenset(KEYS[2:4]))),
    "all of it": Supposition(frozenset({KEYS[2]}), ((KEYS[5], KEYS[6], 4),), (frozenset(KEYS[1:5]),)),
}


@pytest.mark.parametrize("name", SUPPOSITIONS)
def test_every_value_is_what_networkx_finds_in_the_graph_changed_by_hand(name: str) -> None:
    supposition = SUPPOSITIONS[name]
    found, graph = effects(WOMEN, supposition), by_hand(WOMEN, supposition)
    tested = {
        "ties": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph, weight="distance"),
        "closeness": nx.closeness_centrality(graph, distance="distance"),
        "core": nx.core_number(graph),
        "constraint": nx.constraint(graph, weight="weight"),
        "cut_point": dict.fromkeys(graph, 0.0) | dict.fromkeys(nx.articulation_points(graph), 1.0),
    }
    before = nx.betweenness_centrality(to_networkx(WOMEN), weight="distance")
    assert {s.key: s.before for s in found.actors["betweenness"]} == pytest.approx(before, abs=1e-9)
    for measure, expected in tested.items():
        after = {s.key: s.after for s in found.actors[measure] if s.key not in supposition.without}
        assert after == pytest.approx(expected, abs=1e-9), measure
    assert (found.whole[1].nodes, found.whole[1].ties) == (len(graph), graph.number_of_edges())
    assert found.whole[1].isolates == nx.number_of_isolates(graph)


def test_who_stops_has_no_value_after_and_leads_the_list_and_those_left_alone_are_named() -> None:
    star = from_edges(["loner"], [("hub", leaf, 1.0) for leaf in ("a", "b", "c")] + [("a", "b", 1.0)])
    found = effects(star, Supposition(without=frozenset({"hub"})))
    first = found.changed("ties")[0]
    assert first.key == "hub" and first.before == 3 and math.isnan(first.after) and first.place_after is None
    assert found.isolated == ("c",) and found.reached == ()
    assert [s.key for s in found.changed("ties")] == ["hub", "a", "b", "c"]
    assert (found.whole[0].isolates, found.whole[1].isolates) == (1, 2)


def test_one_who_was_not_in_the_network_can_enter_it() -> None:
    pair = from_edges(["loner"], [("a", "b", 1.0)])
    found = effects(pair, Supposition(events=(frozenset({"loner", "school"}),)), known=["school"])
    assert found.reached == ("loner", "school")
    entered = next(s for s in found.actors["strength"] if s.key == "school")
    assert math.isnan(entered.before) and entered.after == 1.0
    with pytest.raises(UnknownActor, match="school"):
        suppose(pair, Supposition(events=(frozenset({"loner", "school"}),)))


@pytest.mark.parametrize("wrong", [Supposition(collaborations=(("a", "a", 1),)), Supposition(events=(frozenset("a"),))])
def test_nobody_meets_alone(wrong: Supposition) -> None:
    with pytest.raises(NobodyElse):
        suppose(from_edges("ab", []), wrong)


def test_supposing_nothing_changes_nothing_whatever_the_network() -> None:
    for network in (WOMEN, from_edges([], []), from_edges("a", []), from_edges("ab", [])):
        found = effects(network, Supposition())
        assert not any(found.changed(measure) for measure in found.actors)
        assert found.whole[0] == found.whole[1]


@settings(deadline=None, max_examples=25)
@given(st.sets(st.sampled_from(KEYS), min_size=2), st.sampled_from(KEYS))
def test_an_event_only_adds_and_stopping_only_takes_away(there: set[str], stops: str) -> None:
    more = suppose(WOMEN, Supposition(events=(frozenset(there),)))
    less = suppose(WOMEN, Supposition(without=frozenset({stops})))
    assert (more.strength >= WOMEN.strength - 1e-12).all()
    assert more.strength.sum() == pytest.approx(WOMEN.strength.sum() + len(there))
    assert stops not in less.actors
    assert less.strength.sum() == pytest.approx(WOMEN.strength.sum() - 2 * WOMEN.strength[WOMEN.index[stops]])
