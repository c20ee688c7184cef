"""`ingest geocode` as others build on it: columns, order, precision, and no store touched."""

import csv
import io
import json
from pathlib import Path

import pytest

from bench import geocode as bench
from tests.ingest.desk import Desk, Line, Said
from tests.ingest.places.streets import STREETS, located
from tests.ingest.places.test_register_load import bergamo, register_file

OURS = ["lat", "lon", "precision", "provider", "matched", "score"]
HEADINGS = ("id", "Indirizzo", "Comune")
LINES = (
    ("1", "via s. magno, 3", "Bergamo"),
    ("2", "VIALE ROMA", "BERGAMO (BG)"),
    ("3", "Via che non c'è 5", "016024"),
    ("4", "VIA STAZIONE DI ALBANO 3", "bergamo"),
    ("5", "Via Roma 1", "Nessunluogo"),
    ("6", "", "Bergamo"),
    ("7", "SANT'ANGELO 3", "Bergamo"),
)


def rows(said: Said) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said.out)))


def geocode(line: Line, file: Path, *more: str | Path) -> Said:
    return line("geocode", file, "--address", "Indirizzo", "--municipality", "Comune", *more)


@pytest.fixture
def register(desk: Desk) -> Path:
    return register_file(desk, *bergamo())


def test_every_line_comes_back_in_order_with_its_place(desk: Desk, line: Line, register: Path) -> None:
    said = geocode(line, desk.sheet("a.csv", HEADINGS, *LINES), "--register", register)
    assert said.code == 0
    assert said.out.splitlines()[0] == ",".join((*HEADINGS, *OURS))
    found = rows(said)
    assert [tuple(row[h] for h in HEADINGS) for row in found] == list(LINES)
    house = found[0]
    assert (float(house["lat"]), float(house["lon"])) == located(STREETS.index("VIA SAN MAGNO"), 3)
    assert (house["precision"], house["provider"], house["matched"]) == ("rooftop", "anncsu", "VIA SAN MAGNO")
    assert 0 < float(house["score"]) <= 1
    assert (found[1]["precision"], found[1]["matched"]) == ("street", "VIALE ROMA")
    assert float(found[1]["lat"]) == located(STREETS.index("VIALE ROMA"), 4)[0]


def test_an_unknown_street_falls_to_the_municipality_and_says_so(desk: Desk, line: Line, register: Path) -> None:
    found = rows(geocode(line, desk.sheet("a.csv", HEADINGS, *LINES), "--register", register))
    for at in (2, 5, 6):
        assert (found[at]["precision"], found[at]["provider"], found[at]["matched"]) == (
            "municipality",
            "municipality",
            "Bergamo",
        )
        assert 45.6 < float(found[at]["lat"]) < 45.8


def test_only_an_unknown_municipality_leaves_a_line_empty(desk: Desk, line: Line, register: Path) -> None:
    found = rows(geocode(line, desk.sheet("a.csv", HEADINGS, *LINES), "--register", register))
    assert [row["id"] for row in found if not any(row[h] for h in OURS)] == ["5"]


def test_a_street_without_points_is_matched_and_not_located(desk: Desk, line: Line, register: Path) -> None:
    found = rows(geocode(line, desk.sheet("a.csv", HEADINGS, *LINES), "--register", register))[3]
    assert (found["precision"], found["matched"]) == ("street", "VIA STAZIONE DI ALBANO")
    assert (found["lat"], found["lon"]) == ("", "")


def test_without_a_register_every_known_municipality_is_found(desk: Desk, line: Line) -> None:
    found = rows(geocode(line, desk.sheet("a.csv", HEADINGS, *LINES)))
    assert {row["precision"] for row in found if row["id"] != "5"} == {"municipality"}


def test_columns_with_our_names_are_renamed(desk: Desk, line: Line) -> None:
    headings = ("lat", "Indirizzo", "Comune", "score", "lat_in")
    said = geocode(line, desk.sheet("a.csv", headings, ("x", "Via Roma", "Bergamo", "y", "z")))
    first = said.out.splitlines()[0].split(",")
    assert first == ["lat_in_in", "Indirizzo", "Comune", "score_in", "lat_in", *OURS]
    assert rows(said)[0]["lat_in_in"] == "x"


def test_json_is_one_document_with_numbers_and_nulls(desk: Desk, line: Line, register: Path) -> None:
    said = geocode(line, desk.sheet("a.csv", HEADINGS, *LINES), "--register", register, "--format", "json")
    document = json.loads(said.out)
    assert [list(row) for row in document] == [[*HEADINGS, *OURS]] * len(LINES)
    assert isinstance(document[0]["lat"], float)
    assert document[4]["precision"] is None
    empty = geocode(line, desk.sheet("e.csv", HEADINGS, ("", "", "")), "--format", "json")
    assert json.loads(empty.out) == [dict.fromkeys((*HEADINGS, *OURS)) | dict.fromkeys(HEADINGS, "")]


def test_blank_lines_and_notes_are_lines_too(desk: Desk, line: Line) -> None:
    content = "id;Indirizzo;Comune\n1;Via Roma;Bergamo\n;;\n2;;Milano\nNota: fine;;\n"
    found = rows(geocode(line, desk.file("a.csv", content)))
    assert [row["id"] for row in found] == ["1", "", "2", "Nota: fine"]


