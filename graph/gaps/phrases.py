"""The words that sentences about gaps are put together from, in both languages. No findings here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.model import KINDS, Label
from graph.model.taxonomies import value_label

_SHOWN = 3
_OF = KINDS["association"].by_name


def decimal(number: float, digits: int = 1) -> Label:
    """Return a number with the decimal sign of each language."""
    text = f"{number:.{digits}f}"
    return Label(text.replace(".", ","), text)


def integer(number: float) -> Label:
    """Return a whole number with the separators of each language."""
    text = f"{round(number):,}"
    return Label(text.replace(",", "."), text)


def kilometres(km: float) -> Label:
    """Return a distance in words: metres below one kilometre, rounded to 50."""
    if km < 0.975:
        metres = f"{max(50, round(km * 1000 / 50) * 50)} m"
        return Label(metres, metres)
    number = decimal(km)
    return Label(f"{number.it} km", f"{number.en} km")


def percent(share: float) -> Label:
    """Return a share of 0–1 as a percentage with one decimal."""
    number = decimal(share * 100)
    return Label(f"{number.it}%", f"{number.en}%")


def quoted(name: str) -> Label:
    """Return a name in the quotation marks of each language."""
    return Label(f"«{name}»", f"“{name}”")


def listed(labels: Sequence[Label], shown: int = _SHOWN) -> Label:
    """Return a list as people say it: `a, b e c`, `a, b, c e altri 2`."""
    more = len(labels) - shown
    it, en = [label.it for label in labels[:shown]], [label.en for label in labels[:shown]]
    if more > 0:
        it.append(f"altri {more}" if more > 1 else "un altro")
        en.append(f"{more} more")
    return Label(_said(it, "e"), _said(en, "and"))


def _said(words: Sequence[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def values(property_: str, codes: Iterable[str]) -> Label:
    """Return what communities, languages or topics are called, as a list."""
    return listed([value_label(_OF[property_], code) for code in codes])


def counted(number: int, one: Label, many: Label) -> Label:
    """Return a number with its noun: `una realtà`, `3 realtà`; `{n}` in `many` is the number."""
    chosen = one if number == 1 else many
    return Label(chosen.it.format(n=number), chosen.en.format(n=number))


def sentences(parts: Sequence[Label]) -> Label:
    """Return several sentences after one another."""
    return Label(" ".join(part.it for part in parts), " ".join(part.en for part in parts))


def apart(labels: Sequence[Label]) -> Label:
    """Return several things said one after another, with semicolons between."""
    return Label("; ".join(label.it for label in labels), "; ".join(label.en for label in labels))
