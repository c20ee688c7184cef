"""A municipality is read from a seat or a title where it certainly stands, and nowhere else."""

import pytest

from graph.territory.base import seed
from graph.territory.gazetteer import Gazetteer
from ingest.cleaning.seats import Seat, Seats


@pytest.fixture(scope="module")
def seats() -> Seats:
    return Seats(Gazetteer.from_nodes(seed()))


@pytest.mark.parametrize(
    ("cell", "town", "address"),
    [
        ("Cinisello Balsamo\nvia Alberto da Giussano 36/B", "Cinisello Balsamo", "via Alberto da Giussano 36/B"),
        ("Cologno Monzese", "Cologno Monzese", ""),
        ("operativa\nMilano\nVia Vallisneri, 13", "Milano", "Via Vallisneri, 13"),
        ("Roma, Lungotevere della Vittoria, 3", "Roma", "Lungotevere della Vittoria, 3"),
        ("Via Roma 3, 24121 Bergamo (BG)", "Bergamo (BG)", "Via Roma 3"),
        ("Via Roma 5 24047 Treviglio BG", "Treviglio (BG)", "Via Roma 5"),
        ("20121 Milano, via Dante 4", "Milano", "via Dante 4"),
        ("via Roma 3 - Bergamo", "Bergamo", "via Roma 3"),
        ("Cinisello B. via Dante 3", "Cinisello B.", "via Dante 3"),
        ("Samarate, fraz. Verghera, via Pio 2", "Samarate", "fraz. Verghera, via Pio 2"),
    ],
)
def test_the_town_of_a_seat_and_its_street_are_told_apart(seats: Seats, cell: str, town: str, address: str) -> None:
    found = seats.read(cell)
    assert (found.town, found.address) == (town, address)


@pytest.mark.parametrize(
    "cell",
    ["Via Milano 3", "piazza Bergamo, 3", "ad-298483-7914095", "c/o Oratorio di Seriate", "Fregene, Via Roma 1", ""],
)
def test_a_town_that_only_names_a_street_or_a_hall_is_not_the_seat(seats: Seats, cell: str) -> None:
    assert seats.read(cell).town == ""


def test_a_second_seat_in_the_cell_is_kept_apart(seats: Seats) -> None:
    found = seats.read("Milano\nvia degli Imbriani, 31\nLegnano\nvia Roma, 4")
    assert found == Seat("Milano", "via degli Imbriani, 31", "Legnano, via Roma, 4")


def test_a_name_that_several_towns_may_mean_is_said_to_be_doubtful(seats: Seats) -> None:
    cell = "San Martino\nvia Roma 2"
    assert (seats.read(cell).town, seats.doubtful(cell)) == ("", "San Martino")


@pytest.mark.parametrize(
    ("title", "town"),
    [
        ("AFRICPLUS - Milano", "Milano"),
        ("Centro donne (Lodi)", "Lodi"),
        ("Associazione Tunisini di Milano", ""),
        ("Greater Comilla Association - Milano / Legnano", ""),
        ("AVIS Lugagnano", ""),
    ],
)
def test_a_title_names_a_town_only_where_it_is_set_apart(seats: Seats, title: str, town: str) -> None:
    assert seats.title(title) == town
