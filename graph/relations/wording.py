"""Why a body stands in the queue, in words a person would say. Not the order of the queue."""

from __future__ import annotations

from datetime import date

from graph.model import Label
from graph.relations.log import Step
from graph.relations.relation import Relation
from graph.relations.weight import Weight

_SEVERAL = {2: Label("due", "two"), 3: Label("tre", "three"), 4: Label("quattro", "four"), 5: Label("cinque", "five")}
_MANY_TIES = 8
"""From here on the number of ties is worth saying."""


def day(text: str, today: date) -> Label:
    """Return a stored date as it is said near its time: `3 dic`, with the year where it is not this one."""
    from babel.dates import format_date  # deferred: 0.1 s, only where a date is said

    if len(text) < 10:
        pattern, known = ("MMM y", f"{text}-01") if len(text) == 7 else ("y", f"{text}-01-01")
    else:
        pattern, known = ("d MMM" if text[:4] == f"{today.year:04d}" else "d MMM y"), text[:10]
    moment = date.fromisoformat(known)
    return Label(format_date(moment, pattern, locale="it"), format_date(moment, pattern, locale="en"))


def promised(step: Step, today: date) -> Label:
    """Say what was promised and by when: `promesso per il 3 dic: mandare il programma`."""
    what = f": {step.what[:1].lower()}{step.what[1:]}" if step.what else ""
    if not step.by:
        return Label(f"resta da fare{what}", f"still to do{what}") if what else Label("resta da fare", "still to do")
    when = day(step.by, today)
    late = _late(step.by, today)
    return Label(f"promesso per il {when.it}{late.it}{what}", f"promised for {when.en}{late.en}{what}")


def _late(by: str, today: date) -> Label:
    if len(by) < 10:
        return Label("", "")
    days = (today - date.fromisoformat(by[:10])).days
    if days == 0:
        return Label(" (oggi)", " (today)")
    if days == 1:
        return Label(" (ieri)", " (yesterday)")
    if days < 60:
        return Label(f" ({days} giorni fa)", f" ({days} days ago)") if days > 1 else Label("", "")
    months = round(days / 30.44)
    if months < 24:
        return Label(f" ({months} mesi fa)", f" ({months} months ago)")
    return Label(f" ({months // 12} anni fa)", f" ({months // 12} years ago)")


def silence(relation: Relation) -> Label:
    """Say since when nothing is heard: `mai cercata`, `cercata 2 volte senza risposta`, `non sentita da 9 mesi`."""
    tries = sum(not talk.planned for talk in relation.talks)
    if relation.months is not None and relation.last_sign:
        return _months(relation.months)
    if tries:
        times = Label("una volta", "once") if tries == 1 else Label(f"{tries} volte", f"{tries} times")
        return Label(f"cercata {times.it} senza risposta", f"tried {times.en} without an answer")
    return Label("mai cercata", "never called")


def _months(months: int) -> Label:
    if months == 0:
        return Label("sentita in questo mese", "heard of this month")
    if months == 1:
        return Label("non sentita da un mese", "not heard of for a month")
    if months < 24:
        return Label(f"non sentita da {months} mesi", f"not heard of for {months} months")
    years = months // 12
    return Label(f"non sentita da {years} anni", f"not heard of for {years} years")


def standing(weight: Weight) -> Label | None:
    """Say what the network has in it: `collega due gruppi`, `lavora con 12 realtà`; None where it is one of many."""
    if weight.parts > 1:
        many = _SEVERAL.get(weight.parts, Label(str(weight.parts), str(weight.parts)))
        return Label(f"collega {many.it} gruppi", f"links {many.en} groups")
    if weight.ties >= _MANY_TIES:
        return Label(f"lavora con {weight.ties} realtà", f"works with {weight.ties} bodies")
    return Label("non ha ancora legami", "has no ties yet") if weight.ties == 0 else None
