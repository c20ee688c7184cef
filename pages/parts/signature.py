"""Who is writing: asked once, where something is first written; changed in the menu. Not who may: see `roles`."""

from __future__ import annotations

import streamlit as st

from graph import authorship
from pages.parts.markup import fill, show
from pages.parts.wording import _

_MENU, _ASKED = "author_menu", "author_asked"


def ask_once() -> None:
    """Ask for the name on a screen that writes, until one was given or the question was put off."""
    if authorship.given() or st.session_state.get("author_later"):
        return
    with st.container(key="who_writes", border=True), st.form("who_writes_form", border=False):
        words, name, well, later = st.columns([3, 2.4, 0.8, 0.9], vertical_alignment="bottom")
        with words:
            text = _("What you write is signed, so that others know whom to ask. It is asked once.")
            show(fill("<p><b>{head}</b><br>{text}</p>", head=_("Who is writing?"), text=text))
        name.text_input(_("Your name"), key=_ASKED, max_chars=authorship.LONGEST, placeholder=authorship.author())
        well.form_submit_button(_("Keep"), type="primary", on_click=_keep, args=(_ASKED,), width="stretch")
        later.form_submit_button(_("Later"), on_click=_put_off, width="stretch")


def menu() -> None:
    """Draw who signs, and how to change it."""
    show(fill('<p class="quiet">{t}</p>', t=_("Changes are signed: {name}", name=authorship.author())))
    with st.form("author_form", border=False, clear_on_submit=True):
        st.text_input(_("Sign as"), key=_MENU, max_chars=authorship.LONGEST)
        st.form_submit_button(_("Keep"), on_click=_keep, args=(_MENU,), width="stretch")


def _keep(key: str) -> None:
    name = (st.session_state.get(key) or "").strip()
    if not name:
        return
    try:
        authorship.give(name)
    except OSError as error:
        st.session_state["author_failed"] = str(error.strerror or error)


def _put_off() -> None:
    st.session_state["author_later"] = True


def failure() -> None:
    """Say that the name could not be kept, once."""
    if why := st.session_state.pop("author_failed", ""):
        st.error(_("The name cannot be kept on this machine: {why}", why=why), icon=":material/error:")
