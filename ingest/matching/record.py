"""A row as it is compared: its words with their weights, its forms, its kind, its town."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.matching.forms import parts
from ingest.matching.kinds import BodyKind, body_kind
from ingest.matching.likeness import BEGINNING, likeness

PLACE_WEIGHT = 0.2
"""What a word counts where it is only the town that the body is in anyway."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of a body before it is read: its name as written and its municipality, if any."""

    name: str
    town: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One row, read.

    Attributes
    ----------
    words
        All words, forms and small ones included: what an acronym may stand for.
    core
        Words that are no legal form, without dots.
    short
        Whether each core word was written with a dot.
    forms
        Legal forms (see `forms`).
    town
        Its key (see `ReadsTowns.key`), empty if unknown.
    town_words
        The words of its name: they say little in the name of a body that is there.
    """

    name: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    short: tuple[bool, ...]
    forms: frozenset[str]
    kind: BodyKind
    town: str
    town_words: frozenset[str]


class ReadsTowns(Protocol):
    """What reading and comparing rows asks of towns; see `towns.Towns`."""

    @property
    def names(self) -> frozenset[str]: ...
    def key(self, cell: str, /) -> str: ...
    def called(self, key: str, /) -> str: ...
    def count(self, key: str, /) -> int: ...
    def province(self, key: str, /) -> str: ...


def read(body: Body, towns: ReadsTowns) -> Record:
    """Read one row."""
    taken = parts(body.name)
    town = towns.key(body.town)
    called = towns.called(town)
    here = frozenset({called}) if called else towns.names
    core = tuple(word.rstrip(".") for word in taken.core)
    short = tuple(word.endswith(".") for word in taken.core)
    kind = body_kind(body.name, here)
    if kind == "group" and called and not taken.forms and _slip_of_town(core, short, called):
        kind = "municipality"
    return Record(body.name, taken.words, core, short, taken.forms, kind, town, frozenset(called.split()))


def _slip_of_town(core: tuple[str, ...], short: tuple[bool, ...], town: str) -> bool:
    """Tell whether a name is that of its town, mistyped or shortened: `Velllezzo Bellini`, `Castiglione d. S.`."""
    words = town.split()
    if len(words) != len(core) or core == tuple(words):
        return False
    return all(
        word == meant or likeness(word, meant, dotted) > BEGINNING
        for word, meant, dotted in zip(core, words, short, strict=True)
    )


class Weights:
    """How much a word tells: the logarithm of its rarity in both lists together.

    Parameters
    ----------
    records
        All rows of both lists.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for record in records:
            number += 1
            counts.update(set(record.core))
        self.size = max(number, 2)
        self._unseen = math.log(self.size + 1)
        self._weights = {word: math.log((self.size + 1) / (count + 0.5)) for word, count in counts.items()}
        self.counts = counts

    def of(self, word: str) -> float:
        """Return the weight of a word in nats, at least a tenth."""
        return max(self._weights.get(word, self._unseen), 0.1)

    def town(self, count: int) -> float:
        """Return what it tells that two bodies are in the same town, of which `count` rows are."""
        return math.log((self.size + 1) / (count + 0.5))


def read_all(bodies: Sequence[Body], towns: ReadsTowns) -> list[Record]:
    """Read every row."""
    return [read(body, towns) for body in bodies]
