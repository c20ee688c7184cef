"""The work on gaps: what was said of one, the buttons that say more, the forms for a reason and for a next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st
from markupsafe import Markup

from graph.errors import GraphError
from graph.gaps.gap import Gap
from graph.gaps.registry import KINDS
from graph.gaps.status import LABELS, Standing
from graph.network.snapshot import CANCELLED
from graph.store.changes import GapStatus, Mark
from graph.store.interface import GraphStore
from graph.store.records import Node
from ingest.entry.taking_up import Plan, Sort, others, parties, proposed, taken_up, title
from pages.parts import card, network_data
from pages.parts.formats import day
from pages.parts.frame import Session
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join
from pages.parts.roles import author
from pages.parts.wording import _, say
from pages.parts.writing import writing

ACT = "do:"
TAKE, DISMISS, DONE, REOPEN = (f"{ACT}{name}" for name in ("take", "dismiss", "done", "reopen"))
FORM, CHANGED, FAILED = "gap_form", "gap_changed", "gap_failed"
"""Keys of the session: which form is open, whether something was written, what was refused."""
_WEEKS = 3
_ACTIONS = {
    GapStatus.OPEN: (TAKE, DISMISS, DONE),
    GapStatus.TAKEN_UP: (DONE, TAKE, DISMISS, REOPEN),
    GapStatus.DONE: (REOPEN,),
    GapStatus.DISMISSED: (REOPEN,),
}


def act(action: str, gap: Gap) -> None:
    """Do what a button says: open a form, or write."""
    state = st.session_state
    state[FORM] = ""
    if action in (TAKE, DISMISS):
        state[FORM] = action
    elif action == DONE:
        _mark(gap, GapStatus.DONE)
    elif action == REOPEN:
        _mark(gap, GapStatus.OPEN)


def _mark(gap: Gap, status: GapStatus, reason: str = "") -> None:
    said = Mark(gap.id, gap.kind, gap.members, status, author(), reason)
    _write(lambda store: store.mark_gap(said))


def _write(work: Callable[[GraphStore], object]) -> None:
    try:
        with writing() as store:
            work(store)
    except GraphError as error:
        st.session_state[FAILED] = error.italian()
        return
    st.session_state[FORM], st.session_state[CHANGED] = "", True


# ---- what stands on the card ---------------------------------------------------------------------


def told(graph: GraphView, gap: Gap, standing: Standing | None, session: Session) -> Markup:
    """Return what was said of a gap, what comes of it, what the network gained, and the buttons."""
    parts = [_history(standing), _step(graph, standing, session), _gain(graph, standing)] if standing else []
    buttons = join(_button(action, gap) for action in _ACTIONS[GapStatus(gap.status)])
    return fill('{parts}<div class="gap-actions">{buttons}</div>', parts=join(parts), buttons=buttons)


def _button(action: str, gap: Gap) -> Markup:
    first = gap.status == GapStatus.OPEN
    words = {
        TAKE: _("Take up") if first else _("Another step"),
        DISMISS: _("Not needed, because…"),
        DONE: _("Done"),
        REOPEN: _("Open again"),
    }
    main = Markup(' class="main"') if action == TAKE and first else Markup()
    return fill('<button type="button" data-pick="{a}"{main}>{t}</button>', a=action, main=main, t=words[action])


def _history(standing: Standing) -> Markup:
    head = fill("<b>{t}</b>", t=_("Done: the planned event was held.")) if standing.held else _line(standing.last)
    if len(standing.history) < 2 and not standing.held:
        return fill('<p class="gap-said">{head}</p>', head=head)
    return fill(
        '<div class="gap-said">{head}<details data-fold="gap-history"><summary>{t}</summary><ol>{lines}</ol></details>'
        "</div>",
        head=head,
        t=_("What was said before"),
        lines=join(fill("<li>{line}</li>", line=_line(mark)) for mark in standing.history),
    )


def _line(mark: Mark) -> Markup:
    return fill(
        "<b>{status}</b> · {who}, {day}{reason}",
        status=say(LABELS[mark.status]).capitalize(),
        who=mark.author,
        day=day(mark.at[:10]),
        reason=fill(": «{t}»", t=mark.reason) if mark.reason else "",
    )


def _step(graph: GraphView, standing: Standing, session: Session) -> Markup:
    key = standing.last.step
    if not key or standing.status not in (GapStatus.TAKEN_UP, GapStatus.DONE):
        return Markup()
    node = graph.nodes.get(key)
    if node is None:
        return fill('<p class="gap-next">{t}</p>', t=_("The next step that was planned is no longer there."))
    when = node.text("start") or node.text("by")
    return fill(
        '<p class="gap-next">{head}, {when}: {sign}<button type="button" class="link" data-pick="{key}">{what}</button>'
        "{late}</p>",
        head=_("Next step"),
        sign=card.sign(node.kind),
        key=key,
        what=node.text("next_step") or node.name,
        when=day(when),
        late=fill("<br><b>{t}</b>", t=late) if (late := _late(node, standing, session.today)) else "",
    )


def _late(node: Node, standing: Standing, today: date) -> str:
    """Say what has become of a step that was to lead on, where it did not."""
    if standing.status != GapStatus.TAKEN_UP:
        return ""
    if node.text("status") == CANCELLED:
        return _("The event was cancelled: plan another step, or open the gap again.")
    if node.text("done"):
        return _("This step was taken: plan another one, or say that it is done.")
    when = node.text("start") or node.text("by")
    if not when or when >= today.isoformat()[: len(when)]:
        return ""
    if node.kind == "event":
        return _("The day is past, but not everyone it is about is recorded as having been there.")
    return _("The day is past: was it done?")


def _gain(graph: GraphView, standing: Standing) -> Markup:
    if not standing.held:
        return Markup()
    gained = network_data.gain_of(graph, standing.held, standing.members)
    return fill('<p class="gap-gain"><b>{t}</b> {s}</p>', t=_("What the network gained:"), s=say(gained.sentence))


# ---- the forms ------------------------------------------------------------------------------------


def form(graph: GraphView, gap: Gap, session: Session) -> None:
    """Draw the form that is open, if any, and what was refused."""
    state = st.session_state
    if state.get(FORM) == TAKE:
        _take(graph, gap, session)
    elif state.get(FORM) == DISMISS:
        _dismiss(gap)
    if refused := state.pop(FAILED, ""):
        st.error(refused, icon=":material/error:")


def _close() -> None:
    st.session_state[FORM] = ""


def _dismiss(gap: Gap) -> None:
    key = f"dismiss_why_{gap.id}"
    with st.form(f"dismiss_{gap.id}"):
        st.text_input(_("Why is it not needed?"), key=key, max_chars=300, placeholder=_("They know each other already"))
        yes, no = st.columns(2)
        yes.form_submit_button(
            _("Put aside"), type="primary", width="stretch", on_click=lambda: _dismissed(gap, st.session_state[key])
        )
        no.form_submit_button(_("Cancel"), width="stretch", on_click=_close)


def _dismissed(gap: Gap, reason: str) -> None:
    if reason.strip():
        _mark(gap, GapStatus.DISMISSED, reason)
    else:
        st.session_state[FAILED] = _("Write why: who comes after will want to know.")


def _take(graph: GraphView, gap: Gap, session: Session) -> None:
    known = parties(graph.nodes, gap)
    with st.container(key="take_up", border=True):
        sort: Sort = st.radio(
            _("What comes next"),
            ("event", "contact"),
            index=0 if KINDS[gap.kind].step == "event" else 1,
            key=f"take_sort_{gap.id}",
            horizontal=True,
            format_func=lambda name: {"event": _("An event together"), "contact": _("A contact")}[name],
        )
        with st.form(f"take_{gap.id}_{sort}", border=False):
            _fields(graph, gap, known, sort, session.today)
            yes, no = st.columns(2)
            yes.form_submit_button(
                _("Save"), type="primary", width="stretch", on_click=lambda: _taken(gap, sort, session.today)
            )
            no.form_submit_button(_("Cancel"), width="stretch", on_click=_close)


def _fields(graph: GraphView, gap: Gap, known: list[Node], sort: Sort, today: date) -> None:
    chosen, asked = proposed(gap, known), f"{gap.id}_{sort}"
    what = title([node for node in known if node.key in chosen]) if sort == "event" else say(KINDS[gap.kind].action)
    label = _("Title of the event") if sort == "event" else _("What to do")
    st.text_input(label, value=what[:1].upper() + what[1:], key=f"take_what_{asked}", max_chars=200)
    when, who = st.columns(2)
    when.date_input(
        _("Day") if sort == "event" else _("By"),
        value=today + timedelta(weeks=_WEEKS),
        min_value=today,
        format="DD/MM/YYYY",
        key=f"take_by_{asked}",
    )
    who.text_input(_("Who takes care of it"), value=author(), key=f"take_who_{asked}", max_chars=80)
    names = {node.key: node.name for node in (*known, *others(graph.nodes, graph.mapped, known))}
    st.multiselect(
        _("With whom"),
        list(names),
        default=chosen,
        format_func=lambda key: names[key],
        key=f"take_with_{asked}",
        placeholder=_("nobody yet"),
    )


def _taken(gap: Gap, sort: Sort, today: date) -> None:
    state, asked = st.session_state, f"{gap.id}_{sort}"
    by = state[f"take_by_{asked}"]
    plan = Plan(
        sort,
        tuple(state[f"take_with_{asked}"]),
        state[f"take_what_{asked}"],
        by.isoformat() if by else "",
        state[f"take_who_{asked}"],
    )

    def write(store: GraphStore) -> None:
        store.apply(taken_up(store.view("staff"), gap, plan, author(), today))

    _write(write)
