"""Two lists brought together: what is decided alone, what goes to a person, what never meets."""

import pytest

from bench.lists.made import held_out, register, typed, yearly
from graph.territory.base import seed
from ingest.matching.pairing import SAME, Pairing, pair
from ingest.matching.record import Body
from ingest.matching.towns import real_towns
from tests.ingest.sources.register_load import shared

CROWD = [
    Body(f"{word} {other} {form}", town)
    for word in ("GRUPPO", "CENTRO", "CIRCOLO", "AMICI", "VOLONTARI")
    for other in ("SORRISO", "ARCOBALENO", "SPERANZA", "INSIEME", "AURORA", "VITA")
    for form in ("ONLUS", "ODV")
    for town in ("MILANO", "BERGAMO", "LODI")
]
"""A list in which common words are common."""


def found(left: list[Body], right: list[Body]) -> list[Pairing]:
    return pair(
        left, [*right, *CROWD], {"milano": "MI", "bergamo": "BG", "lodi": "LO", "castro": "BG", "seriate": "BG"}
    )


def decided(left: Body, right: Body) -> str:
    """Return what is decided of a pair among the crowd."""
    return next((p.decision for p in found([left], [right]) if p.right == 0), "")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Il Gufo Saggio", "Bergamo"), ("ASSOCIAZIONE IL GUFO SAGGIO O.N.L.U S.", "BERGAMO")),
        (
            ("Asd Gufo Saggio Volley", "Bergamo"),
            ("GUFO SAGGIO VOLLEY ASSOCIAZIONE SPORTIVA DILETTANTISTICA", "BERGAMO"),
        ),
        (("Guffo Sagio", "bergamo (BG)"), ("IL GUFO SAGGIO ODV", "BERGAMO")),
        (("Saggio Gufo", ""), ("IL GUFO SAGGIO ODV", "BERGAMO")),
        (("Gufosaggio onlus", "Bergamo"), ("GUFO SAGGIO ONLUS", "BERGAMO")),
        (("Gufo Saggio coop. soc.", "Bergmo"), ("GUFO SAGGIO SOCIETA' COOPERATIVA SOCIALE", "BERGAMO")),
        (("Ass. senegalesi del Sebino", "Lodi"), ("ASSOCIAZIONE SENEGALESI DEL SEBINO APS", "LODI")),
    ],
)
def test_a_name_typed_otherwise_is_decided_alone(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert decided(Body(*left), Body(*right)) == "same"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Castro", "Castro"), ("SCUOLA MATERNA DI CASTRO", "CASTRO")),
        (("Parrocchia di Castro", "Castro"), ("CASTRO", "CASTRO")),
        (("Comune di Castro", "Castro"), ("GRUPPO ALPINI CASTRO", "CASTRO")),
        (("AVIS Seriate", "Seriate"), ("AIDO SERIATE", "SERIATE")),
        (("Polisportiva Gufo 2001", "Lodi"), ("COOPERATIVA SOCIALE TALPA 1987", "LODI")),
        (("Biblioteca comunale di Seriate", "Seriate"), ("SERIATE", "SERIATE")),
    ],
)
def test_kinds_and_different_bodies_never_meet(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert decided(Body(*left), Body(*right)) != "same"


def test_equal_names_in_one_town_under_two_codes_go_to_a_person() -> None:
    pairs = found([Body("Castro", "Castro")], [Body("CASTRO", "CASTRO"), Body("CASTRO", "CASTRO")])
    assert {(p.right, p.decision) for p in pairs} == {(0, "review"), (1, "review")}


def test_an_equal_name_in_two_towns_without_a_town_given_goes_to_a_person() -> None:
    pairs = found([Body("Il Gufo Saggio", "")], [Body("IL GUFO SAGGIO", "LODI"), Body("IL GUFO SAGGIO", "BERGAMO")])
    assert {p.decision for p in pairs} == {"review"}
    assert {p.right for p in pairs} == {0, 1}


def test_a_different_town_weakens_and_does_not_exclude() -> None:
    right = Body("CIRCOLO CULTURALE IL GUFO SAGGIO DEL SEBINO APS", "BERGAMO")
    moved = found([Body(right.name, "LODI")], [right])
    assert [p.right for p in moved] == [0]
    stayed = found([Body(right.name, "BERGAMO")], [right])
    assert stayed[0].score > moved[0].score


def test_same_is_one_to_one_and_the_other_row_is_shown() -> None:
    twice = [Body("Il Gufo Saggio", "Bergamo"), Body("Il Gufo Saggio Odv", "Bergamo")]
    pairs = found(twice, [Body("IL GUFO SAGGIO", "BERGAMO")])
    same = [p for p in pairs if p.decision == "same"]
    assert [(p.left, p.right) for p in same] == [(0, 0)]
    assert (1, 0, "review") in {(p.left, p.right, p.decision) for p in pairs}


def test_rows_come_in_order_and_two_runs_agree() -> None:
    left = [*CROWD[5:40], Body("Il Gufo Saggio", "Lodi")]
    once, again = found(left, CROWD[:50]), found(left, CROWD[:50])
    assert once == again
    assert [p.left for p in once] == sorted(p.left for p in once)
    assert all(0 <= p.score <= 1 for p in once)
    assert all(p.score >= SAME for p in once if p.decision == "same")


@pytest.mark.parametrize(("left", "right"), [([], CROWD), (CROWD, []), ([Body("", "")], [Body("", "")])])
def test_empty_lists_and_names_have_no_pairs(left: list[Body], right: list[Body]) -> None:
    assert pair(left, right) == []


@pytest.fixture(scope="module")
def towns() -> dict[str, str]:
    return real_towns(seed())


def quality(pairs: list[Pairing], truth: frozenset[tuple[int, int]]) -> tuple[float, float, float]:
    """Return precision and recall of what is decided alone, and the share of right bodies offered."""
    same = {(p.left, p.right) for p in pairs if p.decision == "same"}
    offered = {(p.left, p.right) for p in pairs}
    return len(same & truth) / len(same), len(same & truth) / len(truth), len(offered & truth) / len(truth)


def test_a_typed_sheet_finds_its_bodies_in_the_real_register(towns: dict[str, str]) -> None:
    rows = register(shared("third_sector", "5x1000_2020_lombardia.csv"))
    lists = typed([row for row in rows if held_out(row.code)], rows, seed=7, count=600)
    sides = ([Body(r.name, r.town) for r in side] for side in (lists.left, lists.right))
    pairs = pair(*sides, towns)
    precision, recall, offered = quality(pairs, lists.truth)
    assert precision >= 0.98
    assert recall >= 0.88
    assert offered >= 0.94
    assert len({p.left for p in pairs if p.decision == "review"}) <= 0.15 * len(lists.left)


def test_two_yearly_lists_of_the_real_register_meet(towns: dict[str, str]) -> None:
    rows = register(shared("third_sector", "5x1000_2020_lombardia.csv"))
    lists = yearly(rows, seed=7)
    sides = ([Body(r.name, r.town) for r in side] for side in (lists.left, lists.right))
    precision, recall, _ = quality(pair(*sides, towns), lists.truth)
    assert precision >= 0.995
    assert recall >= 0.99
