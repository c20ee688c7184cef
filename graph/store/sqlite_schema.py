"""Tables of the SQLite backend, as steps from each schema version to the next."""

from __future__ import annotations

import sqlite3

APPLICATION = 0x1A7EC100  # marks a file as ours (PRAGMA application_id)

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        """CREATE TABLE node (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
            properties TEXT NOT NULL, evidence TEXT NOT NULL, former TEXT NOT NULL, revision INTEGER NOT NULL,
            candidate INTEGER NOT NULL, lat REAL, lon REAL)""",
        "CREATE INDEX node_kind ON node (kind)",
        "CREATE INDEX node_name ON node (name)",
        "CREATE INDEX node_point ON node (lat, lon) WHERE lat IS NOT NULL AND lon IS NOT NULL",
        "CREATE TABLE former (key TEXT PRIMARY KEY, leads_to TEXT NOT NULL) WITHOUT ROWID",
        "CREATE INDEX former_leads_to ON former (leads_to)",
        """CREATE TABLE tie (
            key TEXT PRIMARY KEY, type TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
            properties TEXT NOT NULL, evidence TEXT NOT NULL, revision INTEGER NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX tie_type ON tie (type)",
        "CREATE INDEX tie_source ON tie (source)",
        "CREATE INDEX tie_target ON tie (target)",
        """CREATE TABLE revision (
            number INTEGER PRIMARY KEY, author TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL,
            at TEXT NOT NULL, details TEXT NOT NULL, changed INTEGER NOT NULL)""",
        """CREATE TABLE entry (
            number INTEGER PRIMARY KEY, revision INTEGER NOT NULL, key TEXT NOT NULL, source TEXT, target TEXT,
            before TEXT, after TEXT)""",
        "CREATE INDEX entry_revision ON entry (revision)",
        "CREATE INDEX entry_key ON entry (key)",
        "CREATE INDEX entry_source ON entry (source) WHERE source IS NOT NULL",
        "CREATE INDEX entry_target ON entry (target) WHERE target IS NOT NULL",
        """CREATE VIRTUAL TABLE search
            USING fts5(public, private, detail=column, tokenize='unicode61 remove_diacritics 0')""",
    ),
    2: ("CREATE TABLE memo (shelf TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (shelf, key))",),
}


def version(connection: sqlite3.Connection) -> int | None:
    """Return the schema version of a file; 0 for an empty one, None for a database that is not ours."""
    number = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if application == APPLICATION:
        return number
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return 0 if tables == 0 and number == 0 and application == 0 else None


def migrate(connection: sqlite3.Connection, to: int) -> None:
    """Bring a file up to a version, inside the caller's transaction."""
    found = version(connection) or 0
    for step in range(found + 1, to + 1):
        for statement in STEPS[step]:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {int(to)}")
