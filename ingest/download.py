"""Fetching a register's official file: newest name first, checked on the way, in its place whole or not at all.

Where files are published is data on each source (`remotes`); what they mean is known to `ingest.sources`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import requests

from graph.model import Label
from ingest.download_errors import Moved, NoStableAddress, NotSelectable, Spoiled, UnknownMunicipality, Unreachable
from ingest.sources.remote import Remote
from ingest.sources.source import Source
from ingest.unpacking import HEAD, PAGE, NotATable, check_head, copy, copy_selected, is_archive, safe_name, tables

_CHUNK = 1 << 18
_ATTEMPTS = 3
_LONGEST_WAIT = 30.0
_AGENT = "Intreccio/0.1 (registri pubblici, una richiesta per file)"

Progress = Callable[[str, int, int | None], None]
"""Told address, bytes so far, and bytes in all where the server says."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """With what files are fetched: passed in, so that a test or a mirror can stand for the publisher.

    Attributes
    ----------
    base
        Scheme and host to ask instead of the publisher's; empty for the publisher.
    timeout
        Seconds without a byte.
    wait
        How to let seconds pass before asking again.
    """

    session: requests.Session = field(default_factory=requests.Session)
    base: str = ""
    timeout: float = 60.0
    progress: Progress = lambda address, done, total: None
    wait: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file in its place, and where it came from."""

    path: Path
    address: str
    size: int  # bytes


def download(
    source: Source,
    into: Path,
    *,
    today: date,
    fetching: Fetching | None = None,
    municipalities: frozenset[str] = frozenset(),
) -> list[Fetched]:
    """Fetch every official file of a source into a folder.

    Parameters
    ----------
    today
        Registers that change their name every year are looked for by it.
    municipalities
        ISTAT codes to which a register is cut while it arrives; empty for all of it.

    Raises
    ------
    NoStableAddress, Moved, Unreachable, Spoiled, NotSelectable
        Files of the source that were there before are as they were.
    """
    if not source.stable:
        raise NoStableAddress(source.name, source.label, source.address)
    remotes = remotes_of(source, today)
    if municipalities and not all(remote.select for remote in remotes):
        raise NotSelectable(source.name)
    into.mkdir(parents=True, exist_ok=True)
    fetched: list[Fetched] = []
    for remote in remotes:
        try:
            fetched += _remote(source, remote, into, fetching or Fetching(), municipalities)
        except Moved:
            if not remote.optional:
                raise
    return fetched


def remotes_of(source: Source, today: date) -> tuple[Remote, ...]:
    """Return where a source is published: as it declares, or its one address."""
    declared = getattr(source, "remotes", None)
    if declared is None:
        return (Remote("", (source.address,)),)
    return tuple(declared(today))


def _remote(
    source: Source, remote: Remote, into: Path, fetching: Fetching, municipalities: frozenset[str]
) -> list[Fetched]:
    tried: list[tuple[str, Label]] = []
    for address in remote.addresses:
        asked = _at(address, fetching.base)
        with _part(into) as part:
            absent = _fetch(asked, part, remote, fetching)
            if absent is not None:
                tried.append((asked, absent))
                continue
            try:
                return _place(part, remote, asked, into, municipalities)
            except NotATable as error:
                raise Spoiled(asked, error.problem) from error
    raise Moved(source.name, source.label, tried)


def _at(address: str, base: str) -> str:
    """Return an address at another host."""
    if not base:
        return address
    there, parts = urlsplit(base), urlsplit(address)
    path = there.path.rstrip("/") + parts.path
    return urlunsplit((there.scheme, there.netloc, path, parts.query, ""))


