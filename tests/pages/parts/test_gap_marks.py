"""What was put aside in Lacune is proposed on no other screen, from the moment it is said."""

from datetime import date

import pytest

from graph.gaps import likely
from graph.store.changes import GapStatus, Mark
from pages.parts import calls, district_data, graph_view, network_data
from tests.graph.gaps.conftest import Territory, territory  # noqa: F401 - the fixture

TODAY = "2024-07-01"


@pytest.fixture
def pair(territory: Territory) -> graph_view.GraphView:  # noqa: F811
    territory.bodies("ada bice carla")
    territory.event("uno", "ada", "bice")
    territory.event("due", "bice", "carla")
    territory.node("district:x", "district", name="Ambito X")
    territory.tie("part_of", "municipality:016024", "district:x")
    territory.save()
    return graph_view.read(territory.store.view("staff"), territory.store.url, territory.store.stamp())


def test_a_pair_put_aside_is_no_tie_that_could_be_and_nothing_to_talk_about_until_opened_again(
    territory,  # noqa: F811
    pair,
) -> None:
    def proposed() -> tuple[int, int, int]:
        ghosts = network_data.ghosts_of(pair, "ada", TODAY)
        said = calls.subjects_of(pair, "ada", date.fromisoformat(TODAY))
        listed = district_data.gaps_of(pair, "district:x", TODAY)
        return len(ghosts), sum(s.code == "gap" for s in said), sum(g.kind == likely.KIND for g in listed)

    assert proposed() == (1, 1, 1)
    (gap,) = network_data.ghosts_of(pair, "ada", TODAY)
    for status, left in ((GapStatus.DISMISSED, 0), (GapStatus.OPEN, 1), (GapStatus.TAKEN_UP, 1), (GapStatus.DONE, 0)):
        territory.store.mark_gap(Mark(gap.id, gap.kind, gap.members, status, "Giulia", "perché sì"))
        assert proposed() == (left, left, left)
