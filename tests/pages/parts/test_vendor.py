"""The front-end files come from the installed packages, once."""

from __future__ import annotations

import re

from pages.parts import vendor


def test_set_up_brings_every_file_a_map_or_a_network_needs_and_a_second_run_copies_none(tmp_path):
    assert vendor.copy(tmp_path) > 10
    assert vendor.copy(tmp_path) == 0
    needed = ("leaflet.js", "leaflet.css", "images/marker-icon.png", "leaflet.markercluster.js", "jquery.min.js")
    for name in (*needed, "fa/css/all.min.css", "fa/webfonts/fa-solid-900.woff2", "vis-network.min.js"):
        assert (tmp_path / name).stat().st_size > 100, name


def test_a_damaged_file_is_copied_again(tmp_path):
    vendor.copy(tmp_path)
    (tmp_path / "leaflet.js").write_text("broken")
    assert vendor.copy(tmp_path) == 1
    assert (tmp_path / "leaflet.js").stat().st_size > 100_000


def test_no_style_sheet_asks_another_machine_for_a_file(tmp_path):
    vendor.copy(tmp_path)
    for sheet in tmp_path.rglob("*.css"):
        links = re.findall(r"url\(['\"]?(?!data:)([^'\")]+)", sheet.read_text(encoding="utf-8"))
        assert not [link for link in links if "//" in link], sheet.name
