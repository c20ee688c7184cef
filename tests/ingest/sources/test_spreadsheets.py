"""The five spreadsheets of planners, in Italian and in English, as people fill them in."""

import pytest

from graph.model import keys
from graph.store.changes import Changeset, PutNode
from graph.store.records import Node
from tests.ingest.desk import Desk

ASSOCIATIONS = {
    "it": "Nome,Comune,Indirizzo,Comunità,Lingue,Temi,Descrizione,Forma,Codice fiscale,RUNTS,Telefono,Email,Sito,"
    "Orari,Fonte,Note",
    "en": "name,municipality,address,communities,languages,topics,description,form,fiscal code,runts,phone,email,"
    "website,times,source,notes",
}
SERVICES = {
    "it": "Nome,Ente,Comune,Indirizzo,Temi,Lingue,Orari,Accesso,Contatti",
    "en": "name,provider,municipality,address,topics,languages,times,access,contacts",
}
EVENTS = {
    "it": "Titolo,Data,Fine,Comune,Luogo,Indirizzo,Tipo,Temi,Organizzatori,Scuole,Pubblico,Partecipanti",
    "en": "title,date,end,municipality,place,address,type,topics,organisers,schools,audience,attendance",
}
PARTICIPATION = {"it": "Attore,Evento,Data,Ruolo,Tipo", "en": "actor,event,date,role,kind"}
COLLABORATIONS = {"it": "Attore,Partner,Livello,Dal,Evidenza", "en": "actor,partner,level,since,evidence"}
LANGUAGES = pytest.mark.parametrize("language", ["it", "en"])


def split(headings: str) -> list[str]:
    return headings.split(",")


def put(desk: Desk, *nodes: PutNode) -> None:
    desk.store.apply(Changeset("Bea", "prova", "form", nodes))


@LANGUAGES
@pytest.mark.parametrize("file", ["elenco.csv", "elenco.xlsx"])
def test_associations(desk: Desk, language: str, file: str) -> None:
    rows = [
        ["Senegal insieme", "Bergamo", "Via Quarenghi 10", "Senegal;Mali", "wolof | francese", "cultura; scuola",
         "Fa cose", "associazione di promozione sociale (APS)", "02112970237", "123", "035 123456; 347 1234567",
         "info@example.org", "www.example.org", "lun 9-12", "Sportello", "Chiamare la sera"],
        ["Donne del mondo", "Treviglio", "", "marocchina", "arabo", "donne", "", "informal group", *[""] * 8],
        ["Casa Perù", "BERGAMO (BG)", "", "PE", "Spanish", "", "", "", "", "", "", "", "", "", "", ""],
        ["Senza città", "Nessunluogo", *[""] * 14],
        ["Età sbagliata", "Dalmine", "", "", "", "", "", "", "12345", *[""] * 7],
    ]  # fmt: skip
    result = desk.load("associations", desk.sheet(file, split(ASSOCIATIONS[language]), *rows))
    assert (result.read, result.created, result.rejected) == (5, 3, 2)
    node = desk.named("Senegal insieme")
    assert (node.key, node.kind) == ("body:02112970237", "association")
    assert node.text("municipality") == "016024"
    assert node.many("communities") == ("SN", "ML")
    assert node.many("languages") == ("wo", "fr")
    assert node.many("topics") == ("culture", "school_support")
    assert node.text("form") == "aps"
    assert node.many("phone") == ("035 123456", "347 1234567")
    assert node.text("website") == "https://www.example.org"
    assert (node.evidence[0].source, node.evidence[0].reference) == ("associations", "Sportello")
    assert desk.named("Donne del mondo").many("communities") == ("MA",)
    assert desk.named("Casa Perù").text("municipality") == "016024"
    assert {rejected.columns[0] for rejected in result.rejects} == {
        {"it": "Comune", "en": "municipality"}[language],
        {"it": "Codice fiscale", "en": "fiscal code"}[language],
    }


def test_what_is_private_of_an_association_is_not_in_the_public_view(desk: Desk) -> None:
    path = desk.sheet(
        "a.csv", ["Nome", "Comune", "Telefono", "Email", "Note"], ["A", "Bergamo", "035 1", "a@b.it", "x"]
    )
    desk.load("associations", path)
    public = desk.store.view("public").nodes(["association"])[0]
    assert not {"phone", "email", "notes"} & public.properties.keys()


