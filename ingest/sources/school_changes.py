"""Rows of the ministry's register as schools and sites in the store: institute and buildings become one school."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.model import Label, keys
from graph.store.changes import Change, PutNode, PutTie, RemoveTie
from graph.store.records import Evidence, Node, Value
from graph.territory.municipality import Municipality
from ingest.sources.register import Standing, digest, said
from ingest.sources.school_levels import together
from ingest.sources.school_rows import Entry, all_said, email, given, management, website, year
from ingest.sources.seat import seat
from ingest.sources.source import Context, Problem, Row, RowChanges

NAME = "mim-schools"
_ALWAYS = frozenset({"school_year", "school_code", "management", "levels"})


@dataclass(slots=True)
class Schools:
    """One load: what is in the files, what stands in the store."""

    context: Context
    standing: Standing = field(init=False)
    _parents: dict[str, list[tuple[str, str]]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.standing = Standing(self.context.view, frozenset({NAME}))

    def changes(self, rows: Iterable[Row]) -> Iterator[RowChanges]:
        """Return the changes of every row; a school comes before its buildings, whatever the files' order."""
        schools: dict[str, list[Entry]] = {}
        taken: dict[str, Entry] = {}
        for row in rows:
            code = given(row, "code").upper()
            entry = Entry(row, code, given(row, "institute").upper() or code)
            rejected = self._refusal(entry, taken.get(code))
            if rejected is not None:
                yield rejected
                continue
            taken[code] = entry
            schools.setdefault(entry.school, []).append(entry)
        known = self.standing.nodes(key for school in schools for key in _keys(school, schools[school]))
        for school in sorted(schools):
            yield from _School(self, school, schools[school], known).changes()

    def _refusal(self, entry: Entry, earlier: Entry | None) -> RowChanges | None:
        if not entry.code or not entry.text("name"):
            column, label = ("code", "codice") if not entry.code else ("name", "nome")
            missing = Label(f"{label} della scuola mancante", f"school {column} missing")
            return _rejected(entry, column, "", missing, Label("Completare la riga", "Complete the row"))
        if earlier is None:
            return None
        if all_said(earlier.row) == all_said(entry.row):
            return RowChanges(entry.row)
        return _rejected(
            entry,
            "code",
            entry.code,
            Label(f"codice già presente alla riga {earlier.row.line}", f"code already in row {earlier.row.line}"),
            Label("Tenere una sola delle due righe", "Keep one of the two rows"),
        )

    def place(self, entry: Entry) -> Municipality | Problem:
        """Return the municipality of a row."""
        name, province = entry.text("municipality"), entry.text("province")
        return seat(self.context.gazetteer, name, province, entry.text("cadastral"))

    def properties(self, entry: Entry, where: Municipality) -> dict[str, Value | None]:
        """Return what school and site have in common."""
        postcode = entry.text("postcode")
        postcode = postcode if re.fullmatch(r"\d{5}", postcode) else ""
        address = entry.text("address")
        return {
            "name": entry.text("name"),
            "school_code": entry.code,
            "school_year": year(entry.text("year")) or None,
            "municipality": where.istat,
            "address": address or None,
            "postcode": postcode or None,
            **self.context.locate(address, where.istat, postcode).properties(),
        }

    def evidence(self, reference: str, *said: str) -> tuple[Evidence, ...]:
        """Return the evidence of one row."""
        return (Evidence(NAME, reference, self.context.today.isoformat(), digest(*said)),)

    def parents(self, site: str) -> list[tuple[str, str]]:
        """Return the schools that a site belongs to in the store: key of the tie, key of the school."""
        if self._parents is None:
            self._parents = {}
            for tie in self.context.view.ties(["part_of"]):
                if any(e.source == NAME for e in tie.evidence):
                    self._parents.setdefault(tie.source, []).append((tie.key, tie.target))
        return self._parents.get(site, [])


def _keys(school: str, entries: list[Entry]) -> Iterator[str]:
    yield keys.from_code("school", school)
    yield from (keys.from_code("site", e.code) for e in entries if not e.own)


def _rejected(entry: Entry, column: str, value: str, problem: Label, remedy: Label) -> RowChanges:
    return RowChanges(entry.row, problems=(Problem(column, value, problem, remedy),))


