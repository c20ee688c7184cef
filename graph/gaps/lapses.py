"""What the network lost in the last twelve months, by its own dates.

Actors who worked with others the year before and are seen nowhere since; ties between two who are both still
active; declared collaborations that ended.

The twelve months up to the date looked at, against the twelve before. Where nothing at all is dated in the last
twelve, nothing is said: the events were not recorded, not lost. Events of more than `CROWD` actors make no tie,
but show that who was there is still active.

Score of an actor: up to 0.6 for the strength it had (half at 1, as of one event of two), up to 0.4 for its
partners (half at three). Score of a tie: up to 0.6 for its strength, and 0.4 over 1 + the partners that the two
had in common: a tie that nobody else stood beside weighs more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.gaps import pair_words, phrases
from graph.gaps.gap import Effect, Gap, Reason, best_first, identity, weighed
from graph.gaps.ground import CROWD, Ground, invented
from graph.gaps.kind import GapKind
from graph.measures.change import Change, change
from graph.model import Label
from graph.network.network import Network
from graph.network.periods import Period, during, last_day, last_two_years
from graph.network.scope import Scope
from graph.network.snapshot import network, two_mode
from graph.store.records import Node

KIND = "change"
STRENGTH, PARTNERS = 0.6, 0.4
_HALF_STRENGTH, _HALF_PARTNERS = 1.0, 3
_BODIES = (Label("una realtà", "one body"), Label("{n} realtà", "{n} bodies"))
_TIES = (Label("un legame", "one tie"), Label("{n} legami", "{n} ties"))
_EVENTS = (Label("un evento", "one event"), Label("{n} eventi", "{n} events"))
_TOGETHER = (Label("un evento insieme", "one event together"), Label("{n} eventi insieme", "{n} events together"))
_DECLARED = Label("collaborazione dichiarata", "declared collaboration")


@dataclass(frozen=True, slots=True)
class _Loss:
    """An actor, or two, whose tie was lost; what strength and partners make of the score."""

    members: tuple[str, ...]
    strength: float
    partners: float

    @property
    def order(self) -> tuple[float, str]:
        return -(self.strength + self.partners), identity(KIND, self.members)


@dataclass(frozen=True, eq=False)
class _Years:
    """The two periods compared, and what happened in the earlier one."""

    ground: Ground
    change: Change

    @cached_property
    def earlier(self) -> Network:
        part = during(self.ground.snapshot, self.change.before)
        return network(part, Scope(max_event_size=CROWD))

    @cached_property
    def events(self) -> dict[str, frozenset[int]]:
        """Events of the earlier period that each actor was at."""
        two = two_mode(during(self.ground.snapshot, self.change.before), Scope(max_event_size=CROWD))
        starts, at = two.incidence.indptr.tolist(), two.incidence.indices.tolist()
        return {key: frozenset(at[starts[row] : starts[row + 1]]) for row, key in enumerate(two.actors)}

    @cached_property
    def gone(self) -> frozenset[str]:
        """Actors seen nowhere in the later period."""
        return frozenset(course.key for course in self.change.left)

    def node(self, key: str) -> Node:
        return self.ground.snapshot.actors[key]


def find(ground: Ground, top: int) -> list[Gap]:
    """Return the actors and ties lost in the last twelve months, those that were strongest first."""
    years = _years(ground)
    if years is None:
        return []
    lost = sorted((*_actors(years), *_ties(years)), key=lambda loss: loss.order)[:top]
    return best_first(_tie(years, loss) if len(loss.members) == 2 else _actor(years, loss) for loss in lost)


def _years(ground: Ground) -> _Years | None:
    if not ground.scope.end:
        return None
    today = last_day(ground.scope.end)
    before, after = last_two_years(today)
    if not during(ground.snapshot, after).ties["organised"]:
        return None
    return _Years(ground, change(ground.snapshot, before, after, Scope(max_event_size=CROWD, today=today)))


def _of_strength(strength: float) -> float:
    return STRENGTH * strength / (strength + _HALF_STRENGTH)


def _span(period: Period) -> Label:
    """Return a period in words."""
    from babel.dates import format_date  # deferred: 0.1 s, only where a date is said

    ends = [date.fromisoformat(day) for day in (period.since, period.until)]
    it, en = ([format_date(day, "d MMM y", locale=language) for day in ends] for language in ("it", "en"))
    first, last = (f"1°{day[1:]}" if day.startswith("1 ") else day for day in it)
    return Label(f"fra il {first} e il {last}", f"between {en[0]} and {en[1]}")


# ---- actors -------------------------------------------------------------------------------------


def _actors(years: _Years) -> Iterator[_Loss]:
    for key in years.gone:
        partners = years.earlier.neighbours(key)
        if partners and years.ground.in_focus(years.node(key)):
            of_partners = PARTNERS * len(partners) / (len(partners) + _HALF_PARTNERS)
            yield _Loss((key,), _of_strength(sum(partners.values())), of_partners)


def _actor(years: _Years, loss: _Loss) -> Gap:
    node = years.node(loss.members[0])
    partners = list(years.earlier.neighbours(node.key))
    friend = next((years.node(key) for key in partners if key not in years.gone), None)
    count = phrases.counted(len(partners), *_BODIES)
    named = phrases.listed([phrases.quoted(years.node(key).name) for key in partners])
    events = len(years.events.get(node.key, ()))
    score, reasons = weighed(
        (
            Reason("events", events, loss.strength, phrases.counted(events, *_EVENTS) if events else _DECLARED),
            Reason("partners", tuple(years.node(key).name for key in partners), loss.partners, count),
        )
    )
    before, after, name = _span(years.change.before), _span(years.change.after), phrases.quoted(node.name)
    return Gap(
        identity(KIND, loss.members),
        KIND,
        loss.members,
        (node.name,),
        score,
        reasons,
        Label(
            f"{before.it.capitalize()} {name.it} ha lavorato con {count.it} ({named.it}); {after.it} non si è vista.",
            f"{before.en.capitalize()} {name.en} worked with {count.en} ({named.en}); {after.en} it was not seen.",
        ),
        _actor_effect(friend, len(partners)),
        years.ground.district_names(node),
        (friend.key,) if friend else (),
        invented=invented(node, friend),
        effects=(Effect("ties", len(partners), 0),),
    )


def _actor_effect(friend: Node | None, partners: int) -> Label:
    count = phrases.counted(partners, *_TIES)
    if friend is None:
        return Label(f"La rete ha perso {count.it}.", f"The network has lost {count.en}.")
    name = phrases.quoted(friend.name)
    return Label(
        f"La rete ha perso {count.it}. {name.it} è ancora attiva e può fare da tramite.",
        f"The network has lost {count.en}. {name.en} is still active and can be the link.",
    )


# ---- ties ---------------------------------------------------------------------------------------


def _ties(years: _Years) -> Iterator[_Loss]:
    for pair in years.change.lapsed:
        ends = (pair.source, pair.target)
        if years.gone.isdisjoint(ends) and any(years.ground.in_focus(years.node(key)) for key in ends):
            common = len(pair_words.common_partners(years.earlier, *ends))
            yield _Loss(ends, _of_strength(pair.before), PARTNERS / (1 + common))


def _tie(years: _Years, loss: _Loss) -> Gap:
    one, other = (years.node(key) for key in loss.members)
    events = len(years.events.get(one.key, frozenset()) & years.events.get(other.key, frozenset()))
    common = pair_words.common_partners(years.earlier, *loss.members)
    score, reasons = weighed(
        (
            Reason("events", events, loss.strength, phrases.counted(events, *_TOGETHER) if events else _DECLARED),
            Reason("common", len(common), loss.partners, _beside(len(common))),
        )
    )
    before, after = _span(years.change.before), _span(years.change.after)
    a, b = phrases.quoted(one.name), phrases.quoted(other.name)
    return Gap(
        identity(KIND, loss.members),
        KIND,
        loss.members,
        (one.name, other.name),
        score,
        reasons,
        Label(
            f"{before.it.capitalize()} {a.it} e {b.it} hanno lavorato insieme; {after.it} non più, anche se entrambe "
            "sono attive.",
            f"{before.en.capitalize()} {a.en} and {b.en} worked together; {after.en} no more, though both are active.",
        ),
        _tie_effect(common),
        years.ground.district_names(one, other),
        invented=invented(one, other),
        effects=(Effect("ties", 1, 0),),
    )


def _beside(common: int) -> Label:
    one = Label("un partner le univa comunque", "one partner linked them all the same")
    many = Label("{n} partner le univano comunque", "{n} partners linked them all the same")
    nobody = Label("nessun altro le univa", "nobody else linked them")
    return phrases.counted(common, one, many) if common else nobody


def _tie_effect(common: list[str]) -> Label:
    if common:
        return Label(
            "Il legame diretto è finito: possono ritrovarsi attraverso i partner che avevano in comune.",
            "The direct tie has lapsed: they can meet again through the partners they had in common.",
        )
    return Label(
        "Nessun altro le univa: senza un nuovo incontro il contatto si perde.",
        "Nobody else linked them: without a new meeting the contact is lost.",
    )


GAPS = GapKind(
    KIND,
    Label("legame o realtà persa", "lost tie or body"),
    Label("legami e realtà perse", "lost ties and bodies"),
    Label("perdite", "losses"),
    Label(
        "Chi nei dodici mesi prima degli ultimi dodici lavorava con altri e ora non si vede più, e chi lavorava "
        "insieme e non più. Prima i legami più forti. Contano le date degli eventi e delle collaborazioni, non quelle "
        "in cui sono stati registrati.",
        "Who worked with others in the twelve months before the last twelve and is not seen now, and who worked "
        "together and no more. Strongest ties first. What counts is when events and collaborations were, not when "
        "they were recorded.",
    ),
    "contact",
    Label("sentire che cosa è successo", "hear what happened"),
    find,
)
