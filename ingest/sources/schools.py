"""`mim-schools`: the ministry's register of schools, its institutes and their buildings as one school with sites.

State, non-state and autonomous-province layouts; the non-state ones know no institute: each row is a school.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.model import Label, keys
from graph.store.changes import Change, PutNode, PutTie, RemoveTie
from graph.store.records import Evidence, Node, Value
from graph.territory.municipality import Municipality
from ingest.sources.register import Standing, digest, said
from ingest.sources.remote import Remote
from ingest.sources.school_levels import levels, together
from ingest.sources.seat import seat
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

NAME = "mim-schools"
_ALWAYS = frozenset({"school_year", "school_code", "management", "levels"})
_BASE = "https://dati.istruzione.it/opendata/opendata/catalogo/elements1"
_LAYOUTS = (("SCUANAGRAFESTAT", False), ("SCUANAGRAFEPAR", True), ("SCUANAAUTSTAT", True), ("SCUANAAUTPAR", True))
_NULL = frozenset({"", "non disponibile", "n.d.", "nd", "-", "."})


def _column(name: str, it: str, en: str, heading: str, *, required: bool = False) -> Column:
    return Column(name, Label(it, en), (heading,), required)


COLUMNS = (
    _column("year", "Anno scolastico", "School year", "ANNOSCOLASTICO"),
    _column("province", "Provincia", "Province", "PROVINCIA"),
    _column("institute", "Codice istituto", "Institute code", "CODICEISTITUTORIFERIMENTO"),
    _column("institute_name", "Nome istituto", "Institute name", "DENOMINAZIONEISTITUTORIFERIMENTO"),
    _column("code", "Codice scuola", "School code", "CODICESCUOLA", required=True),
    _column("name", "Nome scuola", "School name", "DENOMINAZIONESCUOLA", required=True),
    _column("address", "Indirizzo", "Address", "INDIRIZZOSCUOLA"),
    _column("postcode", "CAP", "Postcode", "CAPSCUOLA"),
    _column("cadastral", "Codice catastale", "Cadastral code", "CODICECOMUNESCUOLA"),
    _column("municipality", "Comune", "Municipality", "DESCRIZIONECOMUNE", required=True),
    _column("feature", "Caratteristica", "Feature", "DESCRIZIONECARATTERISTICASCUOLA"),
    _column("type", "Tipo di scuola", "School type", "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA"),
    _column("main", "Sede direttiva", "Main site", "INDICAZIONESEDEDIRETTIVO"),
    _column("email", "Email", "Email", "INDIRIZZOEMAILSCUOLA"),
    _column("website", "Sito", "Website", "SITOWEBSCUOLA"),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row as read: its codes, and which school it belongs to."""

    row: Row
    code: str
    school: str

    @property
    def own(self) -> bool:
        """Tell whether this row is the school itself and not one of its buildings."""
        return self.code == self.school

    def text(self, name: str) -> str:
        return _given(self.row, name)

    @property
    def levels(self) -> tuple[str, ...]:
        return levels(self.text("type"), self.text("feature"))


_LABEL = Label("Anagrafe delle scuole (Ministero dell'istruzione)", "Register of schools (ministry)")


@dataclass(frozen=True, slots=True)
class MimSchools:
    """The register as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = "IODL 2.0"
    address: str = f"{_BASE}/SCUANAGRAFESTAT20252620250901.csv"
    stable: bool = True
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS

    def remotes(self, today: date) -> tuple[Remote, ...]:
        """Return the official files: this school year's name first, then last year's."""
        newest = today.year if today.month >= 9 else today.year - 1
        return tuple(
            Remote(
                "",
                tuple(f"{_BASE}/{layout}{year}{(year + 1) % 100:02d}{day}.csv" for year, day in _issues(newest)),
                ("CODICESCUOLA", "DENOMINAZIONESCUOLA"),
                optional,
                256 * 1024 * 1024,
            )
            for layout, optional in _LAYOUTS
        )

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into schools and sites; a school comes before its buildings, whatever the file's order."""
        return _Reading(context).changes(rows)


