"""The table of districts, as HTML made of stored names."""

import re
from dataclasses import replace

import pytest

from graph.model import Label
from graph.network.network import from_edges
from graph.scorecard.cell import Cell, Expected
from graph.scorecard.columns import COLUMNS
from graph.scorecard.scorecard import Row, Scorecard
from graph.scorecard.shape import shape, unread
from graph.store.records import Node
from pages.parts.district_words import NAME, SHAPE, Order, ordered, sentence, table

SHOWN = (COLUMNS["actors"], COLUMNS["isolated"], COLUMNS["ties"])


def row(name: str, actors: float, isolated: float | None, ties: Cell) -> Row:
    why = Label("perché no", "why not")
    cells = {"actors": Cell(actors), "isolated": Cell(isolated, 2, 4, why=None if isolated else why), "ties": ties}
    node = Node(f"district:{name}", "district", {"name": name})
    return Row(node, 3, None, unread(why), cells)


@pytest.fixture
def card() -> Scorecard:
    above = Cell(30.0, expected=Expected(1.0, 5.0, 9.0, Label("tutti", "all")))
    return Scorecard(
        SHOWN,
        (row("Alfa", 5, None, Cell(1.0)), row("<b>Beta</b> {{7*7}}", 7, 0.5, above), row("Vuoto", 0, None, Cell(None))),
    )


def test_what_is_not_defined_comes_last_whatever_the_direction(card: Scorecard) -> None:
    for down in (True, False):
        assert [r.node.name for r in ordered(card, Order("isolated", down))][-1] == "Alfa"
    assert [r.cells["ties"].value for r in ordered(card, Order("ties", True))] == [30.0, 1.0]


def test_shapes_are_put_in_order_both_ways_and_those_not_read_come_last() -> None:
    star = [("hub", f"s{i}", 1.0) for i in range(6)]
    mesh = [(f"m{i}", f"m{j}", 1.0) for i in range(6) for j in range(i)]
    rows = [row("Ignoto", 6, 0.1, Cell(1.0))]
    for name, edges in (("Maglia", mesh), ("Stella", star)):
        rows.append(replace(row(name, 7, 0.1, Cell(1.0)), shape=shape(from_edges([], edges))))
    card = Scorecard(SHOWN, tuple(rows))
    assert [r.node.name for r in ordered(card, Order(SHAPE, False))] == ["Stella", "Maglia", "Ignoto"]
    assert [r.node.name for r in ordered(card, Order(SHAPE, True))] == ["Maglia", "Stella", "Ignoto"]


def test_names_are_text_and_undefined_is_said(card: Scorecard) -> None:
    html = str(table(card, Order(NAME, False), ""))
    assert "<b>Beta" not in html
    assert "{{" not in html
    assert "non definito" in html
    assert "Vuoto" in html.split("</table>")[1]
    assert len(re.findall("più dell&#x27;atteso|più dell'atteso|più dell&#39;atteso", html)) >= 1


def test_an_opened_cell_explains_itself_under_its_row(card: Scorecard) -> None:
    html = str(table(card, Order(NAME, False), "why:ties:district:<b>Beta</b> {{7*7}}"))
    assert html.count('class="why"') == 1
    assert "90 volte su 100" in html
    assert "fra 1 e 9" in html


def test_the_sentence_says_how_many_districts_are_mapped(card: Scorecard) -> None:
    assert sentence(card).startswith("2 ambiti con realtà mappate su 3.")
