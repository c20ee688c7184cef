import csv

import pytest

from ingest.sources.migrant_words import suggested_by
from tests.ingest.sources.register_load import Registers, shared

HEADINGS = ["anno", "prog", "codice_fiscale", "denominazione", "regione", "provincia", "comune"]
AIRC, CRIB, COMUNE = "80051890152", "97147110155", "00246270169"
PERSON = "RSSMRA80A01F205X"


def row(code: str, name: str, town: str = "MILANO", province: str = "MI", year: str = "2020") -> dict[str, str]:
    return dict(zip(HEADINGS, [year, "1", code, name, "LOMBARDIA", province, town], strict=True))


def test_a_body_enters_as_a_candidate_under_its_fiscal_code(registers: Registers) -> None:
    result = registers.load("five-per-mille", registers.csv(HEADINGS, [row(AIRC, "FONDAZIONE PROVA")]))
    assert result.created == 1
    body = registers.node(f"body:{AIRC}")
    assert (body.kind, body.name, body.text("form")) == ("organisation", "FONDAZIONE PROVA", "foundation")
    assert (body.text("municipality"), body.text("precision")) == ("015146", "municipality")
    assert body.point is None, "a body known to its municipality only is no pin"
    assert registers.store.view("public").mapped() == frozenset()


@pytest.mark.parametrize(
    ("name", "town", "form"),
    [
        ("BERGAMO", "BERGAMO", "public_body"),
        ("COMUNE DI BERGAMO", "BERGAMO", "public_body"),
        ("PARROCCHIA S. ANTONIO", "BERGAMO", "parish"),
        ("A.S.D. BERGAMO CALCIO", "BERGAMO", "sports"),
        ("ASS.SPORT.DILETT. PROVA", "BERGAMO", "sports"),
        ("SOC.COOP.SOC.ONLUS PROVA", "BERGAMO", "social_cooperative"),
        ("PROVA ORGANIZZAZIONE DI VOLONTARIATO", "BERGAMO", "odv"),
        ("ASSOCIAZIONE DI PROMOZIONE SOCIALE PROVA", "BERGAMO", "aps"),
        ("ASSOCIAZIONE AMICI DELLA FONDAZIONE PROVA", "BERGAMO", "association"),
        ("PROVA", "BERGAMO", ""),
    ],
)
def test_the_form_is_what_the_name_says(registers: Registers, name: str, town: str, form: str) -> None:
    registers.load("five-per-mille", registers.csv(HEADINGS, [row(AIRC, name, town, "BG")]))
    assert registers.node(f"body:{AIRC}").text("form") == form


def test_a_municipality_is_found_by_the_name_people_call_it(registers: Registers) -> None:
    registers.load("five-per-mille", registers.csv(HEADINGS, [row(COMUNE, "SERIATE", "SERIATE", "BG")]))
    assert next(n.key for n in registers.store.view("public").search("comune di seriate")) == f"body:{COMUNE}"


def test_the_same_code_twice_is_one_body_and_its_other_name_an_alias(registers: Registers) -> None:
    rows = [row(AIRC, "PROVA ONLUS"), row(AIRC, "Prova Onlus"), row(AIRC, "PROVA NUOVA ODV")]
    file = registers.csv(HEADINGS, rows)
    result = registers.load("five-per-mille", file)
    assert (result.created, result.unchanged, result.updated) == (1, 1, 1)
    assert registers.node(f"body:{AIRC}").many("aliases") == ("PROVA NUOVA ODV",)
    assert registers.load("five-per-mille", file).revision is None


def test_a_later_list_renames_a_candidate_and_keeps_its_old_name(registers: Registers) -> None:
    registers.load("five-per-mille", registers.csv(HEADINGS, [row(AIRC, "PROVA ONLUS")]))
    registers.load("five-per-mille", registers.csv(HEADINGS, [row(AIRC, "PROVA ETS", year="2023")]))
    body = registers.node(f"body:{AIRC}")
    assert (body.name, body.many("aliases")) == ("PROVA ETS", ("PROVA ONLUS",))
    older = registers.load("five-per-mille", registers.csv(HEADINGS, [row(AIRC, "PROVA VECCHIA", year="2019")]))
    assert older.updated == 1
    body = registers.node(f"body:{AIRC}")
    assert (body.name, body.many("aliases")) == ("PROVA ETS", ("PROVA ONLUS", "PROVA VECCHIA"))


def test_what_a_person_made_of_a_candidate_stays(registers: Registers) -> None:
    registers.load("five-per-mille", registers.csv(HEADINGS, [row(AIRC, "PROVA ONLUS")]))
    registers.by_hand(
        f"body:{AIRC}", kind="association", name="Prova", candidate=None, municipality="016024", address="Via Roma 1"
    )
    later = registers.csv(HEADINGS, [row(AIRC, "PROVA ETS", "SESTO SAN GIOVANNI", year="2023")])
    assert registers.load("five-per-mille", later).updated == 1
    body = registers.node(f"body:{AIRC}")
    assert (body.kind, body.name, body.text("municipality")) == ("association", "Prova", "016024")
    assert "candidate" not in body.properties
    assert "PROVA ETS" in body.many("aliases")


