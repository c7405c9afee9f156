"""All that a window says."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.strip import Strip


def shown_by(window: QWidget) -> Iterator[str]:
    """Every text that a person could see or hear in the window."""
    if isinstance(window, MainWindow):
        window.presenter.draw()  # else in a turn of its own
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    silent = [strip for strip in window.findChildren(Strip) if strip.isHidden()]  # say it anew when shown
    for widget in [window, *window.findChildren(QWidget)]:
        if any(widget is strip or strip.isAncestorOf(widget) for strip in silent):
            continue
        yield from (widget.toolTip(), widget.accessibleName(), widget.windowTitle())
        match widget:
            case QComboBox():
                yield from (widget.itemText(at) for at in range(widget.count()))
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit():
                yield widget.placeholderText()
            case QTabWidget():
                yield from (widget.tabText(at) for at in range(widget.count()))
            case QPlainTextEdit():
                yield from widget.toPlainText().splitlines()
            case QMenu():
                yield widget.title()
    for action in window.findChildren(QAction):
        yield from (action.text(), action.iconText(), action.toolTip(), action.statusTip())
