"""What a name may mean, gathered before it is decided whether it names exactly one municipality."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.territory import spelling
from graph.territory.municipality import How, Municipality, Resolved, Unresolved


@dataclass(slots=True)
class Meanings:
    """Municipalities in being that a name names, and likely ones of those that ended without one sure successor.

    Attributes
    ----------
    lost
        Something that ended has this name: the name is not sure, whatever else it names.
    """

    sure: dict[str, tuple[Municipality, How]] = field(default_factory=dict)
    doubtful: dict[str, Municipality] = field(default_factory=dict)
    lost: bool = False

    def add(self, found: Iterable[Municipality], how: How) -> None:
        """Add municipalities that the name surely names."""
        for one in found:
            if one.istat not in self.sure or self.sure[one.istat][1] == "successor":
                self.sure[one.istat] = (one, how)

    def doubt(self, candidates: Iterable[Municipality]) -> None:
        """Add something that ended, and what it may have become."""
        self.lost = True
        self.doubtful.update((one.istat, one) for one in candidates)

    def answer(self, text: str) -> Resolved | Unresolved | None:
        """Return the one municipality, or why it is not one; None where the name means nothing."""
        if len(self.sure) > 1 and spelling.accented(text):  # Paternò is not Paterno
            self.sure = {k: v for k, v in self.sure.items() if spelling.accented(v[0].name)} or self.sure
        if len(self.sure) == 1 and not self.lost:
            return Resolved(*next(iter(self.sure.values())))
        candidates = tuple({**{k: m for k, (m, _) in self.sure.items()}, **self.doubtful}.values())
        if self.sure:
            return Unresolved(text, "ambiguous", candidates)
        return Unresolved(text, "abolished", candidates) if self.lost else None
