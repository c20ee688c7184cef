"""What is particular to a store on a server."""

import os
import socket
import time
from pathlib import Path

import pytest

from graph.model import KINDS
from graph.model.ties import TIES
from graph.store import neo4j as backend
from graph.store.backend import SCHEMA
from graph.store.changes import Changeset
from graph.store.core import Store
from graph.store.errors import NewerSchema, StoreUnavailable
from graph.store.neo4j_schema import label, relationship
from graph.store.opening import open_store
from graph.store.records import Evidence
from tests.contract.conftest import towns
from tests.contract.saying import association, event, organisation, organised, put

HOSTILE = [
    "'}) DETACH DELETE n //",
    "$rows",
    "`Association`",
    "n:Person {key: 'x'}",
    '"; DROP CONSTRAINT entity_key',
    "\\",
]


def _cypher(store: Store, query: str) -> list[dict[str, object]]:
    with store._backend._session() as session:
        return [dict(row) for row in session.run(query)]


@pytest.fixture
def server(neo4j_url: str) -> Store:
    with open_store(neo4j_url, seed=towns) as store:
        yield store


def test_kinds_are_labels_ties_are_relationships_and_properties_are_native(server: Store) -> None:
    put(
        server,
        association(
            "a", "Baobab", Evidence("runts", "12", "2026-03-01", "x"), languages=("ar", "fr"), lat=45.7, lon=9.67
        ),
        event("e", "Festa", attendance=12, invented=True),
        organised("a", "e", roles=("lead",)),
    )
    rows = _cypher(server, "MATCH (a:Association)-[r:ORGANISED]->(e:Event) RETURN a, r, e, labels(a) AS labels")
    assert len(rows) == 1
    a, r, e = (dict(rows[0][name]) for name in "are")
    assert set(rows[0]["labels"]) == {"Entity", "Association"}
    assert (a["languages"], a["lat"], a["key"], a["evidence_source"]) == (["ar", "fr"], 45.7, "a", ["runts"])
    assert (e["attendance"], e["invented"], r["roles"]) == (12, True, ["lead"])
    assert not any(isinstance(v, str) and v.startswith(("{", "[")) for v in (*a.values(), *r.values(), *e.values()))


def test_every_kind_and_tie_type_has_a_name_that_needs_no_quotes() -> None:
    assert all(label(kind).isidentifier() for kind in KINDS)
    assert all(relationship(type_).isidentifier() for type_ in TIES)
    properties = {p.name for declared in (*KINDS.values(), *TIES.values()) for p in declared.properties}
    own = {"key", "kind", "revision", "evidence_source", "evidence_reference", "evidence_retrieved", "evidence_digest"}
    assert properties & own == set()
    assert not any(name.startswith("_") for name in properties)


def test_a_changed_kind_leaves_no_label_behind(server: Store) -> None:
    put(server, organisation("body:1", "Casa Africa"))
    put(server, association("body:1", "Casa Africa"))
    assert _cypher(server, "MATCH (n:Organisation) RETURN n.key") == []
    assert _cypher(server, "MATCH (n:Association) RETURN n.key AS key") == [{"key": "body:1"}]


def test_located_in_follows_the_municipality_and_is_no_tie(server: Store) -> None:
    located = "MATCH (n)-[:LOCATED_IN]->(m:Municipality) RETURN n.key AS key, m.name AS town ORDER BY key"
    put(server, association("a", "Uno", municipality="016024"), association("b", "Due", municipality="999999"))
    assert _cypher(server, located) == [{"key": "a", "town": "Bergamo"}]
    put(server, association("a", "Uno", municipality="015146"), association("b", "Due", municipality="016024"))
    assert [row["town"] for row in _cypher(server, located)] == ["Milano", "Bergamo"]
    put(server, association("a", "Uno", municipality=None))
    assert [row["key"] for row in _cypher(server, located)] == ["b"]
    assert (server.view("staff").ties(), server.view("staff").counts()[1]) == ([], {})
    assert server.check() == []
    _cypher(server, "MATCH ()-[l:LOCATED_IN]->() DELETE l")
    assert "LOCATED_IN" in server.check()[0]


def test_hostile_text_is_only_text(server: Store) -> None:
    put(server, event("e", "Festa"), *(association(text, text, notes=text) for text in HOSTILE))
    put(server, *(organised(text, "e", roles=("lead",)) for text in HOSTILE))
    view = server.view("staff")
    assert [n.name for n in view.nodes(kinds=["association"])] == sorted(HOSTILE)
    assert [view.node(text).text("notes") for text in HOSTILE] == HOSTILE
    assert len(view.ties()) == len(HOSTILE)
    assert all(isinstance(view.search(text), list) for text in [*HOSTILE, "a AND", "a:b^2", "[a TO b]", "/x/", "a~"])
    assert server.check() == []


def test_credentials_are_never_shown(neo4j_url: str) -> None:
    address = neo4j_url.replace("://", "://someone:s3cret@")
    with open_store(address, seed=towns) as store:
        assert store.url == neo4j_url
    wrong = f"bolt://someone:s3cret@127.0.0.1:{_closed_port()}"
    with pytest.raises(StoreUnavailable) as refused:
        open_store(wrong, seed=towns)
    assert "s3cret" not in refused.value.italian() + str(refused.value)


