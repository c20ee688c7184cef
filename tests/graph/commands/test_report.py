"""`graph report`, as people rely on it."""

import json
from pathlib import Path

from graph.store.changes import PutNode, PutTie
from graph.store.opening import open_store
from tests.contract.conftest import towns
from tests.contract.saying import put
from tests.graph.commands.conftest import Run


def test_the_report_of_a_district_is_written_for_the_public(run: Run, url: str, tmp_path: Path) -> None:
    with open_store(url, seed=towns) as store:
        put(store, PutNode("district:bg", "district", {"name": "Ambito di Bergamo"}))
        put(store, PutTie("part_of", "municipality:016024", "district:bg", {}))
    file = tmp_path / "bergamo.html"
    code, out, _ = run("report", "ambito di bergamo", file, "--store", url)
    facts = json.loads(out)
    assert (code, facts["district"], facts["audience"]) == (0, "district:bg", "public")
    assert "<title>Ambito di Bergamo</title>" in file.read_text(encoding="utf-8")
    code, _, err = run("report", "Nessuno", tmp_path / "no.html", "--store", url)
    assert code == 1
    assert "Ambito di Bergamo" in err
    assert not (tmp_path / "no.html").exists()
