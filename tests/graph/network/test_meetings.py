"""The evidence under a tie is what the tie was counted from."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.meetings import meetings
from graph.network.scope import Scope
from graph.network.snapshot import Snapshot, compose, network
from graph.store.records import Node, Tie

DATES = ("2023-05-01", "2024", "2025-02-01", "")


def drawn(events: list[tuple[set[str], str]], declared: list[tuple[str, str, int]]) -> Snapshot:
    nodes = [Node(key, "association", {"name": key}) for key in "abcde"]
    nodes += [Node(f"e{n}", "event", {"start": day} if day else {}) for n, (_, day) in enumerate(events)]
    ties = [Tie(f"{a}-e{n}", "organised", a, f"e{n}") for n, (there, _) in enumerate(events) for a in there]
    pairs = {(min(a, b), max(a, b)): level for a, b, level in declared if a != b}
    ties += [Tie(f"{a}-{b}", "collaborates", a, b, {"level": level}) for (a, b), level in pairs.items()]
    return compose("staff", 1, nodes, ties, frozenset("abcde"))


ACTOR = st.sampled_from("abcde")


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sets(ACTOR, min_size=1), st.sampled_from(DATES)), max_size=6),
    st.lists(st.tuples(ACTOR, ACTOR, st.integers(1, 4)), max_size=3),
    st.sampled_from([Scope(), Scope(since="2024", until="2025"), Scope(max_event_size=3), Scope(today="2024-06")]),
)
def test_a_tie_is_as_strong_as_its_evidence(events, declared, scope: Scope) -> None:
    snapshot = drawn(events, declared)
    sizes = {f"e{n}": len(there) for n, (there, _) in enumerate(events)}
    tied = network(snapshot, scope)
    pairs = [(a, b) for a in "abcde" for b in "abcde" if a < b]
    for (a, b), found in meetings(snapshot, pairs, scope).items():
        strength = sum(1 / (sizes[e] - 1) for e in found.events)
        strength += sum(int(t.properties["level"]) / 4 for t in found.declared)
        assert abs(strength - tied.neighbours(a).get(b, 0.0)) < 1e-12


def test_the_latest_event_comes_first() -> None:
    snapshot = drawn([({"a", "b"}, day) for day in DATES], [])
    assert meetings(snapshot, [("b", "a")])[("b", "a")].events == ("e2", "e1", "e0", "e3")
