"""Backups and copies: the same file from every backend, back into any."""

import gzip
import json
import random
import threading
import time
from pathlib import Path

import pytest

from graph.store.changes import GapStatus, Load, Mark, MergeNodes, PutNode, PutTie, RemoveNode
from graph.store.core import Store
from graph.store.errors import BrokenBackup, NewerSchema, StoreNotEmpty
from tests.contract.conftest import Open
from tests.contract.saying import association, contents, event, organisation, organised, person, put


def _full(store: Store) -> None:
    put(
        store,
        association("a", "Baobab", languages=("ar", "fr"), lat=45.7, lon=9.67),
        event("e", "Festa", place_score=1),
    )
    put(store, organisation("b", "Baobab 2", candidate=True), organised("b", "e"), person("p", "Fatou Diop"))
    put(store, MergeNodes("a", "b"), PutNode("municipality:016024", "municipality", {"residents": 5}))
    put(store, event("f", "Cena", attendance=2**63 - 1, place_score=1.0), RemoveNode("p"))
    store.revert(4, "Giulia")
    store.decide("x", "y", same=True, author="Giulia")
    store.queue_reviews([("a", "z")], "runts")
    store.mark_gap(Mark("gap:1", "isolate", ("a",), GapStatus.DISMISSED, "Giulia", "lavora sola"))
    store.record_load(Load("runts", ("r.xlsx",), "2026-03-01T09:00:00Z", "G", 1, 1, 1, 0, 0, 0, {"motivo": 1}))


def _all(store: Store) -> list[object]:
    view = store.view("staff")
    return [
        contents(store),
        view.nodes(kinds=["municipality"]),
        [view.history(key) for key in ("a", "b", "e", "p", "municipality:016024")],
        view.revisions(),
        view.loads(),
        store.decisions(),
        store.reviews(),
        store.gap_marks(),
        [n.key for n in view.search("baobab")],
        contents_of_the_past(store),
    ]


def contents_of_the_past(store: Store) -> list[object]:
    return [store.as_of(number, "staff").nodes() for number in range(store.revision() + 1)]


def test_a_copy_there_and_back_is_identical_history_included(
    store: Store, reopen: Open, tmp_path: Path, neo4j_server_url: str, request: pytest.FixtureRequest
) -> None:
    _full(store)
    before = _all(store)
    if store.url.startswith("sqlite"):
        there = reopen(request.getfixturevalue("neo4j_url"))
    else:
        there = reopen(f"sqlite:///{tmp_path}/there.db")
    seen: list[int] = []
    store.copy_to(there, seen.append)
    back = reopen(f"sqlite:///{tmp_path}/back.db")
    there.copy_to(back)
    assert _all(there) == before
    assert _all(back) == before
    assert seen == sorted(seen)
    assert seen[-1] > 10
    assert there.check() == back.check() == []
    assert put(back, association("new", "Nuova")).revision == store.revision() + 1


def test_a_copy_is_one_state_though_someone_writes_meanwhile(store: Store, reopen: Open, tmp_path: Path) -> None:
    put(store, *(association(f"a{n}", "Prima") for n in range(300)))
    put(store, *(PutTie("collaborates", f"a{n}", f"a{n + 1}") for n in range(299)))
    second = reopen(store.url)
    meanwhile: list[threading.Thread] = []

    def write(_done: int) -> None:
        if not meanwhile:
            changes = [association(f"a{n}", "Dopo") for n in range(300)]
            meanwhile.append(threading.Thread(target=put, args=(second, *changes)))
            meanwhile[0].start()
            time.sleep(0.3)  # time for it to commit, where nothing keeps it from doing so

    there = reopen(f"sqlite:///{tmp_path}/there.db")
    store.copy_to(there, write)
    meanwhile[0].join()
    assert {n.name for n in there.view("staff").nodes()} == {"Prima"}
    assert (there.revision(), second.revision()) == (2, 3)
    assert {n.name for n in second.view("staff").nodes()} == {"Dopo"}
    assert there.check() == second.check() == []


def test_a_copy_goes_into_an_empty_store_only(store: Store, reopen: Open, tmp_path: Path) -> None:
    _full(store)
    other = reopen(f"sqlite:///{tmp_path}/other.db")
    put(other, association("mine", "Mia"))
    with pytest.raises(StoreNotEmpty):
        store.copy_to(other)
    with pytest.raises(StoreNotEmpty):
        store.copy_to(store)
    assert [n.key for n in other.view("staff").nodes()] == ["mine"]


def test_a_backup_restores_everything_into_any_store(store: Store, reopen: Open, tmp_path: Path) -> None:
    _full(store)
    before, file = _all(store), tmp_path / "copia.gz"
    store.backup(file)
    put(store, association("later", "Dopo"), PutTie("organised", "later", "e"))
    store.restore(file)
    assert _all(store) == before
    assert store.check() == []
    other = reopen(f"sqlite:///{tmp_path}/other.db")
    other.restore(file)
    assert _all(other) == before
    other.backup(tmp_path / "again.gz")
    first, second = (gzip.decompress(f.read_bytes()).splitlines() for f in (file, tmp_path / "again.gz"))
    assert first[1:-1] == second[1:-1]


