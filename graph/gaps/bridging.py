"""Pairs whose tie would change most who can reach whom, though it is unlikely to come by itself.

Ranked by what the tie would change times how feasible it is, and judged by that effect, never by whether such
ties come true. Score: G/(G + n) × F. G is the gain in nearness (`graph.gaps.shortcuts`) over the n actors. F is
0.1, plus 0.8 times what the two share (`graph.gaps.affinity`), plus 0.1 for a common partner; halved where they
are known to be too far to meet in an evening. Far pairs without a shared interest are left out; an unknown
place, community or language leaves nobody out. Actors without any tie have a list of their own (`isolates`).

Half of the score is laid to what would change, half to what makes it feasible (Shapley value of a product).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.gaps import effects, nearness, pair_words, phrases
from graph.gaps.affinity import WEIGHTS, Affinities, overlap
from graph.gaps.gap import Effect, Gap, Reason, best_first, identity
from graph.gaps.ground import CROWD, Ground, invented
from graph.gaps.kind import GapKind
from graph.gaps.ranking import diversified
from graph.gaps.shortcuts import Gain, Shortcuts
from graph.model import Label
from graph.network.network import Floats, Integers
from graph.store.records import Node

KIND = "bridging-tie"
FLOOR, SHARED, PARTNER, FAR = 0.1, 0.8, 0.1, 0.5
MOST_ENDS = 3_000
"""Actors looked at, at most: of every group those with most ties first."""
WEIGHED = 600
"""Pairs whose effect is measured: those that promise most."""
_BLOCK, _KEPT = 512, 12_000
"""Actors looked at together; pairs kept of them, enough that a variety can be chosen."""
_PAIRS = (Label("una coppia di realtà", "one pair of bodies"), Label("{n} coppie di realtà", "{n} pairs of bodies"))
_MOST_TIMES = 3
"""How often one actor, and one pair of groups, may be in the list."""
_NOTE = Label(
    f"Gli eventi con più di {CROWD} attori non contano come incontri. Ogni legame è valutato da solo: "
    "fatto il primo fra due gruppi, gli altri fra gli stessi cambiano meno.",
    f"Events with more than {CROWD} actors do not count as meetings. Each tie is weighed alone: once the first "
    "between two groups is made, the others between them change less.",
)


@dataclass(frozen=True, slots=True)
class _Pair:
    i: int
    j: int
    promise: float


@dataclass(frozen=True, slots=True)
class _Weighed:
    i: int
    j: int
    gain: Gain
    parts: dict[str, float]
    far: bool
    score: float


def find(ground: Ground, top: int) -> list[Gap]:
    """Return the pairs whose tie would change most for what it asks, best first."""
    shortcuts = Shortcuts(ground.network)
    if len(shortcuts.tied) < 2:
        return []
    promising = sorted(_promising(ground, shortcuts), key=lambda pair: (-pair.promise, pair.i, pair.j))
    chosen = diversified(promising, lambda pair: _groups(ground, pair.i, pair.j), WEIGHED, _MOST_TIMES * 4)
    keys = ground.network.actors
    weighed = [_weigh(ground, shortcuts, pair) for pair in chosen]
    weighed.sort(key=lambda w: (-w.score, identity(KIND, (keys[w.i], keys[w.j]))))
    apart = diversified(weighed, lambda w: _groups(ground, w.i, w.j), len(weighed), _MOST_TIMES)
    kept = diversified(apart, lambda w: (keys[w.i], keys[w.j]), top, _MOST_TIMES)
    return best_first(_gap(ground, shortcuts, each) for each in kept)


def _groups(ground: Ground, i: int, j: int) -> tuple[str]:
    first, second = sorted((int(ground.groups[i]), int(ground.groups[j])))
    return (f"{first}-{second}",)


def _ends(ground: Ground, tied: Integers) -> Integers:
    """Return the actors looked at: all that have a tie or, of too many, of every group those with most ties."""
    if len(tied) <= MOST_ENDS:
        return tied
    group, degree = ground.groups[tied], ground.network.degree[tied]
    order = np.lexsort((tied, -degree, group))
    starts = np.flatnonzero(np.r_[True, np.diff(group[order]) > 0])
    place = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    first = np.lexsort((tied[order], -degree[order], place))[:MOST_ENDS]
    return np.sort(tied[order][first])


def _promising(ground: Ground, shortcuts: Shortcuts) -> list[_Pair]:
    """Return the pairs that promise most, by how much either end opens, how far apart they are and what they share."""
    ends = _ends(ground, shortcuts.tied)
    affinities = Affinities(ground, ends)
    components, hub = ground.network.components[ends], shortcuts.hub[ends]
    known = ground.known[ends][:, ends]
    focus = np.array([ground.in_focus(ground.nodes[row]) for row in ends.tolist()])
    found: list[_Pair] = []
    for start in range(0, len(ends), _BLOCK):
        rows = slice(start, min(start + _BLOCK, len(ends)))
        affinity = affinities.of(rows)
        far = affinity.nearness.far
        open_ = ~known[rows].toarray() & (np.arange(len(ends))[rows][:, None] < np.arange(len(ends))[None, :])
        open_ &= (focus[rows][:, None] | focus[None, :]) & (~far | affinity.interest)
        same = components[rows][:, None] == components[None, :]
        steps = np.where(same, np.maximum(shortcuts.apart(ends[rows], ends), 1), np.iinfo(np.int32).max)
        feasible = (FLOOR + SHARED * affinity.total) * np.where(far, FAR, 1.0)
        opened = hub[rows][:, None] * hub[None, :] * (1 - 1 / steps) ** 2
        promise = np.where(open_, opened / (opened + len(ground.nodes)) * feasible, 0.0)
        found += _best(promise, ends, start)
    return found


def _best(promise: Floats, ends: Integers, start: int) -> Iterator[_Pair]:
    """Yield the best pairs of a block, enough of them that a variety can be chosen."""
    a, b = np.nonzero(promise > 0)
    values = promise[a, b]
    if len(values) > _KEPT:
        best = np.flatnonzero(values >= np.partition(values, -_KEPT)[-_KEPT])
        a, b, values = a[best], b[best], values[best]
    for at in np.lexsort((b, a, -values))[:_KEPT].tolist():
        yield _Pair(int(ends[a[at] + start]), int(ends[b[at]]), float(values[at]))


def _weigh(ground: Ground, shortcuts: Shortcuts, pair: _Pair) -> _Weighed:
    gain = shortcuts.gain(pair.i, pair.j)
    one, other = ground.nodes[pair.i], ground.nodes[pair.j]
    found = nearness.between(nearness.places([one]), nearness.places([other]), ground.adjoining)
    far = bool(found.far[0, 0])
    parts = {code: WEIGHTS[code] * overlap(code, one, other) for code in ("community", "language", "topic")}
    parts["near"] = WEIGHTS["near"] * float(found.score[0, 0])
    parts["project"] = WEIGHTS["project"] * pair_words.project_overlap(ground, one, other)
    parts = {code: SHARED * part for code, part in parts.items()}
    parts["partner"] = PARTNER if pair_words.common_partners(ground.network, one.key, other.key) else 0.0
    feasible = (FLOOR + sum(parts.values())) * (FAR if far else 1.0)
    change = gain.nearness / (gain.nearness + len(ground.nodes))
    return _Weighed(pair.i, pair.j, gain, parts, far, float(change * feasible))


def _gap(ground: Ground, shortcuts: Shortcuts, weighed: _Weighed) -> Gap:
    one, other = ground.nodes[weighed.i], ground.nodes[weighed.j]
    reasons = tuple(_reasons(ground, weighed, one, other))
    members = (one.key, other.key)
    return Gap(
        identity(KIND, members),
        KIND,
        members,
        (one.name, other.name),
        weighed.score,
        reasons,
        pair_words.sentence(one, other, [reason for reason in reasons if reason.code != "open"]),
        _effect(ground, weighed.gain, one, other),
        ground.district_names(one, other),
        note=_NOTE,
        invented=invented(one, other),
        effects=_effects(ground, shortcuts, weighed.gain, members),
    )


def _reasons(ground: Ground, weighed: _Weighed, one: Node, other: Node) -> Iterator[Reason]:
    each = 0.5 / (FLOOR + sum(weighed.parts.values()))
    yield Reason("bridge", round(weighed.gain.nearness, 3), 0.5, _bridge(ground, weighed))
    if weighed.parts["partner"]:
        names = tuple(
            ground.snapshot.actors[key].name for key in pair_words.common_partners(ground.network, one.key, other.key)
        )
        yield Reason("partner", names, weighed.parts["partner"] * each, pair_words.partners(names))
    for code, values in pair_words.interests(one, other):
        yield Reason(code, values, weighed.parts[code] * each, pair_words.shared(code, values))
    place = nearness.of_pair(one, other, ground.adjoining, ground.municipalities)
    if place:
        yield Reason("near", place.value, weighed.parts["near"] * each, place.words)
    yield from pair_words.projects(ground, one, other, weighed.parts["project"] * each)
    open_ = Label("distanti, ma con un interesse comune", "far apart, but with a common interest")
    if not weighed.far:
        open_ = Label("nulla di noto lo impedisce", "nothing known stands in the way")
    yield Reason("open", FAR if weighed.far else 1.0, FLOOR * each, open_)


def _bridge(ground: Ground, weighed: _Weighed) -> Label:
    if weighed.gain.joined:
        here, there = (
            int((ground.network.components == ground.network.components[row]).sum()) for row in (weighed.i, weighed.j)
        )
        return Label(
            f"in due gruppi separati, di {here} e {there} realtà", f"in two separate groups, of {here} and {there}"
        )
    before, after = phrases.decimal(weighed.gain.before), phrases.decimal(weighed.gain.after)
    return Label(
        f"in due parti lontane della rete: in media {before.it} passi, che diverrebbero {after.it}",
        f"in two far parts of the network: {before.en} steps on average, which would become {after.en}",
    )


def _effect(ground: Ground, gain: Gain, one: Node, other: Node) -> Label:
    if gain.joined:
        return pair_words.effect(ground.network, one, other)
    one_, many = (
        Label("una coppia di realtà", "one pair of bodies"),
        Label("{n} coppie di realtà", "{n} pairs of bodies"),
    )
    pairs = phrases.counted(gain.shortened, one_, many)
    before, after = phrases.decimal(gain.before), phrases.decimal(gain.after)
    return Label(
        f"Avvicina {pairs.it}: da {before.it} a {after.it} passi in media.",
        f"Brings {pairs.en} nearer: from {before.en} to {after.en} steps on average.",
    )


def _effects(ground: Ground, shortcuts: Shortcuts, gain: Gain, members: tuple[str, str]) -> tuple[Effect, ...]:
    every = len(ground.nodes) * (len(ground.nodes) - 1) / 2
    before = shortcuts.nearness / every
    found = effects.of_tie(ground.network, *members)
    return (*found, Effect("efficiency", before, before + gain.nearness / every))


GAPS = GapKind(
    KIND,
    Label("legame ponte", "bridging tie"),
    Label("legami ponte", "bridging ties"),
    Label("ponte", "bridging"),
    Label(
        "Coppie il cui legame avvicinerebbe di più tutte le altre, anche se da solo non nascerebbe: conta quanto "
        "cambierebbe la rete, per quanto è fattibile (vicinanza, comunità, lingua, tema, partner in comune).",
        "Pairs whose tie would bring all others nearest to one another, though it would not come by itself: what "
        "counts is how much the network would change, times how feasible it is (nearness, community, language, "
        "topic, common partner).",
    ),
    "event",
    Label("organizzare qualcosa insieme", "organise something together"),
    find,
)
