"""A territory built call by call, and its scorecard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.scorecard.census import Census, compose
from graph.scorecard.scorecard import Row, scorecard
from graph.store.changes import Change
from graph.store.opening import open_store
from tests.graph.gaps.conftest import Territory, towns

TODAY = "2024-12-31"


class Districts(Territory):
    """A territory with two districts: Bergamo with Seriate, and Milano."""

    def change(self, change: Change) -> None:
        self._changes.append(change)

    def census(self, audience: str = "staff", today: str = TODAY, until: str = "") -> Census:
        ground = self.ground(until, audience, today=today)
        view = self.store.view(audience)  # type: ignore[arg-type]
        return compose(ground, view.nodes(["district"]))

    def row(self, key: str = "district:bg", audience: str = "staff", today: str = TODAY, until: str = "") -> Row:
        return scorecard(self.census(audience, today, until)).by_key[key]


@pytest.fixture
def districts(tmp_path: Path) -> Iterator[Districts]:
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=towns) as store:
        built = Districts(store)
        built.node("district:bg", "district", name="Ambito di Bergamo", complete=True)
        built.node("district:mi", "district", name="Ambito di Milano")
        for istat, key in (("016024", "bg"), ("016198", "bg"), ("015146", "mi")):
            built.tie("part_of", f"municipality:{istat}", f"district:{key}")
        yield built
