"""Units of a panel: no speed becomes a stiffness."""

from __future__ import annotations

import pytest

from dlre_gui.domain.findings import Unit
from tests.screen.panel_text import read, units


def test_speed_panel_stays_in_speed() -> None:
    drawing = "Mean  1.85 m/s\nMin  1.42 m/s\nMax  2.31 m/s\nSD  0.21 m/s\nDiam  1.5 cm"
    assert read(drawing) == [
        {"mean": 1.85, "minimum": 1.42, "maximum": 2.31, "sd": 0.21, "diameter_mm": 15.0}
    ]
    assert units(drawing) == {Unit.M_PER_S}


def test_of_two_units_side_by_side_the_scales_own_is_taken() -> None:
    drawing = "Mean  12.4 kPa  2.03 m/s\nMin   10.1 kPa  1.83 m/s\nMax   14.9 kPa  2.23 m/s"
    assert read(drawing, Unit.M_PER_S) == [{"mean": 2.03, "minimum": 1.83, "maximum": 2.23}]


def test_unit_whose_last_letter_was_lost() -> None:
    assert units("Mean  0.7 m/\nMin  0.6 m/\nMax  0.8 m/s", Unit.M_PER_S) == {Unit.M_PER_S}


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


def test_two_columns_of_units_are_one_qbox() -> None:
    drawing = "        kPa   m/s\nMean    5.1   1.28\nMax     6.2   1.44\nMin     4.0   1.15"
    assert read(drawing) == [{"mean": 5.1, "maximum": 6.2, "minimum": 4.0}]


@pytest.mark.parametrize(("usual", "mean"), [(Unit.KPA, 6.38), (Unit.M_PER_S, 1.45)])
def test_modulus_and_speed_of_one_circle_are_one_qbox(usual: Unit, mean: float) -> None:
    drawing = "E Avg  6.38 kPa\nE Std  1.01 kPa\nE Min  4.06 kPa\nVs Avg  1.45 m/s\nVs Std  0.12 m/s"
    assert [box["mean"] for box in read(drawing, usual, has_circle=True)] == [mean]
    told = read(f"{drawing}\nDiam  14.0 mm", usual, has_circle=True)
    assert [(box["mean"], box["diameter_mm"]) for box in told] == [(mean, 14.0)]


@pytest.mark.parametrize(
    ("unit", "usual"), [("kkPa", Unit.KPA), ("mís", Unit.M_PER_S), ("mls", Unit.M_PER_S)]
)
def test_unit_read_with_a_letter_too_many_or_for_its_stroke_is_known(unit: str, usual: Unit) -> None:
    assert read(f"Mean  2.4 {unit}\nMax  2.9 {usual}", usual) == [{"mean": 2.4, "maximum": 2.9}]


@pytest.mark.parametrize("title", ["STE 1 (kPa)", "Site 1 [kPa]", "SWE 1 kPa"])
def test_unit_in_a_title_is_that_of_the_bare_numbers_below(title: str) -> None:
    drawing = f"{title}\nE Mean  12.4\nE Min  10.1\nE Max  14.9\nE SD  1.2\nDiam  20.0 mm"
    assert read(drawing) == [{"mean": 12.4, "minimum": 10.1, "maximum": 14.9, "sd": 1.2, "diameter_mm": 20.0}]
    assert units(drawing) == {Unit.KPA}


def test_units_in_the_titles_of_two_qboxes() -> None:
    one = "Site 1 (m/s)\nMean  1.23\nMin  1.06\nMax  1.39"
    other = "Site 2 (m/s)\nMean  1.22\nMin  1.08\nMax  1.34"
    assert read(f"{one}\n{other}", Unit.M_PER_S) == [
        {"mean": 1.23, "minimum": 1.06, "maximum": 1.39},
        {"mean": 1.22, "minimum": 1.08, "maximum": 1.34},
    ]
    assert units(f"{one}\n{other}", Unit.M_PER_S) == {Unit.M_PER_S}


def test_title_of_another_qbox_parts_what_a_lost_row_would_mix() -> None:
    drawing = "Site 1 (m/s)\nMin  1.06\nMax  1.39\nSite 2 (m/s)\nMean  1.22\nSD  0.06"
    assert read(drawing, Unit.M_PER_S, has_circle=True) == [
        {"minimum": 1.06, "maximum": 1.39},
        {"mean": 1.22, "sd": 0.06},
    ]
