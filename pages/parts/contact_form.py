"""The few widgets with which a contact is noted in one touch, put off or undone. What is written is made elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal

import streamlit as st

from graph.errors import GraphError
from graph.model.dates import shifted
from graph.model.kinds import CONTACT
from graph.model.taxonomies import value_label
from graph.relations.log import Step
from graph.store.changes import Changeset
from graph.store.errors import StaleRevision
from graph.store.interface import View
from ingest.entry.noting import Noted, noting, postponed, taken
from pages.parts.formats import day
from pages.parts.markup import fill, show
from pages.parts.roles import author
from pages.parts.wording import _, say
from pages.parts.writing import writing

CHANNELS = tuple(choice.value for choice in CONTACT.by_name["channel"].choices)
DAYS = ("tomorrow", "week", "month", "date")
_DONE, _FAILED = "contact_done", "contact_failed"
_OF = "contact_of"
_EMPTY = {"contact_note": "", "contact_step": "", "contact_by": None, "contact_date": None}
"""Values to write, not keys to drop: the browser keeps showing what was typed in a box whose key is only dropped."""


@dataclass(frozen=True, slots=True)
class Whom:
    """With whom a contact is noted, and what comes next.

    Attributes
    ----------
    name
        For the words that say it is done.
    after
        Called with the key once something is written.
    """

    key: str
    name: str
    today: date
    after: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What was just written, to be said and perhaps taken back."""

    key: str
    words: str
    revision: int


def day_of(choice: str, today: date, chosen: date | None = None) -> str:
    """Return the ISO date that a quick choice means; empty where none is chosen."""
    days = {"tomorrow": today + timedelta(days=1), "week": today + timedelta(days=7), "month": shifted(today, 1)}
    found = chosen if choice == "date" else days.get(choice)
    return found.isoformat() if found else ""


def _named(choice: str) -> str:
    return {
        "tomorrow": _("tomorrow"),
        "week": _("in a week"),
        "month": _("in a month"),
        "date": _("on a date"),
    }[choice]


def fields(whom: Whom) -> None:
    """Draw channel, note, next step and its day: all of it may stay empty. What was typed for another body goes."""
    state, today = st.session_state, whom.today
    if state.get(_OF) != whom.key:
        state.update(_EMPTY)
        state[_OF] = whom.key
    state.setdefault("contact_channel", CHANNELS[0])
    st.segmented_control(
        _("How"),
        CHANNELS,
        key="contact_channel",
        format_func=lambda value: say(value_label(CONTACT.by_name["channel"], value)),
        label_visibility="collapsed",
        required=True,
    )
    st.text_input(_("Note"), key="contact_note", placeholder=_("What was said, if it matters"))
    st.text_input(_("Next step"), key="contact_step", placeholder=_("What you promised"))
    st.pills(_("By when"), DAYS, key="contact_by", format_func=_named, label_visibility="collapsed", width="stretch")
    if st.session_state.get("contact_by") == "date":
        st.date_input(_("By when"), key="contact_date", min_value=today, value=None, format="DD/MM/YYYY")


def outcomes(whom: Whom) -> None:
    """Draw the answers as buttons: one touch notes the contact and goes on."""
    log = partial(_log, whom)
    with st.container(key="outcomes", horizontal=True, gap="small"):
        _button("reached", ":material/check:", log)
        _button("no_answer", ":material/phone_missed:", log)
        with st.popover(_("Call back on…"), icon=":material/event_repeat:", width="stretch", key="call_back"):
            _choose_day("call_back", whom.today, lambda by: log("call_back", by))
        _button("met", ":material/handshake:", log)


def _button(answer: str, icon: str, log: Callable[[str], None]) -> None:
    look: Literal["primary", "secondary"] = "primary" if answer == "reached" else "secondary"
    key = f"answer_{answer}"
    st.button(_answer(answer), key=key, icon=icon, type=look, on_click=log, args=(answer,), width="stretch")


def _answer(value: str) -> str:
    return say(value_label(CONTACT.by_name["answer"], value)).capitalize()


