import csv
from collections import Counter

import pytest

from ingest.sources.school_levels import levels
from ingest.sources.schools import SOURCE
from tests.ingest.sources.register_load import Registers, shared

_STATE = """
ANNOSCOLASTICO AREAGEOGRAFICA REGIONE PROVINCIA CODICEISTITUTORIFERIMENTO DENOMINAZIONEISTITUTORIFERIMENTO CODICESCUOLA
DENOMINAZIONESCUOLA INDIRIZZOSCUOLA CAPSCUOLA CODICECOMUNESCUOLA DESCRIZIONECOMUNE DESCRIZIONECARATTERISTICASCUOLA
DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA INDICAZIONESEDEDIRETTIVO INDICAZIONESEDEOMNICOMPRENSIVO INDIRIZZOEMAILSCUOLA
INDIRIZZOPECSCUOLA SITOWEBSCUOLA SEDESCOLASTICA
"""
_NON_STATE = """
ANNOSCOLASTICO AREAGEOGRAFICA REGIONE PROVINCIA CODICESCUOLA DENOMINAZIONESCUOLA INDIRIZZOSCUOLA CAPSCUOLA
CODICECOMUNESCUOLA DESCRIZIONECOMUNE DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA INDIRIZZOEMAILSCUOLA INDIRIZZOPECSCUOLA
SITOWEBSCUOLA
"""
STATE, NON_STATE = _STATE.split(), _NON_STATE.split()
BERGAMO = {"PROVINCIA": "BERGAMO", "CODICECOMUNESCUOLA": "A794", "DESCRIZIONECOMUNE": "BERGAMO"}


def row(code: str, institute: str = "BGIC899001", **cells: str) -> dict[str, str]:
    return {
        "ANNOSCOLASTICO": "202526",
        **BERGAMO,
        "CODICEISTITUTORIFERIMENTO": institute,
        "DENOMINAZIONEISTITUTORIFERIMENTO": "I.C. PROVA",
        "CODICESCUOLA": code,
        "DENOMINAZIONESCUOLA": f"SCUOLA {code}",
        "INDIRIZZOSCUOLA": "VIA ROMA 1",
        "CAPSCUOLA": "24121",
        "DESCRIZIONECARATTERISTICASCUOLA": "NORMALE",
        "DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA": "SCUOLA PRIMARIA",
        "INDIRIZZOEMAILSCUOLA": "Non Disponibile",
        "SITOWEBSCUOLA": "Non Disponibile",
        **cells,
    }


def institute(**cells: str) -> dict[str, str]:
    kind = {"DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA": "ISTITUTO COMPRENSIVO", "INDICAZIONESEDEDIRETTIVO": "SI"}
    return row("BGIC899001", **{**kind, **cells})


def test_an_institute_and_its_buildings_are_one_school_with_its_sites(registers: Registers) -> None:
    nursery = row("BGAA89901T", DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA="SCUOLA INFANZIA")
    result = registers.load("mim-schools", registers.csv(STATE, [nursery, row("BGEE899013"), institute()]))
    assert (result.read, result.created, result.ties_created) == (3, 3, 2)
    view = registers.store.view("public")
    assert [n.key for n in view.nodes(["school"])] == ["school:BGIC899001"]
    school = registers.node("school:BGIC899001")
    assert school.many("levels") == ("infanzia", "primaria", "istituto comprensivo")
    assert school.properties["candidate"] is True
    assert school.text("municipality") == "016024"
    sites = {t.source for t in view.ties_of(school.key)}
    assert sites == {"site:BGAA89901T", "site:BGEE899013"}
    assert registers.node("site:BGAA89901T").many("levels") == ("infanzia",)
    assert view.mapped() == frozenset(), "buildings do not make a school mapped"


def test_a_school_of_one_building_has_no_separate_site(registers: Registers) -> None:
    registers.load("mim-schools", registers.csv(STATE, [row("BGPS01000A", institute="BGPS01000A")]))
    view = registers.store.view("public")
    assert [n.key for n in view.nodes(["school", "site"])] == ["school:BGPS01000A"]


