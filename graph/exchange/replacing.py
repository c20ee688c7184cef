"""A file that appears whole or not at all: written beside its place, then renamed into it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.exchange.errors import NoFolder, NotAFile


@contextmanager
def replacing(file: Path) -> Iterator[BinaryIO]:
    """Yield a draft to write into; it takes the file's place when the block ends well.

    Raises
    ------
    NoFolder, NotAFile
        Before anything is written.
    """
    place = file.resolve()  # a link goes on being one
    if not place.parent.is_dir():
        raise NoFolder(file)
    if place.exists() and not place.is_file():  # a device would be replaced by a file of its name
        raise NotAFile(file)
    draft = place.with_name(f".{place.name[:200]}.{os.getpid()}")
    try:
        with draft.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
