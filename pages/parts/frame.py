"""What stands round every screen: role, language, navigation, the notice about invented data, messages.

Every screen calls `begin_page` first; a screen run without `app.py` works too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError
from streamlit.navigation.page import StreamlitPage

from graph.errors import GraphError
from graph.model.label import Language
from graph.store.interface import Audience
from pages.parts import graph_view, roles, sample_notice, signature, wording
from pages.parts.markup import fill, own_file, show
from pages.parts.wording import _


@dataclass(frozen=True, slots=True)
class Session:
    """Who is looking at a screen, in which language, on which day."""

    role: roles.Role
    audience: Audience
    language: Language
    today: date

    @property
    def may_write(self) -> bool:
        """Whether this reader may change anything."""
        return roles.may_write(self.role)


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: a file of `pages/` and its place in the navigation.

    Attributes
    ----------
    name
        Of its file, and its address; the first screen declared is also the start.
    icon
        Drawn in the navigation; the page itself may not have it: browsers would fetch it from a font host.
    writes
        It is for those who may change something: nobody else sees it.
    on_top
        It stands in the navigation; another is in its menu.
    on_phone
        It stands in the navigation of a phone too, where there is room for few.
    """

    name: str
    title: str
    icon: str
    writes: bool = False
    on_top: bool = True
    on_phone: bool = False


def visit() -> roles.Visit:
    """Return how this browser reached us."""
    remote = st.context.ip_address or ""  # None for loopback as for what is not known
    return roles.Visit(st.get_option("server.address") or "", remote, st.context.headers.to_dict())


def choose_language() -> Language:
    """Take the language from the address, else keep the session's; put English into the address again."""
    asked = st.query_params.get("lang")
    if asked in wording.LANGUAGES:
        wording.choose("en" if asked == "en" else "it")
    language = wording.language()
    if language == "en" and asked != "en":
        st.query_params["lang"] = "en"
    return language


def _switch_language() -> None:
    chosen: Language = "it" if wording.language() == "en" else "en"
    wording.choose(chosen)
    if chosen == "en":
        st.query_params["lang"] = "en"
    elif "lang" in st.query_params:
        del st.query_params["lang"]


def start(screens: Sequence[Screen]) -> None:
    """Draw the navigation over the screens that this reader may use, and run the one asked for."""
    may_write = roles.may_write(roles.role_of(visit()))
    pages = {}
    for place, screen in enumerate(screens):
        if may_write or not screen.writes:
            file = f"pages/{screen.name}.py"
            first = {"default": True} if place == 0 else {"url_path": screen.name}
            pages[st.Page(file, title=screen.title, **first)] = screen
    current = st.navigation(list(pages), position="hidden")
    _navigation(pages, may_write)
    if pages[current].writes:
        signature.ask_once()
    signature.failure()
    current.run()


def _navigation(pages: Mapping[StreamlitPage, Screen], may_write: bool) -> None:
    """Draw name, screens, menu and language switch on top."""
    params = {"lang": "en"} if wording.language() == "en" else None
    with st.container(key="nav", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(fill('<span class="brand">{name}</span>', name="Intreccio"), width="content")
        for page, screen in pages.items():
            if screen.on_top:
                key = f"nav_{'phone' if screen.on_phone else 'desk'}_{screen.name}"
                with st.container(key=key, width="content"):
                    st.page_link(page, icon=screen.icon, query_params=params)
        with st.container(key="nav_menu", width="content"), st.popover(_("More"), icon=":material/menu:"):
            for page, screen in pages.items():
                if not screen.on_phone:
                    with st.container(key=f"menu_{'desk' if screen.on_top else 'both'}_{screen.name}"):
                        st.page_link(page, icon=screen.icon, query_params=params)
            if may_write:
                signature.menu()
            _language_switch("menu_desk_language")
        _language_switch("nav_desk_language")


def _language_switch(key: str) -> None:
    name = "English" if wording.language() == "it" else "Italiano"
    st.button(name, key=key, on_click=_switch_language, type="tertiary", help=_("Change language"))


def begin_page(title: str) -> Session:
    """Start a screen: configuration, style, role, language, notices; return who is looking.

    Parameters
    ----------
    title
        A message id, marked with `N_`: the language is not known before.
    """
    language = choose_language()
    named = wording.lookup(title)
    st.set_page_config(page_title=f"{named} · Intreccio", layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{own_file('intreccio.css')}</style>")
    role = roles.role_of(visit())
    session = Session(role, roles.audience_of(role), language, date.today())
    show(fill('<h1 class="screen-title">{title}</h1>', title=named))
    if role == "public":
        show(fill('<div class="quiet public-note">{text}</div>', text=_("Public view, read only")))
    return session


def load(session: Session) -> graph_view.GraphView:
    """Return the graph this reader may see; a store that cannot be read stops the screen with one clear message."""
    with said_clearly():
        graph = graph_view.current(session.audience)
    sample_notice.notice(graph, session.may_write)
    return graph


@contextmanager
def said_clearly() -> Iterator[None]:
    """Turn what the product's rooms refuse into one clear message, and stop the screen there."""
    try:
        yield
    except GraphError as error:
        st.error(error.italian(), icon=":material/error:")
        st.stop()


def link(screen: str, label: str, icon: str, params: Mapping[str, str]) -> None:
    """Draw a link to another screen with its state; nothing where this screen runs without the others."""
    language = {"lang": "en"} if wording.language() == "en" else {}
    with suppress(StreamlitPageNotFoundError):
        st.page_link(f"pages/{screen}.py", label=label, icon=icon, query_params={**language, **params})


def empty(what: str, advice: str) -> None:
    """Say that there is nothing to show, and what to do next."""
    show(fill('<div class="empty"><b>{what}</b><br>{advice}</div>', what=what, advice=advice))
