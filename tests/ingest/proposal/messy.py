"""Lists as planners keep them, made by seeded noise: other headings, titles above, several values, odd phones."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from pathlib import Path

TOWNS = ("Bergamo", "Treviglio", "Dalmine", "Seriate", "Romano di Lombardia", "Cologno al Serio", "Ponte San Pietro")
COUNTRIES = ("Marocco", "senegalese", "Costa d'Avorio", "boliviana", "Ucraina", "Pakistan", "albanesi")
FIRST = ("Donne in", "Amici del", "Circolo", "Comunità", "Gruppo", "Casa della", "Insieme per il", "Voci del")
LAST = ("Cammino", "Senegal", "Sole", "Mondo", "Ponte", "Futuro", "Mediterraneo", "Villaggio", "Baobab", "Sahel")
STREETS = ("via Roma", "Piazza Garibaldi", "V.le Europa", "via G. Verdi", "Corso Italia", "via dei Mille")
ASSOCIATIONS = {
    "name": ("Denominazione", "Nome associazione", "ASSOCIAZIONE", "Ragione sociale", "Ente / gruppo"),
    "municipality": ("Comune", "Città", "Comune sede", "Paese di residenza sede"),
    "address": ("Indirizzo", "Sede", "Indirizzo sede legale", "Via e numero"),
    "communities": ("Comunità", "Nazionalità prevalente", "Provenienza", "Paese d'origine"),
    "phone": ("Telefono", "Tel.", "Recapito telefonico", "Cellulare", "N. telefono"),
    "email": ("E-mail", "Email", "Posta elettronica", "Indirizzo mail"),
    "fiscal_code": ("Codice fiscale", "C.F.", "COD_FISC", "CF ente"),
    "topics": ("Ambiti di attività", "Settore", "Temi trattati"),
}
"""Column → what lists call it; the last ones are no wording that a source knows."""


@dataclass(frozen=True)
class Messy:
    """A list as a file, and what is true of it: heading → column, and the rows by column."""

    path: Path
    meaning: dict[str, str]
    rows: list[dict[str, str]]


def code(number: int) -> str:
    """Return a fiscal code of a body with its check digit."""
    digits = f"9{number:09d}"
    doubled = sum((d * 2 - 9 if d > 4 else d * 2) if i % 2 else d for i, d in enumerate(map(int, digits)))
    return digits + str(-doubled % 10)


def phone(rng: random.Random) -> str:
    """Return one number or two, as somebody would write them."""

    def one() -> str:
        area, rest = rng.choice(("035", "0363", "347", "328")), str(rng.randrange(1_000_000, 9_999_999))
        return rng.choice((f"{area}/{rest}", f"{area} {rest}", f"{area}-{rest}", f"{area}{rest}", f"+39 {area} {rest}"))

    return one() if rng.random() < 0.8 else f"{one()}{rng.choice((' - ', '; ', ' / '))}{one()}"


def associations(folder: Path, seed: int, size: int = 40) -> Messy:
    """Write a list of associations."""
    rng = random.Random(seed)
    names = rng.sample([f"{a} {b}" for a in FIRST for b in LAST], size)
    rows = []
    for number, name in enumerate(names):
        rows.append(
            {
                "name": rng.choice((name, name.upper(), f"Ass. {name}", f"{name} APS")),
                "municipality": rng.choice(TOWNS),
                "address": f"{rng.choice(STREETS)}{rng.choice((', ', ' ', ' n. '))}{rng.randrange(1, 90)}",
                "communities": rng.choice(("", ", ", " / ")).join(rng.sample(COUNTRIES, 2)[: rng.randrange(1, 3)]),
                "phone": phone(rng) if rng.random() < 0.8 else "",
                "email": f"info{number}@example.org" if rng.random() < 0.7 else rng.choice(("", "-", "n.d.")),
                "fiscal_code": code(seed * 1000 + number) if rng.random() < 0.7 else "",
                "topics": rng.choice(("culturale", "sportiva, sociale", "sanitaria", "")),
            }
        )
    for row in rows:
        if "Marocco" in row["communities"] and not set(", /") & set(row["communities"].replace("Costa d'Avorio", "")):
            row["communities"] = "Marocco"
    fields = rng.sample(list(ASSOCIATIONS), rng.randrange(5, len(ASSOCIATIONS) + 1))
    fields = list(dict.fromkeys(["name", "municipality", *fields]))
    rng.shuffle(fields)
    called = {field: rng.choice(ASSOCIATIONS[field]) for field in fields}
    titles = rng.choice(((), ("Elenco aggiornato a marzo 2026",), ("Provincia di Bergamo", "", "Realtà migranti")))
    separator = rng.choice(";,\t")
    text = io.StringIO()
    for title in titles:
        text.write(f"{title}\n")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow([called[field] for field in fields])
    for row in rows:
        writer.writerow([row[field] for field in fields])
        if rng.random() < 0.03:
            text.write(separator * (len(fields) - 1) + "\n")
    path = folder / f"elenco_{seed}.csv"
    path.write_bytes(text.getvalue().encode(rng.choice(("utf-8", "cp1252", "utf-8-sig"))))
    return Messy(path, {called[field]: field for field in fields}, [{f: row[f] for f in fields} for row in rows])
