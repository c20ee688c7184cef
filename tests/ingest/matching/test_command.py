import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def match(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "ingest", "match", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    left, right = tmp_path / "left.csv", tmp_path / "right.csv"
    left.write_text(
        "cf;Denominazione;Comune\n"
        "a;Il Gufo Saggio;Bergamo\n"
        'b;"=CMD()";Lodi\n'
        "c;Sconosciuti del Sebino;Lodi\n"
        "=d;Castro;Castro\n",
        encoding="utf-8",
    )
    right.write_text(
        "elenco 2020\n\ncf,denominazione,comune\n1,CASTRO,CASTRO\n2,CASTRO,CASTRO\n3,IL GUFO SAGGIO,BERGAMO\n",
        encoding="utf-8",
    )
    return left, right


def test_pairs_are_printed_by_row_number_with_their_own_codes(lists: tuple[Path, Path]) -> None:
    done = match(*lists, "--name", "denominazione", "--municipality", "COMUNE", "--id", "CF")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == ["left", "right", "left_id", "right_id", "score", "decision"]
    assert [(r["left"], r["right"], r["left_id"], r["right_id"], r["decision"]) for r in rows] == [
        ("1", "3", "a", "3", "same"),
        ("4", "1", "'=d", "1", "review"),
        ("4", "2", "'=d", "2", "review"),
    ]
    assert "4 righe e 3 righe" in done.stderr


def test_json_is_one_document_and_nothing_else(lists: tuple[Path, Path]) -> None:
    done = match(*lists, "--name", "denominazione", "--municipality", "comune", "--format", "json")
    rows = json.loads(done.stdout)
    assert {"left", "right", "score", "decision"} == set(rows[0])
    assert rows[0]["score"] == 1.0


def test_no_pair_at_all_is_an_empty_table(tmp_path: Path) -> None:
    for name in ("left", "right"):
        (tmp_path / f"{name}.csv").write_text(f"nome,comune\nSolo {name * 3},\n", encoding="utf-8")
    done = match(tmp_path / "left.csv", tmp_path / "right.csv", "--name", "nome")
    assert (done.returncode, done.stdout) == (0, "left,right,score,decision\n")


def test_a_missing_column_or_file_is_one_clear_message(lists: tuple[Path, Path], tmp_path: Path) -> None:
    no_column = match(*lists, "--name", "ragione sociale")
    assert (no_column.returncode, no_column.stdout) == (1, "")
    assert "«ragione sociale»" in no_column.stderr
    no_file = match(lists[0], tmp_path / "nowhere.csv", "--name", "denominazione")
    assert (no_file.returncode, no_file.stdout) == (1, "")
    assert "Traceback" not in no_column.stderr + no_file.stderr
    assert match(*lists).returncode == 2, "--name is asked for"
