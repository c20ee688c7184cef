"""`istat-abolished`: ISTAT's list of abolished municipalities, each with what it became.

Old municipalities become nodes with a date and successors, so that the names that files still use resolve.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from graph.model import Label, keys
from graph.model.folding import words
from graph.store.changes import Change, PutNode
from graph.store.records import Evidence, Value
from graph.territory import packages
from graph.territory.municipality import Municipality
from ingest.sources.register import digest
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

NAME = "istat-abolished"
_LABEL = Label("Comuni soppressi e loro successori (ISTAT)", "Abolished municipalities and successors (ISTAT)")
_CODE = re.compile(r"\d{6}")
_CODED_SINCE = "1991"
"""Successors of events since then have today's codes: one that nobody knows is a new municipality."""

COLUMNS = (
    Column("province", Label("Sigla Automobilistica", "Province abbreviation"), ("sigla",)),
    Column("code", Label("Codice Comune", "Municipality code"), required=True),
    Column("name", Label("Denominazione Comune", "Municipality name"), required=True),
    Column("date", Label("Data evento", "Date of the event"), ("data",), required=True),
    Column(
        "successor",
        Label("Codice del Comune associato alla variazione", "Code of the associated municipality"),
        required=True,
    ),
    Column(
        "successor_name",
        Label("Denominazione Comune associato alla variazione", "Name of the associated municipality"),
        required=True,
    ),
    Column(
        "successor_province",
        Label("Sigla Automobilistica associata alla variazione", "Associated province abbreviation"),
    ),
)


@dataclass(frozen=True, slots=True)
class Abolished:
    """The list as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = "CC BY 4.0"
    address: str = "https://www.istat.it/classificazione/codici-dei-comuni-delle-province-e-delle-regioni/"
    stable: bool = False
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into abolished municipalities; the first row of one brings it with all its successors."""
        entries: defaultdict[str, list[_Entry]] = defaultdict(list)
        for row in rows:
            entry = _entry(row)
            if isinstance(entry, Problem):
                yield RowChanges(row, problems=(entry,))
            else:
                entries[entry.code].append(entry)
        reading = _Reading(context, entries)
        for code in sorted(entries):
            changes = tuple(reading.changes(code))
            for entry in entries[code]:
                yield RowChanges(entry.row, changes)
                changes = ()