def _closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize(
    "address", ["bolt://127.0.0.1:{port}", "neo4j://127.0.0.1:{port}", "bolt://", "bolt://nowhere.invalid"]
)
def test_a_server_that_does_not_answer_is_said_so_soon(address: str) -> None:
    begun = time.monotonic()
    with pytest.raises(StoreUnavailable) as refused:
        open_store(address.format(port=_closed_port()), seed=towns)
    assert "Controllare indirizzo, credenziali" in refused.value.italian()
    assert time.monotonic() - begun < 30


def test_a_store_of_a_newer_version_is_refused(server: Store) -> None:
    _cypher(server, "MATCH (l:WriteLock) SET l.schema = 99")
    with pytest.raises(NewerSchema):
        open_store(server.url, seed=towns)


def test_a_store_of_an_older_version_is_brought_up_to_date_with_everything_in_it(server: Store) -> None:
    put(server, association("a", "Baobab"), event("e", "Festa"), organised("a", "e"))
    _cypher(server, "MATCH (l:WriteLock) SET l.schema = 1")
    _cypher(server, "DROP CONSTRAINT memo_key")
    with open_store(server.url, seed=towns) as migrated:
        assert (migrated.revision(), migrated.schema, migrated.check()) == (1, SCHEMA, [])
        assert _cypher(migrated, "SHOW CONSTRAINTS YIELD name WHERE name = 'memo_key' RETURN name") != []
        assert _cypher(migrated, "MATCH (l:WriteLock) RETURN l.schema AS schema") == [{"schema": SCHEMA}]


def test_one_node_holds_the_lock_and_writers_pass_one_by_one(server: Store) -> None:
    put(server, association("a", "Uno"))
    put(server, association("a", "Uno"))
    assert _cypher(server, "MATCH (l:WriteLock) RETURN l.n AS n, l.entries AS entries") == [{"n": 1, "entries": 1}]


def test_a_changeset_is_applied_once_even_when_the_server_asks_for_it_again(
    server: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from neo4j.exceptions import TransientError

    failures = iter([True, False])
    put_revisions = backend.Records.put_revisions

    def flaky(self: backend.Records, revisions: list[object]) -> None:
        if next(failures):
            raise TransientError("try again")
        put_revisions(self, revisions)

    monkeypatch.setattr(backend.Records, "put_revisions", flaky)
    changes = (c for c in (association("a", "Uno"), event("e", "Festa"), organised("a", "e")))
    outcome = server.apply(Changeset("Giulia", "una volta", "form", changes))
    assert (outcome.revision, len(outcome.effects)) == (1, 3)
    assert (len(server.view("staff").nodes()), len(server.view("staff").ties())) == (2, 1)
    assert server.check() == []


def test_the_database_is_chosen_by_the_environment(neo4j_url: str) -> None:
    asked = dict(os.environ) | {"NEO4J_DATABASE": "nonexistent"}
    with pytest.raises(StoreUnavailable):
        backend.Neo4jBackend(neo4j_url, list, asked)


def test_a_copy_that_was_left_unfinished_cannot_be_used_and_can_be_repeated(server: Store, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.db", seed=towns) as store:
        put(store, association("a", "Baobab"), event("e", "Festa"), organised("a", "e"))
        store.copy_to(server)
        _cypher(server, "MATCH (l:WriteLock) SET l.filling = 'of a process that was killed', l.n = 0")
        _cypher(server, "MATCH (e:Entry) DELETE e")
        for use in (server.revision, lambda: put(server, association("b", "Due")), server.check):
            with pytest.raises(StoreUnavailable, match="non è finito: ripeterlo"):
                use()
        store.copy_to(server)
    assert (server.revision(), server.check()) == (1, [])
    assert len(server.view("staff").nodes()) == 2


def test_a_copy_that_breaks_off_leaves_an_empty_store(server: Store, tmp_path: Path) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with open_store(f"sqlite:///{tmp_path}/store.db", seed=towns) as store:
        put(store, association("a", "Baobab"))
        with pytest.raises(KeyboardInterrupt):
            store.copy_to(server, stop)
    assert (server.revision(), server.view("staff").nodes(), server.check()) == (0, [], [])
    assert server.view("staff").counts()[0] == {"municipality": 2}
    assert put(server, association("b", "Due")).revision == 1


def test_a_restore_that_breaks_off_says_that_it_has_to_be_repeated(
    server: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(server, association("a", "Baobab"))
    server.backup(tmp_path / "copia.gz")
    put(server, association("b", "Due"))
    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(backend.Records, "add_entries", _break)
        server.restore(tmp_path / "copia.gz")
    with pytest.raises(StoreUnavailable, match="non è finito: ripeterlo"):
        server.revision()
    server.restore(tmp_path / "copia.gz")
    assert ([n.key for n in server.view("staff").nodes()], server.revision(), server.check()) == (["a"], 1, [])


def _break(*_: object) -> None:
    raise RuntimeError("the machine went off")


def test_what_is_too_large_for_the_server_is_said_to_be(server: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from neo4j.exceptions import Neo4jError

    def full(self: backend.Records, revisions: list[object]) -> None:
        raise Neo4jError._hydrate_neo4j(
            code="Neo.TransientError.General.MemoryPoolOutOfMemoryError", message="limit reached"
        )

    monkeypatch.setattr(backend, "_RETRY", 0.1)
    monkeypatch.setattr(backend.Records, "put_revisions", full)
    with open_store(server.url, seed=towns) as impatient, pytest.raises(StoreUnavailable) as refused:
        put(impatient, association("a", "Uno"))
    assert "la memoria del server non basta" in refused.value.italian()
