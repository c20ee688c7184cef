"""Doubtful matches while loading: a new body that the store may have under another name. A person decides.

Which bodies are alike is the work of `ingest.matching`; what was decided once is not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graph.store.interface import GraphStore, View
from graph.store.records import Node
from ingest.sources.source import Judgement

Find = Callable[[str, str, str], Sequence[str]]
"""Kind, name, ISTAT code of a body → keys of those it may be, best first."""

Ask = Callable[[str, Node], bool | None]
"""Name of a new body, a body of the store → whether they are the same; None if the person does not know."""


class Doubts:
    """Judges new bodies during one load; see the protocol `Judge`.

    Parameters
    ----------
    ask
        None where nobody can be asked: doubtful ones are then queued.
    decided
        What a person has said before the load began: new key and key of the store → whether they are one body.
    """

    def __init__(
        self, store: GraphStore, view: View, ask: Ask | None, decided: Mapping[tuple[str, str], bool] | None = None
    ) -> None:
        self._view, self._ask = view, ask
        self._find: Find | None = None
        self._said = {_ordered(*pair): same for pair, same in (decided or {}).items()}
        self._decided = store.decisions() | self._said
        self._answers: list[tuple[str, str, bool]] = []

    def __call__(self, key: str, kind: str, name: str, municipality: str) -> Judgement:
        """Say whether a new body is one that the store has."""
        open_: list[str] = []
        self._find = self._find or finder(self._view)
        for other in self._find(kind, name, municipality):
            pair = _ordered(key, other)
            decided = self._decided.get(pair)
            if pair in self._said and decided is not None:
                self._answers.append((key, other, decided))
            elif decided is None:
                decided = self._answer(key, name, other)
            if decided:
                return Judgement(other)
            if decided is None:
                open_.append(other)
        return Judgement("", tuple((key, other) for other in open_))

    @property
    def answers(self) -> tuple[tuple[str, str, bool], ...]:
        """Return what was decided during the load: new key, key of the store, whether they are one body."""
        return tuple(dict.fromkeys(self._answers))

    def _answer(self, key: str, name: str, other: str) -> bool | None:
        node = self._view.node(other) if self._ask else None
        same = self._ask(name, node) if self._ask and node else None
        if same is not None:
            self._answers.append((key, other, same))
        return same


def _ordered(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def finder(view: View) -> Find:
    """Return what finds likely bodies among those of a view; made only when a new body comes."""
    from ingest.matching import doubtful  # with all that compares names: most loads need none of it

    return doubtful.finder(view)
