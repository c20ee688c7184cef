"""What several commands read from their arguments: dates, counts. Each refuses what it cannot be."""

from __future__ import annotations

import argparse

from graph.model.dates import is_iso


def iso_day(text: str) -> str:
    """Return a date given as YYYY, YYYY-MM or YYYY-MM-DD."""
    if not is_iso(text, with_time=False):
        raise argparse.ArgumentTypeError(f"«{text}» non è una data: scrivere AAAA-MM-GG (o AAAA-MM, AAAA)")
    return text


def positive(text: str) -> int:
    """Return a whole number above zero."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» non è un numero intero maggiore di zero")
    return int(text)
