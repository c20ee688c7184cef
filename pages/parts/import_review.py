"""The last steps of the import wizard: what may be there already, what would change, the load, and how it ended."""

from __future__ import annotations

import streamlit as st

from graph.errors import GraphError
from graph.model import KINDS
from graph.store.opening import open_store
from ingest.load_result import LoadResult
from pages.parts import loading, undoing
from pages.parts.formats import integer
from pages.parts.graph_view import GraphView
from pages.parts.import_state import Import, Job
from pages.parts.markup import fill, join, show
from pages.parts.roles import author
from pages.parts.side_by_side import side_by_side
from pages.parts.wording import _, n_, say

CHANGES = 50
"""Changes and new records that are named."""


def _tried(given: Import) -> LoadResult | None:
    """Return what a dry run says; while it is under way, show how far it is and come back by itself."""
    job = given.try_out(author())
    job.wait(0.4)
    if job.underway:
        _progress(job, _("Comparing with what is there…"), stoppable=False)
        return None
    if job.failed is not None:
        _refused(job.failed)
    return job.result


@st.fragment(run_every=0.7)
def _progress(job: Job, doing: str, *, stoppable: bool) -> None:
    if not job.underway:
        st.rerun()
    with st.container(key="import_progress"):
        st.write(doing)
        st.caption(n_("{n} row read", "{n} rows read", job.rows))
        if stoppable and st.button(_("Stop"), key="import_stop", icon=":material/stop_circle:"):
            job.stop()


def _refused(error: GraphError | OSError) -> None:
    if isinstance(error, GraphError):
        st.error(error.italian(), icon=":material/error:")
    else:
        st.error(_("The file cannot be read or written: {why}. Nothing was changed.", why=str(error.strerror or error)))


def doubts(given: Import, graph: GraphView) -> None:
    """Hold each new body that may be there already beside the one it resembles, one at a time."""
    result = _tried(given)
    if result is None:
        return
    waiting = [d for d in result.doubts if (d.new.key, d.there.key) not in given.decisions]
    later: set[tuple[str, str]] = st.session_state.setdefault("import_later", set())
    open_ = [d for d in waiting if (d.new.key, d.there.key) not in later]
    if not open_:
        words = _("Nothing in the file resembles what is there without being certain.")
        if given.decisions or waiting:
            words = n_("{n} case decided.", "{n} cases decided.", len(given.decisions))
        if waiting:
            words += " " + n_(
                "{n} case stays apart and waits for a decision.",
                "{n} cases stay apart and wait for a decision.",
                len(waiting),
            )
        st.success(words)
        return
    doubt = open_[0]
    st.write(
        n_("{n} case to look at.", "{n} cases to look at.", len(open_))
        + " "
        + _("Row {line}: is it the same?", line=integer(doubt.line))
    )
    show(side_by_side(graph, doubt.new, doubt.there, (_("in the file"), _("already there"))))
    pair = (doubt.new.key, doubt.there.key)
    with st.container(key="import_decide", horizontal=True):
        same = st.button(_("It is the same"), key="import_same", shortcut="s", type="primary")
        another = st.button(_("It is another"), key="import_another", shortcut="n")
        skipped = st.button(_("Decide later"), key="import_later_button", shortcut="d")
    if same or another:
        given.decisions[pair] = same
        st.rerun()
    if skipped:
        later.add(pair)
        st.rerun()


# ---- preview and load -----------------------------------------------------------------------------


def preview(given: Import) -> None:
    """Show what would change, then do it: one changeset, which can be stopped on the way and undone afterwards."""
    result = _tried(given)
    if result is None:
        return
    _figures(result)
    _changes(result)
    if result.rejected:
        st.subheader(n_("{n} row rejected", "{n} rows rejected", result.rejected), anchor=False)
        for rejected in result.rejects:
            st.text(rejected.italian())
        _rejects(given)
    if result.remarks:
        told = join(fill("<li>{r}</li>", r=remark) for remark in result.remarks)
        show(fill('<ul class="import-new">{told}</ul>', told=told))
    if not result.created + result.updated:
        st.info(
            _("Nothing would change: all of it is there already.") if not result.rejected else _("No row can enter.")
        )
        return
    if st.button(_("Import"), key="import_now", type="primary", icon=":material/download_done:"):
        given.apply(author())
        st.rerun()


