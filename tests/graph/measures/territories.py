"""Two-mode networks of known truth, like those of a territory: groups near one another, events heavy-tailed."""

import numpy as np

from graph.network.two_mode import TwoMode, from_pairs


def territory(seed: int, actors: int = 300, events: int = 300, abroad: float = 0.03, group: int = 40) -> TwoMode:
    random = np.random.default_rng(seed)
    pairs = []
    for event in range(events):
        place = int(random.integers(max(1, actors // group)))
        for _ in range(int(min(20, 1 + random.pareto(1.6) * 1.6))):
            near = place * group + int(abs(random.normal(0, group / 3))) % group
            pairs.append((near if random.random() > abroad else int(random.integers(actors)), event))
    return from_pairs(
        ((f"a{a:04d}", f"e{e:04d}") for a, e in pairs if a < actors), (f"a{n:04d}" for n in range(actors))
    )
