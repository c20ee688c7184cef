"""Lists never seen before: the columns are found without a person, and every row comes in as it was written."""

from pathlib import Path

import pytest

from graph.model.folding import folded
from graph.territory.base import seed as municipalities
from graph.territory.gazetteer import Gazetteer
from ingest.mapping import squashed
from ingest.proposal.proposal import propose
from tests.ingest.desk import Desk
from tests.ingest.proposal.messy import associations


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_nodes(municipalities())


@pytest.mark.parametrize("seed", range(12))
def test_the_columns_of_a_list_are_found(gazetteer: Gazetteer, tmp_path: Path, seed: int) -> None:
    messy = associations(tmp_path, seed)
    found = propose(messy.path, gazetteer)
    assert (found.source, found.missing) == ("associations", ())
    wrong = {
        h: (found.given.columns[squashed(h)], c)
        for h, c in messy.meaning.items()
        if found.given.columns[squashed(h)] != c
    }
    assert not wrong


@pytest.mark.parametrize("seed", range(20, 24))
def test_every_row_comes_in_with_its_name_and_its_numbers(
    gazetteer: Gazetteer, desk: Desk, tmp_path: Path, seed: int
) -> None:
    messy = associations(tmp_path, seed)
    result = desk.load("associations", messy.path, mapping=propose(messy.path, gazetteer).given)
    assert result.read == len(messy.rows)
    assert result.rejected == 0, result.rejects
    nodes = {folded(name): node for node in desk.nodes("association") for name in (node.name, *node.many("aliases"))}
    for row in messy.rows:
        node = nodes[folded(row["name"])]
        kept = "".join(filter(str.isdigit, "".join(node.many("phone"))))
        assert kept == "".join(filter(str.isdigit, row.get("phone", "")))
