from graph.territory.former import Ended, Former, Renamed, became, from_packages
from graph.territory.packages import Listed, Period


def listed(istat: str, name: str, cadastral: str, province: str = "BG", codes: tuple[str, ...] = ()) -> Listed:
    return Listed(istat, name, "", cadastral, province, province, "Lombardia", codes)


def period(name: str, cadastral: str, began: str, ended: str = "", province: str = "BG") -> Period:
    return Period(name, "", cadastral, province, began, ended)


def past(towns: list[Listed], *lives: list[Period]) -> Former:
    return from_packages(towns, {life[0].cadastral: life for life in lives})


def test_a_name_given_up_under_the_same_cadastral_code_is_the_same_municipality() -> None:
    former = past(
        [listed("016001", "Alfa sul Serio", "A001")],
        [period("Alfa", "A001", "1861-03-17", "2015-05-09"), period("Alfa Sul Serio", "A001", "2015-05-10")],
    )
    assert former.renamed == [Renamed("Alfa", "016001", "BG", "2015-05-09")]
    assert former.ended == []


def test_a_name_that_was_of_two_before_they_parted_is_not_taken_for_either() -> None:
    former = past(
        [listed("016001", "Alfa", "A001"), listed("016002", "Beta", "A002")],
        [period("Alfa e Beta", "A001", "1928-01-01", "1950-01-01"), period("Alfa", "A001", "1950-01-02")],
        [period("Beta", "A002", "1950-01-02")],
    )
    assert former.renamed == []
    assert [(e.name, e.likely) for e in former.ended] == [("Alfa e Beta", ("016001",))]


def test_a_break_in_a_life_is_not_taken_for_a_change_of_name() -> None:
    former = past(
        [listed("016001", "Alfa Nuova", "A001")],
        [period("Alfa", "A001", "1861-03-17", "1928-01-01"), period("Alfa Nuova", "A001", "1948-01-01")],
    )
    assert former.renamed == []
    late = past(
        [listed("016001", "Beta", "A001")],
        [period("Alfa", "A001", "1861-03-17", "1990-01-01"), period("Beta", "A001", "1995-01-01")],
    )
    assert late.renamed == []


def test_what_began_the_day_after_in_the_province_is_what_ended_ones_likely_became() -> None:
    former = past(
        [listed("016009", "Gamma", "M001"), listed("012001", "Delta", "M002", "VA")],
        [period("Alfa", "A001", "1861-03-17", "2018-12-31")],
        [period("Beta", "A002", "1861-03-17", "2018-12-31")],
        [period("Gamma", "M001", "2019-01-01")],
        [period("Delta", "M002", "2019-01-01", province="VA")],
    )
    assert former.ended == [
        Ended("Alfa", "", "A001", "BG", "2018-12-31", ("016009",)),
        Ended("Beta", "", "A002", "BG", "2018-12-31", ("016009",)),
    ]
    assert became("ALFA", "BG", former) == ("016009",)
    assert became("Alfa", "VA", former) == ()


def test_a_new_name_made_of_others_is_not_proposed_to_one_it_does_not_name() -> None:
    former = past(
        [listed("016009", "Alfa Beta", "M001")],
        [period("Alfa", "A001", "1861-03-17", "2018-12-31")],
        [period("Beta", "A002", "1861-03-17", "2018-12-31")],
        [period("Gamma", "A003", "1861-03-17", "2018-12-31")],
        [period("Alfa Beta", "M001", "2019-01-01")],
    )
    assert {e.name: e.likely for e in former.ended} == {"Alfa": ("016009",), "Beta": ("016009",), "Gamma": ()}


def test_who_took_in_a_neighbour_and_its_name_is_likely_its_successor() -> None:
    former = past(
        [listed("016001", "Alfa con Beta", "A001")],
        [period("Alfa", "A001", "1861-03-17", "2018-12-31"), period("Alfa Con Beta", "A001", "2019-01-01")],
        [period("Beta", "A002", "1861-03-17", "2018-12-31")],
    )
    assert [(e.name, e.likely) for e in former.ended] == [("Beta", ("016001",))]
    assert [r.name for r in former.renamed] == ["Alfa"]


def test_codes_of_earlier_provinces_lead_to_the_code_of_today() -> None:
    former = past(
        [listed("108033", "Monza", "F704", "MB", ("015149", "108033"))], [period("Monza", "F704", "1861-03-17")]
    )
    assert former.codes == {"015149": "108033"}


def test_provinces_since_the_war_are_remembered() -> None:
    former = past(
        [listed("097001", "Alfa", "A001", "LC")],
        [
            period("Alfa", "A001", "1861-03-17", "1927-01-11", "MI"),
            period("Alfa", "A001", "1927-01-12", "1992-04-15", "CO"),
            period("Alfa", "A001", "1992-04-16", "", "LC"),
        ],
    )
    assert former.provinces == {"097001": ("CO",)}
