"""Loading a source from a screen: file or download, a dry run first, then for real; rejected rows to take away."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import streamlit as st

from graph.errors import GraphError
from graph.store.opening import ROOT
from ingest.loading import LoadResult, load
from ingest.sources.source import Source
from pages.parts import graph_view
from pages.parts.formats import decimal, integer
from pages.parts.roles import author
from pages.parts.wording import _, language, n_, say
from pages.parts.writing import writing

REJECTS = ROOT / "data" / "rejects"
TYPES = ("csv", "tsv", "txt", "xlsx", "xls", "ods", "zip", "json", "ics")


@dataclass
class Prepared:
    """Files ready to be loaded, and what a dry run said of them."""

    files: tuple[Path, ...]
    folder: tempfile.TemporaryDirectory[str] | None
    result: LoadResult


def rejects_file(source: str) -> Path:
    """Return where the rejected rows of the last load of a source are kept."""
    return REJECTS / f"{source}.csv"


def dialog(source: Source, fetch: bool = False) -> None:
    """Open the dialog that loads a source.

    Parameters
    ----------
    fetch
        Start by downloading the official file.
    """
    st.session_state.pop(_state(source), None)
    st.session_state["loading_fetch"] = fetch
    st.dialog(say(source.label), width="large")(_steps)(source)


def _state(source: Source) -> str:
    return f"prepared_{source.name}"


def _steps(source: Source) -> None:
    prepared: Prepared | None = st.session_state.get(_state(source))
    if prepared is None:
        prepared = _prepare(source)
        if prepared is None:
            return
        st.session_state[_state(source)] = prepared
    tell(prepared.result)
    changed = prepared.result.created + prepared.result.updated
    if not changed:
        st.info(_nothing_new(prepared.result))
        return
    if st.button(_("Load now"), key="load_now", type="primary"):
        _for_real(source, prepared)


def _nothing_new(result: LoadResult) -> str:
    if result.rejected and not result.unchanged:
        return n_("{n} row is to be corrected.", "{n} rows are to be corrected.", result.rejected)
    if result.rejected:
        return n_(
            "The good rows are there already; {n} row remains to be corrected.",
            "The good rows are there already; {n} rows remain to be corrected.",
            result.rejected,
        )
    return _("Nothing would change: all of it is there already.")


def _prepare(source: Source) -> Prepared | None:
    """Get the files and try them; None until there are any, or when they cannot be taken."""
    if not source.takes_files:
        return _tried(source, (), None)
    if st.session_state.pop("loading_fetch", False):
        return _fetched(source)
    given = st.file_uploader(
        _("File"), type=list(TYPES), accept_multiple_files=True, key=f"upload_{source.name}", help=_columns(source)
    )
    if not given:
        st.caption(_("CSV, Excel or ODS, in any encoding; columns in any order. Nothing is loaded before you confirm."))
        return None
    folder = tempfile.TemporaryDirectory(prefix="intreccio-")
    files = []
    for number, file in enumerate(given):
        place = Path(folder.name) / str(number) / plain(file.name)
        place.parent.mkdir()
        with place.open("wb") as out:
            shutil.copyfileobj(file, out)
        files.append(place)
    return _tried(source, files, folder)


def plain(name: str) -> str:
    """Return an uploaded file's name as a name and nothing else."""
    return re.sub(r"[\x00-\x1f/\\]", "_", name).lstrip(".")[-120:] or "file"


def unmarked(text: str) -> str:
    """Return a text that Markdown shows as it is written."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~:$<>])", r"\\\1", text)


def _columns(source: Source) -> str:
    needed = ", ".join(say(c.label) for c in source.columns if c.required)
    return _("Needed columns: {names}", names=needed) if needed else ""


def _fetched(source: Source) -> Prepared | None:
    from ingest.download import Fetching, download, remotes_of  # deferred: only this step reaches for the network

    folder = tempfile.TemporaryDirectory(prefix="intreccio-")
    today = date.today()
    cut = any(remote.select for remote in remotes_of(source, today))
    bar = st.progress(0.0, text=_("Downloading the official file…"))

    def moved(_address: str, done: int, total: int | None) -> None:
        bar.progress(min(done / total, 1.0) if total else 0.0, text=_("{n} MB", n=decimal(done / 1e6, 1)))

    try:
        fetched = download(
            source,
            Path(folder.name),
            today=today,
            fetching=Fetching(base=os.environ.get("INTRECCIO_DOWNLOADS", ""), progress=moved),
            municipalities=_mapped_municipalities() if cut else frozenset(),
        )
    except (GraphError, OSError) as error:
        _refused(error)
        return None
    finally:
        bar.empty()
    return _tried(source, [one.path for one in fetched], folder)


def _mapped_municipalities() -> frozenset[str]:
    """Return the municipalities that the map speaks of: a register of every street is cut to them."""
    graph = graph_view.current("staff")
    return frozenset(
        node.text("municipality")
        for node in graph.nodes.values()
        if node.text("municipality") and not graph.is_candidate(node)
    )


def _tried(source: Source, files: Sequence[Path], folder: tempfile.TemporaryDirectory[str] | None) -> Prepared | None:
    result = _run(source, files, dry_run=True)
    return Prepared(tuple(files), folder, result) if result else None


def _for_real(source: Source, prepared: Prepared) -> None:
    REJECTS.mkdir(parents=True, exist_ok=True)
    result = _run(source, prepared.files, dry_run=False)
    if result is None:
        return
    if not result.rejected:
        rejects_file(source.name).unlink(missing_ok=True)
    st.session_state.pop(_state(source), None)
    st.session_state["loaded"] = f"{say(source.label)}: {summary(result)}"
    st.rerun()


def _run(source: Source, files: Sequence[Path], dry_run: bool) -> LoadResult | None:
    """Load, showing how far it is; a refusal becomes one message."""
    bar = st.empty()

    def progress(rows: int) -> None:
        bar.caption(n_("{n} row read", "{n} rows read", rows))

    try:
        with writing() as store:
            return load(
                store,
                source,
                files,
                author=author(),
                now=datetime.now().astimezone(),
                dry_run=dry_run,
                rejects=None if dry_run or not files else rejects_file(source.name),
                progress=progress,
            )
    except (GraphError, OSError) as error:
        _refused(error)
        return None
    finally:
        bar.empty()


def _refused(error: GraphError | OSError) -> None:
    if isinstance(error, GraphError):
        st.error(error.italian(), icon=":material/error:")
    else:
        st.error(_("The file cannot be read or written: {why}. Nothing was changed.", why=str(error.strerror or error)))


def summary(result: LoadResult) -> str:
    """Say a load in one line."""
    parts = [
        n_("{n} row read", "{n} rows read", result.read),
        n_("{n} new", "{n} new", result.created),
        n_("{n} updated", "{n} updated", result.updated),
        n_("{n} unchanged", "{n} unchanged", result.unchanged),
        n_("{n} rejected", "{n} rejected", result.rejected),
    ]
    return ", ".join(parts)


def told(problem: str, english: Mapping[str, str]) -> str:
    """Return the wording of a problem in the reader's language; of an old load only the Italian is known."""
    return english.get(problem, problem) if language() == "en" else problem


def tell(result: LoadResult) -> None:
    """Show what a dry run found: figures, problems with their remedy, remarks."""
    st.markdown(f"**{_('What would happen')}**: {summary(result)}.")
    for problem, rows in list(result.problems.items())[:8]:
        st.text(f"· {told(problem, result.english)}: {integer(rows)}")
    for rejected in result.rejects[:3]:
        st.text(rejected.told(language()))
    for remark in result.remarks:
        st.text(remark)
