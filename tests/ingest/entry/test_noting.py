"""What one touch writes, and what undoing it leaves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.network import snapshot
from graph.relations import relation
from graph.relations.relation import Relation
from graph.relations.states import State
from graph.store.changes import Changeset, PutNode
from graph.store.core import Store
from graph.store.errors import StaleRevision, UnknownKey
from graph.store.opening import open_store
from ingest.entry.noting import Noted, noting, postponed, taken

TODAY = date(2026, 11, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=list) as opened:
        bodies = [PutNode(key, "association", {"name": key.capitalize()}) for key in ("ada", "bice")]
        opened.apply(Changeset("test", "built for a test", "form", bodies))
        yield opened


def note(store: Store, **noted: object) -> int:
    told = Noted(("ada",), TODAY.isoformat(), **noted)  # type: ignore[arg-type]
    revision = store.apply(noting(store.view("staff"), told, "Giulia")).revision
    assert revision is not None
    return revision


def with_ada(store: Store) -> Relation:
    view = store.view("staff")
    found = relation.read(view, snapshot.read(view), TODAY)
    assert found is not None
    return found["ada"]


def test_one_touch_is_one_revision_with_author_legal_basis_and_expiry_and_no_name_in_its_words(store: Store) -> None:
    revision = note(store, channel="call", answer="reached", notes=" Parlato con la segretaria ")
    (contact,) = store.view("staff").nodes(["contact"])
    assert contact.properties == {
        "date": "2026-11-30",
        "channel": "call",
        "answer": "reached",
        "notes": "Parlato con la segretaria",
        "consent_basis": "public_interest",
        "expires": "2030-11-30",
    }
    written = store.view("staff").revisions(1)[0]
    assert (written.number, written.author, written.reason) == (revision, "Giulia", "Contatto: telefonata, raggiunto")


def test_undone_at_once_it_never_was(store: Store) -> None:
    revision = note(store, channel="call", answer="met")
    assert with_ada(store).state is State.MET
    store.revert(revision, "Giulia")
    assert with_ada(store).state is State.MAPPED and not store.view("staff").ties(["about"])


def test_two_calls_on_one_day_are_two_contacts(store: Store) -> None:
    note(store, channel="call", answer="no_answer")
    note(store, channel="call", answer="no_answer")
    note(store, channel="call", answer="reached")
    assert len(store.view("staff").nodes(["contact"])) == 3


def test_who_was_met_was_met_in_person_whatever_channel_was_chosen(store: Store) -> None:
    note(store, channel="call", answer="met")
    note(store, channel="visit", answer="met")
    assert {node.text("channel") for node in store.view("staff").nodes(["contact"])} == {"meeting", "visit"}


def test_a_step_noted_for_a_day_is_no_contact_and_can_be_put_off_and_done(store: Store) -> None:
    note(store, next_step="Chiamare", by="2026-12-07")
    found = with_ada(store)
    assert found.state is State.MAPPED and found.step is not None and found.step.by == "2026-12-07"
    store.apply(postponed(store.view("staff"), found.step, "2026-12-30", "Giulia"))
    step = with_ada(store).step
    assert step is not None and (step.what, step.by) == ("Chiamare", "2026-12-30")
    store.apply(taken(store.view("staff"), step, TODAY, "Giulia"))
    assert with_ada(store).step is None


def test_a_meeting_of_two_is_one_contact_of_both(store: Store) -> None:
    told = Noted(("ada", "bice"), "2026-11-30", channel="meeting", answer="met")
    store.apply(noting(store.view("staff"), told, "Giulia"))
    assert len(store.view("staff").nodes(["contact"])) == 1
    assert {tie.source for tie in store.view("staff").ties(["about"])} == {"ada", "bice"}


def test_a_step_whose_contact_was_erased_meanwhile_does_not_come_back_as_a_shell(store: Store) -> None:
    note(store, next_step="Chiamare", by="2026-12-07")
    step = with_ada(store).step
    assert step is not None
    store.erase(step.contact, "Giulia", "richiesta")
    for change in (postponed, lambda view, step, _by, author: taken(view, step, TODAY, author)):
        with pytest.raises(UnknownKey):
            store.apply(change(store.view("staff"), step, "2026-12-30", "Marta"))
    assert store.view("staff").nodes(["contact"]) == []


def test_two_who_note_at_the_same_moment_do_not_write_over_each_other(store: Store) -> None:
    told = [Noted(("ada",), TODAY.isoformat(), "call", "reached", notes=words) for words in ("una", "due")]
    view = store.view("staff")
    mine, theirs = (noting(view, one, "Giulia") for one in told)
    store.apply(mine)
    with pytest.raises(StaleRevision):
        store.apply(theirs)
    store.apply(noting(store.view("staff"), told[1], "Giulia"))
    assert {node.text("notes") for node in store.view("staff").nodes(["contact"])} == {"una", "due"}
