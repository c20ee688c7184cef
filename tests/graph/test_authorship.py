"""Changes carry the name a person gave once."""

import pytest

from graph import authorship


def test_a_name_given_once_is_kept_and_signs_what_follows(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "bea")
    assert (authorship.given(), authorship.author()) == ("", "bea")
    assert authorship.give("  Beatrice \n Rota ") == "Beatrice Rota"
    assert (authorship.given(), authorship.author()) == ("Beatrice Rota", "Beatrice Rota")


def test_a_name_from_the_environment_goes_before(monkeypatch):
    authorship.give("Beatrice")
    monkeypatch.setenv(authorship.VARIABLE, "Comune di Seriate")
    assert authorship.author() == "Comune di Seriate"


def test_an_unreadable_file_or_a_nameless_account_still_signs(tmp_path, monkeypatch):
    def nameless():
        raise KeyError("uid")

    authorship.give("x")
    next(tmp_path.rglob("author.txt")).write_bytes(b"\xff\xfe\x00")
    monkeypatch.setattr("getpass.getuser", nameless)
    assert authorship.author() == "sconosciuto"


def test_an_endless_name_is_cut():
    authorship.give("a" * 10_000)
    assert authorship.author() == "a" * authorship.LONGEST


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
