"""The queries of docs/neo4j.md run on a real Neo4j that holds the sample territory, and find something."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUERIES = re.findall(r"```cypher\n(.*?)```", (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8"), re.DOTALL)


def test_every_query_of_the_neo4j_guide_finds_something_in_the_sample(neo4j_url: str) -> None:
    import neo4j

    loaded = subprocess.run(
        [sys.executable, "-m", "ingest", "load", "sample", "--store", neo4j_url],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert loaded.returncode == 0, loaded.stderr
    user, password = os.environ.get("NEO4J_USERNAME"), os.environ.get("NEO4J_PASSWORD", "")
    with neo4j.GraphDatabase.driver(neo4j_url, auth=(user, password) if user else None) as driver:
        assert len(QUERIES) == 5
        for query in QUERIES:
            records, _, _ = driver.execute_query(query, database_=os.environ.get("NEO4J_DATABASE") or "neo4j")
            assert records, query
