"""Actors with no tie: present on the map, met by nobody. With whom could they begin?

Score: 0.2 for having no tie at all, up to 0.4 for the affinity of the actor most like it nearby, up to
0.2 for how many actors are near, up to 0.2 for events of its own to which others could be asked.
Who is named to begin with may be another, alike too: nobody is named to everyone, and no score depends on that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from graph.gaps import effects, nearness, pair_words, phrases
from graph.gaps.affinity import Affinities, Affinity
from graph.gaps.gap import Gap, Reason, best_first, identity, weighed
from graph.gaps.ground import CROWD, Ground
from graph.gaps.kind import GapKind
from graph.model import Label
from graph.network.network import Floats, Integers
from graph.store.records import Node

KIND = "isolate"
BASE, LIKE, NEAR, ACTIVE = 0.2, 0.4, 0.2, 0.2
_HALF = 3
"""Near actors at which half of `NEAR` is reached."""
_BLOCK = 256
_MOST_ASKED = 5
"""How often one actor is suggested before the next most alike is."""
_NOTE = Label(
    f"Gli eventi con più di {CROWD} attori non contano come legami.",
    f"Events with more than {CROWD} actors do not count as ties.",
)
_ALONE = (Label("un evento da sola", "one event alone"), Label("{n} eventi da sola", "{n} events alone"))
_CROWDS = (
    Label("un evento affollato, che non conta", "one crowded event, which does not count"),
    Label("{n} eventi affollati, che non contano", "{n} crowded events, which do not count"),
)
_CLOSEST = Label("La più affine è", "The one most like it is")
_ALIKE = Label("Una realtà affine è", "One like it is")
_NEAR = (Label("una realtà vicina", "one body near"), Label("{n} realtà vicine", "{n} bodies near"))


@dataclass(frozen=True, slots=True)
class _Friend:
    """Someone alike and not known to be far: how like (0–1), in what (in words), whether nobody is more alike."""

    node: Node
    affinity: float
    common: Label
    closest: bool


def find(ground: Ground, top: int) -> list[Gap]:
    """Return the actors with no tie, those easiest to bring in first; nobody is suggested to all of them."""
    affinities, asked = Affinities(ground), Counter[str]()
    gaps = []
    for row in _first(ground, affinities, top):
        gap = _gap(ground, affinities.of(slice(row, row + 1)), row, asked)
        asked.update(gap.suggested)
        gaps.append(gap)
    return best_first(gaps)


def _first(ground: Ground, affinities: Affinities, top: int) -> list[int]:
    """Return the rows of the isolates with the best scores, best first; of equal ones by id."""
    alone = np.array([r for r in np.flatnonzero(ground.network.degree == 0) if ground.in_focus(ground.nodes[r])], int)
    scores = [_scores(ground, affinities, alone[start : start + _BLOCK]) for start in range(0, len(alone), _BLOCK)]
    ids = [identity(KIND, (ground.network.actors[row],)) for row in alone.tolist()]
    best = np.round(np.concatenate(scores), 12) if scores else np.zeros(0)
    order = np.lexsort((np.array(ids), -best))[:top]
    return [int(row) for row in alone[order]]


def _scores(ground: Ground, affinities: Affinities, rows: Integers) -> Floats:
    around, own = affinities.of(rows), np.arange(len(rows))
    affinity = np.where(around.nearness.far, 0.0, around.total)
    affinity[own, rows] = 0.0
    near = (around.nearness.known & ~around.nearness.far).sum(axis=1) - around.nearness.known[own, rows]
    events = np.diff(ground.two_mode.incidence.indptr)[rows]
    like = LIKE * affinity.max(axis=1, initial=0.0)
    return np.asarray(BASE + like + NEAR * near / (near + _HALF) + ACTIVE * events / (events + 1), dtype=np.float64)


def _gap(ground: Ground, around: Affinity, row: int, asked: Mapping[str, int]) -> Gap:
    node, friend = ground.nodes[row], _friend(ground, around, row, asked)
    alike = friend if friend is None or friend.closest else _most_alike(ground, around, row)
    score, reasons = weighed(_reasons(ground, around, row, alike))
    others = {f.node.key: f.node for f in (friend, alike) if f}
    return Gap(
        identity(KIND, (node.key,)),
        KIND,
        (node.key,),
        (node.name,),
        score,
        reasons,
        _sentence(node, reasons, friend),
        _effect(ground, friend),
        ground.district_names(node),
        (friend.node.key,) if friend else (),
        note=_NOTE,
        invented=any(n.properties.get("invented") is True for n in (node, *others.values())),
        effects=effects.of_tie(ground.network, node.key, friend.node.key) if friend else (),
    )


def _friend(ground: Ground, around: Affinity, row: int, asked: Mapping[str, int]) -> _Friend | None:
    """Return with whom to begin: someone with ties before someone without, the most alike of them.

    One who was suggested often already comes only if there is no other.
    """
    affinity = _nearby(around, row)
    busy = np.array([asked.get(key, 0) >= _MOST_ASKED for key in ground.network.actors])
    order = np.lexsort((-ground.network.strength, -affinity, ground.network.degree == 0, busy, affinity == 0))
    return _alike(ground, affinity, row, int(order[0]))


def _most_alike(ground: Ground, around: Affinity, row: int) -> _Friend | None:
    affinity = _nearby(around, row)
    order = np.lexsort((-ground.network.strength, ground.network.degree == 0, -affinity))
    return _alike(ground, affinity, row, int(order[0]))


def _nearby(around: Affinity, row: int) -> Floats:
    """Return the affinity of one actor with all others; 0 where one is known to be far."""
    affinity = np.where(around.nearness.far[0], 0.0, around.total[0])
    affinity[row] = 0.0
    return np.asarray(affinity, dtype=np.float64)


def _alike(ground: Ground, affinity: Floats, row: int, best: int) -> _Friend | None:
    if affinity[best] == 0:
        return None
    node, other = ground.nodes[row], ground.nodes[best]
    words = [pair_words.shared(code, values) for code, values in pair_words.interests(node, other)]
    place = nearness.of_pair(node, other, ground.adjoining, ground.municipalities)
    words += [place.at] if place else []
    closest = bool(np.isclose(affinity[best], affinity.max(), rtol=0, atol=1e-9))
    return _Friend(other, float(affinity.max() if closest else affinity[best]), phrases.apart(words), closest)


def _reasons(ground: Ground, around: Affinity, row: int, alike: _Friend | None) -> Iterator[Reason]:
    yield Reason("no-tie", 0, BASE, Label("nessun legame", "no tie"))
    if alike is not None:
        name = phrases.quoted(alike.node.name)
        text = Label(f"affine a {name.it}: {alike.common.it}", f"like {name.en}: {alike.common.en}")
        yield Reason("like", alike.node.name, LIKE * alike.affinity, text)
    near = int((around.nearness.known[0] & ~around.nearness.far[0]).sum()) - int(around.nearness.known[0, row])
    if near:
        yield Reason("near", near, NEAR * near / (near + _HALF), phrases.counted(near, *_NEAR))
    own = _events(ground.two_mode.incidence, row)
    if own:
        yield Reason("own-events", own, ACTIVE * own / (own + 1), phrases.counted(own, *_ALONE))
    crowds = _events(ground.whole.incidence, row) - own
    if crowds:
        yield Reason("crowds", crowds, 0.0, phrases.counted(crowds, *_CROWDS))
    names = tuple(ground.snapshot.occasions[p].name for p in sorted(ground.projects.get(ground.nodes[row].key, ())))
    if names:
        said = phrases.listed([phrases.quoted(name) for name in names])
        yield Reason("project", names, 0.0, Label(f"partner di {said.it}", f"partner in {said.en}"))


def _events(incidence: object, row: int) -> int:
    start, end = incidence.indptr[row : row + 2]  # type: ignore[attr-defined]
    return int(end - start)


def _sentence(node: Node, reasons: tuple[Reason, ...], friend: _Friend | None) -> Label:
    name, said = phrases.quoted(node.name), {reason.code: reason.text for reason in reasons}
    first = Label(f"{name.it} non ha ancora lavorato con nessuno", f"{name.en} has not worked with anyone yet")
    if "own-events" in said:
        own = said["own-events"]
        first = Label(f"{first.it}: ha tenuto {own.it}", f"{first.en}: it held {own.en}")
    parts = [Label(f"{first.it}.", f"{first.en}.")]
    if friend is not None:
        other, common = phrases.quoted(friend.node.name), friend.common
        head = _CLOSEST if friend.closest else _ALIKE
        parts.append(Label(f"{head.it} {other.it}: {common.it}.", f"{head.en} {other.en}: {common.en}."))
    if "near" in said:
        parts.append(Label(f"Intorno ha {said['near'].it}.", f"Around it: {said['near'].en}."))
    if friend is None and "near" not in said:
        parts.append(
            Label(
                "Se ne sa troppo poco per dire con chi: mancano luogo, lingue, temi.",
                "Too little is known to say with whom: place, languages, topics are missing.",
            )
        )
    return phrases.sentences(parts)


def _effect(ground: Ground, friend: _Friend | None) -> Label:
    if friend is None:
        return Label("Con un primo incontro entrerebbe in rete.", "With a first meeting it would enter the network.")
    name = phrases.quoted(friend.node.name)
    group = ground.network.components[ground.network.index[friend.node.key]]
    size = int((ground.network.components == group).sum())
    if size == 1:
        return Label(
            f"Con {name.it} nessuna delle due sarebbe più isolata.", f"With {name.en} neither would be isolated."
        )
    return Label(f"Con {name.it} entra in una rete di {size} realtà.", f"With {name.en} it enters a network of {size}.")


GAPS = GapKind(
    KIND,
    Label("realtà isolata", "isolate"),
    Label("realtà isolate", "isolates"),
    Label("isolate", "isolated"),
    Label(
        "Realtà mappate senza alcun legame: prima quelle che hanno vicino qualcuno di affine, e eventi propri.",
        "Mapped bodies without any tie: first those with someone alike nearby, and events of their own.",
    ),
    "contact",
    Label("chiamarla e proporle un primo incontro", "call it and propose a first meeting"),
    find,
)
