"""The model written out as a document, `docs/model.md`: `python -m graph.model.reference [--check]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from graph.model import KINDS, TIES, Kind, Property, TieType, ValueType, taxonomies

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "model.md"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(headings) + " |"
    yield "| " + " | ".join("---" for _ in headings) + " |"
    for row in rows:
        yield "| " + " | ".join(map(_cell, row)) + " |"
    yield ""


def _rules(property_: Property) -> str:
    marks: Mapping[str, bool] = {
        "required": property_.required,
        "several": property_.many,
        "**private**": property_.private,
        "matching key": property_.matching,
        "searched": property_.searchable,
    }
    return ", ".join(mark for mark, holds in marks.items() if holds)


def _values(property_: Property) -> str:
    if property_.type is ValueType.CHOICE:
        return ", ".join(f"`{c.value}` {c.label.it}" for c in property_.choices)
    return property_.type.value.replace("_", " ")


def _properties(properties: Iterable[Property]) -> Iterator[str]:
    rows = ((f"`{p.name}`", p.label.it, p.label.en, _values(p), _rules(p)) for p in properties)
    yield from _table(("property", "Italian", "English", "values", "rules"), rows)


def _kind(kind: Kind) -> Iterator[str]:
    marks = {
        "actor": kind.actor,
        "candidate or mapped": kind.body,
        "private: staff only": kind.private,
        "reference data": kind.reference,
    }
    yield f"### `{kind.name}` · {kind.label.it}, {kind.label.en}"
    yield ""
    said = ", ".join(mark for mark, holds in marks.items() if holds)
    yield f"Keys begin with `{kind.key_prefix}:`. {said[:1].upper() + said[1:] + '.' if said else ''}".rstrip()
    yield ""
    yield from _properties(kind.properties)


def _tie(type_: TieType) -> Iterator[str]:
    yield f"### `{type_.name}` · {type_.label.it}, {type_.label.en}"
    yield ""
    arrow = "–" if type_.symmetric else "→"
    mapped = "" if type_.maps else " Does not make its ends mapped."
    yield f"{', '.join(sorted(type_.sources))} {arrow} {', '.join(sorted(type_.targets))}.{mapped}"
    yield ""
    yield from _properties(type_.properties)


def document() -> str:
    """Return the whole reference as Markdown."""
    lines = [
        "# The model",
        "",
        "Written by `python -m graph.model.reference` from `graph/model`: do not edit by hand.",
        "",
        "## Kinds",
        "",
        *(line for kind in KINDS.values() for line in _kind(kind)),
        "## Ties",
        "",
        "`located_in` is the `municipality` property of a node; a Neo4j store also draws it as a relationship.",
        "Every node and tie carries its evidence: source, reference, date retrieved.",
        "",
        *(line for type_ in TIES.values() for line in _tie(type_)),
        "## Topics",
        "",
        *_table(
            ("topic", "Italian", "English", "also understood"),
            (
                (f"`{code}`", label.it, label.en, ", ".join(taxonomies.topics().synonyms[code]))
                for code, label in taxonomies.topics().labels.items()
            ),
        ),
        "Communities are ISO 3166-1 countries, languages BCP 47, named by Unicode CLDR in both languages;",
        "`data/taxonomies` adds demonyms and other wordings.",
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the document, or with `--check` tell whether it is up to date."""
    if "--check" not in arguments:
        DOCUMENT.write_text(document(), encoding="utf-8")
        return 0
    current = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    if current == document():
        return 0
    sys.stderr.write("docs/model.md is not up to date: run `make docs`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
