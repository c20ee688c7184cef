"""GraphML: every node and tie with its properties, for igraph, yEd, Cytoscape, networkx.

Written here for the reasons that `graph.exchange.gexf` gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from graph.exchange.columns import Column, Row, node_columns, node_row, tie_columns, tie_row
from graph.exchange.content import Content, LeftOut
from graph.exchange.markup import SAID_ELSEWHERE, TYPES, attribute, cells, pour, text
from graph.store.records import Node, Tie


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the content."""
    pour(out, _document(content))
    return []


def _document(content: Content) -> Iterator[str]:
    nodes = [c for c in node_columns(content.audience) if c.name not in SAID_ELSEWHERE]
    ties = [c for c in tie_columns(content.audience) if c.name not in SAID_ELSEWHERE]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _keys("node", nodes)
    yield from _keys("edge", ties)
    yield '<graph id="intreccio" edgedefault="directed">\n'
    yield from (_node(node, nodes, node_row(content, node)) for node in content.nodes)
    yield from (_edge(tie, ties, tie_row(content, tie)) for tie in content.ties)
    yield "</graph>\n</graphml>\n"


def _keys(of: str, columns: list[Column]) -> Iterator[str]:
    for c in columns:
        yield f'<key id="{of}.{c.name}" for="{of}" attr.name="{c.name}" attr.type="{TYPES[c.form]}"/>\n'


def _data(of: str, columns: list[Column], row: Row) -> str:
    return "".join(f'<data key="{of}.{column.name}">{text(value)}</data>' for column, value in cells(columns, row))


def _node(node: Node, columns: list[Column], row: Row) -> str:
    return f"<node id={attribute(node.key)}>{_data('node', columns, row)}</node>\n"


def _edge(tie: Tie, columns: list[Column], row: Row) -> str:
    ends = f"source={attribute(tie.source)} target={attribute(tie.target)}"
    return f"<edge id={attribute(tie.key)} {ends}>{_data('edge', columns, row)}</edge>\n"
