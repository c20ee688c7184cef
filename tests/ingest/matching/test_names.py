"""Names taken apart: words, legal forms, kinds of body, towns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.matching.forms import form, parts
from ingest.matching.kinds import body_kind, town
from ingest.matching.likeness import likeness
from ingest.matching.record import Body, read
from ingest.matching.towns import Towns
from ingest.matching.words import split


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("O.N.L.U S.", ("onlus",)),
        ("A S D Calcio", ("asd", "calcio")),
        ("A.S.D. C.G. CABIATE", ("asd", "cg", "cabiate")),
        ("ANAKUJAO.N.L.U.S.", ("anakuja", "onlus")),
        ("SANT'ANTONIO", ("san", "antonio")),
        ("S.GIOVANNI", ("san", "giovanni")),
        ("SS. Trinità", ("san", "trinita")),
        ("DR.LUIGI", ("dr.", "luigi")),
        ("L'Oglio & C.", ("l", "oglio", "c.")),
        ("", ()),
    ],
)
def test_words_are_the_same_whatever_the_dots_and_accents(name: str, words: tuple[str, ...]) -> None:
    assert split(name) == words


@pytest.mark.parametrize(
    ("name", "core", "forms"),
    [
        ("PROVA O.N.L.U S.", ("prova",), {"onlus"}),
        ("PROVA Organizzazione Non Lucrativa di Utilità Sociale", ("prova",), {"onlus"}),
        ("Ass. Cult. Prova", ("cult.", "prova"), {"association"}),
        ("ASS.SPORT.DILETT. PROVA", ("prova",), {"asd"}),
        ("A.S.D. Prova", ("prova",), {"asd"}),
        ("Prova Sportivva Dilettantistica", ("prova",), {"asd"}),
        ("SOC.COOP.SOC.ONLUS PROVA", ("prova",), {"coop", "social", "onlus"}),
        ("PROVA Cooperativa Sociale a r.l.", ("prova",), {"coop", "social", "limited"}),
        ("Prova Org. di Volontariato", ("prova",), {"odv"}),
        ("Gruppo Sportivo Prova", ("gruppo", "sportivo", "prova"), set()),
        ("ONLUS", ("onlus",), {"onlus"}),
    ],
)
def test_legal_forms_are_folded_in_every_spelling_and_never_erased(
    name: str, core: tuple[str, ...], forms: set[str]
) -> None:
    assert (parts(name).core, parts(name).forms) == (core, forms)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("BERGAMO", "municipality"),
        ("Comune di Bergamo", "municipality"),
        ("AVIS Bergamo", "group"),
        ("Scuola dell'infanzia Bergamo", "school"),
        ("I.C. Bergamo", "school"),
        ("Fondazione Asilo infantile Bergamo", "school"),
        ("Associazione genitori scuola primaria", "group"),
        ("A.S.D. Scuola calcio Bergamo", "group"),
        ("Parrocchia S. Alessandro", "parish"),
        ("Amici della parrocchia S. Alessandro", "group"),
        ("Università degli studi di Bergamo", "public"),
    ],
)
def test_a_town_its_school_its_parish_and_its_associations_are_told_apart(name: str, kind: str) -> None:
    assert body_kind(name, frozenset({town("BERGAMO")})) == kind


@given(st.text(max_size=60))
def test_no_name_however_hostile_breaks_the_reading(name: str) -> None:
    form(name)
    record = read(Body(name, name), Towns([name]))
    assert record.words == tuple(w for w in record.words if w)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("senegalesi", "senegalesi"[:-1], True),
        ("amici", "amico", True),
        ("gufo", "tufo", True),
        ("re", "tre", False),
        ("sole", "molo", False),
        ("2019", "2018", False),
        ("interculturale", "intercuturalle", True),
        ("g", "giuseppe", True),
    ],
)
def test_one_wrong_letter_from_four_two_from_eight(one: str, other: str, same: bool) -> None:
    assert (likeness(one, other) > 0) is same
    assert likeness(one, other) == likeness(other, one)


def test_a_dot_shortens_a_word() -> None:
    assert likeness("volont", "volontariato", True) > likeness("volont", "volontariato") > 0
    assert likeness("vo", "volontariato") == 0


REAL = {town(name): "MI" for name in ("Cinisello Balsamo", "Milano", "San Giuliano Milanese", "Opera", "Lodi")}


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Cinisello B.", "cinisello balsamo"),
        ("S. Giuliano M.se", ""),
        ("S. Giuliano Milanese", "san giuliano milanese"),
        ("Millano", "milano"),
        ("MILANO (MI)", "milano"),
        ("Milano - MI", "milano"),
        ("Comune di Milano", "milano"),
        ("Opera", "opera"),
        ("", ""),
    ],
)
def test_a_town_is_read_however_it_is_typed_and_never_guessed(cell: str, meant: str) -> None:
    towns = Towns([cell, "MILANO", "CINISELLO BALSAMO", "SAN GIULIANO MILANESE", "OPERA"], REAL)
    assert towns.key(cell) == meant


def test_two_real_towns_one_letter_apart_are_two_towns() -> None:
    towns = Towns(["LODI", "LODE"], {"lodi": "LO", "lode": "NU"})
    assert towns.key("LODE") == "lode"
