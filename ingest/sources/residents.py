"""`istat-residents`: residents of every municipality at 31 December, all (ISTAT's P2) or foreign citizens (P3).

Sets residents on the municipalities; births, deaths and moves of the same files are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.model import Label, keys
from graph.model.folding import folded
from graph.store.changes import PutNode
from graph.store.records import Evidence, Node, Value
from graph.territory.municipality import Municipality, Unresolved
from ingest.errors import IngestError
from ingest.sources.register import digest
from ingest.sources.remote import Remote
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

NAME = "istat-residents"
_AT_END = "Popolazione al 31 dicembre"
_ADDRESS = "https://demo.istat.it/data/{report}/{name}_{year}_it_Comuni.zip"
_LABEL = Label("Residenti e residenti stranieri (ISTAT)", "Residents and foreign residents (ISTAT)")
_SHOWN = 10

COLUMNS = (
    Column("code", Label("Codice comune", "Municipality code"), ("codice istat", "istat"), required=True),
    Column("name", Label("Comune", "Municipality"), ("denominazione", "denominazione comune")),
    Column("men", Label(f"{_AT_END} - Maschi", "Population at 31 December - Males")),
    Column("women", Label(f"{_AT_END} - Femmine", "Population at 31 December - Females")),
    Column("total", Label(f"{_AT_END} - Totale", "Population at 31 December - Total"), (_AT_END,), required=True),
    Column(
        "acquisitions",
        Label("Acquisizioni della cittadinanza italiana - Totale", "Acquisitions of Italian citizenship - Total"),
        ("Acquisizioni della cittadinanza italiana",),
        help=Label("Solo negli stranieri (P3)", "Foreign citizens (P3) only"),
    ),
)


class UnknownYear(IngestError):
    """A file that does not say of which year its residents are."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file}: no year in its title or name")
        self.file = file

    def italian(self) -> str:
        """Return where the year is looked for."""
        return (
            f"{self.file}: non si capisce di quale anno sono i residenti. Lasciare la riga di titolo dell'ISTAT "
            "(«… al 31 dicembre 2025») o mettere l'anno nel nome del file (P2_2025.csv). Nulla è stato modificato."
        )


@dataclass(frozen=True, slots=True)
class _Report:
    """What one file counts: everyone or foreign citizens only, at the end of which year."""

    foreign: bool
    year: int

    @property
    def name(self) -> str:
        return "P3" if self.foreign else "P2"

    @property
    def property(self) -> str:
        return "foreign_residents" if self.foreign else "residents"


