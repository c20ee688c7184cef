"""Geocoding against a street register: addresses typed as people type them, and streets that do not exist.

The register is a real one of a whole town (not shipped: `../shared/data/anncsu`), the points and the noise are made
here from a seed, each quirk a function, as often as measured for three kinds of writers. The second set of writers
(`HELD_OUT`) was written apart and is looked at last: it has other quirks, frequencies and seeds.
"""

from __future__ import annotations

import csv
import math
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.figures import SHARED_DATA, keep
from graph.territory.base import seed as seed_municipalities
from graph.territory.gazetteer import Gazetteer
from ingest.places.address import read
from ingest.places.chain import town_words
from ingest.places.register import Found, Register
from ingest.places.register_file import Access, in_memory
from ingest.sources.anncsu import access
from ingest.sources.source import Problem

TOWN, POSTCODE, PROVINCE = "ANAGNI", "03012", "FR"
ISTAT = "060006"
REGISTER = SHARED_DATA / "anncsu" / "INDIR_A269_ANAGNI.csv"
SCHOOLS = SHARED_DATA / "schools" / "SCUANAGRAFESTAT20252620250901_lombardia.csv"
TARGETS = {"right": 0.97, "wrong": 0.015, "within_50_m": 0.97, "false_match": 0.01, "per_second": 100.0}

_HEADINGS = {
    "istat": "CODICE_ISTAT",
    "street": "PROGRESSIVO_NAZIONALE",
    "name": "ODONIMO",
    "number": "CIVICO",
    "exponent": "ESPONENTE",
}
_FIRST_NAMES = frozenset(
    [
        "RAFFAELE",
        "SALVATORE",
        "ALESSANDRO",
        "CESARE",
        "DANTE",
        "GUGLIELMO",
        "MASSIMO",
        "RUGGERO",
        "DIOMEDE",
        "AMBROGIO",
        "ARTURO",
        "ATTILIO",
        "CAMILLO",
        "DECIO",
        "DOMENICO",
        "DONATELLA",
        "ENRICO",
        "GASPARE",
        "CARLO",
        "ALBERTO",
        "GIOVANNI",
        "GIUSEPPE",
        "LEONIDA",
        "LIONELLO",
        "NAZZARENO",
        "NINO",
        "ONORATO",
        "PIO",
        "UMBERTO",
        "VINCENZO",
        "GIACOMO",
        "AUGUSTINO",
        "PIETRO",
        "VITO",
    ]
)
_NUMBERS = {
    "PRIMA": ("I", "1", "PRIMA"),
    "SECONDA": ("II", "2", "SECONDA"),
    "TERZA": ("III", "3", "TERZA"),
    "SECONDO": ("II", "2", "SECONDO"),
    "NONO": ("IX", "9", "NONO"),
    "III": ("III", "3", "TERZO"),
    "VIII": ("VIII", "8", "OTTAVO"),
    "XIII": ("XIII", "13", "TREDICESIMO"),
}
_SHORT_GENERICS = {
    "VIA": ("V.", "V."),
    "VIALE": ("V.LE", "VLE"),
    "PIAZZA": ("P.ZZA", "P.ZA", "PZZA"),
    "VICOLO": ("VIC.", "V.LO", "VIC.LO"),
    "LARGO": ("L.GO", "LGO"),
    "STRADA COMUNALE": ("STR. COM.", "S.C.", "STRADA COM."),
    "STRADA PROVINCIALE": ("S.P.", "SP", "STR. PROV."),
    "STRADA REGIONALE": ("S.R.", "SR"),
    "STRADA VICINALE": ("STR. VIC.", "S.V.", "STRADA VIC."),
    "TRAVERSA": ("TRAV.",),
    "CIRCONVALLAZIONE": ("CIRC.NE",),
}
_HAMLETS = (
    "OSTERIA DELLA FONTANA",
    "SAN BARTOLOMEO",
    "PANTANELLO",
    "VILLAMAGNA",
    "TUFANO",
    "PORCIANO",
    "CENTRO STORICO",
)


