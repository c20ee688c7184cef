"""What municipalities were: earlier names, codes and provinces, and those that ended. Not what they are now.

Facts and likelihoods are kept apart. A municipality that keeps its cadastral code under another name
is the same one (`renamed`); what one that ended became is only likely (`Ended.likely`) until ISTAT's list
of abolished municipalities is loaded.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.folding import words
from graph.territory.packages import Listed, Period, day_after
from graph.territory.spelling import CONNECTING

RECENT = "1990"
"""Names given up since then are still written: they count when a name is checked for other meanings."""
_PROVINCES_SINCE = "1946"
_MOST_LIKELY = 5


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name that a municipality in being had until `ended` (ISO date)."""

    name: str
    istat: str
    province: str
    ended: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A municipality that is no more, and the ISTAT codes of those in being that it likely became."""

    name: str
    other_name: str
    cadastral: str
    province: str
    ended: str
    likely: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """All that packages know of the past, for the gazetteer.

    Attributes
    ----------
    codes
        ISTAT code a municipality had under an earlier province, to its code now.
    provinces
        Abbreviations of the provinces it belonged to since the war, by ISTAT code.
    """

    renamed: Sequence[Renamed] = ()
    ended: Sequence[Ended] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    provinces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def from_packages(listed: Sequence[Listed], lives: Mapping[str, Sequence[Period]]) -> Former:
    """Tell what ISTAT's list and the dates of python-codicefiscale say together about the past."""
    by_cadastral = {one.cadastral: one for one in listed}
    begun, new = _starts(lives, with_new_names=False), _starts(lives, with_new_names=True)
    gone = _last_days(lives)
    renamed: list[Renamed] = []
    ended: list[Ended] = []
    provinces: dict[str, tuple[str, ...]] = {}
    for cadastral, life in lives.items():
        now = by_cadastral.get(cadastral)
        if now is None:
            last = life[-1]
            if (heir := _renumbered(last, begun, gone)) in by_cadastral:
                renamed.append(Renamed(last.name, by_cadastral[heir].istat, last.province, last.ended))
            elif last.ended:  # else it is newer than ISTAT's list in the package
                likely = _likely(last, listed, by_cadastral, new, gone)
                names = {words(p.name): p for p in life}
                ended += (Ended(p.name, p.other_name, cadastral, p.province, p.ended, likely) for p in names.values())
            continue
        moved = dict.fromkeys(p.province for p in life if p.ended >= _PROVINCES_SINCE and p.province != now.province)
        if moved:
            provinces[now.istat] = tuple(moved)
        pure, doubtful = _earlier_names(life, now, begun)
        renamed += pure
        ended += doubtful
    codes = {code: one.istat for one in listed for code in one.codes if code != one.istat}
    for one in listed:
        codes.pop(one.istat, None)
    return Former(renamed, ended, codes, provinces)


def became(name: str, province: str, former: Former) -> tuple[str, ...]:
    """Return what a municipality that ended lately likely became, best first, by its name and province."""
    same = [e for e in former.ended if words(e.name) == words(name) and e.province == province]
    return max(same, key=lambda e: e.ended).likely if same else ()


def _earlier_names(
    life: Sequence[Period], now: Listed, begun: Mapping[tuple[str, str], Sequence[Period]]
) -> tuple[list[Renamed], list[Ended]]:
    """Divide the earlier names of a municipality in being into sure ones and doubtful ones."""
    last = {words(p.name): i for i, p in enumerate(life)}
    pure: list[Renamed] = []
    doubtful: list[Ended] = []
    for name, i in last.items():
        period = life[i]
        if name == words(now.name):
            continue
        if _one_body(life[i:], begun):  # not ended: a name newer than ISTAT's list
            pure.append(Renamed(period.name, now.istat, period.province, period.ended or period.began))
        else:
            likely = (now.istat,)
            doubtful.append(
                Ended(period.name, period.other_name, period.cadastral, period.province, period.ended, likely)
            )
    return pure, doubtful


