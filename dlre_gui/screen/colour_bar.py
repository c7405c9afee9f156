"""The colour bar with its scale: shape first, then its labels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.findings import ColourBar, Given, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_by_hand import box_of_ends, minimum_is_on_top
from dlre_gui.screen.bar_label import Label, believed, span_of_number
from dlre_gui.screen.bar_labels import LabelLines, label_lines
from dlre_gui.screen.bar_part import own_part, unit_over
from dlre_gui.screen.bar_shape import BarShape, bar_colours
from dlre_gui.screen.bar_unit import names_other_unit_only, names_unit_only, plain_unit
from dlre_gui.screen.ocr import LineReader, ReadLine
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.scale import Scale, is_settled, is_sure, scale_of
from dlre_gui.screen.text_lines import MARGIN, columns_of_cut, cut_out

_MAX_LABELS = 12
_MAX_UNIT_LINES = 6
_MAX_AGAIN = 6  # lines read by the second reader, which takes long
_FEWEST = 3  # labels that may settle a scale
_ROOM_FOR_SIGN = 1.0
_NARROW = 0.9  # of its height: a line of one character, or a speck
_BEYOND_DOUBT = 0.97  # of a number that both readers read


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
        is_worded = bool(self.labels) and not self.scale.is_numbered and not self.scale.is_illegible
        return self.bar is None and (self.scale.other_unit or is_worded)


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
        reading = BarReading(shape, scale, bar_of(shape, scale, given), tuple(labels))
        if reading.bar is not None:
            return reading
        readings.append(reading)
    return readings[0] if readings else None


def _given_shape(planes: Planes, box: Box) -> BarShape:
    inside = box.intersection(Box(0, 0, planes.width, planes.height)) or box
    return BarShape(inside, bar_colours(planes, inside)[0])


def bar_of(shape: BarShape, scale: Scale, given: Given) -> ColourBar | None:
    """A bar with its scale, what is given before what is read; None where unit or ends are not known."""
    unit = given.unit or scale.unit
    lower, upper = _ordered_ends(scale, given)
    if unit is None or lower is None or upper is None or lower == upper:
        return None
    if scale.other_unit and given.unit is None:
        return None
    is_reversed = lower > upper
    is_given = given.maximum is not None or given.minimum is not None
    return ColourBar(
        box=shape.box,
        colours=np.ascontiguousarray(shape.colours[::-1]) if is_reversed else shape.colours,
        unit=Unit(unit),
        minimum=min(lower, upper),
        maximum=max(lower, upper),
        saturating=scale.saturating,
        doubtful=scale.doubtful and given.maximum is None,
        source="user" if is_given else "read",
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
    """Lines of text about a bar, read; its own labels first.

    Where they tell no scale beyond doubt, they are looked for as on a bright picture, too.
    """
    told = _read_lines(label_lines(planes, bar), reader)
    scale = scale_of(told)
    if is_sure(scale):
        return told
    closer = _read_lines(label_lines(planes, bar, over_picture=True), reader)
    return closer if _tells_more(scale_of(closer), scale) else told


def _tells_more(one: Scale, other: Scale) -> bool:
    """Whether a scale is sure, or known at all where another one is not, be it as none of stiffness."""
    return is_sure(one) or ((_is_known(one) or one.other_unit) and not _is_known(other))


def _is_known(scale: Scale) -> bool:
    return scale.unit is not None and scale.upper is not None


def _read_lines(lines: LabelLines, reader: LineReader) -> list[Label]:
    """Ends first, then ticks from the outside in, until the scale is beyond doubt.

    Only where it is not, what the first reader was unsure of is read by the second.
    """
    own = lines.own[:_MAX_LABELS]
    pictures = [_picture(lines, place, line) for place, line in own]
    read = reader.glance_all(pictures)
    told = [_label(lines, place, line, one) for (place, line), one in zip(own, read, strict=True)]
    for n in range(_FEWEST, len(told)):
        if is_settled(told[:n]):
            return told[:n]
    is_numbered = any(label.number is not None for label in told)
    unsure = [k for k, one in enumerate(read) if not one.is_sure and not (one.is_speck and is_numbered)]
    for k in sorted(unsure, key=lambda k: own[k][1].w < _NARROW * own[k][1].h)[:_MAX_AGAIN]:
        if is_settled(told):
            break
        told[k] = believed(told[k], _label(lines, *own[k], reader.read_again(pictures[k], read[k])))
    return told if scale_of(told).unit is not None else told + _units(reader, lines)


def _picture(lines: LabelLines, place: float, line: Box) -> NDArray[np.uint8]:
    return cut_out(lines.plane, line, _ahead(place))


def _ahead(place: float) -> float:
    return _ROOM_FOR_SIGN if place > 1 else MARGIN


def _label(lines: LabelLines, place: float, line: Box, read: ReadLine) -> Label:
    side = -1 if line.right <= lines.strip.x + 3 else 1 if line.x >= lines.strip.right - 3 else 0
    start, end = own_part(read, columns_of_cut(lines.plane, line, _ahead(place)), lines.strip)
    number = span_of_number(read.text[start:end])
    confidence = read.confidence_of(start + number[0], start + number[1]) if number else read.confidence
    return Label(plain_unit(read.text[start:end]), confidence, place, side)


def is_read_alike(planes: Planes, reading: BarReading, reader: LineReader) -> bool:
    """Whether the second reader, too, reads the maximum where that is the bar's only number.

    Parameters
    ----------
    planes
        Of the frame that the bar was read in.
    """
    if not reading.scale.is_alone:
        return False
    lines = label_lines(planes, reading.shape.box)
    for place, line in lines.own:
        read = reader.read(_picture(lines, place, line), careful=True)
        label = _label(lines, place, line, read)
        if label.number is not None:
            return label.number == reading.scale.upper and label.confidence >= _BEYOND_DOUBT
    return False


def _is_other_unit(label: Label) -> bool:
    return label.side == 0 and not 0.0 <= label.position <= 1.0 and names_other_unit_only(label.text)


def _units(reader: LineReader, lines: LabelLines) -> list[Label]:
    """The unit where it stands apart from the numbers; nothing but units is taken from there.

    Another one than of stiffness where it stands just over or below the bar.
    """
    others = lines.others[:_MAX_UNIT_LINES]
    read = [reader.read(_picture(lines, place, line)) for place, line in others]
    labels = [_label(lines, *other, one) for other, one in zip(others, read, strict=True)]
    units = [label for label in labels if names_unit_only(label.text) or _is_other_unit(label)]
    for (place, line), one, label in zip(others, read, labels, strict=True):
        unit = unit_over(one, columns_of_cut(lines.plane, line, _ahead(place)), lines.strip, line.h)
        units += [replace(label, text=unit)] if unit else []
    return units
