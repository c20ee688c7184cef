"""What networks need of a view, read from it once; pages keep it by revision and audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.model import KINDS, TIES
from graph.model.folding import folded
from graph.network.errors import UnknownDistrict
from graph.network.network import Network
from graph.network.projection import project
from graph.network.scope import Scope, period, within
from graph.network.two_mode import TwoMode, from_pairs
from graph.store.interface import Audience, View
from graph.store.records import Node, Tie
from graph.territory.districts import around

_TIED = ("organised", "collaborates", "partner_in")
_KNOWING = ("part_of", "about")
_MAPPING = frozenset(type_.name for type_ in TIES.values() if type_.maps)
_OCCASIONS = ("event", "project")
CANCELLED = "cancelled"
"""`status` of an event that did not take place."""
_LATE_COMERS = frozenset({"school"})
"""Kinds that enter a network once they are tied in it; there are too many for each to be an isolate."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The mapped actors of a view, what they took part in, and where they are.

    Attributes
    ----------
    actors
        Mapped actors by key, in order of key; candidates are not there.
    occasions
        Events and projects by key; a cancelled event is none.
    ties
        By type (`organised`, `collaborates`, `partner_in`), ordered by key, both ends known.
    acquaintances
        Ties between two actors that make them known to each other without an event (`part_of`, `about`).
    districts
        Names of districts by key.
    districts_of
        Keys of the districts of a municipality, by ISTAT code, in order; invented ones too. Who is in a
        district: `districts_around`.
    since
        Date of the first tie that mapped a candidate, by key; empty where one is not dated. Other
        actors are not there: they have always been mapped.
    invented
        Keys of the districts of the invented sample.
    """

    audience: Audience
    revision: int
    actors: Mapping[str, Node]
    occasions: Mapping[str, Node]
    ties: Mapping[str, tuple[Tie, ...]]
    acquaintances: tuple[Tie, ...]
    districts: Mapping[str, str]
    districts_of: Mapping[str, tuple[str, ...]]
    since: Mapping[str, str] = field(default_factory=dict)
    invented: frozenset[str] = frozenset()

    def at(self, until: str) -> Snapshot:
        """Return it without the candidates that were not mapped yet at an ISO date; empty: today, all of it."""
        late = {key for key, first in self.since.items() if not within(first, "", until)}
        return replace(self, actors={k: n for k, n in self.actors.items() if k not in late}) if late else self

    def district_named(self, name: str) -> str:
        """Return the key of the district with this name (case and accents forgiven) or key.

        Raises
        ------
        UnknownDistrict
        """
        wanted = folded(name)
        for key, known in self.districts.items():
            if name == key or folded(known) == wanted:
                return key
        raise UnknownDistrict(name, tuple(sorted(self.districts.values())))

    def districts_at(self, key: str) -> tuple[str, ...]:
        """Return the districts of an actor or event, by its municipality."""
        node = self.actors.get(key) or self.occasions.get(key)
        return self.districts_around(node) if node else ()

    def districts_around(self, node: Node) -> tuple[str, ...]:
        """Return the districts that a located node is in; nothing invented is in a real one, or the reverse."""
        return around(node, self.districts_of.get(node.text("municipality"), ()), self.invented)

    def in_scope(self, scope: Scope) -> frozenset[str]:
        """Return the actors that a scope's kinds, districts and end leave."""
        return frozenset(
            key
            for key, node in self.actors.items()
            if within(self.since.get(key, ""), "", scope.until)
            and (not scope.kinds or node.kind in scope.kinds)
            and (not scope.districts or not scope.districts.isdisjoint(self.districts_at(key)))
        )


def read(view: View) -> Snapshot:
    """Read what networks need of a view."""
    kinds = [kind.name for kind in KINDS.values() if kind.actor or kind.name in (*_OCCASIONS, "district")]
    return compose(view.audience, view.revision, view.nodes(kinds), view.ties({*_KNOWING, *_MAPPING}), view.mapped())