def test_an_association_is_the_one_that_has_its_code_whatever_its_name(desk: Desk) -> None:
    put(desk, PutNode("body:02112970237", "organisation", {
        "name": "POLISPORTIVA S. GIORGIO", "municipality": "016024", "fiscal_code": "02112970237", "candidate": True,
    }))  # fmt: skip
    path = desk.sheet("a.csv", ["Nome", "Comune", "CF"], ["Polisportiva San Giorgio", "Bergamo", "2112970237"])
    result = desk.load("associations", path)
    assert (result.created, result.updated) == (0, 1)
    node = desk.named("Polisportiva San Giorgio")
    assert (node.key, node.kind) == ("body:02112970237", "association")
    assert "candidate" not in node.properties
    assert node.many("aliases") == ("POLISPORTIVA S. GIORGIO",)
    assert desk.load("associations", path).revision is None


def test_an_association_without_code_is_the_one_of_its_name_and_municipality(desk: Desk) -> None:
    headings = ["Nome", "Comune", "Temi"]
    desk.load("associations", desk.sheet("a.csv", headings, ["Auser", "Bergamo", ""], ["Auser", "Treviglio", ""]))
    result = desk.load("associations", desk.sheet("b.csv", headings, ["Auser", "Bergamo", "salute"]))
    assert (result.created, result.updated) == (0, 1)
    topics = {node.text("municipality"): node.many("topics") for node in desk.nodes("association")}
    assert topics == {"016024": ("health",), "016219": ()}


def test_a_name_that_differs_in_case_and_accents_only_is_the_one_of_the_register_and_keeps_its_key(desk: Desk) -> None:
    put(desk, PutNode("body:02112970237", "organisation", {
        "name": "CASA DELLA CULTURA' (APS)", "municipality": "016024", "fiscal_code": "02112970237", "candidate": True,
    }))  # fmt: skip
    path = desk.sheet("a.csv", ["Nome", "Comune"], ["Casa della Cultura (APS)", "Bergamo"])
    assert desk.load("associations", path).updated == 1
    node = desk.named("Casa della Cultura (APS)")
    assert (node.key, node.kind, node.many("aliases")) == ("body:02112970237", "association", ())
    assert desk.load("associations", path).revision is None


def test_a_name_that_two_bodies_of_a_town_have_but_for_its_case_is_neither(desk: Desk) -> None:
    for code in ("02112970237", "02211940230"):
        put(desk, PutNode(f"body:{code}", "organisation", {
            "name": "AUSER", "municipality": "016024", "fiscal_code": code, "candidate": True,
        }))  # fmt: skip
    desk.load("associations", desk.sheet("a.csv", ["Nome", "Comune"], ["Auser", "Bergamo"]))
    assert desk.named("Auser").key.startswith("association:")
    assert len(desk.store.reviews()) == 2


def test_the_same_name_with_another_code_is_another_association(desk: Desk) -> None:
    headings = ["Nome", "Comune", "Codice fiscale"]
    desk.load("associations", desk.sheet("a.csv", headings, ["Auser", "Bergamo", "02112970237"]))
    desk.load("associations", desk.sheet("b.csv", headings, ["Auser", "Bergamo", "02211940230"]))
    assert {node.key for node in desk.nodes("association")} == {"body:02112970237", "body:02211940230"}


def test_a_name_broken_over_two_lines_of_its_cell_is_one_line_and_a_description_keeps_its_own(desk: Desk) -> None:
    path = desk.sheet("a.csv", ["Nome", "Comune", "Descrizione"], ["Alkeos\n (Cina)", "Bergamo", "uno\ndue"])
    desk.load("associations", path)
    assert desk.named("Alkeos (Cina)").text("description") == "uno\ndue"


def test_an_association_twice_in_a_list_with_other_data_is_rejected_with_the_row_it_repeats(desk: Desk) -> None:
    path = desk.sheet(
        "a.csv", ["Nome", "Comune", "Temi"], *(["A", "Bergamo", t] for t in ("salute", "salute", "lavoro"))
    )
    result = desk.load("associations", path)
    assert (result.created, result.unchanged, result.rejected) == (1, 1, 1)
    assert "riga 2" in result.rejects[0].italian()


