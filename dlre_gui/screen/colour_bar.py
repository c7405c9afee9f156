"""The colour bar with its scale: shape first, then its labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.findings import ColourBar, Given, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_by_hand import box_of_ends, minimum_is_on_top
from dlre_gui.screen.bar_shape import BarShape, bar_colours
from dlre_gui.screen.ocr import LineReader
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.scale import Label, Scale, scale_of
from dlre_gui.screen.text_lines import MARGIN, character_boxes, lines_of, read_line

_MAX_LABELS = 12
_ENOUGH_LABELS = 3  # one of an end and two ticks
_MAX_BEYOND = 0.2  # of the bar's length: text further off belongs to something else
_ROOM_FOR_SIGN = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class BarReading:
    """A bar and what its labels say; `bar` is None where they do not tell a stiffness scale."""

    shape: BarShape
    scale: Scale
    bar: ColourBar | None
    labels: tuple[Label, ...] = ()

    @property
    def is_of_something_else(self) -> bool:
        """Whether the bar shows no stiffness: blood flow, strain; not just a scale that cannot be read."""
        legible = self.scale.is_numbered or not self.scale.is_illegible
        other = self.scale.other_unit or (legible and not self.scale.is_numbered)
        return self.bar is None and other


def read_bar(planes: Planes, found: list[BarShape], given: Given, reader: LineReader) -> BarReading | None:
    """The colour bar of a frame, of those found or as given; None if there is none.

    Of several bars the first with a stiffness scale is taken.
    """
    by_hand = box_of_ends(planes, given.bar_ends) if given.bar_ends else given.bar_box
    shapes = [_given_shape(planes, by_hand)] if by_hand else found
    readings = []
    for shape in shapes[:3]:
        labels = read_labels(planes, shape.box, reader)
        scale = scale_of(labels)
        reading = BarReading(shape, scale, _bar(shape, scale, given), tuple(labels))
        if reading.bar is not None:
            return reading
        readings.append(reading)
    return readings[0] if readings else None


def _given_shape(planes: Planes, box: Box) -> BarShape:
    inside = box.intersection(Box(0, 0, planes.width, planes.height)) or box
    return BarShape(inside, bar_colours(planes, inside)[0])


def _bar(shape: BarShape, scale: Scale, given: Given) -> ColourBar | None:
    """The bar with its scale, what is given before what is read."""
    unit = given.unit or scale.unit
    lower, upper = _ordered_ends(scale, given)
    if unit is None or lower is None or upper is None or lower == upper:
        return None
    if scale.other_unit and given.unit is None:
        return None
    is_reversed = lower > upper
    is_given = (
        given.bar_box is not None
        or given.bar_ends is not None
        or given.unit is not None
        or given.maximum is not None
    )
    return ColourBar(
        box=shape.box,
        colours=np.ascontiguousarray(shape.colours[::-1]) if is_reversed else shape.colours,
        unit=Unit(unit),
        minimum=min(lower, upper),
        maximum=max(lower, upper),
        saturating=scale.saturating,
        doubtful=scale.doubtful and given.maximum is None,
        source="user" if is_given or given.minimum is not None else "read",
    )


def _ordered_ends(scale: Scale, given: Given) -> tuple[float | None, float | None]:
    """Values at the lower and upper end; given ones replace the smaller and the larger."""
    lower, upper = scale.lower, scale.upper
    is_reversed = lower is not None and upper is not None and lower > upper
    if given.bar_ends is not None:
        is_reversed = minimum_is_on_top(given.bar_ends)
    small, large = (upper, lower) if is_reversed else (lower, upper)
    small = given.minimum if given.minimum is not None else small
    large = given.maximum if given.maximum is not None else large
    if given.maximum is not None and given.minimum is None and (small is None or small >= given.maximum):
        small = 0.0
    return (large, small) if is_reversed else (small, large)


def read_labels(planes: Planes, bar: Box, reader: LineReader) -> list[Label]:
    """Lines of text beside, above and below a bar, read.

    Ends first, then ticks from the outside in, until the scale is beyond doubt.
    """
    zone = _label_zone(planes, bar)
    bright = planes.high[zone.slices].copy()
    _blot_out(bright, bar.shifted(-zone.x, -zone.y))
    characters = [
        box for box in character_boxes(bright, round(0.05 * planes.height)) if not _is_tick(box, bar, zone)
    ]
    lines = _by_importance(lines_of(characters), bar, zone)
    labels, is_sure = _read(reader, bright, lines, careful=False)
    return labels if is_sure else _read(reader, bright, lines, careful=True)[0]


def _read(
    reader: LineReader, bright: NDArray[np.uint8], lines: list[tuple[float, Box]], careful: bool
) -> tuple[list[Label], bool]:
    """Labels, and whether they tell a scale beyond doubt; then the lines left are not read."""
    labels: list[Label] = []
    for position, line in lines:
        read = read_line(reader, bright, line, _ROOM_FOR_SIGN if position > 1 else MARGIN, careful)
        labels.append(Label(read.text, read.confidence, position))
        scale = scale_of(labels)
        if len(labels) >= _ENOUGH_LABELS and scale.unit is not None and not scale.doubtful:
            return labels, True
    return labels, False


def _by_importance(lines: list[Box], bar: Box, zone: Box) -> list[tuple[float, Box]]:
    """Lines with their places along the bar: those at its ends first, then from the outside in."""
    placed = [((bar.bottom - zone.y - line.y - line.h / 2) / bar.h, line) for line in lines]
    near = [one for one in placed if -_MAX_BEYOND <= one[0] <= 1 + _MAX_BEYOND]
    return sorted(near, key=lambda one: -abs(one[0] - 0.5))[:_MAX_LABELS]


def _label_zone(planes: Planes, bar: Box) -> Box:
    aside = max(5 * bar.w, round(0.06 * planes.width))
    along = round(0.06 * planes.height)
    zone = Box(bar.x - aside, bar.y - along, bar.w + 2 * aside, bar.h + 2 * along)
    return zone.intersection(Box(0, 0, planes.width, planes.height)) or bar


def _blot_out(bright: NDArray[np.uint8], bar: Box) -> None:
    grown = Box(bar.x - 2, bar.y - 2, bar.w + 4, bar.h + 4)
    inside = grown.intersection(Box(0, 0, bright.shape[1], bright.shape[0])) or bar
    bright[inside.slices] = 0


def _is_tick(part: Box, bar: Box, zone: Box) -> bool:
    """Whether a part is a mark at the bar's side rather than text."""
    flat = part.h <= 3 and part.w >= 2
    box = part.shifted(zone.x, zone.y)
    aside = min(abs(box.x - bar.right), abs(bar.x - box.right))
    return flat and aside <= max(8, bar.w)
