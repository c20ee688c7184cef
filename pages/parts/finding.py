"""What a reader asks of a screen, and the nodes that answer: words, filters, order. No Streamlit in here."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import cos, radians
from typing import Literal

from graph.model import KINDS
from graph.model.folding import folded
from graph.store import search
from graph.store.records import Node
from pages.parts.graph_view import GraphView

SHOWN = ("association", "organisation", "school", "service", "event")
"""Kinds that Mappa shows, in this order."""

_SAID = (
    "chi che parla parlano parlare cerco vicino vicina vicini vicine a ad al alla alle agli ai allo di del della dei "
    "delle degli dello da in nel nella con per e il lo la i gli le un una prossimo prossima prossimi prossime "
    "who that speaks speak near next upcoming to of at on with for and the an"
)
_FILLING = frozenset(_SAID.split())
"""Words that a person writes to another person, and that no record needs to have."""

_ELSEWHERE = 3
"""The tier of what a name does not have."""

Period = Literal["coming", "month", "year", "past", "all"]
PERIODS: tuple[Period, ...] = ("coming", "month", "year", "past", "all")


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a reader asked; empty means no limit.

    Attributes
    ----------
    municipality
        ISTAT codes.
    district
        Keys of districts.
    period
        Of events: those to come, of this month, of the last twelve months, past ones, all.
    candidates
        Whether bodies known from a register only are shown too.
    near
        (lat, lon) from which the list is ordered, instead of by relevance.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    municipality: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    period: Period = "coming"
    candidates: bool = False
    near: tuple[float, float] | None = None

    @property
    def active(self) -> int:
        """Return how many filters limit the answer."""
        lists = (self.communities, self.languages, self.topics, self.municipality, self.district)
        return sum(len(values) for values in lists) + (self.period != "coming") + self.candidates


@dataclass(frozen=True)
class Index:
    """Words -> keys of the nodes that have them, made once a revision."""

    keys: Mapping[str, frozenset[str]]
    vocabulary: Sequence[str]
    names: Mapping[str, str]

    def having(self, word: str, begins: bool) -> frozenset[str]:
        """Return the keys of nodes that have a word, or one that begins with it."""
        if not begins:
            return self.keys.get(word, frozenset())
        start, found = bisect_left(self.vocabulary, word), set[str]()
        for candidate in self.vocabulary[start:]:
            if not candidate.startswith(word):
                break
            found |= self.keys[candidate]
        return frozenset(found)

    def answering(self, query: search.Query) -> frozenset[str]:
        """Return the keys of nodes that have every word of a question."""
        hits: frozenset[str] | None = None
        for term in query.terms:
            *whole, last = term.parts
            parts = self.having(last, term.begins)
            for word in whole:
                parts &= self.having(word, False)
            found = parts | self.having(term.joined, term.begins)
            hits = found if hits is None else hits & found
        return hits or frozenset()


def index(graph: GraphView) -> Index:
    """Index every node by its own searchable words, the names of its place and district, and its kind."""
    places = {istat: _place_words(graph, node) for istat, node in graph.municipalities.items()}
    found: dict[str, set[str]] = defaultdict(set)
    names = {}
    for node in graph.nodes.values():
        name, public, private = search.texts(node)
        kind = KINDS[node.kind]
        words = [name, public, private if graph.audience == "staff" else "", places.get(node.text("municipality"), "")]
        words.append(search.indexable(f"{kind.label.it} {kind.plural.it} {kind.label.en} {kind.plural.en}"))
        for word in set(" ".join(words).split()):
            found[word].add(node.key)
        names[node.key] = name
    return Index({word: frozenset(keys) for word, keys in found.items()}, sorted(found), names)


def _place_words(graph: GraphView, municipality: Node) -> str:
    names = [municipality.name, *municipality.many("aliases"), municipality.text("province_name")]
    names += [
        graph.nodes[key].name for key in graph.districts_of.get(municipality.text("istat"), ()) if key in graph.nodes
    ]
    return " ".join(search.indexable(name) for name in names)


@dataclass(frozen=True)
class Answer:
    """The nodes that answer, best first, and how many there are of each kind before kinds were chosen."""

    nodes: Sequence[Node]
    by_kind: Mapping[str, int]
    hidden_candidates: int = 0
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", frozenset(node.key for node in self.nodes))


def find(graph: GraphView, index_: Index, question: Question, today: date) -> Answer:
    """Return what answers a question."""
    query = _query(question.text)
    if query is None and question.text.strip():
        return Answer((), {})
    hits = index_.answering(query) if query else None
    pool = graph.nodes.values() if hits is None else (graph.nodes[key] for key in hits)
    fitting = [node for node in pool if node.kind in SHOWN and _fits(graph, node, question, today)]
    shown = [n for n in fitting if question.candidates or not graph.is_candidate(n)]
    by_kind = Counter(node.kind for node in shown)
    kept = [n for n in shown if not question.kinds or n.kind in question.kinds]
    nodes = _nearest(graph, kept, question.near) if question.near else _ordered(graph, index_, kept, query, today)
    return Answer(nodes, by_kind, len(fitting) - len(shown))


def _query(text: str) -> search.Query | None:
    """Read a question without its filling words, unless there are no others."""
    needed = " ".join(word for word in text.split() if folded(word) not in _FILLING)
    return search.question(needed) or search.question(text)


def _rank(query: search.Query, name: str) -> tuple[int, int]:
    """Return how well a name answers: all of it, by whole words, by beginnings, not at all (another field does)."""
    tier, words = search.tier(query, name), name.split()
    whole = all(replace(term, begins=False).fits(words) for term in query.terms)
    return (0 if tier == 0 else 1 if whole else 2 if tier < _ELSEWHERE else 3), tier


def _fits(graph: GraphView, node: Node, question: Question, today: date) -> bool:
    return (
        _any(question.communities, node.many("communities"))
        and _any(question.languages, node.many("languages"))
        and _any(question.topics, node.many("topics"))
        and _any(question.municipality, (node.text("municipality"),))
        and _any(question.district, graph.districts_around(node))
        and (node.kind != "event" or _in_period(node.text("start"), question.period, today))
    )


def _any(wanted: Sequence[str], there: Iterable[str]) -> bool:
    return not wanted or any(value in wanted for value in there)


def _in_period(start: str, period: Period, today: date) -> bool:
    day = start[:10]
    if period == "coming":
        return day >= today.isoformat()
    if period == "month":
        return day[:7] == today.isoformat()[:7]
    if period == "year":
        return (today - timedelta(days=365)).isoformat() <= day <= today.isoformat()
    return period == "all" or day < today.isoformat()


def _nearest(graph: GraphView, nodes: list[Node], near: tuple[float, float]) -> list[Node]:
    return sorted(nodes, key=lambda node: (_away(graph, node, near), node.name))


def _ordered(graph: GraphView, index_: Index, nodes: list[Node], query: search.Query | None, today: date) -> list[Node]:
    """Best first: by the words, else by kind and number of ties; coming events first, the next one leading."""

    def order(node: Node) -> tuple[object, ...]:
        rank = _rank(query, index_.names[node.key]) if query else (0, 0)
        start = node.text("start")
        when = (start < today.isoformat(), start if start >= today.isoformat() else _latest_first(start))
        return (
            rank,
            graph.is_candidate(node),
            SHOWN.index(node.kind),
            when if node.kind == "event" else (False, ""),
            -len(graph.ties_of.get(node.key, ())) if node.kind != "event" else 0,
            index_.names[node.key],
        )

    return sorted(nodes, key=order)


def _latest_first(day: str) -> str:
    return "".join(chr(0x10FFFF - ord(c)) for c in day)


def _away(graph: GraphView, node: Node, near: tuple[float, float]) -> float:
    """Return a distance good enough to order by: degrees on a flat map, far for what has no place."""
    point = node.point or place_point(graph, node.text("municipality"))
    if point is None:
        return 1e9
    return (point[0] - near[0]) ** 2 + ((point[1] - near[1]) * cos(radians(near[0]))) ** 2


def place_point(graph: GraphView, istat: str) -> tuple[float, float] | None:
    """Return the representative point of a municipality: for counted circles and distances, never for a pin."""
    municipality = graph.municipalities.get(istat)
    return municipality.point if municipality else None
