"""Reading and writing the tables of the SQLite backend inside one transaction. Values go in as parameters only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.store import documents
from graph.store.backend import COMMON, Hit, Indexed, Line
from graph.store.changes import Entry, Revision
from graph.store.records import Node, Tie
from graph.store.search import Query, Term

_NODE = "n.key, n.kind, n.properties, n.evidence, n.revision, n.former"
_TIE = "t.key, t.type, t.source, t.target, t.properties, t.evidence, t.revision"
_AMONG = "(SELECT value FROM json_each(?))"


class Tables:
    """One transaction of one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _all(self, sql: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)

    def revision(self) -> int:
        return int(self._all("SELECT coalesce(max(number), 0) FROM revision").fetchone()[0])

    def nodes(self, kinds: Collection[str] | None, keys: Collection[str] | None) -> Iterator[Node]:
        where, values = _where((("n.kind", kinds), ("n.key", keys)))
        return map(_node, self._all(f"SELECT {_NODE} FROM node n {where} ORDER BY n.key", *values))  # noqa: S608

    def ties(self, types: Collection[str] | None, keys: Collection[str] | None) -> Iterator[Tie]:
        where, values = _where((("t.type", types), ("t.key", keys)))
        return map(_tie, self._all(f"SELECT {_TIE} FROM tie t {where} ORDER BY t.key", *values))  # noqa: S608

    def ties_of(self, keys: Collection[str]) -> list[Tie]:
        among = _list(keys)
        sql = (
            f"SELECT {_TIE} FROM tie t WHERE t.source IN {_AMONG} "  # noqa: S608
            f"UNION SELECT {_TIE} FROM tie t WHERE t.target IN {_AMONG} ORDER BY 1"
        )
        return [_tie(row) for row in self._all(sql, among, among)]

    def leads(self, keys: Collection[str]) -> dict[str, str]:
        sql = f"SELECT key, leads_to FROM former WHERE key IN {_AMONG}"  # noqa: S608
        return dict(self._all(sql, _list(keys)).fetchall())

    def candidates(self, keys: Collection[str] | None) -> set[str]:
        where, values = _where((("n.key", keys),))
        both = f"{where} AND" if where else "WHERE"
        return {row[0] for row in self._all(f"SELECT n.key FROM node n {both} n.candidate = 1", *values)}  # noqa: S608

    def tied(self, keys: Collection[str], types: Collection[str], without: Collection[str]) -> set[str]:
        found: set[str] = set()
        for end, other in (("source", "target"), ("target", "source")):
            sql = (
                f"SELECT DISTINCT t.{end} FROM tie t JOIN node n ON n.key = t.{other} "  # noqa: S608
                f"WHERE t.{end} IN {_AMONG} AND t.type IN {_AMONG} AND n.kind NOT IN {_AMONG}"
            )
            found.update(row[0] for row in self._all(sql, _list(keys), _list(types), _list(without)))
        return found

    def keys(self, kinds: Collection[str]) -> set[str]:
        sql = f"SELECT key FROM node WHERE kind IN {_AMONG}"  # noqa: S608
        return {row[0] for row in self._all(sql, _list(kinds))}

    def counts(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        return (
            dict(self._all("SELECT kind, count(*) FROM node GROUP BY kind").fetchall()),
            dict(self._all("SELECT type, count(*) FROM tie GROUP BY type").fetchall()),
        )

    def hits(self, query: Query, kinds: Collection[str], private: bool) -> list[Hit]:
        among, columns = _list(kinds), "{public private}" if private else "{public}"
        whole = f"SELECT n.key, n.name, n.candidate FROM node n WHERE n.name = ? AND n.kind IN {_AMONG} LIMIT ?"  # noqa: S608
        words = (
            "SELECT n.key, n.name, n.candidate FROM search CROSS JOIN node n ON n.id = search.rowid "  # noqa: S608
            f"WHERE search MATCH ? AND n.kind IN {_AMONG} LIMIT ?"
        )
        match = f"{columns} : ({' AND '.join(_term(term) for term in query.terms)})"
        rows = dict.fromkeys(self._all(words, match, among, COMMON))
        if len(rows) == COMMON:
            rows.update(dict.fromkeys(self._all(whole, query.text, among, COMMON)))
        return [Hit(key, name, bool(candidate)) for key, name, candidate in rows]

    def box(self, south: float, west: float, north: float, east: float, kinds: Collection[str]) -> Iterator[Node]:
        sql = (
            f"SELECT {_NODE} FROM node n WHERE n.lat BETWEEN ? AND ? AND n.lon BETWEEN ? AND ? "  # noqa: S608
            f"AND n.kind IN {_AMONG} ORDER BY n.key"
        )
        return map(_node, self._all(sql, south, north, west, east, _list(kinds)))

    def lines(
        self, *, after: int | None = None, revision: int | None = None, keys: Collection[str] | None = None
    ) -> Iterator[Line]:
        columns = "SELECT number, revision, key, before, after FROM entry"
        if keys is not None:
            sql = " UNION ".join(f"{columns} WHERE {c} IN {_AMONG}" for c in ("key", "source", "target"))
            return map(_line, self._all(f"{sql} ORDER BY 1", *[_list(keys)] * 3))
        if revision is not None:
            return map(_line, self._all(f"{columns} WHERE revision = ? ORDER BY number", revision))
        return map(_line, self._all(f"{columns} WHERE revision > ? ORDER BY number", -1 if after is None else after))

    def revisions(self, limit: int | None) -> list[Revision]:
        rows = self._all(
            "SELECT number, author, reason, source, at, details, changed FROM revision ORDER BY number DESC LIMIT ?",
            -1 if limit is None else limit,
        )
        return [
            Revision(n, who, why, source, at, json.loads(d), changed) for n, who, why, source, at, d, changed in rows
        ]

    def memos(self, shelf: str) -> list[tuple[str, str]]:
        return self._all("SELECT key, value FROM memo WHERE shelf = ? ORDER BY key", shelf).fetchall()

    def indexed(self) -> Iterator[tuple[str, str, str, str]]:
        return self._all(
            "SELECT n.key, n.name, coalesce(s.public, ''), coalesce(s.private, '') "
            "FROM node n LEFT JOIN search s ON s.rowid = n.id ORDER BY n.key"
        )

    def put_nodes(self, nodes: Sequence[Indexed]) -> None:
        self._connection.executemany(
            "INSERT INTO node (key, kind, name, properties, evidence, former, revision, candidate, lat, lon) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, "
            "name = excluded.name, properties = excluded.properties, evidence = excluded.evidence, "
            "former = excluded.former, revision = excluded.revision, candidate = excluded.candidate, "
            "lat = excluded.lat, lon = excluded.lon",
            map(_node_row, nodes),
        )
        keys = _list(n.node.key for n in nodes)
        ids = dict(self._all(f"SELECT key, id FROM node WHERE key IN {_AMONG}", keys).fetchall())  # noqa: S608
        self._connection.executemany(
            "INSERT OR REPLACE INTO search (rowid, public, private) VALUES (?, ?, ?)",
            ((ids[n.node.key], n.public, n.private) for n in nodes),
        )
        self._all(f"DELETE FROM former WHERE leads_to IN {_AMONG}", keys)  # noqa: S608
        self._connection.executemany(
            "INSERT OR REPLACE INTO former VALUES (?, ?)",
            ((old, n.node.key) for n in nodes for old in n.node.former),
        )

    def remove_nodes(self, keys: Collection[str]) -> None:
        among = _list(keys)
        self._all(f"DELETE FROM search WHERE rowid IN (SELECT id FROM node WHERE key IN {_AMONG})", among)  # noqa: S608
        self._all(f"DELETE FROM node WHERE key IN {_AMONG}", among)  # noqa: S608
        self._all(f"DELETE FROM former WHERE leads_to IN {_AMONG}", among)  # noqa: S608

    def put_ties(self, ties: Sequence[Tie]) -> None:
        self._connection.executemany("INSERT OR REPLACE INTO tie VALUES (?, ?, ?, ?, ?, ?, ?)", map(_tie_row, ties))

    def remove_ties(self, keys: Collection[str]) -> None:
        self._all(f"DELETE FROM tie WHERE key IN {_AMONG}", _list(keys))  # noqa: S608

    def add_entries(self, entries: Sequence[Entry]) -> None:
        self._connection.executemany(
            "INSERT INTO entry (revision, key, source, target, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            map(_entry_row, entries),
        )

    def replace_lines(self, lines: Sequence[Line]) -> None:
        self._connection.executemany(
            "UPDATE entry SET revision = ?, key = ?, source = ?, target = ?, before = ?, after = ? WHERE number = ?",
            ((*_entry_row(line.entry), line.number) for line in lines),
        )

    def remove_lines(self, numbers: Collection[int]) -> None:
        self._all(f"DELETE FROM entry WHERE number IN {_AMONG}", documents.dumps(list(numbers)))  # noqa: S608

    def put_revisions(self, revisions: Sequence[Revision]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO revision VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (r.number, r.author, r.reason, r.source, r.at, documents.dumps(dict(r.details)), r.changed)
                for r in revisions
            ),
        )

    def put_memos(self, shelf: str, memos: Iterable[tuple[str, str]]) -> None:
        self._connection.executemany("INSERT OR REPLACE INTO memo VALUES (?, ?, ?)", ((shelf, k, v) for k, v in memos))

    def remove_memos(self, shelf: str, keys: Collection[str]) -> None:
        self._all(f"DELETE FROM memo WHERE shelf = ? AND key IN {_AMONG}", shelf, _list(keys))  # noqa: S608

    def wipe(self) -> None:
        for table in ("search", "node", "former", "tie", "entry", "revision", "memo"):
            self._all(f"DELETE FROM {table}")  # noqa: S608


