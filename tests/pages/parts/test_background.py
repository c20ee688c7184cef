"""Work done beside a screen, and the rank intervals that are asked for there."""

import threading
import time

from graph.errors import GraphError
from graph.network.scope import Scope
from graph.store.changes import Changeset, PutNode, PutTie
from graph.store.opening import open_store
from pages.parts import graph_view, intervals
from pages.parts.background import Desk, Progress, State


def settled(desk: Desk[int], key: str, work) -> State[int]:
    for _ in range(500):
        state = desk.ask(key, work)
        if not state.underway:
            return state
        time.sleep(0.01)
    raise AssertionError("never ready")


def test_nobody_waits_and_work_is_done_once() -> None:
    desk, go, calls = Desk[int](), threading.Event(), list[int]()

    def work(progress: Progress) -> int:
        calls.append(1)
        progress(3, 7)
        go.wait(10)
        return 42

    assert desk.ask("a", work).underway
    while not desk.ask("a", work).done:
        time.sleep(0.01)
    seen = desk.ask("a", work)
    assert (seen.done, seen.total, seen.ready) == (3, 7, False)
    go.set()
    assert settled(desk, "a", work).result == 42 and calls == [1]


def test_what_is_forgotten_stops_at_its_next_step_and_may_be_asked_again() -> None:
    desk, go, steps = Desk[int](), threading.Event(), list[int]()

    def slow(progress: Progress) -> int:
        for step in range(5):
            steps.append(step)
            progress(step, 5)
            go.wait(10)
        return 1

    desk.ask("old", slow)
    while not steps:
        time.sleep(0.01)
    desk.forget(lambda key: key == "old")
    go.set()
    assert settled(desk, "new", lambda _: 2).result == 2
    assert steps == [0, 1]


def test_an_error_is_told_and_does_not_end_the_desk() -> None:
    desk = Desk[int]()

    def fails(_progress: Progress) -> int:
        raise ValueError("broken")

    assert isinstance(settled(desk, "a", fails).failed, GraphError)
    assert settled(desk, "b", lambda _: 5).result == 5


def test_only_the_last_results_are_kept() -> None:
    desk, calls = Desk[int](most=2), list[str]()

    def work(name: str):
        return lambda _: calls.append(name) or len(calls)

    for name in ("a", "b", "c", "a"):
        settled(desk, name, work(name))
    assert calls == ["a", "b", "c", "a"]


def test_a_screen_gets_intervals_once_they_are_ready_and_new_ones_after_a_change(tmp_path, monkeypatch) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    monkeypatch.setenv("INTRECCIO_STORE", url)
    bodies = [PutNode(f"association:{n}", "association", {"name": f"A {n}"}) for n in range(12)]
    events = [PutNode(f"event:{n}", "event", {"name": f"E {n}", "start": "2024-05-01"}) for n in range(20)]
    ties = [PutTie("organised", f"association:{(n * step) % 12}", f"event:{n}") for n in range(20) for step in (1, 5)]
    with open_store(url, seed=list) as store:
        store.apply(Changeset("test", "t", "form", [*bodies, *events, *ties]))

    until = time.monotonic() + 200

    def ready():
        while time.monotonic() < until:
            graph = graph_view.current("staff")
            if not (state := intervals.asked(graph, Scope())).underway:
                return state.result
            time.sleep(0.02)
        raise AssertionError("never ready")

    found = ready()
    low, high = found.of("association:1")
    assert 1 <= low <= high <= 12 and found.resamples == 50
    with open_store(url) as store:
        store.apply(Changeset("test", "t", "form", [PutNode("association:new", "association", {"name": "N"})]))
    assert intervals.asked(graph_view.current("staff"), Scope()).underway
    assert ready().of("association:new") is not None
