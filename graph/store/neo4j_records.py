"""Reading and writing the Neo4j backend's nodes and relationships inside one transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.model import KINDS, keys
from graph.model.ties import TIES
from graph.store import documents
from graph.store.backend import COMMON, Hit, Indexed, Line
from graph.store.changes import Entry, Revision
from graph.store.neo4j_schema import ALL_LABELS, ANY_TIE, TYPES, label, relationship
from graph.store.records import Evidence, Node, Tie
from graph.store.search import Query, Term

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Record, Transaction

Row = dict[str, Any]
_BATCH = 2_000
_EVIDENCE = ("source", "reference", "retrieved", "digest")
_OWN = frozenset({"key", "kind", "revision", *(f"evidence_{part}" for part in _EVIDENCE)})
_TIE = "type(r) AS type, startNode(r).key AS source, endNode(r).key AS target, properties(r) AS properties"
_LINE = "e.number AS number, e.revision AS revision, e.key AS key, e.before AS before, e.after AS after"


class Records:
    """One transaction. Every value goes in as a parameter; labels and types come from closed lists."""

    def __init__(self, transaction: ManagedTransaction | Transaction) -> None:
        self._transaction = transaction

    def _run(self, query: str, **values: object) -> list[Record]:
        return list(self._transaction.run(query, values))

    def _in_batches(self, query: str, rows: Sequence[object]) -> None:
        for start in range(0, len(rows), _BATCH):
            self._transaction.run(query, {"rows": rows[start : start + _BATCH]}).consume()

    def begin(self, schema: int) -> bool:
        """Make the lock node or bring it up to a schema version; tell whether it is new."""
        query = (
            "MERGE (l:WriteLock {id: 0}) ON CREATE SET l.n = 0, l.entries = 0, l.new = true "
            "SET l.schema = $schema WITH l, l.new AS new REMOVE l.new RETURN new"
        )
        return bool(self._run(query, schema=schema)[0]["new"])

    def take_lock(self) -> None:
        """Wait until no other transaction writes."""
        self._run("MATCH (l:WriteLock {id: 0}) SET l.taken = true WITH l REMOVE l.taken RETURN l.n AS n")

    def filling(self) -> str | None:
        """Return the token of who is filling this store part by part, or left it unfinished."""
        found: str | None = self._run("MATCH (l:WriteLock {id: 0}) RETURN l.filling AS filling")[0]["filling"]
        return found

    def set_filling(self, token: str | None) -> None:
        """Begin, take over (a token) or end (None) the filling of this store."""
        self._run("MATCH (l:WriteLock {id: 0}) SET l.filling = $token", token=token)

    def revision(self) -> int:
        return int(self._run("MATCH (l:WriteLock {id: 0}) RETURN l.n AS n")[0]["n"])

    def nodes(self, kinds: Collection[str] | None, keys: Collection[str] | None) -> Iterator[Node]:
        conditions = ["n.kind IN $kinds"] * (kinds is not None) + ["n.key IN $keys"] * (keys is not None)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._run(
            f"MATCH (n:Entity) {where} RETURN properties(n) AS properties",
            kinds=list(kinds or ()),
            keys=list(keys or ()),
        )
        return iter(sorted((_node(row["properties"]) for row in rows), key=lambda node: node.key))

    def ties(self, types: Collection[str] | None, keys: Collection[str] | None) -> Iterator[Tie]:
        chosen = [relationship(name) for name in TIES if types is None or name in types]
        found: list[Tie] = []
        if not chosen:
            return iter(found)
        if keys is None:
            found = [_tie(row) for row in self._run(f"MATCH (:Entity)-[r:{'|'.join(chosen)}]->(:Entity) RETURN {_TIE}")]
        else:
            for type_, wanted in _by_type(keys).items():
                if type_ in chosen:
                    query = f"UNWIND $keys AS key MATCH ()-[r:{type_} {{key: key}}]->() RETURN {_TIE}"
                    found += [_tie(row) for row in self._run(query, keys=wanted)]
        return iter(sorted(found, key=lambda tie: tie.key))

    def ties_of(self, keys: Collection[str]) -> list[Tie]:
        query = (
            f"UNWIND $keys AS key MATCH (:Entity {{key: key}})-[r:{ANY_TIE}]-(:Entity) WITH DISTINCT r RETURN {_TIE}"
        )
        return sorted((_tie(row) for row in self._run(query, keys=list(keys))), key=lambda tie: tie.key)

    def leads(self, keys: Collection[str]) -> dict[str, str]:
        query = "MATCH (f:Former) WHERE f.key IN $keys RETURN f.key AS key, f.leads_to AS leads_to"
        return {row["key"]: row["leads_to"] for row in self._run(query, keys=list(keys))}

    def candidates(self, keys: Collection[str] | None) -> set[str]:
        among = "n.key IN $keys AND " if keys is not None else ""
        query = f"MATCH (n:Entity) WHERE {among}n.candidate = true RETURN n.key AS key"
        return {row["key"] for row in self._run(query, keys=list(keys or ()))}

    def tied(self, keys: Collection[str], types: Collection[str], without: Collection[str]) -> set[str]:
        some = "|".join(relationship(name) for name in types)
        query = (
            f"UNWIND $keys AS key MATCH (:Entity {{key: key}})-[:{some}]-(m:Entity) "
            "WHERE NOT m.kind IN $without RETURN DISTINCT key"
        )
        return {row["key"] for row in self._run(query, keys=list(keys), without=list(without))}

    def keys(self, kinds: Collection[str]) -> set[str]:
        query = "MATCH (n:Entity) WHERE n.kind IN $kinds RETURN n.key AS key"
        return {row["key"] for row in self._run(query, kinds=list(kinds))}

    def counts(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        nodes = self._run("MATCH (n:Entity) RETURN n.kind AS name, count(*) AS number")
        ties = self._run(f"MATCH (:Entity)-[r:{ANY_TIE}]->(:Entity) RETURN type(r) AS name, count(*) AS number")
        return {row["name"]: row["number"] for row in nodes}, {TYPES[row["name"]]: row["number"] for row in ties}

    def hits(self, query: Query, kinds: Collection[str], private: bool) -> list[Hit]:
        columns = "RETURN n.key AS key, n._name AS name, coalesce(n.candidate, false) AS candidate LIMIT $most"
        rows = self._run(
            "CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS n "
            f"WITH n WHERE n.kind IN $kinds {columns}",
            index="entity_staff" if private else "entity_public",
            words=" AND ".join(_term(term) for term in query.terms),
            kinds=list(kinds),
            most=COMMON,
        )
        if len(rows) == COMMON:
            whole = f"MATCH (n:Entity) WHERE n._name = $name AND n.kind IN $kinds {columns}"
            rows += self._run(whole, name=query.text, kinds=list(kinds), most=COMMON)
        return list(dict.fromkeys(Hit(row["key"], row["name"], row["candidate"]) for row in rows))

    def box(self, south: float, west: float, north: float, east: float, kinds: Collection[str]) -> Iterator[Node]:
        rows = self._run(
            "MATCH (n:Entity) WHERE $south <= n.lat <= $north AND $west <= n.lon <= $east AND n.kind IN $kinds "
            "RETURN properties(n) AS properties",
            south=south,
            west=west,
            north=north,
            east=east,
            kinds=list(kinds),
        )
        return iter(sorted((_node(row["properties"]) for row in rows), key=lambda node: node.key))

    def lines(
        self, *, after: int | None = None, revision: int | None = None, keys: Collection[str] | None = None
    ) -> Iterator[Line]:
        if keys is not None:
            about = " OR ".join(f"e.{end} IN $keys" for end in ("key", "source", "target"))
            query = f"MATCH (e:Entry) WHERE {about} RETURN {_LINE} ORDER BY number"
        elif revision is not None:
            query = f"MATCH (e:Entry {{revision: $revision}}) RETURN {_LINE} ORDER BY number"
        else:
            query = f"MATCH (e:Entry) WHERE e.revision > $after RETURN {_LINE} ORDER BY number"
        values: Row = {"keys": list(keys or ()), "revision": revision, "after": -1 if after is None else after}
        return map(_line, self._transaction.run(query, values))

    def revisions(self, limit: int | None) -> list[Revision]:
        some = "" if limit is None else "LIMIT $limit"
        query = f"MATCH (r:Revision) RETURN properties(r) AS properties ORDER BY r.number DESC {some}"
        return [_revision(row["properties"]) for row in self._run(query, limit=limit)]

    def memos(self, shelf: str) -> list[tuple[str, str]]:
        query = "MATCH (m:Memo {shelf: $shelf}) RETURN m.key AS key, m.value AS value"
        return sorted((row["key"], row["value"]) for row in self._run(query, shelf=shelf))

    def indexed(self) -> Iterator[tuple[str, str, str, str]]:
        query = (
            "MATCH (n:Entity) RETURN n.key AS key, n._name AS name, coalesce(n._public, '') AS public, "
            "coalesce(n._private, '') AS private"
        )
        return iter(sorted((row["key"], row["name"], row["public"], row["private"]) for row in self._run(query)))

    def put_nodes(self, nodes: Sequence[Indexed]) -> None:
        by_kind: dict[str, list[Row]] = defaultdict(list)
        for one in nodes:
            by_kind[one.node.kind].append(_node_row(one))
        for kind, rows in by_kind.items():
            self._in_batches(
                "UNWIND $rows AS row MERGE (n:Entity {key: row.key}) "
                f"REMOVE n:{ALL_LABELS} SET n = row, n:{label(kind)}",
                rows,
            )
        self._locate(nodes)
        self._in_batches(
            "UNWIND $rows AS key MATCH (f:Former {leads_to: key}) DELETE f", [one.node.key for one in nodes]
        )
        former = [{"key": old, "leads_to": one.node.key} for one in nodes for old in one.node.former]
        self._in_batches("UNWIND $rows AS row MERGE (f:Former {key: row.key}) SET f.leads_to = row.leads_to", former)

    def _locate(self, nodes: Sequence[Indexed]) -> None:
        """Draw `LOCATED_IN` from nodes to their municipalities, whichever of the two came first."""
        self._in_batches(
            "UNWIND $rows AS key MATCH (:Entity {key: key})-[l:LOCATED_IN]->() DELETE l",
            [one.node.key for one in nodes],
        )
        located = [
            {"key": one.node.key, "municipality": keys.municipality(one.node.text("municipality"))}
            for one in nodes
            if "municipality" in one.node.properties
        ]
        self._in_batches(
            "UNWIND $rows AS row MATCH (n:Entity {key: row.key}) MATCH (m:Entity {key: row.municipality}) "
            "CREATE (n)-[:LOCATED_IN]->(m)",
            located,
        )
        towns = [
            {"key": one.node.key, "istat": one.node.text("istat")} for one in nodes if KINDS[one.node.kind].reference
        ]
        self._in_batches(
            "UNWIND $rows AS row MATCH (m:Entity {key: row.key}) MATCH (n:Entity {municipality: row.istat}) "
            "MERGE (n)-[:LOCATED_IN]->(m)",
            towns,
        )

    def remove_nodes(self, keys: Collection[str]) -> None:
        self._in_batches("UNWIND $rows AS key MATCH (n:Entity {key: key}) DETACH DELETE n", list(keys))
        self._in_batches("UNWIND $rows AS key MATCH (f:Former {leads_to: key}) DELETE f", list(keys))

    def put_ties(self, ties: Sequence[Tie]) -> None:
        by_type: dict[str, list[Row]] = defaultdict(list)
        for tie in ties:
            by_type[relationship(tie.type)].append(_tie_row(tie))
        for type_, rows in by_type.items():
            self._in_batches(
                "UNWIND $rows AS row MATCH (a:Entity {key: row.source}) MATCH (b:Entity {key: row.target}) "
                f"MERGE (a)-[r:{type_} {{key: row.properties.key}}]->(b) SET r = row.properties",
                rows,
            )

    def remove_ties(self, keys: Collection[str]) -> None:
        for type_, wanted in _by_type(keys).items():
            self._in_batches(f"UNWIND $rows AS key MATCH ()-[r:{type_} {{key: key}}]->() DELETE r", wanted)

    def add_entries(self, entries: Sequence[Entry]) -> None:
        query = "MATCH (l:WriteLock {id: 0}) SET l.entries = l.entries + $count RETURN l.entries - $count AS last"
        last = int(self._run(query, count=len(entries))[0]["last"])
        rows = [_entry_row(Line(last + place, entry)) for place, entry in enumerate(entries, start=1)]
        self._in_batches("UNWIND $rows AS row CREATE (e:Entry) SET e = row", rows)

    def replace_lines(self, lines: Sequence[Line]) -> None:
        rows = [_entry_row(line) for line in lines]
        self._in_batches("UNWIND $rows AS row MATCH (e:Entry {number: row.number}) SET e = row", rows)

    def remove_lines(self, numbers: Collection[int]) -> None:
        self._in_batches("UNWIND $rows AS number MATCH (e:Entry {number: number}) DELETE e", list(numbers))

    def put_revisions(self, revisions: Sequence[Revision]) -> None:
        rows = [
            {
                "number": r.number,
                "author": r.author,
                "reason": r.reason,
                "source": r.source,
                "at": r.at,
                "details": documents.dumps(dict(r.details)),
                "changed": r.changed,
            }
            for r in revisions
        ]
        self._in_batches("UNWIND $rows AS row MERGE (r:Revision {number: row.number}) SET r = row", rows)
        if revisions:
            self._run(
                "MATCH (l:WriteLock {id: 0}) SET l.n = CASE WHEN l.n < $last THEN $last ELSE l.n END",
                last=max(r.number for r in revisions),
            )

    def put_memos(self, shelf: str, memos: Iterable[tuple[str, str]]) -> None:
        rows = [{"shelf": shelf, "key": key, "value": value} for key, value in memos]
        self._in_batches("UNWIND $rows AS row MERGE (m:Memo {shelf: row.shelf, key: row.key}) SET m = row", rows)

    def remove_memos(self, shelf: str, keys: Collection[str]) -> None:
        rows = [{"shelf": shelf, "key": key} for key in keys]
        self._in_batches("UNWIND $rows AS row MATCH (m:Memo {shelf: row.shelf, key: row.key}) DELETE m", rows)

    def wipe(self) -> None:
        self.wipe_some(2**31)

    def wipe_some(self, most: int) -> int:
        """Remove as many nodes as fit in one transaction; return how many."""
        query = (
            "MATCH (n:Entity|Former|Entry|Revision|Memo) WITH n LIMIT $most DETACH DELETE n RETURN count(*) AS removed"
        )
        self._run("MATCH (l:WriteLock {id: 0}) SET l.n = 0, l.entries = 0")
        return int(self._run(query, most=most)[0]["removed"])


def _by_type(tie_keys: Collection[str]) -> dict[str, list[str]]:
    """Return tie keys by relationship type; what is no tie's key is left out."""
    result: dict[str, list[str]] = defaultdict(list)
    for key in tie_keys:
        name = key.partition(":")[0]
        if name in TIES:
            result[relationship(name)].append(key)
    return result


