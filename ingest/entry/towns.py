"""Municipalities offered while a name is being typed: those that begin so, the most used first. None is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.model.folding import folded
from graph.territory.municipality import Municipality

SHOWN = 7


class Towns:
    """Municipalities in being, to be asked while someone types.

    Parameters
    ----------
    used
        How many records each has, by ISTAT code: where the map is at work comes first.
    """

    def __init__(self, towns: Iterable[Municipality], used: Mapping[str, int]) -> None:
        self._used = used
        self._known = [(self._names(town), town) for town in towns if not town.abolished]

    @staticmethod
    def _names(town: Municipality) -> tuple[str, ...]:
        return tuple(folded(name) for name in (town.name, *town.aliases))

    def beginning(self, text: str, limit: int = SHOWN) -> list[Municipality]:
        """Return the municipalities one of whose names begins so, then those with a word that does."""
        wanted = folded(text)
        if not wanted:
            return []
        found = [(rank, town) for names, town in self._known if (rank := _rank(names, wanted)) is not None]
        found.sort(key=lambda f: (f[0], -self._used.get(f[1].istat, 0), -(f[1].residents or 0), f[1].name))
        return [town for _rank, town in found[:limit]]


def _rank(names: Iterable[str], wanted: str) -> int | None:
    best: int | None = None
    for name in names:
        rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2 if f" {wanted}" in f" {name}" else None
        if rank is not None and (best is None or rank < best):
            best = rank
    return best
