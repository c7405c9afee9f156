"""Boxes of pixels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlre_gui.domain.geometry import Box

coordinates = st.integers(-2000, 4000)
sizes = st.integers(1, 3000)
boxes = st.builds(Box, coordinates, coordinates, sizes, sizes)


@given(boxes, boxes)
def test_iou_is_symmetric_and_one_only_for_equal_boxes(a: Box, b: Box) -> None:
    assert a.iou(b) == b.iou(a)
    assert 0.0 <= a.iou(b) <= 1.0
    assert (a.iou(b) == 1.0) == (a == b)


@given(boxes, boxes)
def test_intersection_lies_in_both(a: Box, b: Box) -> None:
    common = a.intersection(b)
    if common is None:
        assert a.right <= b.x or b.right <= a.x or a.bottom <= b.y or b.bottom <= a.y
    else:
        assert a.contains(common)
        assert b.contains(common)


@given(boxes, boxes)
def test_clamping_keeps_the_size_and_lies_inside_where_it_fits(inner: Box, outer: Box) -> None:
    moved = inner.clamped_into(outer)
    assert (moved.w, moved.h) == (inner.w, inner.h)
    if inner.w <= outer.w and inner.h <= outer.h:
        assert outer.contains(moved)


@pytest.mark.parametrize(("w", "h"), [(0, 5), (5, 0), (-1, 5)])
def test_a_box_without_pixels_is_refused(w: int, h: int) -> None:
    with pytest.raises(ValueError, match="positive width and height"):
        Box(0, 0, w, h)


def test_last_column_and_row_belong_to_the_box_and_the_next_do_not() -> None:
    box = Box(10, 20, 5, 4)
    assert box.contains_point(14, 23)
    assert not box.contains_point(15, 23)
    assert not box.contains_point(14, 24)


def test_a_grown_box_has_its_centre_where_it_was() -> None:
    assert Box(10, 20, 5, 7).grown(2, 3) == Box(8, 17, 9, 13)
