"""How a municipality's name may be written: hostile texts are answered at once."""

import time

from graph.territory.spelling import abbreviates, read


def asked(text: str) -> tuple[str, ...]:
    return read(text).marked


def test_a_name_is_recognised_shortened_and_without_its_small_words() -> None:
    assert abbreviates(asked("Cinisello B."), ("cinisello", "balsamo"))
    assert abbreviates(asked("Reggio Emilia"), ("reggio", "nell", "emilia"))
    assert abbreviates(asked("Torre de' Roveri"), ("torre", "roveri"))
    assert not abbreviates(asked("Torre B."), ("torre", "roveri"))


def test_thousands_of_small_words_neither_fail_nor_take_long() -> None:
    started = time.monotonic()
    assert not abbreviates(asked("Bergamo " + "di " * 3_000), ("bergamo",))
    assert not abbreviates(asked("Bergamo " + "di " * 18 + "x"), ("bergamo", *("di",) * 18))
    assert time.monotonic() - started < 1
