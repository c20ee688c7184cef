"""Loading: every row has one outcome, nothing is done twice, and nothing is done by half."""

import csv
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.errors import GraphError
from graph.store.changes import Changeset, PutNode
from ingest.errors import LoadedBut, UnaccountedRows, UnspeakableName
from ingest.given import Given
from ingest.loading import load
from ingest.sources.registry import source
from ingest.sources.source import Context
from tests.ingest.desk import NOW, Desk, cells

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = ["Nome", "Comune", "Comunità", "Telefono"]
GOOD = ["Donne del mondo", "Bergamo", "Marocco", "035 123456"]
LOST = ["Casa nostra", "Nessunluogo", "Perù", "+39 035 999"]
WRONG = ["=Orti", "Dalmine", "Marte", ""]


def test_every_row_has_one_outcome_and_they_add_up(desk: Desk) -> None:
    path = desk.sheet("a.csv", HEADINGS, GOOD, LOST, WRONG, GOOD)
    result = desk.load("associations", path)
    assert (result.read, result.created, result.updated, result.unchanged, result.rejected) == (4, 1, 0, 1, 2)
    assert result.revision == 1


def test_the_same_file_loaded_twice_makes_no_revision(desk: Desk) -> None:
    path = desk.sheet("a.csv", HEADINGS, GOOD, ["Altra", "Dalmine", "Perù;Cuba", ""])
    desk.load("associations", path)
    before = desk.store.view("staff").nodes()
    again = desk.load("associations", path)
    assert (again.created, again.updated, again.unchanged, again.revision) == (0, 0, 2, None)
    assert desk.store.view("staff").nodes() == before
    assert desk.store.revision() == 1


def test_the_same_list_under_another_name_order_and_separator_makes_no_revision(desk: Desk) -> None:
    other = ["Altra", "Dalmine", "Perù", ""]
    desk.load("associations", desk.sheet("a.csv", HEADINGS, GOOD, other))
    turned = [row[::-1] for row in (HEADINGS, other, GOOD)]
    again = desk.load("associations", desk.sheet("a (1).csv", *turned, separator=";", encoding="cp1252"))
    assert (again.unchanged, again.revision) == (2, None)


def test_loading_again_does_not_undo_what_was_edited_by_hand(desk: Desk) -> None:
    path = desk.sheet("a.csv", HEADINGS, GOOD)
    desk.load("associations", path)
    key = desk.named(GOOD[0]).key
    desk.store.apply(Changeset("Bea", "Corretto", "form", [PutNode(key, "association", {"communities": ("TN",)})]))
    assert desk.load("associations", path).revision is None
    assert desk.named(GOOD[0]).many("communities") == ("TN",)


def test_a_row_that_says_something_new_updates(desk: Desk) -> None:
    desk.load("associations", desk.sheet("a.csv", HEADINGS, GOOD))
    result = desk.load("associations", desk.sheet("b.csv", HEADINGS, [*GOOD[:2], "Marocco;Tunisia", ""]))
    assert (result.created, result.updated, result.revision) == (0, 1, 2)
    node = desk.named(GOOD[0])
    assert node.many("communities") == ("MA", "TN")
    assert node.many("phone") == ("035 123456",)  # an empty cell takes nothing away


def test_a_dry_run_says_what_the_run_then_does_and_changes_nothing(desk: Desk) -> None:
    path = desk.sheet("a.csv", HEADINGS, GOOD, LOST, WRONG)
    dry = desk.load("associations", path, dry_run=True)
    assert desk.store.revision() == 0
    assert desk.store.view("staff").loads() == []
    real = desk.load("associations", path)
    same = ("read", "created", "updated", "unchanged", "rejected", "ties_created", "problems")
    assert [getattr(dry, name) for name in same] == [getattr(real, name) for name in same]
    assert (dry.dry_run, dry.revision, real.revision) == (True, None, 1)
    assert dry.preview == ("riga 2: nuova scheda, associazione «Donne del mondo»",)


