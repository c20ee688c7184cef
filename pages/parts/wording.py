"""The words of the screens, in Italian and English: gettext catalogues under `locale/`.

Message ids are English. What kinds, ties and properties are called is not here: `graph.model` says it.
`python -m pages.parts.wording --check` tells what is missing, `--update` adds it to the catalogues to be filled in.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages import Catalog, pofile

from graph.model.label import Label, Language

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
LANGUAGES: Final[tuple[Language, ...]] = ("it", "en")
_KEY = "_language"
_fixed: ContextVar[Language | None] = ContextVar("language", default=None)


def language() -> Language:
    """Return the reader's language: Italian unless the session has chosen English."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    from streamlit.runtime.scriptrunner import get_script_run_ctx  # deferred: the check needs no Streamlit

    if get_script_run_ctx(suppress_warning=True) is None:
        return "it"
    import streamlit as st

    return "en" if st.session_state.get(_KEY) == "en" else "it"


def choose(chosen: Language) -> None:
    """Set the language of this session."""
    import streamlit as st  # deferred: the check needs no Streamlit

    st.session_state[_KEY] = chosen


@contextmanager
def in_language(chosen: Language) -> Iterator[None]:
    """Speak one language within a block, whatever the session says."""
    token = _fixed.set(chosen)
    try:
        yield
    finally:
        _fixed.reset(token)


def catalogue_file(chosen: Language) -> Path:
    """Return where the catalogue of a language is."""
    return LOCALE / chosen / "LC_MESSAGES" / "intreccio.po"


def read_catalogue(chosen: Language) -> Catalog:
    """Read the catalogue of a language."""
    with catalogue_file(chosen).open("rb") as file:
        return pofile.read_po(file, locale=chosen)


@cache
def _messages(chosen: Language) -> dict[str, tuple[str, ...]]:
    messages: dict[str, tuple[str, ...]] = {}
    for message in read_catalogue(chosen):
        if message.id:
            msgid = message.id if isinstance(message.id, str) else message.id[0]
            texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            messages[msgid] = texts
    return messages


def _(msgid: str, **values: object) -> str:
    """Return a message in the reader's language, its `{names}` filled in."""
    text = (_messages(language()).get(msgid) or ("",))[0] or msgid
    return text.format(**values) if values else text


def n_(one: str, many: str, number: int, **values: object) -> str:
    """Return the message for one or for many; `{n}` is the number in the reader's form."""
    from pages.parts.formats import integer  # deferred: formats speaks the reader's language itself

    texts = _messages(language()).get(one, ())
    index = 0 if number == 1 else 1
    text = (texts[index] if len(texts) > index else "") or (one, many)[index]
    return text.format(n=integer(number), **values)


def lookup(msgid: str) -> str:
    """Return a message whose id is not written where it is asked for (a screen's title, declared once as `N_`)."""
    return (_messages(language()).get(msgid) or ("",))[0] or msgid


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark a text as a message id without looking it up."""
    return msgid


def say(label: Label) -> str:
    """Return a label of the model in the reader's language."""
    return label.in_language(language())


# ---- completeness -------------------------------------------------------------------------------


def _calls(file: Path) -> Iterator[tuple[str, str | None]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "n_", "N_"):
            words = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if not words or (node.func.id == "n_" and len(words) < 2):
                raise SyntaxError(f"{file}:{node.lineno}: {node.func.id}() needs its text written out")
            yield words[0], words[1] if node.func.id == "n_" else None


def used(root: Path = ROOT) -> dict[str, str | None]:
    """Return every message id in the code of the screens, with its plural if it has one."""
    files = [root / "app.py", *sorted((root / "pages").rglob("*.py"))]
    return dict(pair for file in files if file.exists() for pair in _calls(file))


def missing(chosen: Language) -> list[str]:
    """Return what is wrong with a catalogue, one line each: untranslated, fuzzy, unused."""
    catalogue, wanted = read_catalogue(chosen), used()
    problems = []
    for msgid, plural in wanted.items():
        message = catalogue.get(msgid)
        texts = () if message is None else (message.string,) if isinstance(message.string, str) else message.string
        if not texts or not all(texts) or (plural is not None and len(texts) < 2):
            problems.append(f"{chosen}: not translated: {msgid!r}")
        elif message is not None and message.fuzzy:
            problems.append(f"{chosen}: fuzzy: {msgid!r}")
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id}
    return problems + [f"{chosen}: no longer used: {msgid!r}" for msgid in sorted(known - wanted.keys())]


def update(chosen: Language) -> int:
    """Rewrite a catalogue with exactly the ids in use; English repeats the id. Return how many were added."""
    file, wanted = catalogue_file(chosen), used()
    old = read_catalogue(chosen) if file.exists() else Catalog(locale=chosen)
    made = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed one: the same words give the same file
    new = Catalog(
        locale=chosen,
        project="Intreccio",
        charset="utf-8",
        header_comment="# Words of the screens.",
        creation_date=made,
    )
    added = 0
    for msgid in sorted(wanted):
        plural = wanted[msgid]
        message = old.get(msgid)
        added += message is None
        empty = "" if plural is None else ("", "")
        fill = empty if chosen != "en" else msgid if plural is None else (msgid, plural)
        text = message.string if message is not None and message.string and all(message.string) else fill
        if isinstance(text, str) != (plural is None):
            text = fill
        new.add(msgid if plural is None else (msgid, plural), text)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        pofile.write_po(out, new, omit_header=False, width=120)
    return added


def main(argv: list[str] | None = None) -> int:
    """Run the check or the update."""
    parser = argparse.ArgumentParser(prog="python -m pages.parts.wording", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args(argv)
    if arguments.update:
        for chosen in LANGUAGES:
            sys.stdout.write(f"{chosen}: {update(chosen)} added\n")
    problems = [line for chosen in LANGUAGES for line in missing(chosen)]
    sys.stdout.write("".join(f"{line}\n" for line in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
