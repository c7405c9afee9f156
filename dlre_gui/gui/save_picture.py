"""File ▸ Save picture…: the screen with its marks and figures, written away from the GUI thread."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from dlre_gui.clinical.aggregate import Contribution, contributions
from dlre_gui.domain.screen import Screen
from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.facts import swe_box_of
from dlre_gui.gui.strip import Level
from dlre_gui.report.dossier import ReportScreen

translate = QCoreApplication.translate

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow


def save_picture(window: MainWindow) -> None:
    """Ask where to, then write the current acquisition's annotated picture."""
    key = window.controller.session.current
    screen = window.controller.pictures.screen(key) if key else None
    if key is None or screen is None:
        _say_none(window)
        return
    shown = report_screen(window, key, screen)
    proposal = Path(begin_at(window.settings.last_folder)) / f"{key.path.stem} DLRE.png"
    name, _ = QFileDialog.getSaveFileName(
        window,
        translate("save_picture", "Save picture"),
        str(proposal),
        translate("save_picture", "Pictures (*.png *.jpg *.bmp *.tif)"),
    )
    if name:
        path = Path(name) if Path(name).suffix else Path(f"{name}.png")
        write_picture(window, *shown, path)


def _say_none(window: MainWindow) -> None:
    words, notices = translate("save_picture", "There is no screen to save yet."), window.middle.notices
    notices.say("picture", words, Level.INFO, again=lambda: _say_none(window), place=notices.here)


def write_picture(window: MainWindow, screen: ReportScreen, gives: Contribution, path: Path) -> Work:
    """Start writing; the window says how it ended."""
    work = Work(lambda: _write(screen, gives, path))
    work.done.connect(lambda _: _say_saved(window, path))
    work.failed.connect(lambda error: window.acts.say_error("picture", error))
    work.start()
    return work


def _say_saved(window: MainWindow, path: Path) -> None:
    saved, notices = translate("save_picture", "Saved: {path}").format(path=path), window.middle.notices
    notices.say("picture", saved, Level.INFO, again=lambda: _say_saved(window, path), place=notices.here)


def report_screen(window: MainWindow, key: AcqKey, screen: Screen) -> tuple[ReportScreen, Contribution]:
    """The acquisition as an export would take it, as it is now, and what it gives to its exam."""
    session = window.controller.session
    exam_key = session.exam_key_of(key)
    gives = contributions(session.exam(exam_key).acquisitions)[session.keys_of(exam_key).index(key)]
    acquisition, box = session.acquisition(key), swe_box_of(session.facts(key))
    return ReportScreen(acquisition, lambda: screen.pixels, box), gives


def _write(screen: ReportScreen, gives: Contribution, path: Path) -> None:
    from PIL import Image

    from dlre_gui.report.atomic import write_atomic
    from dlre_gui.report.secondary_capture import annotated_pixels

    pixels = annotated_pixels(screen, gives)
    if pixels is not None:
        buffer = io.BytesIO()
        form = Image.registered_extensions().get(path.suffix.lower(), "PNG")
        Image.fromarray(pixels).save(buffer, format=form)
        write_atomic(path, buffer.getvalue())
