"""What a person typed into a form, read by the model's own value rules; what cannot be read is said field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model import KINDS, Label
from graph.model.schema import Property, ValueType
from graph.model.values import InvalidValue, parse_text
from graph.store.records import Value
from graph.territory.gazetteer import Gazetteer
from ingest.entry.fields import entered
from ingest.sources.seat import seat
from ingest.sources.source import Problem
from ingest.sources.spreadsheet import MISSING

Typed = Mapping[str, str | Sequence[str]]
"""By property: a text, or the several values of a field that holds several."""

_BASIS, _CONSENT_DATE = "consent_basis", "consent_date"
_PUBLIC = frozenset({"public_phone", "public_email"})
_PERIODS = (("start", "end"),)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: a value for each field that was there (None: emptied), and what is wrong, in order of fields."""

    values: Mapping[str, Value | None]
    problems: tuple[Problem, ...] = ()


def read(kind: str, typed: Typed, gazetteer: Gazetteer) -> Reading:
    """Read the fields of a kind; fields that are not in `typed` are left as they are.

    Returns
    -------
    Values as the store holds them. With problems, nothing may be saved.
    """
    values: dict[str, Value | None] = {}
    problems: list[Problem] = []
    for declared in entered(kind):
        if declared.name not in typed:
            continue
        answer = _one(declared, typed[declared.name], gazetteer)
        if isinstance(answer, Problem):
            problems.append(answer)
        elif answer is None and declared.required:
            problems.append(_missing(declared))
        else:
            values[declared.name] = answer
    problems += _together(kind, values)
    order = [p.name for p in entered(kind)]
    return Reading(values, tuple(sorted(problems, key=lambda p: order.index(p.column))))


def _one(declared: Property, given: str | Sequence[str], gazetteer: Gazetteer) -> Value | Problem | None:
    parts = [given] if isinstance(given, str) else list(given)
    if declared.type is ValueType.MUNICIPALITY and not declared.many:
        return _town(declared, " ".join(parts).strip(), gazetteer)
    found: list[Value] = []
    for part in parts:
        try:
            value = parse_text(declared, part)
        except InvalidValue as error:
            return Problem(declared.name, error.value, error.problem, error.remedy)
        if value is not None:
            found.append(value)
    if not declared.many:
        return found[0] if found else None
    several = (one for value in found for one in (value if isinstance(value, tuple) else (value,)))
    return tuple(dict.fromkeys(several)) or None


def _town(declared: Property, text: str, gazetteer: Gazetteer) -> str | Problem | None:
    if not text:
        return None
    found = seat(gazetteer, text, column=declared.name)
    return found if isinstance(found, Problem) else found.istat


def _missing(declared: Property) -> Problem:
    it, en = declared.label.it.lower(), declared.label.en.lower()
    return Problem(declared.name, "", MISSING, Label(f"Scrivere: {it}", f"Write: {en}"))


def _together(kind: str, values: Mapping[str, Value | None]) -> Iterator[Problem]:
    """Say what is wrong with fields that are each right."""
    declared = KINDS[kind].by_name
    for begins, ends in _PERIODS:
        first, last = (str(values.get(name) or "") for name in (begins, ends))
        if first and last and _before(last, first):
            yield Problem(
                ends,
                last,
                Label("la fine viene prima dell'inizio", "the end comes before the beginning"),
                Label("Correggere una delle due date", "Correct one of the two dates"),
            )
    if _BASIS not in declared or _BASIS not in values:
        return
    if not values.get(_BASIS) and (KINDS[kind].private or any(values.get(name) for name in _PUBLIC)):
        yield Problem(
            _BASIS,
            "",
            Label("manca la base giuridica", "the legal basis is missing"),
            Label(
                "Scegliere con quale base si tengono o si mostrano questi contatti",
                "Choose on which basis these contacts are kept or shown",
            ),
        )
    if values.get(_BASIS) == "consent" and not values.get(_CONSENT_DATE):
        yield Problem(
            _CONSENT_DATE,
            "",
            Label("manca la data del consenso", "the date of the consent is missing"),
            Label("Scrivere quando il consenso è stato dato", "Write when the consent was given"),
        )


def _before(one: str, other: str) -> bool:
    """Tell whether a stored date is surely before another, as far as both are known."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]
