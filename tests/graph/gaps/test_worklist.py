"""A list of gaps narrowed by words and status."""

from dataclasses import replace

from graph.gaps.worklist import in_turn, named, standing
from graph.store.records import Node
from tests.graph.exchange.test_gap_list import GAP

DONE = replace(GAP, id="gap:2", names=("Città Migrante", "Baobab"), status="done")
LONE = replace(GAP, id="gap:3", names=("Sola",), suggested=("coop", "gone"))
COOP = Node("coop", "organisation", {"name": "Coop. Ruah"})


def _named(words: str) -> list[str]:
    return [gap.id for gap in named([GAP, DONE, LONE], words, {"coop": COOP}.get)]


def test_every_word_must_be_in_a_name_case_and_accents_forgiven_of_who_is_suggested_too() -> None:
    assert _named("CITTA  baobab") == ["gap:2"]
    assert _named("citta ancora") == []
    assert _named("ruah") == ["gap:3"], "a common partner named in the reasons is not whom the gap is about"
    assert _named("  ") == ["gap:1", "gap:2", "gap:3"]


def test_one_status_or_any() -> None:
    assert standing([GAP, DONE], "done") == [DONE]
    assert standing([GAP, DONE], "") == [GAP, DONE]


def test_the_best_of_each_kind_come_first_then_the_second_best() -> None:
    ties = [replace(GAP, id=f"tie:{n}") for n in range(3)]
    schools = [replace(GAP, id=f"school:{n}", kind="school") for n in range(2)]
    order = [gap.id for gap in in_turn([*ties, *schools])]
    assert order == ["tie:0", "school:0", "tie:1", "school:1", "tie:2"]
