"""The ROIs as pictures, and the table of acquisitions."""

from __future__ import annotations

from collections.abc import Sequence

from dlre_gui.clinical.aggregate import Contribution
from dlre_gui.clinical.labels import labelled
from dlre_gui.clinical.lsm import mean_in
from dlre_gui.clinical.shown import probability
from dlre_gui.domain.exam import Task
from dlre_gui.report.dossier import Dossier, NoPicture, ReportScreen, ReportStyle
from dlre_gui.report.figures import ACQUISITION_COLUMNS, acquisition_cells, stiffness, task_name
from dlre_gui.report.pen import BLACK, GREY, Pen
from dlre_gui.report.sheet import LEFT, RIGHT, heading
from dlre_gui.report.words import Words

MOST_ROIS = 5
MOST_ROWS = 10
_GAP = 7.0
_SIDE = (RIGHT - LEFT - (MOST_ROIS - 1) * _GAP) / MOST_ROIS
_HEIGHT = 97.0
_SIZE = 7.4
_ROW = 11.0
_WIDTHS = (22.0, 45.0, 43.0, 62.0, 37.0, 27.0, 38.0, 38.0, 34.0, 44.0, 42.0)


def draw_rois(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    """Up to five, those that count first."""
    y = heading(pen, y, words("rois"))
    numbered, given = list(enumerate(dossier.screens, 1)), dossier.contributions
    shown = sorted(numbered, key=lambda pair: (_is_aside(dossier, given, pair[0]), pair[0]))[:MOST_ROIS]
    for at, (number, screen) in enumerate(sorted(shown, key=lambda pair: pair[0])):
        x = LEFT + at * (_SIDE + _GAP) + (_SIDE - _HEIGHT) / 2
        _draw_roi(pen, x, y + 9 - _HEIGHT, screen, words)
        caption = roi_caption(screen, number, dossier, style, words)
        pen.text(x + _HEIGHT / 2, y - _HEIGHT, caption, _SIZE, align="centre", room=_SIDE + _GAP - 2)
    return y - _HEIGHT - 9


def _is_aside(dossier: Dossier, given: Sequence[Contribution], number: int) -> bool:
    """Whether the acquisition was left out, or is an earlier one's screen again."""
    return dossier.exam.acquisitions[number - 1].excluded or given[number - 1].is_repeated


def _draw_roi(pen: Pen, x: float, y: float, screen: ReportScreen, words: Words) -> None:
    pixels = screen.roi_pixels()
    if isinstance(pixels, NoPicture) or not pixels.size:
        pen.fill(x, y, _HEIGHT, _HEIGHT, (0.93, 0.93, 0.94))
        why = words((pixels if isinstance(pixels, NoPicture) else NoPicture.NO_ROI).value)
        pen.text(x + _HEIGHT / 2, y + _HEIGHT / 2 - 3, why, _SIZE, colour=GREY, align="centre", room=_HEIGHT)
        return
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    pen.canvas.drawImage(ImageReader(Image.fromarray(pixels)), x, y, _HEIGHT, _HEIGHT)
    if screen.acquisition.excluded:
        pen.canvas.setStrokeColorRGB(*GREY)
        pen.canvas.setLineWidth(1.2)
        pen.canvas.line(x, y, x + _HEIGHT, y + _HEIGHT)


def roi_caption(screen: ReportScreen, number: int, dossier: Dossier, style: ReportStyle, words: Words) -> str:
    """Number, stiffness and P(F4) of one ROI, or that it does not count."""
    one, unit = screen.acquisition, dossier.assessment.lsm.unit
    if one.excluded:
        return f"{number} · {words('excluded')}"
    if dossier.contributions[number - 1].is_repeated:
        return f"{number} · {words('repeated')}"
    parts = [str(number), stiffness(mean_in(one.qbox, unit), unit)]
    if one.scores is not None:
        parts.append(f"{labelled('P(F4)', style.labels)} {probability(one.scores.p_f4)}")
    return " · ".join(parts)


def draw_acquisitions(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    """One row each; of very many only the first."""
    y = heading(pen, y, words("acquisitions"))
    names = [
        task_name(column, style) if isinstance(column, Task) else words(f"col.{column}")
        for column in ACQUISITION_COLUMNS
    ]
    _draw_row(pen, y, names, bold=True)
    pen.rule(LEFT, y - 3, RIGHT)
    rows = dossier.exam.acquisitions
    unit = dossier.assessment.lsm.unit
    given = dossier.contributions
    for number, one in enumerate(rows[:MOST_ROWS], 1):
        y -= _ROW
        is_repeated = given[number - 1].is_repeated
        cells = acquisition_cells(one, number, unit, words, is_repeated=is_repeated)
        _draw_row(pen, y, cells, grey=one.excluded or is_repeated)
    if len(rows) > MOST_ROWS:
        y -= _ROW
        pen.text(LEFT, y, words("and_more", n=len(rows) - MOST_ROWS), _SIZE, colour=GREY)
    return y - _ROW - 3


def _draw_row(pen: Pen, y: float, cells: list[str], *, bold: bool = False, grey: bool = False) -> None:
    x = LEFT
    widths = (*_WIDTHS, RIGHT - LEFT - sum(_WIDTHS))
    for cell, width in zip(cells, widths, strict=True):
        pen.text(x, y, cell, _SIZE, room=width - 3, colour=GREY if grey or bold else BLACK)
        x += width
