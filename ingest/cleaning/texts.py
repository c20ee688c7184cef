"""A cell's text as it was meant: accents encoded twice, broken HTML entities, blanks that nobody sees."""

from __future__ import annotations

import re
from html import unescape

from ingest.tables.encoding import undone

_NUMBERED = re.compile(r"&#(\d{2,6}|[xX][0-9a-fA-F]{2,5})(?:;| |(?=[^\w;]|$))")
_NAMED = re.compile(
    r"&(amp|quot|apos|nbsp|lt|gt|deg|euro|[aeiouAEIOU](?:grave|acute)|[lr][sd]quo|[lr]aquo|[nm]dash|hellip|middot)"
    r"(?:;| |$)"
)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def repaired(text: str) -> str:
    """Return a text as it was meant; one that nothing is wrong with comes back as it is.

    An entity that lost its semicolon to a blank (`citt&#224  di`) takes that one blank with it.
    """
    whole = undone(text)
    if "&" in whole:
        whole = _NAMED.sub(lambda found: unescape(f"&{found[1]};"), _NUMBERED.sub(_numbered, whole))
    return _INVISIBLE.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _numbered(found: re.Match[str]) -> str:
    return _CONTROL.sub(" ", unescape(f"&#{found[1]};"))


def closed_up(text: str) -> str:
    """Return a text of one line, its blanks single."""
    return _BLANKS.sub(" ", re.sub(r"\s*\n+\s*", " ", text)).strip()