def _choose_day(key: str, today: date, chosen: Callable[[str], None]) -> None:
    """Draw days to choose with one touch, and a date to type."""
    for choice in DAYS[:-1]:
        by = day_of(choice, today)
        st.button(f"{_named(choice)} · {day(by)}", key=f"{key}_{choice}", on_click=chosen, args=(by,), width="stretch")
    picked = f"{key}_date"
    st.date_input(
        _("on a date").capitalize(),
        key=picked,
        value=None,
        min_value=today,
        format="DD/MM/YYYY",
        on_change=lambda: chosen(st.session_state[picked].isoformat()) if st.session_state.get(picked) else None,
    )


def later(whom: Whom, step: Step | None) -> None:
    """Draw the days to which a body can be put off without calling: its step moves, or one is noted."""

    def put_off(by: str) -> None:
        noted = Noted((whom.key,), whom.today.isoformat(), next_step=_("To call"), by=by)
        words = _("{name}: put off to {day}.", name=whom.name, day=day(by))
        _write(whom, lambda view: postponed(view, step, by, author()) if step else noting(view, noted, author()), words)

    with st.popover(_("Later"), icon=":material/snooze:", width="stretch", key="later"):
        _choose_day("later", whom.today, put_off)


def step_taken(whom: Whom, step: Step) -> None:
    """Draw the button that marks a promised step as done."""

    def mark() -> None:
        _write(whom, lambda view: taken(view, step, whom.today, author()), _("{name}: step done.", name=whom.name))

    st.button(_("Step done"), key="step_taken", icon=":material/task_alt:", on_click=mark, width="stretch")


def _log(whom: Whom, answer: str, by: str = "") -> None:
    state = st.session_state
    chosen = by or day_of(state.get("contact_by") or "", whom.today, state.get("contact_date"))
    noted = Noted(
        (whom.key,),
        whom.today.isoformat(),
        channel=state.get("contact_channel") or CHANNELS[0],
        answer=answer,
        next_step=state.get("contact_step") or (_("To call back") if answer == "call_back" else ""),
        by=chosen,
        notes=state.get("contact_note") or "",
    )
    words = _("{name}: {answer}.", name=whom.name, answer=_answer(answer).lower())
    if chosen:
        words = f"{words} {_('Next step by {day}.', day=day(chosen))}"
    _write(whom, lambda view: noting(view, noted, author()), words)


def _write(whom: Whom, changeset: Callable[[View], Changeset], words: str) -> None:
    """Write what was noted, anew where somebody wrote just before; where it cannot be, what was typed stays."""
    try:
        with writing() as store:
            try:
                outcome = store.apply(changeset(store.view("staff")))
            except StaleRevision:
                outcome = store.apply(changeset(store.view("staff")))
    except GraphError as error:
        st.session_state[_FAILED] = error.italian()
        return
    if outcome.revision:
        st.session_state[_DONE] = Done(whom.key, words, outcome.revision)
    st.session_state.update(_EMPTY)
    whom.after(whom.key)


def told(reopen: Callable[[str], None]) -> None:
    """Say what was just written, with the button that takes it back; or why it could not be.

    Parameters
    ----------
    reopen
        Called with the key of whom it was with, once it was taken back.
    """
    if why := st.session_state.pop(_FAILED, ""):
        st.error(why, icon=":material/error:")
    done = st.session_state.get(_DONE)
    if done is None:
        return
    with st.container(key="contact_told", horizontal=True, vertical_alignment="center", gap="small"):
        show(fill('<p role="status"><b>{head}</b> {words}</p>', head=_("Noted."), words=done.words))
        st.button(_("Undo"), key="contact_undo", icon=":material/undo:", on_click=_undo, args=(done, reopen))


def _undo(done: Done, reopen: Callable[[str], None]) -> None:
    st.session_state.pop(_DONE, None)
    try:
        with writing() as store:
            store.revert(done.revision, author())
    except GraphError as error:
        st.session_state[_FAILED] = error.italian()
        return
    reopen(done.key)
