"""How an exam is exported where nobody asks: as the settings remember it from the Export dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.gui.language import current_language
from dlre_gui.gui.reword import reworded
from dlre_gui.gui.settings_table import Settings
from dlre_gui.report.bundle import ExportOptions
from dlre_gui.report.dossier import Language, ReportStyle
from dlre_gui.report.missing import LEFT_OUT

translate = QCoreApplication.translate

_MOST_LINES = 4
_KINDS = ("report_pdf", "dicom_sr", "dicom_captures", "tables", "json")


def kinds_text(options: ExportOptions) -> str:
    """The kinds of files, as the settings keep them; whether names were left out is never kept."""
    return " ".join(kind for kind in _KINDS if getattr(options, kind))


def options_of(kinds: str) -> ExportOptions:
    """What `kinds_text` kept; the dialog's own choice where nothing was."""
    known = {kind: kind in kinds.split() for kind in _KINDS}
    return ExportOptions(**known) if any(known.values()) else ExportOptions()


def style_of(settings: Settings, labels: StageLabels) -> ReportStyle:
    """How reports look by these settings; the logo is read where it is needed."""
    wanted = settings.report_language or current_language()[:2]
    language = Language.CHINESE if wanted == "zh" else Language.ENGLISH
    return ReportStyle(language, labels, settings.hospital, settings.department)


def left_out_lines(left_out: Sequence[str]) -> list[str]:
    """What an export had to leave out, in the window's language: a few lines; the folder's file has all."""
    lines = [reworded(line) for line in left_out[:_MOST_LINES]]
    if len(left_out) > _MOST_LINES:
        more = translate("export_choice", "And {n} more, see {file} in the folder.")
        lines.append(more.format(n=len(left_out) - _MOST_LINES, file=LEFT_OUT))
    return lines


def unused(folder: Path) -> Path:
    """The folder, or the next one with a number that is not there yet; asks the disk."""
    tried, number = folder, 1
    while tried.exists():
        number += 1
        tried = folder.with_name(f"{folder.name} {number}")
    return tried
