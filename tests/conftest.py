"""What tests of several rooms share: a real Neo4j server, started once for the whole session; nobody's settings."""

import os
from collections.abc import Iterator

import pytest

from tests import neo4j_server


@pytest.fixture(scope="session", autouse=True)
def _nobody_signs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the name that the account at this machine gave out of the tests, and theirs out of the account."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.delenv("INTRECCIO_AUTHOR", raising=False)
        yield


@pytest.fixture(scope="session")
def neo4j_server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server for tests; `NEO4J_TEST_URI` names another one, whose content will be lost."""
    if given := os.environ.get("NEO4J_TEST_URI"):
        yield given
        return
    try:
        server = neo4j_server.start(tmp_path_factory.mktemp("neo4j"))
    except neo4j_server.Missing as missing:
        if os.environ.get("INTRECCIO_REQUIRE_ALL") == "1":
            pytest.fail(f"a Neo4j server is required here: {missing}")
        pytest.skip(f"no Neo4j server: {missing}")
    yield server.url
    server.stop()


@pytest.fixture
def neo4j_url(neo4j_server_url: str) -> str:
    """Return the address of the server, emptied."""
    import neo4j

    user, password = os.environ.get("NEO4J_USERNAME"), os.environ.get("NEO4J_PASSWORD", "")
    database = os.environ.get("NEO4J_DATABASE") or "neo4j"
    auth = (user, password) if user else None
    with (
        neo4j.GraphDatabase.driver(neo4j_server_url, auth=auth) as driver,
        driver.session(database=database) as session,
    ):
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
    return neo4j_server_url
