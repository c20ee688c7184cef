"""Texts come back as they were meant; sound ones as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning.texts import closed_up, repaired


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Mostra del 18&#176  Premio", "Mostra del 18° Premio"),
        ("nell&#8217 aere &#232  uno", "nell’aere è uno"),
        ("citt&#224  di", "città di"),
        ("caff&egrave; &amp; t&egrave;", "caffè & tè"),
        ("ComunitÃ Eritrea", "Comunità Eritrea"),
        ("Brasil-ItÃ¡lia", "Brasil-Itália"),
        ("lâ\x80\x99associazione", "l’associazione"),
        ("LÂ\x92Associazione Â\x96 casa", "L’Associazione – casa"),
        ("COMUNITÃ\x80", "COMUNITÀ"),
        ("a\u200bb\u00a0", "ab"),
    ],
)
def test_what_other_programs_broke_is_mended(cell: str, meant: str) -> None:
    assert repaired(cell) == meant


@pytest.mark.parametrize("cell", ["Donne & lavoro", "AT&T", "São Paulo", "IRMÃOS", "PIÙ» È’", "100% è già", "R&D"])
def test_sound_texts_stay(cell: str) -> None:
    assert repaired(cell) == cell


@given(st.text(alphabet="àèéìòùÀÈÌÒÙabcXYZ’“”–° ,.'", max_size=40))
def test_any_italian_text_encoded_twice_comes_back(text: str) -> None:
    meant = text.strip()
    assert repaired(meant.encode("utf-8").decode("latin-1")) == meant or "à" in meant or "À" in meant
    assert repaired(meant) == meant


def test_a_name_is_one_line_with_single_blanks() -> None:
    assert closed_up("Alpha  Association\n(Filippine) ") == "Alpha Association (Filippine)"
