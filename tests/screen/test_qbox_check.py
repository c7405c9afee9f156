"""How far the values of a Q-Box are trusted."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.screen.ocr import ReadLine
from dlre_gui.screen.panel_value import PanelValue
from dlre_gui.screen.qbox_check import beside_each_other, checked
from dlre_gui.screen.qbox_words import words_of

CIRCLE = Circle(100, 100, 25)


def value(field: str, text: str, height: int, second: bool) -> PanelValue:
    places = tuple((k + 0.5) / len(text) for k in range(len(text)))
    (word,) = words_of(ReadLine(text, (0.99,) * len(text), places, second))
    piece = Box(0, 0, 40, height)
    return PanelValue(field, word.value, word.certainty, Unit.KPA, word.decimals, piece, piece, word)


@pytest.mark.parametrize(
    ("height", "second", "doubtful"), [(14, False, False), (6, False, True), (6, True, False)]
)
def test_one_reader_is_not_enough_for_very_small_type(height: int, second: bool, doubtful: bool) -> None:
    shown = [value("mean", "12.4", height, second)]
    told = checked(QBox(12.4), shown, np.empty(0), None, None)
    assert ("mean" in told.doubtful) is doubtful


@pytest.mark.parametrize(
    ("shown", "doubtful"), [("5.0", False), ("5.2", False), ("5.5", True), ("6.0", True)]
)
def test_diameter_is_set_beside_the_circle_as_drawn(shown: str, doubtful: bool) -> None:
    qbox = QBox(12.4, diameter_mm=float(shown), circle=CIRCLE)
    values = [value("diameter_mm", shown, 14, False)]
    told = checked(qbox, values, np.empty(0), None, 0.1)
    assert ("diameter_mm" in told.doubtful) is doubtful


def test_value_with_fewer_decimals_than_the_same_of_other_qboxes_is_doubtful() -> None:
    panels = [[value("diameter_mm", text, 14, False)] for text in ("12.4", "14.6", "5")]
    told = beside_each_other([QBox(diameter_mm=v[0].value) for v in panels], panels)
    assert [qbox.doubtful for qbox in told] == [frozenset(), frozenset(), {"diameter_mm"}]
    assert beside_each_other([QBox(), QBox()], panels[1:])[1].doubtful == frozenset()


def test_values_that_were_cut_off_behind_the_point_are_doubtful_though_they_are_as_many() -> None:
    told = {"mean": "1.0", "minimum": "0.98", "maximum": "1.04", "sd": "0.0"}
    shown = [value(field, text, 14, False) for field, text in told.items()]
    qbox = checked(QBox(1.0, 0.98, 1.04, 0.0, unit=Unit.M_PER_S), shown, np.empty(0), None, None)
    assert qbox.doubtful == {"mean", "sd"}


@pytest.mark.parametrize(("shown", "doubtful"), [("99", False), ("12", False), ("9", True)])
def test_stability_of_one_digit_is_doubtful(shown: str, doubtful: bool) -> None:
    values = [value("si_percent", shown, 14, False)]
    told = checked(QBox(12.4, si_percent=float(shown)), values, np.empty(0), None, None)
    assert ("si_percent" in told.doubtful) is doubtful
