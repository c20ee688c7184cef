"""Importa: a list that somebody keeps comes in step by step; nothing is stored before the last one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.errors import GraphError
from pages.parts import address, import_review, import_steps, loading
from pages.parts.frame import begin_page, load
from pages.parts.graph_view import store_url
from pages.parts.import_state import Import, begun
from pages.parts.markup import fill, join, show
from pages.parts.roles import author
from pages.parts.wording import N_, _, lookup

SCREEN = "importa"
STEPS: tuple[tuple[str, str], ...] = (
    ("upload", N_("Upload")),
    ("sheet", N_("Sheet and headings")),
    ("columns", N_("Columns")),
    ("values", N_("Values")),
    ("doubts", N_("Already there?")),
    ("preview", N_("Preview")),
    ("done", N_("Done")),
)
NAMES = tuple(name for name, _label in STEPS)


def _step(given: Import | None) -> str:
    """Return the step to draw: that of the address, as far as there is something to draw."""
    if given is None:
        return "upload"
    asked = next(iter(address.chosen("step", NAMES)), "sheet")
    if given.done is not None:
        return "done"
    if given.calendar and asked in ("sheet", "columns", "values", "done"):
        return "preview"
    return "preview" if asked == "done" else asked


def _go(step: str) -> None:
    st.query_params["step"] = step


def _trail(step: str) -> None:
    """Show the seven steps, where one stands, and let earlier ones be reached by their buttons below."""
    at = NAMES.index(step)
    items = (
        fill(
            '<li class="{state}"{now}><span class="number">{n}</span><span class="called">{name}</span></li>',
            state="now" if i == at else "past" if i < at else "next",
            now=fill(' aria-current="step"') if i == at else "",
            n=str(i + 1),
            name=lookup(name),
        )
        for i, (_name, name) in enumerate(STEPS)
    )
    show(fill('<ol class="steps" aria-label="{label}">{items}</ol>', label=_("Steps of the import"), items=join(items)))


def _upload() -> None:
    st.write(
        _(
            "Any list you keep: CSV, Excel or ODS in any layout, or a calendar (.ics). Nothing is stored before you "
            "have seen what would change."
        )
    )
    file = st.file_uploader(_("File"), type=[t for t in loading.TYPES if t not in ("zip", "json")], key="import_upload")
    if file is None:
        return
    try:
        given = begun(store_url(), loading.plain(file.name), file)
    except GraphError as error:
        st.error(error.italian(), icon=":material/error:")
        return
    st.session_state["import"] = given
    _go("columns" if given.remembered else "preview" if given.calendar else "sheet")
    st.rerun()


def _between(step: str, given: Import) -> None:
    """Draw the buttons to the step before and to the next."""
    order = [name for name in NAMES[1:-1] if not given.calendar or name in ("doubts", "preview")]
    at = order.index(step)
    with st.container(key="import_between", horizontal=True):
        if st.button(_("Back"), key="import_back", icon=":material/arrow_back:"):
            if at == 0:
                st.session_state.pop("import", None)
            _go(order[at - 1] if at else "upload")
            st.rerun()
        if step != "preview":
            comparing = step == "doubts" and given.try_out(author()).underway
            stuck = comparing or (step == "columns" and import_steps.lacking(given))
            if st.button(_("Next"), key="import_next", type="primary", disabled=bool(stuck)):
                _go(order[at + 1])
                st.rerun()


session = begin_page(N_("Import a list"))
graph = load(session)
if not session.may_write:
    st.info(_("Only staff can import."))
    st.stop()
current: Import | None = st.session_state.get("import")
if current is not None and current.store != store_url():
    current = None
chosen = _step(current)
address.write(SCREEN, {"step": chosen})
_trail(chosen)
DRAWN: dict[str, Callable[[Import], None]] = {
    "sheet": import_steps.sheet,
    "columns": import_steps.columns,
    "values": import_steps.values,
    "doubts": lambda one: import_review.doubts(one, graph),
    "preview": import_review.preview,
    "done": import_review.done,
}
if current is None or chosen == "upload":
    _upload()
else:
    with st.container(key=f"import_{chosen}"):
        DRAWN[chosen](current)
    if chosen != "done":
        _between(chosen, current)
