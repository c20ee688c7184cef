"""What two bodies have in common and what their tie would change, in words. Which pairs: see `likely`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.gaps import effects, phrases
from graph.gaps.affinity import PROPERTIES
from graph.gaps.affinity import shared as shared_values
from graph.gaps.gap import Reason
from graph.gaps.ground import Foreigners, Ground
from graph.model import Label
from graph.network.network import Network
from graph.store.records import Node

_IN_COMMON = {
    "community": Label("comunità in comune", "shared community"),
    "language": Label("lingua in comune", "shared language"),
    "topic": Label("tema in comune", "shared topic"),
}
_PARTNER = Label("partner comune", "common partner")
_PARTNERS = (Label("un partner comune", "one common partner"), Label("{n} partner comuni", "{n} common partners"))
WELL_PLACED = Label("vicine nella rete, anche senza partner comuni", "close in the network, if without common partners")
ACTIVE = Label("attive spesso e di recente", "often and recently active")
_REACH = (Label("una realtà", "one more body"), Label("{n} realtà", "{n} more bodies"))


def interests(one: Node, other: Node) -> list[tuple[str, tuple[str, ...]]]:
    """Return the communities, languages and topics two bodies share, by code; what they do not is left out."""
    found = ((code, shared_values(code, one, other)) for code in PROPERTIES)
    return [(code, values) for code, values in found if values]


def shared(code: str, values: Sequence[str]) -> Label:
    """Return a shared interest in words: `lingua in comune: arabo`."""
    said, what = phrases.values(PROPERTIES[code], values), _IN_COMMON[code]
    return Label(f"{what.it}: {said.it}", f"{what.en}: {said.en}")


def partners(names: Sequence[str]) -> Label:
    """Return common partners in words: `partner comune: Ada`, `14 partner comuni: Ada, Bice, Carla e altri 11`."""
    said = phrases.listed([Label(name, name) for name in names])
    head = _PARTNER if len(names) == 1 else phrases.counted(len(names), *_PARTNERS)
    return Label(f"{head.it}: {said.it}", f"{head.en}: {said.en}")


def common_partners(network: Network, one: str, other: str) -> list[str]:
    """Return the keys of common partners, those with fewest partners of their own (that weigh most) first."""
    common = network.neighbours(one).keys() & network.neighbours(other).keys()
    return sorted(common, key=lambda key: (int(network.degree[network.index[key]]), key))


def project_overlap(ground: Ground, one: Node, other: Node) -> float:
    """Return the projects two bodies share over those of the one with fewer, 0–1."""
    ours, theirs = (ground.projects.get(node.key, frozenset()) for node in (one, other))
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0


def projects(ground: Ground, one: Node, other: Node, share: float) -> Iterator[Reason]:
    """Yield the projects two bodies are both partners in as a reason, if there are any."""
    both = sorted(ground.projects.get(one.key, frozenset()) & ground.projects.get(other.key, frozenset()))
    if both:
        names = tuple(ground.snapshot.occasions[key].name for key in both)
        said = phrases.listed([phrases.quoted(name) for name in names])
        yield Reason("project", names, share, Label(f"entrambe in {said.it}", f"both in {said.en}"))


def foreigners(known: Foreigners) -> Label:
    """Return the share of foreign residents where a body is, in a few words."""
    share = phrases.percent(known.share)
    if known.by_province:
        return Label(
            f"stranieri {share.it} (media della provincia di {known.of})",
            f"foreign residents {share.en} (average of the province of {known.of})",
        )
    return Label(f"stranieri {share.it} ({known.of})", f"foreign residents {share.en} ({known.of})")


def condensed(reasons: Sequence[Reason]) -> list[Reason]:
    """Return reasons, those that weigh most first."""
    return sorted(reasons, key=lambda reason: -reason.share)


def short(reason: Reason) -> Label:
    """Return a condensed reason in as few words as a list has room for."""
    if reason.code == "partner" and isinstance(reason.value, tuple) and reason.value:
        return phrases.counted(len(reason.value), *_PARTNERS)
    if reason.code in PROPERTIES and isinstance(reason.value, tuple):
        return phrases.values(PROPERTIES[reason.code], reason.value)
    return reason.text


def sentence(one: Node, other: Node, reasons: Sequence[Reason]) -> Label:
    """Say that two bodies never met, and what speaks for a meeting."""
    a, b = phrases.quoted(one.name), phrases.quoted(other.name)
    parts = [
        Label(
            f"{a.it} e {b.it} non si sono ancora incontrate a un evento, né collaborano.",
            f"{a.en} and {b.en} have not met at an event yet, nor do they collaborate.",
        )
    ]
    for names in (r.value for r in reasons if r.code == "partner" and isinstance(r.value, tuple) and r.value):
        said = partners(names)
        with_ = phrases.listed([Label(name, name) for name in names])
        both = Label(f"Lavorano entrambe con {with_.it}.", f"Both work with {with_.en}.")
        parts.append(both if len(names) == 1 else Label(f"Hanno {said.it}.", f"They have {said.en}."))
    rest = [r.text for r in reasons if r.code not in ("partner", "near", "active")]
    if rest:
        parts.append(_as_sentence(phrases.apart(rest)))
    for near in (r for r in reasons if r.code == "near"):
        km = isinstance(near.value, float)
        apart = Label(f"distano {near.text.it}", f"they are {near.text.en} apart")
        parts.append(_as_sentence(apart if km else near.text))
    return phrases.sentences(parts)


def _as_sentence(label: Label) -> Label:
    return Label(*(f"{text[:1].upper()}{text[1:]}." for text in (label.it, label.en)))


def effect(network: Network, one: Node, other: Node) -> Label:
    """Say what a tie would change: two groups become one, or who comes within two steps of whom."""
    i, j = network.index[one.key], network.index[other.key]
    sizes = [int((network.components == network.components[row]).sum()) for row in (i, j)]
    if network.components[i] != network.components[j]:
        return _joined(one, other, sizes)
    gains = [int(e.after - e.before) for e in effects.nearer(network, one.key, other.key)]
    first, second = phrases.quoted(one.name), phrases.quoted(other.name)
    if not any(gains):
        return Label(
            "Un legame diretto: oggi si raggiungono solo attraverso altri, e a due passi hanno già le stesse realtà.",
            "A direct tie: today they reach each other only through others, and have the same bodies two steps away.",
        )
    told = [
        Label(f"{gain.it} per {name.it}", f"{gain.en} for {name.en}")
        for number, name in zip(gains, (first, second), strict=True)
        if number and (gain := phrases.counted(number, *_REACH))
    ]
    said = phrases.listed(told)
    return Label(f"A due passi in più: {said.it}.", f"Newly two steps away: {said.en}.")


def _joined(one: Node, other: Node, sizes: Sequence[int]) -> Label:
    alone = [node for node, size in zip((one, other), sizes, strict=True) if size == 1]
    if len(alone) == 2:
        return Label("Nessuna delle due sarebbe più isolata.", "Neither would be isolated any more.")
    if alone:
        name, reach = phrases.quoted(alone[0].name), max(sizes)
        return Label(
            f"{name.it} entra in una rete di {reach} realtà.", f"{name.en} enters a network of {reach} bodies."
        )
    return Label(
        f"Unisce due gruppi oggi separati, di {sizes[0]} e {sizes[1]} realtà.",
        f"Joins two groups that are separate today, of {sizes[0]} and {sizes[1]} bodies.",
    )
