"""Cells of every kind are read as people fill them; what cannot be read is said, not dropped."""

import pytest

from graph.model.kinds import ASSOCIATION, EVENT
from ingest.cleaning.values import Cleaned, cleaned

OF = ASSOCIATION.by_name


@pytest.mark.parametrize(
    ("name", "cell", "values", "bad"),
    [
        ("communities", "Marocco, Senegal e Costa d'Avorio", ("Marocco", "Senegal", "Costa d'Avorio"), ()),
        ("communities", "comunità marocchina; cittadini senegalesi", ("marocchina", "senegalesi"), ()),
        ("communities", "Rep. Dominicana", ("Repubblica Dominicana",), ()),
        ("communities", "Filippine (120)", ("Filippine",), ()),
        ("communities", "Marocco, Atlantide", ("Marocco",), ("Atlantide",)),
        ("languages", "arabo, italiano / francese", ("arabo", "italiano", "francese"), ()),
        ("topics", "socio - culturale, sport", ("socio - culturale", "sport"), ()),
        ("email", "a@x.it\n;\nb@y.it", ("a@x.it", "b@y.it"), ()),
        ("email", "mailto:a@x.it, info [at] y.it", ("a@x.it", "info@y.it"), ()),
        ("email", "non ha", (), ("non ha",)),
        ("fiscal_code", "C.F. 80051890152", ("80051890152",), ()),
        ("form", "Ass. di promozione sociale", ("aps",), ()),
        ("form", "O.D.V.", ("odv",), ()),
        ("form", "boh", (), ("boh",)),
    ],
)
def test_a_cell_is_read(name: str, cell: str, values: tuple[str, ...], bad: tuple[str, ...]) -> None:
    found = cleaned(OF[name], cell)
    assert (found.values, found.bad) == (values, bad)


def test_of_several_sites_the_first_is_read_and_the_rest_is_kept() -> None:
    assert cleaned(OF["website"], "www.a.it\nwww.b.it") == Cleaned(("www.a.it",), ("www.b.it",))


@pytest.mark.parametrize(
    ("cell", "meant"), [("15-SET-14", "15-SET-14"), ("45123", "2023-07-16"), ("45123.0", "2023-07-16")]
)
def test_a_date_may_be_the_number_by_which_a_spreadsheet_keeps_it(cell: str, meant: str) -> None:
    assert cleaned(EVENT.by_name["start"], cell).values == (meant,)


def test_a_number_of_people_is_read_out_of_words_which_are_kept() -> None:
    assert cleaned(EVENT.by_name["attendance"], "circa 50 persone") == Cleaned(("50",), ("circa 50 persone",))
    assert cleaned(EVENT.by_name["attendance"], "50-60").bad == ("50-60",)


def test_a_column_may_have_signs_of_its_own_between_values() -> None:
    assert cleaned(OF["phone"], "035 123456 # 035 654321", ("#",)).values == ("035 123456", "035 654321")
