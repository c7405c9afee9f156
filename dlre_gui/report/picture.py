"""A screen with what was found, placed and scored drawn on it, to show and to file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlre_gui.domain.exam import Scores
from dlre_gui.domain.findings import QBox, SweBox
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Screen
from dlre_gui.report.words import research_line

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from dlre_gui.report.pen import Pen

ROI_COLOUR = (255, 40, 40)
BOX_COLOUR = (255, 176, 0)
QBOX_COLOUR = (120, 200, 255)
_STRIP_COLOUR = (24, 24, 24)
_TEXT_COLOUR = (0.92, 0.92, 0.92)
_STRIP_PX = 8.4
"""Height of the strip of values, in heights of its letters."""

Lines = tuple[str, ...]


def annotate(
    screen: Screen,
    swe_box: SweBox | None = None,
    roi: Roi | None = None,
    qbox: QBox | None = None,
    scores: Scores | None = None,
    flags: str = "",
    note: str = "",
) -> Image:
    """The screen with SWE box (amber), ROI (red), Q-Box (blue), and a strip of values below it.

    Parameters
    ----------
    flags
        Their names.
    note
        Why it does not count, see `why_not_counted`.

    Returns
    -------
    PIL.Image.Image
        RGB, as wide as the screen and higher by the strip; the screen's own pixels are covered
        by the lines only.
    """
    from PIL import Image, ImageDraw

    font_px = max(10, screen.height // 45)
    strip_px = round(font_px * _STRIP_PX)
    picture = Image.new("RGB", (screen.width, screen.height + strip_px), _STRIP_COLOUR)
    picture.paste(Image.fromarray(screen.pixels), (0, 0))
    draw = ImageDraw.Draw(picture)
    _draw_lines(draw, max(2, screen.height // 400), swe_box, roi, qbox)
    columns = (qbox_lines(qbox), score_lines(scores), model_lines(scores))
    told = "   ".join(part for part in (note, f"Flags: {flags}" if flags else "") if part)
    last = (told, research_line(simulated=scores is not None and scores.simulated))
    _write_strip(picture, screen, font_px, columns, last)
    return picture


def why_not_counted(*, is_excluded: bool, is_repeated: bool) -> str:
    """What a picture says that must not be taken for one of those behind the exam's result; else nothing."""
    if is_excluded:
        return "EXCLUDED, does not count."
    return "REPEATED, an earlier screen again, does not count." if is_repeated else ""


def qbox_lines(qbox: QBox | None) -> Lines:
    """The Q-Box's values, as its panel shows them; only those that are known."""
    if qbox is None:
        return ("Q-Box: none",)
    unit = qbox.unit.value
    values = (
        ("Mean", qbox.mean, unit),
        ("Min", qbox.minimum, unit),
        ("Max", qbox.maximum, unit),
        ("SD", qbox.sd, unit),
        ("Diam", qbox.diameter_mm, "mm"),
        ("SI", qbox.si_percent, "%"),
    )
    texts = [f"{name} {value:g} {of}" for name, value, of in values if value is not None]
    pairs = ["   ".join(texts[start : start + 2]) for start in range(0, len(texts), 2)]
    return (f"Q-Box ({qbox.source}{', doubtful' if qbox.doubtful else ''})", *pairs)


def score_lines(scores: Scores | None) -> Lines:
    """The three probabilities, or that there are none."""
    if scores is None:
        return ("Not scored",)
    chances = (("P(F2-F4)", scores.p_ge_f2), ("P(F3-F4)", scores.p_ge_f3), ("P(F4)", scores.p_f4))
    way = "as shown" if scores.as_shown else "harmonised"
    return (f"DLRE ({way})", *(f"{name} {chance:.3f}" for name, chance in chances))


def model_lines(scores: Scores | None) -> Lines:
    """What computed the probabilities."""
    if scores is None:
        return ()
    return (
        f"{scores.model_id} {scores.model_version}",
        f"sha256 {scores.model_sha256[:16]}",
        f"DLRE GUI {scores.software_version}, {scores.device}",
    )


def _draw_lines(
    draw: ImageDraw, width: int, swe_box: SweBox | None, roi: Roi | None, qbox: QBox | None
) -> None:
    if swe_box is not None and swe_box.outline:
        draw.line((*swe_box.outline, swe_box.outline[0]), fill=BOX_COLOUR, width=width)
    if qbox is not None and qbox.circle is not None:
        circle = qbox.circle
        draw.circle((circle.x, circle.y), circle.radius, outline=QBOX_COLOUR, width=width)
    if roi is not None:
        edge = (roi.x, roi.y, roi.x + roi.side - 1, roi.y + roi.side - 1)
        draw.rectangle(edge, outline=ROI_COLOUR, width=width)


def _write_strip(
    picture: Image, screen: Screen, font_px: int, columns: tuple[Lines, ...], last: Lines
) -> None:
    """Three columns of values, and under them what concerns all."""
    from dlre_gui.report.page_picture import PictureCanvas
    from dlre_gui.report.pdf import ONE_AT_A_TIME
    from dlre_gui.report.pen import Pen

    width = (screen.width - font_px) / len(columns)
    with ONE_AT_A_TIME:
        pen = Pen(PictureCanvas(picture))
        for at, lines in enumerate(columns):
            _write(pen, (font_px + at * width, _STRIP_PX * font_px - 0.5 * font_px), lines, font_px, width)
        _write(pen, (font_px, (_STRIP_PX - 5.6) * font_px), last, font_px, screen.width - font_px)


def _write(pen: Pen, corner: tuple[float, float], lines: Lines, font_px: int, room: float) -> None:
    """Lines from an upper left corner on, which lies so far right of and above the picture's lower left."""
    x, top = corner
    for number, line in enumerate(lines):
        base = top - (0.95 + 1.25 * number) * font_px
        pen.text(x, base, line, font_px, colour=_TEXT_COLOUR, room=room - font_px)
