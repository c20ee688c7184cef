"""An invented town's register of streets, for tests that need no real one."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.places.register import Register
from ingest.places.register_file import Access, in_memory

TOWN = "016024"
START = (45.69, 9.66)
STREETS = (
    "VIA SAN MAGNO",
    "STRADA VICINALE SAN MAGNO",
    "PIAZZA SANT'ANGELO",
    "VICOLO SANT'ANGELO",
    "VIA GIUSEPPE GARIBALDI",
    "VIALE ROMA",
    "VIA DELLA RISERVA PRIMA",
    "VIA DELLA RISERVA SECONDA",
    "VIA XX SETTEMBRE",
    "PIAZZA LEONE XIII",
    "VIA GENERALE CARLO ALBERTO DALLA CHIESA",
    "PIAZZA CAMILLO BENSO DI CAVOUR",
    "VIA COLLE FIORITO",
    "VIA COLLE MOSE'",
    "VIA MONTE MARINO",
    "STRADA PROVINCIALE 118 ALBANO ZANICA",
    "TRAVERSA PRIMA DI VIA VIGNALTA",
    "VIA VIGNALTA",
    "VIA GIOVANNI TRASERI",
    "VIA VINCENZO TRASERI",
    "VICOLO DEL MORO",
    "VIA DANTE ALIGHIERI",
    "VIA STAZIONE DI ALBANO",
    "VIA RAGAZZI DEL 99",
    "VIA CONTE NIEMAND",
    "VIA FORNACE VALTESSA MONTEROSSO SUPERIORE",
)
"""The key of a street is its position; `VIA STAZIONE DI ALBANO` has no points."""

WITHOUT_POINTS = "VIA STAZIONE DI ALBANO"


def accesses(streets: Sequence[str] = STREETS, town: str = TOWN) -> list[Access]:
    """Return each street with the numbers 1–20, 12/A, and 17 without a point; TRASERI numbers do not overlap."""
    lines = []
    for key, name in enumerate(streets):
        first, last = (21, 40) if name == "VIA VINCENZO TRASERI" else (1, 20)
        for number in range(first, last + 1):
            point = located(key, number) if number != 17 and name != WITHOUT_POINTS else (None, None)
            lines.append(Access(town, key, (name,), "", number, "", *point))
        lines.append(Access(town, key, (name,), "", 12, "A", *located(key, 12.5)))
    return [
        line
        if line.names[0] != WITHOUT_POINTS
        else Access(town, line.street, line.names, "", line.number, line.exponent)
        for line in lines
    ]


def located(key: int, number: float) -> tuple[float, float]:
    """Return where a number stands: streets 200 m apart, numbers 10 m."""
    return round(START[0] + key * 0.0018, 7), round(START[1] + number * 0.00013, 7)


def register(streets: Sequence[str] = STREETS) -> Register:
    """Return the register, in memory."""
    return Register(in_memory(accesses(streets)))