def _figures(result: LoadResult) -> None:
    told = (
        (_("new"), result.created),
        (_("changed"), result.updated),
        (_("unchanged"), result.unchanged),
        (_("rejected"), result.rejected),
    )
    items = (fill("<div><dt>{k}</dt><dd>{v}</dd></div>", k=label, v=integer(number)) for label, number in told)
    show(fill('<dl class="import-figures">{items}</dl>', items=join(items)))


def _changes(result: LoadResult) -> None:
    new = [change for change in result.changed if change.new]
    changed = [change for change in result.changed if not change.new and change.fields]
    if changed:
        st.subheader(_("What changes"), anchor=False)
        rows = (
            fill(
                '<tr><th scope="row">{name}</th><td>{field}</td><td>{before}</td><td>{after}</td></tr>',
                name=change.name or say(KINDS[change.kind].label),
                field=say(one.label),
                before=say(one.before) if one.before else _("changed"),
                after=say(one.after) if one.after else "",
            )
            for change in changed[:CHANGES]
            for one in change.fields
        )
        head = fill(
            "<tr><th>{a}</th><th>{b}</th><th>{c}</th><th>{d}</th></tr>",
            a=_("Record"),
            b=_("Field"),
            c=_("now"),
            d=_("then"),
        )
        table = fill("<table><thead>{h}</thead><tbody>{r}</tbody></table>", h=head, r=join(rows))
        show(fill('<div class="sheet-scroll changes" tabindex="0">{table}</div>', table=table))
    if new:
        with st.expander(n_("{n} new record", "{n} new records", len(new))):
            names = (
                fill("<li>{name} <span>{kind}</span></li>", name=c.name or "–", kind=say(KINDS[c.kind].label))
                for c in new[:CHANGES]
            )
            show(fill('<ul class="import-new">{names}</ul>', names=join(names)))
            if len(new) > CHANGES:
                st.caption(n_("and {n} more", "and {n} more", len(new) - CHANGES))


def _rejects(given: Import) -> None:
    if given.rejects.exists():
        st.download_button(
            _("Rejected rows"),
            given.rejects.read_bytes(),
            file_name=given.rejects.name,
            mime="text/csv",
            key="import_rejects",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption(_("Correct them in a spreadsheet program and upload that file: it comes in as it is."))


def done(given: Import) -> None:
    """Show how the load ended: stopped, refused or through; with the rejects, and the way back."""
    job = given.done
    if job is None:
        return
    job.wait(0.3)
    if job.underway:
        _progress(job, _("Importing…"), stoppable=True)
        return
    if job.failed is not None:
        _refused(job.failed)
        if st.button(_("Back to the preview"), key="import_again"):
            given.done = None
            st.query_params["step"] = "preview"
            st.rerun()
        return
    result = job.result
    if result is not None:
        _ended(given, result)


def _ended(given: Import, result: LoadResult) -> None:
    if "loaded" in st.session_state:
        st.success(st.session_state.pop("loaded"))
    else:
        st.success(f"{loading.unmarked(given.path.name)}: {loading.summary(result)}.")
    waiting = len(result.doubts)
    if waiting:
        st.caption(
            n_(
                "{n} case stays apart and waits for a decision.",
                "{n} cases stay apart and wait for a decision.",
                waiting,
            )
        )
    if result.rejected:
        _rejects(given)
    with st.container(key="import_after", horizontal=True):
        if result.revision is not None:
            with open_store(given.store) as store:
                known = {revision.number: revision for revision in store.view("staff").revisions(20)}
            if result.revision in known and st.button(_("Undo"), key="import_undo", icon=":material/undo:"):
                undoing.ask(known[result.revision], known)
        if st.button(_("Import another file"), key="import_more"):
            st.session_state.pop("import", None)
            st.query_params["step"] = "upload"
            st.rerun()
