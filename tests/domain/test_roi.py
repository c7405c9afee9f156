"""The DLRE ROI: side by the reference scale, one click, always inside the frame."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi, RoiSource, move, place, propose, roi_side_px

frames = st.builds(
    Box, st.integers(0, 400), st.integers(0, 400), st.integers(300, 4000), st.integers(300, 2200)
)
clicks = st.floats(-500, 5000, allow_nan=False)


@st.composite
def frames_with_boxes(draw: st.DrawFn) -> tuple[Box, Box]:
    frame = draw(frames)
    w, h = draw(st.integers(1, frame.w)), draw(st.integers(1, frame.h))
    x = draw(st.integers(frame.x, frame.right - w))
    y = draw(st.integers(frame.y, frame.bottom - h))
    return frame, Box(x, y, w, h)


@pytest.mark.parametrize(("height", "side"), [(1080, 250), (540, 125), (729, 169), (2160, 500)])
def test_side_covers_the_same_part_of_the_body_at_every_frame_height(height: int, side: int) -> None:
    assert roi_side_px(Box(0, 0, height * 4 // 3, height)) == side


def test_side_never_exceeds_a_narrow_frame() -> None:
    assert roi_side_px(Box(0, 0, 100, 1080)) == 100


@given(frames_with_boxes(), clicks, clicks)
def test_a_click_anywhere_gives_a_roi_inside_the_frame(both: tuple[Box, Box], x: float, y: float) -> None:
    frame, swe_box = both
    roi = place(frame, x, y, swe_box)
    assert frame.contains(roi.box)
    assert roi.side == roi_side_px(frame)
    assert roi.source is RoiSource.PLACED


@given(frames_with_boxes(), clicks, clicks)
def test_a_click_holds_the_swe_box_wherever_it_fits(both: tuple[Box, Box], x: float, y: float) -> None:
    frame, swe_box = both
    assume(max(swe_box.w, swe_box.h) <= roi_side_px(frame))
    assert place(frame, x, y, swe_box).holds(swe_box)


@given(frames_with_boxes())
def test_the_proposal_holds_the_swe_box_wherever_it_fits(both: tuple[Box, Box]) -> None:
    frame, swe_box = both
    assume(max(swe_box.w, swe_box.h) <= roi_side_px(frame))
    roi = propose(frame, swe_box)
    assert roi.holds(swe_box)
    assert frame.contains(roi.box)


def test_a_click_over_a_small_box_is_the_centre_of_the_roi() -> None:
    roi = place(Box(0, 0, 1440, 1080), 700, 400, Box(650, 350, 100, 80))
    assert (roi.x, roi.y) == (575, 275)


def test_a_click_is_taken_literally_in_a_direction_in_which_the_box_cannot_fit() -> None:
    roi = place(Box(0, 0, 1440, 1080), 700, 400, Box(400, 350, 600, 80))
    assert roi.x == 575
    assert not roi.holds(Box(400, 350, 600, 80))


@given(frames_with_boxes(), st.integers(-5000, 5000), st.integers(-5000, 5000))
def test_moving_stays_inside_the_frame_and_may_leave_the_box(both: tuple[Box, Box], dx: int, dy: int) -> None:
    frame, swe_box = both
    start = propose(frame, swe_box)
    moved = move(frame, start, dx, dy)
    assert frame.contains(moved.box)
    assert moved.side == start.side


def test_moving_back_returns_to_the_same_place() -> None:
    frame, start = Box(0, 0, 1440, 1080), Roi(500, 300, 250)
    there = move(frame, start, 17, -9)
    assert move(frame, there, -17, 9).box == start.box


@pytest.mark.parametrize(
    ("x", "lies"),
    [(0, False), (199, False), (200, True), (300, True), (450, True), (451, False), (900, False)],
)
def test_a_roi_with_less_than_half_of_the_box_does_not_lie_on_it(x: int, lies: bool) -> None:
    assert Roi(x, 300, 250).lies_on(Box(400, 350, 100, 100)) is lies


@given(frames_with_boxes())
def test_the_proposed_roi_lies_on_every_box(drawn: tuple[Box, Box]) -> None:
    frame, swe_box = drawn
    assert propose(frame, swe_box).lies_on(swe_box)