@pytest.mark.parametrize(("encoding", "separator"), [("cp1252", ";"), ("utf-8-sig", "\t"), ("utf-16", ",")])
def test_any_usual_file_is_read(desk: Desk, line: Line, encoding: str, separator: str) -> None:
    file = desk.sheet("a.csv", HEADINGS, ("1", "Via Libertà 3", "Forlì"), separator=separator, encoding=encoding)
    found = rows(geocode(line, file))
    assert (found[0]["Indirizzo"], found[0]["matched"]) == ("Via Libertà 3", "Forlì")


def test_a_workbook_is_read(desk: Desk, line: Line) -> None:
    found = rows(geocode(line, desk.sheet("a.xlsx", HEADINGS, ("1", "Via Roma 3", "Bergamo"))))
    assert found[0]["matched"] == "Bergamo"


def test_several_registers_are_used_together(desk: Desk, line: Line, register: Path) -> None:
    other = register_file(desk, "X;015146;900;;VIA TORTONA;;;;1;;3;;;;;9,17;45,45;;4", name="other.csv")
    file = desk.sheet("a.csv", HEADINGS, ("1", "Via San Magno 3", "Bergamo"), ("2", "via Tortona 3", "Milano"))
    found = rows(geocode(line, file, "--register", register, "--register", other))
    assert [row["precision"] for row in found] == ["rooftop", "rooftop"]


def test_no_store_is_touched_or_made(
    desk: Desk, line: Line, register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = desk.sheet("a.csv", HEADINGS, *LINES)
    elsewhere = tmp_path / "store" / "x.db"
    monkeypatch.setenv("INTRECCIO_STORE", f"sqlite:///{elsewhere}")
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    geocode(line, file, "--register", register)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


def test_cells_that_are_formulas_stay_text_in_a_spreadsheet(desk: Desk, line: Line) -> None:
    found = rows(geocode(line, desk.sheet("a.csv", HEADINGS, ("=1+1", "=cmd|' /C calc'!A0", "Bergamo"))))
    assert found[0]["id"] == "'=1+1"
    assert found[0]["Indirizzo"].startswith("'=")


def test_a_row_that_cannot_be_read_is_told_and_keeps_its_line(desk: Desk, line: Line) -> None:
    content = "id,Indirizzo,Comune\n1,Via Roma, 3,Bergamo,in più\n2,Via Roma 3,Bergamo\n"
    said = geocode(line, desk.file("a.csv", content))
    assert said.code == 3
    assert "a.csv, riga 2" in said.err
    found = rows(said)
    assert [row["id"] for row in found] == ["1", "2"]
    assert (found[0]["precision"], found[1]["precision"]) == ("", "municipality")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id,Via,Comune\n1,a,b\n", "la colonna «Indirizzo» non c'è"),
        ("Indirizzo,Indirizzo,Comune\n1,a,b\n", "la colonna «Indirizzo» compare più volte"),
        ("", "il file è vuoto"),
    ],
)
def test_a_file_that_will_not_do_gets_one_clear_message(desk: Desk, line: Line, content: str, told: str) -> None:
    said = geocode(line, desk.file("a.csv", content))
    assert (said.code, said.out) == (1, "")
    assert told in said.err
    assert "Traceback" not in said.err


def test_a_register_that_is_none_is_refused_before_anything_is_printed(desk: Desk, line: Line) -> None:
    said = geocode(line, desk.sheet("a.csv", HEADINGS, *LINES), "--register", desk.file("r.csv", "a;b\n1;2\n"))
    assert (said.code, said.out) == (1, "")
    assert "ODONIMO" in said.err


@pytest.mark.skipif(not bench.REGISTER.exists(), reason="real open data not at hand: anncsu")
def test_the_file_of_a_whole_town_serves_from_the_command_line(desk: Desk, line: Line) -> None:
    accesses, names = bench.register(seed=3)
    points = {(a.street, a.number, a.exponent): (a.lat, a.lon) for a in accesses}
    with bench.REGISTER.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter=";"))
    for row in table:
        lat, lon = points[(int(row["PROGRESSIVO_NAZIONALE"]), int(row["CIVICO"] or 0) or None, row["ESPONENTE"])]
        if lat is not None:
            row["COORD_X_COMUNE"], row["COORD_Y_COMUNE"] = (f"{v:.8f}".replace(".", ",") for v in (lon, lat))
    located_register = desk.sheet("r.csv", list(table[0]), *(list(r.values()) for r in table), separator=";")
    typed = bench.typed_addresses(accesses, bench.WRITERS, 400, seed=4)
    file_ = desk.sheet("a.csv", HEADINGS, *((str(i), text, "Anagni") for i, (text, _) in enumerate(typed)))
    found = rows(geocode(line, file_, "--register", located_register))
    assert len(found) == 400
    right = sum(row["matched"] == names[truth.street] for row, (_, truth) in zip(found, typed, strict=True))
    wrong = sum(
        row["provider"] == "anncsu" and row["matched"] != names[truth.street]
        for row, (_, truth) in zip(found, typed, strict=True)
    )
    assert right / 400 >= 0.96
    assert wrong / 400 <= 0.015
