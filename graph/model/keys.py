"""Our keys: stable names of nodes and ties, made from a register's code or from what identifies a thing."""

from __future__ import annotations

import hashlib
import unicodedata

from graph.model.ties import TIES


def exact(text: str) -> str:
    """Return a text as identity sees it: NFC, trimmed, nothing else changed."""
    return unicodedata.normalize("NFC", text).strip()


def from_code(prefix: str, code: str) -> str:
    """Return the key of a thing that a register gives a code: `school:BGIC80100X`, `body:80051890152`."""
    return f"{prefix}:{exact(code)}"


def generated(prefix: str, *identity: str) -> str:
    """Return a key made from what identifies a thing without a code.

    The same identity always gives the same key, so that loading a list twice meets itself; later
    edits of the name do not change the key.

    Parameters
    ----------
    prefix
        `Kind.key_prefix`.
    identity
        For example name and ISTAT code of an association, or name and date of an event.
    """
    digest = hashlib.blake2b("\x1f".join(exact(part) for part in identity).encode(), digest_size=8)
    return f"{prefix}:{digest.hexdigest()}"


def municipality(istat: str) -> str:
    """Return the key of a municipality from its six-character ISTAT code."""
    return f"municipality:{istat}"


def tie_ends(type_: str, source: str, target: str) -> tuple[str, str]:
    """Return the ends in the order they are stored: a symmetric tie has its smaller key first."""
    if TIES[type_].symmetric and target < source:
        return target, source
    return source, target


def tie(type_: str, source: str, target: str) -> str:
    """Return the key of the one tie of a type between two nodes; ends in any order when symmetric."""
    first, second = tie_ends(type_, source, target)
    digest = hashlib.blake2b(f"{first}\x1f{second}".encode(), digest_size=8).hexdigest()
    return f"{type_}:{digest}"
