"""Erasing a person leaves no trace of them, and everything else as it was."""

from pathlib import Path

import pytest

from graph.store.changes import Load, MergeNodes, PutNode, PutTie, RemoveNode
from graph.store.core import Store
from graph.store.errors import NotErasable, UnknownKey
from graph.store.records import Evidence
from tests.contract.conftest import Open
from tests.contract.saying import association, event, organised, person, put, stream

WORDS = ("Fatou", "Diop", "333 7654321", "fatou.diop@example.org", "person:fatou", "ricordare Diop", "contact:only")
FATOU = person(
    "person:fatou", "Fatou Diop", phone=("333 7654321",), email=("fatou.diop@example.org",), notes="da richiamare"
)


def traces(url: str, store: Store) -> list[str]:
    """Return where any of the words still stands: in the raw bytes of files, or in any property of the server."""
    if url.startswith("sqlite:"):
        files = Path(url.removeprefix("sqlite:///")).parent.iterdir()
        content = {file.name: file.read_bytes().lower() for file in files}
    else:
        everything = "MATCH (n) RETURN properties(n) AS p UNION ALL MATCH ()-[r]->() RETURN properties(r) AS p"
        with store._backend._session() as session:
            content = {str(row["p"]): repr(row["p"]).lower().encode() for row in session.run(everything)}
    return [f"{word} in {name}" for word in WORDS for name, data in content.items() if word.lower().encode() in data]


def _life_of_fatou(store: Store) -> None:
    put(store, association("a", "Baobab", notes="referente: Fatou Diop, 333 7654321"), event("e", "Festa"))
    put(store, FATOU, organised("person:fatou", "e"), reason="inserita Fatou Diop", details={"file": "Fatou Diop.xlsx"})
    put(store, PutTie("collaborates", "person:fatou", "a", {"level": 2}))
    put(store, PutTie("about", "a", "person:fatou", {"role": "presidente"}, (Evidence("form", "person:fatou"),)))
    put(
        store,
        PutNode("contact:shared", "contact", {"date": "2026-02-01", "notes": "sentita fatou diop con altri"}),
        PutNode("contact:only", "contact", {"date": "2026-02-02", "outcome": "ricordare Diop"}),
        PutTie("about", "person:fatou", "contact:shared"),
        PutTie("about", "person:fatou", "contact:only"),
        PutTie("about", "a", "contact:shared"),
    )
    put(store, person("person:fatou", "Fatou Diop Ndiaye", notes="nome completo"))
    put(store, person("person:twin", "FATOU DIOP"), organised("person:twin", "e"))
    put(store, MergeNodes("person:fatou", "person:twin"))
    store.queue_reviews([("person:fatou", "person:other")], "form")
    store.decide("person:fatou", "person:third", same=False, author="Giulia")
    store.record_load(Load("associations", ("Fatou Diop.xlsx",), "2026-03-01T09:00:00Z", "G", 1, 1, 1, 0, 0, 0, {}))


def test_erasing_a_person_leaves_no_trace_anywhere(store: Store, store_url: str, reopen: Open) -> None:
    _life_of_fatou(store)
    assert len(traces(store_url, store)) >= len(WORDS)
    store.erase("person:fatou", "Giulia", "richiesta di Fatou Diop")
    assert traces(store_url, store) == []
    store.close()
    again = reopen(store_url)
    assert traces(store_url, again) == []
    assert again.check() == []


def test_erasing_a_person_leaves_the_others_and_their_history(store: Store) -> None:
    _life_of_fatou(store)
    store.erase("person:fatou", "Giulia", "richiesta")
    view = store.view("staff")
    assert [n.key for n in view.nodes()] == ["a", "contact:shared", "e"]
    assert [(t.type, t.source, t.target) for t in view.ties()] == [("about", "a", "contact:shared")]
    assert view.node("a").text("notes") == "referente: [cancellato], [cancellato]"
    assert view.node("contact:shared").text("notes") == "sentita [cancellato] con altri"
    assert [e.key for e in view.history("e")] == ["e"]
    assert view.history("person:fatou") == view.history("person:twin") == []
    assert view.search("fatou") == []
    assert store.decisions() == {}
    assert store.reviews() == []
    assert [n.key for n in store.as_of(7, "staff").nodes()] == ["a", "contact:shared", "e"]


