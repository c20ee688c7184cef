"""What is particular to a store in a file."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from graph.model.values import InvalidValue
from graph.store import sqlite, sqlite_schema
from graph.store.backend import SCHEMA
from graph.store.changes import RemoveNode
from graph.store.core import Store
from graph.store.errors import NewerSchema, ReadOnlyStore, StoreBusy, StoreUnavailable
from graph.store.opening import ROOT, open_store
from tests.contract.conftest import towns
from tests.contract.saying import association, event, organised, person, put


def _open(file: Path) -> Store:
    return open_store(f"sqlite:///{file}", seed=towns)


def test_a_missing_file_reads_as_an_empty_store_and_is_not_made(file: Path) -> None:
    with _open(file) as store:
        view = store.view("staff")
        assert (store.revision(), view.nodes(), view.search("bergamo", kinds=["municipality"])[0].name) == (
            0,
            [],
            "Bergamo",
        )
        assert (store.check(), view.loads(), store.reviews(), store.decisions()) == ([], [], [], {})
        assert put(store, association("a", "Uno"), dry_run=True).revision == 1
        assert store.revision() == 0
    assert list(file.parent.iterdir()) == []


def test_the_first_write_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "a folder" / "di più" / "store.db"
    with _open(file) as store:
        view = store.view("staff")
        put(store, association("a", "Uno"))
        assert (view.nodes(), len(store.view("staff").nodes())) == ([], 1)
    assert file.exists()


def test_a_first_write_that_fails_leaves_no_file(file: Path) -> None:
    with _open(file) as store:
        with pytest.raises(InvalidValue):
            put(store, association("a", "Uno", lat=99.0))
        assert store.revision() == 0
    assert [f.name for f in file.parent.iterdir() if not f.name.endswith(".lock")] == []


def test_an_empty_file_is_an_empty_store(file: Path) -> None:
    file.touch()
    with _open(file) as store:
        assert store.revision() == 0
        put(store, association("a", "Uno"))
        assert store.revision() == 1


def test_a_store_deleted_while_open_is_an_empty_store(file: Path) -> None:
    with _open(file) as store:
        put(store, association("a", "Uno"))
        assert len(store.view("staff").nodes()) == 1
        for part in file.parent.iterdir():
            part.unlink()
        assert store.view("staff").nodes() == []
        assert put(store, association("b", "Due")).revision == 1
        assert [n.key for n in store.view("staff").nodes()] == ["b"]


@pytest.mark.parametrize("content", [b"ciao " * 300, b"SQLite format 3\x00" + b"\xff" * 2000])
def test_a_file_that_is_no_database_is_refused_clearly(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(StoreUnavailable) as refused:
        _open(file)
    assert "Nulla è stato modificato" in refused.value.italian()
    assert file.read_bytes() == content


def test_the_database_of_another_program_is_refused_and_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    before = file.read_bytes()
    with pytest.raises(StoreUnavailable, match="altro programma"):
        _open(file)
    assert file.read_bytes() == before


def test_a_folder_is_refused_clearly(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        _open(tmp_path)


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:store.db", "mysql://x/y", "", "store.db", "mongodb://u:secret@x"]
)
def test_an_address_that_means_nothing_is_refused_without_repeating_a_password(url: str) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        open_store(url)
    assert "secret" not in refused.value.italian()


def test_a_relative_address_starts_at_the_project() -> None:
    with open_store("sqlite:///data/does%20not%20exist.db", seed=towns) as store:
        assert store._backend._path == ROOT / "data" / "does not exist.db"


def test_a_store_of_an_older_version_is_brought_up_to_date_with_everything_in_it(file: Path, store: Store) -> None:
    put(store, association("a", "Baobab"), event("e", "Festa"), organised("a", "e"))
    with closing(sqlite3.connect(file)) as old:  # as version 1 left it
        old.execute("DROP TABLE memo")
        old.execute("PRAGMA user_version = 1")
    store.close()
    with _open(file) as migrated:
        assert [n.key for n in migrated.view("staff").nodes()] == ["a", "e"]
        assert (migrated.reviews(), migrated.check()) == ([], [])
        migrated.decide("a", "b", same=True, author="Giulia")
        assert put(migrated, association("a", "Baobab odv")).revision == 2
    with closing(sqlite3.connect(file)) as found:
        assert found.execute("PRAGMA user_version").fetchone() == (SCHEMA,)


def test_every_version_leads_to_the_next() -> None:
    assert sorted(sqlite_schema.STEPS) == list(range(1, SCHEMA + 1))


def test_an_older_store_that_cannot_be_written_is_said_to_be_read_only(file: Path, store: Store) -> None:
    put(store, association("a", "Uno"))
    store.close()
    with closing(sqlite3.connect(file)) as old:
        old.execute("PRAGMA user_version = 1")
    file.chmod(0o444)
    with pytest.raises(ReadOnlyStore):
        _open(file)


def test_a_store_of_a_newer_version_is_refused(file: Path, store: Store) -> None:
    put(store, association("a", "Uno"))
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(NewerSchema) as refused:
        _open(file)
    assert "aggiornare Intreccio" in refused.value.italian()


def test_a_read_only_file_can_be_read_and_not_written(file: Path, store: Store) -> None:
    put(store, association("a", "Baobab"))
    store.close()
    file.chmod(0o444)
    before = file.read_bytes()
    with _open(file) as reading:
        assert [n.key for n in reading.view("public").search("baobab")] == ["a"]
        assert reading.check() == []
        for write in (
            lambda: put(reading, association("b", "Due")),
            lambda: reading.decide("a", "b", same=True, author="Giulia"),
            lambda: reading.erase("a", "Giulia", ""),
        ):
            with pytest.raises(ReadOnlyStore) as refused:
                write()
            assert "sola lettura" in refused.value.italian()
    assert file.read_bytes() == before


def test_a_read_only_folder_keeps_a_new_store_from_being_made(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    try:
        with _open(folder / "store.db") as store:
            assert store.revision() == 0
            with pytest.raises(ReadOnlyStore):
                put(store, association("a", "Uno"))
    finally:
        folder.chmod(0o755)


def test_a_damaged_file_is_found_by_check(file: Path, store: Store) -> None:
    put(store, *(association(f"a{i}", f"Numero {i}", address="x" * 500) for i in range(200)))
    store.close()
    data = bytearray(file.read_bytes())
    for page in range(5, 25):
        data[page * 4096 : page * 4096 + 200] = bytes(200)
    file.write_bytes(bytes(data))
    try:
        with _open(file) as damaged:
            assert damaged.check() != []
    except StoreUnavailable as refused:
        assert "danneggiato" in refused.cause


def test_whoever_waits_too_long_for_another_writer_is_told(file: Path) -> None:
    backend = sqlite.SqliteBackend("sqlite:///x", file, list, patience=0.1)
    with FileLock(f"{file}.lock"), pytest.raises(StoreBusy) as refused:
        backend.write(lambda writer: writer.revision())
    assert "Riprovare" in refused.value.italian()


def test_many_threads_read_and_write_one_store(store: Store) -> None:
    put(store, event("e", "Festa"))
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for i in range(5):
                put(store, association(f"{name}{i}", f"Numero {i}"), organised(f"{name}{i}", "e"))
                view = store.view("public")
                assert len(view.nodes(kinds=["association"])) == len(view.ties())
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert (store.revision(), len(store.view("staff").ties())) == (21, 20)
    assert store.check() == []


def test_reading_does_not_wait_for_a_long_write(store: Store) -> None:
    put(store, association("a", "Uno"))

    def changes() -> object:
        yield association("b", "Due")
        with open_store(store.url, seed=towns) as other:  # another process would see the same
            assert [n.key for n in other.view("staff").nodes()] == ["a"]

    put(store, *changes())
    assert len(store.view("staff").nodes()) == 2


def test_the_journal_comes_home_after_every_write_so_that_the_file_alone_is_a_copy(file: Path, store: Store) -> None:
    put(store, association("a", "Uno"))
    assert len(store.view("staff").nodes()) == 1
    alone = file.with_name("alone.db")
    alone.write_bytes(file.read_bytes())
    with _open(alone) as copy:
        assert [n.key for n in copy.view("staff").nodes()] == ["a"]


def test_an_erasure_leaves_no_journal_and_no_free_pages_behind(file: Path, store: Store) -> None:
    put(store, person("p", "Fatou Diop"), *(association(f"a{i}", "x" * 500) for i in range(200)))
    put(store, *(RemoveNode(f"a{i}") for i in range(200)))
    assert len(store.view("staff").nodes()) == 1  # and a connection that reads stays open
    store.erase("p", "Giulia", "richiesta")
    assert file.with_name("store.db-wal").stat().st_size == 0
    with closing(sqlite3.connect(file)) as found:
        assert found.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_a_closed_store_says_so(store: Store) -> None:
    put(store, association("a", "Uno"))
    store.close()
    with pytest.raises(StoreUnavailable, match="chiuso"):
        store.revision()
    with pytest.raises(StoreUnavailable, match="chiuso"):
        put(store, association("a", "Due"))


def test_a_library_without_text_search_is_refused_clearly(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    connect = sqlite3.connect

    def without(*args: object, **more: object) -> sqlite3.Connection:
        connection = connect(*args, **more)
        connection.set_authorizer(lambda action, *_: action == sqlite3.SQLITE_CREATE_VTABLE)
        return connection

    monkeypatch.setattr(sqlite.sqlite3, "connect", without)
    with pytest.raises(StoreUnavailable, match="FTS5"):
        _open(file)


def test_opening_a_file_does_not_load_the_driver_of_a_server() -> None:
    code = "import sys, graph.store.opening, graph.store.sqlite; sys.exit(bool({'neo4j', 'pandas'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_busy_file_is_said_to_be_busy_not_read_past_its_journal(
    file: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, association("a", "Uno"))
    store.close()
    monkeypatch.setattr(sqlite, "_BUSY", 0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusy):
            _open(file)
