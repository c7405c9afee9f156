"""Panels of values in the layouts of several makers."""

from __future__ import annotations

import pytest

from dlre_gui.domain.findings import Unit
from tests.screen.panel_text import FOUR, SECOND, read, units


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


def test_depth_beside_a_table_hides_none_of_its_values() -> None:
    drawing = "          Mean     Min\nD 14.5 cm  2.05 m/s  1.79 m/s"
    assert read(drawing, Unit.M_PER_S) == [{"mean": 2.05, "minimum": 1.79}]


def test_shares_behind_a_tables_row_hide_none_of_its_values() -> None:
    table = "   Mean (kPa)  Min (kPa)  Max (kPa)  IQR/Med\n1  12.4        10.1       14.9       11 %"
    assert read(table) == [{"mean": 12.4, "minimum": 10.1, "maximum": 14.9}]


def test_number_far_beside_a_heading_is_none_of_its_values() -> None:
    table = "   Mean      Max       SD                      0.0\n1  12.4 kPa  14.9 kPa  1.2 kPa"
    assert read(table) == [{"mean": 12.4, "maximum": 14.9, "sd": 1.2}]


def test_numbers_that_end_where_their_headings_unit_does_are_theirs() -> None:
    table = """
       Mean (kPa)  StdDev (kPa)  Min (kPa)  Max (kPa)  Diam (mm)
    1         6.3           0.3        5.8        7.1       10.5
    2         8.4           0.9        6.2       13.1        8.0
    """
    first, second = read(table)
    assert first == {"mean": 6.3, "sd": 0.3, "minimum": 5.8, "maximum": 7.1, "diameter_mm": 10.5}
    assert second == {"mean": 8.4, "sd": 0.9, "minimum": 6.2, "maximum": 13.1, "diameter_mm": 8.0}


def test_numbered_text_between_names_parts_two_qboxes() -> None:
    panel = "Dia   9.8 mm\nT5\nMean  11.8 kPa\nMax   12.9 kPa\nDia   7.3 mm"
    assert read(panel) == [{"mean": 11.8, "maximum": 12.9, "diameter_mm": 7.3}]