def test_a_place_that_a_person_confirmed_stays(desk: Desk) -> None:
    headings = ["Nome", "Comune", "Indirizzo", "Temi"]
    desk.load("associations", desk.sheet("a.csv", headings, ["A", "Bergamo", "Via Pignolo 1", ""]))
    key = desk.named("A").key
    put(desk, PutNode(key, "association", {"lat": 45.7, "lon": 9.67, "precision": "rooftop", "place_confirmed": True}))
    desk.load("associations", desk.sheet("b.csv", headings, ["A", "Bergamo", "via Pignolo, 1", "salute"]))
    assert desk.named("A").point == (45.7, 9.67)


@pytest.fixture
def located(desk: Desk) -> str:
    """An association of Bergamo at an exact place, with its lists."""
    desk.load("associations", desk.sheet("a.csv", ["Nome", "Comune", "Indirizzo"], ["A", "Bergamo", "Via Pignolo 1"]))
    key = desk.named("A").key
    place = {"lat": 45.7, "lon": 9.67, "precision": "rooftop", "place_provider": "anncsu"}
    lists = {"languages": ("ar", "it"), "communities": ("MA",), "phone": ("035 1",), "topics": ("women",)}
    put(desk, PutNode(key, "association", {**place, **lists}))
    return key


def test_a_row_without_address_or_with_the_same_one_leaves_an_exact_place(desk: Desk, located: str) -> None:
    desk.load("associations", desk.sheet("b.csv", ["Nome", "Comune", "Temi"], ["A", "Bergamo", "salute"]))
    assert desk.named("A").point == (45.7, 9.67)
    assert desk.named("A").text("precision") == "rooftop"
    same = ["A", "Bergamo", "via Pignolo, 1", "lavoro"]
    desk.load("associations", desk.sheet("c.csv", ["Nome", "Comune", "Indirizzo", "Temi"], same))
    assert desk.named("A").point == (45.7, 9.67)


def test_another_address_replaces_an_exact_place_even_when_it_is_found_less_precisely(desk: Desk, located: str) -> None:
    row = ["A", "Bergamo", "Via che non si trova 3"]
    desk.load("associations", desk.sheet("b.csv", ["Nome", "Comune", "Indirizzo"], row))
    assert (desk.named("A").point, desk.named("A").text("precision")) == (None, "municipality")


def test_a_list_adds_to_the_lists_that_stand(desk: Desk, located: str) -> None:
    headings = ["Nome", "Comune", "Lingue", "Comunità", "Telefono"]
    desk.load("associations", desk.sheet("b.csv", headings, ["A", "Bergamo", "arabo;wolof", "Senegal", "035 2"]))
    node = desk.named("A")
    assert (node.many("languages"), node.many("communities")) == (("ar", "it", "wo"), ("MA", "SN"))
    assert (node.many("phone"), node.many("topics")) == (("035 1", "035 2"), ("women",))


def test_a_dry_run_tells_each_field_that_would_change_but_no_phone_number(desk: Desk, located: str) -> None:
    headings = ["Nome", "Comune", "Lingue", "Telefono", "Descrizione"]
    path = desk.sheet("b.csv", headings, ["A", "Bergamo", "wolof", "035 2", "Cuce"])
    told = desk.load("associations", path, dry_run=True).preview
    assert [line for line in told if "→" in line or "cambiato" in line] == [
        "riga 2: «A»: Lingue: arabo, italiano → arabo, italiano, wolof",
        "riga 2: «A»: Descrizione: (vuoto) → Cuce",
        "riga 2: «A»: Telefono: cambiato",
    ]
    assert "035 2" not in "".join(told)
    assert desk.named("A").many("languages") == ("ar", "it")


