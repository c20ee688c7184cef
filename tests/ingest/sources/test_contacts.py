"""The log of contacts as a spreadsheet: who, when, how, what was promised; private from the first row on."""

import pytest

from graph.store.changes import Changeset, PutNode
from graph.store.records import Node
from ingest.sources.contacts import answered
from tests.ingest.desk import Desk, Line, cells

IT = ["Attore", "Data", "Mezzo", "Esito", "Prossimo passo", "Entro"]
EN = ["actor", "date", "channel", "outcome", "next step", "by"]
SECRET = "Rosa Segreta 333 1234567"


@pytest.fixture
def known(desk: Desk) -> Desk:
    bodies = {"body:1": "Donne del mondo", "body:2": "Ruah", "body:3": "Ruah"}
    changes = [PutNode(key, "association", {"name": name}) for key, name in bodies.items()]
    changes.append(PutNode("person:1", "person", {"name": "Rosa Segreta"}))
    desk.store.apply(Changeset("test", "built for a test", "form", changes))
    return desk


def contacts(desk: Desk) -> dict[str, Node]:
    return {node.text("outcome"): node for node in desk.nodes("contact")}


@pytest.mark.parametrize("headings", [IT, EN], ids=["it", "en"])
def test_a_log_is_read_and_the_same_file_again_changes_nothing(known: Desk, headings: list[str]) -> None:
    rows = [
        ["donne del mondo", "12/03/2026", "telefono", "Interessate alla festa", "Mandare il programma", "20 mar 2026"],
        ["body:2", "2026-03-10", "meeting", "Non risponde nessuno", "", ""],
        ["Rosa Segreta", "10/03/2026", "Mail", "Raggiunta", "", ""],
    ]  # fmt: skip
    path = known.sheet("c.csv", headings, *rows)
    result = known.load("contacts", path)
    assert (result.read, result.created, result.rejected, result.ties_created) == (3, 3, 0, 3)
    first = contacts(known)["Interessate alla festa"]
    assert dict(first.properties) == {
        "date": "2026-03-12",
        "channel": "call",
        "outcome": "Interessate alla festa",
        "next_step": "Mandare il programma",
        "by": "2026-03-20",
        "consent_basis": "public_interest",
        "expires": "2030-03-12",
    }
    assert {tie.source for tie in known.ties("about")} == {"body:1", "body:2", "person:1"}
    assert contacts(known)["Non risponde nessuno"].text("answer") == "no_answer"
    assert (contacts(known)["Raggiunta"].text("channel"), contacts(known)["Raggiunta"].text("answer")) == (
        "email",
        "reached",
    )
    assert known.load("contacts", path).revision is None
    assert known.load("contacts", known.sheet("d.csv", headings, *reversed(rows))).revision is None


def test_a_contact_told_later_is_the_same_contact(known: Desk) -> None:
    known.load("contacts", known.sheet("a.csv", IT, ["Donne del mondo", "12/03/2026", "incontro", "", "", ""]))
    before = known.nodes("contact")
    known.load("contacts", known.sheet("b.csv", IT, ["Donne del mondo", "12/03/2026", "incontro", "Bene", "", ""]))
    after = known.nodes("contact")
    assert [node.key for node in after] == [node.key for node in before]
    assert after[0].text("outcome") == "Bene"


def test_two_calls_on_one_day_stay_two_in_whatever_order_they_come(known: Desk) -> None:
    morning = ["Donne del mondo", "12/03/2026", "telefonata", "Non risponde", "", ""]
    evening = ["Donne del mondo", "12/03/2026", "telefonata", "Raggiunte", "", ""]
    assert known.load("contacts", known.sheet("a.csv", IT, morning, evening, morning)).created == 2
    assert known.load("contacts", known.sheet("b.csv", IT, evening, morning)).revision is None


def test_who_is_not_on_the_map_is_refused_not_made_for_it_may_be_a_persons_name(known: Desk, line: Line) -> None:
    rows = [
        ["Signora Bianchi", "12/03/2026", "", "", "", ""],
        ["Ruah", "12/03/2026", "", "", "", ""],
        ["Donne del mondo", "domani", "", "", "", ""],
        ["Donne del mondo", "12/03/2026", "piccione", "", "", ""],
        ["Donne del mondo", "12/03/2026", "", "", "Richiamare", "1/3/2026"],
    ]
    rejects = known.folder / "scarti.csv"
    said = line.load("contacts", known.sheet("c.csv", IT, *rows), "--rejects", rejects)
    assert said.code == 3 and said.document["rejected"] == 5 and not known.nodes("contact")
    assert [row["_column"] for row in cells(rejects)] == ["Attore", "Attore", "Data", "Mezzo", "Entro"]
    assert "body:2 oppure body:3" in cells(rejects)[1]["_remedy"]
    corrected = [["Donne del mondo", *row[1:]] for row in rows[:1]]
    assert known.load("contacts", known.sheet("again.csv", IT, *corrected)).created == 1


def test_nothing_of_a_log_reaches_the_public_or_the_terminal(known: Desk, line: Line) -> None:
    path = known.sheet("c.csv", IT, ["Donne del mondo", "12/03/2026", "telefonata", SECRET, SECRET, ""])
    dry = line.load("contacts", path, "--dry-run")
    wet = line.load("contacts", path)
    changed = known.sheet("c.csv", IT, ["Donne del mondo", "12/03/2026", "telefonata", SECRET + "!", SECRET, ""])
    again = line.load("contacts", changed, "--dry-run")
    assert all(SECRET not in said.out + said.err for said in (dry, wet, again))
    public = known.store.view("public")
    assert not public.nodes(["contact"]) and not public.ties(["about"]) and SECRET not in repr(public.loads())
    assert not public.search("Segreta") and "333" not in repr(public.history("body:1"))


def test_erasing_a_person_takes_the_contacts_that_were_only_with_her(known: Desk) -> None:
    known.load("contacts", known.sheet("c.csv", IT, ["Rosa Segreta", "12/03/2026", "", "Ha detto sì", "", ""]))
    known.store.erase("person:1", "Ada", "richiesta")
    assert not known.nodes("contact", "person") and not known.ties("about")


@pytest.mark.parametrize(
    ("outcome", "answer"),
    [
        ("Non risponde", "no_answer"),
        ("NON HA RISPOSTO, riprovare", "no_answer"),
        ("raggiunto", "reached"),
        ("Richiamare dopo le feste", "call_back"),
        ("Incontrati in sede", "met"),
        ("met", "met"),
        ("Disponibili per la festa", ""),
        ("Metà del gruppo è partita", ""),
        ("", ""),
    ],
)
def test_an_outcome_says_how_it_was_answered_only_where_it_begins_so(outcome: str, answer: str) -> None:
    assert answered(outcome) == answer
