"""`load anncsu`: the register goes beside the store, its points to the bodies that are known already."""

import json
from pathlib import Path

import pytest

from graph.store.changes import Changeset, PutNode
from ingest.places.cache import Cache
from ingest.places.place import Place
from ingest.places.register import Register
from ingest.places.register_file import beside, place_file
from tests.ingest.desk import Desk, Line
from tests.ingest.places.streets import STREETS, WITHOUT_POINTS, located

HEADINGS = (
    "CODICE_COMUNE;CODICE_ISTAT;PROGRESSIVO_NAZIONALE;CODICE_COMUNALE;ODONIMO;LOCALITA';DIZIONE_LINGUA1;DIZIONE_LINGUA2;"
    "PROGRESSIVO_ACCESSO;CODICE_COMUNALE_ACCESSO;CIVICO;ESPONENTE;SPECIFICITA;METRICO;PROGRESSIVO_SNC;COORD_X_COMUNE;"
    "COORD_Y_COMUNE;QUOTA;METODO"
)
BERGAMO, ANAGNI, ROMA = "016024", "060006", "058091"
MAGNO, ROMA_STREET = STREETS.index("VIA SAN MAGNO"), STREETS.index("VIALE ROMA")


def row(
    istat: str, street: object, name: str, number: object = "", exponent: str = "", x: str = "", y: str = ""
) -> str:
    return f"X;{istat};{street};;{name};;;;{street}{number};;{number};{exponent};;;;{x};{y};;4"


def register_file(desk: Desk, *rows: str, name: str = "INDIR.csv") -> Path:
    return desk.file(name, "\ufeff" + "\r\n".join((HEADINGS, *rows)) + "\r\n")


def bergamo(points: bool = True) -> list[str]:
    rows = []
    for key, name in enumerate(STREETS):
        for number in range(1, 8):
            lat, lon = located(key, number)
            x, y = (f"{lon:.7f}".replace(".", ","), f"{lat:.7f}".replace(".", ","))
            known = points and name != WITHOUT_POINTS
            rows.append(row(BERGAMO, key, name, number, "", x if known else "", y if known else ""))
    return rows


def associations(desk: Desk) -> None:
    desk.load(
        "associations",
        desk.sheet(
            "a.csv",
            ("nome", "comune", "indirizzo"),
            ("Alfa", "Bergamo", "via s. magno, 3"),
            ("Beta", "Bergamo", "viale Roma"),
            ("Gamma", "Bergamo", "via che non c'è 5"),
            ("Delta", "Bergamo", ""),
            ("Epsilon", "Milano", "via San Magno 3"),
        ),
    )


def test_bodies_already_known_get_their_place_in_one_changeset(desk: Desk) -> None:
    associations(desk)
    assert desk.named("Alfa").text("precision") == "municipality"

    result = desk.load("anncsu", register_file(desk, *bergamo()))

    assert (result.read, result.created, result.updated, result.rejected) == (7 * len(STREETS), 0, 1, 0)
    assert result.revision == 2
    alfa, beta = desk.named("Alfa"), desk.named("Beta")
    assert alfa.point == located(MAGNO, 3)
    assert (alfa.text("precision"), alfa.text("place_provider")) == ("rooftop", "anncsu")
    assert (alfa.text("place_query"), alfa.text("place_matched")) == ("via s. magno, 3", "VIA SAN MAGNO 3")
    assert beta.point == located(ROMA_STREET, 4)
    assert beta.text("precision") == "street"
    for name in ("Gamma", "Delta", "Epsilon"):
        assert desk.named(name).point is None
        assert desk.named(name).text("precision") == "municipality"


def test_loading_the_same_register_twice_makes_no_revision(desk: Desk) -> None:
    associations(desk)
    file = register_file(desk, *bergamo())
    desk.load("anncsu", file)
    again = desk.load("anncsu", file)
    assert (again.revision, again.updated, again.unchanged) == (None, 0, 7 * len(STREETS))
    assert [load.source for load in desk.store.view("staff").loads()] == ["anncsu", "anncsu", "associations"]


def test_bodies_loaded_later_are_placed_at_once(desk: Desk) -> None:
    desk.load("anncsu", register_file(desk, *bergamo()))
    associations(desk)
    assert desk.named("Alfa").point == located(MAGNO, 3)


def test_a_confirmed_a_drawn_and_an_invented_place_are_never_touched(desk: Desk) -> None:
    associations(desk)
    mine = {"lat": 45.5, "lon": 9.5, "precision": "rooftop"}
    confirmed, drawn, invented = (
        PutNode(
            f"association:{n}",
            "association",
            {"name": n, "municipality": BERGAMO, "address": "via San Magno 3", **mine, **more},
        )
        for n, more in (
            ("confirmed", {"place_confirmed": True, "place_provider": "anncsu"}),
            ("drawn", {}),
            ("invented", {"invented": True, "place_provider": "sample"}),
        )
    )
    desk.store.apply(Changeset("Bea", "A mano", "form", [confirmed, drawn, invented]))
    desk.load("anncsu", register_file(desk, *bergamo()))
    for name in ("confirmed", "drawn", "invented"):
        assert desk.named(name).point == (45.5, 9.5), name
    assert desk.named("Alfa").point == located(MAGNO, 3)


