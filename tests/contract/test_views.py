"""What each audience sees, and how things are found."""

import pytest

from graph.store.backend import Indexed
from graph.store.changes import Load, PutNode, PutTie, RemoveNode
from graph.store.core import Store
from graph.store.records import Evidence
from tests.contract.saying import association, event, organisation, organised, person, put

CONTACT = PutNode("contact:c", "contact", {"date": "2026-02-01", "outcome": "richiamare", "notes": "parla con Fatou"})


def _private(store: Store) -> None:
    put(
        store,
        association("a", "Baobab", phone=("035 1234567",), email=("x@baobab.it",), notes="chiamare la sera"),
        event("e", "Festa"),
        person("person:p", "Fatou Diop", communities=("SN",)),
        CONTACT,
        organised("a", "e"),
        organised("person:p", "e"),
        PutTie("about", "a", "contact:c"),
        reason="inserita Fatou Diop",
    )


def test_the_public_sees_no_person_no_contact_and_no_private_property(store: Store) -> None:
    _private(store)
    view = store.view("public")
    assert [n.key for n in view.nodes()] == ["a", "e"]
    assert [n.key for n in view.nodes(kinds=["person", "contact", "event"])] == ["e"]
    assert [n.key for n in view.nodes(keys=["person:p", "a"])] == ["a"]
    assert view.node("person:p") is None
    assert view.node("a").properties == {"name": "Baobab"}
    assert [(t.source, t.target) for t in view.ties()] == [("a", "e")]
    assert [(t.source, t.target) for t in view.ties_of("e")] == [("a", "e")]
    assert view.ties_of("person:p") == []
    assert view.counts() == ({"association": 1, "event": 1, "municipality": 2}, {"organised": 1})


@pytest.mark.parametrize("words", ["fatou", "diop", "0351234567", "035", "baobab.it", "sera", "richiamare"])
def test_the_public_finds_nothing_by_private_words(store: Store, words: str) -> None:
    _private(store)
    assert store.view("public").search(words) == []
    assert store.view("public").search(words, kinds=["person", "contact"]) == []


def test_what_is_indexed_for_staff_is_found_by_staff_alone(store: Store) -> None:
    put(store, association("a", "Baobab"))
    node = store.view("staff").node("a")
    store._backend.write(lambda writer: writer.put_nodes([Indexed(node, "baobab", "baobab", "segreto")]))
    assert [n.key for n in store.view("staff").search("segr")] == ["a"]
    assert [n.key for n in store.view("staff").search("baobab segreto")] == ["a"]
    assert store.view("public").search("segr") == []
    assert store.view("public").search("baobab segreto") == []


def test_staff_sees_and_finds_everything(store: Store) -> None:
    _private(store)
    view = store.view("staff")
    assert [n.key for n in view.search("fatou dio")] == ["person:p"]
    assert [n.key for n in view.nodes()] == ["a", "contact:c", "e", "person:p"]
    assert view.node("a").text("notes") == "chiamare la sera"
    assert len(view.ties()) == 3


def test_public_history_shows_nothing_private(store: Store) -> None:
    _private(store)
    put(store, association("a", "Baobab", phone=("035 7654321",)))
    put(store, RemoveNode("person:p"))
    view = store.view("public")
    assert view.history("person:p") == []
    assert view.history("contact:c") == []
    told = view.history("a") + view.history("e")
    assert {e.key for e in told} == {"a", "e", store.view("public").ties()[0].key}
    assert [e.revision for e in view.history("a")] == [1, 1]
    assert not any(word in repr(told) for word in ("Fatou", "035", "sera", "person:p", "contact:c"))
    assert not any(word in repr(view.revisions()) for word in ("Fatou", "Giulia"))
    assert [r.number for r in view.revisions()] == [3, 2, 1]


def test_public_views_of_the_past_are_as_discreet(store: Store) -> None:
    _private(store)
    put(store, RemoveNode("person:p"), RemoveNode("a"))
    past = store.as_of(1, "public")
    assert [n.key for n in past.nodes()] == ["a", "e"]
    assert past.node("a").properties == {"name": "Baobab"}
    assert past.search("fatou") == []
    assert past.history("person:p") == []
    assert len(store.as_of(1, "staff").nodes()) == 4


def test_nodes_are_ordered_by_key_and_leave_municipalities_out_unless_asked(store: Store) -> None:
    put(store, *(association(key, "x") for key in ("b:2", "a:1", "b:10", "B:1", "è", "z")))
    assert [n.key for n in store.view("public").nodes()] == ["B:1", "a:1", "b:10", "b:2", "z", "è"]
    assert len(store.view("public").nodes(kinds=["municipality"])) == 2
    assert [n.key for n in store.view("public").nodes(keys=["municipality:016024", "z", "z", "nobody"])] == [
        "municipality:016024",
        "z",
    ]
    assert store.view("public").nodes(keys=[]) == []
    assert store.view("public").nodes(kinds=[]) == []


