"""A card says what, where, with whom, how sure and from where, and no more than the reader may see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from graph.store.records import Evidence
from ingest.sources import registry
from pages.parts import card
from pages.parts.wording import in_language

TODAY = date(2026, 11, 22)


def _text(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", str(markup)).split())


def test_a_card_says_what_where_how_sure_with_whom_how_fresh_and_from_how_many_sources(graph):
    said = _text(card.card(graph, graph.nodes["association:teranga"], TODAY))
    for words in (
        "Teranga",
        "gruppo informale · Bergamo · noto fino alla via",
        "Senegal",
        "wolof",
        "Lavora con 2 realtà",
        "ultimo contatto 52 giorni fa",
        "letto 21 giorni fa",
        "2 fonti",
        "elenco.csv, riga 2",
        "trovato da anncsu",
    ):
        assert words in said, words


def test_before_more_there_are_at_most_seven_lines(graph):
    shown = str(card.card(graph, graph.nodes["association:teranga"], TODAY)).split("<details")[0]
    assert len(re.findall(r"<(?:h2|p|div|span class=\"tags\")", shown)) <= 7


def test_the_public_sees_no_contact_and_no_private_number(graph, public):
    staff = _text(card.card(graph, graph.nodes["association:teranga"], TODAY))
    everyone = _text(card.card(public, public.nodes["association:teranga"], TODAY))
    assert "035 111" in staff
    assert "035 111" not in everyone
    assert "ultimo contatto" not in everyone


def test_what_is_coarse_invented_or_from_a_register_says_so(graph):
    assert "noto solo al comune" in _text(card.row(graph, graph.nodes["association:vatra"]))
    assert "esempio inventato" in _text(card.row(graph, graph.nodes["association:sola"]))
    assert "solo da un registro" in _text(card.row(graph, graph.nodes["school:BGIC1"]))
    assert "noto solo" not in _text(card.row(graph, graph.nodes["association:teranga"]))


def test_every_tie_is_shown_with_its_evidence(graph):
    said = _text(card.card(graph, graph.nodes["event:past"], TODAY))
    for name in ("Teranga", "Vatra", "Coop. Ruah"):
        assert name in said
    assert f"{registry.source('events').label.it}" in said
    assert "association:teranga" not in said


def test_a_card_names_who_is_near_with_the_distance_or_says_that_only_the_town_is_known(graph):
    assert "Vicino : Sola 1,1 km" in _text(card.card(graph, graph.nodes["association:teranga"], TODAY))
    school = _text(card.card(graph, graph.nodes["school:BGIC1"], TODAY))
    assert "Vicino, nello stesso comune : Sola , Teranga" in school
    assert "Vicino" not in _text(card.card(graph, graph.nodes["event:past"], TODAY))


def test_a_card_shows_no_key_of_the_store_and_no_seed(graph):
    for node in graph.nodes.values():
        said = _text(card.card(graph, node, TODAY))
        assert not re.search(r"(association|contact|event|organised|about):", said), said
    hidden = Evidence("sample", "territorio inventato, seme 2463: organised:87", "2026-11-01", "x")
    said = _text(card.card(graph, replace(graph.nodes["association:sola"], evidence=(hidden,)), TODAY))
    assert "2463" not in said
    assert registry.source("sample").label.it in said


def test_a_contact_without_a_name_is_called_by_its_channel_and_date(graph):
    said = _text(card.card(graph, graph.nodes["association:teranga"], TODAY))
    assert "ha il contatto telefonata, 1 ott 2026" in said


def test_only_web_addresses_become_links(graph):
    made = str(card.card(graph, graph.nodes["association:teranga"], TODAY))
    links = re.findall(r'href="([^"]+)"', made)
    outside = [link for link in links if not link.startswith(("storia?", "scheda?", "da_contattare?", "unisci?"))]
    assert outside
    assert all(link.startswith("https://") for link in outside)
    assert made.count("noopener") == len(outside)


def test_a_card_speaks_the_reader_s_language(graph):
    with in_language("en"):
        said = _text(card.card(graph, graph.nodes["association:teranga"], TODAY))
    assert "Works with 2 bodies" in said
    assert "informal group" in said