def test_a_register_without_points_takes_no_point_away(desk: Desk) -> None:
    associations(desk)
    found = {"lat": 45.5, "lon": 9.5, "precision": "street", "place_provider": "nominatim"}
    desk.store.apply(Changeset("Bea", "", "form", [PutNode(desk.named("Alfa").key, "association", found)]))
    desk.load("anncsu", register_file(desk, *bergamo(points=False)))
    assert desk.named("Alfa").point == (45.5, 9.5)
    assert (desk.named("Beta").text("precision"), desk.named("Beta").point) == ("street", None)
    desk.load("anncsu", register_file(desk, *bergamo()))
    assert desk.named("Alfa").point == located(MAGNO, 3)


def test_a_street_that_leaves_the_register_takes_its_place_along(desk: Desk) -> None:
    associations(desk)
    desk.load("anncsu", register_file(desk, *bergamo()))
    desk.load("anncsu", register_file(desk, *(r for r in bergamo() if "SAN MAGNO" not in r)))
    alfa = desk.named("Alfa")
    assert (alfa.point, alfa.text("precision"), alfa.text("place_provider")) == (None, "municipality", "municipality")


def test_a_dry_run_says_what_would_change_and_changes_nothing(desk: Desk) -> None:
    associations(desk)
    result = desk.load("anncsu", register_file(desk, *bergamo()), dry_run=True)
    assert (result.dry_run, result.updated, result.revision) == (True, 1, None)
    assert not beside(desk.url).exists()
    assert desk.named("Alfa").point is None


def kept(desk: Desk) -> frozenset[str]:
    with Register.at(beside(desk.url)) as register:
        return register.municipalities


def test_of_a_large_file_the_region_the_towns_in_use_and_those_asked_for_are_kept(desk: Desk) -> None:
    desk.store.apply(
        Changeset("Bea", "", "form", [PutNode("association:x", "association", {"name": "X", "municipality": ROMA})])
    )
    rows = [row(town, i, "VIA ALFA", 3) for i, town in enumerate((ANAGNI, BERGAMO, ROMA, "001001", "063049"), start=1)]
    result = desk.load("anncsu", register_file(desk, *rows), municipalities=frozenset({"001001"}))
    assert kept(desk) == {BERGAMO, ROMA, "001001"}
    assert result.unchanged == 5
    assert any("--municipality" in remark for remark in result.remarks)


def test_a_file_of_one_town_is_kept_wherever_it_is(desk: Desk) -> None:
    desk.load("anncsu", register_file(desk, row(ANAGNI, 1, "VIA ALFA", 3), row(ANAGNI, 2, "VIA BETA", 3)))
    assert kept(desk) == {ANAGNI}


def test_rows_that_say_nothing_are_rejected_and_the_rest_is_kept(desk: Desk) -> None:
    rejects = desk.folder / "rejects.csv"
    bad = [row("BG", 1, "VIA ALFA", 3), row(BERGAMO, "x", "VIA BETA", 3), row(BERGAMO, 3, "", 3)]
    result = desk.load("anncsu", register_file(desk, row(BERGAMO, 4, "VIA DELTA", 3), *bad), rejects=rejects)
    assert (result.read, result.rejected, result.unchanged) == (4, 3, 1)
    assert "CODICE_ISTAT" in rejects.read_text(encoding="utf-8")
    assert kept(desk) == {BERGAMO}


def test_answers_kept_from_online_give_way_to_the_register(desk: Desk) -> None:
    file = place_file(desk.url, "places")
    with Cache(file, lambda: 1.0) as cache:
        for town in (BERGAMO, ROMA):
            cache.put(town, "via Nuova 1", "nominatim", Place("q", town, "street", "nominatim", "m", 1.0, 45.0, 9.0))
    desk.load("anncsu", register_file(desk, *bergamo()))
    with Cache(file, lambda: 1.0) as cache:
        assert cache.get(BERGAMO, "via Nuova 1") is None
        assert cache.get(ROMA, "via Nuova 1") is not None


def test_the_command_prints_the_agreed_document_and_tells_what_was_kept(desk: Desk, line: Line) -> None:
    desk.begin()
    said = line.load("anncsu", register_file(desk, *bergamo()), "--municipality", "Milano")
    assert said.code == 0
    assert json.loads(said.out)["read"] == 7 * len(STREETS)
    assert f"comuni 1, vie {len(STREETS)}, civici {7 * len(STREETS)}" in said.err


@pytest.mark.parametrize("content", ["nome;comune\nA;Bergamo\n", "CODICE_ISTAT;ODONIMO\n016024;VIA ALFA\n"])
def test_another_file_is_refused_with_the_columns_it_lacks(desk: Desk, line: Line, content: str) -> None:
    desk.begin()
    said = line.load("anncsu", desk.file("other.csv", content))
    assert said.code == 1
    assert "CIVICO" in said.err
    assert not beside(desk.url).exists()