def _one_body(stretches: Sequence[Period], begun: Mapping[tuple[str, str], Sequence[Period]]) -> bool:
    """Say whether a life goes on without a break and without losing a part to a new municipality."""
    for before, after in itertools.pairwise(stretches):
        if not before.ended or day_after(before.ended) != after.began:
            return False
        name = set(words(before.name)) - CONNECTING
        for other in begun.get((after.province, after.began), ()):
            if after.began < RECENT or name & set(words(other.name)) - CONNECTING:
                return False
    return True


def _renumbered(
    last: Period, begun: Mapping[tuple[str, str], Sequence[Period]], gone: Mapping[tuple[str, str], Sequence[Period]]
) -> str:
    """Return the new cadastral code of a municipality that got one with its new name, else nothing.

    On its last day none but it ended in the province, the next day none but one began, which still goes on
    and has the whole old name in its own: `Lonato`, then `Lonato del Garda`.
    """
    if not last.ended:
        return ""
    heirs = begun.get((last.province, day_after(last.ended)), ())
    alone = len(heirs) == 1 and len(gone[last.province, last.ended]) == 1 and not heirs[0].ended
    return heirs[0].cadastral if alone and set(words(last.name)) <= set(words(heirs[0].name)) else ""


def _likely(
    last: Period,
    listed: Sequence[Listed],
    by_cadastral: Mapping[str, Listed],
    new: Mapping[tuple[str, str], Sequence[Period]],
    gone: Mapping[tuple[str, str], Sequence[Period]],
) -> tuple[str, ...]:
    """Return what came into being in the province the day after, those that share a word with the name first."""
    name = set(words(last.name)) - CONNECTING
    following = []
    for other in new.get((last.province, day_after(last.ended)), ()):
        shared = len(set(words(other.name)) & name)
        if shared or not _made_of(other, gone.get((last.province, last.ended), ())):
            following.append((-shared, other))
    following.sort(key=lambda pair: pair[0])
    likely = dict.fromkeys(by_cadastral[p.cadastral].istat for _, p in following if p.cadastral in by_cadastral)
    likely.update((one.istat, None) for one in _containing(last, listed))
    return tuple(likely)[:_MOST_LIKELY]


def _made_of(new: Period, gone: Iterable[Period]) -> bool:
    """Say whether a new name is put together from several that ended: `Piadena Drizzona` names all its parts."""
    name = set(words(new.name)) - CONNECTING
    parts = [set(words(one.name)) for one in gone]
    return name <= set().union(*parts) and not any(name <= part for part in parts)


def _last_days(lives: Mapping[str, Sequence[Period]]) -> dict[tuple[str, str], list[Period]]:
    """Return the stretches that came to an end, by province and last day."""
    found: defaultdict[tuple[str, str], list[Period]] = defaultdict(list)
    for life in lives.values():
        for period in life:
            found[period.province, period.ended].append(period)
    return found


def _containing(period: Period, listed: Iterable[Listed]) -> list[Listed]:
    """Return municipalities of the province whose name contains the whole old name: `Solbiate con Cagno`."""
    name = set(words(period.name)) - CONNECTING
    return [one for one in listed if one.province == period.province and name and name <= set(words(one.name))]


def _starts(lives: Mapping[str, Sequence[Period]], with_new_names: bool) -> dict[tuple[str, str], list[Period]]:
    """Return the stretches that began a municipality, by province and first day.

    With new names, also those that went on under another name: who takes in a neighbour often does.
    """
    found: defaultdict[tuple[str, str], list[Period]] = defaultdict(list)
    for life in lives.values():
        for before, period in zip([None, *life], life, strict=False):
            goes_on = before is not None and before.ended and day_after(before.ended) == period.began
            if not goes_on or (with_new_names and before is not None and before.name != period.name):
                found[period.province, period.began].append(period)
    return dict(found)
