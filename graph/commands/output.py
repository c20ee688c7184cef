"""How the commands of `python -m graph` print data: one JSON document, or CSV with a heading."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from graph.exchange.columns import neutral

Cell = str | int | float | bool | None


def print_json(document: object) -> None:
    """Print one JSON document and nothing else."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Print rows under their heading: n/a empty, yes and no as 1 and 0, anything nested as JSON."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)


def print_rows(format_: str, columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows as a JSON list or as CSV."""
    if format_ == "csv":
        print_csv(columns, rows)
    else:
        print_json([dict(row) for row in rows])


def print_facts(format_: str, facts: Mapping[str, object]) -> None:
    """Print facts about one thing as a JSON object, or as CSV rows of `what, value` (`nodes.school`)."""
    if format_ == "csv":
        print_csv(("what", "value"), ({"what": name, "value": value} for name, value in _flat(facts)))
    else:
        print_json(dict(facts))


def cell(value: object) -> Cell:
    """Return what stands in one CSV cell; a text that a spreadsheet would run as a formula is quoted."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return neutral(text)


def _flat(facts: Mapping[str, object], before: str = "") -> Iterable[tuple[str, object]]:
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value
