"""A mapping as a JSON file: read with every mistake named, written as it will be read. Described in `docs/fogli.md`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import get_args

from graph.model import Label
from graph.model.folding import folded
from ingest.errors import BadMapping
from ingest.given import Given, Meant, Otherwise
from ingest.mapping import Columns, squashed
from ingest.sources.source import Column

_OBJECTS = ("columns", "constants", "separators", "values", "otherwise")
_LISTS = ("towns", "optional")
_TEXTS = ("source", "sheet")
PARTS = ("source", "sheet", "header", "columns", "constants", "towns", "separators", "values", "otherwise", "optional")
"""What a mapping may say, in the order in which it is written."""
_OTHERWISE = get_args(Otherwise)


def read_given(path: Path, columns: Sequence[Column]) -> Given:
    """Read a mapping file. A column is named as `ingest sources` lists it, or by any of its headings.

    Raises
    ------
    BadMapping
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadMapping(path.name, Label("non è un file JSON leggibile", "not a readable JSON file")) from error
    return given(document, columns, path.name)


def given(document: object, columns: Sequence[Column], file: str) -> Given:
    """Return what a mapping document says.

    Parameters
    ----------
    file
        What messages call it.

    Raises
    ------
    BadMapping
    """
    return _Reading(file, columns).given(document)


class _Reading:
    def __init__(self, file: str, columns: Sequence[Column]) -> None:
        self._file, self._columns, self._known = file, columns, Columns(columns)

    def given(self, document: object) -> Given:
        if not isinstance(document, dict) or not document.keys() <= set(PARTS):
            names = ", ".join(f"«{part}»" for part in PARTS)
            raise self._bad(f"attese solo le voci {names}", f"only {names} expected")
        for name, kind, it in ((_OBJECTS, dict, "un oggetto"), (_LISTS, list, "un elenco"), (_TEXTS, str, "un testo")):
            for part in name:
                if part in document and not isinstance(document[part], kind):
                    raise self._bad(f"la voce «{part}» deve essere {it}", f"“{part}” must be a {kind.__name__}")
        header = document.get("header")
        if header is not None and (not isinstance(header, int) or isinstance(header, bool) or header < 0):
            raise self._bad("«header» è il numero di una riga", "“header” is the number of a row")
        return Given(
            {squashed(h): None if n is None else self._column(n) for h, n in document.get("columns", {}).items()},
            {self._column(n): str(v) for n, v in document.get("constants", {}).items()},
            document.get("source", ""),
            document.get("sheet", ""),
            header,
            tuple(squashed(str(heading)) for heading in document.get("towns", ())),
            {self._column(n): self._signs(signs) for n, signs in document.get("separators", {}).items()},
            {self._column(n): self._meanings(m) for n, m in document.get("values", {}).items()},
            {self._column(n): self._policy(p) for n, p in document.get("otherwise", {}).items()},
            frozenset(self._column(name) for name in document.get("optional", ())),
        )

    def _column(self, text: object) -> str:
        found = self._known.named(str(text))
        if found is None:
            names = ", ".join(c.name for c in self._columns)
            raise self._bad(f"la colonna «{text}» non esiste (colonne: {names})", f"no column “{text}” ({names})")
        return found.name

    def _signs(self, signs: object) -> tuple[str, ...]:
        listed = [signs] if isinstance(signs, str) else signs
        if not isinstance(listed, list) or not all(isinstance(sign, str) and sign for sign in listed):
            raise self._bad("in «separators» servono uno o più segni", "“separators” needs one or more signs")
        return tuple(listed)

    def _meanings(self, meanings: object) -> dict[str, Meant]:
        if not isinstance(meanings, dict) or not all(
            value is None or value is False or isinstance(value, str) for value in meanings.values()
        ):
            raise self._bad(
                "in «values» un valore diventa un testo, null (ignorarlo) o false (scartare la riga)",
                "in “values” a value becomes a text, null (ignore it) or false (reject the row)",
            )
        return {folded(str(text)): value for text, value in meanings.items()}

    def _policy(self, policy: object) -> Otherwise:
        for known in _OTHERWISE:
            if policy == known:
                return known  # type: ignore[no-any-return]
        listed = ", ".join(_OTHERWISE)
        raise self._bad(f"in «otherwise» si può scrivere: {listed}", f"“otherwise” is one of: {listed}")

    def _bad(self, it: str, en: str) -> BadMapping:
        return BadMapping(self._file, Label(it, en))


def document(said: Given, headings: Iterable[str] = ()) -> dict[str, object]:
    """Return a mapping as the document that `given` reads; what says nothing is left out.

    Parameters
    ----------
    headings
        Of the file, to write them as it does.
    """
    written = {squashed(heading): heading for heading in headings}
    parts: Mapping[str, object] = {
        "source": said.source,
        "sheet": said.sheet,
        "header": said.header,
        "columns": {written.get(heading, heading): name for heading, name in said.columns.items()},
        "constants": dict(said.constants),
        "towns": [written.get(heading, heading) for heading in said.towns],
        "separators": {name: list(signs) for name, signs in said.separators.items()},
        "values": {name: dict(meanings) for name, meanings in said.values.items() if meanings},
        "otherwise": dict(said.otherwise),
        "optional": sorted(said.optional),
    }
    return {name: part for name, part in parts.items() if part or (name == "header" and part is not None)}
