"""Labels, relationship types, constraints and indices of the Neo4j backend, as steps between schema versions.

Labels and types come from the model's closed lists and are written into the query text; nothing else is.
"""

from __future__ import annotations

from graph.model import KINDS
from graph.model.ties import TIES


def label(kind: str) -> str:
    """Return the label of a kind: `Association`. Refuses a kind that the model does not have."""
    return "".join(word.capitalize() for word in KINDS[kind].name.split("_"))


def relationship(type_: str) -> str:
    """Return the relationship type of a tie type: `ORGANISED`. Refuses a type that the model does not have."""
    return TIES[type_].name.upper()


TYPES = {relationship(name): name for name in TIES}
ANY_TIE = "|".join(TYPES)
ALL_LABELS = ":".join(label(name) for name in KINDS)
REFERENCE = ":".join(label(k.name) for k in KINDS.values() if k.reference)

_FULL_TEXT = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "CREATE CONSTRAINT lock_id IF NOT EXISTS FOR (l:WriteLock) REQUIRE l.id IS UNIQUE",
        "CREATE CONSTRAINT entity_key IF NOT EXISTS FOR (n:Entity) REQUIRE n.key IS UNIQUE",
        "CREATE CONSTRAINT former_key IF NOT EXISTS FOR (f:Former) REQUIRE f.key IS UNIQUE",
        "CREATE INDEX former_leads_to IF NOT EXISTS FOR (f:Former) ON (f.leads_to)",
        "CREATE CONSTRAINT revision_number IF NOT EXISTS FOR (r:Revision) REQUIRE r.number IS UNIQUE",
        "CREATE CONSTRAINT entry_number IF NOT EXISTS FOR (e:Entry) REQUIRE e.number IS UNIQUE",
        *(
            f"CREATE INDEX entry_{name} IF NOT EXISTS FOR (e:Entry) ON (e.{name})"
            for name in ("revision", "key", "source", "target")
        ),
        *(
            f"CREATE INDEX entity_{name} IF NOT EXISTS FOR (n:Entity) ON (n.{name})"
            for name in ("kind", "lat", "municipality", "_name")
        ),
        *(
            f"CREATE CONSTRAINT {name}_key IF NOT EXISTS FOR ()-[r:{type_}]-() REQUIRE r.key IS UNIQUE"
            for type_, name in TYPES.items()
        ),
        f"CREATE FULLTEXT INDEX entity_public IF NOT EXISTS FOR (n:Entity) ON EACH [n._public] {_FULL_TEXT}",
        f"CREATE FULLTEXT INDEX entity_staff IF NOT EXISTS FOR (n:Entity) ON EACH [n._public, n._private] {_FULL_TEXT}",
    ),
    2: ("CREATE CONSTRAINT memo_key IF NOT EXISTS FOR (m:Memo) REQUIRE (m.shelf, m.key) IS UNIQUE",),
}

MISPLACED = """
MATCH (n:Entity) WHERE n.municipality IS NOT NULL
MATCH (m:Entity {key: 'municipality:' + n.municipality})
WHERE NOT EXISTS { (n)-[:LOCATED_IN]->(m) }
RETURN n.key AS key ORDER BY key LIMIT 20
"""
