"""Two-mode measures: the published values of Southern Women, and NetworkX."""

import csv
import math
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.registry import TWO_MODE
from graph.measures.two_mode import tied
from graph.network.facade import two_mode_from_networkx, two_mode_to_networkx
from graph.network.two_mode import TwoMode, from_pairs

REFERENCE = (
    Path(__file__).parents[3].parent / "shared" / "data" / "networks" / "southern_women_reference_centralities.csv"
)


def values(network: TwoMode, name: str) -> dict[str, float]:
    inside = tied(network)
    return dict(zip((*inside.actors, *inside.events), TWO_MODE[name].compute(inside).tolist(), strict=True))


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data at ../shared/data are not on this machine")
def test_southern_women_has_the_published_values_to_their_digits() -> None:
    network = two_mode_from_networkx(nx.davis_southern_women_graph())
    with REFERENCE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * 32
    for row in rows:
        ours = values(network, row["measure"])[row["node"]]
        digits = len(row["value"].partition(".")[2])
        assert round(ours, digits) == pytest.approx(float(row["value"]), abs=10.0**-digits * 0.51), row


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefghij"), st.sampled_from(["e1", "e2", "e3", "e4", "e5", "e6"])),
        min_size=3,
        max_size=40,
    )
)
def test_any_network_has_the_values_of_networkx(pairs: list[tuple[str, str]]) -> None:
    network = from_pairs(pairs, actors=["who came to nothing"])
    graph = two_mode_to_networkx(tied(network))
    actors = set(tied(network).actors)
    theirs = {
        "degree": nx.bipartite.degree_centrality(graph, actors),
        "closeness": nx.bipartite.closeness_centrality(graph, actors),
    }
    if len(actors) > 1 and len(network.events) > 1:
        theirs["betweenness"] = nx.bipartite.betweenness_centrality(graph, actors)
    for name, expected in theirs.items():
        ours = values(network, name)
        assert ours.keys() == expected.keys()
        assert all(ours[key] == pytest.approx(value, abs=1e-12) for key, value in expected.items()), name


def test_who_has_no_event_is_not_in_it_and_an_empty_network_is_empty() -> None:
    assert "z" not in values(from_pairs([("a", "x")], actors=["z"]), "degree")
    assert all(values(from_pairs([]), name) == {} for name in TWO_MODE)


def test_betweenness_is_undefined_where_there_can_be_none() -> None:
    ours = values(from_pairs([("a", "x")]), "betweenness")
    assert all(math.isnan(value) for value in ours.values())
    assert values(from_pairs([("a", "x"), ("b", "x")]), "betweenness")["x"] == 1
    assert not np.isnan(values(from_pairs([("a", "x"), ("b", "x")]), "closeness")["a"])