@dataclass
class Typed:
    """An address while it is being typed, and what is true of it."""

    generic: str
    words: list[str]
    number: int | None
    exponent: str
    street: int
    point: tuple[float, float] | None
    before: str = ""
    separator: str = " "
    mark: str = ""
    number_text: str = ""
    after: str = ""
    glued: bool = False
    quirks: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the address as typed."""
        number = "" if self.number is None else self.number_text or _plain(self.number, self.exponent)
        separator = "" if self.glued and number else self.separator
        street = " ".join(p for p in (self.before, self.generic, " ".join(self.words)) if p)
        return " ".join((street + (separator + self.mark + number if number else "") + self.after).split())


Quirk = Callable[[random.Random, Typed], None]


def _plain(number: int | None, exponent: str) -> str:
    return f"{number}/{exponent}" if exponent else str(number)


def register(seed: int = 7) -> tuple[list[Access], dict[int, str]]:
    """Return the town's register with made points: streets as lines, a twelfth of the numbers without a point."""
    rng = random.Random(seed)
    names: dict[int, str] = {}
    lines: dict[int, tuple[float, float, float]] = {}
    result = []
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            read_ = access({ours: row[theirs] for ours, theirs in _HEADINGS.items()})
            if isinstance(read_, Problem):
                raise ValueError(read_)
            names[read_.street] = read_.names[0]
            start = lines.setdefault(
                read_.street, (41.74 + rng.gauss(0, 0.02), 13.16 + rng.gauss(0, 0.03), rng.uniform(0, 2 * math.pi))
            )
            if read_.number is None or rng.random() < 1 / 12 or read_.street % 40 == 0:
                result.append(read_)
                continue
            along = read_.number * 12 + (ord(read_.exponent[0]) - 60 if read_.exponent else 0)
            result.append(
                replace(
                    read_,
                    lat=start[0] + along * math.cos(start[2]) / 111_320,
                    lon=start[1] + along * math.sin(start[2]) / 83_000,
                )
            )
    return result, names


# Quirks -------------------------------------------------------------------------------------------------------------


def no_number(rng: random.Random, typed: Typed) -> None:
    """Leave the number out."""
    typed.number = None


def snc(rng: random.Random, typed: Typed) -> None:
    """Say that there is no number."""
    typed.number = None
    typed.after = rng.choice((" SNC", " S.N.C.", " S/N", ", SNC", " SN", " s.n."))


def marked(rng: random.Random, typed: Typed) -> None:
    """Announce the number."""
    typed.mark = rng.choice(("N. ", "N.", "N° ", "N°", "NR. ", "N ", "n. ", "N. "))


def comma(rng: random.Random, typed: Typed) -> None:
    """Set the number off by a comma."""
    typed.separator = ", "


def glued(rng: random.Random, typed: Typed) -> None:
    """Write the number without a space."""
    typed.glued = True


def letter_glued(rng: random.Random, typed: Typed) -> None:
    """Write the exponent as in 17A, 17 A or 17-A."""
    if typed.exponent:
        typed.number_text = f"{typed.number}{rng.choice(('', '', ' ', '-'))}{typed.exponent}"


def number_range(rng: random.Random, typed: Typed) -> None:
    """Give two numbers of one house."""
    if typed.number is not None and not typed.exponent:
        typed.number_text = f"{typed.number}{rng.choice(('/', '-', '/'))}{typed.number + 2}"


def with_town(rng: random.Random, typed: Typed) -> None:
    """Append postcode and town."""
    typed.after += rng.choice(
        (
            f" {POSTCODE} {TOWN}",
            f" {POSTCODE}",
            f", {POSTCODE} {TOWN} ({PROVINCE})",
            f" - {POSTCODE} - {TOWN} {PROVINCE}",
            f" {POSTCODE} {TOWN} {PROVINCE}",
        )
    )


