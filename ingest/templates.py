"""Empty spreadsheets to fill in: headings of a source, each column explained, allowed values to choose from.

Drawn from the sources' columns, which come from the model: nothing is said here that is not said there.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model import KINDS, Label
from graph.model.folding import folded
from graph.model.schema import ValueType
from graph.model.taxonomies import Taxonomy, countries, of
from ingest.errors import NoTemplate, NoTemplateFormat
from ingest.sources import registry
from ingest.sources.source import Column, Source

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = 2_000
"""Rows of a template that offer their lists."""
_WIDELY = 5
"""Per cent of a country's people from whom a language counts among its own."""
_DEAD = (
    "ae akk ang arc avk chg cop cu dum egy elx enm eo frm fro gmh goh got grc hit ia ie io jbo kho la lfn mga non nov "
    "nwc ota pal peo phn pi prg pro sa sga sog sux syc tlh tok uga vo xno zbl afh"
)
_NOT_SPOKEN = frozenset(_DEAD.split())
"""Ancient and constructed languages: understood in a cell, but not offered."""
EXPLANATIONS, LISTS = "Spiegazioni", "Elenchi"
_PRIVATE = Label("Visto solo da chi lavora alla mappa", "Seen by staff only")
_TYPES = {
    ValueType.INTEGER: Label("Numero intero", "Whole number"),
    ValueType.NUMBER: Label("Numero", "Number"),
    ValueType.YES_NO: Label("Sì o no", "Yes or no"),
    ValueType.DATE: Label("Data, come 12/03/2026 (anche solo 2026)", "Date, like 12/03/2026 (2026 alone will do)"),
    ValueType.DATE_TIME: Label(
        "Data, come 12/03/2026, con l'ora se si sa: 12/03/2026 18:30",
        "Date, like 12/03/2026, with the hour if known: 12/03/2026 18:30",
    ),
    ValueType.EMAIL: Label("Indirizzo email", "E-mail address"),
    ValueType.PHONE: Label("Numero di telefono", "Phone number"),
    ValueType.URL: Label("Indirizzo web, come https://www.esempio.it", "Web address, like https://www.example.org"),
    ValueType.FISCAL_CODE: Label("11 cifre, zeri iniziali compresi", "11 digits, leading zeros included"),
    ValueType.POSTCODE: Label("5 cifre", "5 digits"),
    ValueType.MUNICIPALITY: Label("Nome del comune o codice ISTAT", "Name of the municipality or ISTAT code"),
}


def templated(name: str) -> Source:
    """Return the source that people fill in by hand under a name: its own, or a kind's in either language.

    Raises
    ------
    NoTemplate
    """
    by_hand = {s.name: s for s in registry.sources() if s.takes_files and s.columns and not s.licence}
    wanted = folded(name)
    for kind in KINDS.values():
        wordings = (kind.name, kind.label.it, kind.label.en, kind.plural.it, kind.plural.en)
        if wanted in {folded(wording) for wording in wordings}:
            wanted = folded(kind.plural.en)
    if wanted in by_hand:
        return by_hand[wanted]
    raise NoTemplate(name, tuple(by_hand))


def write_template(source: Source, path: Path) -> None:
    """Write an empty spreadsheet: CSV with the headings alone, or XLSX with explanations and lists.

    Raises
    ------
    NoTemplateFormat
        The name ends in neither `.csv` nor `.xlsx`.
    """
    match path.suffix.lower():
        case ".csv":
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerow([column.label.it for column in source.columns])
        case ".xlsx":
            _workbook(source).save(path)
        case _:
            raise NoTemplateFormat(path.name)


def _workbook(source: Source) -> Workbook:
    from openpyxl import Workbook  # 0.2 s: only where a workbook is asked for

    book = Workbook()
    sheet = book.active
    sheet.title = source.label.it[:31]
    explained, listed = book.create_sheet(EXPLANATIONS), book.create_sheet(LISTS)
    _explain(explained, source)
    for number, column in enumerate(source.columns, start=1):
        _head(sheet, number, column)
        values = [label.it for label in allowed(column)]
        if values:
            _list(sheet, listed, number, column, values)
    sheet.freeze_panes = "A2"
    return book


