"""What a network falls into: equal to what NetworkX finds by taking things out one at a time."""

from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.gaps.pieces import bridges, sole_links, without
from graph.network.network import Network, from_edges

EDGES = st.sets(st.sampled_from(list(combinations(range(12), 2))), max_size=22)


def network(edges: set[tuple[int, int]]) -> tuple[Network, nx.Graph]:
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(12))
    return from_edges((f"{n:02d}" for n in range(12)), ((f"{a:02d}", f"{b:02d}", 1.0) for a, b in edges)), graph


@settings(max_examples=60, deadline=None)
@given(EDGES)
def test_pieces_without_an_actor_are_those_of_taking_it_out(edges: set[tuple[int, int]]) -> None:
    made, graph = network(edges)
    for row in range(12):
        around = nx.node_connected_component(graph, row) - {row}
        wanted = [sorted(piece) for piece in nx.connected_components(graph.subgraph(around))]
        found = [piece.tolist() for piece in without(made, row)]
        assert sorted(found) == sorted(wanted)
        assert [len(piece) for piece in found] == sorted(map(len, found), reverse=True)


@settings(max_examples=60, deadline=None)
@given(EDGES)
def test_bridges_and_both_their_sides_are_those_of_cutting_each(edges: set[tuple[int, int]]) -> None:
    made, graph = network(edges)
    wanted = {}
    for a, b in nx.bridges(graph):
        cut = graph.copy()
        cut.remove_edge(a, b)
        i, j = min(a, b), max(a, b)
        wanted[i, j] = tuple(len(nx.node_connected_component(cut, end)) for end in (i, j))
    assert {(b.i, b.j): (b.here, b.there) for b in bridges(made)} == wanted


def test_who_alone_holds_two_groups_together_is_found_and_one_tie_between_groups_is_nobodys_own() -> None:
    edges = {(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (6, 7), (7, 8), (6, 8), (0, 3), (0, 4), (5, 6)}
    made, _ = network(edges)
    group = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 5])
    assert sole_links(made, group) == {0: [(0, 1)]}
