"""Dati as staff use it: try a file, load it, take the rejected rows, undo; remove the examples and bring them back."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from graph.store.opening import open_store
from tests.browser.running import running, settled

GOOD = "Circolo dei Telai di Prova"


@pytest.fixture
def unchanged(store: str) -> Iterator[None]:
    """Take back afterwards whatever a test changed in the store that all share."""
    with open_store(store) as opened:
        before = opened.revision()
    yield
    with open_store(store) as opened:
        while opened.revision() > before and _last_own(opened, before):
            opened.revert(_last_own(opened, before), "test")
            before = opened.revision()


def _last_own(opened, before):
    return max((r.number for r in opened.view("staff").revisions(5) if r.number > before), default=0)


def _upload(page, source: str, file: Path) -> None:
    page.locator(f".st-key-load_{source} button").click()
    page.locator('[role=dialog] input[type="file"]').set_input_files(str(file))


def test_a_file_is_tried_first_loaded_on_confirmation_and_undone(desktop, store, scratch, unchanged):
    sheet = scratch / "elenco.csv"
    sheet.write_text(f"nome;comune\n{GOOD};Bergamo\nSenza Paese;Atlantide\n", encoding="utf-8")
    desktop.open("/dati", drawn=False)
    page = desktop.page
    with open_store(store) as opened:
        before = opened.revision()
    _upload(page, "associations", sheet)
    page.locator(".st-key-load_now button").wait_for()
    said = page.locator("[role=dialog]").inner_text()
    assert "2 righe lette" in said and "1 nuova" in said and "1 scartata" in said
    assert "Atlantide" in said
    with open_store(store) as opened:
        assert opened.revision() == before, "trying changes nothing"
    page.locator(".st-key-load_now button").click()
    page.get_by_text("Foglio delle associazioni: 2 righe lette").wait_for()
    with page.expect_download() as download:
        page.locator(".st-key-rejects_associations button").click()
    rejected = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "Senza Paese" in rejected and "_problem" in rejected and GOOD not in rejected
    with open_store(store) as opened:
        assert [n.name for n in opened.view("public").search(GOOD)] == [GOOD]
    page.locator(".st-key-undo_associations button").click()
    page.locator(".st-key-undo_now button").click()
    page.get_by_text("è stata annullata").wait_for()
    with open_store(store) as opened:
        assert opened.view("public").search(GOOD) == []


def test_a_file_that_is_none_gives_one_clear_message_and_changes_nothing(desktop, store, scratch):
    picture = scratch / "foto.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    with open_store(store) as opened:
        before = opened.revision()
    desktop.open("/dati", drawn=False)
    _upload(desktop.page, "associations", picture)
    alert = desktop.page.locator('[role=dialog] [data-testid="stAlert"]')
    alert.wait_for()
    assert "foto.csv" in alert.inner_text()
    assert desktop.page.locator('[role=dialog] [data-testid="stAlert"]').count() == 1
    with open_store(store) as opened:
        assert opened.revision() == before


def test_the_examples_go_with_one_click_said_before_and_can_come_back(desktop, store, unchanged):
    desktop.open("/", drawn=True)
    page = desktop.page
    page.locator(".st-key-remove_sample button").click()
    page.locator(".st-key-remove_sample_now button").wait_for()
    assert "schede inventate" in page.locator("[role=dialog]").inner_text()
    with open_store(store) as opened:
        assert any(n.properties.get("invented") for n in opened.view("public").nodes(["association"]))
    page.locator(".st-key-remove_sample_now button").click()
    page.locator(".st-key-invented").wait_for(state="detached")
    settled(page)
    with open_store(store) as opened:
        assert not any(n.properties.get("invented") for n in opened.view("staff").nodes())
        assert opened.view("public").node("association:bad0") is not None


def test_one_button_downloads_a_register_and_tries_it(watch, scratch, tmp_path):
    published = tmp_path / "opendata/opendata/catalogo/elements1"
    published.mkdir(parents=True)
    head = (
        "ANNOSCOLASTICO,AREAGEOGRAFICA,REGIONE,PROVINCIA,CODICEISTITUTORIFERIMENTO,DENOMINAZIONEISTITUTORIFERIMENTO,"
        "CODICESCUOLA,DENOMINAZIONESCUOLA,INDIRIZZOSCUOLA,CAPSCUOLA,CODICECOMUNESCUOLA,DESCRIZIONECOMUNE,"
        "DESCRIZIONECARATTERISTICASCUOLA,DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA,INDICAZIONESEDEDIRETTIVO,"
        "INDICAZIONESEDEOMNICOMPRENSIVO,INDIRIZZOEMAILSCUOLA,INDIRIZZOPECSCUOLA,SITOWEBSCUOLA,SEDESCOLASTICA\n"
    )
    row = (
        "202526,NORD OVEST,LOMBARDIA,BERGAMO,BGIC80100X,IC PROVA,BGIC80100X,IC PROVA DI PROVA,VIA PROVA 1,24121,A794,"
        "BERGAMO,NORMALE,ISTITUTO COMPRENSIVO,SI,Non Disponibile,x@example.org,x@example.org,Non Disponibile,SI\n"
    )

    class Publisher(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            body = (head + row).encode() if "SCUANAGRAFESTAT" in self.path else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/csv")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Publisher))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"sqlite:///{tmp_path}/empty.db"
    there = {"INTRECCIO_DOWNLOADS": f"http://127.0.0.1:{server.server_port}"}
    try:
        with running(url, tmp_path / "app.log", environment=there) as own:
            watched = watch(own)
            watched.open("/dati", drawn=False)
            watched.page.locator(".st-key-fetch_mim-schools button").click()
            watched.page.locator(".st-key-load_now button").wait_for()
            assert "1 nuova" in watched.page.locator("[role=dialog]").inner_text()
            watched.page.locator(".st-key-load_now button").click()
            watched.page.get_by_text("1 scuola", exact=False).first.wait_for()
    finally:
        server.shutdown()
    with open_store(url) as opened:
        assert opened.view("public").node("school:BGIC80100X") is not None
