"""Mappa with every register loaded: time to drawn, from a click to its card, reruns while the map moves.

Registers are read from `../shared/data`; without them the sample alone is measured and said so.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import SHARED_DATA, Stopwatch, keep
from graph.store.opening import open_store
from ingest.loading import load
from ingest.sources import registry
from tests.browser.running import LONELY, browser, chromium, map_drawn, running, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REGISTERS = {
    "mim-schools": SHARED_DATA / "schools" / "SCUANAGRAFESTAT20252620250901_lombardia.csv",
    "five-per-mille": SHARED_DATA / "third_sector" / "5x1000_2020_lombardia.csv",
}
CLICKS, COLD_STARTS = 40, 5
TARGETS = {"drawn_s": 4.0, "click_median_s": 0.3, "click_p95_s": 0.8, "reruns_while_panning": 0}

BACK = "() => { window.intreccioMaps.mappa.map.stop().fitBounds(window.startedAt, {animate: false}); }"
WATCH = """key => new Promise(done => {
  const selector = `details[data-fold="${CSS.escape(key)}"]`;
  const began = () => performance.now() - window.clickedAt;
  if (document.querySelector(selector)) return done(began());
  const watch = new MutationObserver(() => {
    if (document.querySelector(selector)) { watch.disconnect(); requestAnimationFrame(() => done(began())); }
  });
  watch.observe(document.body, {childList: true, subtree: true});
  setTimeout(() => { watch.disconnect(); done(-1); }, 8000);
})"""


def fill_store(url: str) -> dict[str, int]:
    """Load the sample and every register that is there; return rows read by source."""
    read = {}
    with open_store(url) as store:
        for name in ("labimpact", "sample", *(n for n, file in REGISTERS.items() if file.exists())):
            files = [REGISTERS[name]] if name in REGISTERS else []
            result = load(store, registry.source(name), files, author="bench", now=datetime.now(UTC))
            read[name] = result.read
    return read


def drawn(launched: Browser, url: str) -> float:
    """Return seconds from navigation to a drawn map, in a browser that knows nothing yet."""
    context = launched.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    with Stopwatch() as watch:
        page.goto(url)
        map_drawn(page)
    context.close()
    return watch.seconds


def clicks(page: Page, seed: int = 7) -> list[float]:
    """Return seconds from a click, on dots and on rows of the list by turns, to the card of what was clicked."""
    pick = random.Random(seed)
    page.evaluate("() => addEventListener('click', () => { window.clickedAt = performance.now() }, true)")
    page.evaluate("() => { window.startedAt = window.intreccioMaps.mappa.map.getBounds(); }")
    times = []
    for number in range(CLICKS):
        if number % 2:
            rows = page.eval_on_selector_all("button.row", "rows => rows.map(r => r.dataset.pick)")
            key = pick.choice(rows[:25])
            page.locator(f'button.row[data-pick="{key}"]').click()
        else:
            page.evaluate(BACK)
            page.wait_for_timeout(100)
            dot = pick.choice(page.evaluate(LONELY))
            key = dot["key"]
            page.mouse.click(dot["x"], dot["y"])
        milliseconds = page.evaluate(WATCH, key)
        if milliseconds < 0:
            raise RuntimeError(f"no card for {key}")
        times.append(milliseconds / 1000)
        page.wait_for_timeout(500)  # the map may still be moving to what was picked
    return times


def reruns_while_panning(page: Page) -> int:
    """Return how many messages the browser sends to the server while the map is dragged and zoomed."""
    settled(page)
    sent: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameSent", lambda frame: sent.append(1))
    for step in range(4):
        page.mouse.move(900, 500)
        page.mouse.down()
        page.mouse.move(900 + 60 * (-1) ** step, 520, steps=4)
        page.mouse.up()
        page.mouse.wheel(0, 200 * (-1) ** step)
        page.wait_for_timeout(250)
    session.detach()
    return len(sent)


def main() -> int:
    """Measure, keep the figures; 1 when one misses its target."""
    if chromium() is None:
        print("screens: no Chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name, browser() as launched:
        folder = Path(name)
        store = f"sqlite:///{folder}/bench.db"  # an absolute path: four slashes
        read = fill_store(store)
        with running(store, folder / "app.log") as url:
            time.sleep(3)  # the warm start runs beside the first second of serving
            cold = [drawn(launched, url) for _ in range(COLD_STARTS)]
            page = launched.new_page(viewport={"width": 1440, "height": 900})
            page.goto(url)
            map_drawn(page)
            settled(page)
            times = sorted(clicks(page))
            reruns = reruns_while_panning(page)
            page.goto(f"{url}/?candidates=1")
            map_drawn(page)
            every = sorted(clicks(page, seed=8))
    figures = {
        "rows_loaded": sum(read.values()),
        "drawn_s": statistics.median(cold),
        "drawn_worst_s": max(cold),
        "click_median_s": statistics.median(times),
        "click_p95_s": times[int(0.95 * len(times))],
        "click_with_candidates_median_s": statistics.median(every),
        "click_with_candidates_p95_s": every[int(0.95 * len(every))],
        "reruns_while_panning": reruns,
    }
    keep("screens", figures)
    missed = [name for name, target in TARGETS.items() if figures[name] > target]
    print(
        "".join(f"missed: {name} {figures[name]:.3g} > {TARGETS[name]}\n" for name in missed), end="", file=sys.stderr
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
