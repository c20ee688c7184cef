"""One-mode measures against NetworkX, fed the same rounded distances, and against answers worked out by hand."""

import math

import networkx as nx
import numpy as np
import pytest

from graph.measures import cuts
from graph.measures.registry import ONE_MODE
from graph.network.facade import from_networkx, numbered, to_networkx, two_mode_from_networkx
from graph.network.network import Network, from_edges
from graph.network.projection import project


def women() -> Network:
    return project(two_mode_from_networkx(nx.davis_southern_women_graph()))


def territory(seed: int = 5, actors: int = 90) -> Network:
    """Territorial groups with heavy-tailed participation, isolates and a few events shared by groups."""
    random = np.random.default_rng(seed)
    graph = nx.Graph()
    graph.add_nodes_from((f"a{n:03d}" for n in range(actors)), bipartite=0)
    for event in range(110):
        place = int(random.integers(0, 6))
        size = int(min(12, 1 + random.pareto(1.4) * 2))
        graph.add_node(f"e{event}", bipartite=1)
        for _ in range(size):
            member = place * 14 + int(abs(random.normal(0, 4))) % 14
            graph.add_edge(f"a{member:03d}", f"e{event}")
    return project(two_mode_from_networkx(graph), [("a000", "a020", 3), ("a001", "a040", 1)])


NETWORKS = {"women": women(), "territory": territory(), "larger": territory(seed=9, actors=340)}


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> Network:
    return NETWORKS[request.param]


def ours(network: Network, name: str) -> dict[str, float]:
    return dict(zip(network.actors, ONE_MODE[name].compute(network).tolist(), strict=True))


def assert_same(mine: dict[str, float], theirs: dict[str, float]) -> None:
    assert mine.keys() == theirs.keys()
    for key, value in theirs.items():
        if math.isnan(value):
            assert math.isnan(mine[key]), key
        else:
            assert mine[key] == pytest.approx(value, abs=1e-9), key


def test_the_test_networks_have_isolates_components_and_bridges() -> None:
    tested = NETWORKS["territory"]
    assert (tested.degree == 0).sum() > 3 and tested.components.max() > 5
    assert ONE_MODE["cut_point"].compute(tested).sum() >= 1


def test_betweenness(network: Network) -> None:
    assert_same(ours(network, "betweenness"), nx.betweenness_centrality(to_networkx(network), weight="distance"))


def test_closeness(network: Network) -> None:
    assert_same(ours(network, "closeness"), nx.closeness_centrality(to_networkx(network), distance="distance"))


def test_harmonic_closeness(network: Network) -> None:
    theirs = nx.harmonic_centrality(to_networkx(network), distance="distance")
    assert_same(ours(network, "harmonic"), {k: v / (len(network.actors) - 1) for k, v in theirs.items()})


def test_pagerank(network: Network) -> None:
    theirs = nx.pagerank(to_networkx(network), weight="weight", tol=1e-15, max_iter=10_000)
    assert_same(ours(network, "pagerank"), theirs)


def test_eigenvector_on_the_largest_component_and_nothing_outside(network: Network) -> None:
    graph = to_networkx(network)
    largest = max(sorted(nx.connected_components(graph), key=min), key=len)
    theirs = nx.eigenvector_centrality_numpy(graph.subgraph(sorted(largest)), weight="weight", tol=1e-14)
    assert_same(ours(network, "eigenvector"), {key: theirs.get(key, math.nan) for key in network.actors})


def test_the_eigenvector_of_a_long_chain_is_the_known_sine() -> None:
    chain = numbered(nx.path_graph(600))
    sine = np.sin(np.pi * (np.arange(600) + 1) / 601)
    assert ONE_MODE["eigenvector"].compute(chain) == pytest.approx(sine / np.linalg.norm(sine), abs=1e-9)


def test_core_clustering_cut_points(network: Network) -> None:
    graph = to_networkx(network)
    assert_same(ours(network, "core"), nx.core_number(graph))
    assert_same(ours(network, "clustering"), nx.clustering(graph))
    points = set(nx.articulation_points(graph))
    assert_same(ours(network, "cut_point"), {key: float(key in points) for key in network.actors})


def test_constraint(network: Network) -> None:
    assert_same(ours(network, "constraint"), nx.constraint(to_networkx(network), weight="weight"))


