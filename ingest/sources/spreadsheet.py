"""What people's own spreadsheets have in common: columns drawn from the model, cells read by its rules.

Not the registers: their columns are the publisher's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from graph.model import KINDS, Label
from graph.model.folding import folded
from graph.model.schema import Property, ValueType
from graph.model.values import InvalidValue, parse_text
from graph.store.records import Evidence, Node, Value
from graph.territory.municipality import Municipality
from ingest.places.place import Precision
from ingest.sources.register import digest
from ingest.sources.seat import seat
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

PROVINCE = Column(
    "province",
    Label("Provincia", "Province"),
    ("prov", "sigla provincia", "pr"),
    help=Label("Solo se più comuni hanno lo stesso nome", "Only where several municipalities share a name"),
)
_ADDED_TO = frozenset({"communities", "languages", "topics", "aliases", "phone", "email"})
_PRECISIONS = tuple(get_args(Precision))  # finest first
MISSING = Label("cella obbligatoria vuota", "required cell is empty")


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A person's own spreadsheet as a source; see the protocol `Source`.

    Attributes
    ----------
    reader
        Begins the reading of one load; what it returns turns each row into changes.
    """

    name: str
    label: Label
    columns: tuple[Column, ...]
    reader: Callable[[Context], Callable[[Row], RowChanges]]
    licence: str = ""
    address: str = ""
    stable: bool = False
    takes_files: bool = True

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn each row into changes, in order."""
        return map(self.reader(context), rows)


def column(
    property_: Property,
    name: str = "",
    label: Label | None = None,
    headings: Iterable[str] = (),
    *,
    required: bool = False,
) -> Column:
    """Return the column of a property: its labels, headings and explanation are those of the model.

    Parameters
    ----------
    name, label
        Where the spreadsheet calls it otherwise (an event's name is its title); the model's own wordings
        are recognised all the same.
    headings
        Further ones that mean it in this spreadsheet.
    """
    also = (property_.name, property_.label.it, property_.label.en, *property_.headings, *headings)
    return Column(
        name or property_.name,
        label or property_.label,
        tuple(also),
        required,
        property_.many,
        property_.help,
        property_,
    )


def columns(kind: str, names: Iterable[str], *, required: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """Return the columns of some properties of a kind, in order."""
    declared = KINDS[kind].by_name
    return tuple(column(declared[name], required=name in required) for name in names)


def read(row: Row, wanted: Sequence[Column]) -> tuple[dict[str, Value], list[Problem]]:
    """Return the values of a row by property; empty cells are left out, cells that cannot be read are problems.

    Columns without a property of the model, and municipalities (see `town`), are left to the source.
    """
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for one in wanted:
        if one.property is None or one.property.type is ValueType.MUNICIPALITY:
            continue
        text = row.text(one.name)
        try:
            value = parse_text(one.property, text if one.many else one_line(one.property, text))
        except InvalidValue as error:
            problems.append(Problem(one.name, error.value, error.problem, error.remedy))
            continue
        if value is not None:
            values[one.property.name] = value
        elif one.required:
            problems.append(missing(one))
    return values, problems


def one_line(property_: Property, text: str) -> str:
    """Return a text as a property that is one line holds it: cells of spreadsheets break lines for looks."""
    return text if property_.type is ValueType.LONG_TEXT else re.sub(r"\s*[\r\n]+\s*", " ", text)


def missing(column: Column) -> Problem:
    """Return the problem of a required cell that is empty."""
    return Problem(
        column.name,
        "",
        MISSING,
        Label(f"Scrivere «{column.label.it}»", f"Fill in “{column.label.en}”"),
    )


def town(row: Row, context: Context, *, required: bool) -> Municipality | Problem | None:
    """Return the municipality that a row's `municipality` cell names; None where it is empty and may be."""
    text = row.text("municipality")
    if not text and not required:
        return None
    return seat(context.gazetteer, text, row.text("province"))


def located(
    context: Context, where: Municipality | None, values: Mapping[str, Value], there: Node | None = None
) -> dict[str, Value | None]:
    """Return municipality and place as properties; a place that a person confirmed stays, in the same town.

    There, a place coarser than the one that stands never replaces it either, unless the row gives another address.

    Parameters
    ----------
    values
        `address` and `postcode`, where the row has them.
    there
        The node as the store has it.
    """
    if where is None:
        return {}
    if there is not None and there.properties.get("place_confirmed") and there.text("municipality") == where.istat:
        return {}
    stood = there.text("address") if there is not None and _same_town(there, where) else ""
    address, postcode = str(values.get("address", "")), str(values.get("postcode", ""))
    found = context.locate(address or stood, where.istat, postcode).properties()
    moved = bool(address and stood) and folded(address) != folded(stood)
    if (
        there is not None
        and _same_town(there, where)
        and not moved
        and _coarseness(found) > _coarseness(there.properties)
    ):
        return {}
    return {"municipality": where.istat, **found}


def united(values: Mapping[str, Value], there: Node | None) -> dict[str, Value]:
    """Return the lists among a row's values with what stands in the store before them: a list is added to.

    A person's list says what its writer knows, which is not all; registers replace instead.
    """
    result: dict[str, Value] = {}
    for name in _ADDED_TO & values.keys() if there is not None else ():
        given, standing = values[name], there.properties.get(name) if there is not None else None
        if isinstance(given, tuple) and isinstance(standing, tuple):
            result[name] = tuple(dict.fromkeys((*standing, *given)))
    return result


def _coarseness(place: Mapping[str, Value | None] | Mapping[str, Value]) -> tuple[int, bool]:
    precision = str(place.get("precision") or "")
    return (_PRECISIONS.index(precision) if precision in _PRECISIONS else len(_PRECISIONS), place.get("lat") is None)


def _same_town(there: Node | None, where: Municipality) -> bool:
    return there is not None and there.text("municipality") == where.istat


def evidence(source: str, reference: str, context: Context, asserted: Mapping[str, object]) -> Evidence:
    """Return the evidence of what a row says. The same words make the same evidence, on whatever day.

    Parameters
    ----------
    asserted
        What the row says, before anything is added to it (places, names that stood): the fingerprint is of this.
    """
    said = (f"{name}={_plain(value)}" for name, value in sorted(asserted.items()))
    return Evidence(source, reference, context.today.isoformat(), digest(*said))


def _plain(value: object) -> str:
    return "\x1e".join(map(str, value)) if isinstance(value, tuple) else str(value)


class Once:
    """Rows of one load that name the same thing: the second must say the same as the first.

    Attributes
    ----------
    what
        What is named, for the message.
    """

    def __init__(self, what: Label, column: str) -> None:
        self.what, self._column = what, column
        self._met: dict[str, tuple[str, Row]] = {}

    def repeated(self, key: str, said: str, row: Row) -> Problem | bool:
        """Return False at the first meeting, True for the same words again, a problem for others.

        Parameters
        ----------
        said
            Fingerprint of what the row says.
        """
        earlier = self._met.setdefault(key, (said, row))
        if earlier[1] is row:
            return False
        if earlier[0] == said:
            return True
        where = f"{earlier[1].line}" + (f" ({earlier[1].file})" if earlier[1].file != row.file else "")
        return Problem(
            self._column,
            row.text(self._column),
            Label(
                f"{self.what.it} già alla riga {where} con altri dati",
                f"{self.what.en} already in row {where} with other data",
            ),
            Label("Riunire i dati in una sola riga", "Put the data together in one row"),
        )
