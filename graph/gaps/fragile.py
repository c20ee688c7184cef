"""What breaks if someone stops, or if one tie ends, and who could back it up. Ties count, not strengths.

Listed are actors whose leaving cuts others apart or who alone hold two groups of the network together, and
ties on which at least three actors hang on either side.

Score of an actor: up to 0.6 for its loss (the share of connected pairs cut apart without it; half at 5%), up to
0.25 for the pairs of groups that it alone holds together (half at one), up to 0.15 for those who would have no
tie left (half at two). Score of a tie: up to 0.6 for the share of connected pairs it alone joins (half at 5%).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.gaps import backup, phrases
from graph.gaps.backup import Backup
from graph.gaps.effects import connected_pairs, fragmentation
from graph.gaps.gap import Effect, Gap, Reason, best_first, identity, weighed
from graph.gaps.ground import CROWD, Ground, invented
from graph.gaps.kind import GapKind
from graph.gaps.pieces import Bridge, bridges, sole_links, without
from graph.gaps.ranking import diversified
from graph.measures.cuts import loss
from graph.model import Label
from graph.network.network import Integers
from graph.store.records import Node

KIND = "fragile"
LOSS, LINKS, ALONE = 0.6, 0.25, 0.15
_HALF_LOSS, _HALF_LINKS, _HALF = 0.05, 1, 2
SIDE = 3
"""Actors that a tie must hold on either side to be listed."""
_MOST_TIMES = 2
_NOTE = Label(
    f"Gli eventi con più di {CROWD} attori non contano come legami.",
    f"Events with more than {CROWD} actors do not count as ties.",
)
_NOBODY = Label(
    "Fra i suoi partner non ce ne sono due, di parti diverse, abbastanza vicini per darle il cambio.",
    "Among its partners there are no two, of different parts, near enough to back it up.",
)


@dataclass(frozen=True, slots=True)
class _Weak:
    """An actor, or a tie, that something hangs on; rows of the network."""

    rows: tuple[int, ...]
    score: float
    bridge: Bridge | None = None


class _Field:
    """What the network of a ground hangs on, found once for all of it."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.network = ground, ground.network
        self.lost = np.nan_to_num(loss(ground.network))
        self.links = sole_links(ground.network, ground.groups)
        self.pairs = connected_pairs(ground.network)
        self.alone = np.zeros(len(ground.nodes), dtype=np.int64)
        single = np.flatnonzero(ground.network.degree == 1)
        np.add.at(self.alone, ground.network.weights.indices[ground.network.weights.indptr[single]], 1)

    def parts(self, row: int) -> tuple[float, float, float]:
        """Return what an actor's loss, its links and those who hang on it make of its score."""
        links, alone = len(self.links.get(row, ())), int(self.alone[row])
        return _of_loss(float(self.lost[row])), LINKS * links / (links + _HALF_LINKS), ALONE * alone / (alone + _HALF)

    @property
    def actors(self) -> Iterator[_Weak]:
        """Actors on whom something hangs."""
        for row in sorted({*np.flatnonzero(self.lost > 0).tolist(), *self.links}):
            if self.ground.in_focus(self.ground.nodes[row]):
                yield _Weak((row,), sum(self.parts(row)))

    @property
    def ties(self) -> Iterator[_Weak]:
        """Ties on which something hangs."""
        for bridge in bridges(self.network):
            ends = (bridge.i, bridge.j)
            here = any(self.ground.in_focus(self.ground.nodes[row]) for row in ends)
            if here and min(bridge.here, bridge.there) >= SIDE:
                yield _Weak(ends, _of_loss(bridge.here * bridge.there / self.pairs), bridge)


def find(ground: Ground, top: int) -> list[Gap]:
    """Return what the network hangs on most, best first."""
    if not ground.nodes:
        return []
    field, keys = _Field(ground), ground.network.actors

    def names(weak: _Weak) -> list[str]:
        return [keys[row] for row in weak.rows]

    ranked = sorted((*field.actors, *field.ties), key=lambda weak: (-weak.score, identity(KIND, names(weak))))
    kept = diversified(ranked, names, top, _MOST_TIMES)
    return best_first(_of_tie(field, w.bridge) if w.bridge else _of_actor(field, w.rows[0]) for w in kept)


