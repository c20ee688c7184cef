"""Gaps as a reader sees them: the list, and the open one with its reasons and what it would change. As HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from graph.gaps.gap import EFFECTS, RATES, SHARES, Effect, Gap, Reason
from graph.gaps.pair_words import condensed, short
from graph.gaps.registry import KINDS
from graph.gaps.status import LABELS
from graph.store.changes import GapStatus
from pages.parts import card
from pages.parts.formats import integer, percent, significant
from pages.parts.graph_view import GraphView
from pages.parts.markup import fill, join
from pages.parts.wording import _, say

OPEN, MORE, CLOSE = "gap:", "+more", "+close"
_CHIPS = 4
_SAID = frozenset({"no-tie", "open"})
"""Reasons that the kind of gap says already."""


def sentence(gaps: Sequence[Gap], kinds: Sequence[str]) -> str:
    """Say what is listed, and by which rule where it is one kind."""
    if len(kinds) == 1:
        return say(KINDS[kinds[0]].rule)
    counts = Counter(gap.kind for gap in gaps)
    parts = [
        f"{integer(counts[name])} {say(kind.label if counts[name] == 1 else kind.plural)}"
        for name, kind in KINDS.items()
        if counts[name]
    ]
    return _("The best of each kind: {parts}.", parts=", ".join(parts))


def listed(gaps: Sequence[Gap], opened: str, shown: int) -> Markup:
    """Return the list of gaps; each can be opened."""
    more = '<button type="button" class="more" data-pick="{m}">{t}</button>'
    return fill(
        '<ul class="rows">{rows}</ul>{more}',
        rows=join(fill("<li>{row}</li>", row=_row(gap, gap.id == opened)) for gap in gaps[:shown]),
        more=fill(more, m=MORE, t=_("Show more")) if len(gaps) > shown else "",
    )


def _row(gap: Gap, opened: bool) -> Markup:
    chips = [short(reason) for reason in condensed(gap.reasons) if reason.code not in _SAID][:_CHIPS]
    return fill(
        '<button type="button" class="gap-card" data-pick="{key}"{now}><span class="gap-kind">{kind}{where}</span>'
        '<span class="gap-pair">{names}</span>{mark}{status}<span class="tags">{chips}</span></button>',
        key=OPEN + gap.id,
        now=Markup(' aria-current="true"') if opened else "",
        kind=say(KINDS[gap.kind].label),
        where=f" · {', '.join(gap.districts)}" if gap.districts else "",
        names=_pair(gap),
        mark=_invented(gap),
        status=_status(gap),
        chips=join(fill('<span class="tag">{t}</span>', t=say(chip)) for chip in chips),
    )


def _pair(gap: Gap) -> Markup:
    apart = gap.tie == gap.members and gap.status != GapStatus.DONE
    could = fill(
        '<span class="could{line}" aria-hidden="true"></span><span class="unseen">{t}</span>',
        line="" if apart else " does",
        t=_("could work with") if apart else _("works with"),
    )
    return could.join(fill("{name}", name=name) for name in gap.names)


def _invented(gap: Gap) -> Markup:
    mark = '<span class="mark mark-invented">{t}</span>'
    return fill(mark, t=_("invented example")) if gap.invented else Markup()


def _status(gap: Gap) -> Markup:
    if gap.status == GapStatus.OPEN:
        return Markup()
    return fill(
        '<span class="mark gap-mark gap-{status}">{t}</span>', status=gap.status, t=say(LABELS[GapStatus(gap.status)])
    )


def opened(gap: Gap, work: Markup) -> Markup:
    """Return the head of the gap that is open.

    Parameters
    ----------
    work
        What was said of it and what can be done about it, where the reader may know.
    """
    return fill(
        '<article class="gap-open" data-open="{id}"><span class="gap-kind">{kind}{where}</span>'
        '<h2 class="gap-pair">{names}</h2>{mark}{work}</article>',
        id=gap.id,
        kind=say(KINDS[gap.kind].label),
        where=f" · {', '.join(gap.districts)}" if gap.districts else "",
        names=_pair(gap),
        mark=_invented(gap),
        work=work,
    )


def details(graph: GraphView, gap: Gap) -> Markup:
    """Return the rest of the gap that is open: in words, why, what it would change, whose cards can be read."""
    return fill(
        '<article class="gap-why"><p>{text}</p>{why}{change}{note}{who}'
        '<button type="button" class="link" data-pick="{close}">{back}</button></article>',
        text=say(gap.text),
        why=fill("<h3>{t}</h3>{reasons}", t=_("Why"), reasons=_reasons(gap.reasons)) if gap.reasons else "",
        change=_change(gap),
        note=fill('<p class="quiet">{t}</p>', t=say(gap.note)) if gap.note else "",
        who=_who(graph, gap),
        close=CLOSE,
        back=_("Back to the list"),
    )


def _change(gap: Gap) -> Markup:
    if not say(gap.effect):
        return Markup()
    return fill(
        '<h3>{t}</h3><p>{effect}</p><ul class="effects quiet">{numbers}</ul>',
        t=_("What it would change"),
        effect=say(gap.effect),
        numbers=join(_effect(effect) for effect in gap.effects),
    )


def _effect(effect: Effect) -> Markup:
    number = percent if effect.code in SHARES else significant if effect.code in RATES else integer
    return fill(
        "<li>{what}: {before} <span aria-hidden='true'>→</span><span class='unseen'>{to}</span> {after}</li>",
        what=say(EFFECTS[effect.code]),
        before=number(effect.before),
        to=_("becomes"),
        after=number(effect.after),
    )


def _reasons(reasons: Sequence[Reason]) -> Markup:
    """Return the reasons, those that weigh most first, each with its share of the score."""
    return fill('<ul class="weights">{items}</ul>', items=join(_reason(reason) for reason in condensed(reasons)))


def _reason(reason: Reason) -> Markup:
    if not reason.share:
        return fill("<li><span>{text}</span></li>", text=say(reason.text))
    bar = Markup('<span class="bar" aria-hidden="true"><i style="width:{}%"></i></span>').format(
        round(min(reason.share, 1.0) * 100)
    )
    figure = '<span class="figure" title="{title}">{share}</span>'
    return fill(
        "<li><span>{text}</span>{figure}{bar}</li>",
        text=say(reason.text),
        figure=fill(figure, title=_("share of the score"), share=percent(reason.share)),
        bar=bar,
    )


def _who(graph: GraphView, gap: Gap) -> Markup:
    link = '<button type="button" class="link" data-pick="{key}">{sign}{name}</button>'
    nodes = [node for key in (*gap.members, *gap.suggested) if (node := graph.nodes.get(key))]
    if not nodes:
        return Markup()
    links = join(fill(link, key=n.key, sign=card.sign(n.kind), name=n.name) for n in nodes)
    return fill('<h3>{t}</h3><div class="who">{links}</div>', t=_("Open a card"), links=links)


def legend() -> Markup:
    """Return what lines and dots mean here."""
    return fill(
        '<div class="legend quiet"><span class="key"><i class="line line-dotted"></i>{could}</span>'
        '<span class="key"><i class="line"></i>{works}</span><span class="key">{rest}</span></div>',
        could=_("could work together"),
        works=_("works with"),
        rest=_("hollow: the other actors of the territory"),
    )
