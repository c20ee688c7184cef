"""A failure of a screen says what to do, in the reader's language, and quotes no data."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import failures


def _failing() -> None:
    from pages.parts import failures

    try:
        raise ValueError("Amina Diop, 035 111")
    except ValueError as error:
        assert failures.tell(error)


@pytest.mark.parametrize(("language", "words"), [("it", "I dati sono al sicuro"), ("en", "The data are safe")])
def test_a_failure_is_one_message_with_what_to_do_and_nothing_of_the_data(language, words):
    screen = AppTest.from_function(_failing)
    screen.session_state["_language"] = language
    ran = screen.run()
    assert words in ran.error[0].value
    assert not ran.exception
    assert "Amina" not in ran.error[0].value


def test_the_log_says_where_and_of_which_kind_without_quoting(capsys):
    try:
        raise ValueError("Amina Diop, 035 111")
    except ValueError as error:
        failures.log(error)
    written = capsys.readouterr().err
    assert "builtins.ValueError" in written
    assert "test_failures.py" in written