@dataclass(frozen=True, slots=True)
class Residents:
    """The two reports as one source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = "CC BY 4.0"
    address: str = _ADDRESS.format(report="p2", name="P2", year=2025)
    stable: bool = True
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS

    def remotes(self, today: date) -> tuple[Remote, ...]:
        """Return both reports; the last year's is published in spring, the one before until then."""
        return tuple(
            Remote(
                "",
                tuple(_ADDRESS.format(report=r.lower(), name=r, year=today.year - back) for back in (1, 2)),
                ("Codice comune", f"{_AT_END} - Totale"),
            )
            for r in ("P2", "P3")
        )

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into residents of municipalities; the last one also says which municipalities had no row."""
        reading = _Reading(context)
        last: RowChanges | None = None
        for row in rows:
            if last is not None:
                yield last
            last = reading.change(row)
        if last is not None:
            remarks = (*last.remarks, *reading.remarks())
            yield RowChanges(last.row, last.changes, last.problems, remarks=remarks)


SOURCE = Residents()


def report(row: Row) -> _Report:
    """Return what a row's file counts, from its title, its headings and its name.

    Raises
    ------
    UnknownYear
    """
    said = folded(" ".join(row.titles))
    foreign = "stranier" in said or "acquisitions" in row.values or folded(row.file).startswith("p3 ")
    found = re.search(r"31 dicembre (\d{4})\b", said) or re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", row.file)
    if found is None:
        raise UnknownYear(row.file)
    return _Report(foreign, int(found[1]))


@dataclass
class _Reading:
    """One load: what the files say so far."""

    context: Context
    reports: dict[str, _Report] = field(default_factory=dict)
    seen: dict[str, dict[str, int]] = field(default_factory=dict)
    older: dict[str, int] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    @cached_property
    def standing(self) -> Mapping[str, Node]:
        """Return the municipalities as the store has them, by ISTAT code."""
        return {node.text("istat"): node for node in self.context.view.nodes(["municipality"])}

    def change(self, row: Row) -> RowChanges:
        what = self.reports.get(row.file) or self.reports.setdefault(row.file, report(row))
        code = row.text("code").zfill(6)
        if not re.fullmatch(r"\d{6}", code):
            return _refused(row, "code", "codice ISTAT non valido", "not an ISTAT code", _SIX)
        persons = _persons(row)
        if isinstance(persons, Problem):
            return RowChanges(row, problems=(persons,))
        where = self._municipality(row, code)
        if isinstance(where, RowChanges):
            return where
        istat, new = where
        rows = self.seen.setdefault(row.file, {})
        if istat in rows:
            return _refused(
                row, "code", f"comune già alla riga {rows[istat]}", f"municipality already in row {rows[istat]}", _ONE
            )
        rows[istat] = row.line
        node = self.standing.get(istat)
        year = node.number(f"{what.property}_year") if node else None
        if year is not None and year > what.year:
            self.older[row.file] = int(year)
            return RowChanges(row)
        said = Evidence(
            NAME, f"{what.name} {what.year} {code}", self.context.today.isoformat(), digest(code, str(persons))
        )
        values: dict[str, Value] = {**new, what.property: persons, f"{what.property}_year": what.year}
        return RowChanges(row, (PutNode(keys.municipality(istat), "municipality", values, (said,)),))

    def _municipality(self, row: Row, code: str) -> tuple[str, dict[str, Value]] | RowChanges:
        """Return the ISTAT code of a row's municipality and, where the store lacks it, what to make it of."""
        known = self.context.gazetteer.by_istat(code)
        if known is not None:
            return (known.istat, {}) if not known.abolished else _abolished(row, self._successors(known))
        name = keys.exact(row.text("name"))
        if not name:
            return _refused(row, "name", "codice sconosciuto e senza nome", "unknown code without a name", _NAMED)
        siblings = [m for m in self.context.gazetteer.all() if m.istat[:3] == code[:3]]
        province = siblings[0] if siblings else None
        answer = self.context.gazetteer.resolve(name, province.province if province else "")
        if not isinstance(answer, Unresolved):
            return _abolished(row, (answer.municipality,))
        if answer.reason == "abolished":
            return _abolished(row, answer.candidates)
        self.made.append(f"{name} ({code})")
        new: dict[str, Value] = {"istat": code, "name": name}
        if province is not None:
            new |= {
                "province": province.province,
                "province_name": province.province_name,
                "region": province.region,
            }
        return code, new

    def _successors(self, gone: Municipality) -> tuple[Municipality, ...]:
        found = (self.context.gazetteer.by_istat(code) for code in self.context.gazetteer.in_being(gone.istat))
        return tuple(m for m in found if m is not None)

    def remarks(self) -> Iterator[Label]:
        """Return what a person should know when all rows are read."""
        for file, rows in self.seen.items():
            missing = [m for m in self.context.gazetteer.all() if m.istat not in rows]
            if missing and len(missing) < len(rows):  # a file of one province lacks the rest of Italy on purpose
                names = _listing([f"{m.name} ({m.province})" for m in missing])
                yield Label(
                    f"{file}: {len(missing)} comuni dell'archivio non ci sono: {names}.",
                    f"{file}: {len(missing)} municipalities of the store are not in it: {names}.",
                )
        for file, year in self.older.items():
            yield Label(
                f"{file}: l'archivio ha già i residenti del {year}, più recenti: dove ci sono, restano quelli.",
                f"{file}: the store has residents of {year}, which are newer: where there are any, they stay.",
            )
        if self.made:
            names = _listing(self.made)
            yield Label(
                f"Comuni nuovi, creati dal file: {names}. Non hanno ancora confini sulla mappa.",
                f"New municipalities, made from the file: {names}. They have no borders on the map yet.",
            )


def _persons(row: Row) -> int | Problem:
    """Return the total of a row, checked against men and women where the file has them."""
    counts: dict[str, int] = {}
    for name in ("men", "women", "total"):
        text = re.sub(r"[.\s\u00a0](?=\d{3}\b)", "", row.text(name))
        if text.isdigit():
            counts[name] = int(text)
        elif text:
            return Problem(name, row.text(name), Label("non è un numero di persone", "not a number of persons"), _WHOLE)
    both = counts["men"] + counts["women"] if {"men", "women"} <= counts.keys() else None
    total = counts.get("total", both)
    if total is None:
        return Problem("total", "", Label("popolazione mancante", "no population"), _WHOLE)
    if both is not None and both != total:
        return Problem(
            "total", str(total), Label(f"maschi e femmine sommano {both}", f"males and females sum to {both}"), _SUM
        )
    return total


def _abolished(row: Row, successors: Iterable[Municipality]) -> RowChanges:
    names = " / ".join(f"{m.name} ({m.istat})" for m in successors)
    remedy = Label(
        f"I residenti vanno al comune di oggi{': ' + names if names else ''}; usare un file più recente",
        f"The residents belong to today's municipality{': ' + names if names else ''}; use a newer file",
    )
    return _refused(row, "code", "codice di un comune soppresso", "code of an abolished municipality", remedy)


def _refused(row: Row, column: str, it: str, en: str, remedy: Label) -> RowChanges:
    return RowChanges(row, problems=(Problem(column, row.text(column), Label(it, en), remedy),))


def _listing(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f", … (+{more})" if more > 0 else "")


_SIX = Label("Scrivere le sei cifre del codice ISTAT", "Write the six digits of the ISTAT code")
_ONE = Label("Tenere una sola delle due righe", "Keep one of the two rows")
_NAMED = Label("Correggere il codice o scrivere il nome del comune", "Correct the code or write the name")
_WHOLE = Label("Scrivere un numero intero di persone", "Write a whole number of persons")
_SUM = Label("Correggere la riga: il totale è la somma dei due", "Correct the row: the total is the sum of the two")
