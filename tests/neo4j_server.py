"""A real Neo4j for the tests: fetched from Maven Central once, started once a test session, spoken to over Bolt.

`python -m tests.neo4j_server --fetch` fetches it. Neo4j Community is GPL-3: a separate process, never bundled.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

VERSION = "5.26.30"  # LTS; never a range: Maven would read every version's pom
PATIENCE = 180.0  # seconds until it answers, on a busy machine
_OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>intreccio</groupId>
  <artifactId>neo4j-for-tests</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j.assembly</groupId>
      <artifactId>neo4j-community-standalone</artifactId>
      <version>{VERSION}</version>
      <type>pom</type>
    </dependency>
  </dependencies>
</project>
"""
_CONF = """server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.auth_enabled=false
server.memory.pagecache.size=64m
db.tx_log.rotation.retention_policy=keep_none
"""


class Missing(Exception):
    """Java or Maven is not on this machine, or Maven could not fetch."""


@dataclass
class Server:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Stop it at once: what it holds is thrown away."""
        self.process.kill()
        self.process.wait()


def folder() -> Path:
    """Return where the server's files are kept, outside the project."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "intreccio" / f"neo4j-{VERSION}"


def fetch() -> Path:
    """Return the folder with the server's jars; fetch them unless they are there whole."""
    home = folder()
    if not (home / "complete").exists():
        maven = shutil.which("mvn")
        if maven is None:
            raise Missing("Maven (mvn) is not installed")
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / "lock"):
            if not (home / "complete").exists():
                (home / "pom.xml").write_text(_POM, encoding="utf-8")
                command = [maven, "-B", "-q", "dependency:copy-dependencies", "-DincludeScope=runtime"]
                done = subprocess.run(
                    [*command, f"-DoutputDirectory={home / 'lib'}"],
                    cwd=home, capture_output=True, text=True, check=False,
                )  # fmt: skip
                if done.returncode:
                    raise Missing(f"Maven could not fetch Neo4j {VERSION}: {done.stdout[-500:]}")
                (home / "complete").touch()
    return home / "lib"


def start(home: Path) -> Server:
    """Start a server that keeps its files in an empty folder, and wait until it answers."""
    java = shutil.which("java")
    if java is None:
        raise Missing("Java is not installed")
    lib, port = fetch(), _free_port()
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text(_CONF.format(port=port), encoding="utf-8")
    opens = [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENS]
    with (home / "output").open("wb") as output:
        process = subprocess.Popen(
            [java, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *opens, "-cp", f"{lib}/*",
             "org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"],
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    server = Server(f"bolt://127.0.0.1:{port}", process)
    try:
        _wait(server, home)
    except BaseException:
        server.stop()
        raise
    return server


def _wait(server: Server, home: Path) -> None:
    import neo4j

    end = time.monotonic() + PATIENCE
    with neo4j.GraphDatabase.driver(server.url, connection_timeout=2) as driver:
        while True:
            try:
                with driver.session(database="neo4j") as session:  # plainly: `execute_query` would wait ever longer
                    session.run("RETURN 1").consume()
                return
            except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
                if server.process.poll() is not None or time.monotonic() > end:
                    said = (home / "output").read_text(encoding="utf-8", errors="replace")[-1000:]
                    raise RuntimeError(f"Neo4j did not start: {said}") from None
                time.sleep(0.25)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    if sys.argv[1:] != ["--fetch"]:
        sys.exit("usage: python -m tests.neo4j_server --fetch")
    try:
        print(fetch())  # noqa: T201
    except Missing as missing:
        print(f"Neo4j for the tests: {missing}", file=sys.stderr)  # noqa: T201
        sys.exit(1 if os.environ.get("INTRECCIO_REQUIRE_ALL") == "1" else 0)
