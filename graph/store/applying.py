"""What each change does to the records on the desk: the rules of the store, one function a change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from graph.model import KINDS, keys
from graph.model.label import Label
from graph.model.ties import TIES
from graph.model.values import InvalidValue
from graph.store.changes import Change, Effect, MergeNodes, PutNode, PutTie, RemoveNode, RemoveTie
from graph.store.desk import Desk
from graph.store.errors import CannotMerge, MissingEnd, SelfTie, StaleRevision, UnknownKey
from graph.store.merging import (
    checked_key,
    declared,
    filled,
    joined,
    kind_of,
    merged_evidence,
    merged_properties,
    said_before,
    same_properties,
)
from graph.store.records import Evidence, Node, Tie


@dataclass
class Applying:
    """One changeset being applied: its desk, what it says of itself, and what it did so far.

    `known_from` is the evidence of a tie that came with none: the changeset itself.
    """

    desk: Desk
    known_from: Evidence
    effects: list[Effect] = field(default_factory=list)
    nodes: Counter[Effect] = field(default_factory=Counter)
    ties: Counter[Effect] = field(default_factory=Counter)

    def apply(self, change: Change) -> None:
        """Apply one change and count what it did."""
        match change:
            case PutNode():
                effect = self._put_node(change)
                self.nodes[effect] += 1
            case PutTie():
                effect = self._put_tie(change)
                self.ties[effect] += 1
            case RemoveNode():
                effect = self._remove_node(change)
            case RemoveTie():
                effect = self._remove_tie(change)
            case MergeNodes():
                effect = self._merge(change)
        self.effects.append(effect)

    def _put_node(self, change: PutNode) -> Effect:
        desk, key = self.desk, self.desk.lead(checked_key(change.key))
        there = desk.node(key)
        self._fresh(key, there, change.expected_revision)
        kind = kind_of(change.kind)
        if there is None:
            values = merged_properties(kind.by_name, {}, change.properties)
            desk.put(Node(key, kind.name, values, merged_evidence((), change.evidence)))
            return Effect.CREATED
        if said_before(there.evidence, change.evidence):
            return Effect.UNCHANGED
        after = self._filled(there, change) if key != change.key else self._merged(there, change)
        if (
            after.kind == there.kind
            and after.evidence == there.evidence
            and same_properties(after.properties, there.properties)
        ):
            return Effect.UNCHANGED
        desk.put(after)
        return Effect.UPDATED

    def _merged(self, there: Node, change: PutNode) -> Node:
        kind = KINDS[change.kind]
        if kind.name != there.kind:
            self._allow(there, kind.name)
        return replace(
            there,
            kind=kind.name,
            properties=merged_properties(kind.by_name, there.properties, change.properties),
            evidence=merged_evidence(there.evidence, change.evidence),
        )

    def _filled(self, there: Node, change: PutNode) -> Node:
        """Return the node that the change's node was merged into: what it lacks is filled, nothing is overwritten."""
        known = KINDS[change.kind].by_name
        return filled(
            there, Node(change.key, change.kind, merged_properties(known, {}, change.properties), change.evidence)
        )

    def _allow(self, node: Node, kind: str) -> None:
        """Refuse a kind that the node's ties do not allow."""
        for tie in self.desk.ties_of(node.key):
            type_ = TIES[tie.type]
            if kind not in (type_.sources if tie.source == node.key else type_.targets):
                raise MissingEnd(tie.type, tie.source, tie.target, node.key)

    def _put_tie(self, change: PutTie) -> Effect:
        desk, type_ = self.desk, TIES.get(change.type)
        if type_ is None:
            raise InvalidValue(
                "type",
                change.type,
                Label("tipo di legame sconosciuto", "unknown tie type"),
                Label(f"Usare uno fra: {', '.join(TIES)}", f"Use one of: {', '.join(TIES)}"),
            )
        source, target = keys.tie_ends(change.type, desk.lead(change.source), desk.lead(change.target))
        for end, allowed in ((source, type_.sources), (target, type_.targets)):
            node = desk.node(end)
            if node is None or node.kind not in allowed:
                raise MissingEnd(change.type, change.source, change.target, end)
        if source == target:
            raise SelfTie(change.type, source)
        key = keys.tie(change.type, source, target)
        there = desk.tie(key)
        self._fresh(key, there, change.expected_revision)
        if there is None:
            values = merged_properties(type_.by_name, {}, change.properties)
            desk.put(
                Tie(
                    key, change.type, source, target, values, merged_evidence((), change.evidence or (self.known_from,))
                )
            )
            return Effect.CREATED
        if said_before(there.evidence, change.evidence):
            return Effect.UNCHANGED
        after = replace(
            there,
            properties=merged_properties(type_.by_name, there.properties, change.properties),
            evidence=merged_evidence(there.evidence, change.evidence),
        )
        if after.evidence == there.evidence and same_properties(after.properties, there.properties):
            return Effect.UNCHANGED
        desk.put(after)
        return Effect.UPDATED

    def _remove_node(self, change: RemoveNode) -> Effect:
        node = self.desk.node(change.key)
        if node is None:
            raise UnknownKey(change.key)
        self._fresh(change.key, node, change.expected_revision)
        for tie in self.desk.ties_of(change.key):
            self.desk.remove(tie)
            self.ties[Effect.REMOVED] += 1
        self.desk.remove(node)
        self.nodes[Effect.REMOVED] += 1
        return Effect.REMOVED

    def _remove_tie(self, change: RemoveTie) -> Effect:
        tie = self.desk.tie(change.key)
        if tie is None:
            raise UnknownKey(change.key)
        self._fresh(change.key, tie, change.expected_revision)
        self.desk.remove(tie)
        self.ties[Effect.REMOVED] += 1
        return Effect.REMOVED

    def _merge(self, change: MergeNodes) -> Effect:
        desk = self.desk
        keep, gone = (desk.node(desk.lead(key)) for key in (change.keep, change.gone))
        if keep is None or gone is None:
            raise UnknownKey(change.keep if keep is None else change.gone)
        if keep.key == gone.key:
            return Effect.UNCHANGED
        if KINDS[keep.kind].private != KINDS[gone.kind].private:
            raise CannotMerge(keep.key, gone.key)
        moving = desk.ties_of(gone.key)
        for tie in moving:
            desk.remove(tie)
            self.ties[Effect.REMOVED] += 1
        desk.remove(gone)
        desk.put(replace(filled(keep, gone), former=tuple(dict.fromkeys((*keep.former, gone.key, *gone.former)))))
        for tie in moving:
            self._move(tie, gone.key, keep)
        self.nodes[Effect.UPDATED] += 1
        self.nodes[Effect.REMOVED] += 1
        return Effect.UPDATED

    def _move(self, tie: Tie, gone: str, keep: Node) -> None:
        """Give a tie of the node that is gone to the one that is kept; a tie between the two is dropped."""
        other, type_ = tie.other(gone), TIES[tie.type]
        if other == keep.key:
            return
        if keep.kind not in (type_.sources if tie.source == gone else type_.targets):
            raise MissingEnd(tie.type, tie.source, tie.target, keep.key)
        ends = (keep.key, other) if tie.source == gone else (other, keep.key)
        source, target = keys.tie_ends(tie.type, *ends)
        key = keys.tie(tie.type, source, target)
        there = self.desk.tie(key)
        self.desk.put(joined(there, replace(declared(tie, gone, keep.key), key=key, source=source, target=target)))
        self.ties[Effect.UPDATED if there else Effect.CREATED] += 1

    def _fresh(self, key: str, there: Node | Tie | None, expected: int | None) -> None:
        """Refuse a change to a record that is not at the revision its author saw."""
        found = there.revision if there else 0
        if expected is not None and found not in (expected, self.desk.revision):
            raise StaleRevision(key, expected, found)
