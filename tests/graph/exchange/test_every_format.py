"""What holds of every format: nothing private, the same bytes twice, whole or not at all."""

import zipfile
from pathlib import Path

import pytest

from graph.exchange import registry
from graph.exchange.errors import NoFolder, NotAFile
from graph.exchange.registry import FORMATS, export
from graph.store.core import Store
from graph.store.opening import open_store
from tests.contract.conftest import Clock, towns
from tests.graph.exchange.conftest import SECRETS, Export, fill

NAMES = tuple(FORMATS)
INVENTED = {"ics": "Esempio inventato", "hsds": "Esempio inventato", "html": "esempio inventato"}


def content(file: Path) -> str:
    """Return all the text of a file, unzipped where it is a zip."""
    if not zipfile.is_zipfile(file):
        return file.read_text(encoding="utf-8").replace("\r\n ", "")
    with zipfile.ZipFile(file) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("name", NAMES)
def test_a_public_file_holds_nothing_private(exported: Export, name: str) -> None:
    text = content(exported(name))
    assert [secret for secret in SECRETS if secret in text] == []
    assert "person:p" not in text
    assert "contact:c" not in text


@pytest.mark.parametrize("name", ["gexf", "graphml", "csv", "xlsx", "geojson"])
def test_staff_may_take_away_what_is_private(exported: Export, name: str) -> None:
    text = content(exported(name, "staff"))
    assert "Fatou Segreta" in text
    assert "segreta@example.org" in text


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same_bytes(exported: Export, name: str, tmp_path: Path) -> None:
    first = exported(name, name="first").read_bytes()
    assert exported(name, name="second").read_bytes() == first
    with open_store(f"sqlite:///{tmp_path}/again.db", seed=towns, now=Clock()) as store:
        fill(store)
        assert Export(store, tmp_path)(name, name="third").read_bytes() == first


@pytest.mark.parametrize("name", NAMES)
def test_the_invented_sample_is_marked(exported: Export, name: str) -> None:
    text = content(exported(name))
    assert INVENTED.get(name, "invented") in text or "Esempio inventato" in text


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_store_gives_a_valid_file(empty: Export, name: str) -> None:
    assert content(empty(name))
    assert empty.outcome.nodes == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_was_there_is_replaced_whole_and_nothing_else_is_left(exported: Export, name: str) -> None:
    file = exported.folder / "x"
    file.write_text("vecchio")
    exported(name, name="x")
    assert b"vecchio" not in file.read_bytes()
    assert [path.name for path in exported.folder.iterdir()] == ["x"]


def test_a_writer_that_fails_leaves_the_old_file_as_it_was(exported: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    file = exported("csv")
    before = file.read_bytes()

    def breaks(_view: object, _today: str) -> object:
        raise RuntimeError("half way")

    monkeypatch.setattr(registry, "read", breaks)
    with pytest.raises(RuntimeError):
        exported("csv")
    assert file.read_bytes() == before
    assert list(exported.folder.iterdir()) == [file]


def test_a_missing_folder_is_said_and_not_made(exported: Export) -> None:
    with pytest.raises(NoFolder) as raised:
        exported("csv", name="nuova/rete.zip")
    assert "non esiste" in raised.value.italian()
    assert list(exported.folder.iterdir()) == []


def test_a_folder_or_a_device_is_never_replaced(exported: Export, _store: Store) -> None:
    for place in (exported.folder, Path("/dev/null")):
        with pytest.raises(NotAFile):
            export(_store.view("public"), "gexf", place)
    assert Path("/dev/null").is_char_device()
