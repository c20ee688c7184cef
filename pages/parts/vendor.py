"""The front-end files of other projects, copied from the installed packages into `static/vendor/`.

No browser ever asks another machine for them. `python -m pages.parts.vendor` runs at set-up and may run again.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "static" / "vendor"

_FILES = {
    "xstatic.pkg.leaflet": {
        "data/leaflet.js": "leaflet.js",
        "data/leaflet.css": "leaflet.css",
        "data/images": "images",
    },
    "xstatic.pkg.jquery": {"data/jquery.min.js": "jquery.min.js"},
    "xstatic.pkg.leaflet_markercluster": {
        "data/leaflet.markercluster.js": "leaflet.markercluster.js",
        "data/MarkerCluster.css": "MarkerCluster.css",
        "data/MarkerCluster.Default.css": "MarkerCluster.Default.css",
    },
    "xstatic.pkg.font_awesome": {
        "data/css/all.min.css": "fa/css/all.min.css",
        "data/webfonts": "fa/webfonts",
        "data/LICENSE.txt": "fa/LICENSE.txt",
    },
    "pyvis": {
        "lib/vis-9.1.2/vis-network.min.js": "vis-network.min.js",
        "lib/vis-9.1.2/vis-network.css": "vis-network.css",
    },
}
"""Package -> its file or folder -> our name for it."""


def _package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"package {name} is not installed: run make setup")
    return Path(next(iter(spec.submodule_search_locations)))


def _pairs(target: Path) -> Iterator[tuple[Path, Path]]:
    """Yield every file to copy, with its place."""
    for package, files in _FILES.items():
        folder = _package_folder(package)
        for inside, ours in files.items():
            source = folder / inside
            if source.is_dir():
                yield from ((f, target / ours / f.relative_to(source)) for f in source.rglob("*") if f.is_file())
            else:
                yield source, target / ours


def _same(source: Path, place: Path) -> bool:
    return (
        place.exists()
        and place.stat().st_size == source.stat().st_size
        and place.stat().st_mtime >= (source.stat().st_mtime)
    )


def copy(target: Path = TARGET) -> int:
    """Copy what is missing or out of date; return how many files that were."""
    copied = 0
    for source, place in _pairs(target):
        if not _same(source, place):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
            copied += 1
    return copied


if __name__ == "__main__":
    sys.stderr.write(f"static/vendor: {copy()} file copiati\n")
