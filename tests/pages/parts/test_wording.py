"""The words of the screens: nothing is missing in either language."""

from __future__ import annotations

import pytest

from pages.parts import wording
from pages.parts.wording import _, in_language, missing, n_


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_word_of_the_screens_is_there(language):
    assert missing(language) == []


def test_italian_is_what_a_reader_gets_unless_english_was_chosen():
    assert _("Map") == "Mappa"
    with in_language("en"):
        assert _("Map") == "Map"


def test_one_and_many_differ_and_numbers_are_the_reader_s():
    assert n_("{n} source", "{n} sources", 1) == "1 fonte"
    assert n_("{n} source", "{n} sources", 1234) == "1.234 fonti"
    with in_language("en"):
        assert n_("{n} source", "{n} sources", 1234) == "1,234 sources"


def test_a_word_that_no_catalogue_has_is_found(tmp_path, monkeypatch):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "nuova.py").write_text('_("Never said before")\nn_("{n} foo", "{n} foos", 2)\n')
    monkeypatch.setattr(wording, "used", lambda real=wording.used: real(tmp_path))
    problems = missing("it")
    assert "it: not translated: 'Never said before'" in problems
    assert "it: not translated: '{n} foo'" in problems
    assert "it: no longer used: 'Map'" in problems


def test_a_message_that_is_not_written_out_is_refused(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "nuova.py").write_text("_(name)\n")
    with pytest.raises(SyntaxError, match=r"nuova\.py:1"):
        wording.used(tmp_path)


def test_updating_a_catalogue_keeps_what_was_translated_and_adds_the_rest(tmp_path, monkeypatch):
    monkeypatch.setattr(wording, "LOCALE", tmp_path)
    monkeypatch.setattr(wording, "used", lambda: {"Map": None, "{n} source": "{n} sources"})
    assert wording.update("it") == 2
    monkeypatch.setattr(wording, "used", lambda: {"Map": None, "New": None})
    file = wording.catalogue_file("it")
    file.write_text(file.read_text().replace('msgid "Map"\nmsgstr ""', 'msgid "Map"\nmsgstr "Mappa"'))
    assert wording.update("it") == 1
    assert missing("it") == ["it: not translated: 'New'"]