def test_a_school_without_its_own_row_is_made_from_its_buildings_and_completed_later(registers: Registers) -> None:
    first = registers.csv(STATE, [row("BGEE899013", INDICAZIONESEDEDIRETTIVO="SI")])
    assert registers.load("mim-schools", first).created == 1
    assert registers.node("school:BGIC899001").name == "I.C. PROVA"
    assert registers.load("mim-schools", first).revision is None
    whole = registers.csv(STATE, [institute(INDIRIZZOEMAILSCUOLA="BGIC899001@ISTRUZIONE.IT")])
    assert registers.load("mim-schools", whole).updated == 1
    assert registers.node("school:BGIC899001").text("school_email") == "bgic899001@istruzione.it"
    assert registers.load("mim-schools", first).revision is None, "what buildings say does not undo the own row"


def test_the_same_file_twice_makes_no_revision_even_after_an_edit_by_hand(registers: Registers) -> None:
    file = registers.csv(STATE, [institute(), row("BGEE899013")])
    registers.load("mim-schools", file)
    registers.by_hand("school:BGIC899001", name="Istituto comprensivo Prova")
    again = registers.load("mim-schools", file)
    assert (again.revision, again.unchanged) == (None, 2)
    assert registers.node("school:BGIC899001").name == "Istituto comprensivo Prova"


def test_a_later_year_updates_what_the_register_wrote_and_leaves_what_people_wrote(registers: Registers) -> None:
    registers.load("mim-schools", registers.csv(STATE, [institute(SITOWEBSCUOLA="www.prova.edu.it")]))
    registers.by_hand("school:BGIC899001", name="Istituto comprensivo Prova", candidate=None)
    later = institute(
        ANNOSCOLASTICO="202627", DENOMINAZIONESCUOLA="I.C. PROVA NUOVO", SITOWEBSCUOLA="https//nuovo.edu.it/"
    )
    assert registers.load("mim-schools", registers.csv(STATE, [later])).updated == 1
    school = registers.node("school:BGIC899001")
    assert (school.name, school.text("website")) == ("Istituto comprensivo Prova", "https://nuovo.edu.it/")
    assert school.text("school_year") == "2026/27"
    assert "candidate" not in school.properties, "a mapped school stays mapped"
    earlier = registers.load("mim-schools", registers.csv(STATE, [institute(ANNOSCOLASTICO="202425")]))
    assert (earlier.unchanged, earlier.revision) == (1, None), "last year's file takes nothing back"


def test_a_building_that_moves_to_another_institute_leaves_the_old_one(registers: Registers) -> None:
    registers.load("mim-schools", registers.csv(STATE, [institute(), row("BGEE899013")]))
    moved = row("BGEE899013", institute="BGIC700002", ANNOSCOLASTICO="202627")
    registers.load("mim-schools", registers.csv(STATE, [moved]))
    ties = registers.store.view("public").ties_of("site:BGEE899013")
    assert [t.target for t in ties] == ["school:BGIC700002"]


def test_non_state_schools_stand_alone_and_say_who_runs_them(registers: Registers) -> None:
    cells = row("BG1A00100X", DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA="SCUOLA INFANZIA NON STATALE")
    file = registers.csv(NON_STATE, [{k: cells.get(k, "") for k in NON_STATE}], "SCUANAGRAFEPAR20252620250901.csv")
    assert registers.load("mim-schools", file).created == 1
    school = registers.node("school:BG1A00100X")
    assert (school.many("levels"), school.text("management")) == (("infanzia",), "non_state")


def test_every_spelling_of_a_missing_value_is_null(registers: Registers) -> None:
    bare = institute(INDIRIZZOSCUOLA="Non Disponibile", CAPSCUOLA=".", SITOWEBSCUOLA="www", INDIRIZZOEMAILSCUOLA="-")
    registers.load("mim-schools", registers.csv(STATE, [bare]))
    school = registers.node("school:BGIC899001")
    assert not {"address", "postcode", "website", "school_email", "lat", "lon"} & school.properties.keys()
    assert school.text("precision") == "municipality"