def _of_loss(share: float) -> float:
    return LOSS * share / (share + _HALF_LOSS) if share > 0 else 0.0


# ---- actors -------------------------------------------------------------------------------------


def _of_actor(field: _Field, row: int) -> Gap:
    ground, node = field.ground, field.ground.nodes[row]
    pieces = without(field.network, row) if field.lost[row] else []
    place, standby = backup.for_actor(ground, row, pieces) or (0, None)
    score, reasons = weighed(_actor_reasons(field, row))
    return Gap(
        identity(KIND, (node.key,)),
        KIND,
        (node.key,),
        (node.name,),
        score,
        reasons,
        _actor_sentence(node, pieces, reasons, standby),
        _actor_effect(pieces, float(field.lost[row]), place),
        ground.district_names(node),
        _keys(standby),
        note=_NOTE,
        invented=invented(node, *_nodes(standby)),
        effects=_fallen_apart(field, pieces),
        proposed=_keys(standby),
    )


def _actor_reasons(field: _Field, row: int) -> Iterator[Reason]:
    of_loss, of_links, of_alone = field.parts(row)
    share, links, alone = float(field.lost[row]), len(field.links.get(row, ())), int(field.alone[row])
    if share:
        said = phrases.percent(share)
        text = Label(
            f"senza di lei si separa il {said.it} delle coppie collegate",
            f"without it {said.en} of the connected pairs are cut apart",
        )
        yield Reason("loss", round(share, 6), of_loss, text)
    if links:
        one = Label("unica fra due gruppi della rete", "the only one between two groups of the network")
        many = Label("unica fra {n} coppie di gruppi della rete", "the only one between {n} pairs of groups")
        yield Reason("sole-link", links, of_links, phrases.counted(links, one, many))
    if alone:
        one = Label("una realtà lavora solo con lei", "one body works with it alone")
        many = Label("{n} realtà lavorano solo con lei", "{n} bodies work with it alone")
        yield Reason("dependents", alone, of_alone, phrases.counted(alone, one, many))


def _keys(standby: Backup | None) -> tuple[str, ...]:
    return tuple(node.key for node in _nodes(standby))


def _nodes(standby: Backup | None) -> tuple[Node, ...]:
    return (standby.one, standby.other) if standby else ()


def _actor_sentence(node: Node, pieces: Sequence[Integers], reasons: Sequence[Reason], standby: Backup | None) -> Label:
    name = phrases.quoted(node.name)
    if len(pieces) > 1:
        whole, largest = sum(map(len, pieces)), len(pieces[0])
        first = Label(
            f"Se {name.it} si ferma, le altre {whole} realtà che oggi si raggiungono si dividono in {len(pieces)} "
            f"parti: la maggiore ne ha {largest}.",
            f"If {name.en} stops, the other {whole} bodies that reach one another today fall into {len(pieces)} "
            f"parts: the largest has {largest}.",
        )
    else:
        said = next(reason.text for reason in reasons if reason.code == "sole-link")
        first = Label(
            f"{name.it} è l'{said.it}: nessun'altra può darle il cambio.",
            f"{name.en} is {said.en}: nobody else could stand in for it.",
        )
    return phrases.sentences([first, standby.sentence if standby else _NOBODY] if len(pieces) > 1 else [first])


def _actor_effect(pieces: Sequence[Integers], share: float, place: int) -> Label:
    """Say what is lost without an actor, and what still is once the piece at a place (0: none) is held to the first."""
    if len(pieces) < 2:
        return Label(
            "Con un secondo legame fra i gruppi, chi oggi passa solo di qui avrebbe un'altra via.",
            "With a second tie between the groups, those who pass only here today would have another way.",
        )
    now = phrases.percent(share)
    if not place:
        return Label(
            f"Oggi, se si ferma, si separa il {now.it} delle coppie collegate.",
            f"Today, if it stops, {now.en} of the connected pairs are cut apart.",
        )
    sizes = [len(piece) for piece in pieces]
    held = [sizes[0] + sizes[place], *(size for at, size in enumerate(sizes) if at not in (0, place))]
    then = phrases.percent(share * _apart(held) / _apart(sizes))
    return Label(
        f"Oggi, se si ferma, si separa il {now.it} delle coppie collegate; con quel legame il {then.it}.",
        f"Today, if it stops, {now.en} of the connected pairs are cut apart; with that tie, {then.en}.",
    )