def short_generic(rng: random.Random, typed: Typed) -> None:
    """Shorten the generic word."""
    typed.generic = rng.choice(_SHORT_GENERICS.get(typed.generic, (typed.generic,)))


def no_generic(rng: random.Random, typed: Typed) -> None:
    """Leave the generic word out."""
    typed.generic = ""


def hamlet_before(rng: random.Random, typed: Typed) -> None:
    """Name a hamlet first."""
    where = rng.choice(_HAMLETS)
    typed.before = rng.choice((f"FRAZ. {where} ", f"LOC. {where} ", f"{where} - ", f"FRAZIONE {where}, "))


def hamlet_after(rng: random.Random, typed: Typed) -> None:
    """Name a hamlet at the end."""
    where = rng.choice(_HAMLETS)
    typed.after += rng.choice((f" - LOC. {where}", f" FRAZ. {where}", f" ({where})", f" - {where}", f" FR. {where}"))


def two_streets(rng: random.Random, typed: Typed) -> None:
    """Name a second street."""
    typed.after += rng.choice(("(ORD)-VIA MARTIRI DELLA LIBERTA' 4(SUCC)", " - VIA PONTE LUNGO 3", "/VIA VERDI 2"))


def kilometre(rng: random.Random, typed: Typed) -> None:
    """Give a kilometre in place of a number."""
    typed.number = None
    at = rng.randrange(1, 90)
    typed.after = rng.choice(
        (f" KM {at}+{rng.randrange(1000):03}", f" KM. {at},{rng.randrange(1000)}", f" Km {at} SNC")
    )


def care_of(rng: random.Random, typed: Typed) -> None:
    """Say at whose house."""
    typed.after += rng.choice((" C/O PALAZZO COMUNALE", " C/O CENTRO SPORTIVO", " PRESSO ORATORIO SAN LUIGI"))


def person(rng: random.Random, typed: Typed) -> None:
    """Name a person as people do: mostly by surname, sometimes in full, sometimes by an initial."""
    first = [i for i, w in enumerate(typed.words) if w in _FIRST_NAMES]
    if not first or first[0] > 1 or first[-1] + 1 >= len(typed.words) or "PAOLO" in typed.words:
        return
    chance = rng.random()
    last = first[-1]
    if chance < 0.68:
        typed.words = typed.words[last + 1 :]
        if typed.words[:2] == ["BENSO", "DI"]:
            typed.words = typed.words[2:]
    elif chance > 0.83:
        initials = [f"{typed.words[i][0]}." for i in first]
        if rng.random() < 1 / 3:
            typed.words = ["".join(initials) + typed.words[last + 1], *typed.words[last + 2 :]]
        else:
            typed.words = [*initials, *typed.words[last + 1 :]]


def number_word(rng: random.Random, typed: Typed) -> None:
    """Write a number of the name in Roman, digits or words."""
    for i, word in enumerate(typed.words):
        if word in _NUMBERS:
            roman, digits, spelt = _NUMBERS[word]
            typed.words[i] = rng.choices((roman, digits, spelt), (77, 20, 3))[0]
            if typed.words[i] == digits and rng.random() < 0.2:
                typed.words[i] += "°"


def saint(rng: random.Random, typed: Typed) -> None:
    """Shorten San, Santa, Santo."""
    for i, word in enumerate(typed.words[:-1]):
        if word in ("SAN", "SANTA", "SANTO"):
            if rng.random() < 0.4:
                typed.words[i : i + 2] = ["S." + typed.words[i + 1]]
            else:
                typed.words[i] = "S."
            return
    for i, word in enumerate(typed.words):
        if word.startswith("SANT'") and len(word) > 6:
            typed.words[i] = rng.choice(("S.", "S. ")) + word[5:]


def accent(rng: random.Random, typed: Typed) -> None:
    """Write a final accent another way."""
    for i, word in enumerate(typed.words):
        if word.endswith("'") and len(word) > 2:
            bare = word[:-1]
            accented = bare[:-1] + {"A": "À", "E": "È", "O": "Ò", "U": "Ù", "I": "Ì"}.get(bare[-1], bare[-1])
            typed.words[i] = rng.choice((bare, accented, bare + "`", bare + "’"))


