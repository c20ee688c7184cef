"""What people say of gaps: kept whole, with its author and time, through merges, backups and erasures."""

from pathlib import Path

import pytest

from graph.store.changes import Changeset, GapStatus, Mark, MergeNodes, PutNode, PutTie
from graph.store.core import Store
from graph.store.errors import MissingEnd, NoReason, UnknownKey
from tests.contract.conftest import Open
from tests.contract.saying import association, event, organised, person, put


def _say(store: Store, status: GapStatus, reason: str = "", step: str = "", author: str = "Giulia") -> None:
    store.mark_gap(Mark("gap:1", "likely-tie", ("a", "b"), status, author, reason, step))


def test_everything_said_of_a_gap_is_kept_in_order_with_author_and_time_and_makes_no_revision(
    store: Store, store_url: str, reopen: Open
) -> None:
    _say(store, GapStatus.TAKEN_UP)
    _say(store, GapStatus.DISMISSED, "  si conoscono già ", author="Anna")
    _say(store, GapStatus.OPEN)
    said = reopen(store_url).gap_marks()
    assert [(m.gap, m.kind, m.members) for m in said] == [("gap:1", "likely-tie", ("a", "b"))] * 3
    assert [(m.status, m.author, m.reason) for m in said] == [
        ("taken_up", "Giulia", ""),
        ("dismissed", "Anna", "si conoscono già"),
        ("open", "Giulia", ""),
    ]
    assert [m.at for m in said] == sorted({m.at for m in said})
    assert store.revision() == 0


def test_saying_the_same_again_adds_nothing_and_reopening_is_always_possible(store: Store) -> None:
    for status in (GapStatus.TAKEN_UP, GapStatus.TAKEN_UP, GapStatus.OPEN, GapStatus.OPEN, GapStatus.TAKEN_UP):
        _say(store, status)
    assert [m.status for m in store.gap_marks()] == ["taken_up", "open", "taken_up"]


def test_a_gap_is_not_dismissed_without_a_reason(store: Store) -> None:
    with pytest.raises(NoReason) as refused:
        _say(store, GapStatus.DISMISSED, "  ")
    assert "serve un motivo" in refused.value.italian()
    assert store.gap_marks() == []


def test_a_next_step_must_exist_and_a_changeset_can_make_it_with_the_mark_or_neither(store: Store) -> None:
    with pytest.raises(UnknownKey):
        _say(store, GapStatus.TAKEN_UP, step="event:none")
    taken = Mark("gap:1", "likely-tie", ("a", "b"), GapStatus.TAKEN_UP, "Giulia", step="event:e")
    changes = [association("a", "Uno"), association("b", "Due"), event("event:e", "Cena", "2027-01-10")]
    lame = Changeset("Giulia", "prova", "form", [*changes, PutTie("organised", "nobody", "event:e")], marks=(taken,))
    with pytest.raises(MissingEnd):
        store.apply(lame)
    whole = Changeset("Giulia", "prova", "form", [*changes, organised("a", "event:e")], marks=(taken,))
    store.apply(whole, dry_run=True)
    assert store.gap_marks() == []
    store.apply(whole)
    assert [(m.status, m.step) for m in store.gap_marks()] == [("taken_up", "event:e")]
    assert store.view("staff").node("event:e") is not None


def test_members_and_step_that_were_merged_are_called_by_what_they_became(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"), association("c", "Tre"))
    put(store, event("e", "Cena"), event("f", "Cena bis"))
    _say(store, GapStatus.TAKEN_UP, step="f")
    put(store, MergeNodes("c", "b"), MergeNodes("e", "f"))
    assert [(m.members, m.step) for m in store.gap_marks()] == [(("a", "c"), "e")]
    store.revert(store.revision(), "Giulia")
    assert [(m.members, m.step) for m in store.gap_marks()] == [(("a", "b"), "f")]


def test_marks_survive_backup_and_copy(store: Store, reopen: Open, tmp_path: Path) -> None:
    put(store, association("a", "Uno"), association("b", "Due"))
    _say(store, GapStatus.TAKEN_UP)
    _say(store, GapStatus.DISMISSED, "si conoscono già")
    said = store.gap_marks()
    store.backup(tmp_path / "copia.gz")
    _say(store, GapStatus.OPEN)
    store.restore(tmp_path / "copia.gz")
    assert store.gap_marks() == said
    other = reopen(f"sqlite:///{tmp_path}/other.db")
    store.copy_to(other)
    assert other.gap_marks() == said
    assert store.check() == other.check() == []


def test_erasing_a_person_erases_what_was_said_of_gaps_with_them_and_their_name_elsewhere(store: Store) -> None:
    put(store, association("a", "Uno"), person("person:p", "Fatou Diop"), association("b", "Due"))
    put(store, PutNode("contact:c", "contact", {"date": "2027-01-10"}), PutTie("about", "person:p", "contact:c"))
    store.mark_gap(Mark("gap:0", "likely-tie", ("a", "b"), GapStatus.OPEN, "Giulia"))
    store.mark_gap(Mark("gap:2", "likely-tie", ("a", "person:p"), GapStatus.TAKEN_UP, "Giulia"))
    _say(store, GapStatus.DISMISSED, "li segue già Fatou Diop")
    _say(store, GapStatus.TAKEN_UP, step="contact:c")
    store.erase("person:p", "Giulia", "richiesta")
    assert [(m.gap, m.status, m.reason, m.step) for m in store.gap_marks()] == [
        ("gap:0", "open", "", ""),
        ("gap:1", "dismissed", "li segue già [cancellato]", ""),
        ("gap:1", "taken_up", "", ""),
    ]
    _say(store, GapStatus.DONE)
    assert [m.status for m in store.gap_marks()] == ["open", "dismissed", "taken_up", "done"]
