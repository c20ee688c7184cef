"""Stored text is escaped wherever it enters HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from pages.parts.markup import esc, fill, join


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.attributes = [], "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def _read(html):
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    return reader


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), max_size=60))
def test_any_text_stays_one_text_and_one_attribute(text):
    read = _read(fill('<b title="{t}">{t}</b>', t=text))
    assert read.tags == ["b"]
    assert read.text == text
    assert read.attributes == [("title", text)]


def test_what_was_made_here_is_not_escaped_again():
    assert str(join([fill("<i>{t}</i>", t="a&b"), esc("<")], " & ")) == "<i>a&amp;b</i> &amp; &lt;"
