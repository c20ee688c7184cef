"""A list of gaps as a person takes it away, with the work on each: CSV or a workbook. Cells: see `table`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from graph.exchange import table
from graph.gaps.gap import Gap
from graph.gaps.pair_words import condensed
from graph.gaps.registry import KINDS
from graph.gaps.status import LABELS, Standing
from graph.model import Label
from graph.model.label import Language
from graph.store.changes import GapStatus

Form = Literal["csv", "xlsx"]
_COLUMNS: tuple[tuple[Label, Label, int], ...] = (
    (Label("Tipo", "Kind"), Label("Tipo di lacuna", "Kind of gap"), 22),
    (Label("Chi", "Who"), Label("Di chi si tratta", "Whom it is about"), 44),
    (Label("Ambito", "District"), Label("Ambiti di chi ne fa parte", "Districts of those it is about"), 24),
    (
        Label("Punteggio", "Score"),
        Label("Da 0 a 1; si confronta solo entro lo stesso tipo", "0 to 1; compares within a kind only"),
        11,
    ),
    (
        Label("Perché", "Why"),
        Label("Ragioni, con la loro parte del punteggio", "Reasons, each with its part of the score"),
        60,
    ),
    (Label("In parole", "In words"), Label("La lacuna in una frase", "The gap in a sentence"), 60),
    (Label("Effetto", "Effect"), Label("Che cosa cambierebbe", "What it would change"), 44),
    (
        Label("Stato", "Status"),
        Label("Aperta, presa in carico, fatta o messa da parte", "Open, taken up, done or dismissed"),
        16,
    ),
    (Label("Da chi", "By whom"), Label("Chi l'ha segnato per ultimo", "Who marked it last"), 18),
    (Label("Il", "On"), Label("Quando è stato segnato", "When it was marked"), 12),
    (Label("Motivo", "Reason"), Label("Perché è stata messa da parte", "Why it was dismissed"), 36),
    (
        Label("Esempio inventato", "Invented example"),
        Label("Sì: fa parte del territorio di esempio, non esiste", "Yes: part of the sample territory, not real"),
        12,
    ),
    (Label("Identificativo", "Id"), Label("Resta lo stesso a ogni calcolo", "The same at every computation"), 24),
)
_WORK = frozenset(range(7, 11))
"""Columns of the work on a gap: for staff only."""
_TITLES = Label("Lacune", "Gaps"), Label("Significato", "Meaning")
_YES = Label("sì", "yes")


def write(form: Form, gaps: Iterable[Gap], known: Mapping[str, Standing] | None, language: Language) -> bytes:
    """Return a list of gaps as a file.

    Parameters
    ----------
    known
        Where the work on each stands; None for a reader who is not to know.
    """
    shown = [i for i in range(len(_COLUMNS)) if known is not None or i not in _WORK]
    headings = [
        table.Heading(name.in_language(language), meaning.in_language(language), width)
        for name, meaning, width in (_COLUMNS[i] for i in shown)
    ]
    rows = [[row[i] for i in shown] for row in _rows(gaps, known or {}, language)]
    if form == "csv":
        return table.as_csv(headings, rows)
    title, meanings = (label.in_language(language) for label in _TITLES)
    return table.as_xlsx(title, headings, rows, meanings)


def _rows(gaps: Iterable[Gap], known: Mapping[str, Standing], language: Language) -> Iterator[list[table.Cell]]:
    for gap in gaps:
        standing = known.get(gap.id)
        last = standing.last if standing else None
        yield [
            KINDS[gap.kind].label.in_language(language),
            " – ".join(gap.names),
            "; ".join(gap.districts),
            round(gap.score, 4) if gap.reasons else None,
            "; ".join(_reasons(gap, language)),
            gap.text.in_language(language),
            gap.effect.in_language(language),
            LABELS[GapStatus(gap.status)].in_language(language),
            last.author if last else None,
            last.at[:10] if last else None,
            last.reason if last else None,
            _YES.in_language(language) if gap.invented else None,
            gap.id,
        ]


def _reasons(gap: Gap, language: Language) -> Iterator[str]:
    for reason in condensed(gap.reasons):
        share = f" ({round(reason.share * 100)}%)" if reason.share else ""
        yield f"{reason.text.in_language(language)}{share}"
