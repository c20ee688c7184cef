"""Generic words of streets (via, piazza, strada provinciale…) and how people shorten them, as data.

Not a street's own name, and not which part of an address is the street: see `ingest.places.address`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.places.writing import Sign, Token

# Canonical generic: spellings without dots and spaces that are never anything else, then after `|`
# those that count only when a full stop or a slash shows that they are shortened.
_SPELLINGS = {
    "VIA": "VIA VIAAL | V VI",
    "VIALE": "VIALE VLE VIALLE | VIAL VALE",
    "VICOLO": "VICOLO VLO VICLO VCLO | VIC VICO",
    "VICO": "VICO VCO |",
    "VICOLETTO": "VICOLETTO VICOLLETTO |",
    "VICOLONE": "VICOLONE |",
    "PIAZZA": "PIAZZA PZZA PZA PAZZA PIAZA PIAZAZ PLAZA | P PZ PIAZ PIAZZ PLAZ PAZA",
    "PIAZZALE": "PIAZZALE PLE PZALE PZZALE PZLE PZZLE PIAZLE PIAZZLE PIAZALE PLAZAL | PALE",
    "PIAZZETTA": "PIAZZETTA PTTA PZTTA PZZETTA PZETTA PZZTTA PIAZZTTA PIAZETTA | PETTA",
    "CORSO": "CORSO CSO | COR C",
    "LARGO": "LARGO LGO | LG LAR L LRG",
    "LARGHETTO": "LARGHETTO |",
    "STRADA": "STRADA STR SDA STDA | STRAD ST",
    "STRADA PROVINCIALE": (
        "STRADAPROVINCIALE STRADAPROV STRADAPROVLE STRPROVINCIALE STRPROV STRPROVLE STPROV STPROVLE STPR SPROV "
        "SDAPROV SDAPROVLE SDAPROVINCIALE STRADAPROVCIALE | SP"
    ),
    "STRADA STATALE": "STRADASTATALE STRSTATALE STRSTAT STSTATALE SSTATALE SDASTATALE STRADASTAT STATALE | SS",
    "STRADA REGIONALE": "STRADAREGIONALE STRREGIONALE STRREG SREG SDAREGIONALE STRADAREG | SR",
    "STRADA COMUNALE": (
        "STRADACOMUNALE STRCOMUNALE STRCOM STRCOMLE SCOM SDACOMUNALE SDACOM STRADACOM STRADACOMLE STCOM | SC"
    ),
    "STRADA VICINALE": "STRADAVICINALE STRVICINALE STRVIC SVIC SDAVICINALE SDAVIC STRADAVIC STRVICLE STVIC | SV",
    "STRADA PRIVATA": "STRADAPRIVATA STRPRIVATA STRPRIV STRADAPRIV |",
    "STRADELLA": "STRADELLA |",
    "STRADINA": "STRADINA |",
    "STRADONE": "STRADONE |",
    "TRAVERSA": "TRAVERSA TRAV TRSA TRAVSA | TR T",
    "CIRCONVALLAZIONE": "CIRCONVALLAZIONE CIRCNE CIRCONVNE CIRCONV CIRCONVALL CIRCONVALLNE CNE | CIRC CIRCON CIR",
    "CONTRADA": "CONTRADA CDA CTRADA CONTRDA CONTR CTRDA | CTR",
    "BORGO": "BORGO BGO |",
    "BORGATA": "BORGATA BGTA | BTA BORG",
    "SALITA": "SALITA | SAL",
    "DISCESA": "DISCESA |",
    "SCALINATA": "SCALINATA GRADINATA SCALETTA |",
    "RAMPA": "RAMPA RAMPE |",
    "PASSAGGIO": "PASSAGGIO | PASS",
    "PASSEGGIATA": "PASSEGGIATA PASSEGGIO | PASSEGG",
    "GALLERIA": "GALLERIA | GALL",
    "PORTICO": "PORTICO PORTICI | PORT PTCO",
    "SOTTOPORTICO": "SOTTOPORTICO SUPPORTICO SOTTOPORTEGO |",
    "CORTE": "CORTE CORTILE |",
    "CALLE": "CALLE |",
    "CAMPO": "CAMPO CAMPIELLO |",
    "RIVA": "RIVA |",
    "ALZAIA": "ALZAIA | ALZ",
    "BASTIONI": "BASTIONI BASTIONE | BAST",
    "FORO": "FORO |",
    "PARCO": "PARCO PCO |",
    "GIARDINI": "GIARDINI GIARDINO |",
    "LUNGOLAGO": "LUNGOLAGO |",
    "LUNGOMARE": "LUNGOMARE |",
    "LUNGOFIUME": "LUNGOFIUME LUNGADDA LUNGOSERIO LUNGOTEVERE LUNGARNO LUNGOPO |",
    "SENTIERO": "SENTIERO |",
    "ROTONDA": "ROTONDA ROTATORIA |",
    "CASCINA": "CASCINA CNA CASC |",
    "CASE SPARSE": "CASESPARSE |",
    "VILLAGGIO": "VILLAGGIO | VILL",
    "QUARTIERE": "QUARTIERE QRE | QUART",
    "RIONE": "RIONE |",
    "FRAZIONE": "FRAZIONE FRAZ FRZ FRAZNE | FR F",
    "LOCALITA": "LOCALITA LOC LOCTA LOCALIT LOCALIATA | L LOCAL",
    "REGIONE": "REGIONE |",
    "ZONA": "ZONA |",
    "AUTOSTRADA": "AUTOSTRADA |",
    "TANGENZIALE": "TANGENZIALE |",
    "RACCORDO": "RACCORDO |",
}

STREET_GENERICS = frozenset(
    [
        "VIA",
        "VIALE",
        "VICOLO",
        "VICO",
        "VICOLETTO",
        "VICOLONE",
        "PIAZZA",
        "PIAZZALE",
        "PIAZZETTA",
        "CORSO",
        "LARGO",
        "STRADA",
        "STRADELLA",
        "TRAVERSA",
        "CIRCONVALLAZIONE",
        "CONTRADA",
    ]
) | {g for g in _SPELLINGS if g.startswith("STRADA ")}
"""Generics that open a street wherever they stand; the others do so only at the beginning."""

LOCALITY_WORDS = frozenset(("FRAZIONE", "LOCALITA"))
"""A leading one is context when a street follows; one further on closes the street."""

AREA_WORDS = LOCALITY_WORDS | {"VILLAGGIO", "QUARTIERE", "RIONE", "ZONA", "CASCINA", "REGIONE", "BORGATA"}
"""After a number or a separator they name a neighbourhood, not a street."""

ROADS = frozenset(g for g in _SPELLINGS if g.startswith("STRADA ")) | {"STRADA", "AUTOSTRADA", "RACCORDO"}
"""Generics that are followed by the road's own number: `STRADA PROVINCIALE 118`."""

