"""`services`: desks, courses, mediation and advice, each with the body that provides it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph.model import Label, keys
from graph.model.folding import folded
from graph.model.kinds import SERVICE
from graph.store.changes import Change, PutNode, PutTie
from graph.store.records import Node, Value
from graph.territory.municipality import Municipality
from ingest.sources.actors import Cast, Known, added
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
    missing,
    read,
    town,
    united,
)

SOURCE_NAME = "services"
_NAME = column(SERVICE.by_name["name"], headings=("servizio", "service", "prestazione"), required=True)
_PROVIDER = Column(
    "provider",
    Label("Ente", "Provider"),
    ("ente erogatore", "erogatore", "gestore", "ente gestore", "organizzazione", "associazione"),
    required=True,
    may_lack=True,
    help=Label(
        "Chi lo offre: nome come nella mappa, o la sua chiave; se manca nella mappa viene aggiunto",
        "Who provides it: name as on the map, or its key; added where the map lacks it",
    ),
)
_TOWN = columns("service", ["municipality"], required=frozenset({"municipality"}))[0]
_CONTACTS = column(SERVICE.by_name["contacts"], headings=("telefono", "numero di telefono", "email", "tel", "phone"))
_REST = (
    *columns("service", ("address", "topics", "languages", "times", "access")),
    _CONTACTS,
    *columns("service", ("website", "description", "postcode")),
)


class _Reading:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._cast = Cast(context, SOURCE_NAME)
        self._once = Once(Label("servizio", "service"), "name")
        self._services: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
        providers: defaultdict[str, list[str]] = defaultdict(list)
        for tie in context.view.ties(["provides"]):
            providers[tie.target].append(tie.source)
        for node in context.view.nodes(["service"]):
            for provider in providers[node.key] or ("",):
                self._services[keys.exact(node.name), provider, node.text("municipality")].append(node)

    def one(self, row: Row) -> RowChanges:
        values, problems = read(row, (_NAME, *_REST))
        where = town(row, self._context, required=True)
        if isinstance(where, Problem):
            problems.append(where)
        provider = self._cast.find(row.text("provider"), "provider", "organisation") if row.text("provider") else None
        if provider is None and "provider" not in self._context.optional:
            problems.append(missing(_PROVIDER))
        elif isinstance(provider, Problem):
            problems.append(provider)
        if problems or not isinstance(where, Municipality) or isinstance(provider, Problem):
            return RowChanges(row, problems=tuple(problems))
        return self._taken(row, values, where, provider)

    def _taken(self, row: Row, values: Mapping[str, Value], where: Municipality, provider: Known | None) -> RowChanges:
        by = provider.key if provider else ""
        there = self._there(values, by, where.istat)
        key = there.key if there else self._key(values, by, where.istat)
        words = evidence(SOURCE_NAME, "", self._context, {**values, "municipality": where.istat, "provider": by})
        repeated = self._once.repeated(key, words.digest, row)
        if isinstance(repeated, Problem):
            return RowChanges(row, problems=(repeated,))
        if repeated:
            return RowChanges(row)
        place = {} if there and said(there, words) else located(self._context, where, values, there)
        made = tuple(self._cast.made(*([provider] if provider else [])))
        changes: list[Change] = [
            *made,
            PutNode(key, "service", {**values, **united(values, there), **place}, (words,)),
            *([PutTie("provides", by, key, {}, (words,))] if by else []),
        ]
        return RowChanges(row, changes, remarks=added(made))

    def _there(self, values: Mapping[str, Value], provider: str, istat: str) -> Node | None:
        """Return the service that a row is about: of the same name, provider, municipality, and address if given."""
        found = self._services.get((str(values["name"]), provider, istat), [])
        address = folded(str(values.get("address", "")))
        exact = [node for node in found if folded(node.text("address")) == address]
        if exact:
            return exact[0]
        open_ = found if not address else [node for node in found if not node.text("address")]
        return open_[0] if len(open_) == 1 else None

    @staticmethod
    def _key(values: Mapping[str, Value], provider: str, istat: str) -> str:
        return keys.generated("service", str(values["name"]), provider, istat, folded(str(values.get("address", ""))))


SOURCE = Spreadsheet(
    SOURCE_NAME,
    Label("Foglio dei servizi", "Spreadsheet of services"),
    (
        _NAME,
        _PROVIDER,
        _TOWN,
        *_REST,
        PROVINCE,
    ),
    lambda context: _Reading(context).one,
)
