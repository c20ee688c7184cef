"""Work that takes longer than a screen may wait: done one after another beside it, its results kept.

Knows nothing of what it computes. Work is told by a key; who asks gets the result, how far it is, or why it failed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

from graph.errors import GraphError

T = TypeVar("T")
Progress = Callable[[int, int], None]


class _Stopped(Exception):
    """Nobody wants the result any more."""


@dataclass(frozen=True, slots=True)
class State(Generic[T]):
    """How far some work is.

    Attributes
    ----------
    result
        What came of it; None until it is ready.
    done, total
        Steps; total is 0 while it waits its turn.
    failed
        The error that ended it.
    """

    result: T | None = None
    done: int = 0
    total: int = 0
    failed: GraphError | None = None

    @property
    def ready(self) -> bool:
        """Whether the result is there."""
        return self.result is not None

    @property
    def underway(self) -> bool:
        """Whether it is worth asking again soon."""
        return self.result is None and self.failed is None


class Desk(Generic[T]):
    """A desk that does one piece of work at a time and keeps the last results.

    Parameters
    ----------
    most
        Results and waiting work that are kept; the longest unasked goes first, and is stopped if under way.
    """

    def __init__(self, most: int = 32) -> None:
        self._most = most
        self._states: OrderedDict[Hashable, State[T]] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting: SimpleQueue[tuple[Hashable, Callable[[Progress], T]]] = SimpleQueue()
        # a daemon: a server that is told to stop does not wait for what nobody will read
        threading.Thread(target=self._serve, name="background", daemon=True).start()

    def ask(self, key: Hashable, work: Callable[[Progress], T]) -> State[T]:
        """Return how far the work of a key is; it is begun if nobody has asked for it yet.

        Parameters
        ----------
        work
            Takes the function to tell progress to, which raises when the work is no longer wanted.
        """
        with self._lock:
            state = self._states.get(key)
            if state is None:
                state = self._states[key] = State()
                while len(self._states) > self._most:
                    self._states.popitem(last=False)
                self._waiting.put((key, work))
            self._states.move_to_end(key)
            return state

    def forget(self, unwanted: Callable[[Hashable], bool]) -> None:
        """Drop what is kept under some keys; work under way for them stops at its next step."""
        with self._lock:
            for key in [key for key in self._states if unwanted(key)]:
                del self._states[key]

    def _serve(self) -> None:
        while True:
            self._do(*self._waiting.get())

    def _do(self, key: Hashable, work: Callable[[Progress], T]) -> None:
        def tell(done: int, total: int) -> None:
            self._put(key, State(done=done, total=total))

        try:
            tell(0, 0)
            self._put(key, State(result=work(tell)))
        except _Stopped:
            return
        except GraphError as error:
            self._fail(key, error)
        except Exception as error:  # a screen must not wait for ever for what has died
            self._fail(key, GraphError(repr(error)))

    def _put(self, key: Hashable, state: State[T]) -> None:
        with self._lock:
            if key not in self._states:
                raise _Stopped
            self._states[key] = state

    def _fail(self, key: Hashable, error: GraphError) -> None:
        with self._lock:
            if key in self._states:
                self._states[key] = State(failed=error)
