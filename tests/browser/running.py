"""The app as people run it, in a process of its own, and the browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
SERVER = "pages/parts/server.py"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--metrics-recording-only",
)

LONELY = """() => {
  const map = window.intreccioMaps.mappa, box = map.map.getContainer().getBoundingClientRect();
  const size = map.map.getSize();
  const dots = [...map.byKey].map(([key, dot]) => ({key, p: map.map.latLngToContainerPoint(dot.getLatLng())}))
    .filter(({p}) => p.x > 60 && p.y > 90 && p.x < size.x - 40 && p.y < size.y - 40);
  const icons = [...map.root.querySelectorAll('.map-circle-place')].map(i => i.getBoundingClientRect());
  return dots.filter(({p}) => dots.filter(o => Math.hypot(o.p.x - p.x, o.p.y - p.y) < 9).length === 1
      && !icons.some(r => p.x + box.x > r.left - 6 && p.x + box.x < r.right + 6 && p.y + box.y > r.top - 6
        && p.y + box.y < r.bottom + 6))
    .map(({key, p}) => ({key, x: p.x + box.x, y: p.y + box.y}));
}"""
"""JavaScript: dots of the map with nothing near, each with its place on the screen."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    store: str,
    log: Path,
    *,
    address: str = "127.0.0.1",
    script: str = SERVER,
    environment: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Run the app on a store; yield where it answers.

    Parameters
    ----------
    log
        Where the server's words go; shown when it does not answer.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.address", address]
    around = {**os.environ, "INTRECCIO_STORE": store, "PYTHONPATH": str(ROOT), **(environment or {})}
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "--server.port", str(port)], cwd=ROOT, env=around, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the app does not answer at {url}:\n{log.read_text()[-3000:]}")


def chromium() -> str | None:
    """Return where Chromium is on this machine, None if it is not."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield launched
        launched.close()


def map_drawn(page: Page, seconds: float = 30) -> None:
    """Wait until the map is drawn, borders included."""
    page.wait_for_selector(".map-root[data-ready]", timeout=seconds * 1000)


def settled(page: Page, seconds: float = 30) -> None:
    """Wait until the server has nothing more to say."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=seconds * 1000)
    page.wait_for_timeout(150)
