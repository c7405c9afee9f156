"""The page's sections from top to bottom. Each draws below the last and says where it ended."""

from __future__ import annotations

from collections.abc import Callable

from dlre_gui.clinical.checks import CheckState, violated
from dlre_gui.domain.exam_details import Laboratory
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
_HEADING = 23.0
_BEHIND = 5.0
_METHOD = (7.0, 9.0, 6)  # size, line, most lines
_METHOD_ENDS = BOTTOM + 52
_FEWEST_ROWS = 4
_MOST_SCORE = 2


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
    """What is violated, in two columns, as many as there is room for."""
    checks = dossier.assessment.checks
    found = violated(checks)
    counts = {state: sum(check.state is state for check in checks) for state in CheckState}
    told = words("quality.met", met=counts[CheckState.MET], unknown=counts[CheckState.UNKNOWN])
    y = heading(pen, y, words("quality"), told)
    below = _height_of_laboratory(pen, dossier, words) + _height_of_method(pen, dossier, style, words)
    most = 2 * max(_FEWEST_ROWS, int((y - _BEHIND - below - _METHOD_ENDS) // _LINE))
    shown = found if len(found) <= most else found[: most - 1]
    lines = [check_text(check, words) for check in shown]
    if len(found) > len(shown):
        lines.append(words("quality.more", n=len(found) - len(shown)))
    half = (RIGHT - LEFT) / 2
    for at, line in enumerate(lines or [words("quality.good")]):
        x = LEFT + (at % 2) * half
        sign = "▲ " if found else ""
        pen.text(x, y - (at // 2) * _LINE, sign + line, _SMALL, room=half - 8)
    return y - ((max(len(lines), 1) + 1) // 2) * _LINE - _BEHIND


def _height_of_laboratory(pen: Pen, dossier: Dossier, words: Words) -> float:
    texts = [serum_text(score, words) for score in dossier.assessment.serum] if _is_known(dossier) else []
    lines = 1 + sum(len(pen.wrapped(text, RIGHT - LEFT, _SMALL, _MOST_SCORE)) for text in texts)
    return _HEADING + lines * _LINE + _BEHIND


def _height_of_method(pen: Pen, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    size, line, most = _METHOD
    return _HEADING + len(pen.wrapped(_method_text(dossier, style, words), RIGHT - LEFT, size, most)) * line


def _is_known(dossier: Dossier) -> bool:
    """Whether any laboratory value was entered."""
    values = dossier.details.laboratory
    told = (
        *(values.ast, values.alt, values.ast_upper_limit, values.platelets_10e9_per_l),
        *(values.sampled_on, values.platelets_on),
    )
    return any(value is not None for value in told)


def laboratory_values(laboratory: Laboratory, words: Words) -> list[tuple[str, str]]:
    """Names and values as they were entered; the blood count's day only where it is another one."""
    unit = laboratory.enzyme_unit.value
    values = [
        ("AST", short(laboratory.ast, unit)),
        ("ALT", short(laboratory.alt, unit)),
        (words("uln"), short(laboratory.ast_upper_limit, unit)),
        (words("subject.platelets_10e9_per_l"), short(laboratory.platelets_10e9_per_l, "×10⁹/L")),
        (words("sampled"), laboratory.sampled_on or UNKNOWN),
    ]
    if laboratory.platelets_on:
        values.append((words("sampled.platelets"), laboratory.platelets_on))
    return values


def _laboratory(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    known, values = _is_known(dossier), laboratory_values(dossier.details.laboratory, words)
    y = heading(pen, y, words("laboratory"))
    text = "   ".join(f"{name} {value}" for name, value in values) if known else words("laboratory.none")
    pen.text(LEFT, y, text, _SMALL, room=RIGHT - LEFT)
    y -= _LINE
    for score in dossier.assessment.serum if known else ():
        text = serum_text(score, words)
        y = pen.paragraph(LEFT, y, text, _SMALL, room=RIGHT - LEFT, lines=_MOST_SCORE, line=_LINE)
    return y - _BEHIND


def _method_text(dossier: Dossier, style: ReportStyle, words: Words) -> str:
    return ("" if style.language == "zh" else " ").join(method_texts(dossier, style, words))


def _method(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    y = heading(pen, y, words("method"))
    size, line, most = _METHOD
    lines = max(1, min(most, int((y - _METHOD_ENDS) // line) + 1))
    text = _method_text(dossier, style, words)
    return pen.paragraph(LEFT, y, text, size, room=RIGHT - LEFT, lines=lines, line=line, colour=GREY)


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
