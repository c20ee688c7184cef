"""A whole store as a stream of documents: backups in one file, copies from one backend to another.

The file is gzip, one JSON document a line, the same from every backend; its last line has the checksum.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import hashlib
import itertools
import json
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.model import KINDS
from graph.model.ties import TIES
from graph.store import checking, documents, sqlite
from graph.store.backend import SCHEMA, Part, Reader, Writer
from graph.store.changes import Entry, Revision
from graph.store.desk import indexed
from graph.store.erasing import SHELVES
from graph.store.errors import BrokenBackup, NewerSchema
from graph.store.records import Node, Tie

FORMAT = 1
_BATCH = 2_000
Document = dict[str, Any]


def read(reader: Reader) -> Iterator[Document]:
    """Yield everything a store holds, municipalities and history included, in a fixed order."""
    yield from ({"node": documents.plain(node)} for node in reader.nodes(None, None))
    yield from ({"tie": documents.plain(tie)} for tie in reader.ties(None, None))
    for line in reader.lines():
        entry = line.entry
        before, after = (None if r is None else documents.plain(r) for r in (entry.before, entry.after))
        yield {"entry": {"revision": entry.revision, "key": entry.key, "before": before, "after": after}}
    for revision in reversed(reader.revisions(None)):
        yield {"revision": asdict(revision)}
    for shelf in SHELVES:
        yield from ({"memo": [shelf, key, value]} for key, value in reader.memos(shelf))


def parts(stream: Iterable[Document], progress: Callable[[int], None] | None = None) -> Iterator[Part]:
    """Yield what puts into a store, a few thousand documents at a time, what `read` yields."""
    done = 0
    for sort, group in itertools.groupby(stream, key=lambda document: next(iter(document))):
        while batch := [next(iter(document.values())) for document in itertools.islice(group, _BATCH)]:
            yield functools.partial(_put, sort=sort, batch=batch)
            done += len(batch)
            if progress:
                progress(done)


def _put(writer: Writer, *, sort: str, batch: list[Any]) -> None:
    if sort == "node":
        writer.put_nodes([indexed(r) for p in batch if isinstance(r := documents.record(p), Node)])
    elif sort == "tie":
        writer.put_ties([r for p in batch if isinstance(r := documents.record(p), Tie)])
    elif sort == "entry":
        writer.add_entries([_entry(p) for p in batch])
    elif sort == "revision":
        writer.put_revisions([Revision(**p) for p in batch])
    elif sort == "memo":
        for shelf, key, value in batch:
            writer.put_memos(shelf, [(key, value)])


def _entry(plain: Document) -> Entry:
    before, after = (None if plain[end] is None else documents.record(plain[end]) for end in ("before", "after"))
    return Entry(plain["revision"], plain["key"], before, after)


def save(reader: Reader, file: Path, at: str) -> int:
    """Write a store into one file; the file appears whole or not at all. Return its number of documents."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    digest, count = hashlib.sha256(), 0
    try:
        with draft.open("wb") as raw:
            with gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as out:
                head: Document = {"intreccio": FORMAT, "schema": SCHEMA, "revision": reader.revision(), "at": at}
                for document in itertools.chain([head], read(reader)):
                    line = documents.dumps(document).encode() + b"\n"
                    digest.update(line)
                    out.write(line)
                    count += 1
                out.write(documents.dumps({"end": {"lines": count, "sha256": digest.hexdigest()}}).encode() + b"\n")
            raw.flush()
            os.fsync(raw.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return count - 1


def verify(file: Path) -> Mapping[str, int]:
    """Read a backup through and return how many documents of each sort it has.

    Raises
    ------
    BrokenBackup, NewerSchema
        Nothing of it can be used then.
    """
    digest, count, last, held = hashlib.sha256(), 0, Document(), Counter[str]()
    for line in _lines(file):
        if "end" in last:
            raise BrokenBackup(file.name, "continua dopo la fine")
        last = _document(file, line)
        if count == 0:
            _check_head(file, last)
        if "end" not in last:
            digest.update(line)
            _check_known(file, last)
            held[next(iter(last))] += 1
            count += 1
    if last.get("end") != {"lines": count, "sha256": digest.hexdigest()}:
        cause = "il contenuto è stato alterato" if "end" in last else "il file è incompleto"
        raise BrokenBackup(file.name, cause)
    return held


def stored(file: Path) -> Iterator[Document]:
    """Yield the documents of a verified backup."""
    for line in _lines(file):
        document = json.loads(line)
        if "end" not in document and "intreccio" not in document:
            yield document


@contextlib.contextmanager
def opened(file: Path) -> Iterator[Reader]:
    """Yield what a backup holds, read and checked throughout before anything is done with it.

    Raises
    ------
    BrokenBackup, NewerSchema
    """
    held = verify(file)
    with sqlite.in_memory() as stage:
        for part in parts(stored(file)):
            part(stage)
        nodes, ties = stage.counts()
        if [sum(nodes.values()), sum(ties.values())] != [held.get("node", 0), held.get("tie", 0)]:
            raise BrokenBackup(file.name, "contiene schede o legami doppi")
        found = checking.problems(stage)
        if found:
            raise BrokenBackup(file.name, found[0].rstrip("."))
        yield stage


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with gzip.open(file, "rb") as lines:
            yield from lines
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        empty = isinstance(error, EOFError)
        raise BrokenBackup(file.name, "il file è incompleto" if empty else "il file non è una copia") from error


def _document(file: Path, line: bytes) -> Document:
    try:
        document = json.loads(line)
    except ValueError as error:
        raise BrokenBackup(file.name, "il contenuto non è leggibile") from error
    if not isinstance(document, dict) or not document:
        raise BrokenBackup(file.name, "il contenuto non è quello di una copia")
    return document


def _check_head(file: Path, head: Document) -> None:
    if head.get("intreccio") is None:
        raise BrokenBackup(file.name, "il file non è una copia di Intreccio")
    if type(head["intreccio"]) is not int or type(head.get("schema", 0)) is not int:
        raise BrokenBackup(file.name, "il contenuto non è quello di una copia")
    if head["intreccio"] != FORMAT or head.get("schema", 0) > SCHEMA:
        raise NewerSchema(head.get("schema", 0), SCHEMA)


def _check_known(file: Path, document: Document) -> None:
    """Refuse what the rest of the product could not even look at."""
    (sort, plain), *more = document.items()
    try:
        documents.dumps(document).encode()
        if sort in ("node", "tie") and not more:
            known = _known(documents.record(plain))
        elif sort == "entry":
            entry = _entry(plain)
            known = all(_known(r) for r in (entry.before, entry.after) if r is not None)
        elif sort == "revision":
            known = Revision(**plain).number > 0
        else:
            known = sort == "intreccio" or (sort == "memo" and plain[0] in SHELVES)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise BrokenBackup(file.name, "il contenuto non è quello di una copia") from error
    if not known:
        raise BrokenBackup(file.name, "contiene ciò che questa versione non conosce")


def _known(record: Node | Tie) -> bool:
    """Tell whether a record is of a kind that the model has, with values that every backend can hold."""
    kind = record.kind in KINDS if isinstance(record, Node) else record.type in TIES
    return kind and all(_plain(v) for v in record.properties.values())


def _plain(value: object) -> bool:
    if isinstance(value, tuple):
        return len({type(v) for v in value}) <= 1 and all(_plain(v) and not isinstance(v, tuple) for v in value)
    return isinstance(value, (str, float)) or (isinstance(value, int) and abs(value) < 2**63)
