"""Brokerage and E-I: counted by hand, against counting triples one by one, and against chance."""

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures import external
from graph.measures.grouping import GROUPINGS, Grouped, grouped
from graph.measures.registry import GROUPED
from graph.network.facade import from_networkx
from graph.network.network import Network, from_edges
from graph.network.snapshot import compose
from graph.store.records import Node, Tie

ROLES = ("coordinator", "gatekeeper", "representative", "itinerant", "liaison")


def of(graph: Grouped, name: str) -> dict[str, float]:
    return dict(zip(graph.network.actors, GROUPED[name].compute(graph).tolist(), strict=True))


def by_hand(ties: nx.Graph, group: dict[str, str | None]) -> dict[str, dict[str, float]]:
    """Count every ordered triple on its own, as Gould and Fernandez define the roles."""
    inside = ties.subgraph(key for key in ties if group[key] is not None)
    found = {role: {key: 0.0 if group[key] is not None else math.nan for key in ties} for role in ROLES}
    for j in inside:
        for i, k in itertools.permutations(inside[j], 2):
            if inside.has_edge(i, k):
                continue
            a, b, c = group[i], group[j], group[k]
            if a == b == c:
                role = "coordinator"
            elif a == c:
                role = "itinerant"
            elif b == c:
                role = "gatekeeper"
            elif a == b:
                role = "representative"
            else:
                role = "liaison"
            found[role][j] += 1
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=24),
    st.lists(st.sampled_from(["x", "y", "z", None]), min_size=8, max_size=8),
)
def test_every_role_is_what_counting_triples_one_by_one_says(pairs: set[tuple[str, str]], groups: list) -> None:
    network = from_edges("abcdefgh", [(a, b, 0.5) for a, b in pairs])
    graph = nx.Graph([(a, b) for a, b in pairs if a != b])
    graph.add_nodes_from("abcdefgh")
    asked, expected = grouped(network, groups), by_hand(graph, dict(zip("abcdefgh", groups, strict=True)))
    for role in ROLES:
        assert of(asked, role) == pytest.approx(expected[role], nan_ok=True), role
    totals = {key: sum(expected[role][key] for role in ROLES) for key in "abcdefgh"}
    assert of(asked, "brokerage") == pytest.approx(totals, nan_ok=True)


def test_a_broker_of_each_kind_by_paper_and_pencil() -> None:
    star = from_edges("", [("j", other, 1.0) for other in "abcd"])
    asked = grouped(star, ["red", "red", "blue", "green", "red"])  # a b red, c blue, d green, j red
    assert {role: of(asked, role)["j"] for role in ROLES} == {
        "coordinator": 2, "gatekeeper": 4, "representative": 4, "itinerant": 0, "liaison": 2,
    }  # fmt: skip
    assert of(asked, "brokerage")["j"] == 12 and of(asked, "brokerage")["a"] == 0
    assert of(asked, "e_i") == {"a": -1, "b": -1, "c": 1, "d": 1, "j": 0}


def test_the_index_is_undefined_without_a_tie_to_anyone_in_a_group() -> None:
    network = from_edges("z", [("a", "b", 1.0), ("c", "d", 1.0)])
    values = of(grouped(network, ["x", "y", "x", None, "x"]), "e_i")
    assert values["a"] == 1 and all(math.isnan(values[key]) for key in "cdz")
    nothing = external.of_network(grouped(network, [None] * 5))
    assert (nothing.value, nothing.p_value, nothing.ties) == (None, None, 0)


def two_camps(within: float, between: float, seed: int = 3) -> Network:
    return from_networkx(nx.stochastic_block_model([15, 15], [[within, between], [between, within]], seed=seed))


CAMPS = [str(n >= 15) for n in sorted(range(30), key=str)]


def test_two_camps_are_told_from_chance_and_chance_from_two_camps() -> None:
    camps = external.of_network(grouped(two_camps(0.5, 0.05), CAMPS))
    assert camps.value < camps.low < camps.expected and camps.p_value < 0.005
    mixed = external.of_network(grouped(two_camps(0.25, 0.25), CAMPS))
    assert mixed.low <= mixed.value <= mixed.high and mixed.p_value > 0.1
    assert mixed == external.of_network(grouped(two_camps(0.25, 0.25), CAMPS))


def test_chance_is_what_dealing_out_the_groups_says_exactly() -> None:
    network = two_camps(0.3, 0.2)
    expected = (15 * 15 - 2 * (15 * 14 / 2)) / (15 * 15 + 2 * (15 * 14 / 2))  # pairs apart less pairs together
    assert external.of_network(grouped(network, CAMPS)).expected == pytest.approx(expected, abs=0.01)


def test_p_values_are_even_where_there_is_nothing_to_find() -> None:
    network, random = two_camps(0.2, 0.2), np.random.default_rng(8)
    p = [external.of_network(grouped(network, random.permutation(CAMPS)), 200).p_value for _ in range(120)]
    assert 0.02 <= np.mean(np.array(p) <= 0.1) <= 0.18


def test_groups_found_from_the_ties_are_not_held_against_chance() -> None:
    assert external.of_network(GROUPINGS["community"].group(None, two_camps(0.5, 0.02))).p_value is None


def test_groups_are_read_from_what_is_known_and_doubt_is_no_group() -> None:
    nodes = [
        Node("a", "association", {"name": "A", "communities": ("MA",), "municipality": "016024"}),
        Node("b", "association", {"name": "B", "communities": ("MA", "SN")}),
        Node("c", "organisation", {"name": "C", "municipality": "016024"}),
        Node("d:x", "district", {"name": "X"}),
        Node("municipality:016024", "municipality", {"name": "Bergamo"}),
    ]
    ties = [Tie("1", "part_of", "municipality:016024", "d:x"), Tie("2", "collaborates", "a", "c")]
    snapshot = compose("staff", 1, nodes, ties, frozenset("abc"))
    network = from_edges("b", [("a", "c", 1.0)])
    groups = {name: each.group(snapshot, network).groups.tolist() for name, each in GROUPINGS.items()}
    assert groups["kind"] == [0, 0, 1] and groups["district"] == [0, -1, 0] and groups["origin"] == [0, -1, -1]
    assert groups["community"] == [0, 1, 0]
    assert all(each.label.it and each.label.en and each.definition.it for each in GROUPINGS.values())
