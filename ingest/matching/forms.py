"""Legal forms in every spelling, folded to one sign each: `O.N.L.U S.`, `Ass. Sport. Dilett.`, `Soc. Coop. Soc.`.

Folded, not erased: two names that differ in their form only are likely the same body, two forms that exclude
each other (a cooperative, a sports club) are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from ingest.matching.words import SMALL, plain, split

_ASSOCIATION = r"(?:ass|assoc|associaz|associazione|associazioni|assne|assocne|associaz ne|ass ne|assoc ne|assc|asssoc)"
_COOPERATIVE = r"(?:coop|cooperativa|cooperat|coopva|coop va|cooperative)"
_SOCIETY = r"(?:soc|societa|societ)"
_SOCIAL = r"(?:soc|sociale|sociali|soc le)"
_SPORT = r"(?:sp|sport|sportiva|sportivo)"
_AMATEUR = r"(?:dil|dilet|dilett|dilettant|dilettantist|dilettantistica|dilettantistico|dilettantis|dilettante)"
_NOT_PROFIT = r"organizzazione non lucrativa (?:di )?utilita sociale|org non lucrativa (?:di )?utilita soc(?:iale)?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("onlus", rf"onlus|onlu|onlu s|{_NOT_PROFIT}"),
    ("asd", rf"(?:{_ASSOCIATION} |a )?(?:polisportiva |polisp )?{_SPORT} (?:d|{_AMATEUR})(?: aps)?"),
    ("asd", rf"(?:(?:{_ASSOCIATION}|as|a) )?{_AMATEUR}|asd|ssd|asdil|asdilett|apd|acsd|assd|ad"),
    ("aps", rf"{_ASSOCIATION} (?:di )?prom(?:oz|ozione)? (?:soc|sociale)|(?:di )?promozione sociale|aps"),
    ("odv", r"org(?:anizz|anizzazione)? (?:di )?(?:vol|volont|volontariato)|odv"),
    ("odv", rf"{_ASSOCIATION} (?:di )?(?:vol|volont|volontariato)"),
    ("ets", r"ente (?:del )?terzo settore|ets"),
    (
        "coop",
        rf"(?:{_SOCIETY} )?{_COOPERATIVE}(?: impresa)?(?: {_SOCIAL})?(?: di solidarieta)?"
        r"(?: soc(?:ieta)? coop(?:erativa)?)?|scs|scarl|scrl|soc coop va",
    ),
    ("limited", r"(?:a )?(?:r l|rl|arl|responsabilita limitata|resp limitata|resp lim)"),
    ("foundation", r"fondazione|fondaz|fond|foundation"),
    ("committee", r"comitato"),
    ("consortium", r"consorzio"),
    ("enterprise", r"impresa sociale|is"),
    ("company", r"srl|spa|s p a|sas|snc|srls"),
    ("ngo", r"ong|ngo|organizzazione non governativa"),
    ("association", _ASSOCIATION),
)
_ANY = re.compile(
    r"(?<= )(?:" + "|".join(f"(?P<f{n}>{pattern})" for n, (_, pattern) in enumerate(_PATTERNS)) + r")(?= )"
)
_TAGS = tuple(tag for tag, _ in _PATTERNS)
_SOCIAL_COOPERATIVE = re.compile(rf" {_COOPERATIVE} (?:impresa )?(?:{_SOCIAL}) | scs | cooperativ\w+ .*social")


_FORM_WORDS = (
    "associazione sportiva dilettantistica cooperativa sociale societa onlus organizzazione volontariato promozione "
    "fondazione comitato responsabilita limitata lucrativa utilita"
)
_NO_SLIP = (
    "sportivo sportivi sociali socialita associazioni associati cooperative cooperativo cooperazione fondazioni "
    "comitati volontari promozioni organizzazioni social sportive speciale speciali"
)
_SPELT, _NEVER = frozenset(_FORM_WORDS.split()), frozenset(_NO_SLIP.split())


@lru_cache(maxsize=65_536)
def _mended(word: str) -> str:
    """Return the word of a legal form that a word is a slip of (`Onkus`, `Sportivva`), or the word itself."""
    if len(word) < 5 or word in _SPELT or word in _NEVER:
        return word
    allowed = 1 if len(word) < 9 else 2
    near = [w for w in _SPELT if OSA.distance(word, w, score_cutoff=allowed) <= allowed]
    return near[0] if len(near) == 1 else word


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart.

    Attributes
    ----------
    words
        All words, without dots.
    core
        The words that are neither a legal form nor small, in order; dots kept.
    forms
        Legal forms named.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    forms: frozenset[str]


@lru_cache(maxsize=65_536)
def parts(name: str) -> Parts:
    """Take a name apart; a name that is nothing but legal forms keeps its words as core."""
    marked = split(name)
    words = tuple(_mended(word) for word in plain(marked))
    text = " " + " ".join(words) + " "
    forms: set[str] = set()
    taken = [False] * (len(text) + 1)
    for found in _ANY.finditer(text):
        forms.add(_TAGS[int(str(found.lastgroup)[1:])])
        taken[found.start() : found.end()] = [True] * (found.end() - found.start())
    if "coop" in forms and _SOCIAL_COOPERATIVE.search(text):
        forms.add("social")
    core, position = [], 1
    for word, dotted in zip(words, marked, strict=True):
        if not taken[position] and word not in SMALL:
            core.append(dotted)
        position += len(word) + 1
    return Parts(words, tuple(core) or marked, frozenset(forms))


def form(name: str) -> str:
    """Return the value of the model's property `form` that a name states; empty where it states none."""
    taken = parts(name)
    named = set(taken.forms)
    if {"foundation", "association"} <= named and not taken.words[0].startswith("fond"):
        named.remove("foundation")  # friends of a foundation
    if "coop" in named:
        return "social_cooperative" if "social" in named else "other"
    return next((value for tag, value in _MODEL if tag in named), "")


_MODEL = (
    ("enterprise", "social_enterprise"),
    ("foundation", "foundation"),
    ("odv", "odv"),
    ("asd", "sports"),
    ("aps", "aps"),
    ("committee", "committee"),
    ("consortium", "consortium"),
    ("company", "company"),
    ("association", "association"),
)
