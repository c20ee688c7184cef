"""Under whose name changes are recorded: the name a person gave once, or else the account's."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

VARIABLE = "INTRECCIO_AUTHOR"
LONGEST = 80


def _file() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "intreccio" / "author.txt"


def given() -> str:
    """Return the name that was given for this account, empty if none was."""
    if name := os.environ.get(VARIABLE, "").strip():
        return name[:LONGEST]
    try:
        return _file().read_text(encoding="utf-8").strip()[:LONGEST]
    except (OSError, UnicodeDecodeError):
        return ""


def give(name: str) -> str:
    """Keep a name for this account; return it as it was kept.

    Raises
    ------
    OSError
        It cannot be written.
    """
    kept = " ".join(name.split())[:LONGEST]
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{kept}\n", encoding="utf-8")
    return kept


def author() -> str:
    """Return who is writing: the name given, else the account at the machine."""
    if name := given():
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for this user id, as in some containers
        return "sconosciuto"
