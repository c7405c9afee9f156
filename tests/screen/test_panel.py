"""Panels of values in the layouts and wordings of several makers, laid out in text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlre_gui.domain.findings import Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.certainty import DOUBTFUL
from dlre_gui.screen.near_names import near_name
from dlre_gui.screen.ocr import ReadLine
from dlre_gui.screen.panel import panels_of
from dlre_gui.screen.placed_word import PlacedWord
from dlre_gui.screen.qbox_words import Kind, words_of

WIDTH, HEIGHT, LINE = 10, 14, 22


def placed_near(drawing: str) -> list[PlacedWord]:
    """The same as of a panel that is known to be one: misread names are taken for what they are like."""
    return placed(drawing, near=True)


def placed(drawing: str, near: bool = False) -> list[PlacedWord]:
    """Words of a panel drawn with characters; two spaces part pieces of text."""
    words = []
    for row, line in enumerate(drawing.splitlines()):
        for found in re.finditer(r"\S+(?: \S+)*", line):
            text = found.group()
            piece = Box(found.start() * WIDTH, row * LINE, len(text) * WIDTH, HEIGHT)
            places = tuple((k + 0.5) / len(text) for k in range(len(text)))
            for word in words_of(ReadLine(text, (1.0,) * len(text), places), near):
                x0, x1 = (piece.x + place * piece.w for place in (word.start, word.end))
                words.append(PlacedWord(word, x0, x1, piece))
    return words


def read(
    drawing: str, usual: Unit | None = Unit.KPA, has_circle: bool = False
) -> list[dict[str, float | None]]:
    return [{v.field: v.value for v in values} for values in panels_of(placed(drawing), usual, has_circle)]


def units(drawing: str, usual: Unit | None = Unit.KPA) -> set[Unit]:
    return {v.unit for values in panels_of(placed(drawing), usual) for v in values if v.unit is not None}


FOUR = {"mean": 12.4, "minimum": 10.1, "maximum": 14.9, "sd": 1.2}
ALL = {**FOUR, "diameter_mm": 20.0, "si_percent": 93.0}


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
    ],
)
@pytest.mark.parametrize("sign", ["", ":", " ="])
def test_wordings_of_makers_and_languages(names: tuple[str, ...], sign: str) -> None:
    values = ("12.4 kPa", "10.1 kPa", "14.9 kPa", "1.2 kPa", "20.0 mm", "93 %")
    apart = "\n".join(f"{n + sign:16}  {v}" for n, v in zip(names, values, strict=True))
    in_one = "\n".join(f"{n}{sign} {v}" for n, v in zip(names, values, strict=True))
    assert read(f"Q-Box™\n{apart}") == read(in_one) == [ALL]


@pytest.mark.parametrize(
    "drawing",
    [
        "Mean  12,4 kPa\nMin  10,1 kPa\nMax  14,9 kPa\nSD  1,2 kPa",
        "Mean (kPa)  12.4\nMin (kPa)  10.1\nMax (kPa)  14.9\nSD (kPa)  1.2",
        "Q-Box 1 [kPa]\nMean  12.4\nMin  10.1\nMax  14.9\nSD  1.2",
        "Stiffness (kPa)\nMean  12.4\nMin  10.1\nMax  14.9\nSD  1.2",
        "Mean  12.4 kPa\nMin   10.1\nMax   14.9\nSD    1.2",
        "Mean ± SD  12.4 ± 1.2 kPa\nMin  10.1 kPa\nMax  14.9 kPa",
        "Mean  12.4 ± 1.2 kPa\nMin  10.1 kPa\nMax  14.9 kPa",
        "Mean 12.4 kPa  SD 1.2 kPa\nMin 10.1 kPa   Max 14.9 kPa",
        "Mean 12.4  Min 10.1  Max 14.9  SD 1.2 kPa",
        "Mean  Min   Max   SD\n12.4  10.1  14.9  1.2 kPa",
        "      Mean  Min   Max   SD   (kPa)\n1     12.4  10.1  14.9  1.2",
        "       Mean (kPa)  Min (kPa)  Max (kPa)  SD (kPa)\nROI 1  12.4        10.1       14.9       1.2",
        "Mean  12.4 kPa  2.03 m/s\nMin   10.1 kPa  1.83 m/s\n"
        "Max   14.9 kPa  2.23 m/s\nSD    1.2 kPa   0.10 m/s",
        "Depth  4.2 cm\nMean  12.4 kPa\nMin  10.1 kPa\nMax  14.9 kPa\nSD  1.2 kPa\nDist  2.3 cm",
    ],
)
def test_one_qbox_in_many_layouts(drawing: str) -> None:
    assert read(drawing) == [FOUR]
    assert units(drawing) == {Unit.KPA}


SECOND = {"mean": 7.5, "minimum": 6.1, "maximum": 9.0, "sd": 0.6}


@pytest.mark.parametrize(
    "drawing",
    [
        "Q-Box 1\nMean  12.4 kPa\nMin  10.1 kPa\nMax  14.9 kPa\nSD  1.2 kPa\n"
        "Q-Box 2\nMean  7.5 kPa\nMin  6.1 kPa\nMax  9.0 kPa\nSD  0.6 kPa",
        "Mean  12.4 kPa\nMin  10.1 kPa\nMax  14.9 kPa\nSD  1.2 kPa\n"
        "Mean  7.5 kPa\nMin  6.1 kPa\nMax  9.0 kPa\nSD  0.6 kPa",
        "        1       2\nMean  12.4    7.5 kPa\nMin   10.1    6.1 kPa\n"
        "Max   14.9    9.0 kPa\nSD     1.2    0.6 kPa",
        "      Q-Box 1    Q-Box 2\nMean  12.4 kPa   7.5 kPa\nMin   10.1 kPa   6.1 kPa\n"
        "Max   14.9 kPa   9.0 kPa\nSD    1.2 kPa    0.6 kPa",
        "Q-Box 1          Q-Box 2\nMean  12.4 kPa   Mean  7.5 kPa\nMin   10.1 kPa   Min   6.1 kPa\n"
        "Max   14.9 kPa   Max   9.0 kPa\nSD    1.2 kPa    SD    0.6 kPa",
        "kPa  Mean   Min    Max    SD\n  A  12.4   10.1   14.9   1.2\n  B   7.5    6.1    9.0   0.6",
        "Q-Box   Mean   Min    Max    SD\n"
        "  1     12.4   10.1   14.9   1.2 kPa\n  2      7.5    6.1    9.0   0.6 kPa",
    ],
)
def test_two_qboxes_in_columns_or_blocks(drawing: str) -> None:
    assert read(drawing) == [FOUR, SECOND]


def test_speed_panel_stays_in_speed() -> None:
    drawing = "Mean  1.85 m/s\nMin  1.42 m/s\nMax  2.31 m/s\nSD  0.21 m/s\nDiam  1.5 cm"
    assert read(drawing) == [
        {"mean": 1.85, "minimum": 1.42, "maximum": 2.31, "sd": 0.21, "diameter_mm": 15.0}
    ]
    assert units(drawing) == {Unit.M_PER_S}


def test_of_two_units_side_by_side_the_scales_own_is_taken() -> None:
    drawing = "Mean  12.4 kPa  2.03 m/s\nMin   10.1 kPa  1.83 m/s\nMax   14.9 kPa  2.23 m/s"
    assert read(drawing, Unit.M_PER_S) == [{"mean": 2.03, "minimum": 1.83, "maximum": 2.23}]


@pytest.mark.parametrize(
    "drawing",
    [
        "Mean  40.4 cm/s\nMin  12.9 cm/s\nMax  77.1 cm/s",
        "PS  0.85 m/s\nED  0.21 m/s\nMean  0.40 m/s\nMax  0.90 m/s\nRI  0.75",
        "MI 1.4  TIs 0.6\nFr. 17 Hz\nDepth 8.0 cm\nGain 51 %",
        "Dist  2.3 cm\nArea  3.4 cm²",
        "Median  7.1 kPa\nIQR  1.2 kPa\nIQR/Med  17 %",
        "Mean  7.2 kPa\nMedian  7.1 kPa\nSD  0.8 kPa\nIQR/Med  17 %",
        "Max Depth  8.0 cm\nMin Depth  1.0 cm",
        "Std/2.0 Hz\nM 1/Med\nS 5/O 100 %\nG 70 %",
        "Mean HR  72 bpm\nMax HR  90 bpm",
        "21/05/2024 16:27:48\nSL15-4 / MSK / Muskel",
        "Mean\nMin\nMax\nSD",
    ],
)
def test_other_panels_hold_no_qbox(drawing: str) -> None:
    assert read(drawing) == []


def test_quartiles_beside_a_circles_mean_are_left_out() -> None:
    drawing = "Mean  12.4 kPa\nSD  1.2 kPa\nIQR/Med  17 %"
    assert read(drawing, has_circle=True) == [{"mean": 12.4, "sd": 1.2}]


@pytest.mark.parametrize("sign", ["0", "O", "Q", "Ø"])
def test_sign_of_the_diameter_is_told_by_its_unit(sign: str) -> None:
    assert read(f"Mean  12.4 kPa\n{sign}  20.0 mm") == [{"mean": 12.4, "diameter_mm": 20.0}]


def test_value_that_is_named_but_not_readable_is_known_to_be_missing() -> None:
    values = read("Mean  12.4 kPa\nMin  ~~~\nMax  14.9 kPa")
    assert values == [{"mean": 12.4, "minimum": None, "maximum": 14.9}]


def test_dash_is_no_value_and_no_doubt() -> None:
    assert read("Mean  12.4 kPa\nMin  10.1 kPa\nSI  -- %") == [{"mean": 12.4, "minimum": 10.1}]


@pytest.mark.parametrize(
    ("drawing", "values"),
    [
        ("E 24.4 ± 6.9 kPa", [{"mean": 24.4, "sd": 6.9}]),
        ("E = 24.4 ± 6.9 kPa\nVs = 2.8 ± 0.4 m/s", [{"mean": 24.4, "sd": 6.9}]),
        ("Vs1 = 2.39 m/s\nDepth = 3 cm", [{"mean": 2.39}]),
        ("1 E 11.86 kPa\n2 E 12.02 kPa", [{"mean": 11.86}, {"mean": 12.02}]),
        ("Q-Box (kPa)\nT1  7.1 ± 3.1\nT2  8.1 ± 2.1", [{"mean": 7.1, "sd": 3.1}, {"mean": 8.1, "sd": 2.1}]),
        ("Mean  5.1  kPa  1.30  m/s\nSI (kPa)  1.2  kPa", [{"mean": 5.1, "sd": 1.2}]),
        ("1  SWE E  11.86 kPa\n2  SWE E  12.02 kPa", [{"mean": 11.86}, {"mean": 12.02}]),
        (
            "1  SWE E  9.06 kPa\n2  SWE E  9.89 kPa\n  E Avg  9.48 kPa\n  E Med  9.48 kPa\n  IQR/Med  8 %",
            [{"mean": 9.06}, {"mean": 9.89}],
        ),
        (
            "    E (kPa)\n    Ave   SD\nT1  7.1 ± 3.1\nT2  8.1 ± 2.1",
            [{"mean": 7.1, "sd": 3.1}, {"mean": 8.1, "sd": 2.1}],
        ),
        ("    E (kPa)      V (m/s)\n    Ave  SD\nT1  7.1 ± 3.1    1.54 ± 0.32", [{"mean": 7.1, "sd": 3.1}]),
        (
            "Stiffness Avg  10.43 kPa\nStiffness Med  10.08 kPa\nStd Dev  1.66 kPa",
            [{"mean": 10.43, "sd": 1.66}],
        ),
        (
            "    Mean (kPa)  SD   RMI  Depth\nS1  10.4        1.3  0.8  3 cm\nS2  10.8        1.7  0.9  3 cm",
            [{"mean": 10.4, "sd": 1.3}, {"mean": 10.8, "sd": 1.7}],
        ),
        ("2D-SWE\nAvg (kPa)  1.8\nMin (kPa)  1.7\nIQR/Med  11 %", [{"mean": 1.8, "minimum": 1.7}]),
        ("Media  19.05 kPa\nMin  12.1 kPa\nDS  1.5 kPa", [{"mean": 19.05, "minimum": 12.1, "sd": 1.5}]),
        ("Media  9.5 kPa\nMáx  12.1 kPa\nDE  1.5 kPa", [{"mean": 9.5, "maximum": 12.1, "sd": 1.5}]),
    ],
)
def test_measurements_named_as_modulus_or_speed(drawing: str, values: list[dict[str, float]]) -> None:
    assert read(drawing, has_circle=True) == values


def test_unit_whose_last_letter_was_lost() -> None:
    assert units("Mean  0.7 m/\nMin  0.6 m/\nMax  0.8 m/s", Unit.M_PER_S) == {Unit.M_PER_S}


def test_lone_modulus_is_no_qbox_without_a_circle() -> None:
    assert read("E 11.86 kPa") == []


LIST = "1  Vs = 1.02 m/s\n   Depth = 4.1 cm\n2  Vs = 1.10 m/s\n   Depth = 4.3 cm"


@pytest.mark.parametrize(
    ("drawing", "means"),
    [
        ("1  E Avg  27.30 kPa", [27.3]),
        (
            "1  EAvg          11.66 kPa\n2  E              7.62 kPa\n3  E (Avg)        6.93 kPa",
            [11.66, 7.62, 6.93],
        ),
        ("1  Vel  0.84 m/s\n2  Vel Avg  0.73 m/s", [0.84, 0.73]),
        ("1 SWV  1.21 m/s\n2 SWV  1.18 m/s", [1.21, 1.18]),
        (LIST, [1.02, 1.1]),
    ],
)
def test_each_measurement_of_a_numbered_list_is_a_qbox(drawing: str, means: list[float]) -> None:
    assert read(drawing, has_circle=True) == [{"mean": mean} for mean in means]


TABLE = "Site  Vs (m/s)  Depth (cm)\n1     3.21      2.1\n2     3.57      1.4"


def test_rows_of_a_table_of_speeds_are_measurements() -> None:
    assert read(TABLE, Unit.M_PER_S, has_circle=True) == [{"mean": 3.21}, {"mean": 3.57}]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_mean_and_sd_of_a_list_are_no_qbox(gap: str) -> None:
    listed = "\n".join(f"{k}  Vs = 1.{k} m/s" for k in range(1, 10))
    summary = "Mean  1.39 m/s\nMedian  1.35 m/s\nSD  0.37 m/s\nIQR  0.55 m/s"
    found = read(f"{listed}{gap}{summary}", Unit.M_PER_S, has_circle=True)
    assert found == [{"mean": 1 + k / 10} for k in range(1, 10)]
    beside = [f"{row:<40}{told}" for row, told in zip(TABLE.splitlines(), summary.splitlines(), strict=False)]
    assert read("\n".join(beside), Unit.M_PER_S, has_circle=True) == [{"mean": 3.21}, {"mean": 3.57}]


def test_foreign_sign_heads_the_column_of_standard_deviations() -> None:
    found = read("kPa  Media  Máx   Mín   DE\nA    12.4   14.9  10.1  1.2")
    assert found == [FOUR]


def test_number_without_its_first_digits_is_unknown() -> None:
    assert read("Mean  12.4 kPa\nMin  .1 kPa\nMax  14.9 kPa") == [
        {"mean": 12.4, "minimum": None, "maximum": 14.9}
    ]


def test_number_before_an_ordinal_hides_no_measurement() -> None:
    drawing = "     1 E Avg  12.4 kPa\n7    2 E Avg  10.1 kPa\n     3 E Avg  14.9 kPa"
    assert read(drawing, has_circle=True) == [{"mean": 12.4}, {"mean": 10.1}, {"mean": 14.9}]


def test_number_parted_at_its_point_is_unknown_and_makes_no_second_value() -> None:
    drawing = "Mean  12.4 kPa\nMin  10.  5 kPa\nMax  14.9 kPa"
    assert read(drawing) == [{"mean": 12.4, "minimum": None, "maximum": 14.9}]


@pytest.mark.parametrize("unit", ["s", "sec", "°C"])
def test_value_in_seconds_or_degrees_is_no_stiffness(unit: str) -> None:
    assert read(f"Mean  12.4 kPa\nMin  10.1 kPa\nSD  1.2 {unit}") == [{"mean": 12.4, "minimum": 10.1}]


def test_unit_without_its_last_letter_is_known() -> None:
    assert read("Mean  12.4 kP\nMin  10.1 kPa") == [{"mean": 12.4, "minimum": 10.1}]


@pytest.mark.parametrize("heading", ["          kPa   m/s", "      kPa   m/s", "                 kPa   m/s"])
def test_two_units_above_are_those_of_the_numbers_in_order(heading: str) -> None:
    drawing = (
        f"{heading}\nMean      12.4  2.03\nMin       10.1  1.83\nMax       14.9  2.23\nDiam      20.0 mm"
    )
    assert read(drawing) == [{"mean": 12.4, "minimum": 10.1, "maximum": 14.9, "diameter_mm": 20.0}]
    assert read(drawing, Unit.M_PER_S)[0]["mean"] == 2.03


def test_letter_before_the_point_is_a_digit_and_unsure() -> None:
    drawing = "    Mean      Min       SD\n1   I.3 m/s   1.0 m/s   0.1 m/s\n2   1.4 m/s   1.1 m/s   0.2 m/s"
    first, second = panels_of(placed(drawing), Unit.M_PER_S, True)
    assert [v.value for v in first] == [1.3, 1.0, 0.1]
    assert first[0].certainty < DOUBTFUL < second[0].certainty


@pytest.mark.parametrize(
    ("drawing", "values"),
    [
        ("Vs   2.6 m/s   Vs   3.0 m/s\nIQR  0.3 m/s   IQR  0.4 m/s", [{"mean": 2.6}, {"mean": 3.0}]),
        ("E  15.7 kPa   E  15.2 kPa\nVs  2.29 m/s  Vs  2.25 m/s", [{"mean": 15.7}, {"mean": 15.2}]),
        ("Elasticity  15.7 kPa\nVelocity  2.29 m/s\nRMI  0.92", [{"mean": 15.7}]),
        (
            "T1: 9.8 kPa  SD: 1.4 kPa\nT2: 8.6 kPa  SD: 0.8 kPa",
            [{"mean": 9.8, "sd": 1.4}, {"mean": 8.6, "sd": 0.8}],
        ),
        ("1  AVG  8.2 kPa\n2  AVG  6.4 kPa\n3  AVG  5.8 kPa", [{"mean": 8.2}, {"mean": 6.4}, {"mean": 5.8}]),
        (
            "1  Mean  12.4 kPa\n   Min   10.1 kPa\n   Max   14.9 kPa",
            [{"mean": 12.4, "minimum": 10.1, "maximum": 14.9}],
        ),
    ],
)
def test_measurements_beside_each_other_and_in_lists(drawing: str, values: list[dict[str, float]]) -> None:
    usual = Unit.KPA if "kPa" in drawing else Unit.M_PER_S
    assert read(drawing, usual, has_circle=True) == values


@pytest.mark.parametrize(
    "drawing",
    [
        "CpeAHee:  12,4 кПа\nMuH:  10,1 кПа\nMaKc:  14,9 кПа\nC0:  1,2 кПа",  # as Latin readers see Russian
        "Ort.  12,4 kPa\nMin  10,1 kPa\nMaks  14,9 kPa\nSS  1,2 kPa\nDerinlik  4,1 cm",
        "Śred.  12.4 kPa\nMin.  10.1 kPa\nMaks.  14.9 kPa\nOS  1.2 kPa\nGłęb.  4.2 cm",
    ],
)
def test_names_in_languages_of_the_east(drawing: str) -> None:
    assert read(drawing, has_circle=True) == [FOUR]


def test_two_qboxes_never_share_a_value() -> None:
    shown = "Mean  12.4 kPa\nMin  10.1 kPa\nMax  14.9 kPa\nSD  1.2 kPa"
    told = read(f"STE 1\n{shown}\nSTE 2\n{shown}".replace("Mean", "Mxqz", 1), has_circle=True)
    assert [box.get("mean") for box in told] == [None, 12.4]
    told = read(f"7     Mean  12.4 kPa\n      Min   10.1 kPa\n      Max   14.9 kPa\n{shown}", has_circle=True)
    assert [box.get("mean") for box in told] == [12.4, 12.4]


@pytest.mark.parametrize(
    "drawing",
    [
        "Mean (kPa):  12.4    0\nMin (kPa):   10.1\nMax (kPa):   14.9    1\nSD (kPa):    1.2",  # a ruler
        "Mean (kPa>  12.4\nMin (kPa>  10.1\nMax (kPa}  14.9\nSD (kPa)>:  1.2",
        "C 68     1     x\nMean  12.4 kPa\nMin  10.1 kPa\nMax  14.9 kPa\nSD  1.2 kPa\nBox-PS.",
    ],
)
def test_what_stands_beside_a_panel_changes_nothing(drawing: str) -> None:
    assert read(drawing, has_circle=True) == [FOUR]


def test_columns_keep_their_values_where_a_number_is_lost() -> None:
    drawing = (
        "Mean (kPa)  12.4  13.4  14.4\nMin (kPa)   10.1        12.1\n"
        "Max (kPa)   14.9  15.9  16.9\nSD (kPa)    1.2   1.3   1.4"
    )
    assert [box.get("minimum") for box in read(drawing, has_circle=True)] == [10.1, None, 12.1]


def test_number_of_a_tables_row_is_no_value() -> None:
    drawing = "   Mean (kPa)  Min (kPa)  SD (kPa)\n1              10.1       1.2"
    assert read(drawing, has_circle=True) == [{"minimum": 10.1, "sd": 1.2}]


@pytest.mark.parametrize("text", ["05 kPa", "}2.4 kPa", "12.4} kPa"])
def test_numbers_that_may_have_lost_a_digit_are_doubtful(text: str) -> None:
    (values,) = panels_of(placed(f"Mean  {text}\nMin  1.1 kPa\nMax  14.9 kPa"), Unit.KPA, True)
    assert next(v.certainty for v in values if v.field == "mean") < DOUBTFUL


def test_unit_tells_a_misread_name() -> None:
    drawing = "Mean  12.4 kPa\nMin  10.1 kPa\nSIl (%)  93\nDiPa (mm)  20.0"
    (values,) = panels_of(placed_near(drawing), Unit.KPA, True)
    assert {v.field: v.value for v in values} == {
        "mean": 12.4, "minimum": 10.1, "si_percent": 93.0, "diameter_mm": 20.0,
    }  # fmt: skip


def test_letter_among_foreign_names_is_no_mean() -> None:
    for letter in ("C:  4.5 kPa", "E: 4.5 kPa"):
        drawing = f"Keskiarvo:  71.8 kPa\nPienin:  58.8 kPa\nSuurin:  82.6 kPa\n{letter}"
        assert read(drawing, has_circle=True) == []
    assert read("E:  4.5 kPa\nDepth:  3.1 cm\nRMI:  0.9", has_circle=True) == [{"mean": 4.5}]


def test_short_numbered_list_in_the_scales_unit_needs_no_circle() -> None:
    assert read(LIST, Unit.M_PER_S) == [{"mean": 1.02}, {"mean": 1.1}]
    assert read("1  E = 5.9 kPa\n   Depth = 3.1 cm") == [{"mean": 5.9}]


@pytest.mark.parametrize(
    ("drawing", "usual"),
    [
        (LIST, Unit.KPA),
        (LIST, None),
        (f"{LIST}\nMedian  1.06 m/s", Unit.M_PER_S),
        ("\n".join(f"{k}  E = 5.{k} kPa" for k in range(1, 6)), Unit.KPA),
        ("5               E = 5.9 kPa", Unit.KPA),
        ("1  V  0.84 m/s\n2  ED  0.21 m/s\nRI  0.75", Unit.M_PER_S),
        ("1  Vel  84.0 cm/s", Unit.M_PER_S),
    ],
)
def test_other_lists_are_no_qboxes_without_a_circle(drawing: str, usual: Unit | None) -> None:
    assert read(drawing, usual) == []


def test_unit_above_a_table_is_not_that_of_its_diameters() -> None:
    drawing = "kPa\nMean  Min   Max   SD   Diam  SI\n12.3  8.1  15.2  1.3  20.0  97"
    values = {
        "mean": 12.3,
        "minimum": 8.1,
        "maximum": 15.2,
        "sd": 1.3,
        "diameter_mm": 20.0,
        "si_percent": 97.0,
    }
    assert read(drawing) == [values]


def test_value_in_another_unit_is_named_but_unknown() -> None:
    drawing = "Mean  12.3 kPa\nMin  8.1 kPa\nMax  15.2 kPa\nSD  1.3 m/s"
    assert read(drawing) == [{"mean": 12.3, "minimum": 8.1, "maximum": 15.2, "sd": None}]


def test_lost_unit_makes_no_speed_a_stiffness() -> None:
    drawing = "Mean  2.02 m/s  12.3 kPa\nMin  1.64 m/s  8.1 kPa\nSD  0.3 m/s  1.3"
    assert read(drawing) == [{"mean": 12.3, "minimum": 8.1, "sd": None}]


def test_panel_in_one_unit_whose_mean_is_told_in_the_bars_too_is_in_its_own() -> None:
    drawing = "Mean  2.88 m/s (24.9 kPa)\nMin  2.60 m/s\nSD  0.13 m/s"
    assert read(drawing) == [{"mean": 2.88, "minimum": 2.6, "sd": 0.13}]
    assert units(drawing) == {Unit.M_PER_S}


@pytest.mark.parametrize("misread", ["mls", "n/s"])
def test_misread_unit_makes_no_speed_a_stiffness(misread: str) -> None:
    drawing = f"Mean  2.02 {misread}  12.3 kPa\nMin  1.80 {misread}  9.7 kPa"
    assert read(drawing) == [{"mean": 12.3, "minimum": 9.7}]


def test_mere_d_takes_nothing_from_a_mean_in_one_letter() -> None:
    assert read("Vs  2.10 m/s\nD  10.0 mm", None, True) == [{"mean": 2.1, "diameter_mm": 10.0}]


@pytest.mark.parametrize("sign", [">", "≥ ", "<", "-"])
def test_number_that_is_only_a_bound_is_no_value(sign: str) -> None:
    values = read(f"Mean  12.3 kPa\nMin  8.1 kPa\nMax  {sign}150 kPa")
    assert values == [{"mean": 12.3, "minimum": 8.1, "maximum": None}]


def test_letter_for_a_digit_is_unsure() -> None:
    (number,) = words_of(ReadLine("11O", (0.99,) * 3, (0.2, 0.5, 0.8)))
    assert (number.name, number.certainty) == ("110", 0.6)


@given(st.text("0123456789.,· OoIiİılL|kPaMenm/s:=-±", max_size=24))
def test_every_number_among_misread_characters_has_a_value(text: str) -> None:
    line = ReadLine(text, (0.9,) * len(text), tuple(k / 24 for k in range(len(text))))

    assert all(word.value >= 0 for word in words_of(line) if word.kind is Kind.NUMBER)


@pytest.mark.parametrize("text", ["Mean B8.42 kPa", "Mean 1.8.42 kPa"])
def test_what_stands_behind_a_misread_point_is_no_number(text: str) -> None:
    line = ReadLine(text, (0.9,) * len(text), tuple(k / 24 for k in range(len(text))))

    assert "42" not in [word.name for word in words_of(line)]


def test_mere_d_before_centimetres_is_a_depth() -> None:
    (values,) = panels_of(placed("Mean  12.3 kPa\nMin  8.1 kPa\nD  4.0 cm"), Unit.KPA)
    assert [v.is_maybe_depth for v in values] == [False, False, True]
    assert read("Mean  12.3 kPa\nMin  8.1 kPa\nDiam  20 mm\nD  4.0 cm") == [
        {"mean": 12.3, "minimum": 8.1, "diameter_mm": 20.0}
    ]
    assert read("Mean  12.3 kPa\nMin  8.1 kPa\nD  20.0 mm") == [
        {"mean": 12.3, "minimum": 8.1, "diameter_mm": 20.0}
    ]


def test_two_columns_of_units_are_one_qbox() -> None:
    drawing = "        kPa   m/s\nMean    5.1   1.28\nMax     6.2   1.44\nMin     4.0   1.15"
    assert read(drawing) == [{"mean": 5.1, "maximum": 6.2, "minimum": 4.0}]


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


def test_depth_beside_a_table_hides_none_of_its_values() -> None:
    drawing = "          Mean     Min\nD 14.5 cm  2.05 m/s  1.79 m/s"
    assert read(drawing, Unit.M_PER_S) == [{"mean": 2.05, "minimum": 1.79}]


@pytest.mark.parametrize(("usual", "mean"), [(Unit.KPA, 6.38), (Unit.M_PER_S, 1.45)])
def test_modulus_and_speed_of_one_circle_are_one_qbox(usual: Unit, mean: float) -> None:
    drawing = "E Avg  6.38 kPa\nE Std  1.01 kPa\nE Min  4.06 kPa\nVs Avg  1.45 m/s\nVs Std  0.12 m/s"
    assert [box["mean"] for box in read(drawing, usual, has_circle=True)] == [mean]
    told = read(f"{drawing}\nDiam  14.0 mm", usual, has_circle=True)
    assert [(box["mean"], box["diameter_mm"]) for box in told] == [(mean, 14.0)]


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
