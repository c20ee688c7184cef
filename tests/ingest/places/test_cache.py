"""Online answers kept on disk: for a time, whoever asks, whatever happens to the file."""

from pathlib import Path

import pytest

from ingest.places.cache import DAY, Cache
from ingest.places.place import Place

PLACE = Place("Via Tasso 4", "016024", "rooftop", "nominatim", "4, Via Torquato Tasso", 0.9, 45.6957, 9.6695, "4")


class Now:
    """Seconds that a test moves on."""

    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Now:
    return Now()


def test_an_answer_outlives_the_process_with_everything_about_it(tmp_path: Path, now: Now) -> None:
    with Cache(tmp_path / "places.db", now) as cache:
        cache.put("016024", "Via Tasso 4", "nominatim", PLACE)
    with Cache(tmp_path / "places.db", now) as cache:
        kept = cache.get("016024", "VIA  TASSO, 4", "nominatim")
    assert kept is not None
    assert kept.place is not None
    assert kept.place.query == "VIA  TASSO, 4"
    assert (kept.place.lat, kept.place.precision, kept.place.provider) == (45.6957, "rooftop", "nominatim")
    assert (kept.place.matched, kept.place.score, kept.place.number) == ("4, Via Torquato Tasso", 0.9, "4")


def test_the_same_street_in_another_town_is_another_question(tmp_path: Path, now: Now) -> None:
    with Cache(tmp_path / "places.db", now) as cache:
        cache.put("016024", "Via Tasso 4", "nominatim", PLACE)
        assert cache.get("015146", "Via Tasso 4") is None
        assert cache.get("016024", "Via Tasso 40") is None


def test_that_one_service_knows_nothing_says_nothing_of_another(tmp_path: Path, now: Now) -> None:
    with Cache(tmp_path / "places.db", now) as cache:
        cache.put("016024", "Via Tasso 4", "photon", None)
        known = cache.get("016024", "Via Tasso 4", "photon")
        assert known is not None
        assert known.place is None
        assert cache.get("016024", "Via Tasso 4", "nominatim") is None
        assert cache.get("016024", "Via Tasso 4") is None
        cache.put("016024", "Via Tasso 4", "nominatim", PLACE)
        found = cache.get("016024", "Via Tasso 4", "photon")
        assert found is not None
        assert found.place is not None


@pytest.mark.parametrize(("place", "days"), [(PLACE, 180), (None, 30)])
def test_answers_are_asked_again_after_their_time(tmp_path: Path, now: Now, place: Place | None, days: int) -> None:
    with Cache(tmp_path / "places.db", now) as cache:
        cache.put("016024", "Via Tasso 4", "nominatim", place)
        now.seconds += (days - 1) * DAY
        assert cache.get("016024", "Via Tasso 4", "nominatim") is not None
        now.seconds += 2 * DAY
        assert cache.get("016024", "Via Tasso 4", "nominatim") is None


def test_forgetting_a_town_leaves_the_others(tmp_path: Path, now: Now) -> None:
    with Cache(tmp_path / "places.db", now) as cache:
        cache.put("016024", "Via Tasso 4", "nominatim", PLACE)
        cache.put("015146", "Via Tasso 4", "nominatim", PLACE)
        cache.forget(["016024"])
        assert cache.get("016024", "Via Tasso 4") is None
        assert cache.get("015146", "Via Tasso 4") is not None


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\7" * 3000])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, now: Now, content: bytes) -> None:
    file = tmp_path / "places.db"
    file.write_bytes(content)
    with Cache(file, now) as cache:
        cache.put("016024", "Via Tasso 4", "nominatim", PLACE)
    with Cache(file, now) as cache:
        assert cache.get("016024", "Via Tasso 4") is not None


def test_where_there_can_be_no_file_answers_last_as_long_as_the_process(tmp_path: Path, now: Now) -> None:
    (tmp_path / "file").write_text("in the way")
    with Cache(tmp_path / "file" / "places.db", now) as cache:
        cache.put("016024", "Via Tasso 4", "nominatim", PLACE)
        assert cache.get("016024", "Via Tasso 4") is not None
