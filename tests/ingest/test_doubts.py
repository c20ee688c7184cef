"""A body that the store may have under another name is asked about, or kept apart and queued; never merged unasked."""

import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.records import Node
from ingest import doubts
from tests.ingest.desk import Desk

HEADINGS = ["Nome", "Comune"]


@pytest.fixture
def two_names(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A store with one association that whatever comes next may be."""
    desk.load("associations", desk.sheet("a.csv", HEADINGS, ["Associazione Senegal", "Bergamo"]))
    there = desk.named("Associazione Senegal").key
    monkeypatch.setattr(doubts, "finder", lambda view: lambda kind, name, municipality: (there,))
    return desk


def test_without_a_person_doubtful_ones_are_kept_apart_and_queued(two_names: Desk) -> None:
    result = two_names.load("associations", two_names.sheet("b.csv", HEADINGS, ["Ass. Senegal", "Bergamo"]))
    assert result.created == 1
    pair = {two_names.named("Ass. Senegal").key, two_names.named("Associazione Senegal").key}
    assert [{review.left, review.right} for review in two_names.store.reviews()] == [pair]


def test_a_dry_run_asks_nobody_and_queues_nothing(two_names: Desk) -> None:
    def ask(name: str, there: Node) -> bool:
        raise AssertionError

    path = two_names.sheet("b.csv", HEADINGS, ["Ass. Senegal", "Bergamo"])
    assert two_names.load("associations", path, dry_run=True, ask=ask).created == 1
    assert two_names.store.reviews() == []


def test_a_person_who_says_yes_makes_them_one_and_is_not_asked_again(two_names: Desk) -> None:
    asked: list[tuple[str, str]] = []

    def ask(name: str, there: Node) -> bool:
        asked.append((name, there.name))
        return True

    path = two_names.sheet("b.csv", HEADINGS, ["Ass. Senegal", "Bergamo"])
    result = two_names.load("associations", path, ask=ask)
    assert (result.created, result.updated) == (0, 1)
    assert asked == [("Ass. Senegal", "Associazione Senegal")]
    assert two_names.named("Ass. Senegal").many("aliases") == ("Associazione Senegal",)
    assert two_names.load("associations", path, ask=ask).revision is None
    assert len(asked) == 1


def test_a_person_who_says_no_is_not_asked_again_and_nothing_waits(two_names: Desk) -> None:
    asked: list[str] = []

    def ask(name: str, there: Node) -> bool:
        asked.append(name)
        return False

    path = two_names.sheet("b.csv", HEADINGS, ["Ass. Senegal", "Bergamo"])
    assert two_names.load("associations", path, ask=ask).created == 1
    two_names.load("associations", path, ask=ask)
    assert (asked, two_names.store.reviews()) == (["Ass. Senegal"], [])


def test_a_person_who_does_not_know_leaves_it_in_the_queue(two_names: Desk) -> None:
    path = two_names.sheet("b.csv", HEADINGS, ["Ass. Senegal", "Bergamo"])
    two_names.load("associations", path, ask=lambda name, there: None)
    assert len(two_names.store.reviews()) == 1


def test_a_name_written_otherwise_is_found_by_its_likeness_and_waits_for_a_person(desk: Desk) -> None:
    headings = [*HEADINGS, "Codice fiscale"]
    there = ["ASSOCIAZIONE CULTURALE DONNE SENEGALESI ODV", "Bergamo", "02112970237"]
    others = [
        [f"Circolo {name}", "Bergamo", ""] for name in ("Fratellanza", "Acli", "Arci", "Unione", "Pesca", "Tennis")
    ]
    desk.load("associations", desk.sheet("a.csv", headings, there, *others))
    result = desk.load("associations", desk.sheet("b.csv", HEADINGS, ["Ass. Donne Senegalesi", "Bergamo"]))
    assert result.created == 1  # kept apart
    assert [{review.left, review.right} for review in desk.store.reviews()] == [
        {"body:02112970237", desk.named("Ass. Donne Senegalesi").key}
    ]


@pytest.mark.parametrize("dry_run", [True, False])
def test_one_that_resembles_an_invented_one_is_said_to_be_kept_apart(desk: Desk, dry_run: bool) -> None:
    headings = [*HEADINGS, "Comunità", "Lingue"]
    names = ["Badanti Nasij dell'Ordito", "Giovani Nasij dell'Ordito", "Donne Agimi del Filo", "Coro Ayni", "Vatra"]
    desk.load("associations", desk.sheet("a.csv", HEADINGS, *([name, "Dalmine"] for name in names)))
    there = desk.named(names[0])
    invented = PutNode(there.key, there.kind, {"invented": True})
    desk.store.apply(Changeset("Bea", "prova", "sample", [invented]))
    path = desk.sheet("b.csv", headings, ["Badanti Nasij Ordito", "Dalmine", "Marocco", "arabo"])
    result = desk.load("associations", path, dry_run=dry_run)
    assert result.created == 1
    said = "riga 2: «Badanti Nasij Ordito» somiglia a «Badanti Nasij dell'Ordito» (stesso comune): "
    assert f"{said}tenuta a parte, in attesa di una decisione" in result.remarks
    assert len(desk.store.reviews()) == (0 if dry_run else 1)