def _head(sheet: Worksheet, number: int, column: Column) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(number)
    cell = sheet.cell(1, number, column.label.it)
    cell.font = Font(bold=True)
    if column.required:
        cell.fill = PatternFill("solid", fgColor="FFE699")
    sheet.column_dimensions[letter].width = max(14, len(column.label.it) + 4)
    for row in range(2, 202):  # as text: leading zeros and dates stay as typed
        sheet.cell(row, number).number_format = "@"


def _list(sheet: Worksheet, listed: Worksheet, number: int, column: Column, values: Sequence[str]) -> None:
    """Offer values in the cells of a column; they stand on a sheet of their own, for lists may be long."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    at = listed.max_column + (1 if listed.cell(1, 1).value else 0)
    listed.cell(1, at, column.label.it)
    for row, value in enumerate(values, start=2):
        listed.cell(row, at, value)
    letter, target = get_column_letter(at), get_column_letter(number)
    rule = DataValidation("list", f"'{LISTS}'!${letter}$2:${letter}${len(values) + 1}", allow_blank=True)
    rule.showErrorMessage = not column.many  # a cell of several values cannot be one of the list
    rule.errorTitle, rule.error = column.label.it, "Scegliere un valore dell'elenco."
    if column.help:
        rule.showInputMessage, rule.promptTitle, rule.prompt = True, column.label.it[:32], column.help.it[:255]
    rule.add(f"{target}2:{target}{ROWS}")
    sheet.add_data_validation(rule)


def _explain(sheet: Worksheet, source: Source) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.append(["Colonna", "Obbligatoria", "Che cosa scrivere", "Valori ammessi", "Column", "What to write"])
    for column in source.columns:
        said = explanation(column)
        values = allowed(column)
        shown = "; ".join(label.it for label in values[:30]) + (f"… (foglio «{LISTS}»)" if len(values) > 30 else "")
        sheet.append([column.label.it, "sì" if column.required else "", said.it, shown, column.label.en, said.en])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEF", (24, 13, 60, 60, 24, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def explanation(column: Column) -> Label:
    """Return what to write in a column, in both languages."""
    parts = [column.help] if column.help else []
    if column.property is not None:
        parts += [_TYPES[column.property.type]] if column.property.type in _TYPES else []
        parts += [_PRIVATE] if column.property.private and not column.help else []
    if column.many and not any("separat" in part.it for part in parts):
        parts.append(Label("Più valori separati da ;", "Several values separated by ;"))
    return Label(". ".join(part.it for part in parts), ". ".join(part.en for part in parts))


def allowed(column: Column) -> tuple[Label, ...]:
    """Return the values to choose from, where the model has a list."""
    if column.property is None:
        return ()
    if column.property.choices:
        return tuple(choice.label for choice in column.property.choices)
    taxonomy = of(column.property.type)
    if taxonomy is not None and column.property.type is ValueType.LANGUAGE:
        return _languages(taxonomy)
    return tuple(sorted(taxonomy.labels.values(), key=lambda label: folded(label.it))) if taxonomy else ()


def _languages(taxonomy: Taxonomy) -> tuple[Label, ...]:
    """Return the languages to choose from: first our own and those of the countries people come from."""
    from babel.core import get_global  # with the names of languages: only where they are asked for

    spoken = get_global("territory_languages")  # CLDR: by country, by language, its standing there
    near = set(taxonomy.synonyms)
    for country in countries().synonyms:
        for code, standing in spoken.get(country, {}).items():
            if (
                standing["official_status"] in ("official", "de_facto_official")
                or standing["population_percent"] >= _WIDELY
            ):
                near.add(code.partition("_")[0])
    living = (code for code in taxonomy.labels if code not in _NOT_SPOKEN)
    order = sorted(living, key=lambda code: (code not in near, folded(taxonomy.labels[code].it)))
    return tuple(taxonomy.labels[code] for code in order)
