"""A body as a register of bodies names it, and what that changes in the store. Shared by the third sector's lists.

Bodies enter as candidates. One that stands already keeps its kind, its standing and what people wrote of it;
another name for the same code is an alias.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.model import keys
from graph.model.folding import folded
from graph.store.changes import PutNode
from graph.store.records import Evidence, Node, Value
from graph.territory.municipality import Municipality
from ingest.matching.kinds import body_kind, form, town
from ingest.matching.record import Body
from ingest.sources.fiscal_codes import without_persons
from ingest.sources.migrant_words import suggested_by
from ingest.sources.register import Standing, batches, digest, said
from ingest.sources.source import Context, Problem, Row, RowChanges

if TYPE_CHECKING:
    from ingest.matching.doubtful import KnownBodies


KIND = "organisation"
REGISTERS = frozenset({"five-per-mille", "runts"})
_ALWAYS = frozenset({"runts", "suggested_by"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as read.

    Attributes
    ----------
    where
        The municipality of its seat, or why the row cannot be taken.
    code
        Fiscal code of the body, 11 digits; empty where there is none.
    identity
        What it is known by without a code.
    reference
        What to look up in the register.
    own
        What only this register says (RUNTS number, form by section).
    """

    row: Row
    name: str
    where: Municipality | tuple[Problem, ...]
    code: str
    identity: tuple[str, ...]
    reference: str
    own: dict[str, Value] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the key of its node."""
        return keys.from_code("body", self.code) if self.code else keys.generated(KIND, *self.identity)


def _discreet(row: Row) -> Row:
    """Return a row whose cells repeat no person's fiscal code, for the rejects file."""
    return replace(row, original=tuple(without_persons(cell) for cell in row.original))


class Bodies:
    """One load of a register of bodies.

    Parameters
    ----------
    source
        Name of the register.
    superseded
        Whether the store knows of a later or more authoritative word on a body than an entry's.
    """

    def __init__(self, context: Context, source: str, superseded: Callable[[Node, Entry], bool]) -> None:
        self._context, self._source, self._superseded = context, source, superseded
        self._standing = Standing(context.view, REGISTERS)
        self._met: dict[str, tuple[str, ...]] = {}
        self._mapped: KnownBodies | frozenset[str] | None = None

    def changes(self, entries: Iterable[Entry]) -> Iterator[RowChanges]:
        """Return the changes of every entry, in order; the store is asked in batches."""
        for batch in batches(entries):
            known = self._standing.nodes(entry.key for entry in batch)
            doubts = self._doubts([entry for entry in batch if entry.key not in known])
            for entry in batch:
                if isinstance(entry.where, Municipality):
                    changes = self._one(entry, entry.where, known.get(entry.key))
                    yield RowChanges(entry.row, changes, reviews=doubts.pop(entry.key, ()))
                else:
                    yield RowChanges(_discreet(entry.row), problems=entry.where)

    def _doubts(self, new: Sequence[Entry]) -> dict[str, tuple[tuple[str, str], ...]]:
        """Return which bodies without a code, mapped by people, new ones may be: for a person to decide."""
        placed = [(e, e.where) for e in new if isinstance(e.where, Municipality)]
        if not placed:
            return {}
        if self._mapped is None:
            self._mapped = self._without_code()
        if isinstance(self._mapped, frozenset):
            return {}
        found = self._mapped.likely([Body(entry.name, where.istat) for entry, where in placed])
        return {
            entry.key: tuple((entry.key, other) for other in likely)
            for (entry, _), likely in zip(placed, found, strict=True)
            if likely
        }

    def _without_code(self) -> KnownBodies | frozenset[str]:
        """Return the bodies that people have mapped and no code tells; nothing where there are none."""
        view = self._context.view
        mapped = view.mapped()
        nodes = [n for n in view.nodes(["association", "organisation"]) if n.key in mapped] if mapped else []
        nodes = [n for n in nodes if not (n.text("fiscal_code") or n.properties.get("invented"))]
        if not nodes:
            return frozenset()
        from ingest.matching.doubtful import KnownBodies, Municipalities  # numpy and scipy: only where needed

        return KnownBodies(nodes, Municipalities(view.nodes(["municipality"])))

    def _one(self, entry: Entry, where: Municipality, node: Node | None) -> list[PutNode]:
        if entry.key in self._met:
            return self._again(entry, self._met[entry.key], node)
        self._met[entry.key] = (entry.name,)
        evidence = self._evidence(entry, entry.reference, where)
        if node is None:
            new = {name: value for name, value in self._wanted(entry, where).items() if value is not None}
            return [PutNode(entry.key, KIND, {**new, "candidate": True}, (evidence,))]
        if said(node, evidence):
            return [PutNode(node.key, node.kind, {}, (evidence,))]
        if self._superseded(node, entry):
            return [PutNode(node.key, node.kind, _named_also(node, [entry.name]), (evidence,))]
        wanted = self._wanted(entry, where)
        names = [*_texts(wanted.pop("aliases", None)), node.name, entry.name]
        if folded(node.name) == folded(entry.name):
            del wanted["name"]  # a person's upper and lower case stays
        fresh = self._standing.fresh(node, wanted, _ALWAYS)
        fresh |= _named_also(node, names, "".join(_texts(fresh.get("name"))))
        return [PutNode(node.key, node.kind, fresh, (evidence,))]

    def _again(self, entry: Entry, names: tuple[str, ...], node: Node | None) -> list[PutNode]:
        """Return what a second row of the same body adds: its name, if it is another."""
        if folded(entry.name) in {folded(name) for name in names}:
            return []
        self._met[entry.key] = (*names, entry.name)
        evidence = Evidence(
            self._source, f"{entry.reference}: {entry.name}", self._context.today.isoformat(), digest(entry.name)
        )
        if node is None:
            return [PutNode(entry.key, KIND, {"aliases": self._met[entry.key][1:]}, (evidence,))]
        if said(node, evidence):
            return []
        return [PutNode(node.key, node.kind, _named_also(node, self._met[entry.key][1:]), (evidence,))]

    def _wanted(self, entry: Entry, where: Municipality) -> dict[str, Value | None]:
        """Return what a register's row says of a body, as properties."""
        kind = body_kind(entry.name, frozenset({town(where.name), town(entry.row.text("municipality"))}))
        place = self._context.locate("", where.istat).properties()
        named: dict[str, Value | None] = {"aliases": (f"Comune di {where.name}",)} if kind == "municipality" else {}
        return {
            "name": entry.name,
            "municipality": where.istat,
            "form": form(entry.name, kind) or None,
            "fiscal_code": entry.code or None,
            "suggested_by": suggested_by(entry.name, where.name) or None,
            **named,
            **place,
            **entry.own,
        }

    def _evidence(self, entry: Entry, reference: str, where: Municipality) -> Evidence:
        own = tuple(f"{name}={value}" for name, value in entry.own.items())
        fingerprint = digest(entry.code, entry.name, where.istat, *own)
        return Evidence(self._source, reference, self._context.today.isoformat(), fingerprint)


def _named_also(node: Node, added: Iterable[str], now: str = "") -> dict[str, Value | None]:
    """Return a node's aliases with those names added that it does not have; nothing when it has them all.

    `now` is the name that it is about to get.
    """
    aliases = list(node.many("aliases"))
    taken = {folded(name) for name in (*aliases, now or node.name)}
    for name in added:
        if folded(name) not in taken:
            taken.add(folded(name))
            aliases.append(name)
    return {"aliases": tuple(aliases)} if len(aliases) > len(node.many("aliases")) else {}


def _texts(value: Value | None) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else () if value is None else (str(value),)
