"""What the ministry's school types mean: levels and courses in readable Italian. Not the register: see `schools`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.model.folding import folded

PRE_PRIMARY = "infanzia"
PRIMARY = "primaria"
LOWER = "secondaria di primo grado"
UPPER = "secondaria di secondo grado"
ADULTS = "istruzione degli adulti"
INSTITUTE = "istituto comprensivo"
BOARDING = "convitto"
HOSPITAL = "scuola in ospedale"
PRISON = "scuola in carcere"

_ORDER = (PRE_PRIMARY, PRIMARY, LOWER, UPPER, ADULTS, INSTITUTE, BOARDING, HOSPITAL, PRISON)
_LEVELS = (
    (r"infanzia|materna", PRE_PRIMARY),
    (r"primaria|elementare", PRIMARY),
    (r"(primo|i|1) grado|media$", LOWER),
    (r"comprensiv", INSTITUTE),
    (r"centro territoriale|cpia|istruzione degli adulti", ADULTS),
    (r"convitto|educandato", BOARDING),
    (r"(secondo|ii|2) grado|superiore|liceo|tecnic|\btec\b|professional|\bprof\b|magistrale|istituto d arte", UPPER),
)
_FEATURES = (
    (r"cpia|ii livello", ADULTS),
    (r"osped", HOSPITAL),
    (r"carcer", PRISON),
    (r"^convitto|educandato", BOARDING),
)
_COURSE = re.compile(r"^(liceo|istituto tecnico|istituto professionale|istituto magistrale|istituto d arte)\b.*")
_LONG = {"ist": "istituto", "tec": "tecnico", "prof": "professionale"}
_SMALL_WORDS = {"d arte": "d'arte", "l agricoltura": "l'agricoltura", "l ambiente": "l'ambiente"}
_ASIDE = re.compile(r"\(.*?\)|\bnon statale\b|\bparitari[ao]\b", re.IGNORECASE)
_NOT_A_COURSE = {"istituto tecnico", "istituto professionale"}


def levels(type_: str, feature: str = "") -> tuple[str, ...]:
    """Return levels and courses of a school type, the general one first.

    `ISTITUTO TECNICO AGRARIO` is upper secondary, and an agricultural technical institute; a centre for adults
    (CPIA) is that and not a middle school, whatever its type says.

    Parameters
    ----------
    type_
        `DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA`.
    feature
        `DESCRIZIONECARATTERISTICASCUOLA`: evening courses, schools in hospitals and prisons.
    """
    plain, special = folded(_ASIDE.sub(" ", type_)), folded(feature)
    found = [level for pattern, level in _LEVELS if re.search(pattern, plain)]
    found += [level for pattern, level in _FEATURES if re.search(pattern, special)]
    if special == "cpia":
        found = [ADULTS]
    course = _course(plain) if UPPER in found else ""
    return together(dict.fromkeys([*found, course, *([] if found else [plain])]))


def together(several: Iterable[str]) -> tuple[str, ...]:
    """Return levels of several schools as one list: from small children to adults, then courses by name."""
    given = {level for level in several if level}
    return tuple(sorted(given, key=lambda level: (_ORDER.index(level) if level in _ORDER else len(_ORDER), level)))


def _course(plain: str) -> str:
    spelt = " ".join(_LONG.get(word, word) for word in plain.split())
    if not _COURSE.fullmatch(spelt) or spelt in _NOT_A_COURSE:
        return ""
    for apart, joined in _SMALL_WORDS.items():
        spelt = re.sub(rf"\b{apart}\b", joined, spelt)
    return re.sub(r"\battivita\b", "attività", spelt)
