"""What is said around the selected one: how to look at it, and the way to another with its evidence."""

from datetime import date

from graph.network.scope import Scope
from pages.parts.network_around import ANYONE, around
from pages.parts.network_data import Asked

TODAY = date(2026, 11, 30)
ASKED = Asked("one", Scope(today=TODAY.isoformat()))


def seen(graph, to: str, depth: str = "0"):
    return around(graph, ASKED, graph.nodes["association:teranga"], depth=depth, to=to, today=TODAY)


def test_the_way_names_each_step_with_the_events_that_tie_it(graph) -> None:
    found = seen(graph, "organisation:ruah")
    assert found.chosen.way == ("association:teranga", "organisation:ruah")
    assert "Percorso fino a Coop. Ruah: 1 passaggio" in found.said
    assert "1 evento insieme (Festa past, 10 gen 2026)" in found.said


def test_where_nothing_leads_it_is_said(graph) -> None:
    found = seen(graph, "association:sola")
    assert not found.chosen.way and "Nessun percorso porta da Teranga a Sola" in found.said


def test_while_the_other_one_is_being_picked_a_pick_selects_nothing(graph) -> None:
    found = seen(graph, ANYONE)
    assert found.chosen.waits and "Ora scegli" in found.said
    assert not seen(graph, "").chosen.waits


def test_partners_are_shown_alone_and_told_apart_from_the_whole(graph) -> None:
    one, whole = seen(graph, "", "1"), seen(graph, "")
    assert one.chosen.alone and one.chosen.focus and not whole.chosen.alone
    assert set(one.chosen.around.rings[0]) == {"association:vatra", "organisation:ruah"}
