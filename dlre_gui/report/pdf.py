"""An exam's report as a PDF of one A4 page."""

from __future__ import annotations

import io
import threading

from dlre_gui.report.dossier import Dossier, ReportStyle
from dlre_gui.report.words import Words

ONE_AT_A_TIME = threading.Lock()
"""reportlab keeps its fonts by name for the whole process."""


def report_pdf(dossier: Dossier, style: ReportStyle) -> bytes:
    """The page. Same dossier and style, same bytes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from dlre_gui.report.fonts import first_font
    from dlre_gui.report.page import draw_page
    from dlre_gui.report.pen import Pen

    words = Words(style.language)
    content = io.BytesIO()
    with ONE_AT_A_TIME:
        language = "zh-CN" if style.language == "zh" else "en"
        canvas = Canvas(content, pagesize=A4, invariant=1, lang=language, initialFontName=first_font())
        canvas.setTitle(words("title"))
        canvas.setAuthor("")
        canvas.setCreator(f"DLRE GUI {dossier.software_version}")
        draw_page(Pen(canvas), dossier, style, words)
        canvas.showPage()
        canvas.save()
    return content.getvalue()
