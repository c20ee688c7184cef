"""`runts`: the national register of the third sector (Ministry of Labour), downloaded by hand as a workbook.

The ministry's headings (seen 2026, in Italian and German) are matched by meaning. The legal representative's
name is personal data: no column reads it, and a row that is rejected does not repeat it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model import Label, keys
from graph.model.folding import folded
from graph.store.records import Node, Value
from graph.territory.municipality import Municipality
from ingest.matching.forms import form
from ingest.sources.fiscal_codes import NO_NAME, body_code
from ingest.sources.registered import Bodies, Entry
from ingest.sources.seat import seat
from ingest.sources.source import Column, Context, Problem, Row, RowChanges

NAME = "runts"

COLUMNS = (
    Column(
        "code",
        Label("Codice fiscale", "Fiscal code"),
        (
            "cod fiscale",
            "cf",
            "c.f.",
            "codice fiscale ente",
            "codice fiscale / steuernummer",
            "codice fiscale steuernummer",
            "steuernummer",
        ),
        required=True,
    ),
    Column(
        "number",
        Label("Repertorio", "Register number"),
        (
            "numero repertorio",
            "n. repertorio",
            "n repertorio",
            "nr repertorio",
            "num repertorio",
            "repertorio runts",
            "numero di repertorio",
            "rep",
            "rep.",
            "id runts",
            "numero runts",
            "n. runts",
            "repertorio / repertorium",
            "repertorium",
        ),
        required=True,
    ),
    Column(
        "name",
        Label("Denominazione", "Name"),
        (
            "denominazione ente",
            "ente",
            "nome ente",
            "ragione sociale",
            "denominazione / bezeichnung",
            "denominazione bezeichnung",
            "bezeichnung",
        ),
        required=True,
    ),
    Column(
        "section",
        Label("Sezione", "Section"),
        (
            "sezione runts",
            "sezione di iscrizione",
            "sezione registro",
            "sezione del registro",
            "tipologia",
            "tipologia ente",
            "sezione / sektion",
            "sezione / abschnitt",
            "abschnitt",
        ),
    ),
    Column("network", Label("Rete", "Network"), ("rete associativa", "reti associative", "rete / netzwerk")),
    Column(
        "municipality",
        Label("Comune", "Municipality"),
        (
            "comune sede legale",
            "comune sede",
            "comune della sede",
            "comune della sede legale",
            "sede legale comune",
            "sede legale",
            "città sede legale",
            "comune sede legale / gemeinde rechtssitz",
            "gemeinde",
        ),
        required=True,
    ),
    Column(
        "province",
        Label("Provincia", "Province"),
        (
            "provincia sede legale",
            "provincia sede",
            "prov sede legale",
            "prov. sede legale",
            "provincia della sede legale",
            "sede legale provincia",
            "prov",
            "prov.",
            "pr",
            "sigla provincia",
            "provincia sede legale / provinz rechtssitz",
            "provinz",
        ),
    ),
    Column(
        "five_per_mille",
        Label("5 per mille", "5 per mille"),
        ("5x1000", "5 x 1000", "5x mille", "cinque per mille", "accreditamento 5 per mille", "5‰"),
    ),
    Column(
        "registered",
        Label("Data iscrizione", "Date of registration"),
        ("data di iscrizione", "data iscrizione runts", "iscritto dal", "data iscrizione / eintragungsdatum"),
    ),
)

_SECTIONS: tuple[tuple[str, str], ...] = (
    (r"volontariato|\bodv\b|ehrenamtlich", "odv"),
    (r"promozione sociale|\baps\b", "aps"),
    (r"impres[ae] social|\bis\b|sozialunternehmen", "social_enterprise"),
    (r"filantropic|mutuo soccorso|\bsms\b|reti associative|\bef\b", "other"),
)


_LABEL = Label("RUNTS, registro unico nazionale del terzo settore", "RUNTS, register of the third sector")


@dataclass(frozen=True, slots=True)
class Runts:
    """The register as a source; see the protocol `Source`.

    Attributes
    ----------
    discreet
        Columns that are not read hold personal data: they are left out of rejects too.
    """

    name: str = NAME
    label: Label = _LABEL
    licence: str = "CC BY 4.0"
    address: str = "https://servizi.lavoro.gov.it/runts/it-it/Lista-enti"
    stable: bool = False
    takes_files: bool = True
    columns: tuple[Column, ...] = COLUMNS
    discreet: bool = True

    def changes(self, rows: Iterable[Row], context: Context) -> Iterator[RowChanges]:
        """Turn rows into candidates, keyed by fiscal code, or by register number where the code is a person's."""
        return Bodies(context, NAME, _superseded).changes(_entry(row, context) for row in rows)


def _entry(row: Row, context: Context) -> Entry:
    name, code = " ".join(keys.exact(row.text("name")).split()), body_code(row.text("code"))
    number = re.sub(r"\.0$", "", row.text("number"))
    where = seat(context.gazetteer, row.text("municipality").strip("- "), row.text("province"))
    problems = [p for p in (code, where) if isinstance(p, Problem)] + ([] if name else [NO_NAME])
    told = code if isinstance(code, str) else ""
    own: dict[str, Value] = {"runts": number} if number else {}
    if stated := section_form(row.text("section"), name):
        own["form"] = stated
    place = where.istat if isinstance(where, Municipality) else ""
    return Entry(
        row,
        name,
        tuple(problems) if problems or isinstance(where, Problem) else where,
        told,
        (NAME, number) if number else (name, place),
        number or told or name,
        own,
    )


def section_form(section: str, name: str) -> str:
    """Return the model's legal form for a section of the register; a narrower one that the name states wins."""
    plain, named = folded(section), form(name)
    found = next((value for pattern, value in _SECTIONS if re.search(pattern, plain)), "")
    if found in ("social_enterprise", "other", "") and named in ("social_cooperative", "foundation", "company"):
        return named
    return found or named


def _superseded(node: Node, entry: Entry) -> bool:
    """Nothing is more authoritative than the register itself."""
    return False


SOURCE = Runts()