@LANGUAGES
def test_services(desk: Desk, language: str) -> None:
    rows = [
        ["Sportello stranieri", "Comune di Bergamo", "Bergamo", "Piazza Matteotti 3", "diritti", "arabo;inglese",
         "lun 9-12", "libero", "035 399111"],
        ["Italiano L2", "Cooperativa Ruah", "Bergamo", "", "lingua", "", "", "", ""],
        ["Italiano L2", "Cooperativa Ruah", "Treviglio", "", "lingua", "", "", "", ""],
        ["Consulenza", "", "Bergamo", "", "", "", "", "", ""],
        ["Consulenza", "Cooperativa Ruah", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    path = desk.sheet("s.csv", split(SERVICES[language]), *rows)
    result = desk.load("services", path)
    assert (result.read, result.created, result.rejected, result.ties_created) == (5, 3, 2, 3)
    assert "«Cooperativa Ruah»" in " ".join(result.remarks)  # made because it was missing, and said
    provider = desk.named("Cooperativa Ruah")
    assert provider.kind == "organisation"
    assert {t.target for t in desk.ties("provides") if t.source == provider.key} == {
        node.key for node in desk.nodes("service") if node.name == "Italiano L2"
    }
    assert desk.named("Sportello stranieri").many("languages") == ("ar", "en")
    assert "contacts" not in desk.store.view("public").nodes(["service"])[0].properties
    assert desk.load("services", path).revision is None


def test_a_service_is_given_to_the_provider_that_stands(desk: Desk) -> None:
    put(desk, PutNode("body:1", "association", {"name": "Ruah"}))
    desk.load("services", desk.sheet("s.csv", ["nome", "ente", "comune"], ["L2", "Ruah", "Bergamo"]))
    assert [tie.source for tie in desk.ties("provides")] == ["body:1"]


def test_case_and_accents_of_a_provider_are_forgiven_and_two_that_fit_are_not_guessed_between(desk: Desk) -> None:
    named = {"body:1": "Società Ruah", "body:2": "AUSER", "body:3": "Auser."}
    put(desk, *(PutNode(key, "organisation", {"name": name}) for key, name in named.items()))
    rows = [["L2", "SOCIETA' RUAH", "Bergamo"], ["Ascolto", "auser", "Bergamo"]]
    result = desk.load("services", desk.sheet("s.csv", ["nome", "ente", "comune"], *rows))
    assert (result.created, result.rejected) == (1, 1)
    assert [tie.source for tie in desk.ties("provides")] == ["body:1"]


@LANGUAGES
def test_events(desk: Desk, language: str) -> None:
    put(desk, PutNode("school:BGIC80100X", "school", {"name": "IC UNO", "school_code": "BGIC80100X"}))
    rows = [
        ["Festa", "12/03/2026", "15 marzo 2026", "Bergamo", "Piazza Vecchia", "", "culturale", "cultura", "A; B",
         "BGIC80100X", "famiglie", "1.200"],
        ["Corso", "15-SET-14", "", "", "", "", "training", "", "A", "IC UNO", "", ""],
        ["Corso", "2014-09-16 18:30", "", "Treviglio", "", "", "", "", "", "", "", ""],
        ["Storto", "12/03/2026", "11/03/2026", "", "", "", "", "", "", "", "", ""],
        ["Quando", "domani", "", "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    path = desk.sheet("e.csv", split(EVENTS[language]), *rows)
    result = desk.load("events", path)
    assert (result.read, result.created, result.rejected, result.ties_created) == (5, 3, 2, 5)
    festa = desk.named("Festa")
    assert (festa.text("start"), festa.text("end"), festa.number("attendance")) == ("2026-03-12", "2026-03-15", 1200)
    assert {node.text("start") for node in desk.nodes("event") if node.name == "Corso"} == {
        "2014-09-15",
        "2014-09-16T18:30",
    }
    roles = {(desk.store.view("staff").node(t.source).name, t.target): t.many("roles") for t in desk.ties("organised")}  # type: ignore[union-attr]
    assert roles["A", festa.key] == roles["B", festa.key] == ("co_organiser",)
    assert roles["IC UNO", festa.key] == ("participant",)
    assert ("lead",) in roles.values()
    assert desk.load("events", path).revision is None


def test_events_of_one_name_and_day_in_two_towns_or_at_two_hours_are_two(desk: Desk) -> None:
    path = desk.sheet(
        "e.csv",
        ["Titolo", "Data", "Comune"],
        ["Festa", "1/5/2026", "Bergamo"],
        ["Festa", "1/5/2026", "Treviglio"],
        ["Festa", "1/5/2026 18:00", "Dalmine"],
        ["Festa", "1/5/2026 21:00", "Dalmine"],
    )
    assert desk.load("events", path).created == 4
    again = desk.load("events", path)
    assert (again.unchanged, again.revision) == (4, None)


@LANGUAGES
def test_participation(desk: Desk, language: str) -> None:
    rows = [
        ["Donne del mondo", "Festa", "12/05/2025", "promotore", ""],
        ["Comune di Bergamo", "Festa", "12 maggio 2025", "host", "ente"],
        ["Donne del mondo", "Cena", "", "", ""],
        ["IC Uno", "Festa", "2025-05-12", "participant", "school"],
        ["", "Festa", "2025-05-12", "", ""],
    ]
    path = desk.sheet("p.csv", split(PARTICIPATION[language]), *rows)
    result = desk.load("participation", path)
    assert (result.read, result.created, result.updated, result.rejected) == (5, 4, 0, 1)
    assert result.ties_created == 4
    assert {node.name: node.kind for node in desk.nodes("association", "organisation", "school")} == {
        "Donne del mondo": "association",
        "Comune di Bergamo": "organisation",
        "IC Uno": "school",
    }
    assert desk.named("Festa").key == keys.generated("event", "Festa", "2025-05-12")
    assert "start" not in desk.named("Cena").properties
    assert desk.load("participation", path).revision is None


def test_in_a_list_of_names_and_events_the_name_is_the_actor_s(desk: Desk) -> None:
    desk.load("participation", desk.sheet("p.csv", ["Nome", "Evento", "Titolo"], ["Ruah", "Festa", ""]))
    assert (desk.named("Ruah").kind, desk.named("Festa").kind) == ("association", "event")


def test_names_are_told_apart_by_case_and_spelling_but_not_by_the_way_accents_are_coded(desk: Desk) -> None:
    names = ["Città", "Citta\u0300", " Città ", "città", "Citta", "CITTÀ"]
    desk.load("participation", desk.sheet("p.csv", ["actor", "event"], *([name, "E"] for name in names)))
    assert {node.name for node in desk.nodes("association")} == {"Città", "città", "Citta", "CITTÀ"}


def test_a_name_that_one_actor_has_is_that_actor_whatever_its_kind(desk: Desk) -> None:
    put(desk, PutNode("person:1", "person", {"name": "Amina"}), PutNode("body:1", "organisation", {"name": "Ruah"}))
    desk.load("participation", desk.sheet("p.csv", ["actor", "event"], ["Amina", "E"], ["Ruah", "E"]))
    assert {tie.source for tie in desk.ties("organised")} == {"person:1", "body:1"}


def test_a_row_that_only_ties_what_stands_is_an_update(desk: Desk) -> None:
    headings = ["actor", "event"]
    desk.load("participation", desk.sheet("p.csv", headings, ["A", "E"], ["B", "F"]))
    result = desk.load("participation", desk.sheet("q.csv", headings, ["A", "F"], ["A", "E"]))
    assert (result.created, result.updated, result.unchanged, result.ties_created) == (0, 1, 1, 1)


def test_a_name_that_two_actors_have_is_rejected_and_their_key_is_taken(desk: Desk) -> None:
    put(desk, PutNode("body:1", "association", {"name": "Auser", "municipality": "016024"}),
        PutNode("body:2", "association", {"name": "Auser"}))  # fmt: skip
    result = desk.load("participation", desk.sheet("p.csv", ["actor", "event"], ["Auser", "E"], ["body:2", "E"]))
    assert (result.created, result.rejected) == (1, 1)
    assert "body:1 (Bergamo) oppure body:2" in result.rejects[0].italian()
    assert [tie.source for tie in desk.ties("organised")] == ["body:2"]


def test_roles_of_one_actor_in_one_event_add_up(desk: Desk) -> None:
    rows = [["A", "E", "promotore"], ["A", "E", "relatore"], ["A", "E", ""]]
    path = desk.sheet("p.csv", ["attore", "evento", "ruolo"], *rows)
    desk.load("participation", path)
    assert desk.ties("organised")[0].many("roles") == ("lead", "speaker")
    again = desk.load("participation", path)
    assert (again.unchanged, again.revision) == (3, None)


def test_a_candidate_that_takes_part_becomes_mapped(desk: Desk) -> None:
    put(desk, PutNode("body:1", "organisation", {"name": "AUSER", "candidate": True}))
    desk.load("participation", desk.sheet("p.csv", ["attore", "evento"], ["AUSER", "E"]))
    assert "body:1" in desk.store.view("public").mapped()


def test_an_event_of_a_spreadsheet_and_of_a_list_are_one(desk: Desk) -> None:
    desk.load("events", desk.sheet("e.csv", ["Titolo", "Data", "Comune"], ["Festa", "1/5/2026 18:00", "Bergamo"]))
    desk.load("participation", desk.sheet("p.csv", ["attore", "evento", "data"], ["A", "Festa", "2026-05-01"]))
    desk.load("events", desk.sheet("f.csv", ["Titolo", "Data"], ["Festa", "1/5/2026 18:00"]))
    assert len(desk.nodes("event")) == 1


@LANGUAGES
def test_collaborations(desk: Desk, language: str) -> None:
    rows = [
        ["A", "B", "3", "2024", "verbale"],
        ["B", "A", "coordinamento", "", ""],
        ["A", "C", "", "marzo 2025", ""],
        ["A", "A", "1", "", ""],
        ["A", "D", "5", "", ""],
    ]
    path = desk.sheet("c.csv", split(COLLABORATIONS[language]), *rows)
    result = desk.load("collaborations", path)
    assert (result.read, result.created, result.updated, result.rejected, result.ties_created) == (5, 2, 1, 2, 2)
    tie = next(tie for tie in desk.ties("collaborates") if "level" in tie.properties)
    assert (tie.properties["level"], tie.properties["since"]) == (3, "2024")
    a, b = desk.named("A").key, desk.named("B").key
    assert set(tie.many("declared_by")) == {a, b}
    assert {e.reference for e in tie.evidence} == {"A: verbale", "B"}
    assert {node.name for node in desk.nodes("association")} == {"A", "B", "C"}  # D was in a rejected row only
    assert desk.load("collaborations", path).revision is None


def test_a_later_word_on_the_level_of_a_collaboration_counts(desk: Desk) -> None:
    headings = ["attore", "partner", "livello"]
    desk.load("collaborations", desk.sheet("a.csv", headings, ["A", "B", "4"]))
    desk.load("collaborations", desk.sheet("b.csv", headings, ["A", "B", "2"]))
    assert desk.ties("collaborates")[0].properties["level"] == 2


def test_a_rejected_row_leaves_no_actor_behind_for_the_next(desk: Desk) -> None:
    put(desk, *(PutNode(f"body:{i}", "association", {"name": "Doppia"}) for i in (1, 2)))
    path = desk.sheet("c.csv", ["attore", "partner"], ["Nuova", "Doppia"], ["Nuova", "Altra"])
    result = desk.load("collaborations", path)
    assert (result.created, result.rejected) == (1, 1)
    found: list[Node] = [node for node in desk.nodes("association") if node.name == "Nuova"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("date", "hour", "start", "words"),
    [
        ("12/03/2026", "20:30", "2026-03-12T20:30", ""),
        ("12/03/2026", "ore 20.30", "2026-03-12T20:30", ""),
        ("12 marzo 2026", "h 15", "2026-03-12T15:00", ""),
        ("12/03/2026", "15:00-17:00", "2026-03-12T15:00", "Ora: 15:00-17:00"),
        ("12/03/2026", "sera", "2026-03-12", "Ora: sera"),
        ("12/03/2026 18:00", "20:30", "2026-03-12T18:00", ""),
    ],
)
def test_the_hour_of_an_event_may_have_a_column_of_its_own(
    desk: Desk, date: str, hour: str, start: str, words: str
) -> None:
    desk.load("events", desk.sheet("e.csv", ["Titolo", "Data", "Ora"], ["Festa", date, hour]))
    festa = desk.named("Festa")
    assert (festa.text("start"), festa.text("description")) == (start, words)
