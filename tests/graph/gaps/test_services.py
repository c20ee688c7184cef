"""Services that no association knows of."""

import pytest

from graph.gaps import services
from graph.gaps.gap import Gap
from graph.gaps.ground import Ground


def found(ground: Ground) -> dict[str, Gap]:
    return {gap.members[0]: gap for gap in services.find(ground, 100)}


@pytest.fixture
def offered(territory):
    territory.body("coop", kind="organisation")
    territory.node("sportello", "service", municipality="016024", languages=("ar",), topics=("rights",))
    territory.tie("provides", "coop", "sportello")
    territory.body("donne", languages=("ar",), communities=("MA",))
    territory.body("lontane", languages=("ar",), topics=("rights",), town="015146")
    return territory


def test_a_service_whose_provider_met_no_association_is_proposed_to_the_one_that_fits_best(offered) -> None:
    gap = found(offered.ground())["sportello"]
    assert gap.suggested == ("donne",)
    assert "Lo offre «Coop», che con le associazioni non ha ancora lavorato." in gap.text.it
    assert "La più adatta è «Donne»: stesso comune (Bergamo)." in gap.text.it
    assert gap.effect.it == "«Donne» potrebbe indirizzarvi la propria comunità (Marocco)."
    assert [(e.code, e.before, e.after) for e in gap.effects] == [("coverage", 0.0, 1.0)]
    assert sum(r.share for r in gap.reasons) == pytest.approx(1)


@pytest.mark.parametrize("how", ["provides", "event", "crowded event", "collaborates"])
def test_a_service_that_an_association_knows_is_none(offered, how: str) -> None:
    if how == "provides":
        offered.tie("provides", "donne", "sportello")
    elif how == "collaborates":
        offered.tie("collaborates", "coop", "donne", level=1)
    else:
        crowd = [f"a{n:02d}" for n in range(20 if how == "crowded event" else 0)]
        offered.bodies(" ".join(crowd), kind="organisation")
        offered.event("insieme", "coop", "donne", *crowd)
    assert found(offered.ground()) == {}


def test_a_service_no_longer_provided_by_an_association_is_unknown_again(offered) -> None:
    offered.tie("provides", "donne", "sportello", until="2023-12-31")
    assert "sportello" in found(offered.ground(today="2026-01-01"))
    assert "sportello" not in found(offered.ground(until="2023-06-30", today="2026-01-01"))


def test_a_service_of_which_nothing_is_known_is_listed_last_and_says_so(offered) -> None:
    offered.node("ignoto", "service")
    gaps = services.find(offered.ground(), 100)
    assert [gap.members for gap in gaps] == [("sportello",), ("ignoto",)]
    assert "Nessuna associazione adatta è nota vicino." in gaps[1].text.it
    assert "chi lo offre non è noto" in [r.text.it for r in gaps[1].reasons]
