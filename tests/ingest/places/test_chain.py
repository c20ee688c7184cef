"""The chain: the surest answer first, never an invented one, and fast where nothing is loaded."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from graph.store.changes import Changeset, PutNode
from graph.territory.gazetteer import Gazetteer
from ingest.places.cache import Cache
from ingest.places.chain import Chain, chain, confirmed_places
from ingest.places.geocoder import PlaceGeocoder
from ingest.places.online import Online
from ingest.places.online import nominatim as nominatim_service
from ingest.places.place import Place
from tests.ingest.desk import Desk
from tests.ingest.places.service import Clock, FakeService, Reply, nominatim
from tests.ingest.places.streets import STREETS, TOWN, located, register
from tests.ingest.sources.register_load import few

MILANO = "015146"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_nodes(few())


@pytest.fixture
def server() -> Iterator[FakeService]:
    made = FakeService()
    yield made
    made.close()


def asking(server: FakeService, gazetteer: Gazetteer, *replies: Reply) -> Online:
    server.replies = list(replies)
    clock = Clock()
    service = nominatim_service(user_agent="Prova", domain=server.domain, scheme="http", timeout=5)
    return Online(service, gazetteer, clock=clock, sleep=clock.sleep, retries=0)


def test_without_anything_loaded_every_address_is_in_its_municipality_at_once(desk: Desk, gazetteer: Gazetteer) -> None:
    """19,000 bodies of Lombardy, as many as the registers have."""
    with chain(desk.url, desk.store.view("staff"), gazetteer, now=lambda: 0.0) as locate:
        started = time.process_time()
        places = [locate(f"VIA ROMA {n}", TOWN if n % 2 else MILANO, "20121") for n in range(19_000)]
        seconds = time.process_time() - started
    assert seconds < 1.0
    assert all(p.lat is None and p.lon is None for p in places)
    assert {(p.municipality, p.precision, p.matched) for p in places} == {
        (TOWN, "municipality", "Bergamo"),
        (MILANO, "postcode", "20121 Milano"),
    }


@pytest.mark.parametrize("address", ["", "   ", "SNC", "Via che non esiste 3", "🏠"])
def test_what_is_not_found_falls_to_the_municipality_without_a_point(address: str, gazetteer: Gazetteer) -> None:
    with Chain(gazetteer, register=register()) as locate:
        place = locate(address, TOWN)
    assert (place.precision, place.provider, place.matched) == ("municipality", "municipality", "Bergamo")
    assert (place.lat, place.lon, place.score) == (None, None, 1.0)
    assert place.query == address.strip()


def test_a_postcode_counts_only_where_it_is_one_of_several_of_that_town(gazetteer: Gazetteer) -> None:
    locate = Chain(gazetteer)
    assert locate("", MILANO, "20121").precision == "postcode"
    assert locate("", MILANO, "24121").precision == "municipality"
    assert locate("", MILANO, "").precision == "municipality"


def test_a_municipality_that_nobody_knows_is_said_and_not_guessed(gazetteer: Gazetteer) -> None:
    place = Chain(gazetteer)("VIA ROMA 1", "999999")
    assert (place.lat, place.matched, place.score) == (None, "", 0.0)


def test_the_register_comes_before_online(server: FakeService, gazetteer: Gazetteer) -> None:
    online = asking(server, gazetteer, Reply([nominatim("Via San Magno", "3")]))
    with Chain(gazetteer, register=register(), online=online) as locate:
        place = locate("VIA SAN MAGNO 3", TOWN)
    assert (place.provider, place.lat) == ("anncsu", located(STREETS.index("VIA SAN MAGNO"), 3)[0])
    assert server.asked == []


def test_online_is_asked_for_what_the_register_cannot_locate_and_kept(
    tmp_path: Path, server: FakeService, gazetteer: Gazetteer
) -> None:
    online = asking(server, gazetteer, Reply([nominatim("Via Stazione di Albano", "3")]))
    for _ in range(2):
        with (
            Cache(tmp_path / "c.db", lambda: 5.0) as cache,
            Chain(gazetteer, register=register(), cache=cache, online=online) as locate,
        ):
            place = locate("VIA STAZIONE DI ALBANO 3", TOWN)
        assert (place.provider, place.precision, place.lat) == ("nominatim", "rooftop", 45.6957)
    assert len(server.asked) == 1
    with Cache(tmp_path / "c.db", lambda: 5.0) as cache, Chain(gazetteer, cache=cache) as offline:
        assert offline("via stazione di Albano, 3", TOWN).provider == "nominatim"


def test_online_without_an_answer_leaves_what_the_register_knows(server: FakeService, gazetteer: Gazetteer) -> None:
    online = asking(server, gazetteer, Reply([]))
    with Chain(gazetteer, register=register(), online=online) as locate:
        place = locate("VIA STAZIONE DI ALBANO 3", TOWN)
        assert (place.provider, place.precision, place.lat) == ("anncsu", "street", None)
        assert locate("VIA VERDI 3", TOWN).precision == "municipality"
        assert locate.trouble is None


def test_a_service_that_fails_never_fails_the_chain_and_is_told(
    tmp_path: Path, server: FakeService, gazetteer: Gazetteer
) -> None:
    online = asking(server, gazetteer, Reply(status=503))
    with Cache(tmp_path / "c.db", lambda: 5.0) as cache, Chain(gazetteer, cache=cache, online=online) as locate:
        assert locate("VIA VERDI 3", TOWN).precision == "municipality"
        assert locate.trouble is not None
        assert cache.get(TOWN, "VIA VERDI 3", "nominatim") is None


def test_the_finer_of_register_and_kept_answer_counts(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with Cache(tmp_path / "c.db", lambda: 5.0) as cache:
        kept = {"VIA SAN MAGNO 3": "street", "VIA SAN MAGNO 4": "rooftop", "VIA SAN MAGNO 17": "rooftop"}
        for address, precision in kept.items():
            place = Place(address, TOWN, precision, "nominatim", "x", 1.0, 45.7, 9.7)  # type: ignore[arg-type]
            cache.put(TOWN, address, "nominatim", place)
        with Chain(gazetteer, register=register(), cache=cache) as locate:
            assert locate("VIA SAN MAGNO 3", TOWN).provider == "anncsu"
            assert locate("VIA SAN MAGNO 4", TOWN).provider == "nominatim"
            assert locate("VIA SAN MAGNO 17", TOWN).provider == "nominatim"


def pin(name: str, address: str, lat: float) -> PutNode:
    return PutNode(
        f"association:{name}",
        "association",
        {
            "name": name,
            "municipality": TOWN,
            "address": address,
            "lat": lat,
            "lon": 9.6,
            "precision": "rooftop",
            "place_confirmed": True,
        },
    )


def test_a_pin_that_a_person_confirmed_comes_first_for_whoever_is_there(desk: Desk, gazetteer: Gazetteer) -> None:
    desk.store.apply(
        Changeset(
            "Bea",
            "",
            "form",
            [
                pin("a", "Via San Magno, 3", 45.111),
                pin("b", "Viale Roma 5", 45.222),
                pin("c", "viale Roma n. 5", 45.333),
                pin("d", "Viale Roma 5", 45.444),
            ],
        )
    )
    view = desk.store.view("staff")
    with Chain(gazetteer, confirmed=lambda: confirmed_places(view), register=register()) as locate:
        place = locate("VIA SAN MAGNO 3", TOWN)
        assert (place.provider, place.lat, place.precision) == ("confirmed", 45.111, "rooftop")
        assert locate("VIA SAN MAGNO 4", TOWN).provider == "anncsu"
        assert locate("VIALE ROMA 5", TOWN).provider == "anncsu"  # two pins that differ confirm nothing


def test_a_body_loaded_where_a_pin_is_confirmed_gets_that_pin(desk: Desk) -> None:
    desk.store.apply(Changeset("Bea", "", "form", [pin("a", "Via San Magno, 3", 45.111)]))
    desk.load("associations", desk.sheet("a.csv", ("nome", "comune", "indirizzo"), ("N", "Bergamo", "VIA SAN MAGNO 3")))
    assert desk.named("N").point == (45.111, 9.6)


def test_the_chain_stands_behind_geopys_interface(gazetteer: Gazetteer) -> None:
    with Chain(gazetteer, register=register()) as locate:
        geocoder = PlaceGeocoder(locate, gazetteer)
        assert isinstance(geocoder, Geocoder)
        found = geocoder.geocode("Via San Magno 3, 24121 Bergamo")
        assert isinstance(found, Location)
        assert (found.latitude, found.longitude) == located(STREETS.index("VIA SAN MAGNO"), 3)
        assert found.address == "VIA SAN MAGNO, Bergamo"
        assert (found.raw["precision"], found.raw["provider"]) == ("rooftop", "anncsu")
        assert geocoder.geocode({"street": "Via San Magno 3", "city": "Bergamo"}) == found
        assert geocoder.geocode("Via San Magno 3", municipality=TOWN) == found
        assert geocoder.geocode("Via San Magno 3", municipality=TOWN, exactly_one=False) == [found]


def test_a_coarse_location_says_so_and_an_unknown_town_is_none(gazetteer: Gazetteer) -> None:
    with Chain(gazetteer, register=register()) as locate:
        geocoder = PlaceGeocoder(locate, gazetteer)
        coarse = geocoder.geocode("Via che non c'è 3, Bergamo")
        assert coarse.raw["precision"] == "municipality"
        assert coarse.raw["lat"] is None
        assert geocoder.geocode("Via San Magno 3, Nessunluogo") is None
        assert geocoder.geocode("Via San Magno 3") is None
