"""Every source by its name; its module is imported only when it is asked for.

A new register is one file here whose module has a `SOURCE`, and one line below.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import cast

from ingest.errors import UnknownSource
from ingest.sources.source import Source

MODULES = {
    "labimpact": "labimpact",
    "sample": "sample",
    "mim-schools": "schools",
    "five-per-mille": "five_per_mille",
    "runts": "runts",
    "istat-residents": "residents",
    "citizenship": "citizenship",
    "istat-abolished": "abolished",
    "districts": "districts",
    "anncsu": "anncsu",
    "associations": "associations",
    "services": "services",
    "events": "events",
    "ical": "ical",
    "participation": "participation",
    "collaborations": "collaborations",
    "contacts": "contacts",
}
"""Name in the command line → module of `ingest.sources`."""


def source(name: str) -> Source:
    """Return a source.

    Raises
    ------
    UnknownSource
    """
    if name not in MODULES:
        raise UnknownSource(name, tuple(MODULES))
    return cast(Source, importlib.import_module(f"ingest.sources.{MODULES[name]}").SOURCE)


def sources() -> Iterator[Source]:
    """Return every source, in the order in which they are listed."""
    return (source(name) for name in MODULES)
