"""A district's report: one page of HTML that asks nothing of anyone and prints well on A4.

What stands on it is computed elsewhere: the scorecard, measures, gaps, and the pictures of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import BinaryIO

import numpy as np

from graph.exchange import figures
from graph.exchange.content import INVENTED, Content, invented, read
from graph.exchange.pictures import charts, elements, glyphs, territory
from graph.exchange.pictures import network as networks
from graph.exchange.pictures.network import Sign
from graph.exchange.replacing import replacing
from graph.gaps import registry
from graph.gaps.ground import CROWD
from graph.measures.cuts import loss
from graph.model import KINDS
from graph.model.taxonomies import value_label
from graph.network import drawing
from graph.network.snapshot import CANCELLED
from graph.scorecard.cell import Cell
from graph.scorecard.census import Census, District
from graph.scorecard.columns import Column
from graph.scorecard.scorecard import Row, Scorecard, scorecard
from graph.scorecard.shape import RULE, SHAPES
from graph.store.interface import View
from graph.store.records import Node

_FEW, _HALF, _WHOLE = 14, 430.0, 640.0
"""Districts up to which charts stand two in a line, and how wide they are."""
TOP_ACTORS, TOP_GAPS, NEXT_EVENTS = 10, 8, 10
_PAGE = Path(__file__).with_name("report.html")
_GAP = re.compile(r"@@([A-Z]+)@@")
_CHARTED = ("associations_per_1000", "isolated", "fragmentation", "dependence_on_one")
_LOCATED = frozenset({"association", "organisation", "school", "service"})


@dataclass(frozen=True, eq=False)
class Report:
    """What a report says of one district, as an audience may read it."""

    content: Content
    census: Census
    district: District

    @cached_property
    def card(self) -> Scorecard:
        """Every district beside this one: invented ones beside invented ones."""
        whole = scorecard(self.census)
        return Scorecard(whole.columns, tuple(row for row in whole.rows if row.invented is self.district.invented))

    @property
    def row(self) -> Row:
        """The district's own row."""
        return self.card.by_key[self.district.key]


def report(content: Content, name: str) -> Report:
    """Return the report of a district.

    Parameters
    ----------
    name
        The district's name or key; case and accents are forgiven.

    Raises
    ------
    UnknownDistrict
    """
    census = figures.census_of(content)
    key = census.ground.snapshot.district_named(name)
    return Report(content, census, next(one for one in census.districts if one.key == key))


def export_report(view: View, name: str, file: Path, *, today: str) -> Report:
    """Write the report of a district into a file, whole or not at all.

    Raises
    ------
    UnknownDistrict, NoFolder, NotAFile
        The file is as it was before.
    """
    with replacing(file) as out:
        made = report(read(view, today), name)
        write(made, out)
    return made


def write(made: Report, out: BinaryIO) -> None:
    """Write the page; the same content gives the same bytes."""
    parts: Mapping[str, Callable[[], str]] = {
        "TITLE": lambda: escape(made.district.node.name),
        "FACTS": lambda: escape(_facts(made)),
        "INVENTED": lambda: f'<p class="invented"><b>{INVENTED.it}.</b></p>' if made.district.invented else "",
        "GLYPH": lambda: glyphs.glyph(made.row.shape.names, made.row.shape.label.it),
        "SHAPE": lambda: f"Forma della rete: {made.row.shape.label.it}",
        "MEANING": lambda: " ".join(SHAPES[name].meaning.it for name in made.row.shape.names),
        "BECAUSE": lambda: f"Qui: {escape(made.row.shape.because.it)}.",
        "FIGURES": lambda: "".join(_figure(made.row, column) for column in made.card.columns),
        "MAP": lambda: _map(made),
        "NETWORK": lambda: _network(made),
        "CHARTS": lambda: _charts(made),
        "ACTORS": lambda: _actors(made),
        "GAPS": lambda: _gaps(made),
        "EVENTS": lambda: _events(made),
        "DEFINITIONS": lambda: "".join(_definitions(made)),
        "SOURCES": lambda: escape(_sources(made)),
        "MADE": lambda: escape(_made(made)),
    }
    out.write(_GAP.sub(lambda gap: parts[gap[1]](), _PAGE.read_text(encoding="utf-8")).encode())


