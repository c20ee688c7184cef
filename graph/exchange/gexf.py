"""GEXF 1.2, for Gephi: every node and tie with its properties and its time, in the colours of their kinds.

Events and projects are there from their beginning to their end, ties while they stand: Gephi shows a timeline.
A date known to the month or year begins with its first day and ends with its last. What is not dated is always there.

Written here and not by networkx, whose writer puts the day's date into the file, takes the properties
`start`, `end` and `type` for its own, and holds the whole document in memory; it reads what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from graph.exchange.columns import Column, Row, node_columns, node_row, tie_columns, tie_row
from graph.exchange.content import Content, LeftOut
from graph.exchange.markup import SAID_ELSEWHERE, TYPES, attribute, cells, pour
from graph.model import KINDS, TIES
from graph.network.periods import first_day, last_day
from graph.store.records import Node, Tie

_DATED = frozenset({"event", "project"})
_SHAPES = {"dot": "disc", "square": "square", "triangle": "triangle", "diamond": "diamond"}


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the content."""
    pour(out, _document(content))
    return []


def _document(content: Content) -> Iterator[str]:
    nodes = [c for c in node_columns(content.audience) if c.name not in SAID_ELSEWHERE]
    ties = [c for c in tie_columns(content.audience) if c.name not in SAID_ELSEWHERE]
    day = f" lastmodifieddate={attribute(content.at[:10])}" if content.at else ""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n'
    yield f"<meta{day}><creator>Intreccio</creator>"
    yield f"<description>Revisione {content.revision}; invented=true: esempio inventato</description></meta>\n"
    yield '<graph mode="dynamic" timeformat="date" defaultedgetype="directed">\n'
    yield from _attributes("node", nodes)
    yield from _attributes("edge", ties)
    yield "<nodes>\n"
    yield from (_node(node, nodes, node_row(content, node)) for node in content.nodes)
    yield "</nodes>\n<edges>\n"
    yield from (_edge(content, tie, ties, tie_row(content, tie)) for tie in content.ties)
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(class_: str, columns: list[Column]) -> Iterator[str]:
    yield f'<attributes class="{class_}" mode="static">\n'
    yield from (f'<attribute id="{c.name}" title="{c.name}" type="{TYPES[c.form]}"/>\n' for c in columns)
    yield "</attributes>\n"


def _values(columns: list[Column], row: Row) -> str:
    found = (f'<attvalue for="{column.name}" value={attribute(value)}/>' for column, value in cells(columns, row))
    return f"<attvalues>{''.join(found)}</attvalues>"


def _node(node: Node, columns: list[Column], row: Row) -> str:
    kind = KINDS[node.kind]
    red, green, blue = (int(kind.colour[i : i + 2], 16) for i in (1, 3, 5))
    return (
        f"<node id={attribute(node.key)} label={attribute(node.name)}>{_values(columns, row)}{_spell(*_life(node))}"
        f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        f'<viz:shape value="{_SHAPES.get(kind.shape, "disc")}"/></node>\n'
    )


def _edge(content: Content, tie: Tie, columns: list[Column], row: Row) -> str:
    ends = f"source={attribute(tie.source)} target={attribute(tie.target)}"
    label = attribute(TIES[tie.type].label.it)
    spell = _spell(*_standing(content, tie))
    return f"<edge id={attribute(tie.key)} {ends} label={label}>{_values(columns, row)}{spell}</edge>\n"


def _life(node: Node) -> tuple[str, str]:
    """Return from when to when a node is there; an event that says no end is over on the day it begins."""
    if node.kind not in _DATED:
        return "", ""
    start, end = node.text("start"), node.text("end")
    return start, end or (start if node.kind == "event" else "")


def _standing(content: Content, tie: Tie) -> tuple[str, str]:
    """Return from when to when a tie stands: its own dates, or those of the event that it leads to."""
    since, until = (str(tie.properties.get(name, "")) for name in ("since", "until"))
    return (since, until) if since or until else _life(content.by_key[tie.target])


def _spell(start: str, end: str) -> str:
    """Return the time of an element; days only, the first and last that a partial date may mean."""
    if not start and not end:
        return ""
    begins = f' start="{first_day(start)}"' if start else ""
    ends = f' end="{last_day(end)}"' if end and (not start or last_day(end) >= first_day(start)) else ""
    return f"<spells><spell{begins}{ends}/></spells>"
