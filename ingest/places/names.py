"""Words of street names that weigh little or much: prepositions, titles, given names, words known to be right.

Read from `data/taxonomies/street_words.csv`, written for this purpose, without a claim to be complete: what is not
there is weighed by how rare it is in the municipality (`ingest.places.alignment`).
"""

from __future__ import annotations

import csv
from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "data" / "taxonomies" / "street_words.csv"


def _read() -> dict[str, dict[str, str]]:
    by_role: dict[str, dict[str, str]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_role.setdefault(row["role"], {})[row["word"]] = row["means"]
    return by_role


_WORDS = _read()

PREPOSITIONS = frozenset(_WORDS["preposition"])
"""Articles and prepositions, whole and elided. `SOTTO`, `SOPRA` are not here: they tell streets apart."""

TITLES = frozenset(_WORDS["title"])
"""What stands before a person's name and is often left out."""

SAINTS = frozenset(_WORDS["saint"])
"""All of these are `SAN` for comparing; `S` is an initial too."""

GIVEN_NAMES = frozenset(_WORDS["given"])
"""First names of persons, of popes and kings too."""

SURNAME_OF = {word: means for word, means in _WORDS["given"].items() if means}
"""People called by their first name (Dante): either word names the street."""

LANDSCAPE = frozenset(_WORDS["landscape"])
"""Words that begin names of places: the word after one is not somebody's surname."""

WELL_KNOWN = GIVEN_NAMES | frozenset(_WORDS["known"])
"""Words that many streets bear: whoever typed one meant it, it is no slip of another word."""

ABBREVIATIONS = _WORDS["other"]
"""Shortened words and other spellings, each with the one used for comparing."""
