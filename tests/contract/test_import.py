"""A list comes into either store as one changeset, with what is kept beside it; once, and undone as if it never had."""

from datetime import UTC, datetime
from pathlib import Path

from graph.store.core import Store
from ingest.loading import load
from ingest.sources.registry import source
from tests.contract.saying import contents

NOW = datetime(2026, 3, 12, 10, tzinfo=UTC)
LIST = (
    "Nome;Comune;Telefono\n"
    + "".join(f"Realtà {n};016024;035 {100000 + n}\n" for n in range(300))
    + "Nessuna;Atlantide;\n"
)


def test_a_list_is_one_revision_loads_once_and_can_be_undone(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "elenco.csv"
    file.write_text(LIST, encoding="utf-8")
    before = contents(store)
    first = load(store, source("associations"), [file], author="Ada", now=NOW)
    assert (first.created, first.rejected, first.revision) == (300, 1, 1)
    assert [(one.created, one.revision) for one in store.view("staff").loads()] == [(300, 1)]
    again = load(store, source("associations"), [file], author="Ada", now=NOW)
    assert (again.revision, again.unchanged, store.revision()) == (None, 300, 1)
    store.revert(1, "Ada")
    assert contents(store) == before
    assert store.check() == []