@contextmanager
def _part(into: Path) -> Iterator[Path]:
    """Return a place beside the final one, empty again at the end whatever happens."""
    with tempfile.NamedTemporaryFile(dir=into, prefix=".scarico-", suffix=".part", delete=False) as file:
        part = Path(file.name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _fetch(address: str, part: Path, remote: Remote, fetching: Fetching) -> Label | None:
    """Write what an address has; return what came instead, where the file is not there."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with _get(address, fetching) as response:
                if response.status_code in (429, 500, 502, 503, 504) and attempt < _ATTEMPTS:
                    fetching.wait(_pause(response, attempt))
                    continue
                return _receive(response, address, part, remote, fetching)
        except requests.Timeout as error:
            if attempt == _ATTEMPTS:
                cause = Label("il server non risponde in tempo", "the server does not answer in time")
                raise Unreachable(address, cause) from error
        except requests.TooManyRedirects as error:
            cause = Label("il server rimanda da un indirizzo all'altro", "the server redirects in circles")
            raise Unreachable(address, cause) from error
        except requests.RequestException as error:
            if attempt == _ATTEMPTS:
                raise _broken(address, part, error) from error
        fetching.wait(float(attempt))
    raise AssertionError("unreachable")  # pragma: no cover - the last attempt returns or raises


def _get(address: str, fetching: Fetching) -> requests.Response:
    fetching.session.max_redirects = 5
    # identity: the length that the server says is then the length that arrives
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    return fetching.session.get(
        address, stream=True, timeout=(min(fetching.timeout, 15.0), fetching.timeout), headers=headers
    )


def _pause(response: requests.Response, attempt: int) -> float:
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdigit() else float(attempt)


def _broken(address: str, part: Path, error: requests.RequestException) -> Unreachable | Spoiled:
    if part.stat().st_size or isinstance(error, requests.exceptions.ChunkedEncodingError):
        return Spoiled(address, Label("il file si è interrotto a metà", "the file broke off in the middle"))
    if isinstance(error, requests.exceptions.SSLError):
        return Unreachable(address, Label("il certificato del server non è valido", "the server's certificate is bad"))
    return Unreachable(address, Label("il server non è raggiungibile", "the server cannot be reached"))


def _receive(response: requests.Response, address: str, part: Path, remote: Remote, fetching: Fetching) -> Label | None:
    status = response.status_code
    if status >= 500 or status == 429:
        raise Unreachable(address, Label(f"il server risponde con errore {status}", f"the server answers {status}"))
    if status != 200:
        return Label(f"risposta {status}", f"answer {status}")
    if "html" in response.headers.get("Content-Type", "").lower():
        return PAGE
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isdigit() else None
    try:
        if total is not None and total > remote.largest:
            raise NotATable(_large(total))
        done = _write(response, part, remote, total, lambda done: fetching.progress(address, done, total))
    except NotATable as error:
        if error.problem is PAGE:
            return PAGE
        raise Spoiled(address, error.problem) from error
    if total is not None and done != total:
        raise requests.exceptions.ChunkedEncodingError("cut off")
    return None


def _large(size: int) -> Label:
    return Label(f"il file è più grande del previsto ({size} byte)", f"the file is larger than expected ({size} bytes)")


def _write(
    response: requests.Response, part: Path, remote: Remote, total: int | None, tell: Callable[[int], None]
) -> int:
    done, head, checked = 0, b"", False
    with part.open("wb") as file:
        for chunk in response.iter_content(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            if done > remote.largest:
                raise NotATable(_large(done))
            if not checked:
                head += chunk
                if len(head) >= HEAD:
                    check_head(head, remote.headings)
                    checked = True
            tell(done)
    if not checked and (total is None or done == total):
        check_head(head, remote.headings)
    return done


def _place(part: Path, remote: Remote, address: str, into: Path, municipalities: frozenset[str]) -> list[Fetched]:
    """Put the table, or those of an archive, where they belong, each whole."""
    if is_archive(part):
        with tables(part, remote.largest) as found:
            only = remote.file if len(found) == 1 else ""
            return [
                _put(stream, into / (only or name), remote, address, municipalities) for name, stream in found.items()
            ]
    parts = urlsplit(address)
    name = remote.file or safe_name(Path(parts.path).name)
    with part.open("rb") as stream:
        if stream.read(2) == b"PK" and not name.endswith(".xlsx"):
            raise NotATable(Label("l'archivio compresso è danneggiato o incompleto", "the archive is damaged"))
        stream.seek(0)
        return [_put(stream, into / name, remote, address, municipalities)]


def _put(stream: IO[bytes], place: Path, remote: Remote, address: str, municipalities: frozenset[str]) -> Fetched:
    if municipalities:
        which = "_".join(sorted(municipalities)) if len(municipalities) < 4 else f"{len(municipalities)}_comuni"
        place = place.with_stem(f"{place.stem}_{which}")
    with _part(place.parent) as part:
        with part.open("wb") as file:
            if municipalities:
                copy_selected(stream, file, remote.select, municipalities)
            else:
                copy(stream, file, remote.largest)
        with part.open("rb") as file:
            check_head(file.read(HEAD), remote.headings)
        part.chmod(0o644)
        size = part.stat().st_size
        part.replace(place)
    return Fetched(place, address, size)


def codes(names: Sequence[str]) -> frozenset[str]:
    """Return the ISTAT codes of municipalities named on a command line or chosen on a screen.

    Raises
    ------
    UnknownMunicipality
    """
    from graph.territory.base import seed  # reads the base of all Italy: only where it is asked for
    from graph.territory.gazetteer import Gazetteer
    from graph.territory.municipality import Resolved

    if not names:
        return frozenset()
    gazetteer = Gazetteer.from_nodes(seed())
    found = set()
    for name in names:
        answer = gazetteer.resolve(name)
        if not isinstance(answer, Resolved):
            raise UnknownMunicipality(name, tuple(f"{m.name} ({m.province})" for m in answer.candidates))
        found.add(answer.municipality.istat)
    return frozenset(found)