def compose(
    audience: Audience, revision: int, nodes: Iterable[Node], ties: Iterable[Tie], mapped: frozenset[str]
) -> Snapshot:
    """Return the snapshot of nodes and ties that were read already; more of them than needed do no harm."""
    actors, occasions, districts = {}, {}, {}
    invented = set()
    for node in nodes:
        if KINDS[node.kind].actor:
            if node.key in mapped or not KINDS[node.kind].body:
                actors[node.key] = node
        elif node.kind in _OCCASIONS and node.text("status") != CANCELLED:
            occasions[node.key] = node
        elif node.kind == "district":
            districts[node.key] = node.name
            if node.properties.get("invented") is True:
                invented.add(node.key)
    listed = list(ties)
    kept: dict[str, list[Tie]] = {type_: [] for type_ in _TIED}
    known = actors.keys() | occasions.keys()
    for tie in listed:
        if tie.type in kept and tie.source in known and tie.target in known and tie.source != tie.target:
            kept[tie.type].append(tie)
    tied = {type_: tuple(found) for type_, found in kept.items()}
    acquainted = tuple(t for t in listed if t.type in _KNOWING and t.source in actors and t.target in actors)
    belonging = (tie for tie in listed if tie.type == "part_of")
    return Snapshot(
        audience,
        revision,
        actors,
        occasions,
        tied,
        acquainted,
        districts,
        _districts_of(belonging, districts),
        _mapped_since(listed, actors, occasions),
        frozenset(invented),
    )


def _mapped_since(ties: Iterable[Tie], actors: Mapping[str, Node], occasions: Mapping[str, Node]) -> dict[str, str]:
    first: dict[str, str] = {}
    for tie in ties:
        if tie.type not in _MAPPING:
            continue
        event = occasions.get(tie.target) if tie.type == "organised" else None
        date = event.text("start") if event else str(tie.properties.get("since", ""))
        for end in (tie.source, tie.target):
            if end in actors and actors[end].properties.get("candidate") is True:
                first[end] = min(first.get(end, date), date)
    return first


def _districts_of(ties: Iterable[Tie], districts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for tie in ties:
        prefix, _, istat = tie.source.partition(":")
        if prefix == KINDS["municipality"].key_prefix and tie.target in districts:
            found.setdefault(istat, []).append(tie.target)
    return {istat: tuple(sorted(keys)) for istat, keys in found.items()}


def two_mode(snapshot: Snapshot, scope: Scope | None = None) -> TwoMode:
    """Return actors × events: every actor in scope, and every event of the period that has one of them.

    Events past `Scope.end` are planned: they tie nobody yet.
    """
    scope = scope or Scope()
    happened = period(scope.since, scope.end)
    dated = {key: node.text("start") for key, node in snapshot.occasions.items()}
    pairs = [(t.source, t.target) for t in snapshot.ties["organised"] if happened(dated[t.target])]
    return _two_mode(snapshot, scope, pairs, _collaborating(snapshot, scope))


def partners(snapshot: Snapshot, scope: Scope | None = None) -> TwoMode:
    """Return actors × projects, a network of its own; only actors who are partner in something are there."""
    scope = scope or Scope()
    pairs = [(t.source, t.target) for t in snapshot.ties["partner_in"] if scope.stands(t.properties)]
    inside = snapshot.in_scope(scope)
    return from_pairs([p for p in pairs if p[0] in inside], sizes=_sizes(pairs))


def network(snapshot: Snapshot, scope: Scope | None = None) -> Network:
    """Return who is tied to whom by shared events and declared collaboration, isolates included."""
    scope = scope or Scope()
    return project(two_mode(snapshot, scope), collaborations(snapshot, scope))


def collaborations(snapshot: Snapshot, scope: Scope | None = None) -> list[tuple[str, str, int]]:
    """Return declared collaborations as (actor, actor, level); one without a level counts as the lowest."""
    scope = scope or Scope()
    listed = snapshot.ties["collaborates"]
    return [
        (t.source, t.target, int(t.properties.get("level", 1)))  # type: ignore[arg-type]
        for t in listed
        if scope.stands(t.properties)
    ]


def _collaborating(snapshot: Snapshot, scope: Scope) -> frozenset[str]:
    return frozenset(key for a, b, _ in collaborations(snapshot, scope) for key in (a, b))


def _two_mode(snapshot: Snapshot, scope: Scope, pairs: list[tuple[str, str]], collaborating: frozenset[str]) -> TwoMode:
    sizes = _sizes(pairs)
    inside = snapshot.in_scope(scope)
    tied = collaborating | {actor for actor, _ in pairs}
    actors = [key for key in inside if key in tied or snapshot.actors[key].kind not in _LATE_COMERS]
    largest = scope.max_event_size
    kept = [(a, e) for a, e in pairs if a in inside and (largest is None or sizes[e] <= largest)]
    return from_pairs(kept, actors, sizes)


def _sizes(pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for _, occasion in set(pairs):
        sizes[occasion] = sizes.get(occasion, 0) + 1
    return sizes
