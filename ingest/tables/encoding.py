"""Which encoding a text file is in, decided from its bytes alone, the same way every time.

UTF-8 is tried first; a byte that is not UTF-8 is read in the file's eight-bit encoding, so that a file
put together from pieces in different encodings still reads right. Guessing by the statistics of many
languages is left out on purpose: Italian lists come in few encodings.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
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
def _bytes() -> Mapping[str, int]:
    """Return the byte that a character is in cp1252, the five undefined ones and the controls as in Latin-1."""
    return {**{chr(byte): byte for byte in range(0x80, 0x100)}, **{text: byte - 0xDC00 for byte, text in _cp1252()}}


def _cp1252() -> Iterable[tuple[int, str]]:
    return _repairs("cp1252").items()


@cache
def _twice() -> re.Pattern[str]:
    """Return what UTF-8 looks like that was read as eight-bit and saved once more: a lead and what follows it."""
    later = "[" + "".join(re.escape(text) for text, byte in _bytes().items() if byte < 0xC0) + "]"
    return re.compile(f"[ÂÃÄÅ]{later}|â{later}{later}")


_LOST_SPACE = re.compile("(?<=[a-z])Ã(?![a-zÀ-ÿ])")  # `attivitÃ di`, the hard space after it lost or become a plain one
_CONTROLS = re.compile("[\x80-\x9f]")  # signs of cp1252 that were read as Latin-1
_SUSPECT = re.compile("[ÂÃÄÅâ\x80-\x9f]")


def undone(text: str) -> str:
    """Return a text whose letters were encoded twice (`attivitÃ `, `Ã¨`, `Â\x96`) as they were meant."""
    if not _SUSPECT.search(text):
        return text
    whole = _LOST_SPACE.sub("à", _twice().sub(_once, text))
    return _CONTROLS.sub(lambda found: _repairs("cp1252")[0xDC00 + ord(found[0])], whole)


def _once(found: re.Match[str]) -> str:
    raw = bytes(_bytes()[character] for character in found[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


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