@pytest.mark.parametrize(
    ("published", "mended"),
    [
        ("www.prova.edu.it", "https://www.prova.edu.it"),
        ("https//prova.edu.it/", "https://prova.edu.it/"),
        ("http//WWW.PROVA.IT", "http://www.prova.it"),
        ("[www.prova.it](https://www.prova.it)", "https://www.prova.it"),
        ("www.uno.it www.due.it", "https://www.uno.it"),
        ("prova@istruzione.it", ""),
        ("javascript:alert(1)", ""),
        ("www.prova.it/<script>", ""),
    ],
)
def test_a_website_is_mended_or_left_out(registers: Registers, published: str, mended: str) -> None:
    registers.load("mim-schools", registers.csv(STATE, [institute(SITOWEBSCUOLA=published)]))
    assert registers.node("school:BGIC899001").text("website") == mended


def test_a_row_without_a_known_municipality_is_rejected_with_a_remedy_and_the_rest_is_kept(
    registers: Registers,
) -> None:
    lost = row("BGEE899013", CODICECOMUNESCUOLA="Z999", DESCRIZIONECOMUNE="ATLANTIDE")
    by_name = row("BGEE899024", CODICECOMUNESCUOLA="", DESCRIZIONECOMUNE="SERIATE")
    rejects = registers.folder / "rejects.csv"
    result = registers.load("mim-schools", registers.csv(STATE, [institute(), lost, by_name]), rejects=rejects)
    assert (result.read, result.created, result.rejected) == (3, 2, 1)
    assert registers.node("site:BGEE899024").text("municipality") == "016198"
    (rejected,) = csv.DictReader(rejects.open(encoding="utf-8"))
    assert rejected["CODICESCUOLA"] == "BGEE899013"
    assert rejected["_column"] == "DESCRIZIONECOMUNE"
    assert rejected["_remedy"]


def test_two_rows_with_the_same_code_and_different_words_are_told_apart(registers: Registers) -> None:
    file = registers.csv(STATE, [institute(), institute(), institute(DENOMINAZIONESCUOLA="ALTRA")])
    result = registers.load("mim-schools", file)
    assert (result.created, result.unchanged, result.rejected) == (1, 1, 1)


def test_levels_are_readable_italian() -> None:
    assert levels("IST PROF PER L'AGRICOLTURA E L'AMBIENTE", "PERCORSO II LIVELLO") == (
        "secondaria di secondo grado",
        "istruzione degli adulti",
        "istituto professionale per l'agricoltura e l'ambiente",
    )
    assert levels("SCUOLA PRIMO GRADO", "CPIA") == ("istruzione degli adulti",)
    assert levels("SCUOLA SEC. PRIMO GRADO NON STATALE") == ("secondaria di primo grado",)


def test_the_newest_official_name_comes_first() -> None:
    from datetime import date

    state = SOURCE.remotes(date(2026, 11, 22))[0]
    assert [a.rsplit("/", 1)[1] for a in state.addresses] == [
        "SCUANAGRAFESTAT20262720260901.csv",
        "SCUANAGRAFESTAT20262720270831.csv",
        "SCUANAGRAFESTAT20252620250901.csv",
        "SCUANAGRAFESTAT20252620260831.csv",
    ]


def test_the_real_register_is_placed_whole_and_a_second_load_changes_nothing(italy: Registers) -> None:
    file = shared("schools", "SCUANAGRAFESTAT20252620250901_lombardia.csv")
    with shared("gazetteer", "gi_comuni.csv").open(encoding="utf-8-sig") as text:
        istat = {r["codice_belfiore"]: r["codice_istat"] for r in csv.DictReader(text, delimiter=";")}
    result = italy.load("mim-schools", file)
    assert result.read == 6453 == result.created + result.updated + result.unchanged + result.rejected
    view = italy.store.view("public")
    found = {n.text("school_code"): n for n in view.nodes(["school", "site"])}
    with file.open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    right = sum(
        r["CODICESCUOLA"] in found and found[r["CODICESCUOLA"]].text("municipality") == istat[r["CODICECOMUNESCUOLA"]]
        for r in rows
    )
    assert right / len(rows) >= 0.998
    kinds = Counter(n.kind for n in found.values())
    assert kinds["school"] == len({r["CODICEISTITUTORIFERIMENTO"] for r in rows})
    again = italy.load("mim-schools", file)
    assert (again.unchanged, again.revision) == (6453, None)