def test_effective_size(network: Network) -> None:
    graph = to_networkx(network)
    assert_same(ours(network, "effective_size"), nx.effective_size(graph, nodes=list(graph), weight="weight"))


def naive_loss(graph: nx.Graph, actor: str) -> float:
    def pairs(of: nx.Graph) -> int:
        return sum(len(c) * (len(c) - 1) // 2 for c in nx.connected_components(of))

    connected = pairs(graph) - (len(nx.node_connected_component(graph, actor)) - 1)
    rest = graph.copy()
    rest.remove_node(actor)
    return (connected - pairs(rest)) / connected if connected else math.nan


def test_loss_is_what_removing_each_actor_one_by_one_says(network: Network) -> None:
    graph = to_networkx(network)
    assert_same(ours(network, "loss"), {actor: naive_loss(graph, actor) for actor in graph})


def test_a_star_two_cliques_and_a_chain_have_the_answers_of_paper_and_pencil() -> None:
    star = from_networkx(nx.star_graph(5))
    assert ours(star, "loss")["0"] == 1 and ours(star, "betweenness")["0"] == 1
    assert ours(star, "constraint")["0"] == pytest.approx(1 / 5) and ours(star, "effective_size")["0"] == 5
    cliques = from_networkx(nx.barbell_graph(4, 1))
    assert [key for key, cut in ours(cliques, "cut_point").items() if cut] == ["3", "4", "5"]
    assert ours(cliques, "loss")["4"] == pytest.approx(16 / 28)
    groups = ours(cliques, "community")
    assert groups["0"] == groups["1"] != groups["7"]


@pytest.mark.parametrize(
    "edges",
    [[], [("a", "a", 1.0)], [("a", "b", 1.0)], [("a", "b", 1.0), ("b", "a", 2.0)], [("a", "b", 1e-6), ("b", "c", 1e6)]],
    ids=["nothing", "self-tie", "a pair", "the same tie twice", "very weak and very strong"],
)
@pytest.mark.parametrize("alone", [[], ["z"], ["x", "y", "z"]], ids=["", "one isolate", "isolates"])
def test_degenerate_networks_have_an_answer_or_none_and_never_crash(alone: list[str], edges: list) -> None:
    network = from_edges(alone, edges)
    for name, measure in ONE_MODE.items():
        values = measure.compute(network)
        assert len(values) == len(network.actors), name
        assert (
            not np.isinf(values).any()
            and not np.signbit(values[values == 0]).any()
            and (values[np.isfinite(values)] >= 0).all()
        ), name
    isolate = [i for i, key in enumerate(network.actors) if key in alone]
    for name in ("constraint", "effective_size", "eigenvector"):
        assert np.isnan(ONE_MODE[name].compute(network)[isolate]).all(), name
    for name in ("ties", "strength", "closeness", "core", "clustering", "cut_point"):
        assert (ONE_MODE[name].compute(network)[isolate] == 0).all(), name


def test_an_isolate_counts_in_n_and_takes_nothing_from_the_others() -> None:
    with_isolate, without = (
        from_edges("z", [("a", "b", 1.0), ("b", "c", 1.0)]),
        from_edges("", [("a", "b", 1.0), ("b", "c", 1.0)]),
    )
    assert ours(without, "betweenness")["b"] == 1 and ours(with_isolate, "betweenness")["b"] == pytest.approx(1 / 3)
    assert sum(ours(with_isolate, "pagerank").values()) == pytest.approx(1)


def test_loss_walks_a_long_chain_without_running_out_of_stack() -> None:
    chain = from_networkx(nx.path_graph(5_000))
    middle = dict(zip(chain.actors, cuts.loss(chain).tolist(), strict=True))["2500"]
    assert middle == pytest.approx(2500 * 2499 / (5_000 * 4_999 / 2 - 4_999))


def test_every_measure_says_how_it_is_read_and_when_it_is_undefined(network: Network) -> None:
    for name, measure in ONE_MODE.items():
        words = (measure.label, measure.definition, measure.reading)
        assert measure.name == name and measure.source and all(said.it and said.en for said in words)
        if np.isnan(measure.compute(network)).any():
            assert measure.undefined is not None, name
