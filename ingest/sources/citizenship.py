"""`citizenship`: foreign residents of municipalities by citizenship, from a list of one's own or as ISTAT publishes it.

One row a municipality and country. Totals, continents, rows by sex and rows of provinces or regions are told and
left out; a newer year takes the place of an older one, rows of the same year join those that are there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from graph.model import Label, keys, taxonomies
from graph.model.folding import folded
from graph.store.changes import PutNode
from graph.store.records import Evidence, Node, Value
from graph.territory import citizens
from graph.territory.municipality import Municipality
from ingest.sources.register import digest
from ingest.sources.seat import seat
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

NAME = "citizenship"
_LABEL = Label("Residenti stranieri per cittadinanza", "Foreign residents by citizenship")
_HOME = "IT"

COLUMNS = (
    Column(
        "municipality",
        Label("Comune", "Municipality"),
        ("codice istat", "denominazione comune", "territorio", "comune di residenza", "istat"),
        required=True,
        help=Label("Nome o codice ISTAT", "Name or ISTAT code"),
    ),
    Column(
        "citizenship",
        Label("Cittadinanza", "Citizenship"),
        ("paese di cittadinanza", "paese", "stato estero", "nazionalità", "country of citizenship", "country", "iso"),
        required=True,
        help=Label("Nome del paese o codice ISO 3166", "Name of the country or ISO 3166 code"),
    ),
    Column(
        "residents",
        Label("Residenti", "Residents"),
        (
            "totale",
            "total",
            "stranieri residenti",
            "popolazione",
            "popolazione residente",
            "valore",
            "value",
            "osservazione",
        ),
        required=True,
    ),
    Column("year", Label("Anno", "Year"), ("time", "seleziona periodo", "periodo", "time_period")),
    Column("code", Label("Codice comune", "Municipality code"), ("itter107", "ref_area", "codice territorio")),
    Column("province", Label("Provincia", "Province"), ("sigla provincia", "sigla", "prov")),
    Column("sex", Label("Sesso", "Sex"), ("sexistat1", "genere")),
)
Left = Literal["total", "sex", "area", "stateless", "older"]
_LEFT: Mapping[Left, Label] = {
    "total": Label("totali, continenti e cittadini italiani", "totals, continents and Italian citizens"),
    "sex": Label("per sesso: conta il totale", "by sex: the total counts"),
    "area": Label("di province, regioni o ripartizioni", "of provinces, regions or larger areas"),
    "stateless": Label("di apolidi", "of stateless persons"),
    "older": Label("di un anno più vecchio di quello che l'archivio ha già", "of a year older than what the store has"),
}
_SUMS = re.compile(
    r"(?:totale?|mondo|world|europa|europe|ue|eu|unione europea|africa|asia|america|oceania|altri|altro|other)(?: .*)?"
)
_BOTH_SEXES = frozenset({"", "totale", "total", "t", "9", "mf", "m f", "maschi e femmine", "males and females"})
_LARGER = frozenset({"italia", "nord", "nord ovest", "nord est", "centro", "sud", "isole", "mezzogiorno"})
_ALSO_CALLED: Mapping[str, str] = {
    "bahama": "BS",
    "brunei darussalam": "BN",
    "ceca repubblica": "CZ",
    "repubblica ceca": "CZ",
    "citta del vaticano": "VA",
    "corea rep di": "KR",
    "corea repubblica di": "KR",
    "corea rep popolare democratica": "KP",
    "corea repubblica popolare democratica": "KP",
    "hong kong": "HK",
    "lao": "LA",
    "micronesia stati federati": "FM",
    "olanda": "NL",
    "salomone": "SB",
    "santa sede": "VA",
    "swaziland": "SZ",
    "timor orientale": "TL",
}
"""ISTAT's wordings, folded, of countries that few come from; those of the others are in `data/taxonomies`."""
_STATELESS = frozenset({"apolide", "apolidi", "stateless", "xxa"})


