from graph.territory import districts
from graph.territory.gazetteer import Gazetteer
from tests.ingest.sources.register_load import Registers, shared

HEADINGS = ["Ambito", "Comune", "Capofila", "Provincia", "Completezza"]


def rows(*lines: str) -> list[dict[str, str]]:
    return [dict(zip(HEADINGS, line.split("|"), strict=False)) for line in lines]


def members(registers: Registers) -> dict[str, list[str]]:
    view = registers.store.view("public")
    known = Gazetteer.from_nodes(view.nodes(["municipality"]))
    return {
        d.name: [known.by_istat(code).name for code in d.members]  # type: ignore[union-attr]
        for d in districts.districts(view, known)
    }


def test_a_list_makes_districts_and_says_which_municipalities_they_have(registers: Registers) -> None:
    path = registers.csv(
        HEADINGS,
        rows(
            "Ambito di Prova|Bergamo|Comune di Bergamo||completo",
            "Ambito di Prova|SERIATE",
            "Altro|Treviglio|||parziale",
        ),
    )
    result = registers.load("districts", path)
    assert (result.read, result.created, result.updated, result.ties_created) == (3, 2, 1, 3)
    assert members(registers) == {"Altro": ["Treviglio"], "Ambito di Prova": ["Bergamo", "Seriate"]}
    node = registers.node("district:prova")
    assert (node.text("lead"), node.properties["complete"]) == ("Comune di Bergamo", True)
    assert registers.node("district:altro").properties["complete"] is False
    (tie, _) = registers.store.view("staff").ties_of("district:prova")
    assert tie.evidence[0].source == "districts"
    assert tie.evidence[0].reference.startswith("register.csv, riga ")


def test_the_same_list_again_makes_no_revision(registers: Registers) -> None:
    path = registers.csv(HEADINGS, rows("Prova|Bergamo", "Prova|Seriate"))
    registers.load("districts", path)
    again = registers.load("districts", path)
    assert (again.revision, again.unchanged) == (None, 2)


def test_english_headings_codes_and_another_order_do_as_well(registers: Registers) -> None:
    path = registers.csv(
        ["municipality", "lead", "district"], [{"municipality": "16024", "district": "Prova", "lead": "X"}]
    )
    assert registers.load("districts", path).created == 1
    assert members(registers) == {"Prova": ["Bergamo"]}


def test_a_district_known_under_another_name_is_not_made_twice(registers: Registers) -> None:
    registers.load("districts", registers.csv(HEADINGS, rows("Ambito Val Prova|Bergamo")))
    registers.by_hand("district:val-prova", aliases=("Distretto Est",))
    registers.load("districts", registers.csv(HEADINGS, rows("DISTRETTO EST|Seriate", "Val Prova|Treviglio")))
    assert members(registers) == {"Ambito Val Prova": ["Bergamo", "Seriate", "Treviglio"]}


def test_homonymous_districts_are_told_apart_by_a_person(registers: Registers) -> None:
    registers.load("districts", registers.csv(HEADINGS, rows("Uno|Bergamo", "Due|Seriate")))
    registers.by_hand("district:uno", aliases=("Prova",))
    registers.by_hand("district:due", aliases=("Prova",))
    result = registers.load("districts", registers.csv(HEADINGS, rows("Prova|Treviglio")))
    assert result.rejected == 1
    assert "district:uno" in result.rejects[0].problems[0].problem.it


def test_overlaps_and_holes_are_told_and_stay(registers: Registers) -> None:
    path = registers.csv(HEADINGS, rows("Uno|Bergamo", "Uno|Seriate", "Due|Bergamo"))
    result = registers.load("districts", path)
    overlaps, holes = result.remarks[:2]
    assert overlaps == "Comuni in più di un ambito (1): Bergamo: Due / Uno."
    assert "comuni su" in holes and "in alcun ambito" in holes
    assert members(registers) == {"Due": ["Bergamo"], "Uno": ["Bergamo", "Seriate"]}


def test_an_unknown_municipality_is_rejected_and_the_rest_of_its_district_kept(registers: Registers) -> None:
    result = registers.load("districts", registers.csv(HEADINGS, rows("Prova|Bergmo", "Prova|Seriate", "|Bergamo")))
    assert (result.created, result.rejected) == (1, 2)
    remedies = " ".join(r.problems[0].remedy.it for r in result.rejects)
    assert "Bergamo (BG)" in remedies and "nome dell'ambito" in remedies
    assert members(registers) == {"Prova": ["Seriate"]}


def test_of_two_homonyms_the_one_in_the_districts_province_is_meant_and_this_is_said(italy: Registers) -> None:
    path = italy.csv(HEADINGS, rows("Prova|Castro", "Prova|Lovere", "Prova|Costa Volpino", "Prova|Rogno"))
    result = italy.load("districts", path)
    assert members(italy)["Prova"] == ["Castro", "Costa Volpino", "Lovere", "Rogno"]
    assert any("«Castro» letto come Castro (BG)" in remark for remark in result.remarks)


def test_with_few_others_to_go_by_a_homonym_is_rejected(italy: Registers) -> None:
    result = italy.load("districts", italy.csv(HEADINGS, rows("Prova|Castro", "Prova|Lovere")))
    assert result.rejected == 1
    assert "Castro (BG) oppure Castro (LE)" in result.rejects[0].problems[0].remedy.it
    by_province = italy.csv(HEADINGS, rows("Prova|Castro||BG"))
    assert italy.load("districts", by_province).rejected == 0


def test_two_leads_of_one_district_are_not_both_believed(registers: Registers) -> None:
    path = registers.csv(HEADINGS, rows("Prova|Bergamo|Comune di Bergamo", "Prova|Seriate|Comune di Seriate"))
    result = registers.load("districts", path)
    assert result.rejected == 1
    assert registers.node("district:prova").text("lead") == "Comune di Bergamo"


def test_an_old_name_of_a_municipality_is_sent_to_the_one_of_today(registers: Registers) -> None:
    result = registers.load("districts", registers.csv(HEADINGS, rows("Prova|Ronago")))
    assert "Uggiate con Ronago (CO)" in result.rejects[0].problems[0].remedy.it


def test_the_published_fragments_load_whole(italy: Registers) -> None:
    path = shared("ambiti", "ambiti_frammenti.csv")
    result = italy.load("districts", path)
    assert (result.read, result.created, result.updated, result.rejected) == (209, 6, 203, 0)
    assert {name[:8]: len(found) for name, found in members(italy).items()}["Meratese"] == 24
    assert italy.load("districts", path).revision is None