def _facts(made: Report) -> str:
    row, towns = made.row, made.census.ground.municipalities
    names = [towns[istat].name for istat in made.district.members if istat in towns]
    parts = [f"{row.municipalities} comuni: {', '.join(sorted(names))}" if names else "comuni non caricati"]
    lead = row.lead.name if row.lead else row.node.text("lead")
    return ". ".join([*parts, *([f"Capofila: {lead}"] if lead else [])]) + "."


def _figure(row: Row, column: Column) -> str:
    cell = row.cells[column.name]
    value = "non definito" if cell.value is None else charts.written(column, cell.value)
    arrow = {"above": " ▲", "below": " ▼"}.get(cell.verdict or "", "")
    beside = cell.expected
    said = ""
    if beside and cell.value is not None:
        said = f"{charts.written(column, beside.low)} – {charts.written(column, beside.high)}"
    label = column.label.it[:1].upper() + column.label.it[1:]
    return (
        f'<tr><td>{label}</td><td class="number {cell.verdict or ""}">{value}{arrow}</td>'
        f'<td>{escape(_basis(column, cell))}</td><td class="wide">{said}</td></tr>'
    )


def _basis(column: Column, cell: Cell) -> str:
    if cell.why and cell.value is None:
        return cell.why.it
    divided = column.form != "count" and cell.numerator is not None and cell.denominator
    parts = [f"{_whole(cell.numerator)} su {_whole(cell.denominator)}"] if divided else []
    return "; ".join([*parts, *([cell.note.it] if cell.note else [])])


def _whole(number: float | None) -> str:
    return f"{int(number or 0):,}".replace(",", ".")


def _map(made: Report) -> str:
    content, ground = made.content, made.census.ground
    shown = [n for n in content.nodes if n.kind in _LOCATED and made.district.holds(n) and not content.candidate(n)]
    drawn = territory.picture(
        made.district.members, shown, ground.municipalities, f"Mappa di {made.district.node.name}"
    )
    if not drawn:
        return ""
    coarse = sum(node.point is None for node in shown)
    return (
        f"<section><h2>Il territorio</h2><figure>{drawn}{_legend({node.kind for node in shown})}<figcaption>"
        f"Un segno è un indirizzo noto; un cerchio tratteggiato conta ciò di cui è noto solo il comune ({coarse} di "
        f"{len(shown)}). Confini: Openpolis (CC BY 4.0), ISTAT.</figcaption></figure></section>"
    )


def _legend(present: set[str]) -> str:
    items = (
        f"<li>{elements.document(14, 14, [elements.sign(kind, (7, 7), 5.5)], title=kind.label.it)}{kind.plural.it}</li>"
        for kind in KINDS.values()
        if kind.name in present
    )
    return f'<ul class="legend">{"".join(items)}</ul>'


def _network(made: Report) -> str:
    network = made.district.network
    if not network.actors:
        return ""
    drawn = drawing.draw(network, most=max(drawing.MOST_NODES, len(network.actors)))
    signs = [_sign(made, key) for key in drawn.keys]
    title = f"Rete di {made.district.node.name}"
    present = {node.kind for node in made.district.actors}
    drawn_ = networks.picture(drawn, signs, title, named=60)
    return (
        f"<section><h2>La rete</h2><figure>{drawn_}{_legend(present)}<figcaption>{len(network.actors)} realtà, "
        f"{len(network.edges[2])} legami fra loro per eventi in comune (fino a {CROWD} realtà) e collaborazioni "
        "dichiarate. In basso chi non ha legami.</figcaption></figure></section>"
    )


def _sign(made: Report, key: str) -> Sign:
    node, network = made.content.by_key[key], made.district.network
    kind, town = KINDS[node.kind], made.content.town(node)
    ties = int(network.degree[network.index[key]])
    return Sign(node.name, kind.label.it, town.name if town else "", kind.colour, kind.shape, invented(node), ties)


def _charts(made: Report) -> str:
    known = [row for row in made.card.rows if row.known]
    if len(known) < 2:
        return ""
    columns = [column for column in made.card.columns if column.name in _CHARTED]
    few = len(known) <= _FEW
    wide = _HALF if few else _WHOLE
    drawn = (f"<figure>{charts.bars(made.card, column, made.district.key, wide)}</figure>" for column in columns)
    return (
        f'<section><h2>Accanto agli altri ambiti</h2><div class="charts{" two" if few else ""}">{"".join(drawn)}</div>'
        '<p class="quiet">La linea sottile è ciò che ci si aspetta da un ambito di quelle dimensioni.</p></section>'
    )


