"""What a scorecard says of a district, one figure a column: definition, computation, what it is held against.

A new column is a function and a line in `COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from graph.gaps.communities import LEAST
from graph.gaps.ground import CROWD
from graph.gaps.phrases import apart, listed
from graph.gaps.schools import reached
from graph.gaps.services import known
from graph.measures.cuts import loss
from graph.model import Label
from graph.model.taxonomies import countries
from graph.relations.states import DORMANT_AFTER
from graph.scorecard.cell import Cell, missing, share
from graph.scorecard.census import Census, District
from graph.scorecard.expected import fragmented

Form = Literal["count", "share", "rate"]
Against = Literal["", "chance", "share of all", "rate of all"]
"""What a figure is held against: `graph.scorecard.expected`; a share is at most 1, a rate may be anything."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    form
        A count, a share of 0–1, or a rate with decimals.
    definition
        What it counts and out of what, for whoever reads it.
    high
        Whether a high value is good (True), bad (False), or neither (None).
    against
        What its size-corrected expectation comes from; empty: it has none.
    staff
        Only in the staff view.
    per
        Rates: per how many of the denominator.
    """

    name: str
    label: Label
    form: Form
    definition: Label
    compute: Callable[[District], Cell]
    high: bool | None = True
    against: Against = ""
    staff: bool = False
    per: float = 1.0


PER_RESIDENTS = 1_000
_NAMED = 3
NOBODY = missing("nessuna realtà mappata", "no mapped body")
NOTHING = missing("nessun evento né collaborazione registrati", "no event and no collaboration recorded")


def _actors(district: District) -> Cell:
    return Cell(float(len(district.network.actors)))


def _associations(district: District) -> Cell:
    return Cell(float(len(district.associations)))


def _per_residents(district: District) -> Cell:
    towns = district.census.ground.municipalities
    foreign = [towns[istat].number("foreign_residents") if istat in towns else None for istat in district.members]
    given = [number for number in foreign if number is not None]
    if not foreign:
        return missing("i comuni dell'ambito non sono caricati", "the district's municipalities are not loaded")
    if len(given) < len(foreign):
        lacking = len(foreign) - len(given)
        return missing(
            f"residenti stranieri non caricati per {lacking} comuni su {len(foreign)} (istat-residents)",
            f"foreign residents not loaded for {lacking} of {len(foreign)} municipalities (istat-residents)",
        )
    if not sum(given):
        return missing("nessun residente straniero", "no foreign resident")
    part = None
    if district.node.properties.get("complete") is not True:
        part = Label("l'elenco dei comuni può essere incompleto", "the list of municipalities may be incomplete")
    return share(len(district.associations), sum(given), part, per=PER_RESIDENTS)


def _ties(district: District) -> Cell:
    ties = len(district.network.edges[0])
    return Cell(float(ties), ties, len(district.rows)) if district.active else NOTHING


def _isolated(district: District) -> Cell:
    if not district.active:
        return NOTHING
    alone = district.network.degree == 0
    elsewhere = district.census.ground.network.degree[np.array(district.rows)][alone] > 0
    note = None
    if elsewhere.any():
        count = int(elsewhere.sum())
        note = Label(f"{count} di loro lavorano con realtà fuori dall'ambito", f"{count} of them work outside it")
    return share(int(alone.sum()), len(district.rows), note)


def _fragmentation(district: District) -> Cell:
    count = len(district.rows)
    if count < 2:
        return missing("meno di due realtà mappate", "fewer than two mapped bodies")
    if not district.active:
        return NOTHING
    pairs = count * (count - 1) // 2
    value = fragmented(np.bincount(district.network.components))
    return Cell(value, round(value * pairs), pairs)


def _dependence_on_lead(district: District) -> Cell:
    lead, named = district.lead, district.node.text("lead")
    if lead is not None:
        return _lost(district, district.network.index[lead.key])
    if not named:
        return missing("il capofila non è indicato", "the lead is not given")
    return missing(
        f"il capofila indicato («{named}») non è fra le realtà mappate dell'ambito",
        f"the lead named (“{named}”) is not among the district's mapped bodies",
    )


def _dependence_on_one(district: District) -> Cell:
    values = loss(district.network)
    if not np.isfinite(values).any():
        return missing("nessuna coppia di realtà è collegata", "no pair of bodies is connected")
    ordered = np.lexsort((np.arange(len(values)), -district.network.degree, -np.nan_to_num(values, nan=-1.0)))
    return _lost(district, int(ordered[0]))


def _lost(district: District, row: int) -> Cell:
    """Return what is lost without one actor, and who that is."""
    value = float(loss(district.network)[row])
    name = district.actors[row].name
    if not np.isfinite(value):
        return replace(
            missing("nessuna altra coppia di realtà è collegata", "no other pair of bodies is connected"),
            note=Label(name, name),
        )
    ties, every = int(district.network.degree[row]), len(district.network.edges[0])
    note = Label(f"{name}: {ties} legami su {every}", f"{name}: {ties} of {every} ties")
    return Cell(value, note=note)


def _bridges(district: District) -> Cell:
    if not district.active:
        return NOTHING
    ground, own = district.census.ground, set(district.rows)
    i, j, _ = ground.network.edges
    found, reached_ = 0, set[str]()
    for a, b in zip(i.tolist(), j.tolist(), strict=True):
        if (a in own) is (b in own):
            continue
        others = ground.snapshot.districts_around(ground.nodes[b if a in own else a])
        if others:
            found += 1
            reached_.update(others)
    one = Label("verso un altro ambito", "to one other district")
    many = Label(f"verso {len(reached_)} altri ambiti", f"to {len(reached_)} other districts")
    note = None if not found else one if len(reached_) == 1 else many
    return Cell(float(found), found, len(district.rows), note=note)


def _schools(district: District) -> Cell:
    here = district.schools
    if not here:
        return missing("nessuna scuola nota qui (mim-schools)", "no school known here (mim-schools)")
    met = reached(district.census.ground)
    return share(sum(school.key in met for school in here), len(here))


def _services(district: District) -> Cell:
    here = district.services
    if not here:
        return missing("nessun servizio noto qui", "no service known here")
    there = known(district.census.ground)
    return share(sum(service.key in there for service in here), len(here))


def _communities(district: District) -> Cell:
    communities, area = district.census.communities, district.area
    loaded = [communities.persons[row] for row in area.rows.tolist() if row in communities.persons]
    if not loaded:
        return missing("residenti per cittadinanza non caricati (citizenship)", "residents by citizenship not loaded")
    living: dict[str, int] = {}
    for persons in loaded:
        for country, count in persons.items():
            living[country] = living.get(country, 0) + count
    large, unmapped = sum(count >= LEAST for count in living.values()), communities.missing(area)
    named = [countries().label(each.country) for each in unmapped[:_NAMED]]
    notes = [listed(named)] if named else []
    if len(loaded) < len(district.members):
        of = f"{len(loaded)}/{len(district.members)}"
        notes.append(Label(f"dati per {of} comuni", f"figures for {of} municipalities"))
    return Cell(float(len(unmapped)), len(unmapped), large, note=apart(notes) if notes else None)


def _fresh(district: District) -> Cell:
    states = district.census.ground.relations or {}
    heard = [states[key].months for key in district.network.actors if key in states]
    fresh = sum(months is not None and months < DORMANT_AFTER for months in heard)
    never = sum(months is None for months in heard)
    note = Label(f"{never} mai sentite né incontrate", f"{never} never heard of or met") if never else None
    return share(fresh, len(district.rows), note)


def _events(district: District) -> Cell:
    return Cell(float(len(district.events)), len(district.events), len(district.rows))


COLUMNS: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column(
            "actors",
            Label("realtà", "bodies"),
            "count",
            Label(
                "Realtà mappate con sede nell'ambito: associazioni, enti, le scuole con almeno un legame e, per chi "
                "lavora alla mappa, singole persone.",
                "Mapped bodies seated in the district: associations, organisations, schools with at least one tie and, "
                "for staff, single persons.",
            ),
            _actors,
            None,
        ),
        Column(
            "associations",
            Label("associazioni", "associations"),
            "count",
            Label("Associazioni mappate con sede nell'ambito.", "Mapped associations seated in the district."),
            _associations,
            None,
        ),
        Column(
            "associations_per_1000",
            Label("associazioni ogni 1.000 stranieri", "associations per 1,000 foreign residents"),
            "rate",
            Label(
                "Associazioni mappate, divise per i residenti stranieri dei comuni dell'ambito, per 1.000.",
                "Mapped associations, over the foreign residents of the district's municipalities, times 1,000.",
            ),
            _per_residents,
            against="rate of all",
            per=PER_RESIDENTS,
        ),
        Column(
            "ties",
            Label("legami interni", "ties inside"),
            "count",
            Label(
                "Coppie di realtà dell'ambito che hanno organizzato qualcosa insieme o dichiarano di collaborare; "
                f"gli eventi con più di {CROWD} realtà non contano.",
                "Pairs of bodies of the district that organised something together or declare that they collaborate; "
                f"events with more than {CROWD} bodies do not count.",
            ),
            _ties,
            against="rate of all",
        ),
        Column(
            "isolated",
            Label("isolate", "isolated"),
            "share",
            Label(
                "Quota delle realtà dell'ambito senza alcun legame con altre dell'ambito.",
                "Share of the district's bodies without a tie to another of the district.",
            ),
            _isolated,
            high=False,
            against="share of all",
        ),
        Column(
            "fragmentation",
            Label("frammentazione", "fragmentation"),
            "share",
            Label(
                "Quota delle coppie di realtà dell'ambito che nessuna catena di legami interni collega (Borgatti).",
                "Share of the pairs of bodies of the district that no chain of ties inside it connects (Borgatti).",
            ),
            _fragmentation,
            high=False,
            against="chance",
        ),
        Column(
            "dependence_on_lead",
            Label("dipendenza dal capofila", "dependence on the lead"),
            "share",
            Label(
                "Quota delle coppie collegate, capofila escluso, che resterebbero separate senza il capofila; il "
                "capofila è riconosciuto solo se una sola realtà dell'ambito ha esattamente quel nome.",
                "Share of the connected pairs, without the lead, that would be cut apart if the lead stopped; the "
                "lead is recognised only where exactly one body of the district has that very name.",
            ),
            _dependence_on_lead,
            high=False,
        ),
        Column(
            "dependence_on_one",
            Label("dipendenza da una sola realtà", "dependence on one body"),
            "share",
            Label(
                "La stessa quota per la realtà da cui dipende di più: quante coppie collegate si separerebbero senza.",
                "The same share for the body on which most depends: how many connected pairs would be cut apart.",
            ),
            _dependence_on_one,
            high=False,
        ),
        Column(
            "bridges",
            Label("ponti con altri ambiti", "bridges to other districts"),
            "count",
            Label(
                "Legami fra una realtà dell'ambito e una di un altro ambito.",
                "Ties between a body of the district and one of another district.",
            ),
            _bridges,
            against="rate of all",
        ),
        Column(
            "schools",
            Label("scuole raggiunte", "schools reached"),
            "share",
            Label(
                "Scuole che hanno incontrato un'associazione, collaborano con una o hanno avuto una campagna, "
                "su tutte quelle note nell'ambito (mappate o nei registri caricati).",
                "Schools that met an association, collaborate with one or had a campaign, out of all known in the "
                "district (mapped or in the registers loaded).",
            ),
            _schools,
            against="share of all",
        ),
        Column(
            "services",
            Label("servizi raggiunti", "services reached"),
            "share",
            Label(
                "Servizi offerti da un'associazione, o da chi ne ha incontrata una o ci collabora, su quelli noti "
                "nell'ambito.",
                "Services provided by an association, or by someone who met one or collaborates with one, out of those "
                "known in the district.",
            ),
            _services,
            against="share of all",
        ),
        Column(
            "communities_unmapped",
            Label("comunità non mappate", "communities not mapped"),
            "count",
            Label(
                f"Cittadinanze con almeno {LEAST} residenti nell'ambito di cui nessuna realtà mappata è raggiungibile: "
                "nello stesso comune, in uno confinante o entro 10 km.",
                f"Citizenships with at least {LEAST} residents in the district of which no mapped body is within "
                "reach: in the same municipality, an adjoining one or within 10 km.",
            ),
            _communities,
            high=False,
        ),
        Column(
            "contacts_fresh",
            Label("contatti freschi", "fresh contacts"),
            "share",
            Label(
                f"Quota delle realtà sentite, incontrate o attive in un evento negli ultimi {DORMANT_AFTER} mesi.",
                f"Share of the bodies heard of, met or active in an event in the last {DORMANT_AFTER} months.",
            ),
            _fresh,
            against="share of all",
            staff=True,
        ),
        Column(
            "events",
            Label("eventi in 12 mesi", "events in 12 months"),
            "count",
            Label(
                "Eventi degli ultimi dodici mesi a cui ha preso parte almeno una realtà dell'ambito.",
                "Events of the last twelve months in which at least one body of the district took part.",
            ),
            _events,
            against="rate of all",
        ),
    )
}


def columns(census: Census) -> tuple[Column, ...]:
    """Return the columns that the census' audience sees."""
    return tuple(column for column in COLUMNS.values() if census.ground.relations is not None or not column.staff)
