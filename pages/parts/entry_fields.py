"""How the form of a kind is drawn: its fields as data for the browser, with what may be chosen and what stands.

Which fields there are and in which order is known to `ingest.entry.fields`; what is typed is read by the model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from graph.model import KINDS, TIES
from graph.model.label import Language
from graph.model.properties import NAME
from graph.model.schema import Property, ValueType
from graph.model.taxonomies import of, search_words, value_label
from graph.store.records import Node, Value
from ingest.entry import contact
from ingest.entry.fields import Section, enterable, entered, sections
from pages.parts.finding import SHOWN
from pages.parts.formats import day
from pages.parts.graph_view import GraphView
from pages.parts.wording import _, say

COMMON = 8
"""Values of a list that one touch chooses: the most frequent on the map."""
_LISTED = (ValueType.COUNTRY, ValueType.LANGUAGE, ValueType.TOPIC)
_DATES = (ValueType.DATE, ValueType.DATE_TIME)
_ASKS = {"municipality": "towns", "address": "streets"}
_KNOWN_BY = frozenset(("name", "phone", "public_phone", "email", "public_email", "fiscal_code", "runts", "school_code"))
"""Fields by which a body may be known already: typing in them asks for bodies that have the same."""
_MODES = {
    ValueType.PHONE: {"type": "tel", "mode": "tel"},
    ValueType.EMAIL: {"mode": "email"},
    ValueType.URL: {"mode": "url", "placeholder": "https://"},
    ValueType.INTEGER: {"mode": "numeric"},
    ValueType.POSTCODE: {"mode": "numeric"},
    ValueType.FISCAL_CODE: {"mode": "numeric"},
}

Declared = dict[str, Any]


def kinds(graph: GraphView, names: Iterable[str], today: date) -> dict[str, Declared]:
    """Return the forms of some kinds, by name."""
    common = _common(graph)
    return {name: _kind(name, common, today) for name in names}


def offered(node: Node | None) -> tuple[str, ...]:
    """Return the kinds that a record may be given: any for a new one; what stands keeps its own, once it is mapped."""
    every = tuple(kind.name for kind in enterable())
    if node is None:
        return every
    return _actors_first(node.kind) if node.properties.get("candidate") else (node.kind,)


def _actors_first(kind: str) -> tuple[str, ...]:
    """Return what a body of a register may turn out to be: an association, an organisation; a school stays one."""
    return (
        (kind,)
        if KINDS[kind].by_name.keys() != KINDS["association"].by_name.keys()
        else ("association", "organisation")
    )


def lists(lang: Language) -> dict[str, list[list[Any]]]:
    """Return the closed lists of the model: code, label, other words that mean it."""
    found: dict[str, list[list[Any]]] = {}
    for type_ in _LISTED:
        taxonomy, declared = of(type_), Property("", NAME.label, type_)
        if taxonomy is not None:
            found[type_.value] = [
                [
                    code,
                    label.in_language(lang),
                    [w for w in search_words(declared, code) if w != label.in_language(lang)],
                ]
                for code, label in taxonomy.labels.items()
            ]
    return found


def values(graph: GraphView, node: Node | None) -> dict[str, str | list[str]]:
    """Return what stands, by property, as the fields show it."""
    if node is None:
        return {}
    return {
        declared.name: typed(graph, declared, node.properties[declared.name])
        for declared in entered(node.kind)
        if declared.name in node.properties
    }


def codes(node: Node | None) -> dict[str, str]:
    """Return the codes behind fields that show names."""
    return {"municipality": node.text("municipality")} if node is not None and node.text("municipality") else {}


def typed(graph: GraphView, declared: Property, value: Value | None) -> str | list[str]:
    """Return a stored value as its field shows it, and as it is read again."""
    if value is None:
        return [] if declared.many else ""
    if isinstance(value, tuple):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return "1" if value else "0"
    if declared.type is ValueType.MUNICIPALITY:
        return graph.municipality_name(str(value))
    if declared.type in _DATES:
        return written_day(str(value))
    return str(value)


def told(graph: GraphView, declared: Property, value: Value | None) -> str:
    """Return a value in words."""
    if value is None or value == ():
        return _("empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    several = value if isinstance(value, tuple) else (value,)
    if declared.type is ValueType.MUNICIPALITY:
        return ", ".join(graph.municipality_name(str(one)) for one in several)
    if declared.type in _DATES:
        return ", ".join(day(str(one)) for one in several)
    return ", ".join(say(value_label(declared, str(one))) for one in several)


def written_day(stored: str) -> str:
    """Return a stored date as people here write it: `12/03/2026`, with its hour; a part of one as it is."""
    whole, _apart, hour = stored.partition("T")
    parts = whole.split("-")
    return "/".join(reversed(parts)) + (f" {hour}" if hour else "")


# ---- one kind ------------------------------------------------------------------------------------


def _kind(name: str, common: Mapping[str, list[str]], today: date) -> Declared:
    kind = KINDS[name]
    with_contact = kind.actor and name in TIES["about"].sources
    return {
        "label": say(kind.label),
        "first": name in SHOWN,
        "place": "address" if "precision" in kind.by_name else None,
        "sections": [_section(section, common) for section in sections(name)],
        "contact": _contact(today) if with_contact else None,
    }


def _section(section: Section, common: Mapping[str, list[str]]) -> Declared:
    return {
        "label": say(section.label),
        "note": say(section.note) if section.note else "",
        "folded": section.folded,
        "fields": [_field(declared, common) for declared in section.properties],
    }


def _field(declared: Property, common: Mapping[str, list[str]]) -> Declared:
    help_ = "" if declared.type in _LISTED or declared.help is None else say(declared.help)
    return {
        "name": declared.name,
        "label": say(declared.label),
        "help": help_,
        "required": declared.required,
        "private": declared.private,
        "many": declared.many,
        "draw": _draw(declared),
        "asks": _ASKS.get(declared.name) or ("bodies" if declared.name in _KNOWN_BY else None),
        "list": declared.type.value if declared.type in _LISTED else None,
        "common": common.get(declared.name, []),
        "options": _options(declared),
        **_MODES.get(declared.type, {}),
        **({"placeholder": _("dd/mm/yyyy"), "mode": "numeric"} if declared.type in _DATES else {}),
    }


def _draw(declared: Property) -> str:
    if declared.name == NAME.name:
        return "name"
    if declared.name in _ASKS:
        return "asked"
    if declared.many and (declared.type in _LISTED or declared.choices):
        return "several"
    if declared.choices or declared.type is ValueType.YES_NO:
        return "choice"
    return "long" if declared.type is ValueType.LONG_TEXT else "text"


def _options(declared: Property) -> list[list[str]]:
    if declared.type is ValueType.YES_NO:
        return [["1", _("yes")], ["0", _("no")]]
    return [[choice.value, say(choice.label)] for choice in declared.choices]


def _contact(today: date) -> list[Declared]:
    """Return the fields of the first contact: today and by phone unless said otherwise."""
    declared = KINDS["contact"].by_name
    fields = {name: _field(declared[name], {}) for name in contact.FIELDS}
    fields["date"]["initial"] = written_day(today.isoformat())
    fields["channel"]["initial"] = "call"
    steps = ((_("in a week"), 7), (_("in two weeks"), 14), (_("in a month"), 30))
    fields["by"]["quick"] = [[label, written_day((today + timedelta(days=days)).isoformat())] for label, days in steps]
    for one in fields.values():
        one["private"], one["required"] = False, False
    return list(fields.values())


def _common(graph: GraphView) -> dict[str, list[str]]:
    """Return the most frequent values of each list among what is mapped."""
    counts: dict[str, Counter[str]] = {}
    for node in graph.nodes.values():
        if graph.is_candidate(node):
            continue
        for declared in KINDS[node.kind].properties:
            if declared.many and declared.type in _LISTED and declared.name in node.properties:
                counts.setdefault(declared.name, Counter()).update(node.many(declared.name))
    return {name: [value for value, _count in found.most_common(COMMON)] for name, found in counts.items()}
