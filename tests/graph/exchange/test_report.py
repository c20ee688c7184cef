"""A district's report: what it says, that it asks nothing of anyone, and that it holds nothing private."""

from html.parser import HTMLParser

import pytest

from graph.exchange.report import export_report
from graph.network.errors import UnknownDistrict
from graph.store.changes import PutNode, PutTie
from tests.contract.saying import association, event, organised, put
from tests.graph.exchange.conftest import HOSTILE, SECRETS, Export

TODAY = "2026-05-01"
_OPEN = {"meta", "br", "circle", "line", "rect", "polygon", "path"}


class Balanced(HTMLParser):
    """Fails on a tag that closes what is not open; notes every attribute that could fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "data", "srcset")]
        if tag not in _OPEN:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _OPEN:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page(exported: Export, name: str = "Ambito di Bergamo", audience: str = "public") -> str:
    file = exported.folder / "rapporto.html"
    export_report(exported.store.view(audience), name, file, today=TODAY)  # type: ignore[arg-type]
    return file.read_text(encoding="utf-8")


def parsed(html: str) -> Balanced:
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    return parser


@pytest.fixture
def seated(empty: Export) -> Export:
    """Return a store whose hostile names have their seat in the district, and work together."""
    put(
        empty.store,
        PutNode("district:bg", "district", {"name": "Ambito di <b>Bergamo</b> & @@MAP@@", "lead": HOSTILE[0]}),
        *(association(f"association:h{i}", name, municipality="016024") for i, name in enumerate(HOSTILE)),
        association(
            "association:r", "Con recapiti", municipality="016024", phone=("333 7654321",), notes="nota riservata"
        ),
        event("event:e", HOSTILE[4], "2026-06-10T20:30", municipality="016024", venue=HOSTILE[2]),
        event("event:annullato", "Festa annullata", "2026-06-11", municipality="016024", status="cancelled"),
        event("event:p", "Passato", "2026-03-01", municipality="016024"),
        *(organised(f"association:h{i}", "event:p") for i in range(5)),
        PutNode("person:p", "person", {"name": "Fatou Segreta", "municipality": "016024"}),
        organised("person:p", "event:p"),
    )
    put(empty.store, PutTie("part_of", "municipality:016024", "district:bg", {}))
    return empty


def test_it_says_the_shape_the_figures_the_events_to_come_and_what_is_missing(seated: Export) -> None:
    text = " ".join(" ".join(parsed(page(seated, "district:bg")).text).split())
    for heading in ("Le cifre", "La rete", "Chi tiene insieme la rete", "Che cosa manca per primo", "Prossimi eventi"):
        assert heading in text
    assert "Forma della rete: maglia e isolate" in text or "Forma della rete: maglia" in text
    assert "10/06/2026, 20:30" in text
    assert "Passato" not in text.split("Prossimi eventi")[1].split("Come leggere")[0]
    assert "Festa annullata" not in text
    assert "Isolate" in text
    assert "istat-residents" in text  # what would give the figure that is not defined


def test_names_are_text_and_nothing_is_fetched(seated: Export) -> None:
    html = page(seated, "district:bg")
    found = parsed(html)
    assert found.fetched == []
    assert "url(" not in html
    assert "<script" not in html
    assert "Ambito di <b>Bergamo</b> & @@MAP@@" in "".join(found.text)
    assert HOSTILE[0] in "".join(found.text)


def test_the_public_report_names_no_person_and_staffs_does(seated: Export) -> None:
    public = page(seated, "district:bg")
    assert [secret for secret in SECRETS if secret in public] == []
    assert "Fatou Segreta" in page(seated, "district:bg", "staff")
    assert "333 7654321" not in page(seated, "district:bg", "staff")


def test_two_runs_give_the_same_bytes(exported: Export) -> None:
    assert page(exported) == page(exported)


def test_a_district_of_whom_nobody_is_mapped_says_so_and_is_whole(empty: Export) -> None:
    put(empty.store, PutNode("district:x", "district", {"name": "Ambito vuoto"}))
    html = page(empty, "district:x")
    assert "nessuna realtà mappata" in html
    parsed(html)


def test_an_unknown_district_is_said_and_no_file_is_left(exported: Export) -> None:
    with pytest.raises(UnknownDistrict):
        page(exported, "Atlantide")
    assert list(exported.folder.iterdir()) == []
