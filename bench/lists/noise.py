"""How a body's name changes from one list to another: forms, dots, words, letters, towns. Seeded, never the same twice.

Written from what lists show (MATCHING notes), not from how the matcher works.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "ASSOCIAZIONE SPORTIVA DILETTANTISTICA",
        ("A.S.D.", "ASD", "Ass. Sportiva Dilettantistica", "Ass. Sport. Dilett.", "A. S. D.", "Assoc. sportiva dil."),
    ),
    ("A.S.D.", ("ASD", "Associazione Sportiva Dilettantistica", "A.S.D", "a.s.d.")),
    ("ASD", ("A.S.D.", "Associazione sportiva dilettantistica")),
    (
        "ORGANIZZAZIONE NON LUCRATIVA DI UTILITA' SOCIALE",
        ("ONLUS", "O.N.L.U.S.", "Org. non lucrativa di utilità sociale"),
    ),
    ("O.N.L.U.S.", ("ONLUS", "Onlus", "O.N.L.U.S", "O.N.L.U. S.")),
    ("ONLUS", ("O.N.L.U.S.", "Onlus", "onlus", "ODV", "ETS", "APS")),
    (
        "ORGANIZZAZIONE DI VOLONTARIATO",
        ("ODV", "O.D.V.", "Org. di Volontariato", "Org. Vol.", "organizz. di volontariato"),
    ),
    ("ODV", ("O.D.V.", "Odv", "Organizzazione di Volontariato", "ETS", "Ass. di volontariato")),
    ("ASSOCIAZIONE DI PROMOZIONE SOCIALE", ("APS", "A.P.S.", "Ass. di Promozione Sociale", "Ass. promoz. sociale")),
    ("APS", ("A.P.S.", "Aps", "Associazione di Promozione Sociale", "ETS")),
    ("A.P.S.", ("APS", "Aps")),
    (
        "SOCIETA' COOPERATIVA SOCIALE",
        ("Soc. Coop. Sociale", "Cooperativa Sociale", "Coop. Soc.", "S.C.S.", "Società coop. sociale", "Coop sociale"),
    ),
    ("SOC. COOP. SOCIALE", ("Società Cooperativa Sociale", "Coop. Sociale", "Cooperativa sociale")),
    ("COOPERATIVA SOCIALE", ("Coop. Sociale", "Coop. Soc.", "Società Cooperativa Sociale", "coop sociale")),
    ("FONDAZIONE", ("Fond.", "Fondaz.", "Fondazione")),
    ("ASSOCIAZIONE", ("Ass.", "Assoc.", "Ass.ne", "associazione", "Associaz.")),
    ("COMITATO", ("Com.", "Comitato")),
)
"""A form as registers print it, and what else people write for it; longest first."""

ACRONYMS: tuple[tuple[str, str], ...] = (
    ("AVIS", "Associazione Volontari Italiani Sangue"),
    ("CROCE ROSSA ITALIANA", "CRI"),
    ("CENTRO DI AIUTO ALLA VITA", "CAV"),
    ("ANFFAS", "Ass. famiglie persone disabili"),
    ("PROTEZIONE CIVILE", "Prot. Civ."),
    ("GRUPPO SPORTIVO", "G.S."),
    ("UNIONE SPORTIVA", "U.S."),
    ("POLISPORTIVA", "Pol."),
    ("SCUOLA DELL'INFANZIA", "Scuola infanzia"),
    ("SCUOLA MATERNA", "Sc. materna"),
    ("ASILO INFANTILE", "Asilo inf."),
)
_DISPENSABLE = {"COMUNALE", "SEZIONE", "SEZ.", "GRUPPO", "CENTRO", "CIRCOLO", "CULTURALE", "ITALIANA", "ITALIANO"}
_DISPENSABLE |= {"VOLONTARI", "NAZIONALE", "DI", "DEL", "DELLA", "DEI", "PER", "LA", "IL", "E", "-", "&", "CLUB"}
_FORM_WORDS = re.compile(
    r"\b(?:associazion\w*|ass\w{0,3}|sportiv\w+|dilettantistic\w+|organizzazion\w+|volontariato|promozione|social\w+|"
    r"societa'?|cooperativ\w+|coop|soc|fondazione|fond|comitato|onlus|odv|aps|ets|asd|limitata|responsabilita'?|non|"
    r"lucrativa|utilita'?|impresa|milano|lombardia|di|a|r|l|con|sigla|in|breve|[a-z])\b",
    re.IGNORECASE,
)
_NEAR = {
    "a": "qsz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "l": "ko",
    "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "z": "as",
}  # fmt: skip


class Noise:
    """A person, or a publisher, who writes names a little differently every time."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def chance(self, share: float) -> bool:
        """Return true in a share of cases."""
        return self.random.random() < share

    # -- what publishers do from one year to the next -----------------------------------------------------------

    def renamed(self, name: str, town: str) -> str:
        """Return a name as the next year's list may have it: never the same, now and then wholly another."""
        ways: list[tuple[float, Callable[[str], str]]] = [
            (0.30, self.other_form),
            (0.14, self.form_added),
            (0.12, self.form_dropped),
            (0.10, self.one_part),
            (0.08, self.word_dropped),
            (0.06, lambda n: f"{n} {self.random.choice(['DI ', '- ', ''])}{town}"),
            (0.06, self.letter_wrong),
            (0.06, self.form_moved),
            (0.08, self.extended),
            (0.07, lambda n: n[:60]),
            (0.07, self.said_otherwise),
        ]
        weights = [weight for weight, _ in ways]
        for _ in range(20):
            changed = name
            for way in self.random.choices([w for _, w in ways], weights, k=self.random.choice([1, 1, 2, 3])):
                changed = way(changed)
            if _plain(changed) != _plain(name):
                return changed.upper()
        return f"{name} ETS"

    def extended(self, name: str) -> str:
        """Return a name with a dedication or a field of work added."""
        added = ["ENTE FILANTROPICO", "DON LUIGI", "RETE ASSOCIATIVA", "IN BREVE " + _initials(name), "CENTRO STUDI"]
        added += ["E AMICI", "PROVINCIA DI MILANO", "LOMBARDIA", "ITALIA", "2020", "SERVIZI", "SOLIDARIETA'"]
        return f"{name} {self.random.choice(['', '- '])}{self.random.choice(added)}"

    def said_otherwise(self, name: str) -> str:
        """Return a name that keeps its generic words and changes what tells it apart."""
        words = name.split()
        rare = [i for i, w in enumerate(words) if len(w) > 5 and w.upper() not in _DISPENSABLE]
        if len(rare) > 1:
            others = ["INSIEME", "SPERANZA", "ARCOBALENO", "FUTURO", "AMICI", "SOLIDALE", "VITA", "NUOVA", "PROGETTO"]
            words[self.random.choice(rare)] = self.random.choice(others)
        return " ".join(words)

    # -- what people do when they type --------------------------------------------------------------------------

    def typed(self, name: str, town: str) -> str:
        """Return a name as a planner types it into a sheet."""
        steps: list[tuple[float, Callable[[str], str]]] = [
            (0.30, self.one_part),
            (0.12, self.acronym),
            (0.45, self.form_dropped),
            (0.35, self.other_form),
            (0.10, self.form_moved),
            (0.25, self.dispensable_dropped),
            (0.15, self.word_dropped),
            (0.10, self.words_swapped),
            (0.15, lambda n: _without_town(n, town)),
            (0.06, lambda n: f"{n} di {town.title()}" if town not in n else n),
            (0.15, self.shortened),
            (0.22, self.letter_wrong),
            (0.05, self.letter_wrong),
            (0.30, lambda n: n.replace(".", "")),
            (0.60, lambda n: re.sub(r"[\"'’]{1,2}(?=\s|$)|(?<=\s)[\"']+|^[\"']+|\"", " ", n)),
            (0.04, lambda n: n.replace(" ", "  ")),
        ]
        result = name
        for share, step in steps:
            if self.chance(share):
                result = step(result) or result
        case = self.random.choices([str.title, str.lower, str.upper, str.capitalize], [0.6, 0.12, 0.18, 0.1])[0]
        return " ".join(case(result).split()) or name

    def town(self, town: str, province: str) -> str:
        """Return a municipality as a planner types it, or nothing."""
        kind = self.random.random()
        words = town.title().split()
        if kind < 0.12:
            return ""
        if kind < 0.20 and len(words) > 1:
            short = self.random.randrange(len(words) - 1) if words[0] in ("San", "Santa") else len(words) - 1
            words[short] = words[short][0] + "."
            return " ".join(words)
        if kind < 0.25:
            return f"{town.title()} ({province})"
        if kind < 0.28:
            return self.letter_wrong(town.title())
        return self.random.choice([town.title(), town.title(), town, town.lower()])

    # -- single changes -----------------------------------------------------------------------------------------

    def other_form(self, name: str) -> str:
        """Write a legal form in another way."""
        for printed, others in FORMS:
            at = re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", name, re.IGNORECASE)
            if at:
                return name[: at.start()] + self.random.choice(others) + name[at.end() :]
        return name

    def form_dropped(self, name: str) -> str:
        """Leave one or all legal forms out."""
        result, every = name, self.chance(0.6)
        for printed, _ in FORMS:
            changed = re.sub(rf"\s*[-–]?\s*(?<!\w){re.escape(printed)}(?!\w)", " ", result, flags=re.IGNORECASE)
            if changed != result and re.search(r"\w{3}", _FORM_WORDS.sub("", changed)):
                result = changed
                if not every:
                    break
        return result.strip(" -\"'") or name

    def form_added(self, name: str) -> str:
        """Add a legal form."""
        added = self.random.choice(["ODV", "APS", "ETS", "ONLUS", "- ODV", "- ETS", "ORGANIZZAZIONE DI VOLONTARIATO"])
        return f"{name} {added}" if self.chance(0.7) else f"ASSOCIAZIONE {name}"

    def form_moved(self, name: str) -> str:
        """Move a legal form from one end to the other."""
        for printed, _ in FORMS:
            if name.startswith(printed + " "):
                return f"{name[len(printed) :].strip()} {printed}"
            if name.endswith(" " + printed):
                return f"{printed} {name[: -len(printed)].strip(' -')}"
        return name

    def one_part(self, name: str) -> str:
        """Keep one side of a dash or of an `in breve`, if it says something."""
        parts = [p.strip(" \"'") for p in re.split(r"\s+-\s+|\bIN BREVE\b|\bSIGLABILE\b|\(|\)", name)]
        parts = [p for p in parts if len(re.sub(r"\W", "", _FORM_WORDS.sub("", p))) >= 4]
        return self.random.choice(parts) if len(parts) > 1 else name

    def acronym(self, name: str) -> str:
        """Write an acronym for its words or the words for it."""
        for one, other in ACRONYMS:
            if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", name):
                return re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", other, name, count=1)
        return name

    def dispensable_dropped(self, name: str) -> str:
        """Leave small and generic words out, half of them."""
        kept = [w for w in name.split() if w.upper() not in _DISPENSABLE or self.chance(0.5)]
        return " ".join(kept) if len(kept) > 1 else name

    def word_dropped(self, name: str) -> str:
        """Leave one word out where three or more are left."""
        words = name.split()
        if len(words) < 4:
            return name
        del words[self.random.randrange(len(words))]
        return " ".join(words)

    def words_swapped(self, name: str) -> str:
        """Exchange two neighbours."""
        words = name.split()
        if len(words) < 3:
            return name
        at = self.random.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
        return " ".join(words)

    def shortened(self, name: str) -> str:
        """Write one longer word with a dot, or a first name by its initial."""
        words = name.split()
        long = [i for i, w in enumerate(words) if len(w) > 6 and w.isalpha()]
        if not long:
            return name
        at = self.random.choice(long)
        words[at] = words[at][: self.random.choice([1, 3, 4, 5])] + "."
        return " ".join(words)

    def letter_wrong(self, name: str) -> str:
        """Make one typing error in a longer word."""
        places = [m.start() + 1 for m in re.finditer(r"\w{4,}", name)]
        if not places:
            return name
        start = self.random.choice(places)
        length = len(re.match(r"\w*", name[start:])[0])  # type: ignore[index]
        at = start + self.random.randrange(max(1, length - 1))
        letter, before, after = name[at], name[:at], name[at + 1 :]
        kind = self.random.randrange(4)
        if kind == 0:
            return before + after
        if kind == 1:
            return before + letter + letter + after
        if kind == 2 and after[:1].isalpha():
            return before + after[0] + letter + after[1:]
        near = self.random.choice(_NEAR.get(letter.lower(), "aeio"))
        return before + (near.upper() if letter.isupper() else near) + after


def _without_town(name: str, town: str) -> str:
    shorter = re.sub(rf"\s*(?:\b(?:DI|A|IN)\s+)?(?<!\w){re.escape(town)}(?!\w)", " ", name, flags=re.IGNORECASE)
    return shorter if len(re.sub(r"\W", "", shorter)) > 4 else name


def _initials(name: str) -> str:
    return ".".join(w[0] for w in re.findall(r"\w{4,}", name)[:5]) + "."


def _plain(name: str) -> str:
    return re.sub(r"\W", "", name).upper()
