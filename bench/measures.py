"""Measures: processor seconds each takes at 480, 5,000 and 50,000 actors, how they grow, plain NetworkX beside them.

Every part runs in a process of its own, so that its peak memory is its own. NetworkX's slowest parts (betweenness,
closeness, harmonic, loss) are measured on some nodes and scaled up to all, unless `--full` is given; figures say which.

    python -m bench.measures [--full]
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from collections.abc import Callable

import networkx as nx

from bench.figures import FOLDER, keep, peak_memory_mb
from bench.network import two_mode
from graph.measures import chance, external, sampling, stability, table, whole
from graph.measures.grouping import Grouped
from graph.measures.intervals import rank_intervals
from graph.measures.registry import GROUPED, ONE_MODE
from graph.network.facade import to_networkx
from graph.network.groups import communities
from graph.network.network import Network
from graph.network.projection import project

Seconds = dict[str, float]
_SOME = 100
_FEW = 20
_ENOUGH = 0.3


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds that something takes, the least of some runs where it is short.

    Neither side uses a second thread; other work on the machine does not count.
    """
    least, spent = math.inf, 0.0
    while spent < _ENOUGH and least > 0:
        start = time.process_time()
        work()
        took = time.process_time() - start
        least, spent = min(least, took), spent + took
    return least


def ready(network: Network) -> Network:
    """Return a network with its derived arrays made, so that no measure pays for them."""
    assert network.graph and len(network.distances) == len(network.edges[0]) and network.components.size
    return network


def ours(actors: int) -> Seconds:
    """Time each of our measures, and the whole table in one run from who took part in what."""
    made = two_mode(actors)
    found = {"table": seconds(lambda: table.one_mode(project(made), {})), "peak_mb": peak_memory_mb()}
    found["projection"] = seconds(lambda: project(made))
    network = ready(project(made))
    found |= {name: seconds(lambda m=m: m.compute(network)) for name, m in ONE_MODE.items()}  # type: ignore[misc]
    grouped = Grouped(network, communities(network))
    found |= {name: seconds(lambda m=m: m.compute(grouped)) for name, m in GROUPED.items()}  # type: ignore[misc]
    found["sampled paths"] = seconds(lambda: sampling.estimate(network))
    found["communities, 10 seeds"] = seconds(lambda: stability.over_seeds(network, 10))
    found["every whole measure"] = seconds(lambda: whole.of_network(project(made)))
    grouped = Grouped(network, network.components % 7)
    found["E-I with 2,000 permutations"] = seconds(lambda: external.of_network(grouped))
    if estimate := sampling.sampled(network):
        found |= {f"halves agree, {name}": each.rank_correlation for name, each in estimate.agreement.items()}
        found |= {f"halves share of top 50, {name}": each.shared for name, each in estimate.agreement.items()}
    return found | {"peak_all_mb": peak_memory_mb()}


def background(actors: int) -> Seconds:
    """Time what runs beside a screen."""
    made = two_mode(actors)
    return {
        "intervals, 50 resamples": seconds(lambda: rank_intervals(made)),
        "beside chance, 20 draws": seconds(lambda: chance.against_chance(made)),
    }