def test_a_dry_run_on_a_store_that_does_not_exist_does_not_make_it(desk: Desk) -> None:
    desk.load("associations", desk.sheet("a.csv", HEADINGS, GOOD), dry_run=True)
    assert not (desk.folder / "desk.db").exists()


def test_rejects_keep_the_row_say_why_and_load_once_corrected(desk: Desk) -> None:
    rejects = desk.folder / "scarti.csv"
    desk.load(
        "associations",
        desk.sheet("a.csv", [*HEADINGS, "Altro"], [*GOOD, ""], [*LOST, "x"], [*WRONG, ""]),
        rejects=rejects,
    )
    lost, wrong = cells(rejects)
    assert list(lost) == [*HEADINGS, "Altro", "_row", "_column", "_problem", "_remedy"]
    assert [lost[h] for h in HEADINGS] == LOST
    assert (lost["_row"], lost["_column"], lost["Altro"]) == ("3", "Comune", "x")
    assert "Nessunluogo" in lost["_problem"]
    assert wrong["Nome"] == "'=Orti"  # no spreadsheet runs it
    assert (wrong["_column"], wrong["_row"]) == ("Comunità", "4")

    lines = rejects.read_text(encoding="utf-8").replace("Nessunluogo", "Treviglio", 1).replace("Marte", "Malta", 1)
    rejects.write_text(lines, encoding="utf-8")
    again = desk.load("associations", rejects)
    assert (again.read, again.created, again.rejected) == (2, 2, 0)
    assert desk.named("=Orti").many("communities") == ("MT",)
    assert desk.named(LOST[0]).many("phone") == ("+39 035 999",)


def test_rejects_of_a_file_with_a_title_load_again_with_it(desk: Desk) -> None:
    rejects = desk.folder / "scarti.csv"
    path = desk.file("a.csv", "Elenco al 31 dicembre 2025\nNome;Comune\nA;Nessunluogo\n")
    desk.load("associations", path, rejects=rejects)
    assert rejects.read_text(encoding="utf-8").splitlines()[0] == "Elenco al 31 dicembre 2025"
    again = desk.load("associations", rejects, dry_run=True)
    assert (again.read, again.rejected) == (1, 1)


def test_rejects_as_a_workbook_keep_leading_zeros_and_load_again(desk: Desk) -> None:
    rejects = desk.folder / "scarti.xlsx"
    path = desk.sheet(
        "a.csv", ["Nome", "Comune", "Codice fiscale", "Telefono"], ["A", "Nessunluogo", "02112970237", "035"]
    )
    desk.load("associations", path, rejects=rejects)
    assert [cell.value for cell in load_workbook(rejects).active[2]][2:4] == ["02112970237", "035"]
    given = Given({"comune": None}, {"municipality": "Bergamo"})
    assert desk.load("associations", rejects, mapping=given).created == 1
    assert desk.named("A").key == "body:02112970237"


def test_rejects_of_several_files_stand_together(desk: Desk) -> None:
    rejects = desk.folder / "scarti.csv"
    one = desk.sheet("uno.csv", ["Nome", "Comune"], ["A", "Nessunluogo"])
    two = desk.sheet("due.csv", ["Denominazione", "Città", "Temi"], ["B", "Nemmeno", "cultura"])
    result = desk.load("associations", one, two, rejects=rejects)
    assert (result.read, result.rejected) == (2, 2)
    rows = cells(rejects)
    assert rows[1]["Denominazione"] == "B"
    text = rejects.read_text(encoding="utf-8").replace("Nessunluogo,", "Bergamo,").replace("Nemmeno,", "Dalmine,")
    rejects.write_text(text, encoding="utf-8")
    assert desk.load("associations", rejects).created == 2
    assert desk.named("B").text("municipality") == "016091"


