import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from graph.model import KINDS, TIES
from graph.model.folding import folded
from graph.store.changes import MergeNodes, PutNode, PutTie
from graph.store.interface import GraphStore, View
from graph.store.records import Node
from ingest.loading import load
from ingest.sources.sample import Sample
from ingest.sources.sample_territory.territory import SEED, Part, territory
from ingest.sources.sample_territory.words import communities, districts, towns
from tests.ingest.sources.sample_territory.sampled import LATER, by_hand, copied, everything, load_sample

ROOT = Path(__file__).resolve().parents[3]
ANCHOR = date(2026, 3, 31)
_PRINT = """
from datetime import date
from hashlib import sha256
from ingest.loading import load
from ingest.sources.sample import Sample
from ingest.sources.sample_territory.territory import territory
print(sha256(repr(list(territory({seed}, date(2026, 3, 31)))).encode()).hexdigest())
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with copied(tmp_path) as made:
        yield made


@pytest.fixture
def view(store: GraphStore) -> View:
    return store.view("staff")


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return list(territory(SEED, ANCHOR))


@pytest.fixture(scope="module")
def nodes(parts: list[Part]) -> list[PutNode]:
    return [change for part in parts for change in part if isinstance(change, PutNode)]


@pytest.fixture(scope="module")
def ties(parts: list[Part]) -> list[PutTie]:
    return [change for part in parts for change in part if isinstance(change, PutTie)]


def _of(nodes: list[PutNode], kind: str) -> list[PutNode]:
    return [node for node in nodes if node.kind == kind]


def test_it_has_what_it_promises(view: View) -> None:
    counts, _ = view.counts()
    mapped = [n for n in view.nodes(["association"]) if n.key in view.mapped() or not n.properties.get("candidate")]

    assert len(mapped) >= 150
    assert counts["organisation"] >= 60
    assert counts["school"] >= 40
    assert counts["service"] >= 60
    assert counts["event"] >= 400
    assert counts["district"] == 6
    assert counts["site"] > counts["school"]
    assert counts["contact"] > 100
    assert "person" not in counts
    assert counts["association"] > len(mapped)  # some are candidates


def test_everything_says_that_it_is_invented(store: GraphStore) -> None:
    nodes, ties = everything(store)

    for record in [*nodes, *ties]:
        assert record.properties["invented"] is True
        assert [e.source for e in record.evidence] == ["sample"]
        assert "inventato" in record.evidence[0].reference
    assert store.check() == []


def test_loading_it_again_months_later_makes_no_revision(store: GraphStore) -> None:
    before = everything(store)

    again = load_sample(store, LATER)

    assert (again.revision, again.unchanged) == (None, again.read)
    assert everything(store) == before


def test_what_people_made_of_it_stands_when_it_is_loaded_again(store: GraphStore) -> None:
    first, second, third = store.view("staff").nodes(["association"])[:3]
    by_hand(
        store,
        PutNode(first.key, first.kind, {"name": "Rinominata", "invented": None}),
        PutNode(second.key, "organisation", {"name": "Ora un ente"}),
        PutNode("association:x", "association", {"name": "Vera"}),
        MergeNodes("association:x", third.key),
    )
    before = everything(store)

    assert load_sample(store, LATER).revision is None
    assert everything(store) == before


def test_a_later_version_of_it_leaves_alone_what_people_made_of_it(store: GraphStore) -> None:
    first, second = store.view("staff").nodes(["association"])[:2]
    by_hand(
        store,
        PutNode(first.key, "organisation", {"name": "Ora un ente"}),
        PutNode("association:x", "association", {"name": "Vera"}),
        MergeNodes("association:x", second.key),
    )
    before = [_untied(store.view("staff").node(key)) for key in (first.key, "association:x")]

    result = load(store, Sample(seed=SEED + 1), [], author="Ada", now=LATER)

    assert result.updated > 100
    assert [_untied(store.view("staff").node(key)) for key in (first.key, "association:x")] == before


def _untied(node: Node | None) -> tuple[str, str, dict[str, object]]:
    assert node is not None
    return node.key, node.kind, dict(node.properties)


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_a_seed_gives_the_same_territory_on_every_machine(hash_seed: str, parts: list[Part]) -> None:
    from hashlib import sha256

    command = [sys.executable, "-c", _PRINT.format(seed=SEED)]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == sha256(repr(parts).encode()).hexdigest()


def test_another_seed_gives_another_territory_of_the_same_make(parts: list[Part]) -> None:
    other = list(territory(SEED + 1, ANCHOR))

    assert other != parts
    assert abs(len(other) - len(parts)) < 100


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 1, 31), date(2026, 12, 31)])
def test_it_can_be_drawn_on_any_day_within_a_second(day: date) -> None:
    started = time.process_time()
    drawn = list(territory(SEED, day))

    assert time.process_time() - started < 1
    starts = [str(c.properties["start"])[:10] for part in drawn for c in part if _is_event(c)]
    assert min(starts) >= f"{day.year - 3}-{day.month:02d}"
    assert max(starts) > day.isoformat()


def _is_event(change: PutNode | PutTie) -> bool:
    return isinstance(change, PutNode) and change.kind == "event"


def test_events_reach_from_three_years_before_to_three_months_after(nodes: list[PutNode]) -> None:
    starts = sorted(str(event.properties["start"])[:10] for event in _of(nodes, "event"))

    assert "2023-03-31" <= starts[0] < "2023-05"
    assert "2026-06" <= starts[-1] <= "2026-06-30"
    assert sum(s > ANCHOR.isoformat() for s in starts) >= 20
    ahead = [e for e in _of(nodes, "event") if str(e.properties["start"])[:10] > ANCHOR.isoformat()]
    assert not any("attendance" in e.properties for e in ahead)  # nobody was counted yet


def test_nobody_can_be_called_or_written_to(nodes: list[PutNode]) -> None:
    for node in nodes:
        phones = [*_many(node, "phone"), *_many(node, "contacts"), *_many(node, "public_phone")]
        assert all(phone.startswith("000 ") for phone in phones)
        for email in (*_many(node, "email"), *_many(node, "school_email")):
            assert email.endswith("@example.org")
        assert str(node.properties.get("website", "https://example.org/")).startswith("https://example.org/")


def _many(node: PutNode, name: str) -> tuple[str, ...]:
    value = node.properties.get(name, ())
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def test_no_name_is_that_of_a_real_body(nodes: list[PutNode]) -> None:
    data = ROOT / ".." / "shared" / "data"
    if not data.exists():
        pytest.skip("real open data not at hand")
    register = (data / "third_sector" / "5x1000_2020_lombardia.csv").read_text("utf-8")
    schools = (data / "schools" / "SCUANAGRAFESTAT20252620250901_lombardia.csv").read_text("utf-8")
    real = folded(register + schools)

    for node in nodes:
        if KINDS[node.kind].body:
            assert folded(str(node.properties["name"])) not in real


def test_names_are_all_different(nodes: list[PutNode]) -> None:
    names = Counter(str(n.properties["name"]) for n in nodes if KINDS[n.kind].body)

    assert [name for name, times in names.items() if times > 1] == []


def test_an_association_speaks_languages_of_its_community(nodes: list[PutNode]) -> None:
    spoken = {c.country: set(c.languages) for c in communities()}
    for node in _of(nodes, "association"):
        own = _many(node, "communities")
        if own:
            possible = set().union(*(spoken[country] for country in own)) | {"it"}
            assert set(_many(node, "languages")) <= possible
    assert len({c for n in _of(nodes, "association") for c in _many(n, "communities")}) >= 15


def test_points_lie_inside_their_municipality_and_coarse_places_have_none(nodes: list[PutNode]) -> None:
    borders = ROOT / "static" / "generated" / "municipalities-lombardia.geojson"
    if not borders.exists():
        pytest.skip("borders not generated: python -m graph.territory.build")
    import shapely

    features = json.loads(borders.read_text("utf-8"))["features"]
    wanted = {town.istat for town in towns()}
    shapes = {
        f["properties"]["key"].removeprefix("municipality:"): shapely.geometry.shape(f["geometry"]) for f in features
    }
    located = [n for n in nodes if "precision" in n.properties]
    pinned = [n for n in located if "lat" in n.properties]

    assert wanted <= shapes.keys()
    assert len(pinned) > 500
    for node in pinned:
        point = shapely.Point(float(str(node.properties["lon"])), float(str(node.properties["lat"])))
        assert shapes[str(node.properties["municipality"])].contains(point)
        assert node.properties["precision"] in ("rooftop", "street")
    coarse = [n for n in located if "lat" not in n.properties]
    assert {n.properties["precision"] for n in coarse} == {"municipality"}
    assert len(coarse) > 50
    assert {n.properties["place_provider"] for n in located} == {"sample"}


def test_participation_is_heavy_tailed_and_the_same_actors_meet_again(ties: list[PutTie]) -> None:
    by_actor = Counter(t.source for t in ties if t.type == "organised")
    company = defaultdict(set)
    for tie in ties:
        if tie.type == "organised":
            company[tie.target].add(tie.source)
    together = Counter(pair for actors in company.values() for pair in combinations(sorted(actors), 2))
    busiest = sum(times for _, times in by_actor.most_common(len(by_actor) // 10))

    assert busiest > 0.3 * by_actor.total()
    assert sum(times >= 3 for times in together.values()) > 100
    assert sum(len(actors) > 20 for actors in company.values()) >= 4
    assert {r for t in ties if t.type == "organised" for r in t.properties["roles"]} >= {  # type: ignore[union-attr]
        *("lead", "co_organiser", "host", "speaker", "participant")
    }


def test_districts_differ_in_shape(nodes: list[PutNode], ties: list[PutTie]) -> None:
    network = _network(nodes, ties)
    of = _district_of()
    shapes = {
        d.slug: network.subgraph([k for k, town in network.nodes("town") if of[town] == d.slug]) for d in districts()
    }
    density = {slug: nx.density(graph) for slug, graph in shapes.items()}
    isolates = {slug: len(list(nx.isolates(graph))) / len(graph) for slug, graph in shapes.items()}
    pieces = {slug: [len(c) for c in nx.connected_components(graph) if len(c) > 5] for slug, graph in shapes.items()}
    centre = {slug: _centralisation(graph) for slug, graph in shapes.items()}

    assert density["ordito"] > 0.15  # mesh
    assert centre["fuso"] == max(centre.values()) > 0.6  # star
    assert density["fuso"] < 0.08
    assert nx.average_clustering(shapes["telai"]) > 0.5  # cluster
    assert len(pieces["telai"]) >= 2
    assert isolates["spola"] > 0.6  # isolated
    assert density["spola"] < 0.02
    assert isolates["filo"] > 0.4 and max(dict(shapes["filo"].degree).values()) >= 6  # star and isolated
    assert len(pieces["trama"]) == 2  # mesh and a cluster apart


def test_few_actors_bridge_districts_and_one_district_stands_apart(nodes: list[PutNode], ties: list[PutTie]) -> None:
    network, of = _network(nodes, ties), _district_of()
    town = dict(network.nodes("town"))
    between = [(a, b) for a, b in network.edges if of[town[a]] != of[town[b]]]

    assert 3 <= len(between) <= 8
    assert not any("spola" in (of[town[a]], of[town[b]]) for a, b in between)
    assert set(nx.articulation_points(network)) & {end for pair in between for end in pair}


def test_many_schools_are_reached_by_nobody(nodes: list[PutNode], ties: list[PutTie]) -> None:
    reached = {t.source for t in ties if t.type == "organised" and t.source.startswith("school:")}
    schools = {n.key for n in _of(nodes, "school")}

    assert len(reached) >= 12
    assert len(schools - reached) >= 20


def test_contacts_are_fresh_stale_dropped_or_missing(nodes: list[PutNode], ties: list[PutTie]) -> None:
    day = {n.key: date.fromisoformat(str(n.properties["date"])) for n in _of(nodes, "contact")}
    last: dict[str, date] = {}
    for tie in ties:
        if tie.type == "about":
            last[tie.source] = max(last.get(tie.source, date.min), day[tie.target])
    ages = [(ANCHOR - d).days for d in last.values()]
    mapped = {n.key for n in _of(nodes, "association") if "candidate" not in n.properties}

    assert sum(age <= 60 for age in ages) >= 30
    assert sum(age > 365 for age in ages) >= 30
    assert any(n.properties.get("by", "9") < ANCHOR.isoformat() for n in _of(nodes, "contact"))  # type: ignore[operator]
    assert len(mapped - last.keys()) >= 40


def test_candidates_are_tied_to_nothing(view: View) -> None:
    candidates = [n for n in view.nodes(["association"]) if n.properties.get("candidate")]

    assert len(candidates) >= 20
    assert not any(view.ties_of(n.key) for n in candidates)
    assert not {n.key for n in candidates} & view.mapped()
    assert all(word in n.name for n in candidates for word in n.many("suggested_by"))


def test_the_public_sees_no_contact_and_no_number(store: GraphStore) -> None:
    view = store.view("public")

    assert view.nodes(["contact"]) == []
    assert not view.search("000 000 0007")
    assert all("phone" not in n.properties and "contacts" not in n.properties for n in view.nodes())


def test_collaborations_have_levels_and_say_who_declared_them(ties: list[PutTie]) -> None:
    declared = [t for t in ties if t.type == "collaborates"]

    assert {t.properties["level"] for t in declared} == {1, 2, 3, 4}
    for tie in declared:
        assert set(tie.properties["declared_by"]) <= {tie.source, tie.target}  # type: ignore[arg-type]
    assert {t.type for t in ties} == set(TIES)


def _district_of() -> dict[str, str]:
    return {town.istat: town.district for town in towns()}


def _network(nodes: list[PutNode], ties: list[PutTie]) -> "nx.Graph[str]":
    """Return mapped actors with ties from events of at most 20 and from declared collaboration."""
    network: nx.Graph[str] = nx.Graph()
    active = {t.source for t in ties if t.type == "organised"}
    for node in nodes:
        if KINDS[node.kind].actor and (node.key in active or "candidate" not in node.properties):
            network.add_node(node.key, town=node.properties["municipality"])
    company = defaultdict(set)
    for tie in ties:
        if tie.type == "organised":
            company[tie.target].add(tie.source)
        elif tie.type == "collaborates":
            network.add_edge(tie.source, tie.target)
    for actors in company.values():
        if len(actors) <= 20:
            network.add_edges_from(combinations(sorted(actors), 2))
    return network


def _centralisation(network: "nx.Graph[str]") -> float:
    degrees = [d for _, d in network.degree]
    n = len(degrees)
    return sum(max(degrees) - d for d in degrees) / ((n - 1) * (n - 2))


def test_nodes_are_named_before_ties_use_them(parts: list[Part]) -> None:
    known = {f"municipality:{town.istat}" for town in towns()}
    for part in parts:
        for change in part:
            if isinstance(change, PutNode):
                assert change.key not in known
                known.add(change.key)
            else:
                assert {change.source, change.target} <= known


def test_no_real_municipality_is_changed(store: GraphStore) -> None:
    towns_: list[Node] = store.view("staff").nodes(["municipality"])

    assert {node.revision for node in towns_} == {0}
