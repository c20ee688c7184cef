"""A real HTTP server on this machine that speaks as Nominatim and Photon do, faults included."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Reply:
    """What the server says to one request."""

    body: object = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    query: Mapping[str, str]
    agent: str


class FakeService:
    """Answers requests with the replies it was given, the last one for ever."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def domain(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> Callable[..., BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {k: v[0] for k, v in parse_qs(parts.query).items()}
                service.asked.append(Asked(parts.path, query, self.headers["User-Agent"]))
                reply = service.replies.pop(0) if len(service.replies) > 1 else service.replies[0]
                time.sleep(reply.delay)
                body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(OSError):  # whoever asked may have gone
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def nominatim(
    road: str,
    number: str = "",
    *,
    town: str = "Bergamo",
    province: str = "IT-BG",
    lat: str = "45.6957",
    lon: str = "9.6695",
) -> dict[str, object]:
    """Return one place in Nominatim's form (format=json, addressdetails=1)."""
    address = {"road": road, "city": town, "ISO3166-2-lvl6": province, "state": "Lombardia", "country_code": "it"}
    return {
        "place_id": 7,
        "lat": lat,
        "lon": lon,
        "class": "place",
        "type": "house" if number else "residential",
        "display_name": ", ".join(p for p in (number, road, town) if p),
        "address": {**({"house_number": number} if number else {}), **({k: v for k, v in address.items() if v})},
    }


def photon(
    road: str,
    number: str = "",
    *,
    town: str = "Bergamo",
    county: str = "Bergamo",
    lat: float = 45.6957,
    lon: float = 9.6695,
) -> dict[str, object]:
    """Return one feature in Photon's form."""
    said = {"osm_key": "place" if number else "highway", "city": town, "county": county, "countrycode": "IT"}
    named = {"street": road, "housenumber": number} if number else {"name": road}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {**said, **named, "postcode": "24121"},
    }


def features(*found: Mapping[str, object]) -> dict[str, object]:
    """Return Photon's whole answer."""
    return {"type": "FeatureCollection", "features": list(found)}


class Clock:
    """Time that passes only when somebody sleeps; every sleep is noted."""

    def __init__(self) -> None:
        self.now, self.slept = 1_000.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def bodies(replies: Sequence[object]) -> list[Reply]:
    """Return replies that are all well."""
    return [Reply(body) for body in replies]