def _actors(made: Report) -> str:
    network = made.district.network
    if not len(network.edges[2]):
        return ""
    lost = np.nan_to_num(loss(network))
    order = np.lexsort((np.arange(len(lost)), -network.strength))[:TOP_ACTORS]
    rows = "".join(_actor(made, row, float(lost[row])) for row in order.tolist() if network.degree[row])
    return (
        "<section><h2>Chi tiene insieme la rete</h2><table><thead><tr><th>Realtà</th><th class='kind'>Tipo</th>"
        "<th class='wide'>Comune</th><th class='number'>Legami</th><th class='number'>Coppie che perderebbe</th></tr>"
        f"</thead><tbody>{rows}</tbody></table><p class='quiet'>In ordine di quanto lavorano con altre dell'ambito; "
        "l'ultima colonna è la quota di coppie collegate che si separerebbero senza.</p></section>"
    )


def _actor(made: Report, row: int, lost: float) -> str:
    node = made.district.actors[row]
    town = made.census.ground.municipality_name(node.text("municipality"))
    return (
        f'<tr><td>{escape(node.name)}</td><td class="kind">{KINDS[node.kind].label.it}</td>'
        f'<td class="wide">{escape(town)}</td><td class="number">{made.district.network.degree[row]}</td>'
        f'<td class="number">{lost:.0%}</td></tr>'
    )


def _gaps(made: Report) -> str:
    found = registry.find(made.census.ground, (), TOP_GAPS, (made.district.key,))
    if not found:
        return ""
    items = "".join(
        f"<li><b>{registry.KINDS[gap.kind].label.it.capitalize()}.</b> {escape(gap.text.it)} "
        f'<span class="quiet">{escape(gap.effect.it)}</span></li>'
        for gap in found
    )
    return f"<section><h2>Che cosa manca per primo</h2><ol>{items}</ol></section>"


def _events(made: Report) -> str:
    listed = sorted(_coming(made), key=lambda node: (node.text("start"), node.key))[:NEXT_EVENTS]
    if not listed:
        return ""
    items = "".join(f"<li><b>{escape(_when(node))}</b> {escape(_what(made, node))}</li>" for node in listed)
    return f"<section><h2>Prossimi eventi</h2><ul>{items}</ul></section>"


def _coming(made: Report) -> Iterator[Node]:
    own = frozenset(made.district.network.actors)
    joined = {tie.target for tie in made.content.ties if tie.type == "organised" and tie.source in own}
    today = made.content.today or made.content.at[:10]
    for node in made.content.nodes:
        ours = node.kind == "event" and (node.key in joined or made.district.holds(node))
        if ours and node.text("status") != CANCELLED and node.text("start")[:10] >= today:
            yield node


def _when(node: Node) -> str:
    day, _, hour = node.text("start").partition("T")
    return "/".join(reversed(day.split("-"))) + (f", {hour}" if hour else "")


def _what(made: Report, node: Node) -> str:
    town = made.content.town(node)
    place = ", ".join(part for part in (node.text("venue"), town.name if town else "") if part)
    type_ = value_label(KINDS["event"].by_name["type"], node.text("type")).it if node.text("type") else ""
    return " · ".join(part for part in (node.name, type_, place) if part)


def _definitions(made: Report) -> Iterator[str]:
    for column in made.card.columns:
        yield f"<li><b>{column.label.it[:1].upper() + column.label.it[1:]}</b>: {column.definition.it}</li>"
    yield f"<li><b>Forma della rete</b>: {RULE.it}</li>"


def _sources(made: Report) -> str:
    counts = Counter(
        evidence.source
        for node in (*made.district.actors, *made.district.schools, *made.district.services)
        for evidence in node.evidence
    )
    named = ", ".join(f"{source} ({_whole(count)})" for source, count in sorted(counts.items()))
    return f"Fonti delle realtà, scuole e servizi dell'ambito: {named}." if named else ""


def _made(made: Report) -> str:
    content = made.content
    who = "per chi lavora alla mappa, con persone e contatti" if content.audience == "staff" else "per il pubblico"
    day = f" il {'/'.join(reversed(content.today.split('-')))}" if content.today else ""
    at = f", dati al {'/'.join(reversed(content.at[:10].split('-')))}" if content.at else ""
    return f"Rapporto {who}, preparato{day} con Intreccio: revisione {content.revision}{at}."
