"""The store's commands, as scripts and people rely on them."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store.opening import ROOT, open_store
from tests.contract.conftest import towns
from tests.contract.saying import association, put
from tests.graph.commands.conftest import Run, fill, parsed


def test_info_counts_nodes_ties_candidates_and_municipalities(run: Run, url: str) -> None:
    assert parsed(run("info", "--store", url)) == {
        "store": url,
        "revision": 3,
        "schema": 2,
        "nodes": {"association": 1, "event": 1, "organisation": 2, "person": 1},
        "ties": {"organised": 2},
        "candidates": 1,
        "reference": 2,
    }


def test_info_as_csv(run: Run, url: str) -> None:
    code, out, _ = run("info", "--store", url, "--format", "csv")
    rows = {row["what"]: row["value"] for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert (rows["revision"], rows["nodes.organisation"], rows["reference"]) == ("3", "2", "2")


def test_info_on_a_store_that_does_not_exist_works_and_makes_nothing(run: Run, tmp_path: Path) -> None:
    facts = parsed(run("info", "--store", f"sqlite:///{tmp_path}/none/store.db"))
    assert (facts["revision"], facts["nodes"], facts["reference"]) == (0, {}, 2)
    assert list(tmp_path.iterdir()) == []


def test_the_store_may_come_from_the_environment(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=towns) as store:
        fill(store)
    done = subprocess.run(
        [sys.executable, "-m", "graph", "info"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "INTRECCIO_STORE": f"sqlite:///{tmp_path}/store.db"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["revision"] == 3


def test_check_says_a_sound_store_is_sound(run: Run, url: str) -> None:
    assert parsed(run("check", "--store", url)) == {"store": url, "revision": 3, "sound": True, "problems": []}


def test_check_fails_and_names_what_is_wrong(run: Run, url: str) -> None:
    import sqlite3

    with sqlite3.connect(url.removeprefix("sqlite:///")) as behind:
        behind.execute("DELETE FROM node WHERE key = 'e'")
    behind.close()
    code, out, err = run("check", "--store", url)
    assert (code, json.loads(out)["sound"]) == (1, False)
    assert any("porta a e, che non esiste" in problem for problem in json.loads(out)["problems"])
    assert "copia di sicurezza" in err


def test_history_lists_revisions_newest_first(run: Run, url: str) -> None:
    rows = parsed(run("history", "--store", url))
    assert [row["number"] for row in rows] == [3, 2, 1]
    assert set(rows[0]) == {"number", "author", "reason", "source", "at", "details", "changed"}
    assert [row["number"] for row in parsed(run("history", "--store", url, "--limit", 1))] == [3]


def test_history_of_a_record_tells_what_it_was_and_became(run: Run, url: str) -> None:
    rows = parsed(run("history", "a", "--store", url))
    assert [(row["revision"], row["effect"], row["key"] == "a") for row in rows] == [
        (1, "created", True),
        (1, "created", False),
        (3, "updated", True),
    ]
    assert (rows[2]["before"]["properties"]["name"], rows[2]["after"]["properties"]["name"]) == (
        "Baobab",
        "Baobab, odv",
    )
    code, out, _ = run("history", "a", "--store", url, "--format", "csv")
    assert code == 0
    assert [row["effect"] for row in csv.DictReader(io.StringIO(out))] == ["created", "created", "updated"]


def test_revert_undoes_a_revision_and_says_so(run: Run, url: str) -> None:
    facts = parsed(run("revert", 3, "--store", url, "--author", "Anna", "--reason", "errore"))
    assert facts == {"reverted": 3, "revision": 4, "nodes": {"updated": 1}, "ties": {"removed": 1}}
    newest = parsed(run("history", "--store", url))[0]
    assert (newest["author"], newest["reason"]) == ("Anna", "errore")


def test_erase_erases_and_warns_of_older_backups(run: Run, url: str) -> None:
    code, out, err = run("erase", "p", "--store", url, "--author", "Anna")
    assert (code, json.loads(out)) == (0, {"revision": 4, "erased_nodes": 1, "erased_ties": 0})
    assert "copie di sicurezza" in err
    assert "Fatou" not in run("history", "--store", url)[1]
    assert b"Fatou" not in Path(url.removeprefix("sqlite:///")).read_bytes()


def test_erase_names_the_records_that_still_have_a_word_of_the_name(run: Run, url: str) -> None:
    with open_store(url, seed=towns) as store:
        put(store, association("c", "Amici di Diop"), association("d", "Diopside"), association("f", "Con Fatou Diop"))
    code, _, err = run("erase", "p", "--store", url, "--author", "Anna")
    assert code == 0
    assert "Parole del nome restano in: c. " in err


def test_backup_and_restore_go_back_to_where_the_store_was(run: Run, url: str, tmp_path: Path) -> None:
    facts = parsed(run("backup", tmp_path / "copia.gz", "--store", url))
    assert (facts["revision"], facts["bytes"]) == (3, (tmp_path / "copia.gz").stat().st_size)
    parsed(run("revert", 3, "--store", url))
    code, out, err = run("restore", tmp_path / "copia.gz", "--store", url)
    assert (code, json.loads(out)["replaced_revision"], json.loads(out)["revision"]) == (0, 4, 3)
    assert "ora è alla 3" in err
    assert parsed(run("info", "--store", url))["revision"] == 3


def test_copy_takes_everything_to_an_empty_store(run: Run, url: str, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path}/other.db"
    code, out, _ = run("copy", "--to", other, "--store", url)
    assert (code, json.loads(out)) == (0, {"from": url, "to": other, "revision": 3})
    first, second = (parsed(run("info", "--store", address)) for address in (url, other))
    assert {**first, "store": ""} == {**second, "store": ""}
    code, out, err = run("copy", "--to", other, "--store", url)
    assert (code, out) == (1, "")
    assert "non è vuoto" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("history", "nobody"), "Nessuna scheda ha la chiave nobody."),
        (("revert", "1"), "Annullare prima le revisioni 3"),
        (("revert", "9"), "le revisioni vanno da 1 a 3"),
        (("erase", "a"), "non è di una persona"),
        (("erase", "nobody"), "Nessuna scheda ha la chiave nobody."),
        (("restore", "/nonexistent/copia.gz"), "copia.gz"),
        (("restore", __file__), "non utilizzabile"),
        (("backup", "/nonexistent/copia.gz"), "/nonexistent"),
    ],
)
def test_what_cannot_be_done_fails_with_one_clear_message_and_changes_nothing(
    run: Run, url: str, words: tuple[str, ...], said: str
) -> None:
    before = Path(url.removeprefix("sqlite:///")).read_bytes()
    code, out, err = run(*words, "--store", url)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1
    assert Path(url.removeprefix("sqlite:///")).read_bytes() == before


@pytest.mark.parametrize(("address", "expected"), [("postgres://u:s3cret@h/d", 2), ("bolt://u:s3cret@127.0.0.1:1", 1)])
def test_a_store_that_cannot_be_opened_fails_without_repeating_the_password(
    run: Run, address: str, expected: int
) -> None:
    code, out, err = run("info", "--store", address)
    assert (code, out) == (expected, "")
    assert "non apribile" in err
    assert "s3cret" not in err


@pytest.mark.parametrize("words", [("revert",), ("revert", "x"), ("copy",), ("info", "extra"), ("nonsense",)])
def test_wrong_usage_is_exit_code_2(run: Run, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        run(*words)
    assert left.value.code == 2


def test_data_go_out_as_utf8_and_messages_get_through_on_any_terminal(url: str, tmp_path: Path) -> None:
    with open_store(url, seed=towns) as store:
        put(store, association("c", "Ιθάκη 北京"))
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    start = [sys.executable, "-m", "graph"]
    history = subprocess.run(
        [*start, "history", "c", "--store", url], cwd=ROOT, capture_output=True, env=env, check=True
    )
    assert "Ιθάκη 北京" in history.stdout.decode("utf-8")
    refused = subprocess.run(
        [*start, "history", "北京", "--store", url], cwd=ROOT, capture_output=True, env=env, check=False
    )
    assert refused.returncode == 1
    assert b"\\u5317" in refused.stderr


@pytest.mark.parametrize("words", [("backup",), ("export", "csv")])
@pytest.mark.parametrize("own", ["store.db", "store.db-wal", "store.db-shm", "store.db.lock", "link.db"])
def test_no_file_of_the_store_itself_is_written_over(
    run: Run, url: str, tmp_path: Path, words: tuple[str, ...], own: str
) -> None:
    (tmp_path / "link.db").hardlink_to(tmp_path / "store.db")
    before = {f.name: f.read_bytes() for f in tmp_path.iterdir()}
    code, out, err = run(*words, tmp_path / own, "--store", url)
    assert (code, out) == (1, "")
    assert "è dell'archivio stesso: nulla è stato scritto" in err
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == before


def test_the_commands_work_on_a_server_too(run: Run, url: str, neo4j_url: str, tmp_path: Path) -> None:
    parsed(run("copy", "--to", neo4j_url, "--store", url))
    assert parsed(run("info", "--store", neo4j_url))["nodes"] == parsed(run("info", "--store", url))["nodes"]
    assert parsed(run("check", "--store", neo4j_url))["sound"] is True
    assert parsed(run("revert", 3, "--store", neo4j_url))["revision"] == 4
    parsed(run("backup", tmp_path / "copia.gz", "--store", neo4j_url))
    parsed(run("restore", tmp_path / "copia.gz", "--store", f"sqlite:///{tmp_path}/third.db"))
    assert parsed(run("info", "--store", f"sqlite:///{tmp_path}/third.db"))["revision"] == 4
