"""In which municipality a register's row is, or why that cannot be said and what to do about it."""

from __future__ import annotations

from graph.model import Label
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality, Resolved, Unresolved
from ingest.sources.source import Problem

_SHOWN = 4
_PROBLEMS = {
    "unknown": Label("comune non riconosciuto", "municipality unknown"),
    "abolished": Label("comune soppresso", "municipality abolished"),
    "ambiguous": Label("comune ambiguo", "municipality ambiguous"),
}
_MISSING = Label("comune mancante", "no municipality")


def seat(
    gazetteer: Gazetteer, name: str, province: str = "", cadastral: str = "", column: str = "municipality"
) -> Municipality | Problem:
    """Return the municipality in being that a row names, or the problem of the row, naming what it may be now.

    The cadastral code decides where the register gives one that exists; otherwise name and province.
    """
    if cadastral and (found := gazetteer.by_cadastral(cadastral)):
        return found
    if not name:
        return Problem(column, "", _MISSING, Label("Indicare il comune", "Give the municipality"))
    answer = gazetteer.resolve(name, province)
    if isinstance(answer, Resolved):
        return answer.municipality
    return Problem(column, name, _PROBLEMS[answer.reason], _remedy(answer))


def _remedy(answer: Unresolved) -> Label:
    likely = [f"{m.name} ({m.province})" for m in answer.candidates[:_SHOWN]]
    if likely:
        return Label(
            f"Scrivere il comune attuale: {' oppure '.join(likely)}",
            f"Write today's municipality: {' or '.join(likely)}",
        )
    return Label(
        "Scrivere il nome ufficiale del comune o il codice ISTAT; per i comuni soppressi caricare prima "
        "«istat-abolished»",
        "Write the official name of the municipality or its ISTAT code; for abolished ones load "
        "«istat-abolished» first",
    )
