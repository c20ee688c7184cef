"""A row of the ministry's register of schools as read: columns, null markers, codes, contacts mended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model import Label, keys
from ingest.sources.school_levels import levels
from ingest.sources.source import Column, Row

_NULL = frozenset({"", "non disponibile", "n.d.", "nd", "-", "."})


def _column(name: str, it: str, en: str, heading: str, *, required: bool = False) -> Column:
    return Column(name, Label(it, en), (heading,), required)


COLUMNS = (
    _column("year", "Anno scolastico", "School year", "ANNOSCOLASTICO"),
    _column("province", "Provincia", "Province", "PROVINCIA"),
    _column("institute", "Codice istituto", "Institute code", "CODICEISTITUTORIFERIMENTO"),
    _column("institute_name", "Nome istituto", "Institute name", "DENOMINAZIONEISTITUTORIFERIMENTO"),
    _column("code", "Codice scuola", "School code", "CODICESCUOLA", required=True),
    _column("name", "Nome scuola", "School name", "DENOMINAZIONESCUOLA", required=True),
    _column("address", "Indirizzo", "Address", "INDIRIZZOSCUOLA"),
    _column("postcode", "CAP", "Postcode", "CAPSCUOLA"),
    _column("cadastral", "Codice catastale", "Cadastral code", "CODICECOMUNESCUOLA"),
    _column("municipality", "Comune", "Municipality", "DESCRIZIONECOMUNE", required=True),
    _column("feature", "Caratteristica", "Feature", "DESCRIZIONECARATTERISTICASCUOLA"),
    _column("type", "Tipo di scuola", "School type", "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA"),
    _column("main", "Sede direttiva", "Main site", "INDICAZIONESEDEDIRETTIVO"),
    _column("email", "Email", "Email", "INDIRIZZOEMAILSCUOLA"),
    _column("website", "Sito", "Website", "SITOWEBSCUOLA"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as read: its codes, and which school it belongs to."""

    row: Row
    code: str
    school: str

    @property
    def own(self) -> bool:
        """Tell whether this row is the school itself and not one of its buildings."""
        return self.code == self.school

    def text(self, name: str) -> str:
        """Return a cell of the row."""
        return given(self.row, name)

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels of the school or building."""
        return levels(self.text("type"), self.text("feature"))


def given(row: Row, name: str) -> str:
    """Return a cell; every way of saying nothing is empty."""
    text = keys.exact(row.text(name))
    return "" if text.casefold() in _NULL else text


def all_said(row: Row) -> tuple[str, ...]:
    """Return everything that a row says."""
    return tuple(given(row, column.name) for column in COLUMNS)


def year(published: str) -> str:
    """Return `202526` as `2025/26`; another spelling as it is."""
    return f"{published[:4]}/{published[4:]}" if re.fullmatch(r"\d{6}", published) else published


def management(entry: Entry) -> str | None:
    """Return who runs a school, by what the row, the file's name or the code's shape says."""
    file = entry.row.file.upper()
    if re.search(r"NON STATALE|PARITARI", entry.text("type").upper()) or re.search(r"SCUANA(GRAFE|AUT)PAR", file):
        return "non_state"
    if entry.text("institute") or re.search(r"SCUANA(GRAFE|AUT)STAT", file):
        return "state"
    return "non_state" if re.match(r"[A-Z]{2}\d", entry.code) else None


def email(published: str) -> str | None:
    """Return an e-mail address in lower case, or None where there is none."""
    return published.lower() if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.\w{2,}", published) else None


_LINK = re.compile(r"\[[^\]]*\]\(([^)]+)\)")  # some years publish `[www.x.it](https://www.x.it)`
_SCHEME = re.compile(r"^h?t{1,2}p{1,2}(s?):?/{0,2}\s*", re.IGNORECASE)  # `https//`, `http:/`, `htpp/`
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(:\d+)?", re.IGNORECASE)


def website(published: str) -> str | None:
    """Return a school's address on the web with its scheme mended, or None where there is none to be made out."""
    link = _LINK.search(published)
    text = (link[1] if link else published).strip()
    secure = "s" if (scheme := _SCHEME.match(text)) is None or scheme[1] else ""
    for candidate in _SCHEME.sub("", text).split():
        host, slash, path = candidate.partition("/")
        if _HOST.fullmatch(host) and not re.search(r"[<>\"'`\\{}]", path):
            return f"http{secure}://{host.lower()}{slash}{path}"
    return None
