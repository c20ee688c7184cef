"""Numbers and dates as Italians write them; what is undefined is said, never 0."""

from __future__ import annotations

from datetime import date

import pytest

from pages.parts.formats import ago, day, decimal, integer, percent, significant
from pages.parts.wording import in_language


def test_numbers_have_the_reader_s_separators():
    assert integer(1155393) == "1.155.393"
    assert decimal(0.5) == "0,5"
    assert decimal(None) == decimal(float("nan")) == "non definito"
    with in_language("en"):
        assert integer(1155393) == "1,155,393"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-03-12", "12 mar 2026"),
        ("2026-03-12T20:30", "12 mar 2026, 20:30"),
        ("2026-03-12T00:00", "12 mar 2026"),
        ("2026-03", "mar 2026"),
        ("2026", "2026"),
        ("primavera", "primavera"),
        ("2026-13-45", "2026-13-45"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(written, shown):
    assert day(written) == shown


def test_little_is_not_nothing_and_nearly_all_is_not_all():
    assert percent(0) == "0%"
    assert percent(1) == "100%"
    assert percent(0.0004) == "<0,1%"
    assert percent(0.9997) == "99,9%"
    assert percent(0.423) == "42%"


def test_how_long_ago_is_said_as_a_person_would():
    today = date(2026, 11, 22)
    assert ago("2026-11-22", today) == "oggi"
    assert ago("2026-11-21", today) == "1 giorno fa"
    assert ago("2026-08-20", today) == "3 mesi fa"
    assert ago("2023-08-20", today) == "3 anni fa"
    assert ago("chissà", today) == "chissà"


def test_significant_digits_keep_small_values_apart_and_large_ones_short() -> None:
    shown = [significant(v) for v in (0.0, 1234.567, 12.3456, 0.0001234, 0.5, float("nan"))]
    assert shown == ["0", "1.235", "12,3", "0,000123", "0,5", "non definito"]
