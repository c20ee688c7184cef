"""Online services, against a real server on this machine: polite, bounded, and not believed blindly."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Municipality
from ingest.places.errors import OnlineUnavailable, UnknownService
from ingest.places.online import PAUSE, Online
from ingest.places.online import nominatim as nominatim_service
from ingest.places.online import photon as photon_service
from ingest.places.settings import online
from tests.ingest.places.service import Clock, FakeService, Reply, features, nominatim, photon
from tests.ingest.sources.register_load import few

Asking = Callable[..., Online]


@pytest.fixture
def server() -> Iterator[FakeService]:
    made = FakeService()
    yield made
    made.close()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_nodes(few())


@pytest.fixture(scope="module")
def bergamo(gazetteer: Gazetteer) -> Municipality:
    found = gazetteer.by_istat("016024")
    assert found is not None
    return found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ask(server: FakeService, gazetteer: Gazetteer, clock: Clock) -> Asking:
    def make(which: str = "nominatim", timeout: float = 5.0, **options: object) -> Online:
        make_service = {"nominatim": nominatim_service, "photon": photon_service}[which]
        service = make_service(
            user_agent="Prova (ada@example.org)", domain=server.domain, scheme="http", timeout=timeout
        )
        return Online(service, gazetteer, clock=clock, sleep=clock.sleep, **options)  # type: ignore[arg-type]

    return make


def replies(which: str, *found: dict[str, object]) -> Reply:
    return Reply(list(found) if which == "nominatim" else features(*found))


def made(which: str, *words: str, **more: object) -> dict[str, object]:
    if which == "photon":
        more = {("county" if k == "province" else k): v for k, v in more.items()}
        more = {k: float(str(v)) if k in ("lat", "lon") else v for k, v in more.items()}
        return photon(*words, **more)  # type: ignore[arg-type]
    return nominatim(*words, **more)  # type: ignore[arg-type]


both = pytest.mark.parametrize("which", ["nominatim", "photon"])


@both
def test_a_house_in_the_right_town_is_taken(
    which: str, ask: Asking, server: FakeService, bergamo: Municipality
) -> None:
    server.replies = [replies(which, made(which, "Via Torquato Tasso", "4"))]
    place = ask(which).place("VIA TASSO 4", bergamo)
    assert place is not None
    assert (place.lat, place.lon, place.precision, place.provider) == (45.6957, 9.6695, "rooftop", which)
    assert place.municipality == "016024"
    assert "Tasso" in place.matched
    assert 0.8 <= place.score <= 1
    assert server.asked[0].agent == "Prova (ada@example.org)"
    question = " ".join(server.asked[0].query.values())
    assert "VIA TASSO" in question
    assert "Bergamo" in question
    assert "4" in question


@both
def test_a_street_without_the_number_is_only_a_street(
    which: str, ask: Asking, server: FakeService, bergamo: Municipality
) -> None:
    server.replies = [replies(which, made(which, "Via Torquato Tasso"), made(which, "Via Torquato Tasso", "8"))]
    place = ask(which).place("VIA TASSO 4", bergamo)
    assert place is not None
    assert place.precision == "street"


@both
def test_the_answer_with_the_very_number_is_preferred(
    which: str, ask: Asking, server: FakeService, bergamo: Municipality
) -> None:
    lat = "45.6999"
    server.replies = [replies(which, made(which, "Via Tasso"), made(which, "Via Tasso", "4", lat=lat))]
    place = ask(which).place("VIA TASSO 4", bergamo)
    assert place is not None
    assert (place.precision, place.lat) == ("rooftop", 45.6999)


@both
@pytest.mark.parametrize(
    "wrong",
    [
        {"town": "Milano", "province": "IT-MI", "lat": "45.4642", "lon": "9.1900"},
        {"town": "Seriate", "province": "IT-BG"},
        {"town": "Bergamo", "province": "IT-BG", "lat": "41.9", "lon": "12.5"},
        {"town": "", "province": ""},
    ],
)
def test_an_answer_in_another_town_is_refused(
    which: str, wrong: dict[str, str], ask: Asking, server: FakeService, bergamo: Municipality
) -> None:
    province = (
        {"IT-MI": "Milano", "IT-BG": "Bergamo"}.get(wrong["province"], "") if which == "photon" else wrong["province"]
    )
    server.replies = [replies(which, made(which, "Via Tasso", "4", **{**wrong, "province": province}))]
    assert ask(which).place("VIA TASSO 4", bergamo) is None


@both
def test_an_answer_on_another_street_is_refused(
    which: str, ask: Asking, server: FakeService, bergamo: Municipality
) -> None:
    server.replies = [replies(which, made(which, "Via San Marco", "4"))]
    assert ask(which).place("VIA SAN MAGNO 4", bergamo) is None


@both
def test_an_empty_answer_is_an_answer(which: str, ask: Asking, server: FakeService, bergamo: Municipality) -> None:
    server.replies = [replies(which)]
    assert ask(which).place("VIA TASSO 4", bergamo) is None
    assert len(server.asked) == 1


def test_questions_keep_their_distance(ask: Asking, server: FakeService, bergamo: Municipality, clock: Clock) -> None:
    server.replies = [Reply([])]
    service = ask()
    times = []
    for number in range(3):
        service.place(f"VIA TASSO {number + 1}", bergamo)
        times.append(clock.now)
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times))


def test_a_wish_to_wait_is_respected_and_the_question_asked_again(
    ask: Asking, server: FakeService, bergamo: Municipality, clock: Clock
) -> None:
    server.replies = [Reply(status=429, headers={"Retry-After": "17"}), Reply([nominatim("Via Tasso", "4")])]
    assert ask().place("VIA TASSO 4", bergamo) is not None
    assert max(clock.slept) == 17


def test_a_wish_to_wait_too_long_ends_the_questions_for_that_time(
    ask: Asking, server: FakeService, bergamo: Municipality, clock: Clock
) -> None:
    server.replies = [Reply(status=429, headers={"Retry-After": "3600"}), Reply([nominatim("Via Tasso", "4")])]
    service = ask()
    with pytest.raises(OnlineUnavailable):
        service.place("VIA TASSO 4", bergamo)
    with pytest.raises(OnlineUnavailable):
        service.place("VIA TASSO 4", bergamo)
    assert len(server.asked) == 1
    assert sum(clock.slept) < 60
    clock.now += 3601
    assert service.place("VIA TASSO 4", bergamo) is not None


FAULTS = {
    "503": Reply(status=503),
    "500": Reply(status=500),
    "garbage": Reply(b"<html>not json</html>"),
    "truncated": Reply(b'[{"lat": "45.6'),
    "another shape": Reply([{"lat": "45.7"}]),
    "a list of texts": Reply(["Bergamo"]),
    "a number": Reply(7),
}


@both
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_tried_again_a_bounded_number_of_times(
    which: str, fault: Reply, ask: Asking, server: FakeService, bergamo: Municipality
) -> None:
    server.replies = [fault]
    with pytest.raises(OnlineUnavailable) as refused:
        ask(which, retries=2).place("VIA TASSO 4", bergamo)
    assert len(server.asked) == 3
    assert which in refused.value.italian()
    assert "Riprovare" in refused.value.italian()


@both
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_that_passes_costs_nothing_but_time(
    which: str, fault: Reply, ask: Asking, server: FakeService, bergamo: Municipality
) -> None:
    server.replies = [fault, replies(which, made(which, "Via Tasso", "4"))]
    place = ask(which).place("VIA TASSO 4", bergamo)
    assert place is not None
    assert place.precision == "rooftop"


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_refusal_is_not_asked_again(status: int, ask: Asking, server: FakeService, bergamo: Municipality) -> None:
    server.replies = [Reply(status=status)]
    with pytest.raises(OnlineUnavailable):
        ask().place("VIA TASSO 4", bergamo)
    assert len(server.asked) == 1


def test_a_server_that_does_not_answer_is_given_up(ask: Asking, server: FakeService, bergamo: Municipality) -> None:
    server.replies = [Reply([], delay=2.0)]
    with pytest.raises(OnlineUnavailable):
        ask(timeout=0.1, retries=1).place("VIA TASSO 4", bergamo)


def test_a_server_that_is_not_there_is_given_up(ask: Asking, server: FakeService, bergamo: Municipality) -> None:
    service = ask(retries=1)
    server.replies = [Reply([])]
    server._server.server_close()
    with pytest.raises(OnlineUnavailable):
        service.place("VIA TASSO 4", bergamo)


def test_after_failures_in_a_row_nobody_asks_for_a_while(
    ask: Asking, server: FakeService, bergamo: Municipality, clock: Clock
) -> None:
    server.replies = [Reply(status=503)]
    service = ask(retries=0)
    for _ in range(10):
        with pytest.raises(OnlineUnavailable):
            service.place("VIA TASSO 4", bergamo)
    assert len(server.asked) == 3
    clock.now += PAUSE + 1
    server.replies = [Reply([nominatim("Via Tasso", "4")])]
    assert service.place("VIA TASSO 4", bergamo) is not None


def test_a_load_asks_only_so_many_times(ask: Asking, server: FakeService, bergamo: Municipality) -> None:
    server.replies = [Reply([])]
    service = ask(budget=2)
    for number in (1, 2):
        service.place(f"VIA TASSO {number}", bergamo)
    with pytest.raises(OnlineUnavailable):
        service.place("VIA TASSO 3", bergamo)
    assert len(server.asked) == 2


def test_hostile_text_in_a_question_or_an_answer_stays_text(
    ask: Asking, server: FakeService, bergamo: Municipality
) -> None:
    server.replies = [Reply([nominatim("Via Tasso <script>alert(1)</script>", "4")])]
    assert ask().place("VIA TASSO&q=Roma#/../ 4", bergamo) is None
    assert set(server.asked[0].query) >= {"street", "city", "country"}
    assert server.asked[0].path == "/search"


def test_every_service_is_off_until_the_environment_names_one(gazetteer: Gazetteer) -> None:
    assert online({}, gazetteer) is None
    assert online({"INTRECCIO_GEOCODER": " "}, gazetteer) is None


def test_the_environment_chooses_service_server_and_agent(
    gazetteer: Gazetteer, server: FakeService, bergamo: Municipality
) -> None:
    server.replies = [Reply(features(photon("Via Tasso", "4")))]
    chosen = online(
        {
            "INTRECCIO_GEOCODER": "Photon",
            "INTRECCIO_GEOCODER_ADDRESS": f"http://{server.domain}/",
            "INTRECCIO_GEOCODER_AGENT": "Anci (x@example.org)",
        },
        gazetteer,
    )
    assert chosen is not None
    assert chosen.place("VIA TASSO 4", bergamo) is not None
    assert (server.asked[0].path, server.asked[0].agent) == ("/api", "Anci (x@example.org)")


@pytest.mark.parametrize(
    "environment",
    [{"INTRECCIO_GEOCODER": "google"}, {"INTRECCIO_GEOCODER": "photon", "INTRECCIO_GEOCODER_ADDRESS": "ftp://x"}],
)
def test_a_service_that_does_not_exist_is_refused(environment: dict[str, str], gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownService) as refused:
        online(environment, gazetteer)
    assert "nominatim o photon" in refused.value.italian()