def typing_error(rng: random.Random, typed: Typed) -> None:
    """Make one slip in one word: a letter left out, doubled, exchanged or wrong."""
    places = [i for i, w in enumerate(typed.words) if len(w) >= 5 and w.isalpha()]
    if not places:
        return
    i = rng.choice(places)
    word = typed.words[i]
    at = rng.randrange(1, len(word) - 1)
    slip = rng.randrange(4)
    if slip == 0:
        word = word[:at] + word[at + 1 :]
    elif slip == 1:
        word = word[:at] + word[at] + word[at:]
    elif slip == 2:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    else:
        word = word[:at] + rng.choice("AEIOULNRST") + word[at + 1 :]
    typed.words[i] = word
    typed.quirks.append("slip")


Writer = Sequence[tuple[float, Quirk]]

WRITERS: dict[str, Writer] = {
    "schools": (
        (1.0, person),
        (1.0, number_word),
        (0.35, saint),
        (0.3, accent),
        (0.176, no_number),
        (0.009, snc),
        (0.061, marked),
        (0.05, glued),
        (0.3, letter_glued),
        (0.019, number_range),
        (0.02, short_generic),
        (0.006, no_generic),
        (0.005, hamlet_before),
        (0.013, hamlet_after),
        (0.008, two_streets),
        (0.004, care_of),
        (0.003, typing_error),
    ),
    "stations": (
        (1.0, person),
        (1.0, number_word),
        (0.35, saint),
        (0.3, accent),
        (0.001, no_number),
        (0.096, snc),
        (0.185, kilometre),
        (0.026, marked),
        (0.038, comma),
        (0.001, glued),
        (0.1, letter_glued),
        (0.013, number_range),
        (0.078, short_generic),
        (0.084, no_generic),
        (0.004, hamlet_before),
        (0.039, hamlet_after),
        (0.027, two_streets),
        (0.98, with_town),
        (0.003, typing_error),
    ),
    "sport": (
        (1.0, person),
        (1.0, number_word),
        (0.35, saint),
        (0.3, accent),
        (0.66, no_number),
        (0.165, comma),
        (0.3, letter_glued),
        (0.005, number_range),
        (0.078, short_generic),
        (0.18, no_generic),
        (0.036, hamlet_before),
        (0.016, hamlet_after),
        (0.007, two_streets),
        (0.006, kilometre),
        (0.003, typing_error),
    ),
}
_MIXED_CASE = {"schools": 0.0, "stations": 0.34, "sport": 0.46}


# A second hand ------------------------------------------------------------------------------------------------------


def _bis(rng: random.Random, typed: Typed) -> None:
    if typed.exponent:
        typed.number_text = f"{typed.number} /{typed.exponent.lower()}"


def _number_first(rng: random.Random, typed: Typed) -> None:
    if typed.number is not None:
        typed.before = _plain(typed.number, typed.exponent) + rng.choice((", ", " "))
        typed.number_text, typed.number = "", None


def _interior(rng: random.Random, typed: Typed) -> None:
    if typed.number is not None:
        typed.after = rng.choice((" int. 4", ", scala B", " piano 1", " - 2° piano")) + typed.after


def _civic(rng: random.Random, typed: Typed) -> None:
    typed.mark = rng.choice(("civico ", "num. ", "nr ", "n.° ", "N.ro ", "CIV. "))


def _town_only(rng: random.Random, typed: Typed) -> None:
    typed.after += rng.choice((f" {TOWN}", f", {TOWN}", f" - {TOWN}", f" {TOWN} ({PROVINCE})", f", {TOWN.title()}"))


def _drop_articles(rng: random.Random, typed: Typed) -> None:
    small = {"DEL", "DELLA", "DEI", "DELLE", "DI", "DEGLI", "DELLO", "LA", "LE"}
    typed.words = [w for w in typed.words if w not in small] or typed.words


