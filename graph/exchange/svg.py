"""The network as one SVG picture, for documents and posters: signs in their kinds' colours and shapes, names as text.

Whoever is mapped, tied by shared events and declared collaboration; past two thousand, their communities.
"""

from __future__ import annotations

from typing import BinaryIO

from graph.exchange.content import Content, LeftOut, invented
from graph.exchange.figures import network_of
from graph.exchange.pictures.network import picture
from graph.exchange.signs import OTHERS, signs
from graph.network import drawing


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the picture."""
    network = network_of(content)
    drawn = drawing.draw(network)
    title = f"Rete di {len(network.actors)} attori e {len(network.edges[2])} legami"
    when = f", dati al {content.at[:10]}" if content.at else ""
    more = f"; disegnati i {drawn.drawn} più forti" if drawn.drawn < drawn.ties else ""
    mark = (
        ". Contiene esempi inventati (tratteggiati)" if any(invented(content.by_key[k]) for k in network.actors) else ""
    )
    caption = f"{title}{more}. Revisione {content.revision}{when}{mark}."
    out.write(picture(drawn, signs(content, network, drawn), title, caption=caption).encode())
    others = len(content.nodes) - len(network.actors)
    return [LeftOut(others, OTHERS)] if others else []