@dataclass(frozen=True, slots=True)
class Citizenship:
    """Residents by citizenship as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = ""
    address: str = ""
    stable: bool = False
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into residents of municipalities; the last one also says which rows were left out, and why."""
        reading = _Reading(context)
        last: RowChanges | None = None
        for row in rows:
            if last is not None:
                yield last
            last = reading.change(row)
        if last is not None:
            remarks = (*last.remarks, *reading.remarks())
            yield RowChanges(last.row, last.changes, last.problems, remarks=remarks)


SOURCE = Citizenship()


@dataclass
class _Town:
    """What is known of one municipality so far: persons by country, of which year (0: not said)."""

    persons: dict[str, int]
    year: int


@dataclass
class _Reading:
    """One load: what the files say so far."""

    context: Context
    towns: dict[str, _Town] = field(default_factory=dict)
    seen: dict[tuple[str, str, str, int], int] = field(default_factory=dict)
    left: dict[str, Counter[Left]] = field(default_factory=dict)

    @cached_property
    def standing(self) -> Mapping[str, Node]:
        """Return the municipalities as the store has them, by ISTAT code."""
        return {node.text("istat"): node for node in self.context.view.nodes(["municipality"])}

    def change(self, row: Row) -> RowChanges:
        """Return what one row asks."""
        left = _left_out(row) or self._larger(row)
        if left is not None:
            return self._leave(row, left)
        country, persons, year, where = _country(row), _persons(row), _year(row), self._municipality(row)
        if (
            isinstance(country, Problem)
            or isinstance(persons, Problem)
            or isinstance(year, Problem)
            or isinstance(where, Problem)
        ):
            told = (country, persons, year, where)
            return RowChanges(row, problems=tuple(problem for problem in told if isinstance(problem, Problem)))
        return self._put(row, where.istat, country, persons, year)

    def _put(self, row: Row, istat: str, country: str, persons: int, year: int) -> RowChanges:
        town = self.towns.get(istat) or self.towns.setdefault(istat, self._there(istat))
        if year and town.year > year:
            return self._leave(row, "older")
        again = self.seen.setdefault((row.file, istat, country, year), row.line)
        if again != row.line:
            return RowChanges(row, problems=(_twice(row, again),))
        if year > town.year:
            town.year, town.persons = year, {} if town.year else town.persons
        elif town.persons.get(country) == persons:
            return RowChanges(row)
        town.persons[country] = persons
        written = citizens.written(town.persons)
        said = Evidence(NAME, istat, self.context.today.isoformat(), digest(str(town.year), *written))
        values: dict[str, Value] = {citizens.PROPERTY: written, **({citizens.YEAR: town.year} if town.year else {})}
        return RowChanges(row, (PutNode(keys.municipality(istat), "municipality", values, (said,)),))

    def _there(self, istat: str) -> _Town:
        node = self.standing.get(istat)
        return _Town(citizens.of(node), int(node.number(citizens.YEAR) or 0)) if node else _Town({}, 0)

    def _municipality(self, row: Row) -> Municipality | Problem:
        """Return the municipality of a row: by its code where there is one, else by its name."""
        for name in ("code", "municipality"):
            digits = row.text(name)
            if digits.isdigit():
                known = self.context.gazetteer.by_istat(digits.zfill(6))
                if known is not None and not known.abolished:
                    return known
        name = row.text("municipality")
        if name.isdigit():
            return Problem("municipality", name, _NO_CODE, _CODE)
        return seat(self.context.gazetteer, name, row.text("province"))

    @cached_property
    def _regions(self) -> frozenset[str]:
        return frozenset({folded(one.region) for one in self.context.gazetteer.all()} | _LARGER) - {""}

    def _larger(self, row: Row) -> Left | None:
        """Tell whether a row is of a province, a region or a larger area: by ISTAT's code or its name."""
        name, nuts = row.text("municipality"), re.compile(r"IT(?:[A-Z][0-9A-Z]{0,3})?")
        coded = nuts.fullmatch(row.text("code")) or re.fullmatch(r"IT[A-Z][0-9]{1,2}", name)
        named = folded(name) in self._regions or re.match(r"provincia |citta metropolitana ", folded(name))
        return "area" if coded or named else None

    def _leave(self, row: Row, why: Left) -> RowChanges:
        self.left.setdefault(row.file, Counter())[why] += 1
        return RowChanges(row)

    def remarks(self) -> Iterator[Label]:
        """Return which rows were left out, and why."""
        for file, counts in self.left.items():
            for why, count in sorted(counts.items()):
                said = _LEFT[why]
                yield Label(
                    f"{file}: {count} righe {said.it}, non lette.", f"{file}: {count} rows {said.en}, not read."
                )


