"""`associations`: the list of associations and groups that a planner keeps, one a row."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import KINDS, Label, keys
from graph.model.folding import folded
from graph.store.changes import PutNode
from graph.store.records import Node, Value
from graph.territory.municipality import Municipality
from ingest.sources.actors import Actors, Known, several
from ingest.sources.register import said
from ingest.sources.source import Column, Context, Problem, Row, RowChanges
from ingest.sources.spreadsheet import (
    PROVINCE,
    Once,
    Spreadsheet,
    column,
    columns,
    evidence,
    located,
    read,
    town,
    united,
)

NAME = "associations"
KIND = "association"
_KINDS = ("association", "organisation")
_CALLED = ("associazione", "organizzazione", "ente", "gruppo", "realtà", "association", "organisation", "group")
_SHEET = (
    "municipality",
    "address",
    "communities",
    "languages",
    "topics",
    "description",
    "form",
    "fiscal_code",
    "runts",
    "phone",
    "email",
    "website",
    "times",
    "notes",
    "postcode",
    "aliases",
    "meeting_place",
)
_COLUMNS = (
    column(KINDS[KIND].by_name["name"], headings=_CALLED, required=True),
    *columns(KIND, _SHEET, required=frozenset({"municipality"})),
)
_SOURCE = Column(
    "source",
    Label("Fonte", "Source"),
    ("provenienza del dato", "origine"),
    help=Label(
        "Da dove si sa: un elenco, un incontro, un sito. Nessun nome di persona",
        "How it is known: a list, a meeting, a site. No person's name",
    ),
)
_SEVERAL = Label(
    "più schede hanno questo nome nello stesso comune", "several records have this name in the same municipality"
)


class _Reading:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._actors = Actors(context.view, _KINDS)
        self._once = Once(Label("associazione", "association"), "name")

    def one(self, row: Row) -> RowChanges:
        values, problems = read(row, _COLUMNS)
        where = town(row, self._context, required=True)
        if isinstance(where, Problem):
            problems.append(where)
        if problems or not isinstance(where, Municipality):
            return RowChanges(row, problems=tuple(problems))
        found = self._identity(values, where)
        if isinstance(found, Problem):
            return RowChanges(row, problems=(found,))
        known, reviews = found
        words = evidence(NAME, row.text("source"), self._context, {**values, "municipality": where.istat})
        repeated = self._once.repeated(known.key, words.digest, row)
        if isinstance(repeated, Problem):
            return RowChanges(row, problems=(repeated,))
        if repeated:
            return RowChanges(row)
        if known.node is not None and said(known.node, words):
            return RowChanges(row, (PutNode(known.key, known.kind, {}, (words,)),))
        place = located(self._context, where, values, known.node)
        properties = {**values, **united(values, known.node), **place, **_standing(values, known.node)}
        kind = KIND if known.node is None or known.node.properties.get("candidate") else known.kind
        return RowChanges(row, (PutNode(known.key, kind, properties, (words,)),), reviews=reviews)

    def _identity(
        self, values: Mapping[str, Value], where: Municipality
    ) -> tuple[Known, tuple[tuple[str, str], ...]] | Problem:
        """Return the association that a row is about: by code, else by name and municipality, else new."""
        name, code = str(values["name"]), str(values.get("fiscal_code", ""))
        known = self._actors.by_code("fiscal_code", code) or self._actors.by_code("runts", str(values.get("runts", "")))
        if known is None:
            found = self._by_name(name, where.istat, code)
            if len(found) > 1:
                return several("name", name, found, self._context.gazetteer)
            known = found[0] if found else None
        if known is not None:
            return known, ()
        key = keys.from_code("body", code) if code else keys.generated(KINDS[KIND].key_prefix, name, where.istat)
        judged = self._context.judge(key, KIND, name, where.istat)
        if judged.same and (known := self._actors.by_key(judged.same)):
            return known, judged.reviews
        known = Known(key, KIND, keys.exact(name), where.istat)
        self._actors.add(known)
        return known, judged.reviews

    def _by_name(self, name: str, istat: str, code: str) -> list[Known]:
        """Return who is meant by a name in a municipality: who has it exactly, else the only one that has its words.

        One without a municipality is meant if nobody else has the name.
        """
        same = [known for known in self._actors.called(name) if not _other_code(known.node, code)]
        here = [known for known in same if known.municipality == istat]
        if here:
            return here
        alike = [
            known
            for known in self._actors.worded(name)
            if known.municipality == istat and not _other_code(known.node, code)
        ]
        if len(alike) == 1:
            return alike
        return same if len(same) == 1 and not same[0].municipality else []


def _other_code(node: Node | None, code: str) -> bool:
    return node is not None and bool(code) and node.text("fiscal_code") not in ("", code)


def _standing(values: Mapping[str, Value], node: Node | None) -> dict[str, Value | None]:
    """Return what a row changes of the standing of a node: it is mapped now, and keeps its other names."""
    if node is None:
        return {}
    result: dict[str, Value | None] = {"candidate": None} if node.properties.get("candidate") else {}
    name = str(values["name"])
    aliases = list(dict.fromkeys((*node.many("aliases"), *_texts(values.get("aliases")))))
    if name in aliases:
        result["name"] = node.name  # the name it had once is not news
    elif folded(node.name) != folded(name):
        aliases.append(node.name)
    if tuple(aliases) != node.many("aliases"):
        result["aliases"] = tuple(aliases)
    return result


def _texts(value: Value | None) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


SOURCE = Spreadsheet(
    NAME,
    Label("Foglio delle associazioni", "Spreadsheet of associations"),
    (*_COLUMNS, _SOURCE, PROVINCE),
    lambda context: _Reading(context).one,
)
