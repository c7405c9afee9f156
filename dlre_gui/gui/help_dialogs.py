"""Help ▸ About: program, edition, model, device and limits; the licences of a standalone edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
)

from dlre_gui.edition import edition
from dlre_gui.gui.background import Work
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.reword import reworded
from dlre_gui.gui.texts import say_all, say_error

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_LARGEST_LICENCES = 16 << 20


class AboutDialog(QDialog):
    """What the program is; not modal."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._program, self.tabs = window, QLabel(), QTabWidget()
        self.tabs.addTab(_scrolled(self._program), "")
        self.licences = QPlainTextEdit()
        about = edition().about
        if about is not None:
            self._add_licences(about / "licences.txt")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        plain_buttons(buttons).rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(buttons)
        follow_language(self._say_words)
        resize_within(self, 660, 500)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("About DLRE GUI"))
        self._program.setText(about_text(self._window))
        for at, name in zip(
            range(self.tabs.count()), (self.tr("&Program"), self.tr("&Licences")), strict=False
        ):
            self.tabs.setTabText(at, name)

    def _add_licences(self, path: Path) -> None:
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.licences.setPlainText(self.tr("Reading…"))
        self.tabs.addTab(self.licences, "")
        self._work = Work(lambda: _text_of(path))
        self._work.done.connect(self.licences.setPlainText)
        self._work.failed.connect(lambda error: self.licences.setPlainText(say_error(error)))
        self._work.start()

    def done(self, result: int) -> None:
        if edition().about is not None:
            self._work.drop()
        super().done(result)


def about_text(window: MainWindow) -> str:
    """What the dialog says; without a model, that none is loaded."""
    translate = QCoreApplication.translate
    lines = [f"DLRE GUI {edition()}", say_all(window.presenter.state.banner, between=" "), ""]
    ready = window.controller.ready
    if ready is None:
        return "\n".join([*lines, translate("help", "No model is loaded.")])
    model = ready.model
    name = f"{reworded(model.title)} ({model.id} {model.version})"
    lines += [
        translate("help", "Model: {name}").format(name=name),
        translate("help", "Weights SHA-256: {hash}").format(hash=model.sha256),
        translate("help", "Runs on: {device}, {runtime}").format(device=ready.device, runtime=ready.runtime),
        "",
        reworded(model.performance),
        "",
        reworded(model.limitations),
    ]
    return "\n".join(lines)


def _text_of(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_LARGEST_LICENCES).decode("utf-8", "replace")


def _scrolled(label: QLabel) -> QScrollArea:
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(12, 12, 12, 12)
    scroll = QScrollArea()
    scroll.setWidget(label)
    scroll.setWidgetResizable(True)
    return scroll
