"""Rows of a person's own sheet on their way to a source: every cell read as it was meant, nothing lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.model import Label
from graph.model.folding import folded
from graph.model.schema import ValueType
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Resolved
from ingest.cleaning.seats import Seats
from ingest.cleaning.texts import closed_up, repaired
from ingest.cleaning.values import Cleaned, cleaned, parts
from ingest.given import Given
from ingest.mapping import squashed
from ingest.sources.fiscal_codes import without_persons
from ingest.sources.source import Column, Problem, Row

TOWN, ADDRESS, PROVINCE = "municipality", "address", "province"
_KEEPERS = ("notes", "description")
"""Columns that words without a place of their own may go to; the first is not shown to everyone."""
_AS_IT_STANDS = frozenset({ValueType.LONG_TEXT, ValueType.MUNICIPALITY})
REFUSED = Label("valore da scartare, come indicato nella mappatura", "a value to be rejected, as the mapping says")
_CORRECT = Label(
    "Correggere il valore, o toglierlo dalla mappatura", "Correct the value, or take it out of the mapping"
)


@dataclass
class Told:
    """What was made of the cells, for a person to know.

    Attributes
    ----------
    unread
        Column → values that could not be read → rows.
    towns
        Heading → rows whose municipality was read there.
    """

    unread: dict[str, Counter[str]] = field(default_factory=dict)
    towns: Counter[str] = field(default_factory=Counter)


class Cleaner:
    """Reads the cells of one load.

    Parameters
    ----------
    columns
        Of the source.
    headings
        Of the file, as written.
    bound
        Name of a column → what the file calls it.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        given: Given,
        gazetteer: Gazetteer,
        headings: Sequence[str],
        bound: Mapping[str, str],
    ) -> None:
        self._columns = {column.name: column for column in columns}
        self._given, self._gazetteer, self._seats = given, gazetteer, Seats(gazetteer)
        self._bound = bound
        at = {squashed(heading): i for i, heading in enumerate(headings)}
        self._towns = [(at[heading], headings[at[heading]]) for heading in given.towns if heading in at]
        self._addresses = {at[squashed(bound[ADDRESS])]} if squashed(bound.get(ADDRESS, "")) in at else set()
        self.told = Told()

    def row(self, row: Row) -> tuple[Row, tuple[Problem, ...]]:
        """Return a row with its cells read, and why it must be rejected if it must."""
        values: dict[str, str] = {}
        words: list[tuple[str, str]] = []
        problems: list[Problem] = []
        for name, text in row.values.items():
            column = self._columns.get(name)
            whole = repaired(text)
            if column is None or not whole:
                values[name] = whole
                continue
            values[name] = self._cell(column, whole, words, problems)
        self._place(row, values, words)
        self._keep(values, words)
        return replace(row, values=values), tuple(problems)

    def _cell(self, column: Column, text: str, words: list[tuple[str, str]], problems: list[Problem]) -> str:
        text, refused = self._translated(column, text)
        if refused:
            problems.append(Problem(column.name, refused, REFUSED, _CORRECT))
        if column.property is None and column.many:
            for sign in self._given.separators.get(column.name, ()):
                text = text.replace(sign, ";")
        policy = self._given.otherwise.get(column.name, "reject")
        if column.property is None or column.property.type in _AS_IT_STANDS or not text:
            return text if column.many or _long(column) else closed_up(text)
        found = cleaned(column.property, text, self._given.separators.get(column.name, ()))
        heading = self._bound.get(column.name, column.label.it)
        words += [(heading, kept) for kept in found.kept] if not _secret(column) or "notes" in self._columns else []
        if found.bad and policy != "reject":
            self.told.unread.setdefault(column.name, Counter()).update(found.bad)
            if policy == "note" and ("notes" in self._columns or not _secret(column)):
                words += [(heading, bad) for bad in found.bad]
            return _joined(column, found)
        return _joined(column, Cleaned((*found.values, *found.bad)) if column.many or found.bad else found)

    def _translated(self, column: Column, text: str) -> tuple[str, str]:
        """Return a cell with its values translated as the mapping says, and the first that it refuses."""
        meanings = self._given.values.get(column.name)
        if not meanings:
            return text, ""
        refused, meant = "", []
        whole = meanings.get(folded(text), text)
        pieces = (text,) if whole is not text or not column.many else self._pieces(column, text)
        for piece in pieces:
            value = meanings.get(folded(piece), piece)
            if value is False:
                refused = refused or piece
            elif value is not None:
                meant.append(value)
        return ";".join(meant), refused

    def _pieces(self, column: Column, text: str) -> tuple[str, ...]:
        for sign in (*self._given.separators.get(column.name, ()), ","):
            text = text.replace(sign, ";")
        return parts(text)

    def _place(self, row: Row, values: dict[str, str], words: list[tuple[str, str]]) -> None:
        """Read the municipality where the row has none, and take a town out of the address that stands beside it."""
        province = values.get(PROVINCE, "")
        address = values.get(ADDRESS, "")
        own = TOWN in row.values and not is_constant(self._given, TOWN, row)
        if own and values.get(TOWN):
            if address:
                seat = self._seats.read(address, province)
                answer = self._gazetteer.resolve(values[TOWN], province)
                here = answer.municipality.istat if isinstance(answer, Resolved) else ""
                if here and seat.address and self._seats.same(seat.town, here, province):
                    values[ADDRESS] = seat.address
            return
        if self._towns:
            self._find(row, province, values, words)

    def _find(self, row: Row, province: str, values: dict[str, str], words: list[tuple[str, str]]) -> None:
        texts = []
        for position, heading in self._towns:
            text = repaired(row.original[position]) if position < len(row.original) else ""
            texts.append(text)
            seat = self._seats.read(text, province)
            seated = position in self._addresses or "\n" in text
            town = seat.town if seated else self._seats.title(text, province) or seat.town
            if town:
                self.told.towns[heading] += 1
                values[TOWN] = town
                if position in self._addresses:
                    values[ADDRESS] = closed_up(seat.address)
                    words += [(heading, seat.further)] if seat.further else []
                return
        if TOWN not in self._given.constants:
            values[TOWN] = next(filter(None, (self._seats.doubtful(text, province) for text in texts)), "")

    def _keep(self, values: dict[str, str], words: Sequence[tuple[str, str]]) -> None:
        """Put words without a place of their own into the notes, or where there are none into the description."""
        keeper = next((name for name in _KEEPERS if name in self._columns), "")
        if words and keeper:
            told = [f"{heading}: {without_persons(closed_up(text))}" for heading, text in dict.fromkeys(words)]
            values[keeper] = "\n".join(filter(None, (values.get(keeper, ""), *told)))

    def remarks(self, file: str) -> Iterator[str]:
        """Say what was read where, in Italian."""
        for heading, rows in self.told.towns.items():
            yield f"{file}: comune letto da «{heading}» in {rows} righe."
        for name, values in self.told.unread.items():
            column = self._columns[name]
            named = [f"«{value[:40]}»" for value, _ in values.most_common(5)]
            more = ["…"] if len(values) > len(named) else []
            shown = ", ".join((*named, *more)) if not _secret(column) else ""
            kept = self._given.otherwise.get(name) == "note"
            yield (
                f"{file}: {column.label.it}: {values.total()} valori non riconosciuti, "
                f"{'tenuti come testo' if kept else 'non letti'}{f' ({shown})' if shown else ''}."
            )


def is_constant(given: Given, name: str, row: Row) -> bool:
    """Tell whether a row has a value only because every row has it."""
    return name in given.constants and row.values.get(name) == given.constants[name]


def _secret(column: Column) -> bool:
    return column.property is not None and column.property.private


def _long(column: Column) -> bool:
    return column.property is not None and column.property.type is ValueType.LONG_TEXT


def _joined(column: Column, found: Cleaned) -> str:
    return ";".join(found.values) if column.many else (found.values[0] if found.values else "")
