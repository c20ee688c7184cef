"""Randomness of the compiled engine, seeded: the same input gives the same output in any run."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ENGINE = threading.Lock()
"""igraph has one generator for the whole process: one seeded computation at a time."""


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Give igraph a fresh seeded generator for the time of a block."""
    import igraph

    with _ENGINE:
        igraph.set_random_number_generator(random.Random(seed))
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
