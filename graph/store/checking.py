"""Whether a store is sound: everything it claims is recomputed from something else it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from graph.model import KINDS, keys
from graph.model.schema import Property
from graph.model.ties import TIES
from graph.model.values import InvalidValue, normalise
from graph.store import indexing, search
from graph.store.backend import Reader
from graph.store.merging import same
from graph.store.privacy import REFERENCE_KINDS
from graph.store.records import Node, Properties, Tie

MOST = 20
"""Findings of one sort that are told one by one."""
OUTDATED = "L'indice di ricerca va ricostruito: si ricostruisce da solo al prossimo salvataggio."


def problems(reader: Reader) -> list[str]:
    """Return what is wrong with a store, one Italian sentence each; empty when sound."""
    nodes = {n.key: n for n in reader.nodes(None, None)}
    ties = {t.key: t for t in reader.ties(None, None)}
    sorts = (
        _nodes(nodes.values()),
        _ties(nodes, ties.values()),
        _leads(reader, nodes),
        _revisions(reader),
        _replay(reader, nodes, ties),
        _index(reader, nodes),
    )
    return [sentence for sort in sorts for sentence in _first(sort)]


def _first(sentences: Iterator[str]) -> Iterator[str]:
    found = list(sentences)
    yield from found[:MOST]
    if len(found) > MOST:
        yield f"… e altri {len(found) - MOST} problemi dello stesso genere."


def _nodes(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        kind = KINDS.get(node.kind)
        if kind is None:
            yield f"La scheda {node.key} è di un tipo sconosciuto: {node.kind}."
        else:
            yield from _values(f"La scheda {node.key}", kind.by_name, node.properties)


def _ties(nodes: Mapping[str, Node], ties: Iterable[Tie]) -> Iterator[str]:
    for tie in ties:
        type_ = TIES.get(tie.type)
        if type_ is None:
            yield f"Il legame {tie.key} è di un tipo sconosciuto: {tie.type}."
            continue
        for end, allowed in ((tie.source, type_.sources), (tie.target, type_.targets)):
            if end not in nodes:
                yield f"Il legame {tie.key} porta a {end}, che non esiste."
            elif nodes[end].kind not in allowed:
                yield f"Il legame {tie.key} porta a {end}, che non è del tipo giusto."
        if tie.source == tie.target:
            yield f"Il legame {tie.key} lega {tie.source} a sé stesso."
        if tie.key != keys.tie(tie.type, tie.source, tie.target):
            yield f"Il legame {tie.key} non ha la chiave che gli spetta."
        if not tie.evidence:
            yield f"Il legame {tie.key} non dice da dove è noto."
        yield from _values(f"Il legame {tie.key}", type_.by_name, tie.properties)


def _values(whose: str, declared: Mapping[str, Property], properties: Properties) -> Iterator[str]:
    for name, value in properties.items():
        property_ = declared.get(name)
        if property_ is None:
            yield f"{whose} ha una proprietà sconosciuta: {name}."
            continue
        try:
            if not same(normalise(property_, value), value):
                yield f"{whose} ha un valore non normalizzato: {name}."
        except InvalidValue as error:
            yield f"{whose} ha un valore non valido: {name}: {error.problem.it}."


def _leads(reader: Reader, nodes: Mapping[str, Node]) -> Iterator[str]:
    wanted = {old: n.key for n in nodes.values() for old in n.former}
    found = reader.leads(wanted.keys())
    for old, key in wanted.items():
        if found.get(old) != key:
            yield f"La vecchia chiave {old} non porta più a {key}."
        if old in nodes:
            yield f"La vecchia chiave {old} di {key} è anche una scheda."


def _revisions(reader: Reader) -> Iterator[str]:
    numbers = sorted(r.number for r in reader.revisions(None))
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            yield f"Le revisioni saltano: dopo la {expected - 1} viene la {number}."
            break
    known = set(numbers)
    unknown = sorted({line.entry.revision for line in reader.lines()} - known)
    for revision in unknown:
        yield f"La storia parla della revisione {revision}, che non esiste."


def _replay(reader: Reader, nodes: Mapping[str, Node], ties: Mapping[str, Tie]) -> Iterator[str]:
    """Compare the present with what the audit trail says, from the seed on."""
    state: dict[str, Node | Tie | None] = {}
    for line in reader.lines():
        entry = line.entry
        if entry.key not in state:
            seeded = isinstance(entry.before, Node) and entry.before.kind in REFERENCE_KINDS
            if entry.before is not None and not (seeded and entry.before.revision == 0):
                yield f"La storia di {entry.key} non comincia dal principio (revisione {entry.revision})."
        elif not _same(state[entry.key], entry.before):
            yield f"La storia di {entry.key} ha un salto alla revisione {entry.revision}."
        state[entry.key] = entry.after
    present: dict[str, Node | Tie] = {**nodes, **ties}
    for key, record in present.items():
        if key in state:
            if not _same(state[key], record):
                yield f"La scheda o il legame {key} non è come dice la sua storia."
        elif not (isinstance(record, Node) and record.kind in REFERENCE_KINDS and record.revision == 0):
            yield f"La scheda o il legame {key} non ha storia."
    for key, last in state.items():
        if last is not None and key not in present:
            yield f"La scheda o il legame {key} manca: la sua storia non dice che sia stato rimosso."


def _same(left: Node | Tie | None, right: Node | Tie | None) -> bool:
    if left is None or right is None:
        return left is right
    if left.properties.keys() != right.properties.keys():
        return False
    equal = all(same(left.properties[name], right.properties[name]) for name in left.properties)
    return equal and replace(left, properties={}) == replace(right, properties={})


def _index(reader: Reader, nodes: Mapping[str, Node]) -> Iterator[str]:
    found = {key: texts for key, *texts in reader.indexed()}
    if indexing.outdated(reader) and any(found.get(k) != list(search.texts(n)) for k, n in nodes.items()):
        yield OUTDATED
        return
    for key, node in nodes.items():
        if node.kind in KINDS and found.get(key) != list(search.texts(node)):
            yield f"La scheda {key} non si trova con le parole che contiene: l'indice di ricerca non è aggiornato."
    for key in found.keys() - nodes.keys():
        yield f"L'indice di ricerca parla di {key}, che non esiste."