def _term(term: Term) -> str:
    """Return a term for Lucene; its words are lower-case letters and digits, so none is an operator."""
    *whole, last = term.parts
    star = "*" if term.begins else ""
    if not whole:
        return last + star
    return f"({term.joined}{star} OR ({' AND '.join([*whole, last + star])}))"


def _evidence(properties: Row) -> tuple[Evidence, ...]:
    columns = (properties.get(f"evidence_{part}", ()) for part in _EVIDENCE)
    return tuple(Evidence(*parts) for parts in zip(*columns, strict=True))


def _evidence_row(evidence: Iterable[Evidence]) -> Row:
    columns = zip(*((e.source, e.reference, e.retrieved, e.digest) for e in evidence), strict=True)
    return {f"evidence_{part}": list(column) for part, column in zip(_EVIDENCE, columns, strict=False)}


def _own(properties: Row) -> Row:
    return {name: value for name, value in properties.items() if name not in _OWN and not name.startswith("_")}


def _plain(properties: Mapping[str, Any]) -> Row:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def _node(properties: Row) -> Node:
    return Node(
        properties["key"],
        properties["kind"],
        documents.properties(dict(sorted(_own(properties).items()))),
        _evidence(properties),
        properties["revision"],
        tuple(properties.get("_former", ())),
    )


