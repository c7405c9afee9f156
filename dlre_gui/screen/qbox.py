"""The Q-Boxes: circles in the SWE box, and the values burned in beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations

import numpy as np

from dlre_gui.domain.findings import ColourBar, QBox, StiffnessMap, SweBox, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.screen.circle import find_circles
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.paragraphs import Paragraph
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.qbox_check import doubtful_fields, map_values
from dlre_gui.screen.qbox_words import PanelValue, field_of, is_title, value_of
from dlre_gui.screen.screen_text import ScreenText

_MAX_PROBED = 8
_MAX_QBOXES = 4


def read_qboxes(
    planes: Planes,
    swe_box: SweBox,
    bar: ColourBar | None,
    stiffness: StiffnessMap | None,
    mm_per_px: float | None,
    text: ScreenText,
) -> tuple[QBox, ...]:
    """The Q-Boxes of a frame, in the order of their panel; empty if it shows no values.

    Parameters
    ----------
    planes
        Of the screen.
    text
        The lines of the screen.
    """
    box = swe_box.box
    found = find_circles(planes.cut(box).low, inside_of(swe_box.outline, box))
    circles = [Circle(c.x + box.x, c.y + box.y, c.radius) for c in found]

    def read() -> tuple[QBox, ...]:
        panels = _read_panels(text, max(1, len(circles)))
        placed = _with_circles([_qbox(values, bar) for values in panels], circles, stiffness, box)
        return tuple(
            _checked(qbox, values, bar, stiffness, box, mm_per_px)
            for qbox, values in zip(placed, panels, strict=True)
        )

    qboxes = read()
    is_doubtful = any(qbox.doubtful for qbox in qboxes) or bool(circles and not qboxes)
    return read() if is_doubtful and text.read_carefully() else qboxes


def _read_panels(text: ScreenText, n_expected: int) -> list[list[PanelValue]]:
    """The values of each Q-Box in the paragraphs that are panels of values."""
    boxes: list[list[PanelValue]] = []
    for paragraph in sorted(text.paragraphs, key=_unlike_a_panel)[:_MAX_PROBED]:
        if _is_panel(paragraph, text):
            boxes += [values for values in _values(paragraph, text) if _is_whole(values)]
        if len(boxes) >= n_expected:
            break
    return boxes[:_MAX_QBOXES]


def _unlike_a_panel(paragraph: Paragraph) -> tuple[int, int]:
    """The less, the more rows have a label and a value; then, the more rows there are."""
    return -sum(len(row) > 1 for row in paragraph.rows), -len(paragraph.rows)


def _is_panel(paragraph: Paragraph, text: ScreenText) -> bool:
    """Whether one of the first rows begins with the name of a Q-Box value or with its title."""
    for row in (paragraph.rows[1], paragraph.rows[0]):
        line = text.read(row).text
        if field_of(line) is not None or is_title(line):
            return True
    return False


def _values(paragraph: Paragraph, text: ScreenText) -> list[list[PanelValue]]:
    """Values of the paragraph's rows, a list for each Q-Box."""
    boxes: list[list[PanelValue]] = [[]]
    for row in paragraph.rows:
        line = text.read(row)
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
    if not circles or not qboxes:
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
