"""Head of the page and the patient's block."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from dlre_gui.domain.exam import Exam
from dlre_gui.domain.screen import readable_name
from dlre_gui.report.dossier import Dossier, ReportStyle
from dlre_gui.report.figures import UNKNOWN
from dlre_gui.report.pen import GREY, Pen
from dlre_gui.report.sheet import DARK, LEFT, RIGHT
from dlre_gui.report.words import Words

if TYPE_CHECKING:
    from PIL.Image import Image

_LOGO_HEIGHT, _LOGO_WIDTH = 34.0, 120.0
_MOST_LOGO_PIXELS = 16_000_000


def draw_head(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    """Logo, hospital and title; of a de-identified exam the title alone, for a place may tell who it is."""
    if dossier.deidentified:
        style = replace(style, hospital="", department="", logo=None)
    x = LEFT + _draw_logo(pen, style.logo, y)
    room = RIGHT - x
    if style.hospital:
        pen.text(x, y - 13, style.hospital, 15, bold=True, room=room)
        pen.text(x, y - 26, style.department, 9, colour=GREY, room=room)
    title = words("title") + (f" ({words('deidentified')})" if dossier.deidentified else "")
    at = y - (48 if style.hospital or style.logo else 16)
    pen.text(LEFT, at, title, 13, bold=True, colour=DARK, room=RIGHT - LEFT)
    pen.rule(LEFT, at - 6, RIGHT, colour=DARK, width=1.4)
    return at - 19


def logo_picture(logo: bytes | None) -> Image | None:
    """The logo of a PNG or JPEG file on white; None where there is none or it cannot be read."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(logo or b""), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_LOGO_PIXELS:
                return None
            whole = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    paper = Image.new("RGB", whole.size, (255, 255, 255))
    paper.paste(whole, mask=whole.getchannel("A"))
    return paper


def _draw_logo(pen: Pen, logo: bytes | None, y: float) -> float:
    """Draw it in the upper left corner; the room it takes. A logo that cannot be read is left out."""
    from reportlab.lib.utils import ImageReader

    paper = logo_picture(logo)
    if paper is None:
        return 0.0
    scale = min(_LOGO_HEIGHT / paper.height, _LOGO_WIDTH / paper.width)
    width, height = paper.width * scale, paper.height * scale
    pen.canvas.drawImage(ImageReader(paper), LEFT, y - height + 2, width, height)
    return width + 10


def draw_patient(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    """Who, when, by whom, with what: three columns."""
    columns, size, line = 3, 8.6, 13.0
    width = (RIGHT - LEFT) / columns
    entries = patient_entries(dossier, words)
    for at, (name, value) in enumerate(entries):
        x, base = LEFT + (at % columns) * width, y - (at // columns) * line
        end = pen.text(x, base, f"{name}: ", size, colour=GREY)
        room = x + width - end - 6
        fitting = next((one for one in (size, 7.4, 6.2) if pen.width(value, one, bold=at < 2) <= room), 6.2)
        pen.text(end, base, value, fitting, bold=at < 2, room=room)
    return y - ((len(entries) + columns - 1) // columns) * line - 2


def _who(exam: Exam, words: Words) -> tuple[str, str]:
    """The name; the folder, as in the window, where nothing tells whose exam it is."""
    if exam.patient_name or exam.patient_id:
        return words("name"), readable_name(exam.patient_name or "") or UNKNOWN
    return words("folder"), exam.acquisitions[0].path.absolute().parent.name or UNKNOWN


def patient_entries(dossier: Dossier, words: Words) -> list[tuple[str, str]]:
    """Names and values of the patient's block; a de-identified one has no person in it."""
    header = dossier.exam.acquisitions[0].header if dossier.exam.acquisitions else None
    found = dossier.assessment.circumstances
    age = words("years", n=f"{found.age_years:g}") if found.age_years is not None else UNKNOWN
    fasting = {True: words("yes"), False: words("no"), None: words("unknown")}[found.fasting]
    about = [
        (words("age"), age),
        (words("cause"), words(f"cause.{found.cause.value}")),
        (words("fasting"), fasting),
    ]
    if dossier.deidentified or header is None:
        return about
    sex = header.patient_sex or ""
    return [
        _who(dossier.exam, words),
        (words("id"), dossier.exam.patient_id or UNKNOWN),
        (words("sex"), words(f"sex.{sex}") if sex in {"M", "F", "O"} else sex or UNKNOWN),
        (words("born"), header.patient_birth_date or UNKNOWN),
        (words("exam_date"), found.examined_on or UNKNOWN),
        (words("accession"), header.accession_number or UNKNOWN),
        *about,
        (words("operator"), readable_name(found.operator) or UNKNOWN),
        (words("scanner"), found.vendor or UNKNOWN),
    ]
