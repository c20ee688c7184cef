"""Nothing private leaves in a public file: a private value planted in every private property there is."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.exchange import scorecards
from graph.exchange.registry import FORMATS, export
from graph.exchange.report import export_report
from graph.exchange.scorecards import CARD_FORMATS
from graph.model import KINDS, Kind, Property, ValueType
from graph.store.changes import Change, PutNode, PutTie
from graph.store.core import Store
from graph.store.opening import open_store
from tests.contract.conftest import Clock, towns
from tests.contract.saying import put

TODAY = "2026-03-15"
DISTRICT = "district:bg"


def secret(kind: Kind, declared: Property) -> str | None:
    """Return a value that stands nowhere else, as the property takes it; None where any value would be a common one."""
    mark = f"{list(KINDS).index(kind.name):02}{list(kind.by_name).index(declared.name):02}"
    return {
        ValueType.TEXT: f"segreto{mark}",
        ValueType.LONG_TEXT: f"segreto{mark} lungo",
        ValueType.EMAIL: f"segreto{mark}@example.org",
        ValueType.PHONE: f"+39 333 99{mark}",
        ValueType.DATE: f"19{mark[:2]}-01-{int(mark[2:]) % 28 + 1:02}",
    }.get(declared.type)


def planted() -> Iterator[tuple[str, str]]:
    """Yield every secret with where it stands."""
    for kind in KINDS.values():
        for declared in kind.properties:
            value = secret(kind, declared)
            if value and (declared.private or (kind.private and declared.name != "date")):
                yield f"{kind.name}.{declared.name}", value


def changes() -> Iterator[Change]:
    """Yield a node of every kind with all its secrets, tied to one another."""
    for kind in KINDS.values():
        if kind.reference:
            continue
        given = {p.name: v for p in kind.properties if (p.private or kind.private) and (v := secret(kind, p))}
        named = {} if kind.private else {"name": f"Pubblico {kind.name}"}
        day = {"event": {"start": "2026-03-10"}, "contact": {"date": "2026-03-01"}}.get(kind.name, {})
        seat = {"municipality": "016024"} if "municipality" in kind.by_name else {}
        yield PutNode(
            DISTRICT if kind.name == "district" else f"{kind.name}:x", kind.name, {**given, **named, **day, **seat}
        )
    yield PutNode("event:next", "event", {"name": "Prossimo", "start": "2026-04-10", "municipality": "016024"})
    for actor in ("association", "organisation", "school", "person"):
        yield PutTie("organised", f"{actor}:x", "event:x")
    yield PutTie("collaborates", "association:x", "person:x", {"level": 2})
    yield PutTie("provides", "organisation:x", "service:x")
    yield PutTie("about", "association:x", "contact:x", {"role": "ruolo segreto"})
    yield PutTie("about", "association:x", "person:x")
    yield PutTie("part_of", "municipality:016024", DISTRICT)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('privacy')}/s.db", seed=towns, now=Clock()) as opened:
        put(opened, *changes())
        yield opened


def said(given: bytes) -> str:
    """Return all the text of a file, its name and members where it is a zip."""
    if not zipfile.is_zipfile(io.BytesIO(given)):
        return given.decode().replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(given)) as archive:
        return "\n".join(f"{name} {archive.read(name).decode()}" for name in archive.namelist())


def leaked(text: str) -> list[str]:
    return [where for where, value in [*planted(), ("about.role", "ruolo segreto")] if value in text]


def test_every_private_property_that_holds_words_is_planted() -> None:
    where = {name for name, _ in planted()}
    assert {"association.phone", "service.contacts", "person.name", "contact.outcome", "school.email"} <= where
    assert len({value for _, value in planted()}) == len(where)


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_public_file_of_any_format_holds_none_of_it(store: Store, tmp_path: Path, name: str) -> None:
    export(store.view("public"), name, tmp_path / "x", today=TODAY)
    text = said((tmp_path / "x").read_bytes())
    assert leaked(text) == []
    assert "Pubblico" in text or name == "hsds"


@pytest.mark.parametrize("name", list(CARD_FORMATS))
def test_nor_does_the_scorecard(store: Store, name: str) -> None:
    out = io.BytesIO()
    scorecards.export_card(store.view("public"), name, out, today=TODAY)
    assert leaked(said(out.getvalue())) == []


def test_nor_does_the_report_of_a_district(store: Store, tmp_path: Path) -> None:
    for audience, reached in (("public", []), ("staff", ["person.name"])):
        export_report(store.view(audience), DISTRICT, tmp_path / "r.html", today=TODAY)  # type: ignore[arg-type]
        text = said((tmp_path / "r.html").read_bytes())
        assert leaked(text) == reached
        assert "Prossimo" in text
