"""`five-per-mille`: bodies admitted to the share of income tax that taxpayers assign (Revenue Agency's lists).

Municipalities, kindergartens, parishes, sports clubs and associations alike; no street, no contact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model import Label, keys
from graph.store.records import Node
from graph.territory.municipality import Municipality
from ingest.sources.fiscal_codes import NO_NAME, body_code
from ingest.sources.registered import Bodies, Entry
from ingest.sources.seat import seat
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

NAME = "five-per-mille"

COLUMNS = (
    Column("year", Label("Anno", "Year"), ("anno finanziario", "esercizio", "esercizio finanziario")),
    Column("number", Label("Progressivo", "Number"), ("prog", "prog.", "n", "numero")),
    Column(
        "code",
        Label("Codice fiscale", "Fiscal code"),
        ("codice_fiscale", "cod fiscale", "cod. fisc.", "cf", "codice fiscale ente", "codice fiscale beneficiario"),
        required=True,
    ),
    Column(
        "name",
        Label("Denominazione", "Name"),
        ("denominazione ente", "denominazione beneficiario", "ragione sociale", "ente", "nome"),
        required=True,
    ),
    Column("region", Label("Regione", "Region"), ("reg",)),
    Column("province", Label("Provincia", "Province"), ("prov", "prov.", "sigla provincia", "pr")),
    Column(
        "municipality",
        Label("Comune", "Municipality"),
        ("comune sede", "comune sede legale", "sede", "città"),
        required=True,
    ),
)


_LABEL = Label("Enti ammessi al 5 per mille (Agenzia delle Entrate)", "Bodies admitted to the 5 per mille")


@dataclass(frozen=True, slots=True)
class FivePerMille:
    """The list as a source; see the protocol `Source`."""

    name: str = NAME
    label: Label = _LABEL
    licence: str = "CC BY 4.0"
    address: str = "https://www.agenziaentrate.gov.it/portale/web/guest/elenchi-5-per-mille"
    stable: bool = False
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into candidates, keyed by fiscal code."""
        return Bodies(context, NAME, _superseded).changes(_entry(row, context) for row in rows)


def _entry(row: Row, context: Context) -> Entry:
    name, code = " ".join(keys.exact(row.text("name")).split()), body_code(row.text("code"))
    where = seat(context.gazetteer, row.text("municipality"), row.text("province"))
    problems = [p for p in (code, where) if isinstance(p, Problem)] + ([] if name else [NO_NAME])
    year = _year(row)
    told = code if isinstance(code, str) else ""
    place = where.istat if isinstance(where, Municipality) else ""
    return Entry(
        row,
        name,
        tuple(problems) if problems or isinstance(where, Problem) else where,
        told,
        (name, place),
        " ".join(part for part in (told or name, year and f"({year})") if part),
    )


def _year(row: Row) -> str:
    """Return the list's year: its own column, else what stands above the table, else the file's name."""
    for text in (row.text("year"), *row.titles, row.file):
        if found := re.search(r"(?<!\d)20\d\d(?!\d)", text):
            return found[0]
    return ""


def _superseded(node: Node, entry: Entry) -> bool:
    """Tell whether RUNTS, or a later year's list, has spoken of a body already."""
    year = _year(entry.row)
    for evidence in node.evidence:
        if evidence.source == "runts":
            return True
        later = re.search(r"\((20\d\d)\)", evidence.reference)
        if evidence.source == NAME and later and year and later[1] > year:
            return True
    return False


SOURCE = FivePerMille()