def test_rejects_of_files_that_write_a_heading_otherwise_or_twice_load_again(desk: Desk) -> None:
    rejects = desk.folder / "scarti.csv"
    one = desk.sheet("uno.csv", ["Nome", "Comune", "Visto", "Visto"], ["A", "Nessunluogo", "x", "y"])
    two = desk.sheet("due.csv", ["COMUNE", "nome"], ["Nessunluogo", "B"])
    desk.load("associations", one, two, rejects=rejects)
    rows = list(csv.reader(rejects.read_text(encoding="utf-8").splitlines()))
    assert [row[:4] for row in rows] == [
        ["Nome", "Comune", "Visto", "Visto"],
        ["A", "Nessunluogo", "x", "y"],
        ["B", "Nessunluogo", "", ""],
    ]
    rejects.write_text(rejects.read_text(encoding="utf-8").replace("Nessunluogo,", "Bergamo,"), encoding="utf-8")
    assert desk.load("associations", rejects).created == 2


def test_several_files_are_one_revision_and_rows_say_their_file(desk: Desk) -> None:
    one, two = desk.sheet("uno.csv", HEADINGS, GOOD), desk.sheet("due.csv", HEADINGS, LOST)
    result = desk.load("associations", one, two)
    assert (result.files, result.read, result.revision) == (("uno.csv", "due.csv"), 2, 1)
    assert result.rejects[0].italian().startswith("due.csv, riga 2, colonna Comune, valore «Nessunluogo»: ")
    details = desk.store.view("staff").revisions()[0].details
    assert {details["file 1"], details["file 2"]} == {"uno.csv", "due.csv"}
    assert len(str(details["sha256 1"])) == 64


def test_what_was_loaded_is_kept_with_its_problems(desk: Desk) -> None:
    desk.load("associations", desk.sheet("a.csv", HEADINGS, GOOD, LOST, WRONG))
    kept = desk.store.view("staff").loads()[0]
    assert (kept.source, kept.files, kept.author, kept.at) == (
        "associations",
        ("a.csv",),
        "Ada",
        "2026-03-12T10:00:00Z",
    )
    assert (kept.read, kept.created, kept.rejected, kept.revision) == (3, 1, 2, 1)
    assert kept.problems == {"comune non riconosciuto": 1, "paese non riconosciuto": 1}


@pytest.mark.parametrize("name", ["scarti.csv", "scarti.xlsx"])
def test_rejects_are_readable_by_their_owner_only_and_leave_no_draft(desk: Desk, name: str) -> None:
    rejects = desk.folder / name
    desk.load("associations", desk.sheet("a.csv", HEADINGS, LOST), rejects=rejects)
    assert rejects.stat().st_mode & 0o077 == 0
    assert [p.name for p in desk.folder.iterdir() if "part" in p.name] == []


@pytest.mark.parametrize(
    "place", ["nessuna/scarti.csv", "nessuna/scarti.xlsx", "cartella", "desk.db", "desk.db-wal", "desk.db.lock"]
)
def test_rejects_that_cannot_be_written_are_refused_before_anything_is_stored(desk: Desk, place: str) -> None:
    desk.begin()
    (desk.folder / "cartella").mkdir()
    with pytest.raises(GraphError):
        desk.load("associations", desk.sheet("a.csv", HEADINGS, GOOD), rejects=desk.folder / place)
    assert desk.store.revision() == 0


def test_a_file_whose_name_is_no_text_is_refused_before_anything_is_stored(desk: Desk) -> None:
    path = desk.sheet("a.csv", HEADINGS, GOOD).rename(desk.folder / "a\udce8.csv")
    with pytest.raises(UnspeakableName) as refused:
        desk.load("associations", path)
    assert "UTF-8" in refused.value.italian().encode().decode()
    assert desk.store.revision() == 0


def test_what_fails_after_the_changes_are_stored_is_not_called_a_load_that_changed_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, path: Path) -> None:
        raise OSError(28, "No space left on device", "scarti.csv")

    monkeypatch.setattr("ingest.rejects._Part.save", full)
    with pytest.raises(LoadedBut) as failed:
        desk.load("associations", desk.sheet("a.csv", HEADINGS, GOOD, LOST), rejects=desk.folder / "scarti.csv")
    assert failed.value.italian().startswith("caricato (revisione 1), ma ")
    assert "Nulla" not in failed.value.italian()
    assert desk.store.revision() == 1
    assert len(desk.store.view("staff").loads()) == 1  # the rest is done all the same