def _surname_first(rng: random.Random, typed: Typed) -> None:
    if len(typed.words) == 2 and typed.words[0] in _FIRST_NAMES:
        typed.words.reverse()


def _glue_apostrophe(rng: random.Random, typed: Typed) -> None:
    typed.words = [w.replace("'", rng.choice(("", " ", "’"))) if "'" in w[:-1] else w for w in typed.words]


def _cut_words(rng: random.Random, typed: Typed) -> None:
    cuts = {"MADONNA": "MAD.", "FONTANA": "FONT.", "STAZIONE": "STAZ.", "GENERALE": "GEN.", "VITTORIO": "VITT."}
    typed.words = [cuts.get(w, w) for w in typed.words]


def _title(rng: random.Random, typed: Typed) -> None:
    if typed.words and typed.words[0] in _FIRST_NAMES:
        typed.words.insert(0, rng.choice(("DON", "PROF.", "DOTT.")))


def _other_generic(rng: random.Random, typed: Typed) -> None:
    if typed.generic in ("VIALE", "VICOLO", "STRADA COMUNALE", "STRADA VICINALE", "LARGO"):
        typed.generic = "VIA"


HELD_OUT: dict[str, Writer] = {
    "forms": (
        (0.7, person),
        (0.6, number_word),
        (0.5, saint),
        (0.5, accent),
        (0.1, _surname_first),
        (0.15, _drop_articles),
        (0.1, _cut_words),
        (0.2, no_number),
        (0.3, comma),
        (0.15, _civic),
        (0.3, _bis),
        (0.05, _interior),
        (0.25, _town_only),
        (0.1, short_generic),
        (0.02, typing_error),
    ),
    "phones": (
        (1.0, person),
        (0.6, number_word),
        (0.5, saint),
        (0.7, accent),
        (0.1, _glue_apostrophe),
        (0.3, _drop_articles),
        (0.3, no_number),
        (0.05, _number_first),
        (0.1, glued),
        (0.15, no_generic),
        (0.2, short_generic),
        (0.1, _title),
        (0.03, _other_generic),
        (0.04, hamlet_after),
        (0.04, typing_error),
    ),
}
_MIXED_CASE |= {"forms": 0.7, "phones": 0.9}


def _cased(rng: random.Random, text: str, writer: str) -> str:
    if rng.random() >= _MIXED_CASE[writer]:
        return text
    return text.title() if rng.random() < 0.7 else text.lower()


def typed_addresses(
    accesses: Sequence[Access], writers: dict[str, Writer], count: int, seed: int
) -> list[tuple[str, Typed]]:
    """Return addresses as typed, each with its truth; half of the streets drawn by their numbers, half evenly."""
    rng = random.Random(seed)
    by_street: dict[int, list[Access]] = {}
    for one in accesses:
        if one.number is not None:
            by_street.setdefault(one.street, []).append(one)
    numbered = [one for one in accesses if one.number is not None]
    result = []
    for i in range(count):
        one = rng.choice(numbered) if i % 2 else rng.choice(by_street[rng.choice(sorted(by_street))])
        writer = list(writers)[i % len(writers)]
        generic, words = _split(one.names[0])
        point = None if one.lat is None or one.lon is None else (one.lat, one.lon)
        typed = Typed(generic, words, one.number, one.exponent, one.street, point)
        for chance, quirk in writers[writer]:
            if rng.random() < chance:
                had = typed.number
                quirk(rng, typed)
                if typed.number is None and had is not None and quirk is not _number_first:
                    typed.point = None
        result.append((_cased(rng, typed.text(), writer), typed))
    return result


def _split(name: str) -> tuple[str, list[str]]:
    for generic in sorted(_SHORT_GENERICS, key=len, reverse=True):
        if name.startswith(generic + " "):
            return generic, name[len(generic) + 1 :].split()
    generic, _, rest = name.partition(" ")
    return generic, rest.split()


