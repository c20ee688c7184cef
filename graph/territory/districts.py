"""Districts (Ambiti): which municipalities each has, which are in two, which of the territory are in none.

Not how districts are loaded (see `ingest.sources.districts`) nor how their networks compare.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from graph.model import keys
from graph.model.folding import folded
from graph.store.interface import View
from graph.store.records import Node
from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality

_GENERIC = re.compile(
    r"^\s*(?:ambito|ambiti)\b(?:\s+(?:territoriale|distrettuale|sociale|intercomunale))*(?:\s+(?:n[.°º]?\s*)?\d+)?"
    r"(?:\s*[-–:,]|\s+(?:di|del|della|dei|degli|delle)(?=\s)|\s+dell['’])*\s*"
    r"|\s*\(ambito(?:\s+(?:n[.°º]?\s*)?\d+)?\)\s*$",
    re.IGNORECASE,
)
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class District:
    """One district and its municipalities in being.

    Attributes
    ----------
    members
        ISTAT codes, in order; merged municipalities count as what they became.
    complete
        Whether its list is said to be complete; None if nobody said.
    """

    key: str
    name: str
    lead: str
    complete: bool | None
    invented: bool
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How districts cover a territory.

    Attributes
    ----------
    overlaps
        Municipalities in more than one district, with the districts' keys.
    holes
        Municipalities of the territory that are in none.
    """

    districts: tuple[District, ...]
    overlaps: Mapping[str, tuple[str, ...]]
    holes: tuple[Municipality, ...]


def core_name(name: str) -> str:
    """Return a district's name without what every district is called: `Dalmine` for `Ambito di Dalmine`."""
    return _GENERIC.sub("", name).strip() or name.strip()


def key(name: str) -> str:
    """Return the key of the district of a name; `Ambito di Dalmine` and `Dalmine` are one."""
    slug = folded(core_name(name)).replace(" ", "-")
    if len(slug) > _LONGEST_SLUG:  # two long names may begin alike
        mark = hashlib.blake2b(slug.encode(), digest_size=4).hexdigest()
        slug = f"{slug[: _LONGEST_SLUG - 9].rstrip('-')}-{mark}"
    return keys.from_code("district", slug)


def named(nodes: Iterable[Node], name: str) -> list[Node]:
    """Return the districts among nodes that a name or one of its other names names; generic words forgiven."""
    wanted = folded(core_name(name))
    return [n for n in nodes if any(folded(core_name(called)) == wanted for called in (n.name, *n.many("aliases")))]


def districts(view: View, gazetteer: Gazetteer) -> list[District]:
    """Return every district with its municipalities, ordered by name."""
    members: defaultdict[str, set[str]] = defaultdict(set)
    for tie in view.ties(["part_of"]):
        prefix, _, istat = tie.source.partition(":")
        if prefix == "municipality":
            members[tie.target].update(gazetteer.in_being(istat) or (istat,))
    found = [_district(node, members[node.key]) for node in view.nodes(["district"])]
    return sorted(found, key=lambda d: (folded(d.name), d.key))


def coverage(districts: Iterable[District], territory: Iterable[Municipality], *, invented: bool = False) -> Coverage:
    """Say how districts cover a territory.

    Parameters
    ----------
    invented
        Look at the invented districts of the sample instead of the real ones: the two never overlap.
    """
    looked_at = tuple(d for d in districts if d.invented is invented)
    of = _keys_by_municipality(looked_at)
    overlaps = {istat: found for istat, found in sorted(of.items()) if len(found) > 1}
    return Coverage(looked_at, overlaps, tuple(m for m in territory if m.istat not in of))


def district_of(view: View, gazetteer: Gazetteer | None = None) -> dict[str, tuple[str, ...]]:
    """Return the keys of the districts of every municipality that is in one, by ISTAT code.

    More than one key is an overlap. A gazetteer already made from the view's municipalities may be given.
    """
    known = gazetteer or Gazetteer.from_nodes(view.nodes(["municipality"]))
    return _keys_by_municipality(districts(view, known))


def around(node: Node, here: Iterable[str], invented: Container[str]) -> tuple[str, ...]:
    """Return which of its municipality's districts a node is in: invented ones for what is invented, else real ones.

    Parameters
    ----------
    here
        Keys of the districts of its municipality.
    invented
        Keys of the invented districts.
    """
    made_up = node.properties.get("invented") is True
    return tuple(key for key in here if (key in invented) is made_up)


def _keys_by_municipality(districts: Iterable[District]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for district in districts:
        for istat in district.members:
            found[istat].append(district.key)
    return {istat: tuple(sorted(of)) for istat, of in found.items()}


def _district(node: Node, members: set[str]) -> District:
    complete = node.properties.get("complete")
    return District(
        key=node.key,
        name=node.name,
        lead=node.text("lead"),
        complete=complete if isinstance(complete, bool) else None,
        invented=node.properties.get("invented") is True,
        members=tuple(sorted(members)),
    )
