"""Closed lists with their names in Italian and English: topics, countries, languages.

Countries are ISO 3166-1, languages BCP 47, both named by Unicode CLDR through Babel; our own lists add
the words people write instead (demonyms, abbreviations, synonyms).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from graph.model.folding import folded
from graph.model.label import Label
from graph.model.schema import Property, ValueType

_FOLDER = Path(__file__).resolve().parents[2] / "data" / "taxonomies"
_KOSOVO = "XK"  # in CLDR, user-assigned in ISO 3166


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One closed list.

    Attributes
    ----------
    labels
        By code, in the order of the list.
    meanings
        Folded wording → code; a wording with two meanings is left out.
    synonyms
        By code, other wordings as listed.
    """

    labels: Mapping[str, Label]
    meanings: Mapping[str, str] = field(repr=False)
    synonyms: Mapping[str, tuple[str, ...]] = field(repr=False)

    def find(self, text: str) -> str | None:
        """Return the code that a wording names in either language, or None."""
        return self.meanings.get(folded(text))

    def label(self, code: str) -> Label:
        """Return what a code is called; a code outside the list is called by itself."""
        return self.labels.get(code) or Label(code, code)


def _taxonomy(labels: dict[str, Label], synonyms: Mapping[str, tuple[str, ...]]) -> Taxonomy:
    meanings: dict[str, str | None] = {}

    def learn(wording: str, code: str) -> None:
        key = folded(wording)
        if key:
            meanings[key] = code if meanings.get(key, code) == code else None

    for code, label in labels.items():
        for wording in (code, label.it, label.en):
            learn(wording, code)
    official = {key for key, code in meanings.items() if code}
    for code, wordings in synonyms.items():
        for wording in wordings:
            if folded(wording) not in official:
                learn(wording, code)
    return Taxonomy(labels, {k: v for k, v in meanings.items() if v}, synonyms)


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(part for part in (cell or "").split(";") if part)


def _named(what: Literal["territories", "languages"]) -> tuple[dict[str, str], dict[str, str]]:
    """Return CLDR's names by code, in Italian and in English."""
    from babel import Locale  # 0.1 s: only where a country or language is named

    italian, english = (
        {str(code): str(name) for code, name in getattr(Locale(language), what).items()} for language in ("it", "en")
    )
    return italian, english


@cache
def topics() -> Taxonomy:
    """Return the topics, from `data/taxonomies/topics.csv`."""
    rows = _rows("topics.csv")
    return _taxonomy(
        {row["topic"]: Label(row["it"], row["en"]) for row in rows},
        {row["topic"]: (*_split(row["synonyms_it"]), *_split(row["synonyms_en"])) for row in rows},
    )


@cache
def countries() -> Taxonomy:
    """Return the countries of the world by ISO 3166-1 alpha-2 code."""
    italian, english = _named("territories")
    codes = sorted(c for c in english if len(c) == 2 and c.isalpha() and (c < "XA" or c > "XZ" or c == _KOSOVO))
    codes = [c for c in codes if c not in {"EU", "EZ", "UN", "QO", "ZZ"}]
    return _taxonomy(
        {c: Label(italian.get(c, english[c]), english[c]) for c in codes},
        {row["country"]: _split(row["synonyms"]) for row in _rows("countries.csv")},
    )


@cache
def languages() -> Taxonomy:
    """Return the languages of the world by BCP 47 code (primary subtag); our list may name one better than CLDR."""
    italian, english = _named("languages")
    rows = _rows("languages.csv")
    for row in rows:
        if row["it"]:
            italian[row["language"]], english[row["language"]] = row["it"], row["en"]
    codes = sorted(c for c in english if c.isalpha() and len(c) in (2, 3) and c not in {"mul", "und", "zxx", "mis"})
    return _taxonomy(
        {c: Label(italian.get(c, english[c]), english[c]) for c in codes},
        {row["language"]: _split(row["synonyms"]) for row in rows},
    )


def of(type_: ValueType) -> Taxonomy | None:
    """Return the closed list behind a type of value, if there is one."""
    lists = {ValueType.TOPIC: topics, ValueType.COUNTRY: countries, ValueType.LANGUAGE: languages}
    return lists[type_]() if type_ in lists else None


@cache
def _value_label(declared: Property, value: str) -> Label:
    for choice in declared.choices:
        if choice.value == value:
            return choice.label
    if declared.type is ValueType.PERSONS_BY_COUNTRY:
        country, _, persons = value.partition(" ")
        name = countries().label(country)
        return Label(f"{name.it}: {persons}", f"{name.en}: {persons}")
    taxonomy = of(declared.type)
    return taxonomy.label(value) if taxonomy else Label(value, value)


def value_label(declared: Property, value: str) -> Label:
    """Return what a stored value is called: the label of a choice, topic, country or language, or itself."""
    return _value_label(declared, value)


def search_words(declared: Property, value: str) -> tuple[str, ...]:
    """Return the wordings by which a stored value is found, both languages and synonyms included."""
    label = value_label(declared, value)
    taxonomy = of(declared.type)
    other = taxonomy.synonyms.get(value, ()) if taxonomy else ()
    return tuple(dict.fromkeys((label.it, label.en, *other)))
