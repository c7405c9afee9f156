"""The Q-Boxes: circles in the SWE box, and the values burned in beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.findings import ColourBar, QBox, StiffnessMap, SweBox, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.screen.circle import find_circles
from dlre_gui.screen.ocr import LineReader, ReadLine
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.paragraphs import Paragraph, find_paragraphs, text_plane
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.qbox_check import doubtful_fields, map_values
from dlre_gui.screen.qbox_words import PanelValue, field_of, is_title, value_of
from dlre_gui.screen.text_lines import MARGIN

Row = tuple[Box, ...]
ReadRow = Callable[[Row], ReadLine]

_MAX_PROBED = 8
_MAX_PIECES = 3  # of a row of a panel
_MAX_QBOXES = 4
_GAP = 0.6  # left between label and value when they are read as one line


def read_qboxes(
    planes: Planes,
    swe_box: SweBox,
    bar: ColourBar | None,
    stiffness: StiffnessMap | None,
    mm_per_px: float | None,
    reader: LineReader,
) -> tuple[QBox, ...]:
    """The Q-Boxes of a frame, in the order of their panel; empty if it shows no values.

    Parameters
    ----------
    planes
        Of the screen, black outside the scanner's picture.
    """
    looked_past = [swe_box.box] + ([_zone(bar.box)] if bar else [])
    plane = text_plane(planes.high, looked_past)
    boxes = _read_panels(plane, find_paragraphs(plane), reader)
    if not boxes:
        return ()
    inside = inside_of(swe_box.outline, swe_box.box)
    found = find_circles(planes.cut(swe_box.box).low, inside)
    circles = [Circle(c.x + swe_box.box.x, c.y + swe_box.box.y, c.radius) for c in found]
    qboxes = [_qbox(values, bar) for values in boxes]
    placed = _with_circles(qboxes, circles, stiffness, swe_box.box)
    return tuple(
        _checked(qbox, values, bar, stiffness, swe_box.box, mm_per_px)
        for qbox, values in zip(placed, boxes, strict=True)
    )


def _zone(bar: Box) -> Box:
    """The bar with its grey bar and its labels beside it."""
    return Box(bar.x - 2 * bar.w, bar.y - 2 * bar.w, 6 * bar.w, bar.h + 4 * bar.w)


def _read_panels(
    plane: NDArray[np.uint8], paragraphs: list[Paragraph], reader: LineReader
) -> list[list[PanelValue]]:
    """The values of each Q-Box in the paragraphs that are panels of values."""
    boxes: list[list[PanelValue]] = []
    read = cache(lambda row: _read(plane, row, reader))
    longest_first = sorted(paragraphs, key=lambda p: -min(len(p.rows), 8))
    for paragraph in longest_first[:_MAX_PROBED]:
        if _is_panel(paragraph, read):
            boxes += _values(paragraph, read)
    return [values for values in boxes if _is_whole(values)][:_MAX_QBOXES]


def _is_panel(paragraph: Paragraph, read: ReadRow) -> bool:
    """Whether one of the first rows begins with the name of a Q-Box value or with its title."""
    for row in (paragraph.rows[1], paragraph.rows[0]):
        text = read(row if len(row) <= _MAX_PIECES else row[:1]).text
        if field_of(text) is not None or is_title(text):
            return True
    return False


def _read(plane: NDArray[np.uint8], pieces: Row, reader: LineReader) -> ReadLine:
    """Pieces of a row read as one line, wide gaps between them closed up."""
    y0 = max(0, min(p.y for p in pieces))
    y1 = max(p.bottom for p in pieces)
    margin = max(2, round(MARGIN * (y1 - y0)))
    rows = slice(max(0, y0 - margin), y1 + margin)
    height = plane[rows].shape[0]
    gap = np.zeros((height, round(_GAP * (y1 - y0))), dtype=np.uint8)
    side = np.zeros((height, margin), dtype=np.uint8)
    parts = [side]
    for piece in pieces:
        parts += [plane[rows, max(0, piece.x - 1) : piece.right + 1], gap]
    parts[-1] = side
    return reader.read(255 - np.concatenate(parts, axis=1))


def _values(paragraph: Paragraph, read: ReadRow) -> list[list[PanelValue]]:
    """Values of the paragraph's rows, a list for each Q-Box."""
    boxes: list[list[PanelValue]] = [[]]
    for row in paragraph.rows:
        line = read(row)
        value = value_of(line)
        repeated = value is not None and any(v.field == value.field for v in boxes[-1])
        if (is_title(line.text) and boxes[-1]) or repeated:
            boxes.append([])
        if value is not None:
            boxes[-1].append(value)
    return boxes


def _is_whole(values: list[PanelValue]) -> bool:
    """Whether lines make a Q-Box: a stiffness, and at least one more value."""
    stiff = [v for v in values if v.field in ("mean", "minimum", "maximum")]
    return len(values) >= 2 and any(v.unit is not None for v in stiff)


def _qbox(values: list[PanelValue], bar: ColourBar | None) -> QBox:
    units = Counter(v.unit for v in values if v.unit is not None)
    unit = units.most_common(1)[0][0] if units else bar.unit if bar else Unit.KPA
    return QBox(**{v.field: v.value for v in values}, unit=unit)  # type: ignore[arg-type]


def _with_circles(
    qboxes: list[QBox], circles: list[Circle], stiffness: StiffnessMap | None, box: Box
) -> list[QBox]:
    """Each Q-Box with its circle: of all ways to deal them out, where the means fit the map best."""
    if not circles:
        return qboxes
    if len(qboxes) == 1 and len(circles) == 1:
        return [replace(qboxes[0], circle=circles[0])]
    if stiffness is None:
        return qboxes
    dealt = [*circles, *[None] * len(qboxes)][: max(len(circles), len(qboxes))]
    best = min(permutations(dealt, len(qboxes)), key=lambda way: _misfit(qboxes, way, stiffness, box))
    return [replace(qbox, circle=circle) for qbox, circle in zip(qboxes, best, strict=True)]


def _misfit(
    qboxes: list[QBox], circles: tuple[Circle | None, ...], stiffness: StiffnessMap, box: Box
) -> float:
    total = 0.0
    for qbox, circle in zip(qboxes, circles, strict=True):
        values = map_values(stiffness, box, circle) if circle else np.empty(0)
        mean = qbox.mean if qbox.unit is Unit.KPA or qbox.mean is None else kpa_from_speed(qbox.mean)
        total += abs(float(values.mean()) - mean) if values.size and mean is not None else 1e3
    return total


def _checked(
    qbox: QBox,
    values: list[PanelValue],
    bar: ColourBar | None,
    stiffness: StiffnessMap | None,
    box: Box,
    mm_per_px: float | None,
) -> QBox:
    """The Q-Box with its doubtful fields named."""
    in_circle = map_values(stiffness, box, qbox.circle) if stiffness and qbox.circle else np.empty(0)
    top = None if bar is None else bar.maximum if bar.unit is Unit.KPA else kpa_from_speed(bar.maximum)
    return replace(qbox, doubtful=doubtful_fields(qbox, values, in_circle, top, mm_per_px))
