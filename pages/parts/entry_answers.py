"""What the server answers while a form is filled in: bodies, towns, streets, where it is, and what became of saving."""

from __future__ import annotations

import itertools
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from graph.errors import GraphError
from graph.model import KINDS
from graph.store.records import Node
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality, Resolved
from ingest.entry import contact, saving
from ingest.entry.conflict import POINT, Contested
from ingest.entry.place import Pin
from ingest.entry.reading import Typed, read
from ingest.entry.streets import proposals
from ingest.entry.suggestions import Suggestion, Wanted, Why
from ingest.entry.towns import Towns
from ingest.places import settings
from ingest.places.chain import Chain, chain
from ingest.places.place import Place
from ingest.places.register_file import beside
from ingest.sources.source import Problem
from pages.parts import card, entry_fields
from pages.parts.graph_view import BY_STAMP, GraphView
from pages.parts.known_bodies import known_bodies
from pages.parts.roles import author
from pages.parts.wording import _, say
from pages.parts.writing import writing

LANDMARKS = 150
_NEAR_FIRST = ("school", "association", "organisation", "service")
_CONTACT = "contact."
_KNOWN_FROM = "_known_from"

Asked = Mapping[str, Any]
Answer = dict[str, Any]


# ---- what is held in memory ----------------------------------------------------------------------


class _Held:
    """The nodes of a graph as a chain asks for them."""

    def __init__(self, graph: GraphView) -> None:
        self._graph = graph

    def nodes(self, kinds: Iterable[str] | None = None) -> Sequence[Node]:
        wanted = None if kinds is None else frozenset(kinds)
        return [node for node in self._graph.nodes.values() if wanted is None or node.kind in wanted]


def _same_towns(graph: GraphView) -> tuple[str, int, int]:
    """Return what changes with the municipalities of a store: almost never, while records change all day."""
    towns = graph.municipalities.values()
    return graph.url, len(graph.municipalities), max((town.revision for town in towns), default=0)


_BY_TOWNS: dict[str | type[Any], Callable[[Any], Any]] = {GraphView: _same_towns}


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs=_BY_TOWNS)
def gazetteer(graph: GraphView) -> Gazetteer:
    """Return the municipalities by every name they have."""
    return Gazetteer.from_nodes(graph.municipalities.values())


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs=_BY_TOWNS)
def _towns(graph: GraphView) -> Towns:
    used = Counter(node.text("municipality") for node in graph.nodes.values())
    return Towns(gazetteer(graph).all(), used)


def places(graph: GraphView) -> Chain:
    """Return what finds the place of an address, made anew when another street register was loaded."""
    file = beside(graph.url)
    return _chain_of(graph, file.stat().st_mtime if file.exists() else 0.0)


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs=BY_STAMP)
def _chain_of(graph: GraphView, written: float) -> Chain:
    """Return the chain without any online service: what is typed leaves the machine at no key that is pressed."""
    return chain(graph.url, _Held(graph), gazetteer(graph), now=time.time)


def prepare(graph: GraphView) -> None:
    """Make what whoever types would otherwise wait for."""
    _towns(graph)
    for istat, town in itertools.islice(graph.municipalities.items(), 1):
        gazetteer(graph).resolve(town.name)
        places(graph)("via Roma 1", istat)


# ---- while typing --------------------------------------------------------------------------------


def answer(graph: GraphView, asked: Asked) -> Answer:
    """Return what was asked for: `bodies`, `towns`, `streets` or `place`."""
    what, values = str(asked.get("what")), dict(asked.get("values") or {})
    kind = str(asked.get("kind"))
    if kind not in KINDS:
        return {}
    if what == "bodies":
        return {"bodies": bodies(graph, kind, values, str(asked.get("key") or ""))}
    if what == "towns":
        return {"towns": [_town(one) for one in _towns(graph).beginning(_text(values, "municipality"))]}
    where = _resolved(graph, _text(values, "municipality"))
    if what == "streets":
        found = proposals(places(graph), _text(values, "address"), where.istat) if where is not None else []
        streets = [{"label": one.text, "note": _precision(one.place)} for one in found]
        return {"streets": streets, "place": _place(graph, asked, values, where)}
    known = bodies(graph, kind, values, "") if not asked.get("key") else []
    return {"place": _place(graph, asked, values, where), **({"bodies": known} if known else {})}


