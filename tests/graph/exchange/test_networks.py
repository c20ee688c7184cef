"""GEXF and GraphML, read back by networkx."""

from pathlib import Path

import networkx as nx
import pytest
from defusedxml import ElementTree

from graph.exchange import gexf, graphml
from graph.exchange.content import read
from graph.store.opening import open_store
from tests.contract.conftest import Clock, towns
from tests.contract.saying import association, put
from tests.graph.exchange.conftest import HOSTILE, Export

READ = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}


@pytest.mark.parametrize("name", READ)
def test_networkx_reads_the_same_nodes_and_ties_with_their_types(exported: Export, name: str) -> None:
    graph = READ[name](exported(name))
    view = exported.store.view("public")
    assert set(graph.nodes) == {n.key for n in view.nodes()} | {"municipality:016024"}
    found = {(a, b, data["type"]) for a, b, data in graph.edges(data=True)}
    assert found == {(t.source, t.target, t.type) for t in view.ties()}
    baobab = graph.nodes["association:a"]
    assert (baobab["name"], baobab["lat"], baobab["candidate"]) == ("Baobab", 45.69, False)
    assert baobab["sources"] == "associations"
    assert baobab["municipality_name"] == "Bergamo"
    assert next(d["level"] for *_, d in graph.edges(data=True) if d["type"] == "collaborates") == 3


@pytest.mark.parametrize("name", READ)
def test_hostile_names_come_back_as_they_were(exported: Export, name: str) -> None:
    graph = READ[name](exported(name))
    assert [graph.nodes[f"association:h{i}"]["name"] for i in range(len(HOSTILE))] == list(HOSTILE)


@pytest.mark.parametrize("name", READ)
def test_candidates_invented_and_dates_of_months_are_what_they_are(exported: Export, name: str) -> None:
    nodes = READ[name](exported(name)).nodes
    assert (nodes["body:1"]["candidate"], nodes["body:2"]["candidate"]) == (True, False)
    assert nodes["association:i"]["invented"] is True
    assert "lat" not in nodes["association:i"]
    assert nodes["event:month"]["start"] == "2026-06"


@pytest.mark.parametrize(("module", "name"), [(gexf, "gexf"), (graphml, "graphml")])
def test_characters_that_xml_forbids_do_not_break_the_file(module: object, name: str, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/s.db", seed=towns, now=Clock()) as store:
        put(store, association("association:x", "prima\uffffdopo"))
        content = read(store.view("public"))
    with (tmp_path / name).open("wb") as out:
        module.write(content, out)  # type: ignore[attr-defined]
    assert READ[name](tmp_path / name).nodes["association:x"]["name"] == "prima\ufffddopo"


def test_gephi_gets_the_colours_and_shapes_of_kinds_and_a_timeline(exported: Export) -> None:
    file = exported("gexf")
    graph = nx.read_gexf(file)
    assert graph.graph["mode"] == "dynamic"
    assert graph.nodes["association:a"]["viz"]["color"] == {"r": 213, "g": 94, "b": 0, "a": 1.0}
    shapes = {
        node.get("id"): node.find("{*}shape").get("value")  # networkx looks for another attribute
        for node in ElementTree.parse(file).iterfind(".//{http://www.gexf.net/1.2draft}node")
    }
    assert (shapes["association:a"], shapes["body:1"]) == ("disc", "square")
    assert graph.nodes["event:hours"]["spells"] == [("2026-05-10", "2026-05-11")]
    assert graph.nodes["event:month"]["spells"] == [("2026-06-01", "2026-06-30")]
    assert graph.nodes["event:year"]["spells"] == [("2026-01-01", "2026-12-31")]
    assert "spells" not in graph.nodes["association:a"]
    assert graph.edges["association:a", "event:hours"]["spells"] == [("2026-05-10", "2026-05-11")]
    assert "spells" not in graph.edges["association:a", "body:2"]