def networkx(actors: int, full: bool) -> Seconds:
    """Time the same table with NetworkX alone."""
    pairs = two_mode(actors)
    bipartite = nx.Graph()
    bipartite.add_nodes_from(pairs.actors)
    rows, columns = pairs.incidence.nonzero()
    bipartite.add_edges_from((pairs.actors[a], pairs.events[e]) for a, e in zip(rows, columns, strict=True))
    found = {
        "projection": seconds(lambda: nx.bipartite.collaboration_weighted_projected_graph(bipartite, pairs.actors))
    }
    graph = to_networkx(project(pairs))
    nodes, n = list(graph), len(graph)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    some, few = (nodes[:: n // many] for many in (_SOME, _FEW))
    some, few = (nodes, nodes) if full else (some, few)
    whole_table: dict[str, tuple[float, Callable[[], object]]] = {
        "strength": (1, lambda: (dict(graph.degree()), dict(graph.degree(weight="weight")))),
        "betweenness": (
            n / len(some),
            lambda: nx.betweenness_centrality(graph, k=None if full else len(some), weight="distance", seed=1),
        ),
        "closeness": (
            n / len(some),
            lambda: [nx.closeness_centrality(graph, u=node, distance="distance") for node in some],
        ),
        "harmonic": (n / len(some), lambda: nx.harmonic_centrality(graph, nbunch=some, distance="distance")),
        "eigenvector": (1, lambda: nx.eigenvector_centrality(largest, weight="weight", tol=1e-12, max_iter=100_000)),
        "pagerank": (1, lambda: nx.pagerank(graph, weight="weight", tol=1e-12, max_iter=1_000)),
        "core": (1, lambda: nx.core_number(graph)),
        "clustering": (1, lambda: nx.clustering(graph)),
        "constraint": (1, lambda: nx.constraint(graph, weight="weight")),
        "effective_size": (1, lambda: nx.effective_size(graph, nodes=nodes, weight="weight")),
        "community": (1, lambda: nx.community.louvain_communities(graph, weight="weight", seed=1)),
        "cut_point": (1, lambda: set(nx.articulation_points(graph))),
        "loss": (n / len(few), lambda: [_pairs_without(graph, node) for node in few]),
    }
    found |= {name: times * seconds(work) for name, (times, work) in whole_table.items()}
    return found | {"table": sum(found.values()), "peak_mb": peak_memory_mb()}


def _pairs_without(graph: nx.Graph, node: str) -> int:
    ties = list(graph.edges(node, data=True))
    graph.remove_node(node)
    pairs = sum(len(piece) * (len(piece) - 1) // 2 for piece in nx.connected_components(graph))
    graph.add_node(node)
    graph.add_edges_from(ties)
    return pairs


def apart(part: str, actors: int, *more: str) -> Seconds:
    """Run one part in a process of its own."""
    command = [sys.executable, "-m", "bench.measures", "--part", part, "--actors", str(actors), *more]
    done = subprocess.run(command, cwd=FOLDER.parent, check=True, capture_output=True, text=True)
    print(f"{part}, {actors} actors: done", flush=True)
    return json.loads(done.stdout)


def main(full: bool) -> None:
    """Measure and keep."""
    figures: dict[str, float | str] = {}
    mine = {actors: apart("ours", actors) for actors in (480, 5_000, 50_000)}
    for actors, found in mine.items():
        figures |= {f"{actors}: {name}": round(value, 4) for name, value in found.items()}
    for name, value in apart("background", 480).items():
        figures[f"480: {name}"] = round(value, 3)
    timed = [
        name for name in mine[5_000] if not name.startswith(("peak", "halves", "betweenness", "closeness", "harmonic"))
    ]
    for name in timed:
        small, large = max(mine[5_000][name], 1e-4), max(mine[50_000][name], 1e-4)
        figures[f"growth 5,000 to 50,000, exponent: {name}"] = round(math.log10(large / small), 2)
    theirs = apart("networkx", 5_000, *(["--full"] if full else []))
    figures |= {f"5000, NetworkX: {name}": round(value, 3) for name, value in theirs.items()}
    figures["5000, NetworkX: slowest four"] = (
        "measured on all nodes" if full else f"on {_SOME} ({_FEW}) nodes, scaled up"
    )
    figures["5000: times faster, table"] = round(theirs["table"] / mine[5_000]["table"], 1)
    without = theirs["table"] - theirs["loss"]
    figures["5000: times faster, table without NetworkX's loss"] = round(without / mine[5_000]["table"], 1)
    keep("measures", figures)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--part", choices=("ours", "background", "networkx"))
    parser.add_argument("--actors", type=int, default=480)
    given = parser.parse_args()
    if given.part is None:
        main(given.full)
    elif given.part == "networkx":
        print(json.dumps(networkx(given.actors, given.full)))
    else:
        print(json.dumps({"ours": ours, "background": background}[given.part](given.actors)))