def _node_row(indexed: Indexed) -> Row:
    node = indexed.node
    row = {**_plain(node.properties), "key": node.key, "kind": node.kind, "revision": node.revision}
    row |= {"_name": indexed.name, **_evidence_row(node.evidence)}
    extra = {"_public": indexed.public, "_private": indexed.private, "_former": list(node.former)}
    return row | {name: value for name, value in extra.items() if value}


def _tie(row: Record) -> Tie:
    properties: Row = row["properties"]
    return Tie(
        properties["key"],
        TYPES[row["type"]],
        row["source"],
        row["target"],
        documents.properties(dict(sorted(_own(properties).items()))),
        _evidence(properties),
        properties["revision"],
    )


def _tie_row(tie: Tie) -> Row:
    properties = {**_plain(tie.properties), "key": tie.key, "revision": tie.revision, **_evidence_row(tie.evidence)}
    return {"source": tie.source, "target": tie.target, "properties": properties}


def _line(row: Record) -> Line:
    before, after = documents.loaded(row["before"]), documents.loaded(row["after"])
    return Line(row["number"], Entry(row["revision"], row["key"], before, after))


def _entry_row(line: Line) -> Row:
    entry = line.entry
    some = entry.after or entry.before
    row: Row = {"number": line.number, "revision": entry.revision, "key": entry.key}
    row |= {"before": documents.dumped(entry.before), "after": documents.dumped(entry.after)}
    return row | ({"source": some.source, "target": some.target} if isinstance(some, Tie) else {})


def _revision(properties: Row) -> Revision:
    return Revision(**{**properties, "details": json.loads(properties["details"])})
