"""A body's fiscal code as a register's cell has it: eleven digits, a leading zero lost, or a person's."""

from __future__ import annotations

import re

from graph.model import Label
from graph.model.properties import FISCAL_CODE
from graph.model.values import InvalidValue, parse_text
from ingest.sources.source import Problem

_PERSONAL = re.compile(r"(?i)\b[a-z]{6}[0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{3}[a-z]\b")


def without_persons(text: str) -> str:
    """Return a text without the fiscal codes of persons in it."""
    return _PERSONAL.sub("", text)


def body_code(cell: str) -> str | Problem:
    """Return the eleven digits of a body's fiscal code; empty where there is none or it is a person's.

    A person's code is personal data: it is neither stored nor repeated in a message.
    """
    text = cell.strip()
    if not text or without_persons(text) == "":
        return ""
    try:
        return str(parse_text(FISCAL_CODE, text))
    except InvalidValue as error:
        return Problem("code", without_persons(text), error.problem, error.remedy)


NO_NAME = Problem(
    "name",
    "",
    Label("denominazione mancante", "no name"),
    Label("Scrivere la denominazione dell'ente", "Write the body's name"),
)
