from pathlib import Path

from graph.territory.gazetteer import Gazetteer
from graph.territory.municipality import Resolved, Unresolved
from tests.ingest.sources.register_load import Registers, shared

HEADINGS = (
    "Anno;Sigla Automobilistica;Codice Unità territoriale sovracomunale (Uts);Codice Comune;Denominazione Comune;"
    "Comune soppresso per scorporo;Data evento;Codice del Comune associato alla variazione;Denominazione Comune "
    "associato alla variazione;Codice Unità territoriale sovracomunale associato alla variazione;Sigla Automobilistica "
    "associata alla variazione;;;;;"
)
RONAGO = "2024;CO;013;013199;Ronago;;01/01/2024;013256;Uggiate con Ronago;013;CO;;;;;"
UGGIATE = "2024;CO;013;013228;Uggiate-Trevano;;01/01/2024;013256;Uggiate con Ronago;013;CO;;;;;"


def published(folder: Path, *rows: str) -> Path:
    path = folder / "soppressi.csv"
    path.write_bytes("\r\n".join((HEADINGS, *rows, "")).encode("latin-1"))
    return path


def gazetteer(registers: Registers) -> Gazetteer:
    return Gazetteer.from_nodes(registers.store.view("staff").nodes(["municipality"]))


def meant(registers: Registers, text: str, province: str = "") -> str:
    answer = gazetteer(registers).resolve(text, province)
    assert isinstance(answer, Resolved), answer
    return answer.municipality.name


def test_once_the_list_is_loaded_an_old_name_leads_to_the_municipality_of_today(registers: Registers) -> None:
    assert isinstance(gazetteer(registers).resolve("Ronago"), Unresolved)
    result = registers.load("istat-abolished", published(registers.folder, RONAGO, UGGIATE))
    assert (result.read, result.created, result.rejected) == (2, 2, 0)
    assert meant(registers, "RONAGO", "CO") == "Uggiate con Ronago"
    assert meant(registers, "H521") == "Uggiate con Ronago"
    assert meant(registers, "013228") == "Uggiate con Ronago"
    ronago = registers.node("municipality:013199")
    assert (ronago.text("abolished"), ronago.many("successors")) == ("2024-01-01", ("013256",))
    assert (ronago.text("cadastral"), ronago.text("region")) == ("H521", "Lombardia")


def test_the_same_list_again_makes_no_revision(registers: Registers) -> None:
    path = published(registers.folder, RONAGO, UGGIATE)
    registers.load("istat-abolished", path)
    again = registers.load("istat-abolished", path)
    assert (again.revision, again.unchanged) == (None, 2)


def test_one_divided_among_several_has_one_outcome_a_row_and_stays_unresolved(registers: Registers) -> None:
    rows = [
        f"1966;CO;013;013854;Cernusco Montevecchia;1;08/06/1966;{code};{name};013;CO;;;;;"
        for code, name in (("016024", "Bergamo"), ("016198", "Seriate"))
    ]
    result = registers.load("istat-abolished", published(registers.folder, *rows))
    assert (result.read, result.created, result.unchanged) == (2, 1, 1)
    answer = gazetteer(registers).resolve("Cernusco Montevecchia")
    assert isinstance(answer, Unresolved) and answer.reason == "abolished"
    assert [m.name for m in answer.candidates] == ["Bergamo", "Seriate"]


def test_a_successor_that_was_abolished_in_turn_leads_on(registers: Registers) -> None:
    rows = (
        "2010;CO;013;013801;Vecchia Alfa;;01/01/2010;013199;Ronago;013;CO;;;;;",
        RONAGO,
    )
    registers.load("istat-abolished", published(registers.folder, *rows))
    assert meant(registers, "Vecchia Alfa") == "Uggiate con Ronago"


def test_a_new_municipality_that_the_base_lacks_is_made_with_its_code(registers: Registers) -> None:
    row = "2027;BG;016;016198;Seriate;;01/01/2027;016999;Bergamo con Seriate;016;BG;;;;;"
    result = registers.load("istat-abolished", published(registers.folder, row))
    assert result.created == 1
    made = registers.node("municipality:016999")
    assert (made.name, made.text("province"), made.text("region")) == ("Bergamo con Seriate", "BG", "Lombardia")
    seriate = registers.node("municipality:016198")
    assert seriate.text("abolished") == "2027-01-01"
    assert seriate.properties["residents"]  # what the base knew of it stays
    assert meant(registers, "Seriate") == "Bergamo con Seriate"
    assert registers.load("istat-abolished", published(registers.folder, row)).revision is None


def test_a_code_of_then_is_followed_to_the_municipality_that_changed_province(italy: Registers) -> None:
    row = "1928;CO;013;013810;Baiedo;;01/01/1929;013177;Pasturo;013;CO;;;;;"  # Pasturo is in LC since 1992
    italy.load("istat-abolished", published(italy.folder, row))
    assert meant(italy, "Baiedo") == "Pasturo"


def test_what_went_abroad_has_no_successor(registers: Registers) -> None:
    row = "1947;GO;031;031702;Bergogna;;16/09/1947;;Stato estero;-;-;;;;;"
    registers.load("istat-abolished", published(registers.folder, row))
    answer = gazetteer(registers).resolve("Bergogna")
    assert isinstance(answer, Unresolved)
    assert (answer.reason, answer.candidates) == ("abolished", ())


def test_a_row_that_cannot_be_read_is_rejected_with_its_column(registers: Registers) -> None:
    rows = (
        RONAGO.replace("013199", "CO199"),
        RONAGO.replace("01/01/2024", "capodanno"),
        RONAGO.replace("013256", "?"),
        UGGIATE,
    )
    result = registers.load("istat-abolished", published(registers.folder, *rows))
    assert (result.created, result.rejected) == (1, 3)
    assert {r.columns[0] for r in result.rejects} == {
        "Codice Comune",
        "Data evento",
        "Codice del Comune associato alla variazione",
    }


def test_the_whole_list_of_istat_loads_and_every_recent_old_name_resolves(italy: Registers) -> None:
    path = shared("gazetteer", "ISTAT_Elenco_comuni_soppressi.csv")
    result = italy.load("istat-abolished", path)
    assert (result.read, result.created, result.rejected) == (2_634, 2_446, 0)
    assert italy.load("istat-abolished", path).revision is None
    nodes = italy.store.view("staff").nodes(["municipality"])
    known = Gazetteer.from_nodes(nodes)
    assert len(known.all()) == 7_896
    recent = [n for n in nodes if n.text("abolished") >= "1990"]
    assert len(recent) > 250
    unclear = [n.name for n in recent if isinstance(known.resolve(n.name, n.text("province")), Unresolved)]
    assert unclear == []
    assert all(n.text("cadastral") for n in recent)
    for one in known.all():  # no old name hides one in being
        answer = known.resolve(one.name, one.province)
        assert isinstance(answer, Resolved) and answer.municipality.istat == one.istat, one


def test_after_the_list_the_registers_old_names_are_placed(italy: Registers) -> None:
    path = shared("third_sector", "5x1000_2020_lombardia.csv")
    italy.load("istat-abolished", shared("gazetteer", "ISTAT_Elenco_comuni_soppressi.csv"))
    known = gazetteer(italy)
    rows = [line.rsplit(",", 2)[1:] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    unclear = {town for province, town in rows if isinstance(known.resolve(town, province), Unresolved)}
    assert unclear == {"MONTICELLO"}  # never the name of one: Monticello Brianza is proposed
