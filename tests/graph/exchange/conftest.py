"""A store with everything an export must get right: hostile names, private things, coarse places, the sample."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.exchange.registry import Exported, export
from graph.store.changes import PutNode, PutTie
from graph.store.core import Store
from graph.store.interface import Audience
from graph.store.opening import open_store
from graph.store.records import Evidence
from tests.contract.conftest import Clock, towns
from tests.contract.saying import association, event, organisation, organised, person, put

HOSTILE = (
    '<script>alert("x")</script>',
    "</script><img src=x onerror=alert(1)>",
    "</script x <!-- <script x",
    '=HYPERLINK("http://x";"clic")',
    "+cmd|' /C calc'!A0",
    "{{ 7*7 }} ${7*7} %7B @@DATA@@ `x` \\",
    "Amici & Amiche d'«Oltre» ]]> <!-- --",
    "a;b|c,d\te",
    "riga\ncon a capo",
    "نساء في الطريق 🧵",
)
SECRETS = (
    "Fatou Segreta",
    "333 7654321",
    "segreta@example.org",
    "nota riservata",
    "esito riservato",
    "recapito segreto",
    "telefonata con Fatima",
)
REGISTER = Evidence("five-per-mille", "riga 12", "2026-02-01")


@dataclass
class Export:
    """What writes a file of one store in any format."""

    store: Store
    folder: Path

    def __call__(self, format_: str, audience: Audience = "public", name: str = "") -> Path:
        file = self.folder / (name or f"{audience}.{format_}")
        self.outcome: Exported = export(self.store.view(audience), format_, file)
        return file


def fill(store: Store) -> None:
    """Write what the tests look for."""
    put(
        store,
        *(association(f"association:h{i}", name, communities=("MA", "SN")) for i, name in enumerate(HOSTILE)),
        association(
            "association:a",
            "Baobab",
            Evidence("associations", "elenco.csv riga 2", "2026-01-10"),
            municipality="016024",
            address="Via Quarenghi 10",
            postcode="24122",
            lat=45.69,
            lon=9.66,
            precision="rooftop",
            phone=("333 7654321",),
            email=("segreta@example.org",),
            notes="nota riservata",
            public_phone="+39 035 123456",
            topics=("women", "work"),
            aliases=("Bao;bab", "B"),
        ),
        organisation("body:1", "Ente del registro", REGISTER, candidate=True, municipality="015146"),
        organisation("body:2", "Ente tirato dentro", REGISTER, candidate=True, fiscal_code="80051890152"),
        association(
            "association:i",
            "Esempio",
            invented=True,
            municipality="016024",
            precision="municipality",
            lat=45.7,
            lon=9.7,
        ),
        event(
            "event:hours", "Festa", "2026-05-10T20:30", end="2026-05-11T01:00", municipality="016024", venue="Sala, 1"
        ),
        PutNode("event:winter", "event", {"name": "Cena", "start": "2026-12-06T19:00"}, (REGISTER,)),
        event("event:day", "Giornata", "2026-03-01", end="2026-03-02"),
        event("event:month", "Rassegna", "2026-06"),
        event("event:year", "Corso", "2026"),
        event("event:invented", "Prova", "2026-07-01", invented=True),
        PutNode(
            "service:s",
            "service",
            {
                "name": "Sportello",
                "municipality": "016024",
                "address": "Via Tasso 1",
                "postcode": "24121",
                "lat": 45.7,
                "lon": 9.67,
                "precision": "street",
                "topics": ("housing",),
                "languages": ("ar", "it"),
                "times": "lun 9–12",
                "access": "su appuntamento",
                "contacts": "recapito segreto",
                "public_phone": "035 111",
            },
            (Evidence("services", "telefonata con Fatima", "2026-01-15"),),
        ),
        PutNode("service:i", "service", {"name": "Finto", "municipality": "016024", "invented": True}),
        person("person:p", "Fatou Segreta", phone=("333 7654321",)),
        PutNode("contact:c", "contact", {"date": "2026-01-05", "outcome": "esito riservato"}),
        PutNode("district:bg", "district", {"name": "Ambito di Bergamo"}),
        *(organised(f"association:h{i}", "event:hours") for i in range(len(HOSTILE))),
        organised("association:a", "event:hours", roles=("lead", "host")),
        organised("association:i", "event:hours"),
        organised("person:p", "event:day"),
        organised("body:2", "event:hours"),
        PutTie("collaborates", "association:a", "body:2", {"level": 3}),
        PutTie("provides", "body:2", "service:s", {}),
        PutTie("about", "association:a", "contact:c", {}),
        PutTie("part_of", "municipality:016024", "district:bg", {}),
    )


@pytest.fixture(scope="session")
def _store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("exchange")
    with open_store(f"sqlite:///{folder}/store.db", seed=towns, now=Clock()) as store:
        fill(store)
        yield store


@pytest.fixture
def exported(_store: Store, tmp_path: Path) -> Export:
    """Return what exports the store above; nothing may write into it."""
    return Export(_store, tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Export]:
    """Return what exports an empty store."""
    with open_store(f"sqlite:///{tmp_path}/empty.db", seed=towns, now=Clock()) as store:
        yield Export(store, tmp_path)
