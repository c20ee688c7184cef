"""Processes that write at the same time, and one that is killed while it writes."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.contract.conftest import Open
from tests.contract.saying import association, put

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 8
LARGE = 3_000


def _writer(url: str, what: str, name: str, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.contract.writer", url, what, name, str(number)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_processes_write_in_turn_and_lose_nothing(store_url: str, reopen: Open) -> None:
    writers = [_writer(store_url, "many-small", name, ROUNDS) for name in ("anna", "bruno")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.wait(60) for writer in writers] == [0, 0]
    store = reopen(store_url)
    view = store.view("staff")
    revisions = view.revisions()
    assert [r.number for r in revisions] == list(range(2 * ROUNDS, 0, -1))
    assert {r.author for r in revisions} == {"anna", "bruno"}
    assert len(view.nodes(kinds=["association"])) == len(view.ties()) == 2 * ROUNDS
    assert len([e for e in view.history("shared") if e.key == "shared"]) == 2 * ROUNDS
    assert store.check() == []


def test_a_load_killed_at_any_moment_is_there_whole_or_not_at_all(store_url: str, reopen: Open) -> None:
    moments = ("500", "2000", str(LARGE), "done") if store_url.startswith("sqlite") else ("2000", str(LARGE))
    whole = 0
    for moment in moments:
        writer = _writer(store_url, "one-large", "anna", LARGE)
        assert writer.stdout is not None
        for line in writer.stdout:
            if line.strip() == moment:
                break
        if moment == str(LARGE):
            time.sleep(0.02)  # somewhere round the commit
        writer.send_signal(signal.SIGKILL)
        writer.wait(30)
        store = reopen(store_url)
        found = len(store.view("staff").nodes())
        assert (store.revision(), found) in ((0, 0), (1, LARGE)), moment
        assert store.check() == []
        whole += found == LARGE
        store.close()
    if "done" in moments:
        assert whole >= 1
    assert put(reopen(store_url), association("after", "Dopo")).revision == (2 if whole else 1)
