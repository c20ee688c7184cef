import io
import json
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from ingest.download import Fetching, download
from ingest.download_errors import (
    Moved,
    NoStableAddress,
    NotSelectable,
    Spoiled,
    UnknownMunicipality,
    Unreachable,
)
from ingest.sources.registry import source
from ingest.sources.remote import Remote
from ingest.sources.runts import SOURCE as RUNTS
from ingest.sources.schools import SOURCE as SCHOOLS

ROOT = Path(__file__).resolve().parents[2]
NOVEMBER = date(2026, 11, 22)
TABLE = b"CODICESCUOLA,DENOMINAZIONESCUOLA\nBGIC899001,I.C. PROVA\n"
PAGE = b"<!DOCTYPE html><html><body>Pagina non trovata</body></html>"

Answer = Callable[[BaseHTTPRequestHandler], None]


def gives(body: bytes, status: int = 200, kind: str = "text/csv", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        sent = {"Content-Length": str(len(body)), **{k.replace("_", "-"): v for k, v in headers.items()}}
        for name, value in sent.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@dataclass
class Publisher:
    """A real server on this machine that answers as a publisher does, faults included."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    base: str = ""
    otherwise: Answer = field(default_factory=lambda: gives(b"", 404))

    def at(self, path: str, *answers: Answer) -> None:
        """Answer a path with each in turn, the last one for ever."""
        self.answers[path] = list(answers)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append((handler.command, handler.path))
        waiting = self.answers.get(handler.path.rsplit("/", 1)[-1])
        answer = self.otherwise if waiting is None else waiting.pop(0) if len(waiting) > 1 else waiting[0]
        answer(handler)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.answer(self)

        def do_HEAD(self) -> None:
            made.asked.append(("HEAD", self.path))
            self.send_error(405)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    made.base = f"http://127.0.0.1:{server.server_address[1]}"
    yield made
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Register:
    """A source as far as downloading sees it."""

    remote: Remote
    name: str = "prova"
    stable: bool = True
    address: str = "https://editore.example/dati/tabella.csv"
    label = SCHOOLS.label

    def remotes(self, today: date) -> tuple[Remote, ...]:
        return (self.remote,)


def register(*addresses: str, **details: object) -> Register:
    urls = tuple(f"https://editore.example/dati/{a}" for a in addresses or ("tabella.csv",))
    given = {"headings": ("CODICESCUOLA",), **details}
    return Register(Remote("", urls, **given))  # type: ignore[arg-type]


def fetch(publisher: Publisher, what: object, into: Path, **details: object) -> list[Path]:
    waited: list[float] = []
    fetching = Fetching(requests.Session(), publisher.base, timeout=1.0, wait=waited.append)
    return [f.path for f in download(what, into, today=NOVEMBER, fetching=fetching, **details)]  # type: ignore[arg-type]


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_put_in_its_place_whole(publisher: Publisher, tmp_path: Path) -> None:
    publisher.at("tabella.csv", gives(TABLE))
    (path,) = fetch(publisher, register(), tmp_path / "new" / "folder")
    assert path.read_bytes() == TABLE
    assert left(path.parent) == ["tabella.csv"]


def test_the_newest_years_name_is_tried_first_and_last_years_after_it(publisher: Publisher, tmp_path: Path) -> None:
    missing = gives(PAGE, 200, "text/html;charset=UTF-8")  # so answers the ministry for a file it does not have
    publisher.otherwise = missing
    publisher.at("SCUANAGRAFESTAT20252620250901.csv", gives(TABLE))
    (path,) = fetch(publisher, SCHOOLS, tmp_path)
    assert path.name == "SCUANAGRAFESTAT20252620250901.csv"
    tried = [p.rsplit("/", 1)[1] for _, p in publisher.asked if "FESTAT" in p]
    assert tried[0] == "SCUANAGRAFESTAT20262720260901.csv"
    assert all(method == "GET" for method, _ in publisher.asked), "ANNCSU refuses HEAD"


def test_layouts_that_are_there_come_too(publisher: Publisher, tmp_path: Path) -> None:
    for name in ("SCUANAGRAFESTAT20262720260901.csv", "SCUANAGRAFEPAR20262720260901.csv"):
        publisher.at(name, gives(TABLE))
    assert len(fetch(publisher, SCHOOLS, tmp_path)) == 2


@pytest.mark.parametrize("answer", [gives(b"", 404), gives(b"", 410), gives(b"", 403), gives(PAGE, 200, "text/csv")])
def test_a_file_that_the_publisher_moved_is_said_so_with_the_addresses_tried(
    publisher: Publisher, tmp_path: Path, answer: Answer
) -> None:
    publisher.otherwise = answer
    with pytest.raises(Moved) as caught:
        fetch(publisher, register("uno.csv", "due.csv"), tmp_path)
    said = caught.value.italian()
    assert "spostato" in said
    assert f"{publisher.base}/dati/uno.csv" in said
    assert f"{publisher.base}/dati/due.csv" in said
    assert left(tmp_path) == []


def test_a_server_that_fails_twice_is_asked_a_third_time(publisher: Publisher, tmp_path: Path) -> None:
    publisher.at("tabella.csv", gives(b"", 503, Retry_After="1"), gives(b"", 500), gives(TABLE))
    assert len(fetch(publisher, register(), tmp_path)) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_server_that_goes_on_failing_is_not_taken_for_a_moved_file(
    publisher: Publisher, tmp_path: Path, status: int
) -> None:
    publisher.otherwise = gives(b"", status)
    with pytest.raises(Unreachable, match=str(status)):
        fetch(publisher, register("uno.csv", "due.csv"), tmp_path)


def test_a_body_that_breaks_off_leaves_the_old_file_as_it_was(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "tabella.csv").write_bytes(b"last year")
    publisher.at("tabella.csv", gives(TABLE, Content_Length=str(len(TABLE) + 100)))
    with pytest.raises((Spoiled, Unreachable)) as caught:
        fetch(publisher, register(), tmp_path)
    assert "interrotto" in caught.value.italian()
    assert (tmp_path / "tabella.csv").read_bytes() == b"last year"
    assert left(tmp_path) == ["tabella.csv"]


def test_a_server_that_falls_silent_is_given_up(publisher: Publisher, tmp_path: Path) -> None:
    def silent(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(3)

    publisher.otherwise = silent
    fetching = Fetching(requests.Session(), publisher.base, timeout=0.2, wait=lambda _: None)
    with pytest.raises(Unreachable) as caught:
        download(register(), tmp_path, today=NOVEMBER, fetching=fetching)  # type: ignore[arg-type]
    assert "non risponde in tempo" in caught.value.italian()


def test_no_server_at_all_is_said_plainly(tmp_path: Path) -> None:
    fetching = Fetching(requests.Session(), "http://127.0.0.1:9", timeout=0.5, wait=lambda _: None)
    with pytest.raises(Unreachable) as caught:
        download(register(), tmp_path, today=NOVEMBER, fetching=fetching)  # type: ignore[arg-type]
    assert "collegamento a Internet" in caught.value.italian()


def test_a_redirect_is_followed_and_a_circle_is_not(publisher: Publisher, tmp_path: Path) -> None:
    publisher.at("tabella.csv", gives(b"", 302, Location="/altrove/nuova.csv"))
    publisher.at("nuova.csv", gives(TABLE))
    assert len(fetch(publisher, register(), tmp_path)) == 1
    publisher.at("nuova.csv", gives(b"", 302, Location="/dati/tabella.csv"))
    with pytest.raises(Unreachable):
        fetch(publisher, register(), tmp_path)


@pytest.mark.parametrize(
    ("body", "said"),
    [(b"", "vuoto"), (b"a,b\n1,2\n", "tabella attesa"), (b"\x89PNG\r\n\x1a\n\x00", "tabella attesa")],
)
def test_something_else_than_the_table_is_refused(publisher: Publisher, tmp_path: Path, body: bytes, said: str) -> None:
    publisher.otherwise = gives(body)
    with pytest.raises(Spoiled) as caught:
        fetch(publisher, register(), tmp_path)
    assert said in caught.value.italian()
    assert left(tmp_path) == []


@pytest.mark.parametrize("told", [True, False])
def test_a_file_beyond_all_size_is_refused_whether_the_server_says_its_size_or_not(
    publisher: Publisher, tmp_path: Path, told: bool
) -> None:
    body = TABLE + b"x" * 200_000
    headers = {} if told else {"Content_Length": "nobody knows"}
    publisher.otherwise = gives(body, **headers)
    with pytest.raises(Spoiled) as caught:
        fetch(publisher, register(largest=100_000), tmp_path)
    assert "più grande" in caught.value.italian()


def test_a_zip_is_unpacked_to_its_table(publisher: Publisher, tmp_path: Path) -> None:
    publisher.at(
        "tabella.zip", gives(zipped(**{"dati/tabella.csv": TABLE, "leggimi.pdf": b"%PDF"}), kind="application/zip")
    )
    (path,) = fetch(publisher, register("tabella.zip"), tmp_path)
    assert (path, path.read_bytes()) == (tmp_path / "tabella.csv", TABLE)


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (zipped(**{"../fuori.csv": TABLE}), "percorsi"),
        (zipped(**{"/etc/fuori.csv": TABLE}), "percorsi"),
        (zipped(**{"bomba.csv": b"CODICESCUOLA\n" + b"0" * 60_000_000}), "più grande"),
        (zipped(**{"foto.png": b"x"}), "tabella attesa"),
        (zipped(**{"altra.csv": b"a;b\n1;2\n"}), "tabella attesa"),
        (zipped(**{"tabella.csv": TABLE * 5_000})[:-400], "danneggiato"),
    ],
)
def test_a_bad_archive_is_refused_and_writes_nowhere(
    publisher: Publisher, tmp_path: Path, archive: bytes, said: str
) -> None:
    publisher.otherwise = gives(archive, kind="application/zip")
    into = tmp_path / "dati"
    with pytest.raises(Spoiled) as caught:
        fetch(publisher, register("tabella.zip"), into)
    assert said in caught.value.italian()
    assert left(tmp_path) == ["dati"]
    assert left(into) == []


def test_a_register_of_streets_is_cut_to_the_municipalities_in_scope(publisher: Publisher, tmp_path: Path) -> None:
    head = b"CODICE_COMUNE;CODICE_ISTAT;ODONIMO;CIVICO\n"
    rows = [b"A794;016024;VIA TASSO;1\n", 'A794;16024;VIA "LARGA";2\n'.encode("latin-1"), b"F205;015146;VIA DANTE;3\n"]
    publisher.otherwise = gives(zipped(**{"INDIR_LOMB.csv": head + b"".join(rows)}), kind="application/zip")
    wanted = register("getds.php?INDIR_LOMB", headings=("CODICE_ISTAT",), select="CODICE_ISTAT")
    (path,) = fetch(publisher, wanted, tmp_path, municipalities=frozenset({"016024"}))
    assert path.name == "INDIR_LOMB_016024.csv"
    assert path.read_bytes() == head + rows[0] + rows[1]


def test_a_register_that_cannot_be_cut_says_so(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(NotSelectable):
        fetch(publisher, register(), tmp_path, municipalities=frozenset({"016024"}))


def test_a_source_without_a_stable_address_says_where_to_get_it_by_hand(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(NoStableAddress) as caught:
        fetch(publisher, RUNTS, tmp_path)
    assert RUNTS.address in caught.value.italian()
    assert publisher.asked == []


def test_progress_tells_how_much_of_how_much(publisher: Publisher, tmp_path: Path) -> None:
    publisher.otherwise = gives(TABLE)
    told: list[tuple[int, int | None]] = []
    fetching = Fetching(requests.Session(), publisher.base, progress=lambda _, done, total: told.append((done, total)))
    download(register(), tmp_path, today=NOVEMBER, fetching=fetching)  # type: ignore[arg-type]
    assert told[-1] == (len(TABLE), len(TABLE))


@pytest.mark.parametrize("name", ["mim-schools", "istat-residents", "anncsu"])
def test_every_stable_source_declares_official_addresses_over_https(name: str) -> None:
    from ingest.download import remotes_of

    addresses = [a for remote in remotes_of(source(name), NOVEMBER) for a in remote.addresses]
    assert addresses
    assert all(a.startswith("https://") for a in addresses)


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "ingest", "download", *arguments]
    return subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_command_prints_what_is_where_and_nothing_else(publisher: Publisher, tmp_path: Path) -> None:
    publisher.otherwise = gives(TABLE)
    done = _command("mim-schools", "--into", str(tmp_path), "--base", publisher.base)
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert [Path(f["file"]).exists() for f in printed["files"]] == [True] * 4
    assert "MB" in done.stderr


def test_the_command_fails_with_one_message_and_no_traceback(publisher: Publisher, tmp_path: Path) -> None:
    by_hand = _command("runts", "--into", str(tmp_path))
    assert (by_hand.returncode, by_hand.stdout) == (1, "")
    assert "a mano" in by_hand.stderr
    moved = _command("mim-schools", "--into", str(tmp_path), "--base", publisher.base)
    assert (moved.returncode, moved.stdout) == (1, "")
    assert "Traceback" not in moved.stderr
    assert len(moved.stderr.strip().splitlines()) == 1


def test_a_misspelt_municipality_is_answered_with_the_likely_ones() -> None:
    from ingest.download import codes

    assert codes(["Seriate", "016024"]) == {"016198", "016024"}
    with pytest.raises(UnknownMunicipality) as caught:
        codes(["Bergamoo"])
    assert "Bergamo (BG)" in caught.value.italian()