@dataclass(slots=True)
class _School:
    """One school: the institute's row, if the file has it, and the rows of its buildings."""

    reading: Schools
    code: str
    entries: list[Entry]
    known: Mapping[str, Node]
    key: str = field(init=False)
    stands: bool = field(init=False)

    def __post_init__(self) -> None:
        self.key = keys.from_code("school", self.code)
        node = self.known.get(self.key)
        self.stands = node is not None and not all(e.reference == self._from_sites for e in node.evidence)

    def changes(self) -> Iterator[RowChanges]:
        own = next((e for e in self.entries if e.own), None)
        if own is not None:
            where = self.reading.place(own)
            if isinstance(where, Municipality):
                yield RowChanges(own.row, self._own(own, where))
                self.stands = True
            else:
                yield RowChanges(own.row, problems=(where,))
        for entry in sorted((e for e in self.entries if not e.own), key=lambda e: e.code):
            where = self.reading.place(entry)
            if isinstance(where, Municipality):
                yield RowChanges(entry.row, self._building(entry, where))
            else:
                yield RowChanges(entry.row, problems=(where,))

    def _own(self, entry: Entry, where: Municipality) -> list[Change]:
        node = self.known.get(self.key)
        if node is not None and _older(entry, node):
            return []
        everything = self._levels(entry, node)
        wanted: dict[str, Value | None] = {
            **self.reading.properties(entry, where),
            "levels": everything or None,
            "management": management(entry),
            "school_email": email(entry.text("email")),
            "website": website(entry.text("website")),
        }
        evidence = self.reading.evidence(self.code, *all_said(entry.row), *everything)
        return [self._put("school", self.key, wanted, evidence)]

    def _levels(self, entry: Entry, node: Node | None) -> tuple[str, ...]:
        """Return the levels of school and buildings; a file with part of a year's rows takes none away."""
        stood = node.many("levels") if node and node.text("school_year") == year(entry.text("year")) else ()
        return together([*stood, *(level for e in self.entries for level in e.levels)])

    def _put(self, kind: str, key: str, wanted: Mapping[str, Value | None], evidence: tuple[Evidence, ...]) -> PutNode:
        node = self.known.get(key)
        if node is None:
            new = {name: value for name, value in wanted.items() if value is not None}
            return PutNode(key, kind, {**new, "candidate": True} if kind == "school" else new, evidence)
        if said(node, evidence[0]):
            return PutNode(node.key, node.kind, {}, evidence)
        return PutNode(node.key, node.kind, self.reading.standing.fresh(node, wanted, _ALWAYS), evidence)

    def _building(self, entry: Entry, where: Municipality) -> list[Change]:
        key = keys.from_code("site", entry.code)
        node = self.known.get(key)
        if node is not None and _older(entry, node):
            return []
        changes: list[Change] = [] if self.stands else [self._derived(entry, where)]
        self.stands = True
        evidence = self.reading.evidence(entry.code, *all_said(entry.row))
        site = {**self.reading.properties(entry, where), "levels": entry.levels or None}
        if node is not None:  # the ministry moves buildings from one institute to another every year
            changes += [RemoveTie(tie) for tie, school in self.reading.parents(node.key) if school != self._kept]
        return [
            *changes,
            self._put("site", key, site, evidence),
            PutTie("part_of", node.key if node else key, self._kept, {}, evidence),
        ]

    @property
    def _kept(self) -> str:
        return self.known[self.key].key if self.key in self.known else self.key

    @property
    def _from_sites(self) -> str:
        return f"{self.code} (dalle sedi)"

    def _derived(self, entry: Entry, where: Municipality) -> PutNode:
        """Return a school whose own row is missing, made from what its buildings say of it."""
        main = next((e for e in self.entries if e.text("main").upper() == "SI"), entry)
        found = self.reading.place(main)
        istat = found.istat if isinstance(found, Municipality) else where.istat
        wanted: dict[str, Value | None] = {
            "name": entry.text("institute_name") or f"Istituto {self.code}",
            "school_code": self.code,
            "school_year": year(entry.text("year")) or None,
            "municipality": istat,
            "levels": self._levels(entry, self.known.get(self.key)) or None,
            "management": management(entry),
            "website": website(main.text("website")),
        }
        said_ = tuple(str(value) for value in wanted.values())
        wanted |= self.reading.context.locate("", istat).properties()
        return self._put("school", self.key, wanted, self.reading.evidence(self._from_sites, *said_))


def _older(entry: Entry, node: Node) -> bool:
    """Tell whether the store knows of a later school year than this row."""
    return "" < year(entry.text("year")) < node.text("school_year")
