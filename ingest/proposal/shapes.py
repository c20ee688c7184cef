"""Mappings that people confirmed, kept beside the store, so that a file of the same headings asks for nothing again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import BadMapping
from ingest.given import Given
from ingest.mapping import OURS, squashed
from ingest.mapping_file import document, given
from ingest.places.register_file import place_file
from ingest.sources import registry


def folder(store: str) -> Path:
    """Return where the mappings of a store lie: `data/intreccio.db` has `data/intreccio.mappings`."""
    return place_file(store, "mappings").with_suffix("")


def shape(headings: Sequence[str]) -> str:
    """Return the fingerprint of a file's headings: the same for every file that has these, in this order.

    The rejects of a file are of its shape.
    """
    own = (squashed(heading) for heading in headings if heading not in OURS)
    return hashlib.blake2b("\x1f".join(own).encode(), digest_size=8).hexdigest()


def recalled(store: str, headings: Sequence[str], source: str = "") -> Given | None:
    """Return the mapping last confirmed for files of this shape, or None; a spoilt one counts as none.

    Parameters
    ----------
    source
        Only a mapping for this one; empty: any.
    """
    file = folder(store) / f"{shape(headings)}.json"
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        name = said["source"]
        return given(said, registry.source(name).columns, file.name) if source in ("", name) else None
    except (OSError, ValueError, KeyError, TypeError, BadMapping):
        return None


def remember(store: str, headings: Sequence[str], said: Given) -> None:
    """Keep a mapping for files of this shape; the sheet and the line of the headings are each file's own."""
    file = folder(store) / f"{shape(headings)}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(json.dumps(document(said, headings), ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(file)