def test_a_persons_fiscal_code_is_stored_nowhere(registers: Registers) -> None:
    rows = [row(PERSON, "PROVA DI QUARTIERE"), row(PERSON, "PROVA PERDUTA", "ATLANTIDE")]
    rejects = registers.folder / "rejects.csv"
    result = registers.load("five-per-mille", registers.csv(HEADINGS, rows), rejects=rejects)
    assert (result.created, result.rejected) == (1, 1)
    (body,) = registers.store.view("staff").nodes(["organisation"])
    assert (body.name, "fiscal_code" in body.properties) == ("PROVA DI QUARTIERE", False)
    registers.store.close()
    for path in registers.folder.iterdir():
        if path.name != "register.csv":
            assert PERSON.encode() not in path.read_bytes(), path.name


def test_a_wrong_code_or_town_is_rejected_with_a_remedy(registers: Registers) -> None:
    rows = [row("12345678901", "SBAGLIATO"), row(AIRC, "VECCHIO", "BARDELLO", "VA"), row(CRIB, "", "MILANO")]
    result = registers.load("five-per-mille", registers.csv(HEADINGS, rows))
    assert (result.read, result.rejected, result.revision) == (3, 3, None)
    said = [r.italian() for r in result.rejects]
    assert "11 cifre" in said[0]
    assert "Bardello con Malgesso e Bregano (VA)" in said[1]
    assert "denominazione" in said[2]


def test_a_leading_zero_that_a_spreadsheet_dropped_is_put_back(registers: Registers) -> None:
    registers.load("five-per-mille", registers.csv(HEADINGS, [row(COMUNE.lstrip("0"), "PROVA")]))
    assert registers.node(f"body:{COMUNE}").text("fiscal_code") == COMUNE


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ASSOCIAZIONE SENEGALESI DI LEGNANO", ("senegalesi",)),
        ("ASSOCIAZIONE ECUADOR BERGAMO", ("ecuador",)),
        ("CENTRO CULTURALE ISLAMICO", ("islamico",)),
        ("COMUNITA' FILIPPINA DI BERGAMO", ("filippina",)),
        ("ASSOCIAZIONE INTERCULTURALE PROVA", ("interculturale",)),
        ("DONNE DAL MONDO", ("donne dal mondo",)),
        ("UNIONE ROM E SINTI", ("rom e sinti",)),
        ("IGLESIA DE DIOS", ("iglesia", "dios")),
        ("COMUNITA' ALBANESE", ("albanese",)),
        # aid abroad
        ("AMICI DEL SENEGAL", ()),
        ("INDIA ONLUS MISSIONI", ()),
        ("ADOZIONI A DISTANZA BRASILE", ()),
        ("OPERAZIONE TANZANIA ONLUS", ()),
        ("COMITATO PRO BAMBINI BIELORUSSI", ()),
        # false friends
        ("FONDAZIONE ALBANESE", ()),
        ("A.S.D. ROMAGNA CALCIO", ()),
        ("BANDA DI SAN MARINO", ()),
        ("CIRCOLO VIA LIBIA", ()),
        ("FOOTBALL AMERICANO MILANO", ()),
        ("AMICI DEL PASTORE TEDESCO", ()),
        ("MEDICINA TRADIZIONALE CINESE", ()),
        ("ARABA FENICE", ()),
        ("BARABBA'S CLOWNS", ()),
        ("PARABIAGO VOLLEY", ()),
    ],
)
def test_words_suggest_a_migrant_association_and_aid_abroad_does_not(name: str, words: tuple[str, ...]) -> None:
    assert suggested_by(name, "BERGAMO") == words


def test_the_real_list_is_placed_or_rejected_with_a_remedy_and_a_second_load_changes_nothing(
    italy: Registers,
) -> None:
    file = shared("third_sector", "5x1000_2020_lombardia.csv")
    rejects = italy.folder / "rejects.csv"
    result = italy.load("five-per-mille", file, rejects=rejects)
    assert result.read == 12_688 == result.created + result.updated + result.unchanged + result.rejected
    bodies = italy.store.view("public").nodes(["organisation"])
    assert sum(bool(n.text("municipality")) for n in bodies) / result.read >= 0.995
    with rejects.open(encoding="utf-8") as text:
        rejected = list(csv.DictReader(text))
    assert len(rejected) == result.rejected
    assert all(r["_remedy"] for r in rejected)
    again = italy.load("five-per-mille", file)
    assert (again.unchanged, again.revision) == (result.created, None)
