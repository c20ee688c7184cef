"""The first steps of the import wizard: which list, which column, which values. They change the mapping only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from graph.errors import GraphError
from graph.model.folding import folded
from graph.model.taxonomies import of
from ingest.given import Meant
from ingest.mapping import squashed
from ingest.proposal.proposal import sheets
from ingest.proposal.samples import samples
from ingest.proposal.unknowns import unknown_values
from ingest.sources import registry
from ingest.sources.source import Column
from pages.parts import loading
from pages.parts.formats import integer
from pages.parts.import_state import Import
from pages.parts.markup import fill, join, show
from pages.parts.wording import _, n_, say

ROWS = 8
"""Rows of the file that are shown."""
_LEFT = "-"
_NOTE, _IGNORE, _REJECT, _MEANS = "note", "ignore", "reject", "means"
TOWN = "municipality"


# ---- sheet and headings ---------------------------------------------------------------------------


def sheet(given: Import) -> None:
    """Let a person say which list it is, which sheet, and where the headings are."""
    try:
        looked = samples(given.path)
    except GraphError as error:
        st.error(error.italian(), icon=":material/error:")
        return
    lists = {source.name: say(source.label) for source in sheets()}
    names = [one.sheet for one in looked]
    left, middle, right = st.columns([2, 2, 1])
    source = left.selectbox(
        _("Which list is it?"), list(lists), list(lists).index(given.given.source), format_func=lists.__getitem__
    )
    chosen = given.given.sheet or names[0]
    if len(names) > 1:
        chosen = middle.selectbox(_("Sheet"), names, names.index(chosen) if chosen in names else 0)
    shown = next(one for one in looked if one.sheet == chosen)
    line = right.number_input(
        _("Row of the headings"),
        min_value=0,
        max_value=shown.rows[-1].line if shown.rows else 0,
        value=given.given.header or 0,
        help=_("0: there are no headings"),
    )
    if (source, chosen if len(names) > 1 else "", line) != (given.given.source, given.given.sheet, given.given.header):
        given.look_again(source, chosen if len(names) > 1 else "", int(line))
        st.rerun()
    table = [row for row in shown.rows if row.line >= line][: ROWS + 1]
    width = max((len(row.cells) for row in table), default=0)
    lines = (
        fill(
            '<tr class="{kind}"><th scope="row">{line}</th>{cells}</tr>',
            kind="heading" if row.line == line else "",
            line=integer(row.line),
            cells=join(fill("<td>{c}</td>", c=_cut(row.cells[i] if i < len(row.cells) else "")) for i in range(width)),
        )
        for row in table
    )
    show(fill('<div class="sheet-scroll" tabindex="0"><table class="sheet">{rows}</table></div>', rows=join(lines)))


def _cut(text: str, longest: int = 60) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


# ---- columns --------------------------------------------------------------------------------------


def lacking(given: Import) -> list[Column]:
    """Return the columns that the list needs and nothing gives yet."""
    said = given.given
    read = set(said.columns.values()) | said.constants.keys() | (said.optional if said.optional else set())
    return [
        column
        for column in registry.source(said.source).columns
        if column.required and column.name not in read and not (column.name == TOWN and said.towns)
    ]


def columns(given: Import) -> None:
    """Let a person say which column is which, beside what stands in it."""
    source = registry.source(given.given.source)
    if given.remembered:
        st.info(_("You have imported a file of this shape before: the columns are as you confirmed them then."))
    labels = {_LEFT: _("do not read"), **{column.name: say(column.label) for column in source.columns}}
    said = dict(given.given.columns)
    for position, one in enumerate(given.proposal.headed):
        if not one.heading:
            continue
        key = squashed(one.heading)
        with st.container(key=f"import_column_{position}", border=True):
            left, right = st.columns([3, 2], vertical_alignment="center")
            examples = " · ".join(_cut(v) for v in dict.fromkeys(one.values[:40]))[:200]
            with left:
                show(
                    fill(
                        '<b>{h}</b><div class="quiet">{e}</div>',
                        h=one.heading,
                        e=examples or _("empty in every row"),
                    )
                )
            now = said.get(key) or _LEFT
            chosen = right.selectbox(
                _("Column {name}", name=loading.unmarked(one.heading)),
                list(labels),
                list(labels).index(now if now in labels else _LEFT),
                format_func=labels.__getitem__,
                key=f"import_map_{given.given.source}_{position}",
                label_visibility="collapsed",
            )
            said[key] = None if chosen == _LEFT else chosen
    _change(given, columns=said)
    _towns(given, source.columns)
    for column in source.columns:
        if column.may_lack:
            without = st.checkbox(
                _("Rows without “{name}” may come in", name=say(column.label)),
                column.name in given.given.optional,
                key=f"import_without_{column.name}",
            )
            _change(given, optional=frozenset({column.name}) if without else frozenset())
    for column in lacking(given):
        st.warning(_("Still needed: a column for “{name}”, or one value for all rows.", name=say(column.label)))


def _towns(given: Import, source: Sequence[Column]) -> None:
    """Let a person say where the municipality is to be read, or that it is the same for every row."""
    town = next((column for column in source if column.name == TOWN), None)
    if town is None:
        return
    headings = {squashed(one.heading): one.heading for one in given.proposal.headed if one.heading}
    places = st.multiselect(
        _("Where a row has no municipality, look for it in"),
        list(headings),
        [heading for heading in given.given.towns if heading in headings],
        format_func=headings.__getitem__,
        key="import_towns",
        help=_("Only what certainly names one is read: a line of its own, “Rome, Via …”, “Name - Rome”."),
    )
    constant = st.text_input(
        _("One municipality for all rows that have none"), given.given.constants.get(TOWN, ""), key="import_town"
    )
    constants = {name: value for name, value in given.given.constants.items() if name != TOWN}
    _change(given, towns=tuple(places), constants=constants | ({TOWN: constant.strip()} if constant.strip() else {}))


def _change(given: Import, **said: object) -> None:
    changed = replace(given.given, **said)  # type: ignore[arg-type]
    if changed != given.given:
        given.given = changed
        st.rerun()


# ---- values ---------------------------------------------------------------------------------------


def values(given: Import) -> None:
    """Let a person say what values mean that no list has, each once."""
    source = registry.source(given.given.source)
    try:
        unknown = unknown_values(given.path, source, given.given)
    except GraphError as error:
        st.error(error.italian(), icon=":material/error:")
        return
    if not unknown:
        st.success(_("Every value of communities, languages, topics and choices is understood."))
    by_name = {column.name: column for column in source.columns}
    meanings = {name: dict(meant) for name, meant in given.given.values.items()}
    for name, met in unknown.items():
        column = by_name[name]
        st.subheader(say(column.label), anchor=False)
        policy = given.given.otherwise.get(name, _REJECT)
        for number, (text, rows) in enumerate(met):
            meant = _value(column, f"{name}_{number}", (text, rows), policy, meanings.get(name, {}))
            if meant != meanings.get(name, {}).get(folded(text), ...):
                meanings.setdefault(name, {})
                if meant is ...:
                    meanings[name].pop(folded(text), None)
                else:
                    meanings[name][folded(text)] = meant  # type: ignore[assignment]
    _change(given, values={name: meant for name, meant in meanings.items() if meant})


def _value(column: Column, key: str, met: tuple[str, int], policy: str, said: Mapping[str, Meant]) -> object:
    """Draw one value and return what is meant by it; `...` where nothing is said of it."""
    text, rows = met
    now = said.get(folded(text), ...)
    kept = _("keep as words in the notes") if policy == _NOTE else _("reject the row")
    options = {_LEFT: kept, _IGNORE: _("ignore"), _REJECT: _("reject the row"), _MEANS: _("it means…")}
    if policy != _NOTE:
        del options[_REJECT]
    chosen = _LEFT if now is ... else _IGNORE if now is None else _REJECT if now is False else _MEANS
    left, middle, right = st.columns([2, 2, 2], vertical_alignment="center")
    with left:
        show(fill('<b>{t}</b> <span class="quiet">{n}</span>', t=text, n=n_("{n} row", "{n} rows", rows)))
    picked = middle.selectbox(
        _("What to do with “{value}”", value=loading.unmarked(text)),
        list(options),
        list(options).index(chosen) if chosen in options else 0,
        format_func=options.__getitem__,
        key=f"import_value_{key}",
        label_visibility="collapsed",
    )
    if picked != _MEANS:
        return {_LEFT: ..., _IGNORE: None, _REJECT: False}[picked]
    allowed = _allowed(column)
    meant = right.selectbox(
        _("“{value}” means", value=loading.unmarked(text)),
        list(allowed),
        list(allowed).index(now) if isinstance(now, str) and now in allowed else None,
        format_func=allowed.__getitem__,
        key=f"import_meant_{key}",
        label_visibility="collapsed",
        placeholder=_("choose"),
    )
    return meant if meant is not None else now


def _allowed(column: Column) -> dict[str, str]:
    declared = column.property
    if declared is None:
        return {}
    taxonomy = of(declared.type)
    labels = taxonomy.labels if taxonomy else {choice.value: choice.label for choice in declared.choices}
    return dict(sorted(((code, say(label)) for code, label in labels.items()), key=lambda item: item[1]))
