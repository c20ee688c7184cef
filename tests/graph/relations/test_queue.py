"""Who stands first in the queue, and in which words it is said why."""

from datetime import date

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.network import snapshot
from graph.network.network import from_edges
from graph.network.scope import Scope
from graph.relations.queue import Call, Turn, contacted, queue
from graph.relations.weight import LEAST, weights
from tests.graph.relations.conftest import TODAY, Log


def called(log: Log, today: date = TODAY) -> tuple[Call, ...]:
    relations = log.relations(today)
    snap = snapshot.read(log.store.view("staff"))
    network = snapshot.network(snap, Scope(today=today.isoformat()))
    return queue(relations, snap.actors, network, today)


def names(calls: tuple[Call, ...]) -> list[str]:
    return [call.node.key for call in calls]


def said(calls: tuple[Call, ...], key: str) -> list[str]:
    return [reason.it for call in calls if call.node.key == key for reason in call.reasons]


def test_what_was_promised_comes_first_by_its_date_and_what_is_promised_for_later_comes_last(log: Log) -> None:
    log.bodies("mai scaduta presto lontana sentita")
    log.contact("presto", "2026-11-20", channel="call", next_step="Mandare il programma", by="2026-12-03")
    log.contact("scaduta", "2026-11-01", channel="call", next_step="Richiamare", by="2026-11-25")
    log.contact("lontana", "2026-11-20", channel="call", next_step="Vedersi", by="2027-01-15")
    log.contact("sentita", "2026-11-29", channel="call")
    calls = called(log)
    assert names(calls) == ["scaduta", "presto", "mai", "lontana"]
    assert [call.turn for call in calls] == [Turn.DUE, Turn.DUE, Turn.SILENT, Turn.LATER]
    assert said(calls, "presto")[0] == "promesso per il 3 dic: mandare il programma"
    assert said(calls, "scaduta")[0] == "promesso per il 25 nov (5 giorni fa): richiamare"
    assert said(calls, "lontana")[0] == "promesso per il 15 gen 2027: vedersi"
    assert said(calls, "mai") == ["mai cercata", "non ha ancora legami"]


def test_long_silence_of_one_who_links_groups_comes_before_that_of_one_of_many(log: Log) -> None:
    log.bodies("ponte a b c d sola")
    for one, other in (("a", "b"), ("c", "d"), ("a", "ponte"), ("ponte", "c"), ("b", "ponte"), ("d", "ponte")):
        log.tie("collaborates", one, other)
    for key in ("ponte", "a"):
        log.contact(key, "2026-02-15", channel="call", answer="reached")
    log.contact("sola", "2026-02-15", channel="call", answer="reached")
    calls = called(log)
    order = names(calls)
    assert order.index("ponte") < order.index("a") < order.index("sola")
    assert said(calls, "ponte") == ["non sentita da 9 mesi", "collega due gruppi"]


def test_two_calls_without_an_answer_leave_a_body_in_the_queue(log: Log) -> None:
    log.bodies("muta")
    log.contact("muta", "2026-11-20", channel="call", answer="no_answer")
    log.contact("muta", "2026-11-27", channel="call", answer="no_answer")
    assert said(called(log), "muta")[0] == "cercata 2 volte senza risposta"


def test_persons_are_not_called_for_themselves_and_candidates_not_at_all(log: Log) -> None:
    log.bodies("person:rosa", "person")
    log.bodies("registro", candidate=True)
    log.bodies("ada")
    assert names(called(log)) == ["ada"]


def test_whoever_matters_more_comes_first_when_all_are_silent_alike(log: Log) -> None:
    log.bodies("a b c d sola")
    for one, other in (("a", "b"), ("b", "c"), ("c", "a"), ("a", "d"), ("b", "d")):
        log.tie("collaborates", one, other)
    calls = called(log)
    assert {call.node.key: call.relation.staleness for call in calls}["sola"] == 1.0
    assert [call.priority for call in calls] == sorted((call.priority for call in calls), reverse=True)
    assert names(calls)[-1] == "sola" and calls[-1].weight.value == LEAST


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda e: e[0] < e[1]), max_size=20))
def test_the_parts_without_an_actor_are_those_that_networkx_counts(edges: set[tuple[int, int]]) -> None:
    network = from_edges([str(i) for i in range(9)], [(str(a), str(b), 1.0) for a, b in edges])
    plain = nx.Graph([(str(a), str(b)) for a, b in edges])
    plain.add_nodes_from(network.actors)
    for key, found in weights(network).items():
        rest = plain.subgraph(nx.node_connected_component(plain, key) - {key})
        assert found.parts == max(1, nx.number_connected_components(rest))
        assert LEAST <= found.value <= 1.0


def test_whoever_was_contacted_today_has_had_its_turn_and_a_promise_long_lapsed_comes_after_those_of_now(
    log: Log,
) -> None:
    log.bodies("muta promessa vecchia")
    log.contact("muta", "2026-11-30", channel="call", answer="no_answer")
    log.contact("vecchia", "2024-06-10", channel="call", next_step="Sentire la biblioteca", by="2024-06-27")
    log.contact("promessa", "2026-11-20", channel="call", next_step="Richiamare", by="2026-12-07")
    calls = called(log)
    assert names(calls) == ["promessa", "vecchia"]
    assert said(calls, "vecchia")[:2] == [
        "promesso per il 27 giu 2024 (2 anni fa): sentire la biblioteca",
        "non sentita da 2 anni",
    ]
    assert contacted(log.relations().values(), "2026-11-30") == 1
