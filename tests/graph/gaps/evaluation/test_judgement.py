"""The whole evaluation: on a real network, on networks whose law is known, on hostile ones."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from graph.gaps.evaluation.document import as_json
from graph.gaps.evaluation.judgement import judge
from graph.gaps.evaluation.scores import BASELINES
from tests.graph.gaps.evaluation.conftest import ground_of

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def orchestra(nyphil):
    return judge(nyphil, largest=1000)


def noise(events: int = 200, actors: int = 60, seed: int = 0) -> list[tuple[str, str, str]]:
    """Anyone meets anyone."""
    rng = np.random.default_rng(seed)
    return [
        (f"p{p:02d}", f"e{n:03d}", f"{2000 + n // 12}-{n % 12 + 1:02d}-01")
        for n in range(events)
        for p in rng.choice(actors, 2, replace=False)
    ]


def test_the_real_network_is_cut_as_published(orchestra) -> None:
    assert (orchestra.split.hidden, orchestra.least, orchestra.pairs, orchestra.positives) == (384, 2, 167_158, 541)
    assert orchestra.since == "2009-01-11"
    published = {"ra": 0.056, "katz": 0.054, "popularity_recency": 0.048, "ra_recency": 0.084}
    assert {n: round(orchestra.figures[n].pr_auc.value, 3) for n in published} == published
    precise = {n: round(orchestra.figures[n].precision[50].value, 2) for n in ("ra", "katz", "ra_recency")}
    assert precise == {"ra": 0.22, "katz": 0.18, "ra_recency": 0.14}


def test_on_the_real_network_the_score_in_use_beats_every_simple_one(orchestra) -> None:
    used = orchestra.figures[orchestra.in_use]
    assert orchestra.in_use == "learned" and used.pr_auc.value >= 0.10
    assert used.gain.low > 0
    assert all(used.pr_auc.value > orchestra.figures[name].pr_auc.value for name in BASELINES)


@pytest.mark.parametrize("hold_out", [0.1, 0.3])
def test_at_other_moments_too_it_is_never_below_the_simple_one_by_more_than_chance(nyphil, hold_out) -> None:
    found = judge(nyphil, hold_out)
    assert found.figures[found.in_use].gain.high >= 0
    assert found.figures[found.in_use].pr_auc.value >= found.figures["ra_recency"].pr_auc.value


def test_what_is_promised_is_what_came(orchestra) -> None:
    promise = orchestra.promise
    assert promise.first == 50 and promise.kept
    assert 20 * promise.by_chance < promise.met < promise.high < 50
    assert f"di 50 coppie così circa {round(promise.met)} si sono incontrate entro {promise.months} mesi" in (
        promise.sentence.it
    )


@pytest.mark.parametrize("seed", range(4))
def test_where_anyone_meets_anyone_nothing_learned_is_used(seed) -> None:
    found = judge(ground_of(noise(seed=seed)))
    assert found.in_use == "ra_recency"
    used = found.figures["ra_recency"]
    assert used.lift[50].low < 1.5


@pytest.mark.parametrize("seed", [5, 6])
def test_where_the_past_shows_a_law_that_simple_scores_miss_it_is_learned(seed) -> None:
    """Each month two of those who came in the last two years or are coming now meet: time tells, partners do not."""
    rng = np.random.default_rng(seed)
    rows = [
        (f"p{p:03d}", f"e{n:03d}", f"{1960 + n // 12}-{n % 12 + 1:02d}-01")
        for n in range(600)
        for p in rng.choice(np.arange(max(0, n // 4 - 20), n // 4 + 4), 2, replace=False)
    ]
    found = judge(ground_of(rows), least=1)
    assert found.in_use == "learned" and found.choice.gain.low > 0.05
    assert found.figures["learned"].gain.value > 0.05
    assert found.promise.kept


def test_hidden_events_have_no_say_in_the_choice() -> None:
    rows = noise()
    known = [row for row in rows if row[2] < "2013-05"]
    later = [(f"p{(int(a[1:]) * 7) % 60:02d}", e, d) for a, e, d in rows if d >= "2013-05"]
    one, other = (judge(ground_of(r)) for r in (rows, [*known, *later]))
    assert one.split.known == other.split.known
    assert one.choice.gain == other.choice.gain


def test_too_few_events_say_so_and_keep_the_simple_score() -> None:
    found = judge(ground_of(noise(events=12, actors=8)))
    printed = as_json(found)
    assert printed["in_use"] == "ra_recency" and printed["enough"] is False
    assert str(printed["text"]).startswith("Troppo pochi incontri")
    assert printed["promise"] is None


GIANT = [(f"p{n}", "one", "2020-01-01") for n in range(300)]
HOSTILE = {
    "empty": [],
    "one actor": [("a", "e", "2020-01-01")],
    "one event": [("a", "e", "2020-01-01"), ("b", "e", "2020-01-01")],
    "no dates": [(a, e, "") for a, e, _ in noise(20, 8)],
    "only alone": [(f"p{n}", f"e{n}", f"2020-01-{n + 1:02d}") for n in range(20)],
    "one giant event": GIANT,
    "giant events only": [*GIANT, *((a, "two", "2021-01-01") for a, _, _ in GIANT)],
    "everyone has met": [(a, f"e{n}", f"20{n:02d}-01-01") for n in range(10) for a in "abc"],
    "a star": [(a, f"e{n}", f"20{n:02d}-01-01") for n in range(20) for a in ("hub", f"p{n}")],
    "two groups": [(f"{g}{n % 3}", f"{g}{n // 3}", f"20{n // 3:02d}-01-01") for g in "ab" for n in range(60)],
    "repeated": noise(30, 10) * 3,
    "newcomers only": [(f"p{n}", f"e{n // 2}", f"20{n // 2:02d}-01-01") for n in range(60)],
}


@pytest.mark.parametrize("rows", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.filterwarnings("error")
def test_hostile_networks_give_no_number_rather_than_a_wrong_one(rows) -> None:
    printed = as_json(judge(ground_of(rows)))
    json.dumps(printed, allow_nan=False)
    assert printed["in_use"] == "ra_recency" and printed["text"]
    if not printed["positives"]:
        assert printed["pr_auc"] is None and printed["enough"] is False


def test_two_runs_agree_to_the_last_digit_whatever_hash_seed_and_threads(tmp_path) -> None:
    program = (
        "import json\n"
        "from graph.gaps.evaluation.document import as_json\n"
        "from graph.gaps.evaluation.judgement import judge\n"
        "from tests.graph.gaps.evaluation.conftest import ground_of\n"
        "from tests.graph.gaps.evaluation.test_judgement import noise\n"
        "print(json.dumps(as_json(judge(ground_of(noise(300, 40))))))\n"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": str(n), "OMP_NUM_THREADS": str(n), "OPENBLAS_NUM_THREADS": str(n)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for n in (1, 2)
    ]
    assert printed[0] == printed[1] and json.loads(printed[0])["choice"]["weights"]
