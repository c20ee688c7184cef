import io
import json
from pathlib import Path

import pytest

from graph.commandline import main
from graph.store.changes import PutNode
from ingest.__main__ import COMMANDS
from tests.ingest.sources.sample_territory.sampled import BY_HAND, by_hand, copied, everything


@pytest.fixture
def url(tmp_path: Path) -> str:
    with copied(tmp_path) as store:
        by_hand(store, PutNode("association:aaaa", "association", {"name": "Vera"}, BY_HAND))
    return f"sqlite:///{tmp_path / 'sample.db'}"


def _run(*words: str) -> int:
    return main("ingest", "", COMMANDS, ["remove", "sample", *words])


def _left(tmp_path: Path) -> int:
    with copied_again(tmp_path) as store:
        return len(everything(store)[0])


def copied_again(tmp_path: Path):  # type: ignore[no-untyped-def]
    from tests.ingest.sources.sample_territory.sampled import opened

    return opened(tmp_path / "sample.db")


def test_with_yes_it_goes_and_the_counts_are_one_json_document(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("--store", url, "--yes") == 0

    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["nodes"] > 1000
    assert document["revision"] == 3
    assert "schede inventate" in err
    assert _left(tmp_path) == 1


def test_without_yes_and_without_a_terminal_nothing_goes(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    assert _run("--store", url) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert "--yes" in err
    assert _left(tmp_path) > 1000


def test_a_dry_run_says_it_and_changes_nothing(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--store", url, "--dry-run") == 0

    document = json.loads(capsys.readouterr().out)
    assert (document["dry_run"], document["revision"]) == (True, None)
    assert document["nodes"] > 1000
    assert _left(tmp_path) > 1000


def test_a_second_time_there_is_nothing_left_to_remove(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run("--store", url, "--yes")
    capsys.readouterr()

    assert _run("--store", url, "--yes") == 0

    out, err = capsys.readouterr()
    assert json.loads(out)["nodes"] == 0
    assert "non c'è nulla" in err