QUALIFIERS = frozenset(
    ["COMUNALE", "PROVINCIALE", "REGIONALE", "STATALE", "VICINALE", "PRIVATA", "CONSORTILE", "INTERPODERALE"]
)
"""Words that say who keeps a road: next to nothing in a name, unless nothing else is there."""

_ALTERNATIVES = {
    "V": ("VIA", "VIALE", "VICOLO"),
    "P": ("PIAZZA", "PIAZZALE"),
    "VIC": ("VICOLO", "STRADA VICINALE"),
    "L": ("LARGO", "LOCALITA"),
    "C": ("CORSO", "CONTRADA"),
}
_LONGEST = 3


def _table(shortened: bool) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for generic, spellings in _SPELLINGS.items():
        for spelling in spellings.split("|")[shortened].split():
            table.setdefault(spelling, _ALTERNATIVES.get(spelling, (generic,)))
    return table


_PLAIN, _SHORTENED = _table(False), _table(True)
_WITH_NUMBER = {"SP": "STRADA PROVINCIALE", "SS": "STRADA STATALE", "SR": "STRADA REGIONALE"}
_ROAD_LETTERS = frozenset(("SP", "SR"))  # `SS` may also begin the name of saints


def generic_at(signs: Sequence[Token], start: int, *, opening: bool = True) -> tuple[tuple[str, ...], int] | None:
    """Return the generic word that begins at a token, its possible meanings and how many tokens it takes.

    Parameters
    ----------
    opening
        The token stands where a street may begin. Elsewhere one-letter spellings (`V.`) are initials.
    """
    for count in range(_LONGEST, 0, -1):
        part = signs[start : start + count]
        words = [t.text for t in part if t.sign is Sign.WORD]
        if len(part) < count or not words or part[-1].sign is not Sign.WORD or part[0].sign is not Sign.WORD:
            continue
        if any(t.sign not in (Sign.WORD, Sign.JOINT) or t.elided for t in part):
            continue
        meanings = _meanings("".join(words), part, signs[start + count : start + count + 2], opening)
        if meanings:
            return meanings, count
    return None


def _meanings(spelling: str, part: Sequence[Token], after: Sequence[Token], opening: bool) -> tuple[str, ...]:
    if spelling in _PLAIN:
        return _PLAIN[spelling]
    number_follows = any(
        t.sign is Sign.DIGITS for t in after[: 2 if after and after[0].sign is Sign.NUMBER_MARK else 1]
    )
    if spelling in _WITH_NUMBER and number_follows:
        return (_WITH_NUMBER[spelling],)
    if spelling in _ROAD_LETTERS and opening and len(after) > 0 and len(after[0].text) > 2:
        return (_WITH_NUMBER[spelling],)
    shortened = part[-1].dotted or any(t.sign is Sign.JOINT for t in part)
    if shortened and (opening or len(spelling) > 2):
        return _SHORTENED.get(spelling, ())
    return ()
