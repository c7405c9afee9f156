"""The page's sections from top to bottom. Each draws below the last and says where it ended."""

from __future__ import annotations

from collections.abc import Callable

from dlre_gui.clinical.checks import CheckState
from dlre_gui.report.dossier import Dossier, ReportStyle
from dlre_gui.report.figures import (
    UNKNOWN,
    check_text,
    method_texts,
    moment,
    serum_text,
    short,
)
from dlre_gui.report.page_head import draw_head, draw_patient
from dlre_gui.report.page_result import draw_result
from dlre_gui.report.page_screens import draw_acquisitions, draw_rois
from dlre_gui.report.pen import GREY, Pen
from dlre_gui.report.sheet import BOTTOM, LEFT, RIGHT, TOP, heading
from dlre_gui.report.words import Words, research_line

Section = Callable[[Pen, float, Dossier, ReportStyle, Words], float]

_SMALL = 7.6
_LINE = 10.2
_MOST_CHECKS = 7


def draw_page(pen: Pen, dossier: Dossier, style: ReportStyle, words: Words) -> None:
    """Draw all of it on one page."""
    y = TOP
    sections: tuple[Section, ...] = (
        draw_head,
        draw_patient,
        draw_result,
        draw_rois,
        draw_acquisitions,
        _quality,
        _laboratory,
        _method,
    )
    for section in sections:
        y = section(pen, y, dossier, style, words)
    _foot(pen, dossier, style, words)


def _quality(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    checks = dossier.assessment.checks
    violated = [check for check in checks if check.state is CheckState.VIOLATED]
    counts = {state: sum(check.state is state for check in checks) for state in CheckState}
    told = words("quality.met", met=counts[CheckState.MET], unknown=counts[CheckState.UNKNOWN])
    y = heading(pen, y, words("quality"), told)
    lines = [check_text(check, words) for check in violated[:_MOST_CHECKS]]
    if len(violated) > _MOST_CHECKS:
        lines.append(words("quality.more", n=len(violated) - _MOST_CHECKS))
    half = (RIGHT - LEFT) / 2
    for at, line in enumerate(lines or [words("quality.good")]):
        x = LEFT + (at % 2) * half
        sign = "▲ " if violated else ""
        pen.text(x, y - (at // 2) * _LINE, sign + line, _SMALL, room=half - 8)
    return y - ((max(len(lines), 1) + 1) // 2) * _LINE - 5


def _laboratory(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    laboratory = dossier.details.laboratory
    unit = laboratory.enzyme_unit.value
    values = (
        ("AST", short(laboratory.ast, unit)),
        ("ALT", short(laboratory.alt, unit)),
        (words("uln"), short(laboratory.ast_upper_limit, unit)),
        (words("subject.platelets_10e9_per_l"), short(laboratory.platelets_10e9_per_l, "×10⁹/L")),
        (words("sampled"), laboratory.sampled_on or UNKNOWN),
    )
    known = any(value != UNKNOWN for _, value in values)
    y = heading(pen, y, words("laboratory"))
    text = "   ".join(f"{name} {value}" for name, value in values) if known else words("laboratory.none")
    pen.text(LEFT, y, text, _SMALL, room=RIGHT - LEFT)
    if not known:
        return y - _LINE - 5
    for score in dossier.assessment.serum:
        y -= _LINE
        pen.text(LEFT, y, serum_text(score, words), _SMALL, room=RIGHT - LEFT)
    return y - _LINE - 5


def _method(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    y = heading(pen, y, words("method"))
    between = "" if style.language == "zh" else " "
    text = between.join(method_texts(dossier, style, words))
    room = int((y - BOTTOM - 52) // 9)
    for line in pen.wrapped(text, RIGHT - LEFT, 7.0, max(1, min(6, room))):
        pen.text(LEFT, y, line, 7.0, colour=GREY)
        y -= 9
    return y


def _foot(pen: Pen, dossier: Dossier, style: ReportStyle, words: Words) -> None:
    """Signature, research line, page number: always at the same place."""
    y = BOTTOM + 34
    conclusion = dossier.details.conclusion
    pen.text(LEFT, y, f"{words('reader')}: {conclusion.reader if conclusion else ''}", 8.5, room=220)
    pen.text(LEFT + 240, y, f"{words('signature')}:", 8.5)
    pen.rule(LEFT + 290, y - 2, RIGHT, colour=GREY)
    pen.fill(LEFT, BOTTOM + 8, RIGHT - LEFT, 15, (1.0, 0.93, 0.74))
    line = research_line(words, simulated=dossier.simulated)
    pen.text((LEFT + RIGHT) / 2, BOTTOM + 12.4, line, 8.5, bold=True, align="centre", room=RIGHT - LEFT - 10)
    written = words("written", at=moment(dossier.written_at)) if dossier.written_at else ""
    pen.text(LEFT, BOTTOM - 2, f"DLRE GUI {dossier.software_version}  {written}", 7, colour=GREY)
    pen.text(RIGHT, BOTTOM - 2, words("page"), 7, colour=GREY, align="right")
