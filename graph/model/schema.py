"""The words in which the model is declared: kinds, tie types, properties. Not the declaration itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph.model.label import Label


class ValueType(StrEnum):
    """What a property holds; `graph.model.values` says how each is checked and normalised."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "yes_no"
    DATE = "date"  # ISO 8601, also YYYY and YYYY-MM
    DATE_TIME = "date_time"  # ISO 8601 local time to the minute, or a date alone
    EMAIL = "email"
    PHONE = "phone"  # as written, trimmed
    URL = "url"  # http or https only
    FISCAL_CODE = "fiscal_code"  # of a body: 11 digits with a valid check digit
    POSTCODE = "postcode"  # five digits
    MUNICIPALITY = "municipality"  # ISTAT code, six digits
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    LANGUAGE = "language"  # BCP 47
    PERSONS_BY_COUNTRY = "persons_by_country"  # `MA 420`: ISO 3166-1 alpha-2, how many persons
    TOPIC = "topic"  # a key of data/taxonomies/topics.csv
    CHOICE = "choice"  # one of `Property.choices`
    LATITUDE = "latitude"  # WGS84 degrees
    LONGITUDE = "longitude"  # WGS84 degrees


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a `CHOICE` property."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a kind or a tie type.

    Attributes
    ----------
    many
        Holds a tuple of values, without repetition, in the order given.
    private
        Left out of every public view, export and log line.
    matching
        Equal values mean the same body (`fiscal_code`, `runts`).
    searchable
        Its text is found by the search box.
    folded
        Shown only after *di più* in forms and cards.
    headings
        Other spreadsheet headings that mean this property, beside its two labels and its name.
    """

    name: str
    label: Label
    type: ValueType = ValueType.TEXT
    many: bool = False
    required: bool = False
    private: bool = False
    matching: bool = False
    searchable: bool = False
    folded: bool = False
    choices: tuple[Choice, ...] = ()
    headings: tuple[str, ...] = ()
    help: Label | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of node.

    Attributes
    ----------
    actor
        May organise and collaborate; a node of every actor network.
    body
        Is a candidate or mapped (associations, organisations, schools); the others are always mapped.
    private
        Seen by staff only (persons, contacts).
    reference
        Seeded from packages, outside `info`'s node counts (municipalities).
    key_prefix
        What its generated keys start with.
    colour, glyph
        How it is drawn everywhere: a hex colour and a Font Awesome 6 solid icon name.
    shape
        Second sign beside the colour: `dot`, `square`, `triangle`, `diamond`, `star`.
    """

    name: str
    label: Label
    plural: Label
    properties: tuple[Property, ...]
    actor: bool = False
    body: bool = False
    private: bool = False
    reference: bool = False
    key_prefix: str = ""
    colour: str = "#5C6B73"
    glyph: str = "circle"
    shape: str = "dot"
    by_name: Mapping[str, Property] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {p.name: p for p in self.properties})


@dataclass(frozen=True, slots=True)
class TieType:
    """One type of tie, from a source node to a target node.

    Attributes
    ----------
    symmetric
        Source and target are interchangeable; stored with the smaller key first.
    maps
        A tie of this type makes both its ends mapped.
    label
        Read from the source (*organizza*); `reverse` is read from the target (*organizzato da*).
    """

    name: str
    label: Label
    reverse: Label
    sources: frozenset[str]
    targets: frozenset[str]
    properties: tuple[Property, ...] = ()
    symmetric: bool = False
    maps: bool = True
    by_name: Mapping[str, Property] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {p.name: p for p in self.properties})