def _apart(sizes: Sequence[int]) -> int:
    whole = sum(sizes)
    return (whole * whole - sum(size * size for size in sizes)) // 2


def _fallen_apart(field: _Field, pieces: Sequence[Integers]) -> tuple[Effect, ...]:
    """Return the fragmentation of the others today and without the actor, and how many would be alone."""
    if len(pieces) < 2:
        return ()
    sizes = [len(piece) for piece in pieces]
    others, isolates = len(field.ground.nodes) - 1, int((field.network.degree == 0).sum())
    pairs = field.pairs - sum(sizes)  # the actor's own pairs count on neither side
    found = (
        Effect("fragmentation", fragmentation(pairs, others), fragmentation(pairs - _apart(sizes), others)),
        Effect("isolates", isolates, isolates + sizes.count(1)),
    )
    return tuple(effect for effect in found if effect.before != effect.after)


# ---- ties ---------------------------------------------------------------------------------------


def _of_tie(field: _Field, bridge: Bridge) -> Gap:
    ground, every = field.ground, len(field.ground.nodes)
    one, other = ground.nodes[bridge.i], ground.nodes[bridge.j]
    members = (one.key, other.key)
    standby = backup.for_tie(ground, bridge.i, bridge.j)
    cut = bridge.here * bridge.there
    share = cut / field.pairs
    score, reasons = weighed([Reason("only-tie", min(bridge.here, bridge.there), _of_loss(share), _hanging(bridge))])
    return Gap(
        identity(KIND, members),
        KIND,
        members,
        (one.name, other.name),
        score,
        reasons,
        phrases.sentences([_tie_sentence(one, other, bridge), *([standby.sentence] if standby else [])]),
        _tie_effect(share),
        ground.district_names(one, other),
        _keys(standby),
        note=_NOTE,
        invented=invented(one, other, *_nodes(standby)),
        effects=(Effect("fragmentation", fragmentation(field.pairs, every), fragmentation(field.pairs - cut, every)),),
        proposed=_keys(standby),
    )


def _hanging(bridge: Bridge) -> Label:
    return Label(
        f"unico legame fra {bridge.here} realtà e altre {bridge.there}",
        f"the only tie between {bridge.here} bodies and {bridge.there} others",
    )


def _tie_sentence(one: Node, other: Node, bridge: Bridge) -> Label:
    a, b = phrases.quoted(one.name), phrases.quoted(other.name)
    return Label(
        f"Solo il legame fra {a.it} e {b.it} unisce {bridge.here} realtà ad altre {bridge.there}.",
        f"Only the tie between {a.en} and {b.en} joins {bridge.here} bodies to {bridge.there} others.",
    )


def _tie_effect(share: float) -> Label:
    said = phrases.percent(share)
    return Label(
        f"Se finisce, si separa il {said.it} delle coppie collegate; un secondo legame lo evita.",
        f"If it ends, {said.en} of the connected pairs are cut apart; a second tie avoids that.",
    )


GAPS = GapKind(
    KIND,
    Label("punto fragile", "fragile point"),
    Label("punti fragili", "fragile points"),
    Label("fragili", "fragile"),
    Label(
        "Realtà e legami da cui dipende la tenuta della rete: prima quelli senza cui si separano più coppie. "
        f"Un legame è elencato se da ciascuna parte ha almeno {SIDE} realtà.",
        "Bodies and ties that hold the network together: first those without which most pairs are cut apart. "
        f"A tie is listed if it has at least {SIDE} bodies on either side.",
    ),
    "event",
    Label("far incontrare chi può darle il cambio", "bring together those who can back it up"),
    find,
)
