"""`districts`: which municipalities belong to which district (Ambito), as staff hold it: no public table is complete.

Adds districts and memberships, never takes any away: overlaps and holes are told (see `graph.territory.districts`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.model import Label, keys
from graph.store.changes import Change, PutNode, PutTie
from graph.store.records import Evidence, Node, Value
from graph.territory import districts as territory
from graph.territory.municipality import Municipality, Resolved, Unresolved
from ingest.sources.register import digest
from ingest.sources.seat import seat
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

NAME = "districts"
_LABEL = Label("Ambiti e loro comuni", "Districts and their municipalities")
_ENOUGH = 3
"""So many members in one province, and all of them, tell which of two homonyms is meant."""
_SHOWN = 10

COLUMNS = (
    Column(
        "district",
        Label("Ambito", "District"),
        ("ambito territoriale", "ambito distrettuale", "ambito sociale", "nome ambito", "raggruppamento", "distretto"),
        required=True,
    ),
    Column(
        "municipality",
        Label("Comune", "Municipality"),
        ("codice istat", "denominazione comune", "nome comune", "comune come in fonte"),
        required=True,
    ),
    Column("lead", Label("Capofila", "Lead"), ("ente capofila", "ente gestore", "comune capofila")),
    Column("province", Label("Provincia", "Province"), ("prov", "prov.", "sigla provincia", "sigla", "pr")),
    Column(
        "complete",
        Label("Completezza", "Completeness"),
        ("completo", "elenco completo", "complete"),
        help=Label(
            "«completo» se l'elenco dei comuni dell'ambito è intero",
            "“complete” if the list of municipalities is whole",
        ),
    ),
    Column("source", Label("Fonte", "Source"), ("provenienza",)),
    Column("validity", Label("Vigenza", "Validity"), ("vigenza fonte", "anno", "periodo")),
)


@dataclass(frozen=True, slots=True)
class Districts:
    """Staff's own list as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = ""
    address: str = ""
    stable: bool = False
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into districts and memberships; the first row of a district brings its node."""
        by_district: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.text("district"):
                by_district[territory.key(row.text("district"))].append(row)
            else:
                missing = Label("ambito mancante", "no district")
                remedy = Label("Scrivere il nome dell'ambito", "Write the name of the district")
                yield RowChanges(row, problems=(Problem("district", "", missing, remedy),))
        reading = _Reading(context)
        answers = [answer for key in sorted(by_district) for answer in reading.changes(by_district[key])]
        yield from answers[:-1]
        if answers:
            last = answers[-1]
            yield RowChanges(last.row, last.changes, last.problems, remarks=(*last.remarks, *reading.remarks()))


SOURCE = Districts()


@dataclass
class _Reading:
    """One load: the districts that stand, and those that the files bring."""

    context: Context
    standing: list[Node] = field(init=False)
    members: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        real = (n for n in self.context.view.nodes(["district"]) if n.properties.get("invented") is not True)
        self.standing = list(real)
        for district in territory.districts(self.context.view, self.context.gazetteer):
            if not district.invented:
                self.members[district.key].update(district.members)
                self.names[district.key] = district.name

    def changes(self, rows: Sequence[Row]) -> Iterator[RowChanges]:
        """Return the answer to every row of one district."""
        name = keys.exact(rows[0].text("district"))
        same = territory.named(self.standing, name)
        if len(same) > 1:
            yield from (_several(row, same) for row in rows)
            return
        key = same[0].key if same else territory.key(name)
        self.names.setdefault(key, name)
        answers = [self._resolve(row) for row in rows]
        home = _home([a.municipality for a in answers if isinstance(a, Resolved)])
        lead = next((text for row in rows if (text := keys.exact(row.text("lead")))), "")
        node: list[Change] = [self._node(key, name, lead, rows, same[0] if same else None)]
        for row, answer in zip(rows, answers, strict=True):
            where, remark = _settled(answer, home)
            problem = _other_lead(row, lead)
            if where is None or problem:
                yield RowChanges(row, problems=tuple(p for p in (self._unplaced(row, where), problem) if p))
                continue
            self.members[key].add(where.istat)
            yield RowChanges(row, (*node, self._tie(row, where, key)), remarks=remark)
            node = []

    def _resolve(self, row: Row) -> Resolved | Unresolved:
        return self.context.gazetteer.resolve(row.text("municipality"), row.text("province"))

    def _node(self, key: str, name: str, lead: str, rows: Sequence[Row], there: Node | None) -> PutNode:
        values: dict[str, Value] = {} if there else {"name": name}
        if lead:
            values["lead"] = lead
        said = [complete for row in rows if (complete := _complete(row.text("complete"))) is not None]
        if said:
            values["complete"] = all(said)
        fingerprint = digest(name, lead, str(values.get("complete", "")))
        return PutNode(key, "district", values, (self._evidence(rows[0], f"{rows[0].file}: {name}", fingerprint),))

    def _tie(self, row: Row, where: Municipality, key: str) -> PutTie:
        reference = row.text("source") or f"{row.file}, riga {row.line}"
        validity = row.text("validity")
        evidence = self._evidence(
            row, f"{reference} ({validity})" if validity else reference, digest(key, where.istat, validity)
        )
        return PutTie("part_of", where.key, key, evidence=(evidence,))

    def _evidence(self, row: Row, reference: str, fingerprint: str) -> Evidence:
        return Evidence(NAME, reference, self.context.today.isoformat(), fingerprint)

    def _unplaced(self, row: Row, where: Municipality | None) -> Problem | None:
        found = where or seat(self.context.gazetteer, row.text("municipality"), row.text("province"))
        return found if isinstance(found, Problem) else None

    def remarks(self) -> Iterator[Label]:
        """Return overlaps and holes that the store has once these rows are in."""
        of: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(self.members):
            for istat in self.members[key]:
                of[istat].append(self.names[key])
        doubled = {istat: names for istat, names in sorted(of.items()) if len(names) > 1}
        if doubled:
            told = [f"{self._called(istat)}: {' / '.join(names)}" for istat, names in doubled.items()]
            more = f"; … (+{len(told) - _SHOWN})" if len(told) > _SHOWN else ""
            listing = "; ".join(told[:_SHOWN]) + more
            yield Label(
                f"Comuni in più di un ambito ({len(told)}): {listing}.",
                f"Municipalities in more than one district ({len(told)}): {listing}.",
            )

        yield from self._holes(set(of))

    def _holes(self, covered: set[str]) -> Iterator[Label]:
        regions: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.context.gazetteer.all():
            regions[one.region].append(one.istat)
        for region, codes in sorted(regions.items()):
            without = [code for code in codes if code not in covered]
            if without and len(without) < len(codes):
                names = f": {', '.join(map(self._called, without))}" if len(without) <= _SHOWN else ""
                yield Label(
                    f"{region}: {len(without)} comuni su {len(codes)} non sono in alcun ambito{names}.",
                    f"{region}: {len(without)} municipalities of {len(codes)} are in no district{names}.",
                )

    def _called(self, istat: str) -> str:
        one = self.context.gazetteer.by_istat(istat)
        return one.name if one else istat


def _home(members: Sequence[Municipality]) -> str:
    """Return the one province of a district whose other municipalities all lie there, else nothing."""
    provinces = Counter(m.province for m in members)
    return next(iter(provinces)) if len(provinces) == 1 and len(members) >= _ENOUGH else ""


def _settled(answer: Resolved | Unresolved, home: str) -> tuple[Municipality | None, tuple[Label, ...]]:
    """Return the municipality; of two homonyms in being the one in the district's own province, and say so."""
    if isinstance(answer, Resolved):
        return answer.municipality, ()
    there = [m for m in answer.candidates if m.province == home]
    if answer.reason != "ambiguous" or len(there) != 1:
        return None, ()
    one = there[0]
    read = f"{one.name} ({one.province})"
    remark = Label(
        f"«{answer.text}» letto come {read}, la provincia di tutti gli altri comuni dell'ambito.",
        f"“{answer.text}” read as {read}, the province of all the district's other municipalities.",
    )
    return one, (remark,)


def _complete(text: str) -> bool | None:
    """Read what a list says of its completeness: `completo`, `sì`; anything else said means that it is not."""
    said = text.strip().casefold()
    return said in ("completo", "completa", "complete", "sì", "si", "yes", "1", "x", "intero") if said else None


def _other_lead(row: Row, lead: str) -> Problem | None:
    said = keys.exact(row.text("lead"))
    if not said or said == lead:
        return None
    return Problem(
        "lead",
        said,
        Label(f"l'ambito ha già un altro capofila: «{lead}»", f"the district has another lead already: “{lead}”"),
        Label("Scrivere lo stesso capofila in tutte le righe", "Write the same lead in every row"),
    )


def _several(row: Row, same: Sequence[Node]) -> RowChanges:
    names = " / ".join(f"{n.name} ({n.key})" for n in same)
    problem = Label(f"più ambiti si chiamano così: {names}", f"several districts have this name: {names}")
    remedy = Label("Unire prima i doppioni, o scrivere il nome per intero", "Merge them first, or write the whole name")
    return RowChanges(row, problems=(Problem("district", row.text("district"), problem, remedy),))
