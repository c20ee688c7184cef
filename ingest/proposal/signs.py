"""How well the values of a column fit what a source's column holds, as a share of those that are filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graph.model.schema import Property, ValueType
from graph.territory.gazetteer import Gazetteer
from ingest.cleaning.seats import Seats, opens_street
from ingest.cleaning.values import cleaned
from ingest.sources.source import Column

TELLING = frozenset(
    {
        ValueType.EMAIL,
        ValueType.PHONE,
        ValueType.URL,
        ValueType.FISCAL_CODE,
        ValueType.MUNICIPALITY,
        ValueType.DATE,
        ValueType.DATE_TIME,
        ValueType.COUNTRY,
        ValueType.LANGUAGE,
    }
)
"""Types whose values tell what they are without a heading."""
CHECKED = TELLING | {ValueType.POSTCODE, ValueType.TOPIC, ValueType.CHOICE, ValueType.INTEGER}
"""Types of which a value can be told not to be one."""
SEEN = 60
"""Values of a column that are looked at."""
_LONGEST = 300
"""Characters beyond which a value is prose."""
_HOURS = re.compile(
    r"(?i)\b(?:luned|marted|mercoled|gioved|venerd|sabat|domenic|lun|mar|mer|gio|ven|sab|dom)\w*"
    r"|\b\d{1,2}[.:]\d{2}\b|su appuntamento"
)
_NO_PHONE = re.compile(r"\d[.,]\d{5,}|[a-z]-\d|\d{4}-\d{2}-\d{2}|\d/\d{1,2}/\d|^\d{11,}$")
"""Signs of coordinates, references, dates and codes."""
_WORDS = re.compile(r"[^\W\d_]+")
_PERSON_CODE = re.compile(r"(?i)[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]")


class Signs:
    """Weighs values against columns."""

    UNTOLD = 0.5
    """The share where nothing can be told."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer, self._seats = gazetteer, Seats(gazetteer)
        self._shares: dict[tuple[str, Property | None, tuple[str, ...]], float] = {}

    def share(self, column: Column, values: tuple[str, ...]) -> float:
        """Return the share of values that a column can hold, 0–1, or `UNTOLD`."""
        fits = self._fits(column)
        if fits is None or not values:
            return self.UNTOLD
        question = (column.name, column.property, values)
        if question not in self._shares:
            looked = values[:SEEN]
            self._shares[question] = sum(len(v) <= _LONGEST and fits(v) for v in looked) / len(looked)
        return self._shares[question]

    def towns(self, values: Sequence[str], *, seated: bool) -> float:
        """Return the share of values in which a municipality is named."""
        looked = values[:SEEN]
        found = (self._seats.read(v).town if seated or "\n" in v else self._seats.title(v) for v in looked)
        return sum(map(bool, found)) / max(len(looked), 1)

    def _fits(self, column: Column) -> Callable[[str], bool] | None:
        declared = column.property
        named: dict[str, Callable[[str], bool]] = {
            "name": is_name,
            "title": is_name,
            "address": self._is_address,
            "times": lambda v: bool(_HOURS.search(v)),
            "municipality": self._is_town,
        }
        if column.name in named or declared is None:
            return named.get(column.name)
        if declared.type in (ValueType.EMAIL, ValueType.URL, ValueType.PHONE):
            return lambda v: bool(cleaned(declared, v).values) and _is(declared.type, v)
        if declared.type in (ValueType.COUNTRY, ValueType.LANGUAGE, ValueType.TOPIC):
            return lambda v: bool(cleaned(declared, v).values) and not v.isdigit()
        return (lambda v: _holds(declared, v)) if declared.type in CHECKED else None

    def _is_town(self, text: str) -> bool:
        return self._gazetteer.named(text) is not None

    def _is_address(self, text: str) -> bool:
        return opens_street(text) or bool((seat := self._seats.read(text)).town and seat.address)


def is_name(text: str) -> bool:
    """Tell whether a text may be what something is called."""
    if "@" in text or len(text) > 250 or _PERSON_CODE.fullmatch(text):
        return False
    return len("".join(_WORDS.findall(text))) * 2 > len(text.replace(" ", ""))


def _holds(declared: Property, text: str) -> bool:
    found = cleaned(declared, text)
    return bool(found.values) and not found.bad


def _is(type_: ValueType, text: str) -> bool:
    """Tell whether a text is little more than values of a type: prose may hold one too."""
    if type_ is ValueType.PHONE:
        digits = sum(map(str.isdigit, text))
        return digits >= 6 and not _NO_PHONE.search(text)
    return len(text) < 200 and ("@" in text) == (type_ is ValueType.EMAIL)