# Streets that do not exist ------------------------------------------------------------------------------------------

_NEAR = """
VIA SAN MARCO
VIA SAN MATTEO
VIA SAN MARTINO
VIA SAN GIORGIO
VIA SAN PIETRO
VIA SANTA CATERINA
VIA SANTA LUCIA
VIA SAN LUIGI
VIA SANTA MARTA
VIA SAN ROCCO
PIAZZA SANT'ANTONIO
VICOLO SAN MARCO
VIA COLLE VERDE
VIA COLLE ROSSO
VIA COLLE DELLE ROSE
VIA MONTE BIANCO
VIA MONTE ROSA
VIA MONTE GRAPPA
VIA MONTE MARIO
VIA FONTANA NUOVA
VIA FONTE BELLA
VIA CASALE ROSSO
VIA CASALE NUOVO
VIA VALLE DEL SOLE
VIA PONTE NUOVO
VIA PONTE ROTTO
VIA DEL CAMPO
VIA DEL MULINO
VIA DELLE ROSE
VIA DEI PINI
VIA DEI TIGLI
VIA DELLA CHIESA
VIA DELLA STAZIONE
VIA DELLA SCUOLA
VIA MADONNA DELLA NEVE
VIA MADONNA DEL ROSARIO
VIA GIUSEPPE VERDI
VIA GIUSEPPE PARINI
VIA GIUSEPPE DI VITTORIO
VIA GIOVANNI PASCOLI
VIA GIOVANNI AMENDOLA
VIA DOMENICO CIMAROSA
VIA VINCENZO BELLINI
VIA UMBERTO BOCCIONI
VIA UMBERTO PRIMO
VIALE UMBERTO I
PIAZZA GIOVANNI XXIII
VIA PAPA GIOVANNI XXIII
PIAZZA LEONE X
VIA GREGORIO MAGNO
VIA ALESSANDRO MANZONI
VIA ALESSANDRO VOLTA
VIA CESARE PAVESE
VIA CARLO ALBERTO
VIA ENRICO FERMI
VIA ENRICO MATTEI
VIA RAFFAELLO SANZIO
VIA TORRICELLI
VIA MARTINI
VIA RICCIARDI
VIA DANTI
VIA CAVALLOTTI
VIA CARDUCCI
VIA PETRARCA
STRADA PROVINCIALE 19
STRADA PROVINCIALE 27 ANAGNI
STRADA REGIONALE 155 FIUGGI
STRADA COMUNALE DEI PRATI
VIA DELLA RISERVA NUOVA
VIA BASSANO DEL GRAPPA
VIA PRATO FIORITO
VIA MOLA VECCHIA
VIA TORRE ARGENTINA
VICOLO DEL LEONE
VICOLO DELLA LUNA
VICOLO DEL CAVALLO
LARGO DEI CADUTI
PIAZZA DELLA REPUBBLICA
PIAZZA MAZZINI NUOVA
VIA CASTEL SAN PIETRO
VIA BORGO NUOVO
VIA PORTA ROMANA
VIA FOSSO DELLA VALCHETTA
VIA PANTANO
VIA PASTRENGO
""".strip().splitlines()


