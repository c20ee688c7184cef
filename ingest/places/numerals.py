"""Numbers as streets spell them: XX, 20, VENTI, VENTESIMO. Not house numbers: see `ingest.places.address`."""

from __future__ import annotations

_UNITS = ("", "UNO", "DUE", "TRE", "QUATTRO", "CINQUE", "SEI", "SETTE", "OTTO", "NOVE")
_TEENS = (
    "DIECI",
    "UNDICI",
    "DODICI",
    "TREDICI",
    "QUATTORDICI",
    "QUINDICI",
    "SEDICI",
    "DICIASSETTE",
    "DICIOTTO",
    "DICIANNOVE",
)
_TENS = ("", "", "VENTI", "TRENTA", "QUARANTA", "CINQUANTA", "SESSANTA", "SETTANTA", "OTTANTA", "NOVANTA")
_FIRST_ORDINALS = ("PRIM", "SECOND", "TERZ", "QUART", "QUINT", "SEST", "SETTIM", "OTTAV", "NON", "DECIM")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _cardinal(number: int) -> str:
    if number < 10:
        return _UNITS[number]
    if number < 20:
        return _TEENS[number - 10]
    tens, unit = _TENS[number // 10], number % 10
    return (tens[:-1] if unit in (1, 8) else tens) + _UNITS[unit]


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _ordinal_stem(number: int) -> str:
    if number <= 10:
        return _FIRST_ORDINALS[number - 1]
    cardinal = _cardinal(number)
    return (cardinal if number % 10 in (3, 6) and number > 20 else cardinal[:-1]) + "ESIM"


def _words() -> dict[str, int]:
    words: dict[str, int] = {"MILLE": 1000, "UNA": 1, "CENTO": 100}
    for number in range(1, 100):
        words.setdefault(_cardinal(number), number)
    for number in range(1, 40):
        words.setdefault(_roman(number), number)  # to XXXIX: L, C, D and M would turn initials into numbers
        words.setdefault(_ordinal_stem(number) + "O", number)
        words.setdefault(_ordinal_stem(number) + "A", number)
    return words


_NUMBERS = _words()
MONTHS = frozenset(
    [
        "GENNAIO",
        "FEBBRAIO",
        "MARZO",
        "APRILE",
        "MAGGIO",
        "GIUGNO",
        "LUGLIO",
        "AGOSTO",
        "SETTEMBRE",
        "OTTOBRE",
        "NOVEMBRE",
        "DICEMBRE",
    ]
)


def numeral(word: str) -> int | None:
    """Return the number that an upper-case word may stand for: `II`, `2`, `SECONDA` all give 2; else None."""
    if word.isdigit():
        return int(word) if len(word) <= 6 else None
    return _NUMBERS.get(word)
