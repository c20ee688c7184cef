"""The list of gaps as a file: read back with other programs, no cell run as a formula, the work for staff only."""

import csv
import io

import openpyxl

from graph.exchange import gap_list
from graph.gaps.gap import Gap, Reason
from graph.gaps.status import Standing
from graph.model import Label
from graph.store.changes import GapStatus, Mark

WORDS = Label("Non si sono mai incontrate.", "They never met.")
GAP = Gap(
    "gap:1",
    "likely-tie",
    ("a", "b"),
    ("=cmd|' /C calc'!A0", "Àncora"),
    0.75,
    (Reason("partner", ("Ruah",), 0.8, Label("partner comune: Ruah", "common partner: Ruah")),),
    WORDS,
    WORDS,
    districts=("Ambito X",),
    status="dismissed",
)
MARK = Mark(
    "gap:1", "likely-tie", ("a", "b"), GapStatus.DISMISSED, "Giulia", "-si conoscono", "", "2026-03-01T09:00:00Z"
)
KNOWN = {"gap:1": Standing("gap:1", "likely-tie", ("a", "b"), (MARK,))}


def test_a_csv_reads_back_with_accents_and_no_formula() -> None:
    text = gap_list.write("csv", [GAP], KNOWN, "it").decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    told = dict(zip(head, row, strict=True))
    assert told["Chi"] == "'=cmd|' /C calc'!A0 – Àncora" and told["Motivo"] == "'-si conoscono"
    assert (told["Stato"], told["Da chi"], told["Il"]) == ("messa da parte", "Giulia", "2026-03-01")
    assert (told["Perché"], told["Punteggio"]) == ("partner comune: Ruah (80%)", "0.75")


def test_a_workbook_says_what_its_columns_mean_and_runs_nothing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(gap_list.write("xlsx", [GAP], KNOWN, "en")))
    head, row = book["Gaps"].iter_rows()
    told = {cell.value: other for cell, other in zip(head, row, strict=True)}
    assert told["Who"].value.startswith("=cmd") and told["Who"].data_type == "s"
    assert told["Score"].value == 0.75 and told["Status"].value == "dismissed"
    meanings = {name.value: meaning.value for name, meaning in book["Meaning"].iter_rows()}
    assert list(meanings) == [cell.value for cell in head] and all(meanings.values())


def test_a_reader_who_is_not_to_know_of_the_work_gets_none_of_it() -> None:
    text = gap_list.write("csv", [GAP], None, "it").decode("utf-8-sig")
    assert "Giulia" not in text and "conoscono" not in text and "Stato" not in text