def test_ties_can_be_asked_for_by_type(store: Store) -> None:
    put(store, association("a", "Uno"), association("b", "Due"), event("e", "Festa"))
    put(store, organised("a", "e"), PutTie("collaborates", "a", "b"))
    view = store.view("public")
    assert [t.type for t in view.ties()] == ["collaborates", "organised"]
    assert [t.type for t in view.ties(["organised"])] == ["organised"]
    assert view.ties([]) == []
    assert [t.type for t in view.ties_of("a")] == ["collaborates", "organised"]


def test_a_candidate_is_mapped_once_it_is_tied(store: Store) -> None:
    put(
        store,
        association("mapped", "Uno"),
        organisation("tied", "Due", candidate=True),
        organisation("untied", "Tre", candidate=True),
        organisation("whispered", "Quattro", candidate=True),
        PutNode("site:s", "site", {"name": "Plesso"}),
        PutNode("school:x", "school", {"name": "Scuola", "candidate": True}),
        event("e", "Festa"),
        CONTACT,
        organised("tied", "e"),
        PutTie("part_of", "site:s", "school:x"),
        PutTie("about", "whispered", "contact:c"),
    )
    assert store.view("staff").mapped() == {"mapped", "tied", "whispered"}
    assert store.view("public").mapped() == {"mapped", "tied"}
    put(store, RemoveNode("e"))
    assert store.view("public").mapped() == {"mapped"}
    assert store.as_of(1, "public").mapped() == {"mapped", "tied"}


NAMES = {
    "a": "L'Aquila d'Oro",
    "b": "Associazione Città Però",
    "c": "CITTÀ APERTA ODV",
    "d": "Città",
    "e": "Nuova città-mondo",
    "f": "A.N.P.I. Bergamo",
    "g": "ŁÓDŹ Straße Ørsted",
    "h": "جمعية السلام",
    "i": "华人协会",
    "j": "Sant’Anna",
}


QUESTIONS = [
    ("citta", ["d", "c", "b", "e"]),
    ("CITTÀ", ["d", "c", "b", "e"]),
    ("citta'", ["d", "c", "b", "e"]),
    ("citt", ["d", "c", "b", "e"]),
    ("citt pero", []),
    ("pero citt", ["b"]),
    ("laquila", ["a"]),
    ("l'aquila", ["a"]),
    ("l’aquila", ["a"]),
    ("aquila oro", ["a"]),
    ("dell'aquila", []),
    ("d'oro", ["a"]),
    ("santanna", ["j"]),
    ("sant'anna", ["j"]),
    ("anna", ["j"]),
    ("anpi", ["f"]),
    ("a.n.p.i.", ["f"]),
    ("mondo", ["e"]),
    ("cittamondo", ["e"]),
    ("lodz strasse orsted", ["g"]),
    ("السلام", ["h"]),
    ("华人", ["i"]),
    ("", []),
    ("  ", []),
    ("'", []),
    ('"', []),
    ('citta" OR "a', []),
    ("*", []),
    ("NOT citta", []),
    ("public:citta", []),
    ("citta*", ["d", "c", "b", "e"]),
    ("citta~2 (", []),
    ("x" * 5000, []),
]


def test_search_forgives_case_accents_and_apostrophes_and_takes_nothing_for_a_command(store: Store) -> None:
    put(store, *(association(key, name) for key, name in NAMES.items()))
    put(store, event("later", "Altro"))
    present, past = store.view("public"), store.as_of(1, "public")
    for words, found in QUESTIONS:
        assert [n.key for n in present.search(words)] == found, words
        assert [n.key for n in past.search(words)] == found, words


def test_search_finds_by_the_names_of_communities_languages_and_topics(store: Store) -> None:
    put(
        store,
        association("a", "Baobab", communities=("SN",), languages=("ar",), topics=("school_support",)),
        association("b", "Senegal insieme"),
        association("c", "Altro", aliases=("Amici del Senegal",)),
    )
    view = store.view("public")
    assert [n.key for n in view.search("senegal")] == ["b", "c", "a"]
    for words in ("arabo", "arabic", "doposcuola", "arabo senegal", "baobab dopos"):
        assert [n.key for n in view.search(words)] == ["a"], words


