"""How the invented territory goes away: all of it, whatever was changed in it since, and nothing else.

What was entered by hand stays and loses its ties to invented things. The key and the evidence decide what is
invented, not the flag, the name or the kind: those can have been edited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model import KINDS, Label
from graph.store.changes import Change, Changeset, MergeNodes, PutNode, PutTie, RemoveNode
from graph.store.interface import View
from graph.store.records import Evidence, Node, Tie
from ingest.sources.sample_territory.cast import is_key
from ingest.sources.sample_territory.real_part import RealPart, real_part
from ingest.sources.sample_territory.territory import SOURCE_NAME

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Removal:
    """What would go and what would stay.

    Attributes
    ----------
    nodes, ties
        Records that go; ties include those entered by hand to invented things.
    losing
        Key and name of what stays and loses ties, with how many.
    unmerged
        Names of real bodies that were merged with invented ones, and stay as they are without them.
    """

    revision: int
    nodes: int
    ties: int
    losing: tuple[tuple[str, str, int], ...]
    unmerged: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def said(self) -> Label:
        """Return the sentence that comes before the click."""
        if not self.changes:
            return Label(
                "Nell'archivio non c'è nulla del territorio di esempio.", "The store holds no sample territory."
            )
        it = [f"Se ne vanno {_count(self.nodes)} schede inventate e {_count(self.ties)} legami."]
        en = [f"{self.nodes:,} invented records and {self.ties:,} ties go."]
        if self.losing:
            lost = sum(times for _, _, times in self.losing)
            names = _listed([name for _, name, _ in self.losing])
            it.append(
                f"Resta ciò che è stato inserito a mano; {_plural(len(self.losing), 'scheda perde', 'schede perdono')} "
                f"{_plural(lost, 'legame', 'legami')} con cose inventate: {names}."
            )
            en.append(
                f"What was entered by hand stays; {len(self.losing)} lose {lost} ties to invented things: {names}."
            )
        if self.unmerged:
            names = _listed(self.unmerged)
            it.append(f"Uniti a schede inventate, restano com'erano: {names}.")
            en.append(f"Merged with invented records, these stay as they were: {names}.")
        return Label(" ".join(it), " ".join(en))

    def changeset(self, author: str) -> Changeset:
        """Return the removal as one changeset, refused if the store has moved on since it was worked out."""
        reason = "Rimosso il territorio di esempio"
        return Changeset(author, reason, SOURCE_NAME, self.changes, {"schede": self.nodes}, self.revision)


def removal(view: View) -> Removal:
    """Work out what goes away.

    Parameters
    ----------
    view
        The staff view: contacts are invented too.
    """
    touched = [node for node in view.nodes() if _of_sample(node)]
    parts = {node.key: real_part(node, view.history(node.key)) for node in touched if not _wholly(node)}
    real = {key: part for key, part in parts.items() if part is not None}
    gone = {node.key for node in touched} - real.keys()
    ties = view.ties() if touched else []
    kept, lost = _sorted_out(ties, gone, real.keys())
    by_key = {node.key: node for node in touched}
    changes = (
        *(change for key, part in real.items() for change in _alone(by_key[key], part)),
        *(_moved(tie, real) for tie in kept),
        *(RemoveNode(key) for key in sorted(gone)),
    )
    losing = _losing(view, lost, gone, real)
    names = tuple(str(part.properties.get("name", part.key)) for part in real.values())
    return Removal(view.revision, len(gone), len(lost), losing, names, changes)


def removal_changes(view: View) -> list[Change]:
    """Return the changes alone."""
    return list(removal(view).changes)


def _of_sample(node: Node) -> bool:
    keys = (node.key, *node.former)
    return any(is_key(key) for key in keys) and any(e.source == SOURCE_NAME for e in node.evidence)


def _wholly(node: Node) -> bool:
    return all(is_key(key) for key in (node.key, *node.former))


def _others(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(e for e in evidence if e.source != SOURCE_NAME)


def _sorted_out(ties: Iterable[Tie], gone: Iterable[str], real: Iterable[str]) -> tuple[list[Tie], list[Tie]]:
    """Return the ties of real bodies that stay with them, and the ties that go."""
    kept, lost = [], []
    gone_, real_ = frozenset(gone), frozenset(real)
    for tie in ties:
        ends = {tie.source, tie.target}
        if ends & gone_ or (ends & real_ and not _others(tie.evidence)):
            lost.append(tie)
        elif ends & real_:
            kept.append(tie)
    return kept, lost


def _alone(node: Node, part: RealPart) -> Iterator[Change]:
    """Return the changes that put a real body back under its own key, without what is invented."""
    yield RemoveNode(node.key)
    yield PutNode(part.key, part.kind, part.properties, _others(node.evidence))
    same = {name: part.properties[name] for name in ("name", "candidate", "start", "date") if name in part.properties}
    for key in part.former:
        yield PutNode(key, part.kind, same)
        yield MergeNodes(part.key, key)


def _moved(tie: Tie, real: dict[str, RealPart]) -> PutTie:
    """Return a tie entered by hand, between the ends as they are named from now on."""
    source, target = (real[end].key if end in real else end for end in (tie.source, tie.target))
    properties = {name: value for name, value in tie.properties.items() if name != "invented"}
    return PutTie(tie.type, source, target, properties, _others(tie.evidence))


def _losing(
    view: View, lost: Iterable[Tie], gone: set[str], real: dict[str, RealPart]
) -> tuple[tuple[str, str, int], ...]:
    """Return what stays and loses ties that somebody entered by hand."""
    counts: Counter[str] = Counter()
    for tie in lost:
        if _others(tie.evidence):
            counts.update(end for end in {tie.source, tie.target} - gone)
    nodes = {n.key: n for n in view.nodes(keys=list(counts))} if counts else {}
    return tuple(
        (real[key].key if key in real else key, _name(nodes[key]), times) for key, times in sorted(counts.items())
    )


def _name(node: Node) -> str:
    if "name" in node.properties:
        return f"«{node.name}»"
    return f"{KINDS[node.kind].label.it} del {node.text('date')}"


def _listed(names: Iterable[str]) -> str:
    all_ = list(names)
    more = f" e altre {len(all_) - _NAMED}" if len(all_) > _NAMED else ""
    return ", ".join(all_[:_NAMED]) + more


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _plural(number: int, one: str, many: str) -> str:
    return f"{_count(number)} {one if number == 1 else many}"
