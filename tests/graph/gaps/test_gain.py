"""What the network gained by an event that was held."""

import pytest

from graph.gaps.gain import gained


def test_two_groups_that_met_reach_each_other_and_nobody_more_is_isolated(territory) -> None:
    territory.bodies("ada bice carla dora sola")
    territory.event("uno", "ada", "bice")
    territory.event("due", "carla", "dora")
    territory.event("cena", "ada", "carla", "sola", start="2024-05-01")
    territory.event("dopo", "bice", "dora", start="2024-06-01")  # is no part of what the dinner brought
    found = gained(territory.ground().snapshot, "cena", ("ada", "sola", "municipality:016024"))
    assert [(r.name, r.before, r.after) for r in found.reaches] == [("Ada", 1, 4), ("Sola", 0, 4)]
    assert (found.ties, found.isolates) == (3, (1, 0))
    assert found.fragmentation == (pytest.approx(0.8), 0.0)
    assert found.sentence.it == (
        "«cena» ha portato 3 legami nuovi. «Ada» passa da 1 a 4 realtà entro due passi. «Sola» passa da 0 a 4 realtà "
        "entro due passi. Una realtà isolata in meno. Le coppie che non possono raggiungersi passano dal 80,0% al 0,0%."
    )


def test_a_school_that_enters_by_the_event_was_alone_before(territory) -> None:
    territory.bodies("ada bice")
    territory.event("uno", "ada", "bice")
    territory.body("school:1", "school", candidate=True)
    territory.event("festa", "ada", "school:1", start="2024-05-01")
    found = gained(territory.ground().snapshot, "festa", ("school:1",))
    assert [(r.before, r.after) for r in found.reaches] == [(0, 2)]
    assert found.isolates == (1, 0)
    assert found.fragmentation == (pytest.approx(2 / 3), 0.0)


def test_who_had_met_before_gained_no_tie_and_the_sentence_says_only_what_changed(territory) -> None:
    territory.bodies("ada bice")
    territory.event("uno", "ada", "bice")
    territory.event("due", "ada", "bice", start="2024-05-01")
    found = gained(territory.ground().snapshot, "due", ("ada", "bice"))
    assert found.sentence.it == "«due» ha portato 0 legami nuovi."
