"""The register's file: replaced whole or not at all, misplaced points left out, a place of its own beside the store."""

import multiprocessing
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from graph.store.opening import ROOT
from ingest.places.errors import DamagedRegister
from ingest.places.register import Register
from ingest.places.register_file import Access, Filling, Unwanted, beside, in_memory, place_file, replacing
from tests.ingest.places.streets import TOWN, accesses

OTHER = "015146"


def write(file: Path, *lines: Access) -> None:
    with replacing(file) as connection:
        filling = Filling(connection)
        for line in lines:
            filling.add(line)
        filling.finish()


def street_names(file: Path, town: str = TOWN) -> set[str]:
    with sqlite3.connect(file) as connection:
        return {names for (names,) in connection.execute("SELECT names FROM street WHERE istat = ?", (town,))}


def test_it_lies_beside_the_store_whatever_its_kind() -> None:
    assert beside("sqlite:///data/intreccio.db") == ROOT / "data" / "intreccio.anncsu.db"
    assert beside("sqlite:////srv/x/net.db") == Path("/srv/x/net.anncsu.db")
    assert beside("sqlite:////srv/due%20parole/net.db") == Path("/srv/due parole/net.anncsu.db")
    secret = "neo4j+s://ada:secret@graph.example.org:7687"
    assert place_file(secret, "anncsu") == ROOT / "data" / "neo4j-graph-example-org-7687.anncsu.db"
    assert beside("bolt://localhost:7687") != beside("bolt://localhost:7688")


def test_loading_a_municipality_again_replaces_it_and_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    write(file, Access(TOWN, 1, ("VIA VECCHIA",), number=1), Access(OTHER, 9, ("VIA ALTRA",), number=4))
    write(file, Access(TOWN, 2, ("VIA NUOVA",), number=1))
    assert street_names(file) == {"VIA NUOVA"}
    assert street_names(file, OTHER) == {"VIA ALTRA"}
    with Register.at(file) as register:
        assert register.municipalities == {TOWN, OTHER}


def test_a_write_that_fails_or_is_only_tried_leaves_the_old_register(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    write(file, Access(TOWN, 1, ("VIA VECCHIA",), number=1))
    before = file.read_bytes()
    with pytest.raises(ZeroDivisionError), replacing(file) as connection:
        Filling(connection).add(Access(TOWN, 2, ("VIA NUOVA",)))
        raise ZeroDivisionError
    with replacing(file) as connection:
        Filling(connection).finish()
        raise Unwanted
    assert file.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"r.db", "r.db.lock"}


def _write_for_ever(file: Path) -> None:
    with replacing(file) as connection:
        filling = Filling(connection)
        for number in range(10**9):
            filling.add(Access(TOWN, number // 100, ("VIA NUOVA",), number=number % 100 + 1))


def test_a_killed_load_leaves_the_old_register_and_the_next_one_works(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    write(file, Access(TOWN, 1, ("VIA VECCHIA",), number=1))
    process = multiprocessing.get_context("spawn").Process(target=_write_for_ever, args=(file,))
    process.start()
    part = file.with_name("r.db-part")
    deadline = time.monotonic() + 30
    while not (part.exists() and part.stat().st_size > 200_000):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert street_names(file) == {"VIA VECCHIA"}
    write(file, Access(TOWN, 2, ("VIA NUOVA",), number=1))
    assert street_names(file) == {"VIA NUOVA"}


def test_who_reads_goes_on_reading_the_old_register_while_it_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "r.db"
    write(file, *accesses())
    with Register.at(file) as reader:
        write(file, Access(TOWN, 1, ("VIA NUOVA",), number=1))
        found = reader.place("VIA SAN MAGNO 3", TOWN)
        assert found is not None
        assert found.precision == "rooftop"


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\1" * 500])
def test_a_file_that_is_no_register_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "r.db"
    file.write_bytes(content)
    with pytest.raises(DamagedRegister) as refused:
        Register.at(file)
    assert str(file) in refused.value.italian()
    assert "load anncsu" in refused.value.italian()


def test_a_point_nowhere_near_its_street_is_no_point() -> None:
    lines = [Access(TOWN, 1, ("VIA ALFA",), "", n, "", 45.69 + n / 10_000, 9.66) for n in range(1, 20)]
    lines.append(Access(TOWN, 1, ("VIA ALFA",), "", 50, "", 41.9, 12.5))
    with Register(in_memory(lines)) as known:
        wrong, right = known.place("VIA ALFA 50", TOWN), known.place("VIA ALFA 7", TOWN)
        assert wrong is not None
        assert right is not None
        assert (wrong.precision, right.precision) == ("street", "rooftop")
        assert wrong.lat == pytest.approx(45.691, abs=0.001)


def test_the_point_of_a_long_street_is_one_of_its_own_near_the_middle() -> None:
    bend = [(45.0, 9.0 + n / 1_000) for n in range(10)] + [(45.0 + n / 1_000, 9.01) for n in range(10)]
    lines = [Access(TOWN, 1, ("VIA ALFA",), "", n + 1, "", *p) for n, p in enumerate(bend)]
    with Register(in_memory(lines)) as known:
        found = known.place("VIA ALFA", TOWN)
        assert found is not None
        assert (found.lat, found.lon) in {(round(lat, 7), round(lon, 7)) for lat, lon in bend}


def test_a_number_registered_twice_keeps_the_point_it_has() -> None:
    twice = [Access(TOWN, 1, ("VIA ALFA",), "", 3), Access(TOWN, 1, ("VIA ALFA",), "", 3, "", 45.69, 9.66)]
    for lines in (twice, twice[::-1]):
        with Register(in_memory(lines)) as known:
            found = known.place("VIA ALFA 3", TOWN)
            assert found is not None
            assert found.precision == "rooftop"
