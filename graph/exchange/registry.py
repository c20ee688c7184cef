"""Every format in which the graph is taken elsewhere, and the one way to write a file of it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from graph.exchange.content import Content, LeftOut, read
from graph.exchange.replacing import replacing
from graph.model.label import Label
from graph.store.interface import View


@dataclass(frozen=True, slots=True)
class Format:
    """One format; its module is imported when it is written.

    Attributes
    ----------
    suffix
        How files of it usually end.
    media
        Its registered media type, for those who serve it.
    """

    name: str
    label: Label
    suffix: str
    media: str
    module: str


class FormatModule(Protocol):
    """What a format's module offers."""

    def write(self, content: Content, out: BinaryIO) -> list[LeftOut]:
        """Write the content; the same content gives the same bytes. Return what the format cannot say."""
        ...


def _format(name: str, suffix: str, media: str, it: str, en: str) -> Format:
    return Format(name, Label(it, en), suffix, media, f"graph.exchange.{name}")


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        _format("gexf", ".gexf", "application/gexf+xml", "rete per Gephi (GEXF)", "network for Gephi (GEXF)"),
        _format("graphml", ".graphml", "application/graphml+xml", "rete (GraphML)", "network (GraphML)"),
        _format("csv", ".zip", "application/zip", "tabelle (CSV in uno zip)", "tables (CSV in a zip)"),
        _format(
            "xlsx",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "foglio di calcolo con le definizioni (XLSX)",
            "spreadsheet with definitions (XLSX)",
        ),
        _format(
            "geojson", ".geojson", "application/geo+json", "luoghi per QGIS (GeoJSON)", "places for QGIS (GeoJSON)"
        ),
        _format("ics", ".ics", "text/calendar", "eventi per il calendario (iCalendar)", "events (iCalendar)"),
        _format(
            "hsds", ".json", "application/json", "servizi (Open Referral HSDS 3)", "services (Open Referral HSDS 3)"
        ),
        _format("html", ".html", "text/html", "la rete in una pagina (HTML)", "the network as one page (HTML)"),
        _format("svg", ".svg", "image/svg+xml", "la rete come immagine (SVG)", "the network as a picture (SVG)"),
    )
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how much the audience may see, and what of it the format cannot say."""

    revision: int
    nodes: int
    ties: int
    left_out: tuple[LeftOut, ...]


def export(view: View, format_: str, file: Path, *, today: str = "") -> Exported:
    """Write what a view's audience may take away into a file, whole or not at all.

    Parameters
    ----------
    format_
        A name in `FORMATS`.
    today
        The ISO date it is: what is only planned then is no tie. Empty: everything counts.

    Raises
    ------
    NoFolder, NotAFile, TooManyRows
        The file is as it was before.
    """
    module = cast(FormatModule, importlib.import_module(FORMATS[format_].module))
    with replacing(file) as out:
        content = read(view, today)
        left_out = module.write(content, out)
    return Exported(content.revision, len(content.nodes), len(content.ties), tuple(left_out))
