"""Services as Open Referral HSDS 3 says them in JSON: one page of full services, each with who offers it and where.

https://docs.openreferral.org/en/3.0/ . Its identifiers are UUIDs: ours are made from our keys, always the same.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from graph.exchange.content import INVENTED, Content, LeftOut, invented, said
from graph.exchange.markup import pour
from graph.model import KINDS, Label
from graph.model import properties as p
from graph.model.taxonomies import value_label
from graph.store.records import Node

_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:intreccio")
_CONTACTS = KINDS["service"].by_name["contacts"].label
_OTHERS = Label("schede che non sono servizi né chi li offre", "records that are neither services nor their providers")
Object = dict[str, object]


def write(content: Content, out: BinaryIO) -> list[LeftOut]:
    """Write the services."""
    providers: dict[str, list[Node]] = {}
    for tie in sorted((t for t in content.ties if t.type == "provides"), key=lambda t: t.source):
        providers.setdefault(tie.target, []).append(content.by_key[tie.source])
    services = [node for node in content.nodes if node.kind == "service"]
    pour(out, _page(content, services, providers))
    said_ = len(services) + len({node.key for service in services for node in providers.get(service.key, [])})
    others = len(content.nodes) - said_
    return [LeftOut(others, _OTHERS)] if others else []


def _page(content: Content, services: list[Node], providers: Mapping[str, list[Node]]) -> Iterator[str]:
    count = len(services)
    head = {"total_items": count, "total_pages": 1, "page_number": 1, "size": count}
    page = {**head, "first_page": True, "last_page": True, "empty": not services}
    yield json.dumps(page)[:-1] + ', "contents": ['
    for i, node in enumerate(services):
        yield ",\n" if i else "\n"
        service = _service(content, node, providers.get(node.key, []))
        yield json.dumps(service, ensure_ascii=False, allow_nan=False)
    yield "\n]}\n"


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_OURS, "\x1f".join(parts)))


def _filled(**fields: object) -> Object:
    """Return an object without its empty fields: what is not known is not there."""
    return {name: value for name, value in fields.items() if value not in ("", None, [])}


def _service(content: Content, node: Node, providers: list[Node]) -> Object:
    checked = max((e.retrieved[:10] for e in node.evidence), default="")
    own = _id(node.key)
    attributes = [*_topics(node), *_marks(content, node, "service")]
    attributes += [
        _attribute(node, "service", "provided_by", label="Offerto anche da", value=other.name)
        for other in providers[1:]
    ]
    if node.text("contacts"):
        attributes.append(_attribute(node, "service", "contacts", label=_CONTACTS.it, value=node.text("contacts")))
    return _filled(
        id=own,
        organization_id=_id(providers[0].key) if providers else "",
        name=node.name,
        alternate_name="; ".join(node.many("aliases")),
        description=node.text("description"),
        url=node.text("website"),
        email=node.text("public_email"),
        status="active",
        application_process=node.text("access"),
        assured_date=checked if len(checked) == 10 else "",
        alert=INVENTED.it if invented(node) else "",
        last_modified=content.changed.get(node.revision, ""),
        phones=_phones(node, "service_id"),
        schedules=_schedules(node),
        languages=_languages(node),
        service_at_locations=_locations(content, node),
        organization=_organisation(content, providers[0]) if providers else None,
        attributes=attributes,
    )


def _organisation(content: Content, node: Node) -> Object:
    identifier = _filled(
        id=_id(node.key, "fiscal_code"),
        organization_id=_id(node.key),
        identifier_scheme="IT-CF",
        identifier_type="Codice fiscale",
        identifier=node.text("fiscal_code"),
    )
    return _filled(
        id=_id(node.key),
        name=node.name,
        alternate_name="; ".join(node.many("aliases")),
        description=node.text("description") or KINDS[node.kind].label.it,
        email=node.text("public_email"),
        website=node.text("website"),
        phones=_phones(node, "organization_id"),
        organization_identifiers=[identifier] if node.text("fiscal_code") else [],
        attributes=_marks(content, node, "organization"),
    )


def _attribute(node: Node, entity: str, type_: str, *, label: str, value: str, term: Object | None = None) -> Object:
    return _filled(
        id=_id(node.key, type_, value),
        link_id=_id(node.key),
        link_type=type_,
        link_entity=entity,
        label=label,
        value=value,
        taxonomy_term_id=term["id"] if term else "",
        taxonomy_term=term,
    )


def _topics(node: Node) -> list[Object]:
    found = []
    for topic in node.many("topics"):
        label = value_label(p.TOPICS, topic)
        term: Object = {"id": _id("topic", topic), "code": topic, "name": label.it, "description": label.en}
        found.append(
            _attribute(
                node, "service", "topic", label=p.TOPICS.label.it, value=topic, term=term | {"taxonomy": "Intreccio"}
            )
        )
    return found


def _marks(content: Content, node: Node, entity: str) -> list[Object]:
    """Return what to know before trusting a record: invented, from a register only, its sources."""
    found = []
    if invented(node):
        found.append(_attribute(node, entity, "invented", label=p.INVENTED.label.it, value="true"))
    if content.candidate(node):
        found.append(_attribute(node, entity, "candidate", label=p.CANDIDATE.label.it, value="true"))
    return found + [
        _attribute(node, entity, "evidence", label="Fonte", value=said(evidence)) for evidence in node.evidence
    ]


def _phones(node: Node, of: str) -> list[Object]:
    number = node.text("public_phone")
    return [{"id": _id(node.key, "phone"), of: _id(node.key), "number": number, "type": "voice"}] if number else []


def _schedules(node: Node) -> list[Object]:
    times = node.text("times")
    return [{"id": _id(node.key, "times"), "service_id": _id(node.key), "description": times}] if times else []


def _languages(node: Node) -> list[Object]:
    spoken = [(code, value_label(p.LANGUAGES, code).it) for code in node.many("languages")]
    return [
        {"id": _id(node.key, "language", code), "service_id": _id(node.key), "name": name, "code": code}
        for code, name in spoken
    ]


def _locations(content: Content, node: Node) -> list[Object]:
    """Return where a service is; coordinates only where they are known, an address only where it is whole."""
    town = content.town(node)
    if town is None and not node.text("address"):
        return []
    precision = value_label(p.PRECISION, node.text("precision")).it if node.text("precision") else ""
    lat, lon = node.point or (None, None)
    location = _filled(
        id=_id(node.key, "location"),
        location_type="physical",
        name=", ".join(part for part in (node.text("address"), town.name if town else "") if part),
        description=f"{p.PRECISION.label.it}: {precision}" if precision else "",
        latitude=lat,
        longitude=lon,
        external_identifier=town.text("istat") if town else "",
        external_identifier_type="ISTAT" if town else "",
        addresses=_addresses(node, town),
    )
    own, place = _id(node.key), location["id"]
    return [{"id": _id(node.key, "at"), "service_id": own, "location_id": place, "location": location}]


def _addresses(node: Node, town: Node | None) -> list[Object]:
    street, postcode = node.text("address"), node.text("postcode")
    if not street or not postcode or town is None:
        return []  # HSDS wants all of an address; what is there stands in the location's name
    return [
        {
            "id": _id(node.key, "address"),
            "location_id": _id(node.key, "location"),
            "address_1": street,
            "city": town.name,
            "region": town.text("region"),
            "state_province": town.text("province"),
            "postal_code": postcode,
            "country": "IT",
            "address_type": "physical",
        }
    ]
