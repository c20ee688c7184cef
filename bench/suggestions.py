"""Bodies offered while a name is typed, over every register: from the end of the typing pause to the list drawn.

Measured in a real browser. What is typed is the beginning of names of the store, a letter of some of them wrong.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import keep
from bench.screens import fill_store
from graph.store.opening import open_store
from tests.browser.running import ROOT, browser, chromium, running, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

TYPED, KEY_MS = 60, 40
TARGETS = {"offered_median_s": 0.15, "offered_p95_s": 0.4}

WATCH = """() => {
  const input = document.querySelector('#entry-name');
  input.addEventListener('input', () => { window.typedAt = performance.now(); window.offeredAt = 0; });
  new MutationObserver(() => requestAnimationFrame(() => {
    if (!window.offeredAt && document.querySelector('.entry-like li')) window.offeredAt = performance.now();
  })).observe(document.querySelector('.entry-root'), {childList: true, subtree: true});
}"""


def pause_ms() -> int:
    """Return how long the form waits without a key before it asks."""
    form = (ROOT / "static" / "entry_form.js").read_text(encoding="utf-8")
    found = re.search(r"const PAUSE = (\d+)", form)
    if found is None:
        raise RuntimeError("static/entry_form.js declares no PAUSE")
    return int(found[1])


def beginnings(names: list[str], seed: int = 11) -> list[str]:
    """Return what is typed: 8 to 16 letters of names, every third with one letter wrong."""
    pick = random.Random(seed)
    typed = []
    for number, name in enumerate(pick.sample(sorted(names), TYPED)):
        text = name[: pick.randint(8, 16)].strip()
        if number % 3 == 2:
            at = pick.randrange(2, len(text))
            text = f"{text[:at]}{pick.choice('aeilnrst')}{text[at + 1 :]}"
        typed.append(text)
    return typed


def offered(page: Page, text: str, pause: int) -> float | None:
    """Type a text; return seconds from the end of the pause to the list drawn, None where nothing is offered."""
    page.fill("#entry-name", "")
    page.wait_for_function("() => !document.querySelector('.entry-like li')")
    page.wait_for_timeout(pause + 150)
    page.locator("#entry-name").press_sequentially(text, delay=KEY_MS)
    try:
        page.wait_for_function("() => window.offeredAt > window.typedAt", timeout=4000)
    except Exception as error:
        if "Timeout" not in type(error).__name__:
            raise
        return None
    return (float(page.evaluate("() => window.offeredAt - window.typedAt")) - pause) / 1000


def main() -> int:
    """Measure, keep the figures; 1 when one misses its target."""
    if chromium() is None:
        print("suggestions: no Chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 1
    pause = pause_ms()
    with tempfile.TemporaryDirectory() as name, browser() as launched:
        folder = Path(name)
        url = f"sqlite:///{folder}/bench.db"
        fill_store(url)
        with open_store(url) as store:
            bodies = store.view("staff").nodes(["association", "organisation", "school"])
        with running(url, folder / "app.log", environment={"INTRECCIO_AUTHOR": "bench"}) as served:
            page = launched.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{served}/scheda")
            page.wait_for_selector(".entry-root[data-ready]", timeout=60_000)
            settled(page, 60)
            page.evaluate(WATCH)
            load = os.getloadavg()[0]
            texts = beginnings([body.name for body in bodies if len(body.name) >= 8])
            times = [offered(page, text, pause) for text in texts]
    found = sorted(seconds for seconds in times if seconds is not None)
    figures = {
        "bodies": len(bodies),
        "typed": len(times),
        "nothing_offered": len(times) - len(found),
        "offered_median_s": statistics.median(found),
        "offered_p95_s": found[int(0.95 * len(found))],
        "offered_worst_s": found[-1],
        "load_of_the_machine": round(load, 1),
    }
    keep("suggestions", figures)
    missed = [name for name, target in TARGETS.items() if figures[name] > target]
    print(
        "".join(f"missed: {name} {figures[name]:.3g} > {TARGETS[name]}\n" for name in missed), end="", file=sys.stderr
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
