"""File ▸ Save picture…: the screen with its marks and figures, written away from the GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from dlre_gui.domain.exam import Acquisition
from dlre_gui.domain.findings import SweBox
from dlre_gui.domain.screen import Screen
from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.strip import Level

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
    proposal = Path(begin_at(window.settings.last_folder)) / f"{key.path.stem} DLRE.png"
    name, _ = QFileDialog.getSaveFileName(
        window,
        translate("save_picture", "Save picture"),
        str(proposal),
        translate("save_picture", "Pictures (*.png *.jpg *.bmp *.tif)"),
    )
    if name:
        path = Path(name) if Path(name).suffix else Path(f"{name}.png")
        write_picture(window, screen, window.controller.session.acquisition(key), path)


def _say_none(window: MainWindow) -> None:
    words, notices = translate("save_picture", "There is no screen to save yet."), window.middle.notices
    notices.say("picture", words, Level.INFO, again=lambda: _say_none(window), place=notices.here)


def write_picture(window: MainWindow, screen: Screen, acquisition: Acquisition, path: Path) -> Work:
    """Start writing; the window says how it ended."""
    box = _swe_box(window, acquisition)
    work = Work(lambda: _write(screen, box, acquisition, path))
    work.done.connect(lambda _: _say_saved(window, path))
    work.failed.connect(lambda error: window.acts.say_error("picture", error))
    work.start()
    return work


def _say_saved(window: MainWindow, path: Path) -> None:
    saved, notices = translate("save_picture", "Saved: {path}").format(path=path), window.middle.notices
    notices.say("picture", saved, Level.INFO, again=lambda: _say_saved(window, path), place=notices.here)


def _swe_box(window: MainWindow, acquisition: Acquisition) -> SweBox | None:
    measured, canvas = acquisition.measured, window.presenter.state.canvas
    if measured is None or measured.swe_box is None:
        return None
    return SweBox(measured.swe_box, canvas.outline, measured.swe_box_source or "")


def _write(screen: Screen, box: SweBox | None, acquisition: Acquisition, path: Path) -> None:
    import io

    from PIL import Image

    from dlre_gui.report.atomic import write_atomic
    from dlre_gui.report.picture import annotate

    flags = " ".join(sorted(acquisition.flags))
    picture = annotate(screen, box, acquisition.roi, acquisition.qbox, acquisition.scores, flags)
    buffer = io.BytesIO()
    picture.save(buffer, format=Image.registered_extensions().get(path.suffix.lower(), "PNG"))
    write_atomic(path, buffer.getvalue())
