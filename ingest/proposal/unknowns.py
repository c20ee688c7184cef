"""Values of a file that a closed list does not have, each once, for a person to say what is meant by them."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from graph.model.folding import folded
from graph.model.schema import ValueType
from ingest.cleaning.texts import repaired
from ingest.cleaning.values import cleaned
from ingest.given import Given
from ingest.open_file import open_file
from ingest.sources.source import Source

CLOSED = frozenset({ValueType.COUNTRY, ValueType.LANGUAGE, ValueType.TOPIC, ValueType.CHOICE})
MOST = 200
"""Values of a column that a person is asked about at most, the commonest first."""


def unknown_values(path: Path, source: Source, given: Given) -> dict[str, list[tuple[str, int]]]:
    """Return by column the values that cannot be read, with the number of their rows, the commonest first.

    What the mapping says of a value already makes no difference: it can be said otherwise.

    Raises
    ------
    IngestError
    """
    closed = {c.name: c.property for c in source.columns if c.property is not None and c.property.type in CLOSED}
    met: dict[str, Counter[str]] = {name: Counter() for name in closed}
    called: dict[str, str] = {}
    with ExitStack() as stack:
        file = open_file(path, [path], source, given, stack)
        for number, record in enumerate(file.table, start=1):
            values = file.row(record, number).values
            for name in closed.keys() & values.keys():
                found = cleaned(closed[name], repaired(values[name]), given.separators.get(name, ()))
                for bad in found.bad:
                    met[name][called.setdefault(folded(bad), bad)] += 1
    return {name: sorted(c.items(), key=lambda v: (-v[1], v[0]))[:MOST] for name, c in met.items() if c}
