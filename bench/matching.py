"""Record matching on lists made from the third-sector register: ours beside rapidfuzz and TF-IDF, half kept unseen.

`python -m bench.matching` measures; `--fit` prints coefficients for `ingest.matching.model`, from the seen half only.
"""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.figures import SHARED_DATA, Stopwatch, keep, peak_memory_mb
from bench.lists.made import Listed, Pair, changed, held_out, register, typed, yearly
from ingest.matching.pairing import Pairing

REGISTER = SHARED_DATA / "third_sector" / "5x1000_2020_lombardia.csv"
SEEDS, UNSEEN = (1, 2), (101, 202)
RECORDED = """
recorded on real lists (MATCHING notes)      two lists     changed only    typed
  equal normalised name and municipality   .989 / .978      0 / 0        .27 / .16
  rapidfuzz token_sort + municipality      .995 / .995    .61 / 0        .90 / .76
  TF-IDF 3-grams + municipality            .998 / .998    .83 / .29     .925 / .76
  recordlinkage 0.16                       .996 / .994    .61 / .10     .895 / .79
  dedupe 3.0 (taught 100 pairs)              –              –            .90 / .72
  Splink 5.0                               .998 / .999    .78 / .02      .89 / .23
  TF-IDF, legal forms folded (a sketch)    .998 / .998    .85 / .52      .93 / .81
  (F1 / recall at precision 98%; ours below are on lists made by seeded noise, not the same rows)
"""

Scored = list[tuple[float, int, int]]
"""Score, left, right; best first."""


def main(arguments: Sequence[str]) -> int:
    """Measure, or fit."""
    if not REGISTER.exists():
        print(f"skipped: {REGISTER} is not at hand")
        return 0
    rows = register(REGISTER)
    if "--fit" in arguments:
        _fit(rows)
        return 0
    if "--one" in arguments:  # in a process of its own, for time and memory
        _timed(rows)
        return 0
    figures: dict[str, float | int | str | bool | None] = {}
    print(RECORDED)
    for name, lists in _unseen(rows):
        print(f"{name}: {len(lists.left):,} rows against {len(lists.right):,}")
        figures |= {f"{name} {k}": v for k, v in _ours(lists).items()}
        if len(lists.left) < 5_000:
            for method, scores in (("rapidfuzz", _rapidfuzz), ("TF-IDF", _tfidf)):
                f1, r98 = _quality(scores(lists), lists)
                figures |= {f"{name} {method} F1": f1, f"{name} {method} R98": r98}
    done = subprocess.run([sys.executable, "-m", "bench.matching", "--one"], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    figures |= {"two lists seconds": seconds, "two lists MB": megabytes}
    keep("matching", figures)
    return 0


def _unseen(rows: Sequence[Listed]) -> Iterator[tuple[str, Pair]]:
    """Return lists made with seeds and from bodies that nothing was fitted on."""
    kept = [row for row in rows if held_out(row.code)]
    yield "two lists", yearly(rows, UNSEEN[0])
    yield "changed", changed(kept, UNSEEN[0], 1_200)
    yield "typed", typed(kept, rows, UNSEEN[0], 2_500)
    yield "typed again", typed(kept, rows, UNSEEN[1], 2_500)


def _pairings(lists: Pair) -> list[Pairing]:
    from ingest.matching.pairing import pair
    from ingest.matching.record import Body

    sides = ([Body(r.name, r.town) for r in side] for side in (lists.left, lists.right))
    return pair(*sides, _towns())


def _towns() -> dict[str, str]:
    from graph.territory.base import seed
    from ingest.matching.towns import real_towns

    return real_towns(seed())


def _ours(lists: Pair) -> dict[str, float]:
    with Stopwatch() as watch:
        found = _pairings(lists)
    same = {(p.left, p.right) for p in found if p.decision == "same"}
    offered = {(p.left, p.right) for p in found}
    reviewed = {p.left for p in found if p.decision == "review"}
    return {
        "precision alone": len(same & lists.truth) / max(len(same), 1),
        "recall alone": len(same & lists.truth) / len(lists.truth),
        "right body offered": len(offered & lists.truth) / len(lists.truth),
        "rows to review": len(reviewed) / len(lists.left),
        "lines to review": (len(found) - len(same)) / len(lists.left),
        "seconds": watch.seconds,
    }


def _timed(rows: Sequence[Listed]) -> None:
    lists = yearly(rows, UNSEEN[0])
    with Stopwatch() as watch:
        _pairings(lists)
    print(watch.seconds, peak_memory_mb())


# -- other methods, as MATCHING notes describe them --------------------------------------------------------------


def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().replace(".", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"\(.*?\)", "", plain)).split())


def _penalty(lists: Pair) -> Callable[[int], NDArray[np.float64]]:
    towns = np.array([_normal(r.town) for r in lists.right], dtype=object)

    def of(i: int) -> NDArray[np.float64]:
        own = _normal(lists.left[i].town)
        return np.where(towns == own, 0.0, 0.12) if own else np.zeros(len(towns))

    return of