def test_nothing_is_loaded_and_no_rejects_written_when_the_store_refuses(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rejects = desk.folder / "scarti.csv"
    rejects.write_text("di prima", encoding="utf-8")

    def broken(self: object, context: Context) -> object:
        raise RuntimeError

    monkeypatch.setattr("ingest.sources.associations._Reading.__init__", broken)
    with pytest.raises(RuntimeError):
        desk.load("associations", desk.sheet("a.csv", HEADINGS, LOST), rejects=rejects)
    assert rejects.read_text(encoding="utf-8") == "di prima"
    assert [p.name for p in desk.folder.iterdir() if "part" in p.name] == []
    assert desk.store.revision() == 0


def test_a_source_that_forgets_a_row_changes_nothing(desk: Desk) -> None:
    forgetful = source("associations")

    class Forgetful:
        def __getattr__(self, name: str) -> object:
            return getattr(forgetful, name)

        def changes(self, rows: object, context: Context) -> object:
            kept = iter(forgetful.changes(rows, context))  # type: ignore[arg-type]
            next(kept)
            return kept

    with pytest.raises(UnaccountedRows):
        load(desk.store, Forgetful(), [desk.sheet("a.csv", HEADINGS, GOOD, GOOD)], author="Ada", now=NOW)  # type: ignore[arg-type]
    assert desk.store.revision() == 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_load_killed_in_the_middle_leaves_the_store_as_it_was(desk: Desk, how: signal.Signals) -> None:
    desk.load("associations", desk.sheet("prima.csv", HEADINGS, GOOD))
    before = desk.store.view("staff").nodes()
    path = desk.folder / "lungo.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["attore", "evento"], *([f"Attore {i}", f"Evento {i}"] for i in range(60_000))])
    words = [sys.executable, "-m", "ingest", "load", "participation", str(path), "--store", desk.url]
    journal = desk.folder / "desk.db-wal"
    stood = journal.stat().st_size if journal.exists() else 0
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # tests run behind a shell's & would not hear it
    piped = {"stderr": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, cwd=ROOT, preexec_fn=heard, **piped) as process:  # noqa: PLW1509 - no other thread
        end = time.monotonic() + 60
        while (journal.stat().st_size if journal.exists() else 0) <= stood + 50_000:  # it is writing
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.01)
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
    assert process.returncode == (-signal.SIGKILL if how is signal.SIGKILL else 1), (out, err)
    if how is signal.SIGINT:
        assert err.decode().endswith("Interrotto: nulla è stato modificato.\n")
    assert desk.store.view("staff").nodes() == before
    assert desk.store.revision() == 1
    assert desk.store.check() == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_does_not_grow_with_the_file(desk: Desk) -> None:
    path = desk.folder / "grande.csv"
    row = "Associazione,Nessunluogo," + "x" * 900 + "\n"
    with path.open("w", encoding="utf-8") as file:
        file.write("nome,comune,descrizione\n" + row * 20_000)
    code = (
        "import sys;from graph.commandline import main;from ingest.__main__ import COMMANDS;"
        f"main('ingest','',COMMANDS,['load','associations',{str(path)!r},'--dry-run','--store',{desk.url!r}]);"
        "print(next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1],file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    path.unlink()
    assert '"rejected": 20000' in done.stdout
    assert int(done.stderr.splitlines()[-1]) < 100_000  # kB, for 19 MB of rows; 65 MB are there before the first


def test_a_load_says_in_both_languages_what_was_wrong(desk: Desk) -> None:
    result = desk.load("associations", desk.sheet("a.csv", HEADINGS, GOOD, LOST))
    assert result.problems.keys() == result.english.keys()
    (loaded,) = desk.store.view("staff").loads()
    assert dict(loaded.english) == dict(result.english)
    assert all(english and english != italian for italian, english in loaded.english.items())
    assert result.rejects[0].told("en").startswith("a.csv, row 3, column")
    assert desk.store.view("public").loads()[0].english == {}
