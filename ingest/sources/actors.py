"""Who the store has already, by the codes and names that lists use; those a load makes are added.

An exact name is NFC and trimmed, nothing else forgiven; likeness is the work of `ingest.matching`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model import KINDS, Label, keys
from graph.model.folding import folded
from graph.model.properties import NAME
from graph.model.values import InvalidValue, parse_text
from graph.store.changes import PutNode
from graph.store.interface import View
from graph.store.records import Node
from graph.territory.gazetteer import Gazetteer
from ingest.sources.source import Context, Problem
from ingest.sources.spreadsheet import evidence, one_line

ACTOR_KINDS = tuple(kind.name for kind in KINDS.values() if kind.actor)
BODY_CODES = ("fiscal_code", "runts", "school_code")


@dataclass(frozen=True, slots=True)
class Known:
    """One actor; `node` is None when this load makes it."""

    key: str
    kind: str
    name: str
    municipality: str = ""
    node: Node | None = None


class Actors:
    """Actors by key, code and exact name."""

    def __init__(self, view: View, kinds: Iterable[str] = ACTOR_KINDS) -> None:
        self._by_key: dict[str, Known] = {}
        self._by_code: dict[tuple[str, str], Known] = {}
        self._by_name: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_alias: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_words: defaultdict[str, list[Known]] = defaultdict(list)
        for node in view.nodes(kinds):
            known = Known(node.key, node.kind, keys.exact(node.name), node.text("municipality"), node)
            self.add(known)
            for code in BODY_CODES:
                if node.text(code):
                    self._by_code[code, node.text(code)] = known
            for key in node.former:
                self._by_key[key] = known
            for alias in node.many("aliases"):
                self._by_alias[keys.exact(alias)].append(known)

    def add(self, known: Known) -> None:
        """Make an actor known by its key and name."""
        self._by_key[known.key] = known
        self._by_name[known.name].append(known)
        self._by_words[folded(known.name)].append(known)

    def by_key(self, key: str) -> Known | None:
        """Return the actor with a key."""
        return self._by_key.get(key)

    def by_code(self, code: str, value: str) -> Known | None:
        """Return the actor whose property `code` has a value."""
        return self._by_code.get((code, value)) if value else None

    def worded(self, name: str, kinds: Iterable[str] | None = None) -> tuple[Known, ...]:
        """Return the actors whose name this is, case, accents and punctuation aside."""
        allowed = None if kinds is None else frozenset(kinds)
        return tuple(k for k in self._by_words.get(folded(name), ()) if allowed is None or k.kind in allowed)

    def called(self, name: str, kinds: Iterable[str] | None = None) -> tuple[Known, ...]:
        """Return the actors whose exact name this is; where there is none, those that had it once (aliases)."""
        allowed = None if kinds is None else frozenset(kinds)
        exact = keys.exact(name)
        for index in (self._by_name, self._by_alias):
            found = {k.key: k for k in index.get(exact, ()) if allowed is None or k.kind in allowed}
            if found:
                return tuple(found.values())
        return ()


class Cast:
    """Turns names of actors into keys, making those that do not exist.

    Parameters
    ----------
    source
        Name of the source, for the evidence of the actors it makes.
    exact
        Whether only the exact name will do; else case, accents and punctuation are forgiven.
    """

    def __init__(self, context: Context, source: str, *, exact: bool = False) -> None:
        self._context, self._source, self._exact = context, source, exact
        self.actors = Actors(context.view)

    def find(self, text: str, column: str, kind: str, kinds: Iterable[str] = ACTOR_KINDS) -> Known | Problem:
        """Return the actor that a cell names, standing or new. A new one is only made by `made`.

        A cell may also hold the key of an actor, or a school's code.

        Parameters
        ----------
        kind
            Of an actor that does not exist yet.
        kinds
            Which may be meant.
        """
        try:
            name = str(parse_text(NAME, one_line(NAME, text)) or "")
        except InvalidValue as error:
            return Problem(column, error.value, error.problem, error.remedy)
        found = self._existing(name, kinds)
        if len(found) > 1:
            return several(column, name, found, self._context.gazetteer)
        return found[0] if found else Known(keys.generated(KINDS[kind].key_prefix, name), kind, name)

    def made(self, *actors: Known) -> Iterator[PutNode]:
        """Return the changes that make those actors that do not exist yet, once the row that needs them is taken."""
        for known in actors:
            if self.actors.by_key(known.key) is None:
                self.actors.add(known)
                words = evidence(self._source, "", self._context, {"kind": known.kind, "name": known.name})
                yield PutNode(known.key, known.kind, {"name": known.name}, (words,))

    def _existing(self, name: str, kinds: Iterable[str]) -> tuple[Known, ...]:
        allowed = frozenset(kinds)
        direct = self.actors.by_key(name) or self.actors.by_code("school_code", name.upper())
        if direct is not None and direct.kind in allowed:
            return (direct,)
        return self.actors.called(name, allowed) or (() if self._exact else self.actors.worded(name, allowed))


def added(made: Iterable[PutNode]) -> tuple[Label, ...]:
    """Return what a person should know of actors made only because a list names them: perhaps they stand otherwise."""
    return tuple(
        Label(
            f"Aggiunto perché mancava: {KINDS[put.kind].label.it} «{put.properties['name']}».",
            f"Added because it was missing: {KINDS[put.kind].label.en} “{put.properties['name']}”.",
        )
        for put in made
        if not KINDS[put.kind].private
    )


def several(column: str, name: str, found: Iterable[Known], gazetteer: Gazetteer) -> Problem:
    """Return the problem of a name that several actors have, with the keys that tell them apart."""
    listed = []
    for known in sorted(found, key=lambda k: k.key)[:5]:
        where = gazetteer.by_istat(known.municipality) if known.municipality else None
        listed.append(f"{known.key} ({where.name})" if where else known.key)
    either_it, either_en = " oppure ".join(listed), " or ".join(listed)
    return Problem(
        column,
        name,
        Label("più schede hanno questo nome", "several records have this name"),
        Label(
            f"Scrivere al posto del nome la chiave di una: {either_it}",
            f"Write the key of one instead of the name: {either_en}",
        ),
    )
