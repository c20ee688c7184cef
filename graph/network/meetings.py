"""What ties two actors: the events they shared and the collaboration they declared. The evidence under a tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.network.scope import Scope, period
from graph.network.snapshot import Snapshot
from graph.store.records import Tie


@dataclass(frozen=True, slots=True)
class Meeting:
    """Why two actors are tied.

    Attributes
    ----------
    events
        Keys of the events that both took part in and that count as ties, latest first.
    declared
        Their declared collaborations, as stored.
    """

    events: tuple[str, ...]
    declared: tuple[Tie, ...]


def meetings(
    snapshot: Snapshot, pairs: Iterable[tuple[str, str]], scope: Scope | None = None
) -> dict[tuple[str, str], Meeting]:
    """Return what ties each of some pairs in a scope; the same events and ties that `snapshot.network` counts."""
    scope = scope or Scope()
    wanted = list(pairs)
    attended = _attended(snapshot, scope)
    declared: dict[frozenset[str], list[Tie]] = {}
    for tie in snapshot.ties["collaborates"]:
        if scope.stands(tie.properties):
            declared.setdefault(frozenset({tie.source, tie.target}), []).append(tie)
    return {
        (a, b): Meeting(
            _latest_first(snapshot, attended.get(a, set()) & attended.get(b, set())),
            tuple(declared.get(frozenset({a, b}), ())),
        )
        for a, b in wanted
    }


def _attended(snapshot: Snapshot, scope: Scope) -> Mapping[str, set[str]]:
    happened = period(scope.since, scope.end)
    present: dict[str, set[str]] = {}
    for tie in snapshot.ties["organised"]:
        if happened(snapshot.occasions[tie.target].text("start")):
            present.setdefault(tie.target, set()).add(tie.source)
    found: dict[str, set[str]] = {}
    for event, actors in present.items():
        if scope.max_event_size is None or len(actors) <= scope.max_event_size:
            for actor in actors:
                found.setdefault(actor, set()).add(event)
    return found


def _latest_first(snapshot: Snapshot, events: set[str]) -> tuple[str, ...]:
    return tuple(sorted(events, key=lambda key: (snapshot.occasions[key].text("start"), key), reverse=True))
