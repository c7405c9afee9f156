"""What a screen shows, put together: frame, colour bar, SWE box, stiffness map, Q-Boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dlre_gui.domain.findings import ColourBar, Findings, Given, Missing, SweBox
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Screen
from dlre_gui.screen.bar_shape import find_bars
from dlre_gui.screen.calibration import mm_per_px
from dlre_gui.screen.colour_bar import is_read_alike
from dlre_gui.screen.frame import find_frame
from dlre_gui.screen.map_check import likeliest
from dlre_gui.screen.modality import NO_ULTRASOUND, is_magnetic_resonance
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.outline import rectangle
from dlre_gui.screen.panel_search import units_about
from dlre_gui.screen.planes import Planes, planes_of
from dlre_gui.screen.plausible import is_lettering
from dlre_gui.screen.qbox import read_qboxes
from dlre_gui.screen.scale_check import in_unit_of, is_borne_out, weighed
from dlre_gui.screen.screen_text import ScreenText
from dlre_gui.screen.seen import Seen, see
from dlre_gui.screen.stiffness import invert
from dlre_gui.screen.swe_box import completed, from_regions, on_screen
from dlre_gui.screen.tiles import tile_of

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
        With a `reason` where the screen shows no SWE box. A box without a colour bar, or with one
        whose scale cannot be read, comes without a stiffness map; `missing` says what to give.

    Raises
    ------
    DlreError
        If the text recognition network is not installed.
    """
    given = given or Given()
    if min(screen.width, screen.height) < _MIN_PICTURE_PX:
        return Findings(frame=screen.box, reason="no SWE box: the picture is too small")
    planes = planes_of(screen.pixels)
    frame, seen = _frame_and_seen(planes, given)
    swe_box = _swe_box(screen, planes.cut(frame), frame, seen, given)
    if swe_box is None:
        missing = (Missing.SWE_BOX, *seen.missing)
        bar_box = seen.bar_box.shifted(frame.x, frame.y) if seen.bar_box else None
        return Findings(frame=frame, reason=f"no SWE box: {seen.reason}", bar_box=bar_box, missing=missing)
    findings = _findings(screen, planes, frame, seen, swe_box)
    if swe_box.source != "colour" or findings.swe_box is None:
        return findings
    rivals = (on_screen(completed(planes.cut(frame), one, []), frame, "colour") for one in seen.rivals)
    return likeliest(findings, (_findings(screen, planes, frame, seen, rival) for rival in rivals))


def _findings(screen: Screen, planes: Planes, frame: Box, seen: Seen, swe_box: SweBox) -> Findings:
    """All that a screen shows of this SWE box."""
    bar_box = seen.bar_box.shifted(frame.x, frame.y) if seen.bar_box else None
    bar = replace(seen.bar, box=bar_box) if seen.bar and bar_box else None
    areas = [one for one in (seen.shape, *seen.rivals) if one is not None and not is_lettering(one.overlay)]
    maps = [one.box.shifted(frame.x, frame.y) for one in areas]
    looked_past = dict.fromkeys([swe_box.box, *maps, *([bar_box] if bar_box else [])])
    text = ScreenText(planes, frame, list(looked_past), shared_reader())
    stiffness = invert(planes, swe_box, bar, text.shown_opacity) if bar else None
    scale = mm_per_px(screen.header.regions, frame, swe_box.box, bar_box, text)
    qboxes = read_qboxes(planes, swe_box, bar, stiffness, scale, text)
    if swe_box.source != "user" and is_magnetic_resonance(text, bar, qboxes):
        missing = (Missing.SWE_BOX,)
        return Findings(frame=frame, reason=f"no SWE box: {NO_ULTRASOUND}", bar_box=bar_box, missing=missing)
    offered = in_unit_of(qboxes, seen.reading, bar_box)
    if offered is not None and units_about(text, qboxes) == {offered.unit}:
        as_offered = invert(planes, swe_box, offered, text.shown_opacity)
        told = read_qboxes(planes, swe_box, offered, as_offered, scale, text)
        if is_borne_out(offered, as_offered, swe_box.box, told):
            bar, stiffness, qboxes = offered, as_offered, told
    if bar and stiffness:
        bar = _weighed(planes.cut(frame), seen, bar, lambda one: weighed(one, stiffness, swe_box.box, qboxes))
    return Findings(
        frame=frame,
        swe_box=swe_box,
        colour_bar=bar,
        stiffness=stiffness,
        qboxes=qboxes,
        mm_per_px=scale,
        bar_box=bar_box,
        missing=() if bar and bar_box else seen.missing,
        several_screens=seen.several,
    )