def bodies(graph: GraphView, kind: str, values: Mapping[str, Any], key: str) -> list[Answer]:
    """Return the records that the one being typed may be, each with why."""
    where = _resolved(graph, _text(values, "municipality"))
    wanted = Wanted(
        kind,
        _text(values, "name"),
        where.istat if where is not None else "",
        codes=tuple(_text(values, name) for name in ("fiscal_code", "runts", "school_code")),
        phones=(*_many(values, "phone"), *_many(values, "public_phone")),
        emails=(*_many(values, "email"), *_many(values, "public_email")),
    )
    now, found = known_bodies(graph.url).like(graph, wanted)
    return [_offer(now, one) for one in found if one.key != key and one.key in now.nodes]


def _offer(graph: GraphView, one: Suggestion) -> Answer:
    node = graph.nodes[one.key]
    line = card.one_line(graph, node)
    return {
        "key": node.key,
        "name": card.called(node),
        "line": f"{line} · {_('from a register only')}" if graph.is_candidate(node) else line,
        "why": " · ".join(_why(why) for why in one.why),
    }


def _why(why: Why) -> str:
    return {
        Why.CODE: _("same code"),
        Why.PHONE: _("same phone"),
        Why.EMAIL: _("same e-mail"),
        Why.SAME_NAME: _("same name"),
        Why.LIKE_NAME: _("similar name"),
        Why.OTHER_NAME: _("also called so"),
        Why.SAME_TOWN: _("same municipality"),
        Why.OTHER_TOWN: _("another municipality"),
    }[why]


def _town(one: Municipality) -> Answer:
    return {"label": one.name, "note": f"({one.province})", "value": one.name, "code": one.istat}


def _resolved(graph: GraphView, text: str) -> Municipality | None:
    found = gazetteer(graph).resolve(text) if text else None
    return found.municipality if isinstance(found, Resolved) else None


def _place(graph: GraphView, asked: Asked, values: Mapping[str, Any], where: Municipality | None) -> Answer:
    """Return where the typed address is, in words too; the town and its landmarks where the map has them not yet."""
    if where is None:
        return {"said": _("Not a municipality yet: choose one from the list.") if _text(values, "municipality") else ""}
    found = places(graph)(_text(values, "address"), where.istat, _text(values, "postcode"))
    point = (found.lat, found.lon) if found.lat is not None else None
    town: Answer = {"istat": where.istat, "point": _middle(where)}
    if asked.get("town") != where.istat:
        town["near"] = _landmarks(graph, where.istat)
    covered = places(graph).covers(where.istat)
    words = _found(found, where, bool(_text(values, "address")), covered)
    return {"town": town, "text": words, "point": point, "sure": found.provider == "confirmed", "said": ""}


def _found(found: Place, where: Municipality, typed: bool, covered: bool) -> str:
    if found.lat is not None:
        words = f"{found.matched} {found.number}".strip()
        return _(
            "Found: {words} ({how}). A tap on the map puts the point elsewhere.", words=words, how=_precision(found)
        )
    if not typed:
        return _("Known only to the municipality ({town}) until there is an address or a point.", town=where.name)
    if found.precision == "street":
        return _("The street is in the register, but without a point: a tap on the map puts it.")
    if covered:
        return _(
            "No street of {town} is called so: known only to the municipality until you put the point.", town=where.name
        )
    return _(
        "No register of streets is loaded for {town}: known only to the municipality until you put the point.",
        town=where.name,
    )


def _precision(found: Place) -> str:
    if found.lat is None:
        return _("without a point")
    return _("exact address") if found.precision == "rooftop" else _("known to the street")


def _middle(where: Municipality) -> tuple[float, float] | None:
    return (where.lat, where.lon) if where.lat is not None and where.lon is not None else None


