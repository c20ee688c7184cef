"""Which words of a body's name suggest an association of migrants. A hint for a person, never a fact.

The words and their roles are in `data/taxonomies/migrant_words.csv`; aid abroad (missions, adoptions, friends of)
uses the same countries' names and is told apart by its own words.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from graph.model.folding import folded

_FILE = Path(__file__).resolve().parents[2] / "data" / "taxonomies" / "migrant_words.csv"

Role = Literal[
    "people",
    "ambiguous",
    "country",
    "generic",
    "native",
    "aid",
    "service",
    "unless",
    "neutral",
    "group",
    "people_group",
]
"""What a word does.

people
    Names a people: suggests by itself, unless it speaks of aid.
ambiguous
    Also a surname, a breed, a dish: suggests only in plain company (`Associazione culturale russa`).
country
    Suggests only in plain company, otherwise it is where help goes to.
generic, native
    Migration itself, or a language of migrants.
aid
    Help abroad: takes away what `people` and `country` suggest.
service
    Work for migrants, not by them: takes away what `generic` suggests.
unless
    Takes everything away (dogs, martial arts, streets).
neutral
    Plain company.
group
    Says that the name is one of a group of people; asked of `ambiguous` words.
people_group
    With one of these a country is where people come from, whatever else the name says.
"""


def suggested_by(name: str, town: str = "") -> tuple[str, ...]:
    """Return the words of a name that suggest an association of migrants, folded, in their order.

    Parameters
    ----------
    town
        The body's municipality: its words are plain company.
    """
    text = f" {folded(name)} "
    if _found("unless", text):
        return ()
    generic = [] if _found("service", text) else _found("generic", text)
    abroad = bool(_found("aid", text))
    plain = [*generic, *([] if abroad and not generic else _found("native", text))]
    peoples = [] if abroad else _found("people", text)
    doubtful = [] if abroad else [*_found("ambiguous", text), *_found("country", text)]
    if doubtful and not (plain or peoples or _in_company(text, doubtful, town)):
        doubtful = []
    return tuple(sorted(dict.fromkeys([*plain, *peoples, *doubtful]), key=text.index))


def _in_company(text: str, words: Sequence[str], town: str) -> bool:
    """Tell whether a name speaks of people from there, or says nothing but there, a kind of group and a town."""
    if _found("people_group", text):
        return True
    if not (_words("country").issuperset(words) or _found("group", text)):
        return False
    rest = text
    for word in words:
        rest = rest.replace(f" {word} ", "  ")
    return not set(rest.split()) - _words("neutral") - set(folded(town).split())


@cache
def _rows() -> dict[Role, frozenset[str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = [(row["words"], row["role"]) for row in csv.DictReader(file)]
    return {role: frozenset(words for words, as_ in rows if as_ == role) for role in get_args(Role)}


def _words(role: Role) -> frozenset[str]:
    return _rows()[role]


@cache
def _pattern(role: Role) -> re.Pattern[str]:
    longest_first = sorted(_words(role), key=len, reverse=True)
    return re.compile("(?<= )(?:" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in longest_first) + ")(?= )")


def _found(role: Role, text: str) -> list[str]:
    return _pattern(role).findall(text)
