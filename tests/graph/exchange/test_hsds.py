"""HSDS 3, against what its schemas require: https://github.com/openreferral/specification (schema/, 3.0)."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from tests.graph.exchange.conftest import Export

REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "location": {"id", "location_type"},
    "addresses": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "phones": {"id", "number"},
    "schedules": {"id"},
    "languages": {"id"},
    "attributes": {"id", "link_id", "link_entity"},
    "taxonomy_term": {"id", "name", "description"},
    "service_at_locations": {"id", "service_id", "location_id"},
    "organization_identifiers": {"id", "identifier_type", "identifier"},
}
KNOWN = {
    "service": {
        *("id", "organization_id", "name", "alternate_name", "description", "url", "email", "status"),
        *("application_process", "assured_date", "alert", "last_modified", "phones", "schedules", "languages"),
        *("service_at_locations", "organization", "attributes"),
    },
    "organization": {
        *("id", "name", "alternate_name", "description", "email", "website", "phones", "attributes"),
        "organization_identifiers",
    },
    "location": {
        *("id", "location_type", "name", "description", "latitude", "longitude", "addresses"),
        *("external_identifier", "external_identifier_type"),
    },
    "addresses": {
        *("id", "location_id", "address_1", "city", "region", "state_province", "postal_code", "country"),
        "address_type",
    },
    "phones": {"id", "service_id", "organization_id", "number", "type"},
    "schedules": {"id", "service_id", "description"},
    "languages": {"id", "service_id", "name", "code"},
    "attributes": {
        *("id", "link_id", "link_type", "link_entity", "label", "value", "taxonomy_term_id", "taxonomy_term"),
    },
    "taxonomy_term": {"id", "code", "name", "description", "taxonomy"},
    "service_at_locations": {"id", "service_id", "location_id", "location"},
    "organization_identifiers": {"id", "organization_id", "identifier_scheme", "identifier_type", "identifier"},
}
"""Names of fields that the schemas have, among those that we may write; another would be read by nobody."""


def objects(name: str, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        for one in value:
            yield from objects(name, one)
    elif isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            yield from objects(key, inner)


def services(exported: Export) -> dict[str, Any]:
    page = json.loads(exported("hsds").read_text(encoding="utf-8"))
    assert (page["total_items"], page["total_pages"], page["empty"]) == (2, 1, False)
    return {service["name"]: service for service in page["contents"]}


def test_every_object_has_what_the_standard_requires_and_uuids(exported: Export) -> None:
    found = [pair for service in services(exported).values() for pair in objects("service", service)]
    assert {name for name, _ in found} == set(REQUIRED)
    for name, value in found:
        assert REQUIRED[name] <= set(value) <= KNOWN[name], name
        for key in value:
            if key == "id" or key.endswith("_id"):
                uuid.UUID(value[key])
        assert None not in value.values()
    assert len({value["id"] for name, value in found if name != "taxonomy_term"}) == len(
        [1 for name, _ in found if name != "taxonomy_term"]
    )


def test_a_service_says_who_where_when_and_in_which_language(exported: Export) -> None:
    service = services(exported)["Sportello"]
    assert (service["organization"]["name"], service["organization_id"]) == (
        "Ente tirato dentro",
        service["organization"]["id"],
    )
    assert [language["code"] for language in service["languages"]] == ["ar", "it"]
    location = service["service_at_locations"][0]["location"]
    assert (location["latitude"], location["longitude"]) == (45.7, 9.67)
    assert location["addresses"][0]["city"] == "Bergamo"
    assert service["schedules"][0]["description"] == "lun 9–12"
    assert service["assured_date"] == "2026-01-15"
    assert "services · 2026-01-15" in [a["value"] for a in service["attributes"]]


def test_an_invented_service_carries_an_alert_and_no_place_it_has_not(exported: Export) -> None:
    service = services(exported)["Finto"]
    assert service["alert"].startswith("Esempio inventato")
    location = service["service_at_locations"][0]["location"]
    assert not {"latitude", "addresses"} & set(location)
