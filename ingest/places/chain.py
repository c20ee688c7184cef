"""Where an address is: the first of several answers, from the surest to the coarsest. Never fails, never invents.

confirmed by a person → kept from online → register of streets → online, if switched on → postcode → municipality
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import Protocol

from graph.model import KINDS
from graph.store.records import Node
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality
from ingest.places.cache import Cache, Kept
from ingest.places.errors import OnlineUnavailable
from ingest.places.online import Online
from ingest.places.place import Place, Precision
from ingest.places.register import Register
from ingest.places.register_file import beside, place_file
from ingest.places.writing import same

LOCATED_KINDS = tuple(k.name for k in KINDS.values() if {"address", "precision"} <= {p.name for p in k.properties})
"""Kinds of nodes that have an address and keep a place."""

_FINENESS: dict[str, int] = {"rooftop": 3, "street": 2, "postcode": 1, "municipality": 0}
Confirmed = Mapping[tuple[str, str], Place]


class HoldsNodes(Protocol):
    """What a chain asks of a view of a store: its nodes of some kinds."""

    def nodes(self, kinds: Iterable[str] | None = None) -> Sequence[Node]: ...


class Chain:
    """The geocoder chain of one moment; see the protocol `ingest.sources.source.Locate`.

    Parameters
    ----------
    confirmed
        Returns places that a person confirmed, by municipality and address (as `ingest.places.writing.same`
        has it); called at most once, when an address is asked for.
    cache
        Online answers; asked even while no service is on.

    Attributes
    ----------
    trouble
        Why the online service could not be used, if it could not.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        confirmed: Callable[[], Confirmed] = dict,
        register: Register | None = None,
        cache: Cache | None = None,
        online: Online | None = None,
    ) -> None:
        self._gazetteer, self._register, self._cache, self._online = gazetteer, register, cache, online
        self._find_confirmed = confirmed
        self._towns: dict[str, Municipality | None] = {}
        self._coarse: dict[tuple[str, str], Place] = {}
        self.trouble: OnlineUnavailable | None = None

    def __call__(self, address: str, municipality: str, postcode: str = "") -> Place:
        """Return the place of an address.

        Parameters
        ----------
        municipality
            ISTAT code.
        """
        text = " ".join(address.split())
        if municipality not in self._towns:
            self._towns[municipality] = self._gazetteer.by_istat(municipality)
        where = self._towns[municipality]
        if text and where is not None:
            found = self._exact(text, where)
            if found is not None:
                return found
        key = (municipality, postcode)
        if key not in self._coarse:
            self._coarse[key] = _coarse(municipality, where, postcode)
        coarse = self._coarse[key]
        return Place(text, coarse.municipality, coarse.precision, coarse.provider, coarse.matched, coarse.score)

    def beginning(self, address: str, municipality: str) -> list[Place]:
        """Return places of the register that an address being typed may mean; none where no register covers the town.

        Parameters
        ----------
        municipality
            ISTAT code.
        """
        return self._register.beginning(address, municipality) if self._register else []

    def covers(self, municipality: str) -> bool:
        """Tell whether the register has the streets of a municipality."""
        return self._register is not None and municipality in self._register.municipalities

    def close(self) -> None:
        """Close the files."""
        for part in (self._register, self._cache):
            if part is not None:
                part.close()

    def __enter__(self) -> Chain:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def _confirmed(self) -> Confirmed:
        return self._find_confirmed()

    def _exact(self, text: str, where: Municipality) -> Place | None:
        """Return a place at street level or better."""
        if self._confirmed and (pinned := self._confirmed.get((where.istat, same(text)))):
            return replace(pinned, query=text)
        kept = self._kept(text, where)
        if kept is not None and kept.place is not None and kept.place.precision == "rooftop":
            return kept.place
        found = self._register.place(text, where.istat, _towns(where)) if self._register else None
        if found is None or found.lat is None:
            online = kept.place if kept is not None else self._asked(text, where)
            found = online or found
        elif kept is not None and kept.place is not None and found.precision != "rooftop":
            return kept.place
        return found

    def _kept(self, text: str, where: Municipality) -> Kept | None:
        """Return what any service, the one in use first, has answered before."""
        if self._cache is None:
            return None
        return self._cache.get(where.istat, text, self._online.name if self._online else "")

    def _asked(self, text: str, where: Municipality) -> Place | None:
        if self._online is None:
            return None
        try:
            found = self._online.place(text, where)
        except OnlineUnavailable as error:
            self.trouble = error
            return None
        if self._cache is not None:
            self._cache.put(where.istat, text, self._online.name, found)
        return found


def chain(
    store: str, view: HoldsNodes | None, gazetteer: Gazetteer, *, now: Callable[[], float], online: Online | None = None
) -> Chain:
    """Return the chain that belongs to a store: its confirmed places, and the files beside it that exist.

    Parameters
    ----------
    store
        URL.
    view
        Staff view; None leaves confirmed places out.
    now
        Seconds since 1970.
    online
        None leaves every service off: nothing leaves the machine.
    """
    register, answers = beside(store), place_file(store, "places")
    return Chain(
        gazetteer,
        confirmed=(lambda: confirmed_places(view)) if view is not None else dict,
        register=Register.at(register, town_words(gazetteer)) if register.exists() else None,
        cache=Cache(answers, now) if online is not None or answers.exists() else None,
        online=online,
    )


def confirmed_places(view: HoldsNodes) -> Confirmed:
    """Return the places that a person confirmed, by municipality and address; two that differ cancel out."""
    found: dict[tuple[str, str], Place | None] = {}
    for node in view.nodes(LOCATED_KINDS):
        if node.properties.get("place_confirmed") is True and node.point is not None and node.text("address"):
            key = (node.text("municipality"), same(node.text("address")))
            place = _pinned(node)
            known = found.setdefault(key, place)
            if known is not None and (known.lat, known.lon) != (place.lat, place.lon):
                found[key] = None
    return {key: place for key, place in found.items() if place is not None}


def town_words(gazetteer: Gazetteer) -> frozenset[str]:
    """Return the words of municipalities' names, upper case: a street called so is no slip of another word."""
    return frozenset(word for m in gazetteer.all() for word in same(m.name).split() if len(word) >= 4)


def finer(one: str, other: str) -> bool:
    """Tell whether a precision is finer than another; an unknown one is the coarsest."""
    return _FINENESS.get(one, -1) > _FINENESS.get(other, -1)


def _towns(where: Municipality) -> tuple[str, ...]:
    return (where.name, *where.aliases, where.province_name, where.province)


def _pinned(node: Node) -> Place:
    precision: Precision = "rooftop" if node.text("precision") == "rooftop" else "street"
    point = node.point or (None, None)
    return Place(
        query=node.text("address"),
        municipality=node.text("municipality"),
        precision=precision,
        provider="confirmed",
        matched=node.text("place_matched") or node.text("address"),
        score=1.0,
        lat=point[0],
        lon=point[1],
    )


def _coarse(municipality: str, where: Municipality | None, postcode: str) -> Place:
    """Return the place that is left: the postcode where it tells more than the municipality, else that."""
    if where is None:
        return Place("", municipality, "municipality", "municipality", "", 0.0)
    if len(where.postcodes) > 1 and postcode in where.postcodes:
        return Place("", where.istat, "postcode", "postcode", f"{postcode} {where.name}", 1.0)
    return Place("", where.istat, "municipality", "municipality", where.name, 1.0)