def invented(names: Iterable[str], count: int, seed: int) -> list[str]:
    """Return addresses in streets the town has not: near misses, streets of other towns, words put together."""
    rng = random.Random(seed)
    has = {frozenset(w for w in n.replace("'", "' ").split()[1:] if len(w) > 3) for n in names}
    said = {w for one in has for w in one}
    others = [s for s in _school_streets() if not said & {w for w in s.replace("'", "' ").split()[1:] if len(w) > 3}]
    near = list(_NEAR)
    rng.shuffle(near)
    rng.shuffle(others)
    made = (near[: count // 3] + others)[: count - count // 6]
    heads, tails = ("COLLE", "FONTANA", "CASALE", "VALLE", "PONTE", "MONTE"), ("ALLEGRO", "CORVINO", "LUNGHI", "SPADA")
    while len(made) < count:
        made.append(f"VIA {rng.choice(heads)} {rng.choice(tails)}")
    typed = []
    for street in made:
        generic, words = _split(street)
        one = Typed(generic, words, rng.randrange(1, 60), "", 0, None)
        writer = rng.choice(list(WRITERS))
        for chance, quirk in WRITERS[writer]:
            if quirk not in (person, typing_error) and rng.random() < chance:
                quirk(rng, one)
        typed.append(_cased(rng, one.text(), writer))
    return typed


def _school_streets() -> list[str]:
    with SCHOOLS.open(encoding="utf-8", newline="") as file:
        streets = {row["INDIRIZZOSCUOLA"].split(" N.")[0].rstrip("0123456789/ ") for row in csv.DictReader(file)}
    return sorted(s for s in streets if s.startswith(("VIA ", "PIAZZA ", "VIALE ")) and s.replace(" ", "").isalpha())


# Measuring ----------------------------------------------------------------------------------------------------------


@dataclass
class Score:
    """Shares (0–1) of what was asked for, addresses a second of processor time, and what to look at."""

    right: float
    wrong: float
    within_50_m: float
    false_match: float
    per_second: float
    errors: list[str]


def measure(known: Register, typed: Sequence[tuple[str, Typed]], absent: Sequence[str], names: dict[int, str]) -> Score:
    """Geocode everything once."""
    towns = (TOWN, PROVINCE, "FROSINONE")
    started = time.process_time()
    answers = [known.find(read(text, towns), ISTAT) for text, _ in typed]
    false = [known.find(read(text, towns), ISTAT) for text in absent]
    seconds = time.process_time() - started
    errors = []
    right = wrong = near = located = 0
    for (text, truth), found in zip(typed, answers, strict=True):
        key = found.street.key if found.street else None
        right += key == truth.street
        wrong += key not in (None, truth.street)
        if truth.point:
            located += 1
            near += _near(found, truth)
        if key != truth.street or (truth.point and not _near(found, truth)):
            seen = ", ".join(s.text for s in found.candidates[:3])
            errors.append(
                f"{text!r}: {names[truth.street]} → {found.street.text if found.street else None} "
                f"{found.number} {found.score} [{seen}]"
            )
    errors += [
        f"FALSE {text!r} → {found.street.text} {found.score}"
        for text, found in zip(absent, false, strict=True)
        if found.street
    ]
    return Score(
        right / len(typed),
        wrong / len(typed),
        near / max(located, 1),
        sum(f.street is not None for f in false) / max(len(absent), 1),
        (len(typed) + len(absent)) / seconds,
        errors,
    )


def _near(found: Found, truth: Typed) -> bool:
    if found.point is None or truth.point is None:
        return False
    north = (found.point[0] - truth.point[0]) * 111_320
    east = (found.point[1] - truth.point[1]) * 83_000
    return math.hypot(north, east) <= 50


def main() -> int:
    """Measure both sets, print figures beside the last ones; with `--errors`, every error too."""
    if not Path(REGISTER).exists():
        print(f"skipped: {REGISTER} is absent")
        return 0
    accesses, names = register()
    towns = town_words(Gazetteer.from_nodes(seed_municipalities()))
    figures: dict[str, float] = {}
    missed = False
    for label, writers, seed in (("", WRITERS, 1), ("held-out ", HELD_OUT, 20_260)):
        with Register(in_memory(accesses), towns) as known:
            typed = typed_addresses(accesses, writers, 2_000, seed)
            score = measure(known, typed, invented(names.values(), 200, seed + 1), names)
        for name, target in TARGETS.items():
            value = getattr(score, name)
            figures[label + name] = round(value, 4)
            below = value < target if name in ("right", "within_50_m", "per_second") else value > target
            missed = missed or (below and not label)
        if "--errors" in sys.argv:
            print("\n".join(score.errors))
    if "--errors" in sys.argv:
        print(figures)
    else:
        keep("geocode", figures)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
