"""What kind of body a name names: told apart before names are compared, since kinds never match across.

A municipality's own row is called like its town; its school, its parish and its brass band are not it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ingest.matching.forms import form as stated_form
from ingest.matching.forms import parts
from ingest.matching.words import SMALL, plain, split

BodyKind = Literal["municipality", "public", "school", "parish", "group"]
"""`group` is everything that people found: associations, cooperatives, foundations."""

_TOWN_HALL = frozenset({"comune", "municipio", "citta", "amministrazione", "comunale"})
_PARISH = re.compile(
    r"^(?:ente )?(?:parrocchia|parr|diocesi|arcidiocesi|curia|santuario|basilica|convento|monastero)\b"
)
_PUBLIC = re.compile(
    r"^(?:provincia di|regione|comunita montana|unione (?:dei |di )?comuni|unione (?:lombarda|montana|collinare)"
    r"|parco (?:regionale|naturale|locale|nazionale)"
    r"|azienda (?:ospedaliera|socio|speciale|servizi|sanitaria|territoriale)|asst|ats|asl"
    r"|universita degli studi|politecnico|prefettura|questura|camera di commercio|consorzio (?:dei )?comuni)\b"
)
_SCHOOL = re.compile(
    r"\b(?:scuola (?:dell |d |per l )?(?:infanzia|materna|elementare|media|primaria|secondaria|paritaria|statale"
    r"|superiore|cattolica)|scuole (?:materne|elementari|medie|primarie|secondarie|paritarie)|scuola materna|asilo"
    r"|istituto (?:comprensivo|tecnico|professionale|superiore|magistrale|omnicomprensivo|di istruzione|scolastico)"
    r"|ist compr\w*|istituto compr\w*|(?:sc|scuola) (?:dell )?(?:mat|inf|infanzia|materna|elem|prim|sec)"
    r"|ic|iis|isis|itis|itc|ipsia|liceo|cpia|direzione didattica|circolo didattico|nido)\b"
)
_PEOPLE_OF_A_SCHOOL = re.compile(
    r"\b(?:genitori|amici|ex all\w+|alunni|comitato|volontari|sportiva|dilettantistica|asd|polisportiva|club"
    r"|circolo (?!didattico)|federazione|gruppo)\b"
)


@lru_cache(maxsize=65_536)
def body_kind(name: str, towns: frozenset[str] = frozenset()) -> BodyKind:
    """Return the kind of body that a name names.

    Parameters
    ----------
    towns
        Folded names of municipalities (see `town`), at least the one the body is in: a name that is
        nothing but one of them is the municipality itself.
    """
    text = " ".join(plain(split(name)))
    if is_town(name, towns):
        return "municipality"
    if _PARISH.search(text):
        return "parish"
    if _PUBLIC.search(text):
        return "public"
    if _SCHOOL.search(text) and not _PEOPLE_OF_A_SCHOOL.search(text):
        return "school"
    return "group"


def is_town(name: str, towns: frozenset[str]) -> bool:
    """Tell whether a name is that of a municipality, alone or as `Comune di …`."""
    words = list(plain(split(name)))
    said = False
    while words and words[0] in _TOWN_HALL:
        words.pop(0)
        said = True
    while words and words[0] in SMALL:
        words.pop(0)
    rest = " ".join(w for w in words if w not in SMALL)
    return bool(rest) and (rest in towns or (said and not towns and not parts(name).forms))


@lru_cache(maxsize=65_536)
def town(municipality: str) -> str:
    """Return a municipality's name as `body_kind` compares it: `cantu`, `san giorgio mantova`."""
    words = list(plain(split(municipality)))
    while len(words) > 1 and words[0] in _TOWN_HALL and words[1] in SMALL:
        del words[:2]
    return " ".join(w for w in words if w not in SMALL)


_FORMS: dict[BodyKind, str] = {"municipality": "public_body", "public": "public_body", "parish": "parish"}


def form(name: str, kind: BodyKind) -> str:
    """Return the value of the model's property `form` that name and kind state; empty where they state none."""
    if kind in _FORMS:
        return _FORMS[kind]
    return stated_form(name) or ("public_body" if kind == "school" and _STATE_SCHOOL.search(name) else "")


_STATE_SCHOOL = re.compile(
    r"(?i)\b(istituto comprensivo|i\.?c\.? statale|direzione didattica|istituto tecnico|\bstatale\b)"
)