def _list(values: Iterable[str]) -> str:
    return json.dumps(list(values))


def _where(conditions: Iterable[tuple[str, Collection[str] | None]]) -> tuple[str, list[str]]:
    given = [(column, values) for column, values in conditions if values is not None]
    if not given:
        return "", []
    return "WHERE " + " AND ".join(f"{column} IN {_AMONG}" for column, _ in given), [_list(v) for _, v in given]


def _term(term: Term) -> str:
    """Return a term for FTS5; its words are letters and digits, quoted all the same."""
    *whole, last = (f'"{part}"' for part in term.parts)
    star = "*" if term.begins else ""
    if not whole:
        return last + star
    return f'("{term.joined}"{star} OR ({" AND ".join([*whole, last + star])}))'


def _node(row: tuple[Any, ...]) -> Node:
    key, kind, properties, evidence, revision, former = row
    return Node(
        key,
        kind,
        documents.properties(json.loads(properties)),
        documents.evidence(json.loads(evidence)),
        revision,
        tuple(json.loads(former)) if former else (),
    )


def _tie(row: tuple[Any, ...]) -> Tie:
    key, type_, source, target, properties, evidence, revision = row
    values = documents.properties(json.loads(properties))
    return Tie(key, type_, source, target, values, documents.evidence(json.loads(evidence)), revision)


def _line(row: tuple[Any, ...]) -> Line:
    number, revision, key, before, after = row
    return Line(number, Entry(revision, key, documents.loaded(before), documents.loaded(after)))


def _node_row(indexed: Indexed) -> tuple[object, ...]:
    node = indexed.node
    lat, lon = node.point or (None, None)
    return (
        node.key,
        node.kind,
        indexed.name,
        documents.dumped_properties(node.properties),
        documents.dumps(documents.plain_evidence(node.evidence)),
        documents.dumps(list(node.former)) if node.former else "",
        node.revision,
        node.properties.get("candidate") is True,
        lat,
        lon,
    )


def _tie_row(tie: Tie) -> tuple[object, ...]:
    properties, evidence = documents.dumped_properties(tie.properties), documents.plain_evidence(tie.evidence)
    return (tie.key, tie.type, tie.source, tie.target, properties, documents.dumps(evidence), tie.revision)


def _entry_row(entry: Entry) -> tuple[object, ...]:
    some = entry.after or entry.before
    ends = (some.source, some.target) if isinstance(some, Tie) else (None, None)
    return (entry.revision, entry.key, *ends, documents.dumped(entry.before), documents.dumped(entry.after))
