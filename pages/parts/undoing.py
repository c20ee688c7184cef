"""Undoing a revision from a screen: what goes back is said first, and what must go back with it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from graph.store.changes import Revision
from graph.store.opening import open_store
from pages.parts.formats import day, integer
from pages.parts.frame import said_clearly
from pages.parts.graph_view import store_url
from pages.parts.roles import author
from pages.parts.wording import _, n_
from pages.parts.writing import writing

_LONGEST = 60
"""Of a reason, in characters, before it is cut on a button."""


def named(revision: Revision) -> str:
    """Say which revision it is: *caricamento RUNTS (rev. 12, 3 nov 2026)*."""
    what = revision.reason or revision.source
    short = what if len(what) <= _LONGEST else f"{what[: _LONGEST - 1].rstrip()}…"
    return _("{what} (rev. {n}, {when})", what=short, n=integer(revision.number), when=day(revision.at[:10]))


def ask(revision: Revision, known: Mapping[int, Revision]) -> None:
    """Open the dialog that undoes a revision.

    Parameters
    ----------
    known
        Revisions by number, to name those that would go back with it.
    """
    st.dialog(_("Undo revision {n}?", n=revision.number))(_undo)(revision, known)


def _undo(revision: Revision, known: Mapping[int, Revision]) -> None:
    st.text(named(revision))
    with said_clearly(), open_store(store_url()) as store:
        takes = store.undoing_takes(revision.number)
    later = [number for number in takes if number != revision.number]
    if later:
        st.warning(
            n_(
                "Later work stands on it: it can only be undone together with {n} other revision.",
                "Later work stands on it: it can only be undone together with {n} other revisions.",
                len(later),
            )
        )
        for number in later:
            st.text(f"· {named(known[number])}" if number in known else f"· rev. {integer(number)}")
    st.write(_("What it changed goes back to what it was before; the undoing is itself a revision that can be undone."))
    label = n_("Undo", "Undo all {n}", len(takes))
    if st.button(label, key="undo_now", type="primary"):
        with said_clearly(), writing() as store:
            outcome = store.revert(revision.number, author(), with_later=bool(later))
        st.session_state["loaded"] = _said(takes) if outcome.revision else _("There was nothing to undo.")
        st.rerun()


def _said(takes: tuple[int, ...]) -> str:
    if len(takes) == 1:
        return _("Revision {n} was undone.", n=integer(takes[0]))
    return _("Revisions {n} were undone.", n=", ".join(integer(number) for number in takes))
