"""Measures of actors and the scorecard of districts as tables, for a workbook. Not how they are computed."""

from __future__ import annotations

from functools import cache

from graph.exchange.columns import Column, Form, Row
from graph.exchange.content import Content
from graph.gaps import survey
from graph.measures import table
from graph.measures.registry import ONE_MODE
from graph.model import Label
from graph.model import properties as p
from graph.network import snapshot
from graph.network.network import Network
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot
from graph.scorecard import scorecard as card
from graph.scorecard.census import Census, compose
from graph.scorecard.columns import COLUMNS
from graph.scorecard.scorecard import Scorecard
from graph.scorecard.shape import RULE

MOST_ACTORS = 10_000
"""Past this some measures take minutes: they are left to `graph measures`."""
Table = tuple[tuple[Column, ...], list[Row]]
_FORMS: dict[str, Form] = {"number": "number", "count": "integer", "yes_no": "yes_no", "group": "integer"}
_KEY = Column("key", Label("Chiave", "Key"))
_KIND = Column("kind", Label("Tipo di scheda", "Kind"))


def snapshot_of(content: Content) -> Snapshot:
    """Return what networks need of the content."""
    return snapshot.compose(content.audience, content.revision, content.nodes, content.ties, content.mapped)


def network_of(content: Content) -> Network:
    """Return who works with whom, events of any size; what is only planned is no tie yet."""
    return snapshot.network(snapshot_of(content), Scope(today=content.today))


def census_of(content: Content) -> Census:
    """Return what scorecards look at."""
    towns = {n.text("istat"): n for n in content.nodes if n.kind == "municipality"} | dict(content.municipalities)
    today = content.today or content.at[:10]
    ground = survey.ground(snapshot_of(content), content.nodes, towns.values(), ties=content.ties, today=today)
    return compose(ground, content.nodes)


def measures(content: Content) -> Table:
    """Return every measure of every mapped actor, ordered by key; nothing past `MOST_ACTORS`."""
    columns = [_KEY, Column("name", p.NAME.label), _KIND]
    for measure in ONE_MODE.values():
        undefined = measure.undefined or Label("", "")
        said = Label(
            _sentence(
                measure.definition.it,
                measure.reading.it,
                f"vuota {undefined.it}" if undefined.it else "",
                measure.source,
            ),
            _sentence(
                measure.definition.en,
                measure.reading.en,
                f"empty {undefined.en}" if undefined.en else "",
                measure.source,
            ),
        )
        columns.append(Column(measure.name, measure.label, _FORMS[measure.form], help=said))
    network = network_of(content)
    if len(network.actors) > MOST_ACTORS:
        return tuple(columns), []
    rows = table.one_mode(network, content.by_key)
    return tuple(columns), [{name: value for name, value in row.items() if value is not None} for row in rows]


def districts(content: Content) -> Table:
    """Return the scorecard, a row a district; a scorecard alone where there is no district is no row."""
    if not any(node.kind == "district" for node in content.nodes):
        return (_KEY,), []
    census = census_of(content)
    return district_table(card.scorecard(census))


def district_table(scorecard: Scorecard) -> Table:
    """Return a scorecard as a table: each figure, between what and what it was expected, why it is not defined."""
    columns = [
        _KEY,
        _KIND,
        Column("name", p.NAME.label),
        Column("shape", Label("Forma della rete", "Shape of the network"), help=RULE),
        Column("municipalities", Label("Comuni", "Municipalities"), "integer"),
        Column("lead", Label("Capofila", "Lead")),
    ]
    for column in scorecard.columns:
        columns += _of(column.name)
    return tuple(columns), [_row(scorecard, row) for row in scorecard.rows]


@cache
def _of(name: str) -> tuple[Column, ...]:
    declared = COLUMNS[name]
    it, en = declared.label.it, declared.label.en
    form: Form = "integer" if declared.form == "count" else "number"
    beside = Label("90 volte su 100 per un ambito di queste dimensioni", "90 times in 100 for a district of this size")
    return (
        Column(name, Label(it.capitalize(), en.capitalize()), form, help=declared.definition),
        Column(f"{name}_expected_low", Label(f"{it}: atteso da", f"{en}: expected from"), "number", help=beside),
        Column(f"{name}_expected_high", Label(f"{it}: atteso a", f"{en}: expected to"), "number", help=beside),
        Column(f"{name}_why", Label(f"{it}: perché non definito", f"{en}: why not defined")),
    )


def _row(scorecard: Scorecard, row: card.Row) -> Row:
    found: Row = {
        "key": row.key,
        "kind": "district",
        "name": row.node.name,
        "shape": row.shape.label.it,
        "municipalities": row.municipalities,
    }
    if row.node.text("lead"):
        found["lead"] = row.node.text("lead")
    for column in scorecard.columns:
        cell = row.cells[column.name]
        if cell.value is not None:
            found[column.name] = int(cell.value) if column.form == "count" else cell.value
        if cell.value is not None and cell.expected:
            found[f"{column.name}_expected_low"] = cell.expected.low
            found[f"{column.name}_expected_high"] = cell.expected.high
        if cell.why:
            found[f"{column.name}_why"] = cell.why.it
    return found


def _sentence(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
