"""A name that no reader knows is told by what is missing among the known ones, and doubtful."""

from __future__ import annotations

import pytest

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.certainty import DOUBTFUL
from dlre_gui.screen.panel import panels_of
from tests.screen.panel_text import FOUR, placed_near

NAMES = {"mean": "Mean", "minimum": "Min", "maximum": "Max", "sd": "SD"}


def panel(unknown: str, name: str, values: dict[str, float] = FOUR) -> str:
    """A panel with another name for one of its values."""
    names = {**NAMES, unknown: name}
    return "Q-Box\n" + "\n".join(f"{names[field]:8}  {value} kPa" for field, value in values.items())


@pytest.mark.parametrize("field", NAMES)
def test_unknown_name_has_the_one_meaning_that_is_missing(field: str) -> None:
    (values,) = panels_of(placed_near(panel(field, "Xqrt")), Unit.KPA)
    assert {v.field: v.value for v in values} == FOUR
    assert [v.field for v in values if v.certainty < DOUBTFUL] == [field]


def test_names_on_one_line_are_told_alike() -> None:
    (values,) = panels_of(placed_near("Mean  12.4 kPa  Min  10.1 kPa\nMD  14.9 kPa  SD  1.2 kPa"), Unit.KPA)
    assert {v.field: v.value for v in values} == FOUR


@pytest.mark.parametrize(
    ("unknown", "value"),
    [
        ("maximum", 11.0),  # below the mean
        ("minimum", 13.0),  # above it
        ("sd", 9.0),  # more than the range allows
        ("mean", 30.0),
    ],
)
def test_value_that_does_not_fit_stays_unknown(unknown: str, value: float) -> None:
    (values,) = panels_of(placed_near(panel(unknown, "Xqrt", {**FOUR, unknown: value})), Unit.KPA)
    assert unknown not in {v.field for v in values}


@pytest.mark.parametrize("name", ["Median", "Mcdian", "Depth"])
def test_names_of_something_else_stay_it(name: str) -> None:
    drawing = f"Q-Box\nMean  12.4 kPa\nMin  10.1 kPa\n{name}  13.0 kPa\nSD  1.2 kPa"
    (values,) = panels_of(placed_near(drawing), Unit.KPA)
    assert {v.field for v in values} == {"mean", "minimum", "sd"}


def test_last_unknown_name_is_no_maximum() -> None:
    drawing = "Q-Box\nMean  12.4 kPa\nMin  10.1 kPa\nSD  1.2 kPa\nXqrt  13.0 kPa"
    (values,) = panels_of(placed_near(drawing), Unit.KPA)
    assert {v.field for v in values} == {"mean", "minimum", "sd"}


def test_length_named_by_a_misread_letter_in_a_stiffness_is_no_diameter() -> None:
    drawing = "Q-Box\nMean  12.4 kPa\nMin  10.1 kPa\nMax  14.9 kPa\nd  1.2 kPa\nDia  7.6 mm"
    (values,) = panels_of(placed_near(drawing), Unit.KPA)
    assert {v.field: v.value for v in values} == {**FOUR, "diameter_mm": 7.6}


@pytest.mark.parametrize("unit", ["kPa", "m/s"])
def test_misread_sd_below_moduli_is_no_velocity_of_blood(unit: str) -> None:
    drawing = f"Emean  4.4 {unit}\nEmin  4.1 {unit}\nEmax  4.9 {unit}\nEd  0.2 {unit}"
    (values,) = panels_of(placed_near(drawing), Unit(unit))
    assert {v.field: v.value for v in values}["sd"] == 0.2


def test_misread_sd_in_kpa_below_one_modulus_is_no_velocity_of_blood() -> None:
    (values,) = panels_of(placed_near("Emean  27.2 kPa\nEd  1.5 kPa\nSI  98 %"), Unit.KPA)
    assert {v.field: v.value for v in values} == {"mean": 27.2, "sd": 1.5, "si_percent": 98.0}


def test_velocity_of_blood_beside_a_named_sd_is_none() -> None:
    drawing = "Emean  4.4 m/s\nEmin  4.1 m/s\nEmax  4.9 m/s\nSD  0.3 m/s\nEd  0.2 m/s"
    told = [{v.field: v.value for v in values} for values in panels_of(placed_near(drawing), Unit.M_PER_S)]
    assert all(values.get("sd") == 0.3 for values in told)


def test_two_unknown_names_are_told_by_what_each_may_be_alone() -> None:
    drawing = "Cpeд.  9.27 kPa\nMH  7.43 kPa\nMиac  11.40 kPa\nCO  0.86 kPa\nдиaM.  11.0 mm"
    (values,) = panels_of(placed_near(drawing), Unit.KPA)
    told = {v.field: v.value for v in values}
    assert told == {"mean": 9.27, "minimum": 7.43, "maximum": 11.4, "sd": 0.86, "diameter_mm": 11.0}
    assert all(v.certainty < DOUBTFUL for v in values if v.field in ("minimum", "maximum"))


def test_two_unknown_names_that_may_be_the_same_stay_unknown() -> None:
    drawing = "Cpeд.  9.27 kPa\nXH  7.43 kPa\nXW  7.10 kPa\nCO  0.86 kPa"
    (values,) = panels_of(placed_near(drawing), Unit.KPA)
    assert {v.field for v in values} == {"mean", "sd"}