def _landmarks(graph: GraphView, istat: str) -> list[list[Any]]:
    """Return places of the town that people know: name, lat, lon, colour."""
    here = [
        (node, point)
        for node in graph.nodes.values()
        if node.kind in _NEAR_FIRST and node.text("municipality") == istat and (point := node.point)
    ]
    here.sort(key=lambda pair: (_NEAR_FIRST.index(pair[0].kind), pair[0].name))
    return [[n.name, round(p[0], 5), round(p[1], 5), KINDS[n.kind].colour] for n, p in here[:LANDMARKS]]


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _many(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = values.get(name)
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


# ---- saving --------------------------------------------------------------------------------------


def save(graph: GraphView, asked: Asked, today: date) -> Answer:
    """Save what was typed; return `done` with its key, or what stands in the way, field by field."""
    kind, given = str(asked.get("kind")), _typed(asked.get("values"))
    if kind not in KINDS:
        return {"message": _("Nothing was saved.")}
    towns = gazetteer(graph)
    own = {name: value for name, value in given.items() if not name.startswith((_CONTACT, "_"))}
    reading = read(kind, own, towns)
    met = contact.read_contact(
        {name.removeprefix(_CONTACT): v for name, v in given.items() if name.startswith(_CONTACT)}, towns
    )
    errors = {problem.column: _wrong(problem) for problem in reading.problems}
    errors |= {_CONTACT + problem.column: _wrong(problem) for problem in (met.problems if met else ())}
    if errors:
        return {"errors": errors, "message": _("Nothing was saved yet: look at what is marked.")}
    entry = saving.Entry(
        kind,
        reading.values,
        key=str(asked.get("key") or ""),
        seen=int(asked.get("seen") or 0),
        pin=_pin(asked.get("pin")),
        known_from=str(given.get(_KNOWN_FROM) or "").strip(),
        apart=tuple(str(key) for key in asked.get("apart") or ()),
        contact=met.values if met else {},
    )
    try:
        with writing(graph.url) as store, _locate(graph) as locate:
            return _answered(graph, entry, saving.save(store, entry, author=author(), today=today, locate=locate))
    except GraphError as error:
        return {"message": error.italian()}


def _locate(graph: GraphView) -> Chain:
    towns = gazetteer(graph)
    return chain(graph.url, _Held(graph), towns, now=time.time, online=settings.online(os.environ, towns))


def _answered(graph: GraphView, entry: saving.Entry, found: saving.Answer) -> Answer:
    match found:
        case saving.Saved(key, revision):
            return {"done": key, "revision": revision}
        case saving.Already(key):
            offered = [_offer(graph, Suggestion(key, 1.0, (Why.SAME_NAME,)))] if key in graph.nodes else []
            words = _("A record with this name or code is there already: say whether it is this one.")
            return {"errors": {"name": words}, "offered": offered, "message": _("Nothing was saved yet.")}
        case saving.Changed(None):
            return {"message": _("This record is no longer there: someone removed it. What you typed is kept here.")}
        case saving.Changed(Node() as now, fields):
            message = _("Nothing was saved yet: someone else has changed this record.")
            return {"changed": [_contested(graph, one) for one in fields], "seen": now.revision, "message": message}
    raise AssertionError(found)


def _contested(graph: GraphView, one: Contested) -> Answer:
    sides = {side: entry_fields.told(graph, one.declared, value) for side, value in
             (("was", one.was), ("theirs", one.theirs), ("mine", one.mine))}  # fmt: skip
    point = [float(part) for part in str(one.theirs).split(",")] if one.declared is POINT and one.theirs else None
    return {
        "name": one.declared.name,
        "label": say(one.declared.label),
        "untouched": one.untouched,
        "value": point if one.declared is POINT else entry_fields.typed(graph, one.declared, one.theirs),
        "code": str(one.theirs) if one.declared.name == "municipality" and one.theirs else "",
        **sides,
    }


def _wrong(problem: Problem) -> str:
    return f"{say(problem.problem).capitalize()}. {say(problem.remedy)}."


def _pin(given: object) -> Pin:
    if not isinstance(given, dict):
        return Pin()
    state, point = given.get("state"), given.get("point")
    if state == "set" and isinstance(point, list) and len(point) == 2:
        lat, lon = (float(part) for part in point)
        return Pin("set", (lat, lon)) if -90 <= lat <= 90 and -180 <= lon <= 180 else Pin()
    return Pin("none") if state == "none" else Pin("found")


def _typed(given: object) -> Typed:
    if not isinstance(given, dict):
        return {}
    return {
        str(name): [str(one) for one in value] if isinstance(value, list) else str(value)
        for name, value in given.items()
    }