SOURCE = Abolished()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row as read: who ended when (ISO date of the first day without it), and one of those it became."""

    row: Row
    code: str
    name: str
    province: str
    date: str
    successor: str
    successor_name: str
    successor_province: str


@dataclass
class _Reading:
    """One load: the whole list and what is known of municipalities from elsewhere."""

    context: Context
    entries: Mapping[str, Sequence[_Entry]]
    made: set[str] = field(default_factory=set)

    def changes(self, code: str) -> Iterator[Change]:
        """Return the old municipality with its successors, after those of them that are new."""
        first, *_ = entries = self.entries[code]
        successors = dict.fromkeys(s for entry in entries if (s := self._successor(entry)) and s != code)
        for entry in entries:
            if entry.successor in successors and self._is_new(entry) and entry.successor not in self.made:
                self.made.add(entry.successor)
                new = self._described(entry.successor_name, entry.successor_province)
                yield self._put(entry.successor, new, (entry.successor, entry.successor_name))
        properties: dict[str, Value] = {"abolished": first.date, "successors": tuple(successors)}
        known = self.context.gazetteer.by_istat(code)
        if known is None or known.abolished:  # the base says more of those it has
            properties |= self._described(first.name, first.province)
            life = self._cadastral(first.name, first.province, _day_before(first.date))
            properties |= {"cadastral": life} if life else {}
        yield self._put(code, properties, (first.name, first.date, *(e.successor for e in entries), *successors))

    def _put(self, code: str, properties: Mapping[str, Value], said: Iterable[str]) -> PutNode:
        evidence = Evidence(NAME, code, self.context.today.isoformat(), digest(code, *said))
        return PutNode(keys.municipality(code), "municipality", {"istat": code, **properties}, (evidence,))

    def _described(self, name: str, province: str) -> dict[str, Value]:
        sibling = self._siblings.get(province)
        there: dict[str, Value] = {"name": name, "province": province} if province else {"name": name}
        return there | ({"province_name": sibling.province_name, "region": sibling.region} if sibling else {})

    def _successor(self, entry: _Entry) -> str:
        """Return the code under which a successor is, or was last, known here.

        The list gives codes of then: a municipality that changed province since has another code now, and is
        found by its cadastral code, which never changes.
        """
        if not entry.successor:
            return ""  # a foreign country
        if entry.successor in self.entries:
            return entry.successor
        known = self.context.gazetteer.by_istat(entry.successor)
        if known is not None:
            return known.istat
        cadastral = self._cadastral(entry.successor_name, entry.successor_province, entry.date)
        return self._in_being.get(cadastral) or self._listed_by_cadastral.get(cadastral, entry.successor)

    def _is_new(self, entry: _Entry) -> bool:
        return (
            entry.date >= _CODED_SINCE
            and entry.successor not in self.entries
            and self.context.gazetteer.by_istat(entry.successor) is None
        )

    def _cadastral(self, name: str, province: str, day: str) -> str:
        """Return the cadastral code of the municipality of that name in that province on that day."""
        periods = self._periods.get(words(name), ())
        alive = {p.cadastral for p in periods if p.began <= day and (not p.ended or day <= p.ended)}
        there = {p.cadastral for p in periods if p.cadastral in alive and p.province == province}
        found = there or alive
        return next(iter(found)) if len(found) == 1 else ""

    @cached_property
    def _in_being(self) -> dict[str, str]:
        """Return the codes of municipalities that go on, by cadastral code."""
        going_on = (m for m in self.context.gazetteer.all() if m.cadastral and m.istat not in self.entries)
        return {m.cadastral: m.istat for m in going_on}

    @cached_property
    def _listed_by_cadastral(self) -> dict[str, str]:
        """Return the code of those in the list itself, by cadastral code; the one that ended last counts."""
        ended = sorted((entries[0] for entries in self.entries.values()), key=lambda e: (e.date, e.code))
        codes = {self._cadastral(e.name, e.province, _day_before(e.date)): e.code for e in ended}
        return {cadastral: code for cadastral, code in codes.items() if cadastral}

    @cached_property
    def _periods(self) -> dict[tuple[str, ...], list[packages.Period]]:
        found: defaultdict[tuple[str, ...], list[packages.Period]] = defaultdict(list)
        for life in packages.periods().values():
            for period in life:
                for name in {words(period.name), words(period.other_name)} - {()}:
                    found[name].append(period)
        return dict(found)

    @cached_property
    def _siblings(self) -> dict[str, Municipality]:
        return {m.province: m for m in self.context.gazetteer.all()}


def _entry(row: Row) -> _Entry | Problem:
    code, name = row.text("code").zfill(6), keys.exact(row.text("name"))
    successor = row.text("successor")
    successor = successor.zfill(6) if successor else ""
    ended = _iso(row.text("date"))
    for column, text in (("code", code), ("successor", successor)):
        if (text or column == "code") and not _CODE.fullmatch(text):
            return Problem(column, row.text(column), Label("non è un codice ISTAT", "not an ISTAT code"), _SIX)
    if not name:
        return Problem("name", "", Label("nome mancante", "no name"), Label("Completare la riga", "Complete the row"))
    if not ended:
        return Problem("date", row.text("date"), Label("data non valida", "not a date"), _DATE)
    provinces = (row.text("province").upper(), row.text("successor_province").upper().strip("-"))
    return _Entry(row, code, name, provinces[0], ended, successor, keys.exact(row.text("successor_name")), provinces[1])


def _iso(text: str) -> str:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""


def _day_before(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()


_SIX = Label("Scrivere le sei cifre del codice ISTAT", "Write the six digits of the ISTAT code")
_DATE = Label("Scrivere la data come 22/01/2024", "Write the date as 22/01/2024")