def test_a_backup_of_an_empty_store_restores_to_an_empty_store(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "copia.gz")
    put(store, association("a", "Uno"))
    store.restore(tmp_path / "copia.gz")
    assert (store.revision(), store.view("staff").nodes()) == (0, [])
    assert store.view("staff").counts() == ({"municipality": 2}, {})


def test_a_broken_backup_is_refused_and_the_store_unchanged(store: Store, tmp_path: Path) -> None:
    _full(store)
    file = tmp_path / "copia.gz"
    store.backup(file)
    before, sound = _all(store), file.read_bytes()
    lines = gzip.decompress(sound).splitlines(keepends=True)
    draw = random.Random(7)
    broken = {
        "cut": sound[: len(sound) // 2],
        "cut at the end": sound[:-9],
        "empty": b"",
        "empty gzip": gzip.compress(b""),
        "no gzip": b"".join(lines),
        "something else": b"PK\x03\x04" + draw.randbytes(500),
        "not ours": gzip.compress(b'{"a": 1}\n'),
        "not json": gzip.compress(b"ciao\n"),
        "a line less": gzip.compress(b"".join(lines[:3] + lines[4:])),
        "no end": gzip.compress(b"".join(lines[:-1])),
        "a line more": gzip.compress(b"".join([*lines, lines[2]])),
        "changed": gzip.compress(b"".join(lines).replace(b"Baobab", b"Babaob", 1)),
        **{f"flipped {i}": _flipped(sound, draw) for i in range(10)},
    }
    for how, data in broken.items():
        file.write_bytes(data)
        with pytest.raises(BrokenBackup) as refused:
            store.restore(file)
        assert "L'archivio è rimasto com'era." in refused.value.italian(), how
    assert _all(store) == before


def _flipped(data: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(20, len(data) - 8)
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def _forged(lines: list[bytes]) -> bytes:
    import hashlib

    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    end = json.dumps({"end": {"lines": len(lines), "sha256": digest}}).encode() + b"\n"
    return gzip.compress(b"".join([*lines, end]))


def test_a_backup_with_a_good_checksum_and_unsound_content_is_refused(store: Store, tmp_path: Path) -> None:
    _full(store)
    file = tmp_path / "copia.gz"
    store.backup(file)
    before = _all(store)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)[:-1]
    dangling = json.dumps({"tie": {"key": "organised:0", "type": "organised", "source": "a", "target": "no",
                                   "properties": {}, "evidence": [], "revision": 1}}).encode() + b"\n"  # fmt: skip
    for forged in (
        [*lines, dangling],
        [*lines[:3], lines[2], *lines[3:]],
        [*lines, b'{"node": {"key": "x", "kind": "alien", "properties": {}, "evidence": [], "revision": 1}}\n'],
        [*lines, b'{"node": {}}\n'],
        [*lines, b'{"what": 1}\n'],
        [*lines, b'{"node": {"key": "x", "kind": "event", "properties": [], "evidence": [], "revision": 1}}\n'],
        [lines[0].replace(b'"schema":2', b'"schema":"x"'), *lines[1:]],
        [lines[0].replace(b'"intreccio":1', b'"intreccio":"x"'), *lines[1:]],
        [line.replace(b'"Baobab"', b'["nested", ["x"]]') for line in lines],
    ):
        file.write_bytes(_forged(forged))
        with pytest.raises(BrokenBackup):
            store.restore(file)
    assert _all(store) == before
    newer = lines[0].replace(b'"schema":2', b'"schema":99')
    file.write_bytes(_forged([newer, *lines[1:]]))
    with pytest.raises(NewerSchema):
        store.restore(file)


def test_a_backup_that_fails_leaves_the_older_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "copia.gz"
    put(store, association("a", "Uno"))
    store.backup(file)
    before = file.read_bytes()

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.backup(file)
    assert file.read_bytes() == before
    assert [f.name for f in tmp_path.iterdir() if "copia" in f.name] == ["copia.gz"]


def test_a_stamp_changes_with_every_revision_and_with_a_restore_at_the_same_revision(
    store: Store, tmp_path: Path
) -> None:
    begun = store.stamp()
    put(store, association("a", "Uno"))
    first = store.stamp()
    assert first == store.stamp() != begun
    store.record_load(Load("runts", ("r.xlsx",), "2026-03-01T09:00:00Z", "G", 1, 1, 1, 0, 0, 0))
    assert store.stamp() == first
    store.backup(tmp_path / "copia.gz")
    store.restore(tmp_path / "copia.gz")
    restored = store.stamp()
    assert restored not in (first, begun)
    assert store.check() == []
    store.restore(tmp_path / "copia.gz")
    assert store.stamp() not in (first, restored)