def _rapidfuzz(lists: Pair) -> Scored:
    from rapidfuzz import fuzz, process

    left, right, penalty = (
        [_normal(r.name) for r in lists.left],
        [_normal(r.name) for r in lists.right],
        _penalty(lists),
    )
    found: Scored = []
    for start in range(0, len(left), 200):
        block = process.cdist(left[start : start + 200], right, scorer=fuzz.token_sort_ratio, dtype=np.float32)
        found += (_best(block[k] / 100 - penalty(start + k), start + k) for k in range(len(block)))
    return sorted(found, reverse=True)


def _tfidf(lists: Pair) -> Scored:
    from scipy import sparse

    def grams(name: str) -> Iterable[str]:
        padded = f" {_normal(name)} "
        return (padded[i : i + 3] for i in range(len(padded) - 2))

    columns: dict[str, int] = {}

    def counted(rows: Sequence[Listed]) -> sparse.csr_matrix:
        at, ends = [], [0]
        for row in rows:
            at += [columns.setdefault(gram, len(columns)) for gram in grams(row.name)]
            ends.append(len(at))
        return sparse.csr_matrix((np.ones(len(at)), at, ends), shape=(len(rows), 60_000))

    left, right = counted(lists.left), counted(lists.right)
    frequency = np.asarray((right > 0).sum(axis=0)).ravel()
    weights = sparse.diags(np.log((len(lists.right) + 1) / (frequency + 1)) + 1)
    sides = []
    for side in (left, right):
        weighted = side @ weights
        length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        sides.append(sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-9)) @ weighted))
    penalty, turned = _penalty(lists), sides[1].T.tocsr()
    found: Scored = []
    for start in range(0, len(lists.left), 200):
        block = (sides[0][start : start + 200] @ turned).toarray()
        found += (_best(block[k] - penalty(start + k), start + k) for k in range(len(block)))
    return sorted(found, reverse=True)


def _best(scores: NDArray[np.float64], i: int) -> tuple[float, int, int]:
    j = int(np.argmax(scores))
    return float(scores[j]), i, j


def _quality(found: Scored, lists: Pair) -> tuple[float, float]:
    """Return the best F1, and the recall at a precision of 98%, of one-to-one pairs taken best first."""
    right: set[int] = set()
    hits = taken = 0
    f1 = r98 = 0.0
    for _, i, j in found:
        if j in right:
            continue
        right.add(j)
        taken += 1
        hits += (i, j) in lists.truth
        recall, precision = hits / len(lists.truth), hits / taken
        f1 = max(f1, 2 * precision * recall / max(precision + recall, 1e-9))
        if precision >= 0.98:
            r98 = max(r98, recall)
    return f1, r98


# -- fitting -----------------------------------------------------------------------------------------------------


def _fit(rows: Sequence[Listed]) -> None:
    from scipy.optimize import minimize

    from ingest.matching.model import NEVER_AGAINST, NEVER_FOR

    seen = [row for row in rows if not held_out(row.code)]
    lists = [made for seed in SEEDS for made in (typed(seen, rows, seed, 2_500), changed(seen, seed, 1_200))]
    lists += [yearly(rows, seed) for seed in (*SEEDS, 3)]
    names, examples = _examples(lists)
    signs, truth = np.array([e[0] for e in examples]), np.array([e[1] for e in examples], dtype=float)
    middle, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    scaled = np.hstack([(signs - middle) / spread, np.ones((len(signs), 1))])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = scaled @ weights
        gradient = scaled.T @ (1 / (1 + np.exp(-z)) - truth) / len(truth)
        gradient[:-1] += 1e-4 * weights[:-1]
        return float(np.mean(np.logaddexp(0, z) - truth * z) + 0.5e-4 * weights[:-1] @ weights[:-1]), gradient

    bounds = [(None, 0.0) if n in NEVER_FOR else (0.0, None) if n in NEVER_AGAINST else (None, None) for n in names]
    start = np.zeros(len(names) + 1)
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    coefficients = fitted[:-1] / spread
    print(f"# {len(truth):,} pairs, {int(truth.sum()):,} of them the same body")
    print("COEFFICIENTS: dict[str, float] = {")
    for name, coefficient in zip(names, coefficients, strict=True):
        print(f'    "{name}": {coefficient:.4f},')
    print("}")
    print(f"CONSTANT = {fitted[-1] - coefficients @ middle:.4f}")


def _examples(lists: Sequence[Pair]) -> tuple[list[str], list[tuple[list[float], bool]]]:
    """Return the signs of every pair that the matcher would weigh, and whether it is the same body."""
    from ingest.matching.pairing import comparisons
    from ingest.matching.record import Body

    examples: list[tuple[list[float], bool]] = []
    names: list[str] = []
    towns = _towns()
    for made in lists:
        sides = ([Body(r.name, r.town) for r in side] for side in (made.left, made.right))
        for one in comparisons(*sides, towns)[1]:
            names = list(one.signs)
            if one.free:
                examples.append((list(one.signs.values()), (one.left, one.right) in made.truth))
    return names, examples


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
