"""The window's three columns: acquisitions, screen, figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.gui.acquisition_list import AcquisitionList
from dlre_gui.gui.acquisition_panel import AcquisitionPanel
from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.ask_strip import AskStrip
from dlre_gui.gui.clip_bar import ClipBar
from dlre_gui.gui.exam_panel import ExamPanel
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.looked_strip import LookedStrip
from dlre_gui.gui.notices import Notices
from dlre_gui.gui.screen_view import ScreenView
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.start_page import StartPage
from dlre_gui.gui.strip import Strip

_FIGURES_WIDTH_PX = 372


class LeftColumn(QWidget):
    """Which exam, and its acquisitions.

    Signals
    -------
    stop_wanted
        No more files are to be opened.
    """

    stop_wanted = Signal()

    def __init__(self, thumbnail: Callable[[AcqKey], QImage | None]) -> None:
        super().__init__()
        self.exams = QComboBox()
        self.exams.setMinimumHeight(34)
        self.exams.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.exams.setVisible(False)
        self.list = AcquisitionList(thumbnail)
        self.opening = QLabel()
        self.opening.setWordWrap(True)
        self.opening.setContentsMargins(8, 4, 8, 4)
        self.stop = QPushButton()
        self.stop.setMinimumHeight(40)
        self.stop.clicked.connect(self.stop_wanted)
        column = _column(self)
        for widget in (self.exams, self.list, self.opening, self.stop):
            column.addWidget(widget)
        self.say_opening("")
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.exams.setAccessibleName(self.tr("Exam"))
        self.exams.setToolTip(self.tr("Open exams"))
        self.stop.setText(self.tr("&Stop opening"))

    def say_opening(self, words: str) -> None:
        """That files are on their way, with the way to stop it; empty: none are."""
        self.opening.setText(words)
        for widget in (self.opening, self.stop):
            widget.setVisible(bool(words))


class MiddleColumn(QWidget):
    """Messages, and below them the screen or what to do first."""

    def __init__(self) -> None:
        super().__init__()
        self.notices = Notices()
        self.view = ScreenView()
        self.empty = StartPage()
        self.ask = AskStrip()
        self.clip = ClipBar()
        self.looked = LookedStrip()
        self.note = Strip()
        self.note.setVisible(False)
        self.lines = QLabel()
        self.lines.setWordWrap(True)
        self.lines.setContentsMargins(10, 4, 10, 4)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        column = _column(self)
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        column.addWidget(self.looked)
        column.addWidget(self.clip)
        column.addWidget(self.ask)
        column.addWidget(self.note)
        column.addWidget(self.lines)

    def show_screen(self, *, shown: bool) -> None:
        self._stack.setCurrentWidget(self.view if shown else self.empty)


class RightColumn(QWidget):
    """The acquisition's figures, the exam's, and the large button to go on."""

    def __init__(self, accept: QAction) -> None:
        super().__init__()
        self.acquisition = AcquisitionPanel()
        self.exam = ExamPanel()
        self.accept = BigButton(accept)
        self.accept.setObjectName("accept_button")
        self._inside = QWidget()
        figures = _column(self._inside)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        for widget in (self.acquisition, line, self.exam):
            figures.addWidget(widget)
        figures.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = _column(self)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.exam.buttons)
        column.addWidget(self.accept)
        self.setMinimumWidth(_FIGURES_WIDTH_PX)

    def come_to(self, *, result: bool) -> None:
        """Bring the exam's result into view, or the acquisition's figures above it."""
        part = self.exam if result else self.acquisition
        foot = part.mapTo(self._inside, part.rect().bottomLeft())
        bar = self._scroll.verticalScrollBar()
        bar.setValue(foot.y() - self._scroll.viewport().height() + 1 if result else 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._scroll.viewport().update()


class BigButton(QPushButton):
    """A large button for an action, always as enabled as the action is."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self.setMinimumHeight(56)
        self.setIconSize(QSize(28, 28))
        scaled_font(self, 1.25, bold=True)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.iconText())
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.iconText())


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