def _left_out(row: Row) -> Left | None:
    """Tell why a row is none of a country and a municipality; None where it is one."""
    if folded(row.text("sex")) not in _BOTH_SEXES:
        return "sex"
    said = folded(row.text("citizenship"))
    if said in _STATELESS:
        return "stateless"
    country = country_of(row.text("citizenship"))
    if country == _HOME or (country is None and _SUMS.fullmatch(said)):
        return "total"
    return None


def country_of(text: str) -> str | None:
    """Return the country a text names: a name in Italian or English, ISTAT's wording, ISO alpha-2 or alpha-3; or None.

    What ISTAT adds in brackets (`ex Ceylon`) is forgiven.
    """
    countries = taxonomies.countries()
    plain = re.sub(r"\s*\(.*?\)\s*", " ", text).strip()
    found = countries.find(text) or countries.find(plain) or _ALSO_CALLED.get(folded(plain))
    if found or not re.fullmatch(r"[A-Za-z]{3}", plain):
        return found
    from babel.core import get_global  # deferred: 0.1 s, only where a code of three letters is met

    alias = get_global("territory_aliases").get(plain.upper(), ())
    return next((code for code in alias if code in countries.labels), None)


def _country(row: Row) -> str | Problem:
    text = row.text("citizenship")
    if not text:
        return Problem("citizenship", "", Label("cittadinanza mancante", "no citizenship"), _COUNTRY)
    unknown = Label("paese non riconosciuto", "country not recognised")
    return country_of(text) or Problem("citizenship", text, unknown, _COUNTRY)


def _persons(row: Row) -> int | Problem:
    text = re.sub(r"[.\s\u00a0](?=\d{3}\b)", "", row.text("residents"))
    text = re.sub(r"[.,]0+$", "", text)  # a spreadsheet's 420.0
    if text.isdigit() and len(text) <= 9:
        return int(text)
    problem = Label("non è un numero di persone", "not a number of persons")
    return Problem("residents", row.text("residents"), problem, _WHOLE)


def _year(row: Row) -> int | Problem:
    """Return the year of a row, else that of the file's title or name; 0 where nothing says it."""
    text = re.sub(r"[.,]0+$", "", row.text("year"))
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return int(text)
    if text:
        return Problem("year", row.text("year"), Label("non è un anno", "not a year"), _YEAR)
    found = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", " ".join((*row.titles, row.file)))
    return int(found[0]) if found else 0


def _twice(row: Row, line: int) -> Problem:
    problem = Label(f"comune e paese già alla riga {line}", f"municipality and country already in row {line}")
    return Problem("citizenship", row.text("citizenship"), problem, _ONE)


_NO_CODE = Label("codice ISTAT sconosciuto", "unknown ISTAT code")
_CODE = Label("Scrivere le sei cifre del codice ISTAT, o il nome del comune", "Write the six digits, or the name")
_COUNTRY = Label(
    "Scrivere il nome del paese in italiano o inglese, o il codice ISO (MA)",
    "Write the name of the country in Italian or English, or its ISO code (MA)",
)
_WHOLE = Label("Scrivere un numero intero di persone", "Write a whole number of persons")
_YEAR = Label(
    "Scrivere l'anno con quattro cifre, o lasciare vuoto", "Write the year with four digits, or leave it empty"
)
_ONE = Label("Tenere una sola delle due righe", "Keep one of the two rows")
