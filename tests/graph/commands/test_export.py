"""`graph export`, as scripts and people rely on it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.exchange.registry import FORMATS
from graph.store.opening import ROOT, open_store
from tests.contract.conftest import towns
from tests.contract.saying import event, put
from tests.graph.commands.conftest import Run


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_file_is_written_for_the_public_unless_asked_otherwise(run: Run, url: str, tmp_path: Path, name: str) -> None:
    file = tmp_path / f"rete.{name}"
    code, out, _ = run("export", name, file, "--store", url)
    facts = json.loads(out)
    assert code == 0
    assert (facts["format"], facts["audience"], facts["revision"]) == (name, "public", 3)
    assert facts["bytes"] == file.stat().st_size > 0
    assert b"Fatou" not in file.read_bytes()


def test_staff_gets_persons_and_is_warned(run: Run, url: str, tmp_path: Path) -> None:
    code, _, err = run("export", "graphml", tmp_path / "x", "--audience", "staff", "--store", url)
    assert code == 0
    assert b"Fatou Diop" in (tmp_path / "x").read_bytes()
    assert "riservati" in err


def test_events_without_a_day_are_counted_on_standard_error(run: Run, url: str, tmp_path: Path) -> None:
    with open_store(url, seed=towns) as store:
        put(store, event("m", "Rassegna", "2026-06"))
    code, out, err = run("export", "ics", tmp_path / "x.ics", "--store", url)
    assert (code, json.loads(out)["left_out"]) == (0, 1)
    assert "eventi di cui non è noto il giorno (1)" in err


def test_a_missing_folder_fails_with_one_clear_message(run: Run, url: str, tmp_path: Path) -> None:
    code, out, err = run("export", "csv", tmp_path / "manca" / "x.zip", "--store", url)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "non esiste" in err


@pytest.mark.parametrize(
    "words", [("export",), ("export", "csv"), ("export", "pdf", "x"), ("export", "csv", "x", "--audience", "all")]
)
def test_wrong_usage_is_exit_code_2(run: Run, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        run(*words)
    assert left.value.code == 2


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from graph.__main__ import COMMANDS; from graph.commandline import main\n"
        "try: main('graph', '', COMMANDS, ['export', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'openpyxl', 'icalendar', 'pyvis', 'igraph'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
