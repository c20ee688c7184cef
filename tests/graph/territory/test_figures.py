import itertools

from graph.territory import figures


def test_the_provinces_add_up_to_the_regional_figures_that_the_document_gives() -> None:
    provinces = figures.foreign_share_by_province()
    lombardy = figures.totals()["Lombardia"]

    assert len(provinces) == 12
    assert sum(p.municipalities for p in provinces.values()) == lombardy.municipalities == 1504
    assert sum(p.foreign_residents for p in provinces.values()) == lombardy.foreign_residents == 1_155_393


def test_the_sizes_add_up_to_the_same_figures() -> None:
    sizes = figures.by_size()

    assert sum(s.municipalities for s in sizes) == 1504
    assert sum(s.foreign_residents for s in sizes) == 1_155_393
    assert [s.residents_to for s in sizes][-1] is None
    assert all(one.residents_to == two.residents_from - 1 for one, two in itertools.pairwise(sizes))


def test_a_share_is_a_number_between_nought_and_one_and_names_its_document() -> None:
    bergamo = figures.foreign_share_by_province()["BG"]

    assert (bergamo.foreign_residents, bergamo.foreign_share, bergamo.residents_year) == (118_881, 0.108, 2022)
    assert bergamo.source.startswith("Anci Lombardia")
    assert figures.foreign_shares()["MI"] == 0.144
    assert figures.totals()["Italia"].municipalities is None
