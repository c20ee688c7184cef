"""The command line in this process, on stores that start with two municipalities."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.__main__ import COMMANDS
from graph.commandline import main
from graph.store.core import Store
from graph.store.opening import open_store
from tests.contract.conftest import Clock, towns
from tests.contract.saying import association, event, organisation, organised, person, put

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def small_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let new stores start with two municipalities, and the environment name none."""
    monkeypatch.setattr("graph.store.opening.municipalities", towns)
    monkeypatch.delenv("INTRECCIO_STORE", raising=False)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the address of a store with three revisions."""
    address = f"sqlite:///{tmp_path}/store.db"
    with open_store(address, seed=towns, now=Clock()) as store:
        fill(store)
    return address


def fill(store: Store) -> None:
    """Write three revisions."""
    put(store, association("a", "Baobab"), event("e", "Festa"), organised("a", "e"), person("p", "Fatou Diop"))
    put(store, organisation("body:1", "Ente", candidate=True), organisation("body:2", "Altro", candidate=True))
    put(store, organised("body:2", "e"), association("a", "Baobab, odv", times="sabato"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], small_seed: None) -> Run:
    """Return what runs one command and returns its exit code, output and messages."""

    def run_(*words: object) -> tuple[int, str, str]:
        code = main("graph", "", COMMANDS, [str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_


def parsed(answer: tuple[int, str, str]) -> object:
    """Return the JSON document of a command that was done."""
    code, out, _ = answer
    assert code == 0
    return json.loads(out)
