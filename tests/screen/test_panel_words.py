"""Names of values in many languages, and misread ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.certainty import DOUBTFUL
from dlre_gui.screen.near_names import near_name
from dlre_gui.screen.panel import panels_of
from tests.screen.panel_text import ALL, FOUR, placed, placed_near, read


@pytest.mark.parametrize(
    "names",
    [
        ("Mean", "Min", "Max", "SD", "Diam", "SI"),
        ("Avg", "Min.", "Max.", "Std", "Diam.", "Stability"),
        ("Ave.", "Min.", "Max.", "S.D.", "D", "Stab. Index"),
        ("Average", "Minimum", "Maximum", "Std Dev", "Diameter", "S.I."),
        ("E mean", "E min", "E max", "E SD", "Ø", "SI"),
        ("Emean", "Emin", "Emax", "ESD", "Diam", "SI"),
        ("MEAN", "MIN", "MAX", "STD", "DIAM", "SI"),
        ("Moy.", "Min.", "Max.", "ET", "Diam.", "SI"),
        ("Moyenne", "Minimum", "Maximum", "Écart-type", "Diamètre", "Stabilité"),
        ("Mittel", "Min", "Max", "StdAbw", "Durchm.", "Stabilität"),
        ("Mittelwert", "Min", "Max", "Standardabw.", "Durchmesser", "SI"),
        ("MW", "Min", "Max", "Stabw.", "Durchm.", "SI"),
        ("平均值", "最小值", "最大值", "标准差", "直径", "稳定指数"),
        ("平均", "最小", "最大", "标准偏差", "直径", "SI"),
        ("均值", "最小值", "最大值", "标准差", "直径", "稳定性指数"),
        ("平均值", "最小值", "最大值", "標準差", "直徑", "穩定性"),
        ("平均値", "最小値", "最大値", "標準偏差", "直径", "安定性"),
        ("평균값", "최솟값", "최댓값", "표준편차", "직경", "안정성"),
        ("탄성 평균", "최소", "최대", "표준 편차", "지름", "안정도"),
        ("Media", "Minimo", "Massimo", "Dev. St.", "Diametro", "Stabilità"),
        ("Promedio", "Mín.", "Máx.", "Desv. est.", "Diámetro", "Estabilidad"),
        ("Média", "Mínimo", "Máximo", "Desvio padrão", "Diâmetro", "Estabilidade"),
        ("Średnia", "Min.", "Maks.", "Odch. st.", "Średnica", "SI"),
        ("Ortalama", "Min.", "Maks.", "Std. Sapma", "Çap", "Stabilite"),
        ("Gem.", "Min.", "Max.", "SD", "Diam.", "SI"),
        ("Gemiddelde", "Minimum", "Maximum", "SD", "Diameter", "SI"),
    ],
)
@pytest.mark.parametrize("sign", ["", ":", " ="])
def test_wordings_of_makers_and_languages(names: tuple[str, ...], sign: str) -> None:
    values = ("12.4 kPa", "10.1 kPa", "14.9 kPa", "1.2 kPa", "20.0 mm", "93 %")
    apart = "\n".join(f"{n + sign:16}  {v}" for n, v in zip(names, values, strict=True))
    in_one = "\n".join(f"{n}{sign} {v}" for n, v in zip(names, values, strict=True))
    assert read(f"Q-Box™\n{apart}") == read(in_one) == [ALL]


@pytest.mark.parametrize("sign", ["0", "O", "Q", "Ø"])
def test_sign_of_the_diameter_is_told_by_its_unit(sign: str) -> None:
    assert read(f"Mean  12.4 kPa\n{sign}  20.0 mm") == [{"mean": 12.4, "diameter_mm": 20.0}]


def test_foreign_sign_heads_the_column_of_standard_deviations() -> None:
    found = read("kPa  Media  Máx   Mín   DE\nA    12.4   14.9  10.1  1.2")
    assert found == [FOUR]


@pytest.mark.parametrize(
    "drawing",
    [
        "CpeAHee:  12,4 кПа\nMuH:  10,1 кПа\nMaKc:  14,9 кПа\nC0:  1,2 кПа",  # as Latin readers see Russian
        "Cpeднee  12,4 Kпa\nMиHиMyM  10,1 Kпa\nMaKcиMyM  14,9 Kпa\nCT. oTKл.  1,2 Kпa",  # as taught
        "Cp.  12,4 Kпa\nMиH.  10,1 Kпa\nMaKc.  14,9 Kпa\nCKO  1,2 Kпa",
        "Cpeд.  12,4 KпIa\nMиH.  10,1 Kпa\nMaKc.  14,9 KIIa\nCC  1,2 Kпa",  # of СО in small type
        "Ort.  12,4 kPa\nMin  10,1 kPa\nMaks  14,9 kPa\nSS  1,2 kPa\nDerinlik  4,1 cm",
        "Śred.  12.4 kPa\nMin.  10.1 kPa\nMaks.  14.9 kPa\nOS  1.2 kPa\nGłęb.  4.2 cm",
    ],
)
def test_names_in_languages_of_the_east(drawing: str) -> None:
    assert read(drawing, has_circle=True) == [FOUR]


def test_unit_tells_a_misread_name() -> None:
    drawing = "Mean  12.4 kPa\nMin  10.1 kPa\nSIl (%)  93\nDiPa (mm)  20.0"
    (values,) = panels_of(placed_near(drawing), Unit.KPA, True)
    assert {v.field: v.value for v in values} == {
        "mean": 12.4, "minimum": 10.1, "si_percent": 93.0, "diameter_mm": 20.0,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["DP", "DE", "DS", "SS", "OS"])
def test_two_letters_of_a_deviation_are_its_name(name: str) -> None:
    drawing = f"Media  12.4 kPa\n{name}:  1.2 kPa\nMin  10.1 kPa\nMax  14.9 kPa"
    (values,) = panels_of(placed(drawing), Unit.KPA, True)
    assert {v.field: (v.value, v.certainty) for v in values}["sd"] == (1.2, 1.0)


@pytest.mark.parametrize("name", ["IQR/ ed", "IQR/M ed", "IQR / Med", "IQR/led"])
def test_misread_share_of_quartiles_is_no_velocity_of_blood(name: str) -> None:
    drawing = f"Mean  1.49 m/s\nMin  1.46 m/s\nMax  1.55 m/s\n{name}  26 %"
    assert read(drawing, Unit.KPA, has_circle=True) == [{"mean": 1.49, "minimum": 1.46, "maximum": 1.55}]


def test_letter_among_foreign_names_is_no_mean() -> None:
    for letter in ("C:  4.5 kPa", "E: 4.5 kPa"):
        drawing = f"Keskiarvo:  71.8 kPa\nPienin:  58.8 kPa\nSuurin:  82.6 kPa\n{letter}"
        assert read(drawing, has_circle=True) == []
    assert read("E:  4.5 kPa\nDepth:  3.1 cm\nRMI:  0.9", has_circle=True) == [{"mean": 4.5}]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Mitelwert", "mean"),
        ("Std Dcv", "sd"),
        ("Diamctcr", "diameter_mm"),
        ("!小值", "minimum"),
        ("查径", "diameter_mm"),
        ("Median", None),
        ("Mean Depth", None),
        ("Area", None),
        ("半径", None),
        ("Name", None),
        ("Meas", None),
        ("Diag", None),
        ("Stabi", "si_percent"),
        ("M-STB Index", None),
    ],
)
def test_misread_names(name: str, field: str | None) -> None:
    assert near_name(name) == field


def test_values_with_unknown_names_are_told_by_their_order_and_doubtful() -> None:
    shown = "Q-Box\n하하   12.4 kPa\n하하   10.1 kPa\n하하   14.9 kPa\n하하   1.2 kPa\n하하   20.0 mm"
    (values,) = panels_of(placed(shown), Unit.KPA, True)
    assert {v.field: v.value for v in values} == {**FOUR, "diameter_mm": 20.0}
    assert all(v.certainty < DOUBTFUL for v in values)
    assert read(shown.replace("10.1", "15.1"), has_circle=True) == []
    assert read(shown.replace("1.2 kPa", "8.2 kPa"), has_circle=True) == []


def test_one_sign_of_a_word_in_another_script_is_no_name() -> None:
    shown = "Q-Box\n\ufffd|E  12.4 kPa\n\ufffd\u00b1  10.1 kPa\n\ufffd\u5927  14.9 kPa\n\ufffdD  1.2 kPa"
    (values,) = panels_of(placed_near(shown), Unit.KPA, True)
    assert {v.field: v.value for v in values} == FOUR
    assert all(v.certainty < DOUBTFUL for v in values)
    assert panels_of(placed_near(shown.replace("Q-Box\n", "")), Unit.KPA, True) == []


def test_two_dimensional_in_a_title_is_no_diameter() -> None:
    assert read("QElaXto 2D 1\nMean  12.4 kPa\nMin  10.1 kPa\nDiam  6.0 mm", has_circle=True) == [
        {"mean": 12.4, "minimum": 10.1, "diameter_mm": 6.0}
    ]


def test_mere_d_takes_nothing_from_a_mean_in_one_letter() -> None:
    assert read("Vs  2.10 m/s\nD  10.0 mm", None, True) == [{"mean": 2.1, "diameter_mm": 10.0}]


def test_mere_d_before_centimetres_is_a_depth() -> None:
    (values,) = panels_of(placed("Mean  12.3 kPa\nMin  8.1 kPa\nD  4.0 cm"), Unit.KPA)
    assert [v.is_maybe_depth for v in values] == [False, False, True]
    assert read("Mean  12.3 kPa\nMin  8.1 kPa\nDiam  20 mm\nD  4.0 cm") == [
        {"mean": 12.3, "minimum": 8.1, "diameter_mm": 20.0}
    ]
    assert read("Mean  12.3 kPa\nMin  8.1 kPa\nD  20.0 mm") == [
        {"mean": 12.3, "minimum": 8.1, "diameter_mm": 20.0}
    ]


@pytest.mark.parametrize("name", ["�径", "�径 (mm)"])
def test_one_known_sign_names_the_one_value_in_its_unit(name: str) -> None:
    drawing = f"平均值  12.4 kPa\n最小值  10.1 kPa\n{name}  20.0 mm"
    (values,) = panels_of(placed_near(drawing), Unit.KPA)
    assert {v.field: v.value for v in values} == {"mean": 12.4, "minimum": 10.1, "diameter_mm": 20.0}


def test_number_right_behind_a_name_is_its_value() -> None:
    assert read("Mean12.4 kPa\nStabilité93 %") == [{"mean": 12.4, "si_percent": 93.0}]


@pytest.mark.parametrize("name", ["DS", "DE", "DP"])
def test_foreign_sd_with_its_unit_behind_it_is_known(name: str) -> None:
    assert read(f"Media (kPa)  12.4\nMin (kPa)  10.1\nMax (kPa)  14.9\n{name} (kPa)  1.2") == [FOUR]


@pytest.mark.parametrize("name", ["標準偏差", "�率偏差"])
def test_deviation_in_japanese_is_known_though_two_signs_were_not_read(name: str) -> None:
    drawing = f"平均 (kPa)  最小 (kPa)  最大 (kPa)  {name} (kPa)\n12.4  10.1  14.9  1.2"
    drawing = drawing.replace("12.4  10.1  14.9  1.2", "12.4      10.1      14.9      1.2")
    (values,) = panels_of(placed_near(drawing), Unit.KPA)
    assert {v.field: v.value for v in values} == FOUR


@pytest.mark.parametrize(("certainty", "means"), [(0.9, [4.7]), (0.4, [])])
def test_letter_that_was_not_surely_read_names_no_mean(certainty: float, means: list[float]) -> None:
    words = [
        replace(word, word=replace(word.word, certainty=certainty)) if word.word.name == "E" else word
        for word in placed("E  4.7 kPa\nSD  0.3 kPa")
    ]
    assert [v.value for values in panels_of(words, Unit.KPA) for v in values if v.field == "mean"] == means


def test_unknown_names_above_a_named_sd_are_told_by_their_order_and_doubtful() -> None:
    drawing = "X  12.4 kPa\n\ufffd  10.1 kPa\nY\ufffd  14.9 kPa\nSD  1.2 kPa"
    (values,) = panels_of(placed_near(drawing), Unit.KPA)
    assert {v.field: v.value for v in values} == FOUR
    assert {v.field for v in values if v.certainty < DOUBTFUL} == {"mean", "minimum", "maximum"}
    others = panels_of(placed_near(drawing.replace("12.4", "9.4")), Unit.KPA)
    assert not [v for values in others for v in values if v.field != "sd"]


def test_names_of_mixed_alphabets_are_one_word() -> None:
    table = "   CpeA. (κ∏a)  Maκc (κ∏a)  SD (κ∏a)\n1  5.6          6.9         0.6"
    assert read(table) == [{"mean": 5.6, "maximum": 6.9, "sd": 0.6}]


@pytest.mark.parametrize("name", ["дMaM.", "дaM.", "AMaM.", "диaMeгp"])
def test_misread_russian_diameter_is_told_by_its_unit(name: str) -> None:
    drawing = f"Cpeд.  12,4 Kпa\nMaKc.  14,9 Kпa\n{name}  20,0 MM"
    (values,) = panels_of(placed_near(drawing), Unit.KPA, True)
    assert {v.field: v.value for v in values} == {"mean": 12.4, "maximum": 14.9, "diameter_mm": 20.0}


def test_second_column_of_one_name_is_another_value() -> None:
    found = read("Mean (kPa)  Max (kPa)  SD (kPa)  De\n12.4        14.9       1.2       2.1", has_circle=True)
    assert found == [{"mean": 12.4, "maximum": 14.9, "sd": 1.2}]


def test_polish_short_word_for_mean_and_diameter_is_told_by_its_unit() -> None:
    drawing = "Średnia  12.4 kPa\nMin  10.1 kPa\nMaks  14.9 kPa\nOS  1.2 kPa\nŚred.  20.0 mm"
    assert read(drawing, has_circle=True) == [{**FOUR, "diameter_mm": 20.0}]


def test_letter_with_a_misread_sign_in_millimetres_is_a_diameter() -> None:
    assert read("Mean  12.4 kPa\nDiam  20.0 mпm") == [{"mean": 12.4, "diameter_mm": 20.0}]


@pytest.mark.parametrize("unit", ["m/s/kHz", "(m/s)/kHz", "Pa.s", "Pa·s", "Pa s"])
def test_values_of_a_dispersion_or_a_viscosity_are_none_of_stiffness(unit: str) -> None:
    assert read(f"Mean 10.3 {unit}\nSD 1.4 {unit}") == []
