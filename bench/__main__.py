"""`python -m bench [SUBJECT]…`: run every benchmark, each in a process of its own, or those named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
FRAME = {"__init__", "__main__", "figures", "server"}


def main(wanted: list[str]) -> int:
    """Run the benchmarks; a failing one is named and the others go on."""
    subjects = [p.stem for p in sorted(FOLDER.glob("*.py")) if p.stem not in FRAME]
    chosen = [s for s in subjects if not wanted or s in wanted]
    failed = [s for s in chosen if subprocess.run([sys.executable, "-m", f"bench.{s}"], check=False).returncode]
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