def test_the_erasure_itself_is_recorded(store: Store) -> None:
    put(store, FATOU)
    store.erase("person:fatou", "Giulia", "richiesta di Fatou Diop")
    last = store.view("staff").revisions(1)[0]
    assert (last.number, last.author, last.source) == (2, "Giulia", "erasure")
    assert (last.reason, last.details) == ("richiesta di [cancellato]", {"erased_nodes": 1, "erased_ties": 0})
    assert store.revision() == 2


def test_a_person_removed_long_ago_can_still_be_erased(store: Store, store_url: str) -> None:
    put(store, FATOU, event("e", "Festa"), organised("person:fatou", "e"))
    put(store, RemoveNode("person:fatou"))
    assert traces(store_url, store) != []
    store.erase("person:fatou", "Giulia", "richiesta")
    assert traces(store_url, store) == []
    assert store.check() == []


def test_erasing_among_many_leaves_no_trace_in_pages_that_were_freed(store: Store, store_url: str) -> None:
    stream(store, (association(f"a{i}", f"Associazione numero {i}") for i in range(500)))
    put(store, person("person:fatou", "Fatou Diop", notes="x" * 5000))
    put(store, person("person:fatou", "Fatou Diop", notes=None))
    stream(store, (association(f"a{i}", f"Associazione numero {i} bis") for i in range(500)))
    store.erase("person:fatou", "Giulia", "richiesta")
    assert traces(store_url, store) == []
    assert len(store.view("staff").nodes()) == 500


def test_only_persons_and_contacts_are_erased(store: Store) -> None:
    put(store, association("a", "Baobab"), event("e", "Festa"), organised("a", "e"))
    tie = store.view("staff").ties()[0].key
    for key in ("a", "municipality:016024", tie):
        with pytest.raises(NotErasable):
            store.erase(key, "Giulia", "prova")
    with pytest.raises(UnknownKey):
        store.erase("nobody", "Giulia", "prova")
    assert (store.revision(), len(store.view("staff").nodes())) == (1, 2)


def test_erasing_a_contact_without_a_name_blots_out_nothing_else(store: Store) -> None:
    put(store, association("a", "Baobab", notes="chiamare la sera"), PutNode("c", "contact", {"date": "2026-02-01"}))
    put(store, PutTie("about", "a", "c"), reason="telefonata")
    before = store.view("staff").node("a")
    store.erase("c", "Giulia", "richiesta")
    assert store.view("staff").node("a") == before
    assert [r.reason for r in store.view("staff").revisions()] == ["richiesta", "telefonata", "prova"]
    assert store.check() == []


def test_erasing_a_contact_leaves_the_person_it_was_about(store: Store) -> None:
    put(store, FATOU, PutNode("contact:c", "contact", {"date": "2026-02-01", "notes": "sentita Fatou Diop"}))
    put(store, PutTie("about", "person:fatou", "contact:c"))
    store.erase("contact:c", "Giulia", "richiesta")
    assert [n.name for n in store.view("staff").nodes()] == ["Fatou Diop"]


def test_erasing_a_person_blots_name_and_phones_out_of_public_texts_in_any_order_and_form(
    store: Store, store_url: str
) -> None:
    told = {
        "description": "Fondata da Diop Fatou (+39 333.765-4321).",
        "meeting_place": "presso DIOP, FATOU",
        "public_phone": "+39 333 7654321",
        "times": "sabato, tel. 3337654321",
    }
    put(store, association("a", "Baobab", **told), event("e", "Festa per Fatou Diop"), FATOU)
    put(store, association("a", "Baobab", **{name: None for name in told if name != "description"}))
    store.erase("person:fatou", "Giulia", "richiesta")
    assert traces(store_url, store) == []
    view = store.view("staff")
    assert view.node("a").text("description") == "Fondata da [cancellato] ([cancellato])."
    assert view.node("e").name == "Festa per [cancellato]"
    then = store.as_of(1, "staff").node("a")
    assert (then.text("times"), then.text("meeting_place")) == ("sabato, tel. [cancellato]", "presso [cancellato]")
    assert then.text("public_phone") == ""
    assert b"7654321" not in repr([view.history("a"), view.nodes()]).encode()
    assert store.check() == []


def test_a_name_of_one_word_is_not_blotted_out_of_public_texts(store: Store) -> None:
    put(store, person("p", "Maria"), association("a", "Centro Santa Maria", notes="referente Maria"))
    store.erase("p", "Giulia", "richiesta")
    left = store.view("staff").node("a")
    assert (left.name, left.text("notes")) == ("Centro Santa Maria", "referente [cancellato]")
