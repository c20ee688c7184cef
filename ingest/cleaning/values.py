"""What one cell says, by the type of its column: the values that can be read, words to keep, what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from graph.model import taxonomies
from graph.model.folding import folded
from graph.model.schema import Property, ValueType
from graph.model.values import InvalidValue, parse_text
from ingest.cleaning.phones import phones
from ingest.cleaning.texts import closed_up


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One cell, read.

    Attributes
    ----------
    values
        Texts that the property can hold.
    kept
        Words beside them that say something and have no place of their own.
    bad
        Values that cannot be read.
    """

    values: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    bad: tuple[str, ...] = field(default=())


def cleaned(property_: Property, text: str, separators: Iterable[str] = ()) -> Cleaned:
    """Read a cell as a property holds it.

    Parameters
    ----------
    separators
        Signs that part values in this column, besides `;`, `|` and the end of a line.
    """
    for sign in separators:
        text = text.replace(sign, ";")
    special = _SPECIAL.get(property_.type)
    if special is not None:
        return special(property_, text)
    return _plain(property_, parts(text) if property_.many else (text,))


def parts(text: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(dict.fromkeys(part for part in (p.strip() for p in re.split(r"[;|\n]", text)) if part))


def readable(property_: Property, text: str) -> bool:
    """Tell whether a property can hold what a person means by a text."""
    try:
        return parse_text(property_, text) is not None
    except InvalidValue:
        return False


def _plain(property_: Property, texts: Iterable[str]) -> Cleaned:
    good: list[str] = []
    bad: list[str] = []
    for text in texts:
        plain = text if property_.type is ValueType.LONG_TEXT else closed_up(text)
        (good if readable(property_, plain) else bad).append(plain)
    return Cleaned(tuple(good), bad=tuple(bad))


def _phones(_: Property, text: str) -> Cleaned:
    found = phones(text)
    return Cleaned(tuple(found.numbers), tuple(found.kept), tuple(found.bad))


_AT = re.compile(r"\s*[\[({]\s*(?:at|chiocciola)\s*[\])}]\s*", re.IGNORECASE)


def _emails(property_: Property, text: str) -> Cleaned:
    tokens = re.split(r"[\s;|,/<>]+|(?i:\be-?mail:)", _AT.sub("@", text))
    tokens = [re.sub(r"(?i)^mailto:", "", token).strip("().:") for token in tokens]
    good = [token for token in tokens if "@" in token and readable(property_, token)]
    bad = [token for token in tokens if "@" in token and not readable(property_, token)]
    if not good and not bad and text.strip():
        bad = [closed_up(text)]
    return Cleaned(tuple(dict.fromkeys(good)), bad=tuple(bad))


_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?:/\S*)?")


def _urls(property_: Property, text: str) -> Cleaned:
    if readable(property_, text) and _ADDRESS.fullmatch(text):
        return Cleaned((text,))
    tokens = [token.strip("<>(),;") for token in text.split()]
    good = [token for token in tokens if _ADDRESS.fullmatch(token) and "@" not in token and readable(property_, token)]
    if not good:
        return Cleaned(bad=(closed_up(text),))
    rest = closed_up(text.replace(good[0], "", 1))
    return Cleaned((good[0],), (rest,) if re.search(r"\w", rest) else ())


_ABOUT = re.compile(
    r"(?i)^(?:(?:la|le|i|gli|il)\s+)?(?:comunit[aà]['’]?|nazionalit[aà]['’]?|cittadini|cittadinanza|popolazione|origine|etnia|"
    r"gruppo|donne|persone|stranieri|migranti|immigrati|paese|paesi|lingua|lingue|madrelingua)\s+"
    r"(?:(?:di|de[li]|della|dei|dal|dalla|provenienti da)\s+)?"
)


