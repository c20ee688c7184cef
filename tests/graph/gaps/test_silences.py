"""Relations that are being lost."""

import pytest

from graph.gaps import silences
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground

TODAY = "2026-03-12"


def found(ground: Ground) -> dict[str, Gap]:
    return {gap.members[0]: gap for gap in silences.find(ground, 100)}


def call(territory, who: str, day: str, **said: str) -> None:
    key = f"contact:{who}-{day}"
    territory.node(key, "contact", date=day, channel="call", **said)
    territory.tie("about", who, key)


@pytest.fixture
def log(territory):
    territory.bodies("mai lasciata silente sentita promessa attiva")
    call(territory, "lasciata", "2025-09-01", answer="no_answer")
    call(territory, "silente", "2025-01-10", answer="reached", outcome="Si fa viva lei, segreto")
    territory.event("festa", "silente", "attiva", start="2025-02-01")
    call(territory, "sentita", "2026-03-01", answer="reached")
    call(territory, "promessa", "2026-02-01", answer="reached", next_step="Mandare il programma", by="2026-03-01")
    territory.event("ieri", "attiva", "sentita", start="2026-03-01")
    return territory


def test_each_relation_is_listed_for_what_happened_to_it_and_who_was_just_heard_of_is_not(log) -> None:
    gaps = found(log.ground(today=TODAY))
    assert {key: gap.reasons[0].code for key, gap in gaps.items()} == {
        "mai": "never",
        "lasciata": "dropped",
        "silente": "silent",
        "promessa": "overdue",
    }
    assert "nessuno l'ha ancora cercata" in gaps["mai"].text.it
    assert "cercata una volta senza risposta" in gaps["lasciata"].text.it
    assert "L'ultimo segno è del" in gaps["silente"].text.it
    assert "promesso per il 1 mar, non fatto" in gaps["promessa"].text.it


def test_nobody_is_said_never_to_have_been_called_where_contacts_are_not_seen(log) -> None:
    assert found(log.ground(audience="public", today=TODAY)) == {}


def test_what_was_said_in_a_contact_is_not_repeated(log) -> None:
    told = repr(list(found(log.ground(today=TODAY)).values()))
    assert "segreto" not in told and "programma" not in told


def test_who_holds_the_network_together_comes_first(log) -> None:
    log.bodies("ponte a b")
    log.event("uno", "ponte", "a", start="2024-01-01")
    log.event("due", "ponte", "b", start="2024-01-02")
    gaps = silences.find(log.ground(today=TODAY), 100)
    assert gaps[0].members == ("ponte",) and gaps[0].score == 1.0
    assert gaps[0].effect.it == "Se «Ponte» si perde, la rete che collega si divide in 2 parti."
    assert all(sum(r.share for r in gap.reasons) == pytest.approx(1) for gap in gaps)


def test_at_a_past_date_later_calls_are_not_known(log) -> None:
    assert "lasciata" in found(log.ground(until="2025-12-31"))
    assert found(log.ground(until="2025-08-01"))["lasciata"].reasons[0].code == "never"


def test_without_a_day_nothing_is_said_to_be_stale(log) -> None:
    assert found(log.ground()) == {}
