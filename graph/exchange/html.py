"""The network as one page that asks nothing of anyone: pyvis makes nodes and ties, places are fixed.

Whoever is mapped, tied by shared events and declared collaboration; past two thousand, their communities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, BinaryIO

from graph.exchange.content import Content, LeftOut, invented
from graph.exchange.figures import network_of
from graph.exchange.pictures.network import Sign
from graph.exchange.signs import OTHERS
from graph.exchange.signs import signs as signs_of
from graph.model import KINDS
from graph.network import drawing
from graph.network.drawing import Drawing
from graph.network.network import Network

_PAGE = Path(__file__).with_name("page.html")
_GAP = re.compile(r"@@([A-Z]+)@@")
_TIE = "#9FB4B8"
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "tooltipDelay": 100, "dragNodes": False, "multiselect": False},
    "nodes": {"font": {"color": "#1F2A30", "size": 14, "strokeWidth": 3, "strokeColor": "#ffffff"}},
    "edges": {"smooth": False},
}


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the page."""
    network = network_of(content)
    drawn = drawing.draw(network)
    signs = signs_of(content, network, drawn)
    gaps: Mapping[str, Callable[[], str]] = {
        "SENTENCES": lambda: "\n".join(_sentences(content, network, drawn)),
        "LEGEND": lambda: _legend(content, network),
        "PICTURE": lambda: f"Rete di {len(network.actors)} attori e {len(network.edges[2])} legami",
        "OPEN": lambda: "" if len(signs) > 200 else " open",
        "COUNT": lambda: str(len(signs)),
        "ROWS": lambda: "\n".join(_rows(signs)),
        "DATA": lambda: _data(drawn, signs),
        "LIBRARY": _library,
    }
    page = _GAP.sub(lambda gap: gaps[gap[1]](), _PAGE.read_text(encoding="utf-8"))
    out.write(page.encode())
    others = len(content.nodes) - len(network.actors)
    return [LeftOut(others, OTHERS)] if others else []


def _sentences(content: Content, network: Network, drawn: Drawing) -> Iterator[str]:
    if any(invented(content.by_key[key]) for key in network.actors):
        yield '<p class="invented"><strong>Contiene esempi inventati</strong>: i nodi tratteggiati non esistono.</p>'
    when = content.at[:10]
    said = (
        f"{len(network.actors)} attori, {len(network.edges[2])} legami per eventi in comune e collaborazioni dichiarate"
    )
    yield f"<p>{said}. Revisione {content.revision}{f', dati al {when}' if when else ''}.</p>"
    if drawn.collapsed:
        yield "<p>Gli attori sono molti: ogni nodo è un gruppo che lavora soprattutto al proprio interno.</p>"
    elif drawn.drawn < drawn.ties:
        yield f"<p>Sono disegnati i {drawn.drawn} legami più forti su {drawn.ties}.</p>"


def _legend(content: Content, network: Network) -> str:
    present = {content.by_key[key].kind for key in network.actors}
    kinds = (kind for kind in KINDS.values() if kind.name in present)
    return "".join(f'<li><i style="background:{k.colour}"></i>{escape(k.plural.it)}</li>' for k in kinds)


def _rows(signs: Sequence[Sign]) -> Iterator[str]:
    for row, sign in sorted(enumerate(signs), key=lambda pair: (-pair[1].ties, pair[1].name, pair[0])):
        mark = " (esempio inventato)" if sign.invented else ""
        name = f'<button data-row="{row}">{escape(sign.name)}</button>{mark}'
        more = f'<td class="wide">{escape(sign.kind)}</td><td class="wide">{escape(sign.town)}</td>'
        yield f'<tr><td>{name}</td>{more}<td class="number">{sign.ties}</td></tr>'


def _data(drawn: Drawing, signs: Sequence[Sign]) -> str:
    from pyvis.edge import Edge  # `Network.add_edge` looks through all ties each time
    from pyvis.network import Network as Vis

    made = Vis()
    sizes = drawing.sized(
        drawn, {key: float(sign.ties) for key, sign in zip(drawn.keys, signs, strict=True)}, 7.0, 20.0
    )
    for row, sign in enumerate(signs):
        x, y = drawn.places[row].tolist()
        look = {"color": sign.colour, "shape": sign.shape, "size": round(float(sizes[row]), 1), "title": sign.title}
        dashes = {"borderWidth": 3, "shapeProperties": {"borderDashes": [4, 3]}} if sign.invented else {}
        made.add_node(row, label=sign.name, name=sign.name, ties=sign.ties, x=x, y=y, **look, **dashes)
    ends = zip(drawn.sources.tolist(), drawn.targets.tolist(), drawn.weights.tolist(), strict=True)
    top = float(drawn.weights.max(initial=0.0))
    edges = [Edge(a, b, False, width=round(0.8 + 4.2 * (w / top) ** 0.5, 2), color=_TIE).options for a, b, w in ends]
    return _inert({"nodes": made.nodes, "edges": edges, "options": _OPTIONS})


def _inert(data: Mapping[str, Any]) -> str:
    """Return JSON that cannot end the script in which it stands."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _library() -> str:
    import pyvis

    file = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return file.read_text(encoding="utf-8").replace("//# sourceMappingURL=vis-network.min.js.map", "")
