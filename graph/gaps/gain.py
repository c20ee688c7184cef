"""What a network gained by one event that was held: who reaches more, and what fell into one. Not what might be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.gaps import phrases
from graph.gaps.effects import connected_pairs, fragmentation
from graph.gaps.ground import CROWD
from graph.model import Label
from graph.network.network import Network
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot, network


@dataclass(frozen=True, slots=True)
class Reach:
    """How many others a body had within two steps before an event, and with it."""

    key: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Gain:
    """What an event changed.

    Attributes
    ----------
    event
        Its name.
    reaches
        Of the bodies asked about, in their order.
    ties
        New ties between two actors.
    isolates
        Actors without a tie before, and with the event; who was in no network counts as one.
    fragmentation
        Pairs of actors that cannot reach each other, as a share (0–1) of all, before and with the event.
    """

    event: str
    reaches: tuple[Reach, ...]
    ties: int
    isolates: tuple[int, int]
    fragmentation: tuple[float, float]

    @property
    def sentence(self) -> Label:
        """Say it in words; what did not change is left out."""
        parts = [_tied(self), *(_reached(reach) for reach in self.reaches if reach.after != reach.before)]
        fewer = self.isolates[0] - self.isolates[1]
        if fewer > 0:
            parts.append(
                phrases.counted(
                    fewer,
                    Label("Una realtà isolata in meno.", "One isolated body fewer."),
                    Label("{n} realtà isolate in meno.", "{n} isolated bodies fewer."),
                )
            )
        if self.fragmentation[0] != self.fragmentation[1]:
            before, after = (phrases.percent(share) for share in self.fragmentation)
            parts.append(
                Label(
                    f"Le coppie che non possono raggiungersi passano dal {before.it} al {after.it}.",
                    f"Pairs that cannot reach each other go from {before.en} to {after.en}.",
                )
            )
        return phrases.sentences(parts)


def gained(snapshot: Snapshot, event: str, members: Iterable[str]) -> Gain:
    """Return what the network of the event's last day owes to it: that network, against the same one without it.

    Parameters
    ----------
    event
        Key of an event of the snapshot.
    members
        Keys of the bodies whose reach is told; those who are no actor are left out.
    """
    occasion = snapshot.occasions[event]
    last = (occasion.text("end") or occasion.text("start"))[:10]
    scope = Scope(until=last, max_event_size=CROWD)
    others = tuple(tie for tie in snapshot.ties["organised"] if tie.target != event)
    with_it = network(snapshot, scope)
    without = network(replace(snapshot, ties={**snapshot.ties, "organised": others}), scope)
    asked = [snapshot.actors[key] for key in dict.fromkeys(members) if key in snapshot.actors]
    entered = len(with_it.actors) - len(without.actors)
    return Gain(
        occasion.name,
        tuple(Reach(n.key, n.name, _within_two(without, n.key), _within_two(with_it, n.key)) for n in asked),
        len(with_it.edges[0]) - len(without.edges[0]),
        (_isolates(without) + entered, _isolates(with_it)),
        (_apart(without, entered), _apart(with_it)),
    )


def _within_two(network: Network, key: str) -> int:
    own = network.neighbours(key).keys()
    return len(({other for partner in own for other in network.neighbours(partner)} | own) - {key})


def _isolates(network: Network) -> int:
    return int((network.degree == 0).sum())


def _apart(network: Network, alone: int = 0) -> float:
    """Return the fragmentation of a network with some more actors that have no tie."""
    return fragmentation(connected_pairs(network), len(network.actors) + alone)


def _tied(gain: Gain) -> Label:
    event = phrases.quoted(gain.event)
    ties = phrases.counted(
        gain.ties, Label("un legame nuovo", "one new tie"), Label("{n} legami nuovi", "{n} new ties")
    )
    return Label(f"{event.it} ha portato {ties.it}.", f"{event.en} brought {ties.en}.")


def _reached(reach: Reach) -> Label:
    name = phrases.quoted(reach.name)
    return Label(
        f"{name.it} passa da {reach.before} a {reach.after} realtà entro due passi.",
        f"{name.en} goes from {reach.before} to {reach.after} bodies within two steps.",
    )
