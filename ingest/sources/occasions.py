"""Events that the store has already, by name, time and municipality; and the ties of who took part in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import Label, keys
from graph.store.changes import PutTie
from graph.store.interface import View
from graph.store.records import Node
from ingest.sources.source import Context, Problem
from ingest.sources.spreadsheet import evidence


@dataclass(frozen=True, slots=True)
class Occasion:
    """One event; `node` is None when this load makes it. `start` is empty where it has no date."""

    key: str
    name: str
    start: str = ""
    municipality: str = ""
    node: Node | None = None

    def may_be(self, start: str, municipality: str) -> bool:
        """Tell whether nothing known speaks against this event's being one of a time and place."""
        hours = {text[10:] for text in (self.start, start)} - {""}
        return len(hours) < 2 and (not municipality or self.municipality in ("", municipality))


class Occasions:
    """Events by exact name and day (of a date without a day, as much as is known)."""

    def __init__(self, view: View) -> None:
        self._by_name: defaultdict[tuple[str, str], list[Occasion]] = defaultdict(list)
        for node in view.nodes(["event"]):
            self._add(Occasion(node.key, keys.exact(node.name), node.text("start"), node.text("municipality"), node))

    def find(self, column: str, name: str, start: str, municipality: str = "") -> Occasion | Problem:
        """Return the event of a name, a date and perhaps a place, standing or new.

        A new one's key is made from name and day; hour and municipality only tell apart those that share both.

        Parameters
        ----------
        column
            Where the name stands, for the problem of a name that several events have.
        """
        exact = keys.exact(name)
        there = self._by_name.get((exact, start[:10]), [])
        found = [known for known in there if known.may_be(start, municipality)]
        found = [known for known in found if known.municipality == municipality] or found
        if len(found) > 1:
            return _several(column, name, found)
        if found:
            return found[0]
        apart = (start[10:], municipality) if there else ()
        return Occasion(keys.generated("event", exact, start[:10], *apart), exact, start, municipality)

    def keep(self, occasion: Occasion) -> bool:
        """Make a new event known, once the row that needs it is taken; tell whether it is new."""
        if occasion in self._by_name.get((occasion.name, occasion.start[:10]), ()):
            return False
        self._add(occasion)
        return True

    def _add(self, occasion: Occasion) -> None:
        self._by_name[occasion.name, occasion.start[:10]].append(occasion)


def _several(column: str, name: str, found: Iterable[Occasion]) -> Problem:
    listed = ", ".join(sorted(known.key for known in found)[:5])
    return Problem(
        column,
        name,
        Label("più eventi hanno questo nome e questa data", "several events have this name and date"),
        Label(f"Indicare l'ora, o distinguerne i titoli ({listed})", f"Give the hour, or different titles ({listed})"),
    )


class Parts:
    """Ties between actors and events. Roles add up: each is a word of its own, so that saying it again is no news.

    Parameters
    ----------
    source
        Name of the source, for the evidence.
    """

    def __init__(self, context: Context, source: str) -> None:
        self._context, self._source = context, source
        self._roles = {tie.key: tie.many("roles") for tie in context.view.ties(["organised"])}

    def tie(self, actor: str, event: str, roles: Sequence[str]) -> PutTie:
        """Return the tie of an actor that had some roles, or took part in a way not said."""
        key = keys.tie("organised", actor, event)
        together = tuple(dict.fromkeys((*self._roles.get(key, ()), *roles)))
        self._roles[key] = together
        words = tuple(
            evidence(self._source, role, self._context, {"actor": actor, "event": event, "role": role})
            for role in roles or ("",)
        )
        return PutTie("organised", actor, event, {"roles": together} if roles else {}, words)