def _issues(newest: int) -> Iterator[tuple[int, str]]:
    """Return school years and reference dates as published: at the start of the year, restated at its end."""
    for year in (newest, newest - 1):
        yield year, f"{year}0901"
        yield year, f"{year + 1}0831"


def _given(row: Row, name: str) -> str:
    text = keys.exact(row.text(name))
    return "" if text.casefold() in _NULL else text


@dataclass(slots=True)
class _Reading:
    """One load: what is in the files, what stands in the store."""

    context: Context
    standing: Standing = field(init=False)
    _parents: dict[str, list[tuple[str, str]]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.standing = Standing(self.context.view, frozenset({NAME}))

    def changes(self, rows: Iterable[Row]) -> Iterator[RowChanges]:
        schools: dict[str, list[_Entry]] = {}
        taken: dict[str, _Entry] = {}
        for row in rows:
            code = _given(row, "code").upper()
            entry = _Entry(row, code, _given(row, "institute").upper() or code)
            rejected = self._refusal(entry, taken.get(code))
            if rejected is not None:
                yield rejected
                continue
            taken[code] = entry
            schools.setdefault(entry.school, []).append(entry)
        known = self.standing.nodes(key for school in schools for key in _keys(school, schools[school]))
        for school in sorted(schools):
            yield from _School(self, school, schools[school], known).changes()

    def _refusal(self, entry: _Entry, earlier: _Entry | None) -> RowChanges | None:
        if not entry.code or not entry.text("name"):
            column, label = ("code", "codice") if not entry.code else ("name", "nome")
            missing = Label(f"{label} della scuola mancante", f"school {column} missing")
            return _rejected(entry, column, "", missing, Label("Completare la riga", "Complete the row"))
        if earlier is None:
            return None
        if _said(earlier.row) == _said(entry.row):
            return RowChanges(entry.row)
        return _rejected(
            entry,
            "code",
            entry.code,
            Label(f"codice già presente alla riga {earlier.row.line}", f"code already in row {earlier.row.line}"),
            Label("Tenere una sola delle due righe", "Keep one of the two rows"),
        )

    def place(self, entry: _Entry) -> Municipality | Problem:
        """Return the municipality of a row."""
        name, province = entry.text("municipality"), entry.text("province")
        return seat(self.context.gazetteer, name, province, entry.text("cadastral"))

    def properties(self, entry: _Entry, where: Municipality) -> dict[str, Value | None]:
        """Return what school and site have in common."""
        postcode = entry.text("postcode")
        postcode = postcode if re.fullmatch(r"\d{5}", postcode) else ""
        address = entry.text("address")
        return {
            "name": entry.text("name"),
            "school_code": entry.code,
            "school_year": _year(entry.text("year")) or None,
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


def _keys(school: str, entries: list[_Entry]) -> Iterator[str]:
    yield keys.from_code("school", school)
    yield from (keys.from_code("site", e.code) for e in entries if not e.own)


def _said(row: Row) -> tuple[str, ...]:
    return tuple(_given(row, column.name) for column in COLUMNS)


def _rejected(entry: _Entry, column: str, value: str, problem: Label, remedy: Label) -> RowChanges:
    return RowChanges(entry.row, problems=(Problem(column, value, problem, remedy),))


def _year(published: str) -> str:
    """Return `202526` as `2025/26`; another spelling as it is."""
    return f"{published[:4]}/{published[4:]}" if re.fullmatch(r"\d{6}", published) else published


@dataclass(slots=True)
class _School:
    """One school: the institute's row, if the file has it, and the rows of its buildings."""

    reading: _Reading
    code: str
    entries: list[_Entry]
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

    def _own(self, entry: _Entry, where: Municipality) -> list[Change]:
        node = self.known.get(self.key)
        if node is not None and _older(entry, node):
            return []
        everything = self._levels(entry, node)
        wanted: dict[str, Value | None] = {
            **self.reading.properties(entry, where),
            "levels": everything or None,
            "management": _management(entry),
            "school_email": _email(entry.text("email")),
            "website": _website(entry.text("website")),
        }
        evidence = self.reading.evidence(self.code, *_said(entry.row), *everything)
        return [self._put("school", self.key, wanted, evidence)]

    def _levels(self, entry: _Entry, node: Node | None) -> tuple[str, ...]:
        """Return the levels of school and buildings; a file with part of a year's rows takes none away."""
        stood = node.many("levels") if node and node.text("school_year") == _year(entry.text("year")) else ()
        return together([*stood, *(level for e in self.entries for level in e.levels)])

    def _put(self, kind: str, key: str, wanted: Mapping[str, Value | None], evidence: tuple[Evidence, ...]) -> PutNode:
        node = self.known.get(key)
        if node is None:
            new = {name: value for name, value in wanted.items() if value is not None}
            return PutNode(key, kind, {**new, "candidate": True} if kind == "school" else new, evidence)
        if said(node, evidence[0]):
            return PutNode(node.key, node.kind, {}, evidence)
        return PutNode(node.key, node.kind, self.reading.standing.fresh(node, wanted, _ALWAYS), evidence)

    def _building(self, entry: _Entry, where: Municipality) -> list[Change]:
        key = keys.from_code("site", entry.code)
        node = self.known.get(key)
        if node is not None and _older(entry, node):
            return []
        changes: list[Change] = [] if self.stands else [self._derived(entry, where)]
        self.stands = True
        evidence = self.reading.evidence(entry.code, *_said(entry.row))
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

    def _derived(self, entry: _Entry, where: Municipality) -> PutNode:
        """Return a school whose own row is missing, made from what its buildings say of it."""
        main = next((e for e in self.entries if e.text("main").upper() == "SI"), entry)
        found = self.reading.place(main)
        istat = found.istat if isinstance(found, Municipality) else where.istat
        wanted: dict[str, Value | None] = {
            "name": entry.text("institute_name") or f"Istituto {self.code}",
            "school_code": self.code,
            "school_year": _year(entry.text("year")) or None,
            "municipality": istat,
            "levels": self._levels(entry, self.known.get(self.key)) or None,
            "management": _management(entry),
            "website": _website(main.text("website")),
        }
        said_ = tuple(str(value) for value in wanted.values())
        wanted |= self.reading.context.locate("", istat).properties()
        return self._put("school", self.key, wanted, self.reading.evidence(self._from_sites, *said_))


def _older(entry: _Entry, node: Node) -> bool:
    """Tell whether the store knows of a later school year than this row."""
    return bool(year := _year(entry.text("year"))) and year < node.text("school_year")


def _management(entry: _Entry) -> str | None:
    """Return who runs a school, by what the row, the file's name or the code's shape says."""
    file = entry.row.file.upper()
    if re.search(r"NON STATALE|PARITARI", entry.text("type").upper()) or re.search(r"SCUANA(GRAFE|AUT)PAR", file):
        return "non_state"
    if entry.text("institute") or re.search(r"SCUANA(GRAFE|AUT)STAT", file):
        return "state"
    return "non_state" if re.match(r"[A-Z]{2}\d", entry.code) else None


def _email(published: str) -> str | None:
    return published.lower() if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.\w{2,}", published) else None


_LINK = re.compile(r"\[[^\]]*\]\(([^)]+)\)")  # some years publish `[www.x.it](https://www.x.it)`
_SCHEME = re.compile(r"^h?t{1,2}p{1,2}(s?):?/{0,2}\s*", re.IGNORECASE)  # `https//`, `http:/`, `htpp/`
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(:\d+)?", re.IGNORECASE)


def _website(published: str) -> str | None:
    """Return a school's address on the web with its scheme mended, or None where there is none to be made out."""
    link = _LINK.search(published)
    text = (link[1] if link else published).strip()
    secure = "s" if (scheme := _SCHEME.match(text)) is None or scheme[1] else ""
    for candidate in _SCHEME.sub("", text).split():
        host, slash, path = candidate.partition("/")
        if _HOST.fullmatch(host) and not re.search(r"[<>\"'`\\{}]", path):
            return f"http{secure}://{host.lower()}{slash}{path}"
    return None


SOURCE = MimSchools()
