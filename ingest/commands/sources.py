"""`ingest sources`: what can be loaded, with columns, licence and official address."""

from __future__ import annotations

import argparse
import csv
import json
import sys

from graph.commandline import format_argument
from ingest.sources.source import Column, Source


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    format_argument(parser, "json")


def run(arguments: argparse.Namespace) -> int:
    """List every source."""
    from ingest.sources.registry import sources  # every source with what it imports: `--help` does not need them

    if arguments.format == "json":
        json.dump([_described(source) for source in sources()], sys.stdout, ensure_ascii=False)
        print()
        return 0
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("name", "label", "columns", "licence", "address", "stable", "takes_files"))
    for source in sources():
        columns = "; ".join(column.label.it + ("*" if column.required else "") for column in source.columns)
        writer.writerow(
            (
                source.name,
                source.label.it,
                columns,
                source.licence,
                source.address,
                int(source.stable),
                int(source.takes_files),
            )
        )
    return 0


def _described(source: Source) -> dict[str, object]:
    return {
        "name": source.name,
        "label": source.label.it,
        "label_en": source.label.en,
        "columns": [_column(column) for column in source.columns],
        "licence": source.licence,
        "address": source.address,
        "stable": source.stable,
        "takes_files": source.takes_files,
    }


def _column(column: Column) -> dict[str, object]:
    headings = dict.fromkeys((column.label.it, column.label.en, column.name, *column.headings))
    return {
        "name": column.name,
        "label": column.label.it,
        "headings": list(headings),
        "required": column.required,
        "many": column.many,
        "help": column.help.it if column.help else "",
    }