def test_search_puts_whole_names_first_then_beginnings_then_mapped_bodies(store: Store) -> None:
    put(
        store,
        organisation("1", "Casa", candidate=True),
        association("2", "Casa Africa"),
        organisation("3", "Casa Aperta", candidate=True),
        association("4", "La casa"),
        association("5", "Altra", address="via Casa 1"),
        event("e", "Festa in casa"),
    )
    view = store.view("public")
    assert [n.key for n in view.search("casa")] == ["1", "2", "3", "e", "4", "5"]
    assert [n.key for n in view.search("casa", limit=2)] == ["1", "2"]
    assert view.search("casa", limit=0) == []
    assert [n.key for n in view.search("casa", kinds=["event"])] == ["e"]
    put(store, organised("3", "e"))
    assert [n.key for n in store.view("public").search("casa a")] == ["2", "3", "5"]


def test_search_follows_what_changes(store: Store) -> None:
    put(store, association("a", "Baobab"))
    put(store, association("a", "Girasole"))
    assert store.view("public").search("baobab") == []
    assert [n.key for n in store.view("public").search("girasole")] == ["a"]
    put(store, RemoveNode("a"))
    assert store.view("public").search("girasole") == []


def test_search_does_not_find_municipalities_unless_asked(store: Store) -> None:
    put(store, association("a", "Bergamo insieme"))
    assert [n.key for n in store.view("public").search("bergamo")] == ["a"]
    found = store.view("public").search("bergamo", kinds=["municipality", "association"])
    assert [n.key for n in found] == ["municipality:016024", "a"]


def test_a_box_holds_what_has_a_point_inside(store: Store) -> None:
    put(
        store,
        association("in", "Uno", lat=45.70000001, lon=9.67),
        association("edge", "Due", lat=45.6, lon=9.6),
        association("out", "Tre", lat=45.5999999, lon=9.67),
        association("nowhere", "Quattro", precision="municipality", municipality="016024"),
        event("e", "Festa", lat=45.7, lon=9.67),
        PutNode("municipality:016024", "municipality", {"lat": 45.7, "lon": 9.67}),
    )
    view = store.view("public")
    assert [n.key for n in view.box(45.6, 9.6, 45.8, 9.8)] == ["e", "edge", "in"]
    assert [n.key for n in view.box(45.6, 9.6, 45.8, 9.8, kinds=["event", "municipality"])] == [
        "e",
        "municipality:016024",
    ]
    put(store, association("in", "Uno", lat=None, lon=None))
    assert [n.key for n in store.view("public").box(45.6, 9.6, 45.8, 9.8, kinds=["association"])] == ["edge"]


def test_near_is_measured_along_the_earth_and_ordered(store: Store) -> None:
    put(
        store,
        association("station", "Stazione", lat=45.6905, lon=9.6750),
        association("cathedral", "Città Alta", lat=45.7036, lon=9.6625),
        association("milan", "Milano", lat=45.4642, lon=9.1900),
    )
    found = store.view("public").near(45.6905, 9.6750, 60)
    assert [n.key for n, _ in found] == ["station", "cathedral", "milan"]
    assert [round(km, 2) for _, km in found] == [0.0, 1.75, 45.37]
    assert [n.key for n, _ in store.view("public").near(45.6905, 9.6750, 1.74)] == ["station"]


def test_the_public_reads_no_notes_in_evidence_and_no_names_of_files(store: Store) -> None:
    note = "telefonata con Fatima, cell. 333 7654321"
    hidden = (note, "3337654321", "FATIMA333.765.4321", "RSSMRA80A01H501U", "https://x.it/ chiesto a Fatima")
    shown = ("https://example.org/festa?id=3337654321", "BGIC81000E", "ODG-2026/14")
    told = tuple(Evidence("collaborations", reference, "2026-03-01") for reference in (*hidden, *shown))
    published = (Evidence("labimpact", "Rapporto finale"), Evidence("runts", "riga 12"))
    put(
        store,
        association("a", "Uno", *told, *published),
        event("e", "Festa"),
        PutTie("organised", "a", "e", {}, told),
    )
    put(store, association("a", "Due"))
    store.record_load(
        Load("associations", ("rubrica di Fatima.xlsx",), "2026-03-01T09:00:00Z", "G", 1, 1, 1, 0, 0, 1, {note: 1})
    )
    view = store.view("public")
    past = store.as_of(1, "public")
    for record in (*view.nodes(["association"]), *view.ties(), *past.nodes(["association"]), *past.ties_of("a")):
        references = [e.reference for e in record.evidence]
        assert references[: len(told)] == [""] * len(hidden) + list(shown)
        assert references[len(told) :] in ([], ["Rapporto finale", "riga 12"])
    for words in (repr(view.history("a")), repr(view.loads())):
        assert "Fatima" not in words
        assert "7654321" not in words.replace("id=3337654321", "")
    assert store.view("staff").nodes(["association"])[0].evidence[0].reference == note
    assert store.view("staff").loads()[0].files == ("rubrica di Fatima.xlsx",)
