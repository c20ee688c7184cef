"""Which encoding a text file is in, decided from its bytes alone, the same way every time.

UTF-8 is tried first; a byte that is not UTF-8 is read in the file's eight-bit encoding, so that a file
put together from pieces in different encodings still reads right. Guessing by the statistics of many
languages is left out on purpose: Italian lists come in few encodings.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from functools import cache

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = ("cp1252", "mac_roman", "cp850")
_ITALIAN = frozenset("àèéìíòóùúÀÈÉÌÒÙ’‘“”°€–«»ç·ª…—")
_FIRST_STRAY, _LAST_STRAY = "\udc80", "\udcff"  # what surrogateescape makes of bytes that are not UTF-8


def detect(head: bytes) -> str:
    """Return the encoding of a file from its first bytes.

    Returns
    -------
    `utf-8`, `utf-16-le`, `utf-16-be`, `utf-32-le`, or the eight-bit encoding in which bytes that are not
    UTF-8 make the most Italian letters: `cp1252` (Latin-1 included), `mac_roman` or `cp850`.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if name := _unmarked_utf16(head):
        return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # a character cut at the end is no fault
    except UnicodeDecodeError:
        stray = _stray_bytes(head)
        return max(_EIGHT_BIT, key=lambda encoding: _italian(stray, encoding))
    return "utf-8"


def _unmarked_utf16(head: bytes) -> str:
    """Return UTF-16 without its mark: every other byte of Western text is zero."""
    sample = head[:2000]
    half = len(sample) / 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half >= 4 and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 4 and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _stray_bytes(raw: bytes) -> bytes:
    text = raw.decode("utf-8", "surrogateescape")
    return bytes(ord(c) - 0xDC00 for c in text if _FIRST_STRAY <= c <= _LAST_STRAY)


def _italian(stray: bytes, encoding: str) -> int:
    return sum(1 if c in _ITALIAN else -1 for c in stray.decode(encoding, "replace"))


@cache
def _repairs(encoding: str) -> Mapping[int, str]:
    """Return what each stray byte means; the five that cp1252 leaves undefined are read as Latin-1."""
    table = {}
    for byte in range(0x80, 0x100):
        try:
            table[0xDC00 + byte] = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            table[0xDC00 + byte] = chr(byte)
    return table


@cache
def _coincidences() -> Mapping[int, str]:
    """Return what an Italian capital and a sign after it, in cp1252, would be by chance in UTF-8: `PIÙ»`, `È’`."""
    pairs = (first + second for first in "ÈÉÌÒÙ" for second in "’‘“”°–—…«»º")
    return {ord(pair.encode("cp1252").decode("utf-8")): pair for pair in pairs}


@cache
def _twice() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return what Italian letters and signs look like in UTF-8 that was read as eight-bit and saved once more."""
    meant: dict[str, str] = {}
    for character in _ITALIAN:
        raw = character.encode("utf-8")
        meant[raw.decode("latin-1")] = character
        meant["".join(_repairs("cp1252")[0xDC00 + byte] for byte in raw)] = character
    return re.compile("|".join(map(re.escape, sorted(meant, key=len, reverse=True)))), meant


_LOST_SPACE = re.compile("(?<=[a-z])Ã (?=[a-z]|$)")  # `attivitÃ  di`, the hard space after it having become a plain one


def undone(text: str) -> str:
    """Return a text with Italian letters that were encoded twice (`attivitÃ `, `Ã¨`) as they were meant."""
    if not ("Ã" in text or "â" in text or "Â" in text):
        return text
    pattern, meant = _twice()
    return _LOST_SPACE.sub("à ", pattern.sub(lambda found: meant[found[0]], text))


class Decoder:
    """Decodes the lines of one file in an encoding whose line ends are single bytes.

    Attributes
    ----------
    encoding
        As `detect` returned it.
    fallback
        In which bytes that are not UTF-8 are read.
    repaired
        Lines that held bytes which are not UTF-8.
    undone
        Lines that held letters encoded twice.
    """

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.repaired = self.undone = 0
        self.fallback = encoding if encoding in _EIGHT_BIT else "cp1252"
        self._repairs = _repairs(self.fallback)
        if encoding == "cp1252":
            self._repairs = {**self._repairs, **_coincidences()}
        self._clean = 0  # lines beyond ASCII that are UTF-8 throughout

    def line(self, raw: bytes) -> str:
        """Return one line as text."""
        if raw.isascii():
            return raw.decode("ascii")
        text = self._decoded(raw)
        whole = undone(text)
        self.undone += whole != text
        return whole

    def _decoded(self, raw: bytes) -> str:
        text = raw.decode("utf-8", "surrogateescape")
        if self.encoding == "utf-8" and text.isprintable():
            self._clean += 1
            return text
        repaired = text.translate(self._repairs)
        if repaired == text:
            self._clean += 1
        else:
            self.repaired += 1
        return repaired

    @property
    def mixed(self) -> bool:
        """Tell whether lines of two encodings have been met."""
        return bool(self.repaired and self._clean)
