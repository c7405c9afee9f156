from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.exam import Scores
from dlre_gui.domain.findings import QBox, SweBox
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Screen
from dlre_gui.report.picture import QBOX_COLOUR, ROI_COLOUR, annotate, qbox_lines, research_line

SCORES = Scores(0.9, 0.5, 0.1, "模型", "1", "ab" * 32, "cpu", "r", "0.1", True)


def screen() -> Screen:
    return Screen(np.full((540, 720, 3), 60, np.uint8), Path("a.png"), 0, 1, "ab", "d")


def colours(picture: object) -> set[tuple[int, ...]]:
    return {tuple(colour) for colour in np.asarray(picture)[:540].reshape(-1, 3).tolist()}


def test_roi_and_circle_are_drawn_and_the_rest_of_the_screen_stays() -> None:
    box = SweBox(Box(200, 100, 50, 50), ((200, 100), (250, 100), (250, 150), (200, 150)), "colour")
    picture = annotate(screen(), box, Roi(180, 80, 125), QBox(8.0, circle=Circle(225, 125, 10)), SCORES)
    pixels = np.asarray(picture)
    assert tuple(pixels[80, 180]) == ROI_COLOUR == tuple(pixels[204, 304])
    assert tuple(pixels[125, 215]) == QBOX_COLOUR
    assert (pixels[:70, :] == 60).all()


def test_a_strip_of_text_is_added_below_and_covers_nothing() -> None:
    picture = annotate(screen(), scores=SCORES)
    assert picture.width == 720
    assert picture.height > 540
    assert colours(picture) == {(60, 60, 60)}
    assert np.asarray(picture)[540:].max() > 200


def test_the_research_line_says_when_the_model_is_simulated() -> None:
    assert research_line(True) == "Research use only, not for diagnosis. Model trained on simulated data."
    assert "simulated" not in research_line(False)


@pytest.mark.parametrize(("qbox", "first"), [(None, "Q-Box: none"), (QBox(8.0), "Q-Box (ocr)")])
def test_the_source_of_qbox_values_is_said(qbox: QBox | None, first: str) -> None:
    assert qbox_lines(qbox)[0] == first


def test_unknown_qbox_values_are_left_out() -> None:
    assert qbox_lines(QBox(mean=8.0, si_percent=95.0)) == ("Q-Box (ocr)", "Mean 8 kPa   SI 95 %")
