"""Zip archives that are the same bytes for the same content, whenever they are made."""

from __future__ import annotations

import zipfile

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can say."""


def member(name: str) -> zipfile.ZipInfo:
    """Return the entry of a file in an archive, compressed, without a time of its own."""
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
