"""Every type of tie, declared as data."""

from __future__ import annotations

from graph.model import properties as p
from graph.model.kinds import KINDS
from graph.model.label import Label
from graph.model.schema import Choice, Property, TieType, ValueType

ACTORS = frozenset(k.name for k in KINDS.values() if k.actor)
_SINCE = Property("since", Label("Dal", "Since"), ValueType.DATE)
_UNTIL = Property("until", Label("Al", "Until"), ValueType.DATE)
_DATES = (_SINCE, _UNTIL, p.INVENTED)

ORGANISED = TieType(
    "organised",
    Label("partecipa a", "takes part in"),
    Label("con", "with"),
    ACTORS,
    frozenset({"event"}),
    (
        Property(
            "roles",
            Label("Ruolo", "Role"),
            ValueType.CHOICE,
            many=True,
            headings=("ruolo", "role"),
            choices=(
                Choice("lead", Label("promotore", "lead")),
                Choice("co_organiser", Label("coorganizzatore", "co-organiser")),
                Choice("host", Label("ospitante", "host")),
                Choice("speaker", Label("relatore", "speaker")),
                Choice("participant", Label("partecipante", "participant")),
            ),
        ),
        *_DATES,
    ),
)
COLLABORATES = TieType(
    "collaborates",
    Label("collabora con", "collaborates with"),
    Label("collabora con", "collaborates with"),
    ACTORS,
    ACTORS,
    (
        Property(
            "level",
            Label("Livello (1–4)", "Level (1–4)"),
            ValueType.INTEGER,
            headings=("livello", "level"),
            help=Label(
                "1 contatto, 2 coordinamento, 3 cooperazione, 4 collaborazione piena",
                "1 networking, 2 coordination, 3 cooperation, 4 full collaboration",
            ),
        ),
        Property(
            "declared_by",
            Label("Dichiarato da", "Declared by"),
            many=True,
            help=Label("Chiavi degli attori che l'hanno dichiarato", "Keys of the actors who declared it"),
        ),
        *_DATES,
    ),
    symmetric=True,
)
PROVIDES = TieType(
    "provides",
    Label("offre", "provides"),
    Label("offerto da", "provided by"),
    ACTORS - {"person"},
    frozenset({"service"}),
    _DATES,
)
PART_OF = TieType(
    "part_of",
    Label("fa parte di", "is part of"),
    Label("comprende", "includes"),
    frozenset(
        {"site", "municipality", "association", "organisation", "school", "service", "district", "project", "event"}
    ),
    frozenset({"school", "district", "organisation", "association", "project"}),
    _DATES,
    maps=False,
)
PARTNER_IN = TieType(
    "partner_in",
    Label("partner di", "partner in"),
    Label("partner", "partners"),
    ACTORS - {"person"},
    frozenset({"project"}),
    (
        Property("role", Label("Ruolo", "Role")),
        Property("actions", Label("Macro-azioni", "Macro-actions"), ValueType.INTEGER, many=True),
        *_DATES,
    ),
)
ABOUT = TieType(
    "about",
    Label("ha il contatto", "has the contact"),
    Label("riguarda", "is about"),
    ACTORS | {"event"},
    frozenset({"contact", "person"}),
    (Property("role", Label("Ruolo", "Role")), *_DATES),
)

TIES: dict[str, TieType] = {t.name: t for t in (ORGANISED, COLLABORATES, PROVIDES, PART_OF, PARTNER_IN, ABOUT)}
"""`located_in` is the `municipality` property of a node: the Neo4j backend draws it as a relationship."""
