"""What every measure means, as rows: for a sheet of definitions and for screens."""

from __future__ import annotations

from collections.abc import Iterator

from graph.measures.intervals import MEANING, UNDEFINED
from graph.measures.measure import Measure, Weighting, WholeMeasure
from graph.measures.modules import MEMBERSHIP
from graph.measures.registry import GROUPED, ONE_MODE, TWO_MODE
from graph.measures.whole import WHOLE
from graph.model import Label

COLUMNS = ("of", "name", "label", "definition", "weights", "reading", "undefined", "source")
WEIGHTS: dict[Weighting, Label] = {
    "none": Label("contano i legami, non i pesi", "ties count, not strengths"),
    "strength": Label("pesi come forza del legame", "weights as strength of the tie"),
    "distance": Label("distanza 1/peso, arrotondata a 2⁻²⁰", "distance 1/weight, rounded to 2⁻²⁰"),
}
_NEVER = Label("mai", "never")
_OF = {
    "one": Label("attore", "actor"),
    "grouped": Label("attore fra gruppi", "actor among groups"),
    "two": Label("attore o evento, due modi", "actor or event, two-mode"),
    "whole": Label("tutta la rete", "whole network"),
}


def definitions() -> Iterator[dict[str, Label | str]]:
    """Return one row a measure, by `COLUMNS`: names and sources as texts, all else in both languages."""
    listed: list[tuple[str, list[Measure[object] | WholeMeasure]]] = [
        ("one", [*ONE_MODE.values()]),  # type: ignore[list-item]
        ("grouped", [*GROUPED.values(), MEMBERSHIP]),  # type: ignore[list-item]
        ("two", [*TWO_MODE.values()]),  # type: ignore[list-item]
        ("whole", [*WHOLE.values()]),
    ]
    for of, measures in listed:
        for measure in measures:
            yield {
                "of": _OF[of],
                "name": measure.name,
                "label": measure.label,
                "definition": measure.definition,
                "weights": WEIGHTS[measure.weighting],
                "reading": measure.reading,
                "undefined": measure.undefined or _NEVER,
                "source": measure.source,
            }
    yield {
        "of": _OF["one"],
        "name": "rank_low, rank_high",
        "label": Label("intervallo del posto", "interval of the place"),
        "definition": MEANING,
        "weights": WEIGHTS["distance"],
        "reading": Label("stretto: il posto è sicuro", "narrow: the place is sure"),
        "undefined": UNDEFINED,
        "source": "bench/intervals.py",
    }
