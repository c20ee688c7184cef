"""Value rules: how each type of property is checked and normalised before it is stored.

`normalise` takes values as programs hold them, `parse_text` takes what people write in cells and forms.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime

from graph.errors import GraphError
from graph.model import dates, taxonomies
from graph.model.folding import folded
from graph.model.label import Label
from graph.model.schema import Property, ValueType

Scalar = str | int | float | bool
Value = Scalar | tuple[Scalar, ...]

LONGEST = {ValueType.LONG_TEXT: 20_000}
_LONGEST_TEXT = 2_000
_LARGEST = 2**63 - 1
_LONGEST_NUMBER = 60
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\"'\\]+@[^\s@,;<>()\[\]\"'\\]+\.[^\s@,;<>()\[\]\"'\\.]{2,}")
_PHONE = re.compile(r"[+(\d][\d\s().\-/+]*(?:\s*(?:int|ext|interno)\.?\s*\d+)?", re.IGNORECASE)
_AS_DATE = Label("Scrivere la data come 2026-03-12 o 12/03/2026", "Write the date as 2026-03-12 or 12/03/2026")
_AS_DATE_TIME = Label(
    "Scrivere la data come 12/03/2026, con l'ora se si sa: 12/03/2026 15:30",
    "Write the date as 12/03/2026, with the time if known: 12/03/2026 15:30",
)
_TRUE, _FALSE = {"1", "si", "s", "true", "yes", "y", "vero", "x"}, {"0", "no", "n", "false", "falso"}


class InvalidValue(GraphError):
    """A value that a property cannot hold, with what is wrong and what to do about it.

    Attributes
    ----------
    property
        Name of the property.
    value
        What was given, as text, shortened to 200 characters.
    """

    def __init__(self, property_: str, value: object, problem: Label, remedy: Label) -> None:
        if isinstance(value, int) and abs(value) > _LARGEST:
            value = "…"  # thousands of digits are not turned into text
        super().__init__(f"{property_}: {problem.en}: {value!r:.200}")
        self.property, self.value, self.problem, self.remedy = property_, str(value)[:200], problem, remedy

    def italian(self) -> str:
        """Return property, value, problem and remedy."""
        return f"{self.property}, valore «{self.value}»: {self.problem.it}. {self.remedy.it}."


def normalise_properties(
    declared: Mapping[str, Property], given: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    """Return properties as they are stored; None (delete) passes.

    Raises
    ------
    InvalidValue
        For an undeclared property or a value it cannot hold.
    """
    result: dict[str, Value | None] = {}
    for name, value in given.items():
        property_ = declared.get(name)
        if property_ is None:
            raise InvalidValue(
                name,
                value,
                Label("proprietà sconosciuta", "unknown property"),
                Label("Usare solo le proprietà del modello", "Use the model's properties only"),
            )
        result[name] = None if value is None else normalise(property_, value)
    return result


def normalise(property_: Property, value: Value) -> Value:
    """Return one value as it is stored: text NFC and trimmed, several values as a tuple without repetition.

    Raises
    ------
    InvalidValue
    """
    if isinstance(value, (list, tuple)):
        if not property_.many:
            raise _refused(property_, value, "ammette un solo valore", "holds one value only")
        return tuple(dict.fromkeys(_normalise_one(property_, v) for v in value))
    one = _normalise_one(property_, value)
    return (one,) if property_.many else one


def parse_text(property_: Property, text: str) -> Value | None:
    """Return the value that a person means by a text; None when empty.

    Dates in Italian forms, decimal commas, countries, languages, topics and choices by any of their names;
    several values apart by `;` or `|`.

    Raises
    ------
    InvalidValue
    """
    if not text.strip():
        return None
    if not property_.many:
        return normalise(property_, _meant(property_, text.strip()))
    parts = [part.strip() for part in re.split(r"[;|\n]", text) if part.strip()]
    if property_.type in _LISTED:
        taxonomy = taxonomies.of(property_.type)
        parts = [p for part in parts for p in (_commas(part) if taxonomy and not taxonomy.find(part) else [part])]
    return normalise(property_, tuple(_meant(property_, part) for part in parts))


_LISTED = {ValueType.COUNTRY, ValueType.LANGUAGE, ValueType.TOPIC}


def _commas(text: str) -> list[str]:
    return [part.strip() for part in re.split(r",|/| e (?=\w)", text) if part.strip()]


def _refused(property_: Property, value: object, it: str, en: str, remedy: Label | None = None) -> InvalidValue:
    default = Label("Correggere il valore o lasciare vuoto", "Correct the value or leave it empty")
    return InvalidValue(property_.name, value, Label(it, en), remedy or default)


def _normalise_one(property_: Property, value: object) -> Scalar:
    return _CHECKS[property_.type](property_, value)


def _text(property_: Property, value: object) -> str:
    if not isinstance(value, str):
        raise _refused(property_, value, "deve essere un testo", "must be a text")
    result = unicodedata.normalize("NFC", value).strip()
    longest = LONGEST.get(property_.type, _LONGEST_TEXT)
    if len(result) > longest:
        raise _refused(
            property_, value, f"testo più lungo di {longest} caratteri", f"text longer than {longest} characters"
        )
    if _CONTROL.search(result):
        raise _refused(property_, value, "contiene caratteri di controllo", "contains control characters")
    if not result:
        raise _refused(property_, value, "testo vuoto", "empty text")
    return result


def _integer(property_: Property, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
        raise _refused(property_, value, "deve essere un numero intero", "must be a whole number")
    return value


def _number(property_: Property, value: object) -> int | float:
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise _refused(property_, value, "numero troppo grande", "number too large")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise _refused(property_, value, "deve essere un numero", "must be a number")
    return value


def _yes_no(property_: Property, value: object) -> bool:
    if not isinstance(value, bool):
        raise _refused(property_, value, "deve essere sì o no", "must be yes or no")
    return value


def _date(property_: Property, value: object) -> str:
    text = _text(property_, value)
    if not dates.is_iso(text, with_time=property_.type is ValueType.DATE_TIME):
        raise _refused(
            property_,
            value,
            "data non valida",
            "not a valid date",
            _AS_DATE_TIME if property_.type is ValueType.DATE_TIME else _AS_DATE,
        )
    return text


def _pattern(
    regex: str | re.Pattern[str], it: str, en: str, remedy: Label | None = None
) -> Callable[[Property, object], str]:
    compiled = re.compile(regex)

    def check(property_: Property, value: object) -> str:
        text = _text(property_, value)
        if not compiled.fullmatch(text):
            raise _refused(property_, value, it, en, remedy)
        return text

    return check


def _fiscal_code(property_: Property, value: object) -> str:
    from stdnum import luhn  # deferred: most commands check no code

    text = _text(property_, value)
    if re.fullmatch(r"[0-9]{11}", text) and not luhn.is_valid(text):
        raise _refused(
            property_,
            value,
            "codice fiscale: la cifra di controllo non torna",
            "fiscal code: the check digit does not fit",
            Label(
                "Ricontrollare le 11 cifre: una è sbagliata o due sono scambiate; se non si sa, lasciare vuoto",
                "Check the 11 digits again: one is wrong or two are swapped; leave it empty if not known",
            ),
        )
    if not re.fullmatch(r"[0-9]{11}", text):
        raise _refused(
            property_,
            "" if re.fullmatch(r"(?i)[a-z]{6}.{10}", text) else value,  # a person's code is not repeated
            "codice fiscale di ente non valido",
            "not a valid fiscal code of a body",
            Label(
                "Servono 11 cifre (zeri iniziali compresi); il codice di una persona non va inserito",
                "It has 11 digits (leading zeros included); a person's code must not be entered",
            ),
        )
    return text


def _choice(property_: Property, value: object) -> str:
    text = _text(property_, value)
    if text not in {c.value for c in property_.choices}:
        allowed_it = ", ".join(c.label.it for c in property_.choices)
        allowed_en = ", ".join(c.label.en for c in property_.choices)
        raise _refused(
            property_,
            value,
            "valore non previsto",
            "not one of the choices",
            Label(f"Scegliere fra: {allowed_it}", f"Choose among: {allowed_en}"),
        )
    return text


def _listed(property_: Property, value: object) -> str:
    text = _text(property_, value)
    taxonomy = taxonomies.of(property_.type)
    if taxonomy is None or text not in taxonomy.labels:
        what = {
            ValueType.COUNTRY: Label("paese non riconosciuto", "country not recognised"),
            ValueType.LANGUAGE: Label("lingua non riconosciuta", "language not recognised"),
            ValueType.TOPIC: Label("tema non riconosciuto", "topic not recognised"),
        }[property_.type]
        raise InvalidValue(
            property_.name,
            value,
            what,
            Label(
                "Usare un nome dell'elenco (foglio «Spiegazioni» del modello) o il codice",
                "Use a name of the list (sheet «Spiegazioni» of the template) or the code",
            ),
        )
    return text


def _persons_by_country(property_: Property, value: object) -> str:
    text = _text(property_, value)
    country, _, persons = text.partition(" ")
    if country not in taxonomies.countries().labels or not re.fullmatch(r"0|[1-9][0-9]{0,8}", persons):
        raise _refused(
            property_,
            value,
            "non è un paese con un numero di persone",
            "not a country with a number of persons",
            Label(
                "Scrivere il codice del paese e il numero: MA 420", "Write the country's code and the number: MA 420"
            ),
        )
    return text


def _degrees(limit: float) -> Callable[[Property, object], float]:
    def check(property_: Property, value: object) -> float:
        number = float(_number(property_, value))
        if abs(number) > limit:
            raise _refused(property_, value, "coordinata fuori dai limiti", "coordinate out of range")
        return number

    return check


_CHECKS: dict[ValueType, Callable[[Property, object], Scalar]] = {
    ValueType.TEXT: _text,
    ValueType.LONG_TEXT: _text,
    ValueType.INTEGER: _integer,
    ValueType.NUMBER: _number,
    ValueType.YES_NO: _yes_no,
    ValueType.DATE: _date,
    ValueType.DATE_TIME: _date,
    ValueType.EMAIL: _pattern(_EMAIL, "email non valida", "not a valid e-mail address"),
    ValueType.PHONE: _pattern(_PHONE, "telefono non valido", "not a valid phone number"),
    ValueType.URL: _pattern(
        re.compile(r"https?://[^\s<>\"'`\\{}]+", re.IGNORECASE),
        "indirizzo web non valido",
        "not a valid web address",
        Label("Scrivere un indirizzo che inizi con https://", "Write an address that begins with https://"),
    ),
    ValueType.FISCAL_CODE: _fiscal_code,
    ValueType.POSTCODE: _pattern(r"\d{5}", "CAP non valido", "not a valid postcode"),
    ValueType.MUNICIPALITY: _pattern(r"\d{6}", "codice ISTAT non valido", "not a valid ISTAT code"),
    ValueType.COUNTRY: _listed,
    ValueType.LANGUAGE: _listed,
    ValueType.PERSONS_BY_COUNTRY: _persons_by_country,
    ValueType.TOPIC: _listed,
    ValueType.CHOICE: _choice,
    ValueType.LATITUDE: _degrees(90),
    ValueType.LONGITUDE: _degrees(180),
}


def _meant(property_: Property, text: str) -> Scalar:
    """Return what a person means by one text, still to be checked."""
    type_ = property_.type
    if type_ in (ValueType.INTEGER, ValueType.NUMBER, ValueType.LATITUDE, ValueType.LONGITUDE):
        return _number_meant(property_, text)
    if type_ is ValueType.YES_NO:
        word = text.casefold().replace("ì", "i")
        return True if word in _TRUE else False if word in _FALSE else text
    if type_ in (ValueType.DATE, ValueType.DATE_TIME):
        return dates.meant(text) or text
    if type_ in _LISTED:
        taxonomy = taxonomies.of(type_)
        return (taxonomy.find(text) if taxonomy else None) or text
    if type_ is ValueType.CHOICE:
        return _choice_meant(property_, text)
    return _spelling(type_, text)


def _spelling(type_: ValueType, text: str) -> str:
    if type_ is ValueType.URL and not re.match(r"(?i)[a-z][a-z0-9+.-]*:", text):
        return "https://" + text.lstrip("/")
    if type_ is ValueType.EMAIL:
        return re.sub(r"(?i)^mailto:", "", text)
    if type_ in (ValueType.FISCAL_CODE, ValueType.POSTCODE, ValueType.MUNICIPALITY):
        digits = re.sub(r"\.0$", "", re.sub(r"[\s\u00a0]", "", text))  # a spreadsheet's 24121.0
        width = {ValueType.FISCAL_CODE: 11, ValueType.POSTCODE: 5, ValueType.MUNICIPALITY: 6}[type_]
        return digits.zfill(width) if digits.isdigit() and width - 3 <= len(digits) else digits
    return text


def _choice_meant(property_: Property, text: str) -> str:
    wanted = folded(text)
    for choice in property_.choices:
        if wanted in {folded(w) for w in (choice.value, choice.label.it, choice.label.en)}:
            return choice.value
    return text


def _number_meant(property_: Property, text: str) -> Scalar:
    plain = re.sub(r"[\s\u00a0']", "", text)
    if len(plain) > _LONGEST_NUMBER:  # int() refuses thousands of digits with an error of its own
        return text[:200]
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", plain) and property_.type is ValueType.INTEGER:
        plain = plain.replace(".", "")  # Italian thousands point
    try:
        number = float(plain)
    except ValueError:
        return text
    if property_.type is ValueType.INTEGER and number.is_integer() and abs(number) < 2**53:
        return int(number)
    return int(plain) if re.fullmatch(r"[+-]?\d+", plain) else number


def day(value: str) -> date | None:
    """Return the day of a stored date; of a partial date its first day; None if it is no date."""
    try:
        return datetime.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10]).date()
    except ValueError:
        return None
