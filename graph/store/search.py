"""Text search: what of a node can be found, how a question is read, what comes first. The same on every backend."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graph.model import KINDS, taxonomies
from graph.model.folding import folded
from graph.store.records import Node

LONGEST_QUESTION = 200
_RULES = "1"  # raise it whenever `texts` or folding give other words for the same node


@dataclass(frozen=True, slots=True)
class Term:
    """One written word of a question: found as one (`laquila`), or as all its parts (`l`, `aquila`)."""

    parts: tuple[str, ...]
    begins: bool = False

    @property
    def joined(self) -> str:
        """Return the parts as one word."""
        return "".join(self.parts)

    def fits(self, words: Collection[str]) -> bool:
        """Tell whether some words have this term."""
        *whole, last = self.parts
        return self._has(words, self.joined) or (all(w in words for w in whole) and self._has(words, last))

    def _has(self, words: Collection[str], word: str) -> bool:
        return word in words or (self.begins and any(w.startswith(word) for w in words))


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read: every term must be found, the last one by its beginning."""

    text: str
    terms: tuple[Term, ...]

    def fits(self, text: str) -> bool:
        """Tell whether an indexed text answers it."""
        words = set(text.split())
        return all(term.fits(words) for term in self.terms)


@functools.cache
def rules() -> str:
    """Return a fingerprint of what decides the words in the index: another one, and the index must be made again."""
    known = [(taxonomies.topics(), taxonomies.countries(), taxonomies.languages())]
    kinds = [(k.name, [(q.name, q.searchable, q.private, q.choices) for q in k.properties]) for k in KINDS.values()]
    return hashlib.sha256(repr((_RULES, known, kinds)).encode()).hexdigest()[:16]


def question(text: str) -> Query | None:
    """Read a question; None when it has no word."""
    chunks = [parts for chunk in text[:LONGEST_QUESTION].split() if (parts := tuple(folded(chunk).split()))]
    if not chunks:
        return None
    last = len(chunks) - 1
    terms = tuple(Term(parts, begins=number == last) for number, parts in enumerate(chunks))
    return Query(" ".join(part for parts in chunks for part in parts), terms)


def indexable(text: str) -> str:
    """Return the words by which a text is found: folded, and joined where signs part them (`l aquila laquila`)."""
    result = [folded(text)]
    for chunk in text.split():
        parts = folded(chunk)
        if " " in parts:
            result.append(parts.replace(" ", ""))
    return " ".join(result)


def texts(node: Node) -> tuple[str, str, str]:
    """Return a node's folded name and the texts by which everyone, and staff besides, can find it."""
    public: list[str] = []
    private: list[str] = []
    for property_ in KINDS[node.kind].properties:
        if property_.searchable and property_.name in node.properties:
            words = [indexable(w) for v in node.many(property_.name) for w in taxonomies.search_words(property_, v)]
            (private if property_.private else public).extend(words)
    return folded(node.text("name")), _joined(public), _joined(private)


def _joined(texts_: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(t for t in texts_ if t))


def tier(query: Query, name: str) -> int:
    """Return 0 for the whole name, 1 where it begins with the question, 2 where it has its words, else 3."""
    if name == query.text:
        return 0
    if name.startswith(query.text):
        return 1
    return 2 if query.fits(name) else 3


def ranked(query: Query, hits: Iterable[tuple[str, str, bool]]) -> Iterator[str]:
    """Yield keys best first, from (key, folded name, mapped)."""
    order = sorted((tier(query, name), not mapped, name, key) for key, name, mapped in hits)
    return (key for *_, key in order)