def _listed(property_: Property, text: str) -> Cleaned:
    good, bad = [], []
    for part in parts(text):
        plain = closed_up(part)
        read = [_known(property_, one) for one in _split(property_, plain)]
        good += [one for one, known in read if known]
        bad += [one for one, known in read if not known]
    return Cleaned(tuple(dict.fromkeys(good)), bad=tuple(dict.fromkeys(bad)))


def _split(property_: Property, text: str) -> list[str]:
    if _known(property_, text)[1]:
        return [_known(property_, text)[0]]
    found: list[str] = []
    for part in re.split(r"\s*[,/+&]\s*|\s+(?:e|ed|and)\s+", text):
        wording, known = _known(property_, part)
        found += [wording] if known else re.split(r"\s+[-–]\s+", part)
    return [part.strip() for part in found if part.strip()]


def _known(property_: Property, text: str) -> tuple[str, bool]:
    """Return a wording that the list has for a text, or the text itself."""
    taxonomy = taxonomies.of(property_.type)
    if taxonomy is None:
        return text, False
    bare = re.sub(r"\s*[(\[].*?[)\]]|\s*[:=]?\s*\d+\s*%?$|\.$", "", text).strip()
    tried = [text, bare, _ABOUT.sub("", bare), re.sub(r"\s*-\s*", "-", bare)]
    if property_.type is ValueType.COUNTRY:
        tried.append(re.sub(r"(?i)^(?:italo|afro)[\s-]+", "", bare))
        tried.append(re.sub(r"(?i)^rep\.\s*", "Repubblica ", bare))
    return next(((one, True) for one in tried if one and taxonomy.find(one)), (text, False))


_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?")
_FIRST_SERIAL, _LAST_SERIAL = 25_569, 73_050  # 1970 to 2099


def _dates(property_: Property, text: str) -> Cleaned:
    plain = closed_up(text)
    found = _SERIAL.fullmatch(plain)
    if found and _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:  # the number by which a spreadsheet keeps a day
        plain = (date(1899, 12, 30) + timedelta(days=int(found[1]))).isoformat()
    return _plain(property_, (plain,))


def _choices(property_: Property, text: str) -> Cleaned:
    plain = closed_up(text)
    if not readable(property_, plain) and property_.name == "form":
        from ingest.matching.forms import form  # rapidfuzz: only where a legal form is written otherwise

        meant = form(plain)
        return Cleaned((meant,) if meant else (), bad=() if meant else (plain,))
    return _plain(property_, parts(plain) if property_.many else (plain,))


def _integers(property_: Property, text: str) -> Cleaned:
    plain = closed_up(text)
    numbers = re.findall(r"\d+(?:\.\d{3})*", plain)
    if not readable(property_, plain) and len(numbers) == 1 and not re.search(r"\d[,/-]|-\s*\d", plain):
        return Cleaned((numbers[0],), (plain,))
    return _plain(property_, (plain,))


_CODE_LABEL = re.compile(
    r"(?i)^(?:c\.?\s*f\.?|cod(?:ice|\.)?\s*fisc(?:ale|\.)?|p\.?\s*iva|partita iva|it)[\s.:]*(?=\d)"
)


def _codes(property_: Property, text: str) -> Cleaned:
    plain = _CODE_LABEL.sub("", closed_up(text))
    if folded(plain) in ("", "no", "in corso", "nessuno"):
        return Cleaned()
    return _plain(property_, (plain,))


_SPECIAL: dict[ValueType, Callable[[Property, str], Cleaned]] = {
    ValueType.PHONE: _phones,
    ValueType.EMAIL: _emails,
    ValueType.URL: _urls,
    ValueType.COUNTRY: _listed,
    ValueType.LANGUAGE: _listed,
    ValueType.TOPIC: _listed,
    ValueType.DATE: _dates,
    ValueType.DATE_TIME: _dates,
    ValueType.CHOICE: _choices,
    ValueType.INTEGER: _integers,
    ValueType.FISCAL_CODE: _codes,
}
