"""Two records side by side on a screen."""

from dataclasses import replace

import pytest

from pages.parts.side_by_side import side_by_side
from pages.parts.wording import in_language
from tests.browser.hostile import NAMES


def test_what_differs_is_said_in_words_and_codes_have_names(graph):
    left, right = graph.nodes["association:teranga"], graph.nodes["association:vatra"]
    with in_language("it"):
        drawn = side_by_side(graph, left, right, ("nel file", "già presente"))
    assert "Senegal" in drawn
    assert "sono diversi" in drawn
    assert "nel file" in drawn
    assert "già presente" in drawn


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stays_text(graph, name):
    left = graph.nodes["association:teranga"]
    right = replace(left, properties={**left.properties, "name": name, "times": name, "municipality": "999999"})
    drawn = side_by_side(graph, left, right, (name, name))
    for sign in ("<script>window", "<img src=x", "<svg onload", "{{", "{%", "<style>*"):
        assert sign not in drawn
