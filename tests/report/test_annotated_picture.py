from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.exam import Scores
from dlre_gui.domain.findings import QBox, SweBox
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Screen
from dlre_gui.report.picture import (
    QBOX_COLOUR,
    ROI_COLOUR,
    annotate,
    qbox_lines,
    why_not_counted,
)
from dlre_gui.report.secondary_capture import annotated_pixels
from dlre_gui.report.words import research_line
from tests.report.dossiers import acquisition, dossier

GIVES = dossier().contributions[0]
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
    assert (
        research_line(simulated=True)
        == "Research use only, not for diagnosis. Model trained on simulated data."
    )
    assert "simulated" not in research_line(simulated=False)


@pytest.mark.parametrize(("qbox", "first"), [(None, "Q-Box: none"), (QBox(8.0), "Q-Box (ocr)")])
def test_the_source_of_qbox_values_is_said(qbox: QBox | None, first: str) -> None:
    assert qbox_lines(qbox)[0] == first


def test_unknown_qbox_values_are_left_out() -> None:
    assert qbox_lines(QBox(mean=8.0, si_percent=95.0)) == ("Q-Box (ocr)", "Mean 8 kPa   SI 95 %")


def test_a_picture_that_does_not_count_says_so_before_its_flags() -> None:
    note = why_not_counted(is_excluded=True, is_repeated=False)
    counted, excluded = (np.asarray(annotate(screen(), scores=SCORES, note=text)) for text in ("", note))
    assert note == "EXCLUDED, does not count."
    assert not np.array_equal(counted[540:], excluded[540:])
    assert "REPEATED" in why_not_counted(is_excluded=False, is_repeated=True)
    assert why_not_counted(is_excluded=False, is_repeated=False) == ""


def test_captures_of_an_export_say_which_do_not_count() -> None:
    several = (acquisition(1), acquisition(2, excluded=True), replace(acquisition(1), path=Path("again.dcm")))
    one = dossier(*several)
    drawn = [annotated_pixels(s, g) for s, g in zip(one.screens, one.contributions, strict=True)]
    as_if = [annotated_pixels(one.screens[at], one.contributions[0]) for at in range(3)]
    assert [np.array_equal(a, b) for a, b in zip(drawn, as_if, strict=True)] == [True, True, False]
    assert not np.array_equal(drawn[1], annotated_pixels(dossier(acquisition(2)).screens[0], GIVES))