def _weighed(
    planes: Planes, seen: Seen, bar: ColourBar, weighed_by_qboxes: Callable[[ColourBar], ColourBar]
) -> ColourBar:
    """The bar, doubtful or not; what Q-Boxes do not tell is asked of the second reader, which takes long."""
    if bar.doubtful and seen.reading and seen.reading.scale.is_lower_unread:
        return bar  # a mean tells how far a scale goes, but hardly where it begins
    told = weighed_by_qboxes(bar)
    if told.doubtful and seen.reading and is_read_alike(planes, seen.reading, shared_reader()):
        return weighed_by_qboxes(replace(bar, doubtful=False))
    return told


def _frame_and_seen(planes: Planes, given: Given) -> tuple[Box, Seen]:
    """The scanner's picture and what it shows.

    A panel on a lighter ground can be taken for it. But bar and box belong to it: where one is not inside
    and a bar of stiffness is in the whole picture, with the box if there is one, that is the scanner's.
    """
    frame, whole = find_frame(planes), Box(0, 0, planes.width, planes.height)
    if not _holds(frame, given):
        frame = whole
    seen = see(planes.cut(frame), _in_frame(given, frame), shared_reader())
    if (seen.reading is None or seen.shape is None) and frame != whole:
        outside = see(planes, given, shared_reader())
        is_read = outside.reading is not None and not outside.reading.is_of_something_else
        if is_read and (seen.reading is None or outside.shape is not None):
            return whole, outside
    return _one_screen(planes, frame, seen, given)


def _one_screen(planes: Planes, frame: Box, seen: Seen, given: Given) -> tuple[Box, Seen]:
    """The same, but of one screen only where several stand in the picture; nothing of them is mixed."""
    if seen.bar_box is None or given.swe_box is not None:
        return frame, seen
    is_whole = frame.w == planes.width and frame.h == planes.height
    bars = seen.bars if is_whole else [one.box for one in find_bars(planes).bars]
    part = tile_of(planes, seen.bar_box.shifted(frame.x, frame.y), bars) if len(bars) > 1 else None
    if part is None:
        return frame, seen
    inner = find_frame(planes.cut(part)).shifted(part.x, part.y)
    for one in (inner, part):
        alone = see(planes.cut(one), _in_frame(given, one), shared_reader())
        if alone.reading is not None and alone.shape is not None:
            return one, replace(alone, several=True)
    return frame, seen


def _holds(frame: Box, given: Given) -> bool:
    """Whether all that the user drew lies within the frame."""
    points = [box.centre for box in (given.swe_box, given.bar_box) if box is not None]
    return all(frame.contains_point(x, y) for x, y in (*points, *(given.bar_ends or ())))


def _in_frame(given: Given, frame: Box) -> Given:
    bar_box = given.bar_box.shifted(-frame.x, -frame.y) if given.bar_box else None
    if given.bar_ends is None:
        return replace(given, bar_box=bar_box)
    (x0, y0), (x1, y1) = given.bar_ends
    ends = (x0 - frame.x, y0 - frame.y), (x1 - frame.x, y1 - frame.y)
    return replace(given, bar_box=bar_box, bar_ends=ends)


def _swe_box(screen: Screen, planes: Planes, frame: Box, seen: Seen, given: Given) -> SweBox | None:
    if given.swe_box is not None:
        box = given.swe_box.intersection(screen.box)
        return SweBox(box, rectangle(box), "user") if box else None
    if seen.shape is None:
        return None
    region = from_regions(planes, screen.header.regions, frame, seen.shape)
    return region or on_screen(seen.shape, frame, "colour")
