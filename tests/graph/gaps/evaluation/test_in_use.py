"""The score that the past speaks for orders the list, and what is promised is counted on that very list."""

from dataclasses import replace

import numpy as np
import pytest

from graph.gaps import likely
from graph.gaps.evaluation.choice import LEARNED
from graph.gaps.evaluation.document import as_json
from graph.gaps.evaluation.history import history
from graph.gaps.evaluation.in_use import fitted, judged
from graph.gaps.evaluation.judgement import Judgement
from graph.gaps.evaluation.newcomers import newcomers
from graph.gaps.evaluation.past import Past
from graph.gaps.evaluation.splits import Split
from graph.gaps.ground import Ground
from tests.graph.gaps.evaluation.conftest import ground_of
from tests.graph.gaps.evaluation.test_judgement import noise


@pytest.fixture(scope="module")
def orchestra(nyphil: Ground):
    return judged(nyphil)


def test_where_the_past_speaks_for_a_fitted_score_the_list_is_ordered_by_it(nyphil, orchestra) -> None:
    used, judgement = orchestra
    assert judgement.in_use == LEARNED
    gaps = likely.find(used, 50)
    assert {gap.id for gap in gaps} != {gap.id for gap in likely.find(nyphil, 50)}
    index = used.network.index
    values = [used.fitted.of(slice(index[a], index[a] + 1))[0, index[b]] for a, b in (gap.members for gap in gaps)]
    assert [gap.score for gap in gaps] == values == sorted(values, reverse=True)


def test_pairs_that_the_fitted_score_says_nothing_of_come_after_those_likelier_than_usual(orchestra) -> None:
    used, judgement = orchestra
    events = np.diff(used.two_mode.incidence.indptr)
    lone = next(key for key, n in zip(used.network.actors, events, strict=True) if 0 < n < judgement.least)
    assert all(gap.score <= 0.5 for gap in likely.find_for(used, lone, 50))


def test_the_reasons_of_a_fitted_score_make_up_the_whole_of_it(orchestra) -> None:
    for gap in likely.find(orchestra[0], 50):
        assert sum(r.share for r in gap.reasons) == pytest.approx(1)
        assert {r.code for r in gap.reasons} <= {"partner", "active"}


def test_the_promise_counts_who_met_of_the_very_list_that_was_shown(nyphil, orchestra) -> None:
    """What came of the 50 pairs that stood in the list on the day the hidden events began."""
    judgement = orchestra[1]
    end = judgement.history.days[judgement.split.known] + judgement.promise.months * 365.25 / 12
    later = _attended(judgement, end)
    shown = likely.find(_as_it_was(nyphil, judgement), judgement.promise.first)
    came = sum(bool(later[a] & later[b]) for a, b in (gap.members for gap in shown))
    assert came == judgement.promise.came and judgement.promise.kept


def _as_it_was(nyphil: Ground, judgement: Judgement) -> Ground:
    """Return the ground of the known events alone, with the score in use of it."""
    first = set(judgement.history.events[: judgement.split.known])
    ties = tuple(t for t in nyphil.snapshot.ties["organised"] if t.target in first)
    past = replace(nyphil, snapshot=replace(nyphil.snapshot, ties={**nyphil.snapshot.ties, "organised": ties}))
    return replace(past, fitted=fitted(past, replace(judgement, history=history(past.snapshot))))


def _attended(judgement: Judgement, end: float) -> dict[str, set[int]]:
    past, split = judgement.history, judgement.split
    later = [n for n in range(split.known, split.end) if past.meeting[n] and past.days[n] < int(end)]
    table = past.incidence[:, later].tocsr()
    return {key: set(table[[row], :].tocsr().indices.tolist()) for row, key in enumerate(past.actors)}


def test_with_too_few_events_the_simple_score_stays(territory) -> None:
    territory.bodies("ada bice carla")
    territory.event("uno", "ada", "carla")
    territory.event("due", "bice", "carla")
    ground = territory.ground()
    used, judgement = judged(ground)
    assert used.fitted is None and not judgement.enough
    assert likely.find(used, 10) == likely.find(ground, 10)


def test_who_met_for_the_first_time_with_someone_never_seen_is_counted() -> None:
    rows = [("a", "1", "2020-01-01"), ("b", "1", "2020-01-01"), ("c", "2", "2020-02-01"), ("d", "2", "2020-02-01")]
    rows += [("a", "3", "2021-01-01"), ("b", "3", "2021-01-01"), ("c", "3", "2021-01-01"), ("new", "3", "2021-01-01")]
    past = history(ground_of(rows).snapshot)
    found = newcomers(Past(past, 2), Split(2, 3))
    assert (found.pairs, found.unseen) == (5, 3)  # a-c, b-c and the three with `new`; a-b had met
    assert "%" not in found.sentence.it and "contattare chi non c'è ancora" in found.sentence.it


def test_the_evaluation_prints_how_many_first_meetings_no_list_could_name(orchestra) -> None:
    printed = as_json(orchestra[1])
    assert 0.3 < printed["first_meetings_with_newcomers"] / printed["first_meetings"] < 0.95
    assert "mai visto prima" in orchestra[1].newcomers.sentence.it


def test_an_event_still_to_come_is_no_past() -> None:
    rows = noise()
    ground = ground_of([*rows, ("p01", "later", "2999-01-01"), ("p02", "later", "2999-01-01")])
    assert "later" in history(ground.snapshot).events
    assert "later" not in history(ground.snapshot, today="2030-01-01").events
