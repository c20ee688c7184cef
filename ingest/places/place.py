"""A place as found: where, how precisely, by whom, from which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Precision = Literal["rooftop", "street", "postcode", "municipality"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a geocoder answers. No answer is None, never an invented point.

    Attributes
    ----------
    lat, lon
        WGS84 degrees; None when only coarser than a street, or the street has no point.
    provider
        `confirmed`, `cache`d answers keep the first provider's name, `anncsu`, `nominatim`, `photon`, `postcode`,
        `municipality`.
    matched
        The provider's own wording.
    score
        0–1, how sure the match is.
    municipality
        ISTAT code.
    number
        The house number as the provider has it, empty when the point is not that number's.
    """

    query: str
    municipality: str
    precision: Precision
    provider: str
    matched: str
    score: float
    lat: float | None = None
    lon: float | None = None
    number: str = ""

    def properties(self) -> dict[str, str | float | None]:
        """Return the properties a located node keeps; None deletes what an older answer left."""
        return {
            "lat": self.lat,
            "lon": self.lon,
            "precision": self.precision,
            "place_provider": self.provider,
            "place_query": self.query or None,
            "place_matched": f"{self.matched} {self.number}".strip() or None,
            "place_score": self.score,
        }
