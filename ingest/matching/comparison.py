"""What two rows have in common and what speaks against them, as numbers, each with a name a person understands."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.matching.alignment import align
from ingest.matching.record import ReadsTowns, Record, Weights

_APART = frozenset({"coop", "asd", "foundation", "committee", "company", "consortium"})
"""Forms of which a body has one: two different ones are two bodies."""

_NEVER_ACROSS = frozenset({"municipality", "parish", "public"})


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & _APART and other & _APART and not one & other & _APART)


def may_be(one: Record, other: Record) -> bool:
    """Tell whether the kinds allow two rows to be the same body: a town is not its school."""
    if not (one.words and other.words):
        return False
    if one.kind == other.kind:
        return True
    if {one.kind, other.kind} & _NEVER_ACROSS:
        return False
    return {one.kind, other.kind} != {"school", "group"} or not (one.forms | other.forms) & {"asd", "committee"}


@dataclass(frozen=True, slots=True)
class Lists:
    """What two lists tell of how common things are in them."""

    weights: Weights
    towns: ReadsTowns
    left_names: Counter[tuple[str, ...]]
    right_names: Counter[tuple[str, ...]]

    @classmethod
    def of(cls, left: Sequence[Record], right: Sequence[Record], towns: ReadsTowns) -> Lists:
        """Count words, towns and names."""
        return cls(Weights([*left, *right]), towns, Counter(r.core for r in left), Counter(r.core for r in right))


def features(one: Record, other: Record, near: float, lists: Lists) -> dict[str, float]:
    """Return the comparison of two rows; weights of words are in tens of nats.

    Parameters
    ----------
    near
        The cosine by which the candidate was found.
    """
    laid = align(one, other, lists.weights)
    shared = laid.matched
    left_share = shared / max(shared + laid.unsure + laid.left, 1e-9)
    right_share = shared / max(shared + laid.unsure + laid.right, 1e-9)
    dice = 2 * shared / max(2 * (shared + laid.unsure) + laid.left + laid.right, 1e-9)
    exact = not (laid.left or laid.right or laid.unsure)
    same, other_town = one.town == other.town != "", bool(one.town and other.town and one.town != other.town)
    province = lists.towns.province(one.town)
    near_town = other_town and province != "" and province == lists.towns.province(other.town)
    forms = one.forms | other.forms
    namesakes = math.log(max(lists.right_names[other.core], lists.left_names[one.core], 1))
    return {
        "matched": min(shared, 30.0) / 10,
        "matched_most": laid.matched_most / 10,
        "unsure": laid.unsure / 10,
        "left_over": min(laid.left, 30.0) / 10,
        "right_over": min(laid.right, 30.0) / 10,
        "left_most": laid.left_most / 10,
        "right_most": laid.right_most / 10,
        "both_most": min(laid.left_most, laid.right_most) / 10,
        "dice": dice,
        "unlike": math.log(1.02 - dice),
        "least_share": min(left_share, right_share),
        "most_share": max(left_share, right_share),
        "numbers": float(laid.numbers),
        "other_order": float(not laid.order),
        "town_same": float(same),
        "town_rare": lists.weights.town(lists.towns.count(one.town)) / 10 if same else 0.0,
        "town_other": float(other_town),
        "town_other_unlike": dice if other_town else 0.0,
        "town_near": float(near_town),
        "town_missing_like": dice if not same and not other_town else 0.0,
        "exact": float(exact),
        "exact_same_town": float(exact and same),
        "exact_other_town": float(exact and other_town),
        "word_for_word": float(one.words == other.words),
        "namesakes": namesakes,
        "namesakes_elsewhere": 0.0 if same else namesakes,
        "forms_apart": float(_apart(one.forms, other.forms)),
        "forms_shared": len(one.forms & other.forms) / len(forms) if forms else 0.5,
        "kind_other": float(one.kind != other.kind),
        "letters": fuzz.ratio("".join(one.core), "".join(other.core)) / 100,
        "near": near,
    }
