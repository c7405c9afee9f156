"""Lists of measurements: which of them are Q-Boxes."""

from __future__ import annotations

import pytest

from dlre_gui.domain.findings import Unit
from tests.screen.panel_text import read


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


def test_number_before_an_ordinal_hides_no_measurement() -> None:
    drawing = "     1 E Avg  12.4 kPa\n7    2 E Avg  10.1 kPa\n     3 E Avg  14.9 kPa"
    assert read(drawing, has_circle=True) == [{"mean": 12.4}, {"mean": 10.1}, {"mean": 14.9}]


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


def test_quartiles_beside_a_circles_mean_are_left_out() -> None:
    drawing = "Mean  12.4 kPa\nSD  1.2 kPa\nIQR/Med  17 %"
    assert read(drawing, has_circle=True) == [{"mean": 12.4, "sd": 1.2}]
