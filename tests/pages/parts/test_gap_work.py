"""What the card of a gap says of the work on it: who said what, what comes of it, what became of a step."""

from datetime import date

import pytest

from graph.gaps import likely, registry, status
from graph.store.changes import Changeset, GapStatus, Mark, RemoveNode
from pages.parts import gap_work, graph_view
from pages.parts.frame import Session
from tests.graph.gaps.conftest import Territory, territory  # noqa: F401 - the fixture

TODAY = date(2024, 7, 1)
COMING = "Prossimo passo, 20 lug 2024"


@pytest.fixture
def met(territory: Territory) -> Territory:  # noqa: F811
    territory.bodies("ada bice carla")
    territory.event("uno", "ada", "bice")
    territory.event("due", "bice", "carla")
    return territory


def _told(met: Territory, step: str, *states: GapStatus, author: str = "Giulia", reason: str = "") -> str:
    (gap,) = registry.find(met.ground(today=TODAY.isoformat()), [likely.KIND])
    for state in states:
        met.store.mark_gap(Mark(gap.id, gap.kind, gap.members, state, author, reason, step))
    graph = graph_view.read(met.store.view("staff"), met.store.url, met.store.stamp())
    ground = met.ground(today=TODAY.isoformat())
    known = status.standings(met.store.gap_marks(), ground.snapshot, TODAY.isoformat())
    (listed,) = status.listed(ground, [gap], known, graph.node, kinds=[likely.KIND])
    return str(gap_work.told(graph, listed, known[gap.id], Session("staff", "staff", "it", TODAY)))


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"start": "2024-07-20"}, COMING),
        ({"start": "2024-06-20"}, "non risulta che ci fossero tutte"),
        ({"start": "2024-06"}, "non risulta che ci fossero tutte"),
        ({"start": "2024-07-20", "status": "cancelled"}, "è stato annullato"),
    ],
)
def test_what_became_of_a_planned_event_is_said(met, properties, said) -> None:
    met.event("cena", "ada", **properties)
    told = _told(met, "cena", GapStatus.TAKEN_UP)
    assert said in told
    assert ("<br><b>" in told) == (said != COMING), "a step that is still to come needs no word of warning"


def test_a_step_that_was_taken_asks_for_another_and_one_that_is_gone_is_said_to_be(met) -> None:
    met.node("contact:c", "contact", date="2024-06-01", next_step="Chiamarle", by="2024-06-10", done="2024-06-09")
    met.tie("about", "ada", "contact:c")
    told = _told(met, "contact:c", GapStatus.TAKEN_UP)
    assert "Questo passo è stato fatto" in told and "Chiamarle" in told and "Un altro passo" in told
    met.store.apply(Changeset("test", "prova", "form", [RemoveNode("contact:c")]))
    assert "Il prossimo passo previsto non c" in _told(met, "")


def test_what_people_wrote_is_text_and_all_that_was_said_can_be_read(met) -> None:
    told = _told(met, "", GapStatus.DISMISSED, GapStatus.OPEN, author="<b>Gio</b>", reason="{{ 7*7 }}<script>")
    assert "<script>" not in told and "<b>Gio" not in told and "{{" not in told
    assert told.count("<li>") == 2 and "Che cosa è stato detto finora" in told
