"""`labimpact`: the programme's facts as public documents state them, shipped in `data/labimpact`.

Partnership is a network of its own (`partner_in`): no tie of events or collaboration is made from it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.model import KINDS, Label, keys
from graph.model.folding import folded
from graph.store.changes import Change, PutNode, PutTie
from graph.store.records import Evidence, Value
from graph.territory import districts
from graph.territory.municipality import Municipality
from ingest.sources.register import Standing, digest
from ingest.sources.seat import seat
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

NAME = "labimpact"
_LABEL = Label("I fatti del programma Lab'Impact", "Facts of the programme Lab'Impact")
FOLDER = Path(__file__).resolve().parents[2] / "data" / "labimpact"
_REGISTERS = frozenset({NAME, "mim-schools", "five-per-mille", "runts"})


@dataclass(frozen=True, slots=True)
class LabImpact:
    """The programme's facts as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = "Fatti e cifre da documenti pubblici, con la fonte in ogni riga"
    address: str = ""
    stable: bool = False
    takes_files: bool = False
    columns: tuple[Column, ...] = ()
    folder: Path = FOLDER

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn the shipped tables into changes; what is tied to comes before its ties."""
        return _Reading(self.folder, context).changes()


SOURCE = LabImpact()

_Where = Municipality | Problem | None


@dataclass(slots=True)
class _Reading:
    """One pass over the tables: keys of what has been read, by the short names that rows use for each other."""

    folder: Path
    context: Context
    standing: Standing = field(init=False)
    documents: dict[str, tuple[str, str]] = field(init=False)  # short name → title, day it was read
    actors: dict[str, str] = field(default_factory=dict)
    districts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standing = Standing(self.context.view, _REGISTERS)
        self.documents = {
            row.text("document"): (row.text("title"), row.text("retrieved")) for row in self._rows("documents")
        }

    def changes(self) -> Iterator[RowChanges]:
        tables: tuple[tuple[str, Callable[[Row], RowChanges]], ...] = (
            ("projects", self._project),
            ("actors", self._actor),
            ("partners", self._partner),
            ("districts", self._district),
            ("services", self._service),
            ("events", self._event),
        )
        for name, read in tables:
            for row in self._rows(name):
                yield read(row)

    def _rows(self, name: str) -> Iterator[Row]:
        path = self.folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for number, cells in enumerate(reader, start=1):
                yield Row(number, reader.line_num, cells, tuple(cells.values()), path.name)

    def _evidence(self, row: Row) -> tuple[Evidence, ...]:
        said = digest(row.file, *row.original)
        titled = (self.documents[name] for name in row.many("documents"))
        return tuple(Evidence(NAME, title, retrieved, said) for title, retrieved in titled)

    def _project(self, row: Row) -> RowChanges:
        key = _project(row.text("project"))
        texts = _texts(row, "name", "code", "start", "end", "description")
        many = _many(row, "aliases", "topics", "figures")
        changes: list[Change] = [self._put(key, "project", {**texts, **many}, row)]
        if whole := row.text("part_of"):
            changes.append(self._tie("part_of", key, _project(whole), row))
        return RowChanges(row, changes)

    def _actor(self, row: Row) -> RowChanges:
        where = self._where(row)
        if isinstance(where, Problem):
            return RowChanges(row, problems=(where,))
        kind = row.text("kind")
        key = _actor(row, kind, where)
        self.actors[row.text("actor")] = key
        wanted = {
            **_texts(row, "name", "form", "description", "fiscal_code", "school_code"),
            **_many(row, "aliases", "topics"),
            **self._place(where),
        }
        changes: list[Change] = [self._put(key, kind, wanted, row)]
        if whole := row.text("part_of"):
            changes.append(self._tie("part_of", key, self.actors[whole], row))
        return RowChanges(row, changes)

    def _partner(self, row: Row) -> RowChanges:
        actions = tuple(int(action) for action in row.many("actions"))
        said: dict[str, Value] = {"role": row.text("role"), **({"actions": actions} if actions else {})}
        tie = self._tie("partner_in", self.actors[row.text("actor")], _project(row.text("project")), row, said)
        return RowChanges(row, [tie])

    def _district(self, row: Row) -> RowChanges:
        key = self.districts[row.text("district")] = districts.key(row.text("name"))
        places = [self._named(name) for name in row.many("municipalities")]
        if problems := tuple(p for p in places if isinstance(p, Problem)):
            return RowChanges(row, problems=problems)
        wanted = {
            **_texts(row, "name", "number", "lead", "description"),
            **_many(row, "aliases"),
            "complete": row.text("complete") == "yes",
        }
        changes: list[Change] = [self._put(key, "district", wanted, row)]
        changes.append(self._tie("part_of", key, _project(NAME), row))
        changes += [self._tie("part_of", m.key, key, row) for m in places if isinstance(m, Municipality)]
        if lead := row.text("lead_actor"):
            changes.append(self._tie("part_of", self.actors[lead], key, row))
        return RowChanges(row, changes)

    def _service(self, row: Row) -> RowChanges:
        where = self._where(row)
        if isinstance(where, Problem):
            return RowChanges(row, problems=(where,))
        key = keys.generated("service", row.text("name"), where.istat if where else row.text("district"))
        wanted = {
            **_texts(row, "name", "access", "description"),
            **_many(row, "topics", "languages"),
            **self._place(where),
        }
        changes: list[Change] = [self._put(key, "service", wanted, row)]
        changes.append(self._tie("part_of", key, _project(row.text("project")), row))
        if district := row.text("district"):
            changes.append(self._tie("part_of", key, self.districts[district], row))
        if provider := row.text("provider"):
            changes.append(self._tie("provides", self.actors[provider], key, row))
        return RowChanges(row, changes)

    def _event(self, row: Row) -> RowChanges:
        name, start = row.text("title"), row.text("date")
        key = keys.generated("event", name, start)
        wanted: dict[str, Value] = {
            "name": name,
            "start": start,
            **_texts(row, "type", "description"),
            **_many(row, "topics"),
        }
        organiser = self.actors[row.text("organiser")]
        return RowChanges(
            row,
            [
                self._put(key, "event", wanted, row),
                self._tie("organised", organiser, key, row, {"roles": ("lead",)}),
                self._tie("part_of", key, _project(row.text("project")), row),
            ],
        )

    def _put(self, key: str, kind: str, wanted: dict[str, Value], row: Row) -> PutNode:
        """Return the node; where it stands already, what a person wrote since stays, a register's name is kept."""
        evidence = self._evidence(row)
        node = self.standing.nodes([key]).get(key)
        if node is None:
            return PutNode(key, kind, wanted, evidence)
        stands = {(e.source, e.reference, e.digest) for e in node.evidence}
        if all((e.source, e.reference, e.digest) in stands for e in evidence):
            return PutNode(node.key, node.kind, {}, evidence)
        fresh = self.standing.fresh(node, wanted)
        if "name" in fresh:
            names = (*_other_names(fresh), *node.many("aliases"), node.name)
            by_spelling = {folded(name): name for name in reversed(names) if folded(name) != folded(row.text("name"))}
            fresh["aliases"] = tuple(dict.fromkeys(n for n in names if n in by_spelling.values())) or None
        if node.properties.get("candidate"):
            fresh["candidate"] = None
            return PutNode(node.key, kind, fresh, evidence)
        declared = KINDS[node.kind].by_name  # a kind that a person gave it stays
        return PutNode(node.key, node.kind, {k: v for k, v in fresh.items() if k in declared}, evidence)

    def _tie(
        self, type_: str, source: str, target: str, row: Row, properties: dict[str, Value] | None = None
    ) -> PutTie:
        return PutTie(type_, source, target, properties or {}, self._evidence(row))

    def _where(self, row: Row) -> _Where:
        name = row.text("municipality")
        return self._named(name) if name else None

    def _named(self, name: str) -> Municipality | Problem:
        return seat(self.context.gazetteer, name)

    def _place(self, where: Municipality | None) -> dict[str, Value]:
        """Return what is known of a place: the documents give no streets."""
        if where is None:
            return {}
        place = self.context.locate("", where.istat).properties()
        return {"municipality": where.istat, **{name: value for name, value in place.items() if value is not None}}


def _project(slug: str) -> str:
    return keys.from_code("project", slug)


def _actor(row: Row, kind: str, where: Municipality | None) -> str:
    if code := row.text("school_code"):
        return keys.from_code("school", code)
    if code := row.text("fiscal_code"):
        return keys.from_code("body", code)
    return keys.generated(kind, row.text("name"), where.istat if where else "")


def _texts(row: Row, *names: str) -> dict[str, Value]:
    return {name: row.text(name) for name in names if row.text(name)}


def _many(row: Row, *names: str) -> dict[str, Value]:
    return {name: row.many(name) for name in names if row.many(name)}


def _other_names(properties: dict[str, Value | None]) -> tuple[str, ...]:
    aliases = properties.get("aliases")
    return tuple(str(a) for a in aliases) if isinstance(aliases, tuple) else ()
