"""Screens run alone and with app.py, say clearly what is wrong, and show the public what is public."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.exchange.registry import FORMATS
from pages.parts import frame, roles

ROOT = Path(__file__).resolve().parents[2]
SCREENS = sorted(f"pages/{file.name}" for file in (ROOT / "pages").glob("*.py"))
AT_HOME = roles.Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost"})


def _run(script, monkeypatch, store, visit=AT_HOME):
    monkeypatch.setenv("INTRECCIO_STORE", store)
    monkeypatch.setattr(frame, "visit", lambda: visit)
    return AppTest.from_file(str(ROOT / script), default_timeout=30).run()


@pytest.mark.parametrize("script", ["app.py", *SCREENS])
def test_a_screen_runs_with_app_py_and_alone(script, monkeypatch, small_store):
    ran = _run(script, monkeypatch, small_store)
    assert not ran.exception
    assert not ran.error


@pytest.mark.parametrize("script", SCREENS)
def test_a_store_that_does_not_exist_yet_is_an_empty_one(script, monkeypatch, tmp_path):
    ran = _run(script, monkeypatch, f"sqlite:///{tmp_path}/none.db")
    assert not ran.exception
    assert not ran.error


def test_a_store_that_cannot_be_opened_gives_one_message_and_no_trace(monkeypatch, tmp_path):
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"this is not a database" * 200)
    ran = _run("pages/mappa.py", monkeypatch, f"sqlite:///{damaged}")
    assert not ran.exception
    assert len(ran.error) == 1
    assert "damaged.db" in ran.error[0].value


def test_who_comes_over_a_network_gets_no_button_that_changes_anything(monkeypatch, small_store):
    abroad = roles.Visit("0.0.0.0", "192.168.1.9", {"Host": "192.168.1.2"})
    staff, public = (_run("pages/dati.py", monkeypatch, small_store, visit) for visit in (AT_HOME, abroad))
    assert len(staff.button) > 3
    assert not public.button


def test_the_notice_about_invented_data_shows_to_everyone_its_removal_to_staff(monkeypatch, small_store):
    abroad = roles.Visit("0.0.0.0", "192.168.1.9", {"Host": "192.168.1.2"})
    staff, public = (_run("pages/mappa.py", monkeypatch, small_store, visit) for visit in (AT_HOME, abroad))
    for ran in (staff, public):
        assert any("inventati" in m.value for m in ran.markdown)
    assert [b.key for b in staff.button if b.key == "remove_sample"]
    assert not [b.key for b in public.button if b.key == "remove_sample"]


def test_filters_offer_what_is_there_and_the_address_follows(monkeypatch, small_store):
    ran = _run("pages/mappa.py", monkeypatch, small_store)
    ran.multiselect(key="communities").select("SN").run()
    assert ran.query_params["communities"] in ("SN", ["SN"])  # one value may come bare
    assert ran.multiselect(key="communities").value == ["SN"]
    ran.button(key="drop_communities_SN").click().run()
    assert "communities" not in ran.query_params


def test_a_link_opens_with_its_words_filters_and_language(monkeypatch, small_store):
    monkeypatch.setenv("INTRECCIO_STORE", small_store)
    monkeypatch.setattr(frame, "visit", lambda: AT_HOME)
    shared = AppTest.from_file(str(ROOT / "pages/mappa.py"), default_timeout=30)
    for name, value in {"q": "teranga", "period": "all", "lang": "en", "topics": "women", "kind": "nonsense"}.items():
        shared.query_params[name] = value
    shared.run()
    assert shared.text_input(key="q").value == "teranga"
    assert shared.selectbox(key="period").value == "all"
    assert shared.multiselect(key="topics").value == ["women"]
    assert shared.text_input(key="q").label == "Search"


def test_where_only_registers_answer_one_click_shows_them(monkeypatch, small_store):
    monkeypatch.setenv("INTRECCIO_STORE", small_store)
    monkeypatch.setattr(frame, "visit", lambda: AT_HOME)
    screen = AppTest.from_file(str(ROOT / "pages/mappa.py"), default_timeout=30)
    screen.query_params["q"] = "mazzi"
    ran = screen.run()
    assert not ran.toggle(key="candidates").value
    ran.button(key="show_candidates").click().run()
    assert ran.toggle(key="candidates").value
    assert not [b for b in ran.button if b.key == "show_candidates"]


def test_everyone_may_take_data_away_and_only_staff_what_is_private(monkeypatch, small_store):
    abroad = roles.Visit("0.0.0.0", "192.168.1.9", {"Host": "192.168.1.2"})
    staff, public = (_run("pages/ambiti.py", monkeypatch, small_store, visit) for visit in (AT_HOME, abroad))
    for ran in (staff, public):
        assert {f"export_{name}" for name in FORMATS} <= {
            button.proto.id.rpartition("-")[2] for button in ran.get("download_button")
        }
    assert [group for group in staff.get("button_group") if group.proto.id.endswith("export_audience")]
    assert not [group for group in public.get("button_group") if group.proto.id.endswith("export_audience")]


def test_the_work_on_gaps_is_for_staff_and_everyone_else_reads_the_list(monkeypatch, small_store):
    abroad = roles.Visit("0.0.0.0", "192.168.1.9", {"Host": "192.168.1.2"})
    staff, public = (_run("pages/lacune.py", monkeypatch, small_store, visit) for visit in (AT_HOME, abroad))
    for ran in (staff, public):
        assert not ran.exception
        assert ran.text_input(key="gap_q").label == "Cerca per nome"
    assert [c.key for c in staff.button_group if c.key == "gap_status"]
    assert not [c.key for c in public.button_group if c.key == "gap_status"]
