"""What a screen shows, put together: frame, colour bar, SWE box, stiffness map, Q-Boxes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dlre_gui.domain.findings import ColourBar, Findings, Given, SweBox
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Screen
from dlre_gui.screen.bar_shape import find_bars
from dlre_gui.screen.calibration import mm_per_px
from dlre_gui.screen.colour_bar import BarReading, read_bar
from dlre_gui.screen.frame import find_frame
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.outline import rectangle
from dlre_gui.screen.overlay import find_overlays
from dlre_gui.screen.planes import Planes, planes_of
from dlre_gui.screen.plausible import explained_by, lies_in_b_mode, looks_like_elastogram
from dlre_gui.screen.qbox import read_qboxes
from dlre_gui.screen.screen_text import ScreenText
from dlre_gui.screen.stiffness import invert
from dlre_gui.screen.swe_box import Shape, from_regions, on_screen, shape_of

_MIN_EXPLAINED = 0.7
_MIN_SIDE_PX = 24
_MIN_PICTURE_PX = 32


def analyse(screen: Screen, given: Given | None = None) -> Findings:
    """Read a screen.

    Parameters
    ----------
    given
        What the user says; used instead of reading it.

    Returns
    -------
    Findings
        With a `reason` and nothing else where the screen shows no SWE box. A box without a
        colour bar, or with one whose scale cannot be read, comes without a stiffness map.

    Raises
    ------
    DlreError
        If the text recognition network is not installed.
    """
    given = given or Given()
    if min(screen.width, screen.height) < _MIN_PICTURE_PX:
        return Findings(frame=screen.box, reason="no SWE box: the picture is too small")
    planes = planes_of(screen.pixels)
    frame = find_frame(planes)
    seen = _see(planes.cut(frame), _in_frame(given, frame))
    swe_box = _swe_box(screen, planes.cut(frame), frame, seen, given)
    if swe_box is None:
        return Findings(frame=frame, reason=f"no SWE box: {seen.reason}")
    bar = seen.reading.bar if seen.reading else None
    if bar is not None:
        bar = replace(bar, box=bar.box.shifted(frame.x, frame.y))
    text = ScreenText(planes, frame, _without_text(swe_box, bar), shared_reader())
    stiffness = invert(planes, swe_box, bar, text.shown_opacity) if bar else None
    scale = mm_per_px(screen.header.regions, swe_box.box)
    return Findings(
        frame=frame,
        swe_box=swe_box,
        colour_bar=bar,
        stiffness=stiffness,
        qboxes=read_qboxes(planes, swe_box, bar, stiffness, scale, text),
        mm_per_px=scale,
    )


def _without_text(swe_box: SweBox, bar: ColourBar | None) -> list[Box]:
    """The SWE box, and the bar with the grey bar and the labels beside it."""
    if bar is None:
        return [swe_box.box]
    w = bar.box.w
    return [swe_box.box, Box(bar.box.x - 2 * w, bar.box.y - 2 * w, 6 * w, bar.box.h + 4 * w)]


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What colour tells, in px of the frame."""

    shape: Shape | None
    reading: BarReading | None
    reason: str


def _in_frame(given: Given, frame: Box) -> Given:
    bar_box = given.bar_box.shifted(-frame.x, -frame.y) if given.bar_box else None
    if given.bar_ends is None:
        return replace(given, bar_box=bar_box)
    (x0, y0), (x1, y1) = given.bar_ends
    ends = (x0 - frame.x, y0 - frame.y), (x1 - frame.x, y1 - frame.y)
    return replace(given, bar_box=bar_box, bar_ends=ends)


def _see(planes: Planes, given: Given) -> _Seen:
    """The coloured area that is an SWE box by its look, and the bar; cheapest questions first."""
    bars = find_bars(planes)
    overlays = find_overlays(planes, [bar.box for bar in bars] + ([given.bar_box] if given.bar_box else []))
    shapes = [shape_of(planes, overlay) for overlay in overlays[:4]]
    fitting = [s for s in shapes if min(s.box.w, s.box.h) >= _MIN_SIDE_PX and lies_in_b_mode(planes, s)]
    if not fitting and given.swe_box is None:
        return _Seen(None, None, "no coloured area lies in the B-mode picture")
    reading = read_bar(planes, bars, given, shared_reader())
    if reading is None:
        fitting = [shape for shape in fitting if looks_like_elastogram(planes, shape)]
        return _Seen(
            fitting[0] if fitting else None, None, "no colour bar, and the colours are not an elastogram's"
        )
    if reading.bar is None and (reading.scale.other_unit or not reading.scale.is_numbered):
        return _Seen(None, reading, "the colour bar is not a stiffness scale in kPa or m/s")
    fitting = [s for s in fitting if explained_by(planes, s, reading.shape) >= _MIN_EXPLAINED]
    return _Seen(fitting[0] if fitting else None, reading, "no area shows the colour bar's colours")


def _swe_box(screen: Screen, planes: Planes, frame: Box, seen: _Seen, given: Given) -> SweBox | None:
    if given.swe_box is not None:
        box = given.swe_box.intersection(screen.box)
        return SweBox(box, rectangle(box), "user") if box else None
    if seen.shape is None:
        return None
    region = from_regions(planes, screen.header.regions, frame, seen.shape)
    return region or on_screen(seen.shape, frame, "colour")
