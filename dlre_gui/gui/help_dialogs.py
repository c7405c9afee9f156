"""Help ▸ Shortcuts and Help ▸ About."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.edition import edition
from dlre_gui.gui.actions import ACTIONS, words

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_CANVAS_KEYS = (
    ("←  →  ↑  ↓", "Move the ROI by 1 pixel (with the screen in focus)"),
    ("Shift + ←  →  ↑  ↓", "Move the ROI by 10 pixels"),
    ("Click", "Place the ROI here"),
    ("Drag the ROI", "Move it"),
    ("Drag beside the ROI, wheel", "Move and zoom the screen"),
    ("←  →  ↑  ↓  (Ctrl)", "While the SWE box or the colour bar is drawn: move it (its end)"),
    ("Enter, Esc", "Done with drawing; leave it"),
    ("Rest over the SWE box", "Stiffness under the cursor"),
    ("Tab", "Go from one part of the window to the next"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("help", text)


def shortcuts_dialog(window: MainWindow) -> QDialog:
    """All keys in two columns."""
    rows = [(_tr(keys), _tr(what)) for keys, what in _CANVAS_KEYS]
    rows += [(_keys(info.keys), words(info.tip)) for info in ACTIONS if info.keys]
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setHorizontalSpacing(24)
    for at, (keys, what) in enumerate(rows):
        left = QLabel(keys)
        font = left.font()
        font.setBold(True)
        left.setFont(font)
        grid.addWidget(left, at, 0)
        grid.addWidget(QLabel(what), at, 1)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    return _dialog(window, _tr("Shortcuts"), scroll, (620, 600))


def about_dialog(window: MainWindow) -> QDialog:
    """Program, model, device and limits."""
    label = QLabel(about_text(window))
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
    return _dialog(window, _tr("About DLRE GUI"), scroll, (620, 460))


def about_text(window: MainWindow) -> str:
    """What the dialog says; without a model, that none is loaded."""
    lines = [f"DLRE GUI {edition()}", window.banner.text, ""]
    ready = window.controller.ready
    if ready is None:
        return "\n".join([*lines, _tr("No model is loaded.")])
    model = ready.model
    lines += [
        _tr("Model: {name}").format(name=f"{model.title} ({model.id} {model.version})"),
        _tr("Weights SHA-256: {hash}").format(hash=model.sha256),
        _tr("Runs on: {device}, {runtime}").format(device=ready.device, runtime=ready.runtime),
        "",
        model.performance,
        "",
        model.limitations,
    ]
    return "\n".join(lines)


def _keys(keys: tuple[str, ...]) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(form) for key in keys)


def _dialog(window: MainWindow, title: str, inside: QWidget, size: tuple[int, int]) -> QDialog:
    dialog = QDialog(window)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog)
    column.addWidget(inside)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    dialog.resize(*size)
    return dialog
