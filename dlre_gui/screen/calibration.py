"""Millimetres per pixel: from the DICOM regions, else from the depth ruler."""

from __future__ import annotations

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import UltrasoundRegion
from dlre_gui.screen.depth_ruler import mm_per_px_of_ruler
from dlre_gui.screen.depth_text import mm_per_px_of_depth
from dlre_gui.screen.hidden_ticks import hidden_ticks
from dlre_gui.screen.ruler_numbers import mm_per_px_of_numbers
from dlre_gui.screen.ruler_scale import WIDEST
from dlre_gui.screen.screen_text import ScreenText
from dlre_gui.screen.tick_ruler import Ticks, find_ticks, mm_per_px_of_ticks

_MOSTLY = 0.5  # of a column's marks


def mm_per_px(
    regions: tuple[UltrasoundRegion, ...], frame: Box, swe_box: Box, bar: Box | None, text: ScreenText
) -> float | None:
    """Size of a pixel where the SWE box lies, mm; None if neither a region nor a ruler tells it."""
    for region in regions:
        if region.mm_per_px_x and region.box.contains_point(*swe_box.centre):
            return abs(region.mm_per_px_x)
    ticks = _without_letters(find_ticks(text.high, frame, swe_box, bar), text)
    numbered = mm_per_px_of_numbers(text.high, frame, swe_box, ticks, text.reader)
    if numbered is None:
        numbered = mm_per_px_of_ruler(text, swe_box, bar)
    if numbered is None:
        numbered = mm_per_px_of_ticks(ticks)
    if numbered is None:
        numbered = mm_per_px_of_depth(ticks, swe_box, text)
    if numbered is None:
        some = _without_letters(hidden_ticks(text.high, frame, swe_box, bar), text)
        numbered = mm_per_px_of_numbers(text.high, frame, swe_box, some, text.reader, is_from_0=True)
    return numbered


def _without_letters(found: list[Ticks], text: ScreenText) -> list[Ticks]:
    words = [piece for piece in text.pieces if piece.w > WIDEST * piece.h] if found else []
    return [one for one in found if not _are_letters(one, words)]


def _are_letters(ticks: Ticks, words: list[Box]) -> bool:
    """Whether most marks lie in words: letters of evenly spaced lines stand one under the other, too."""
    above = [word for word in words if word.x <= ticks.x < word.right]
    within = [any(word.y <= row < word.bottom for word in above) for row in ticks.rows.tolist()]
    return sum(within) >= _MOSTLY * len(within)
