"""The tour: a few steps beside the parts they are about; the window stays usable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.language import follow_language
from dlre_gui.places import resources_dir

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_CONTEXT = "tour"
_WIDTH_PX = 340
_GAP_PX = 12
_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


@dataclass(frozen=True, slots=True)
class Step:
    """What is pointed at (a name of `_parts`), and what is said about it."""

    part: str
    title: str
    text: str


STEPS = (
    Step(
        "list",
        "The acquisitions of the exam",
        "This sample exam is simulated. Its five screens were read and scored as they were opened; your"
        " own come by File ▸ Open, by dropping them here, or from a watched folder.",
    ),
    Step(
        "screen",
        "The ROI",
        "The square is what the network sees; it should hold the whole SWE box. Click to place it, drag"
        " it or move it with the arrow keys. Enter accepts it and goes on.",
    ),
    Step(
        "acquisition",
        "The figures of this screen",
        "Three probabilities, each with the model's threshold as a mark, and the Q-Box values that were"
        " read off the screen. Compare these with the screen; type over what is wrong.",
    ),
    Step(
        "exam",
        "The result of the exam",
        "Stage, stiffness and warnings of all acquisitions together. Hover over anything to see what it"
        " rests on. Add laboratory values (Ctrl+L), then agree or conclude another stage.",
    ),
    Step(
        "banner",
        "What this is not",
        "For research only, not for diagnosis. The bundled model was trained on simulated data; a site"
        " trains and validates its own.",
    ),
    Step(
        "menu",
        "More",
        "Everything is kept at once, and every step can be undone. F1 opens the user guide,"
        " F2 shows all keys; Help has this tour.",
    ),
)


def words(source: str) -> str:
    """A text of the steps in the user's language."""
    return QCoreApplication.translate(_CONTEXT, source)


def table_words() -> Iterator[str]:
    """Every text of the steps, for the translators."""
    for step in STEPS:
        yield step.title
        yield step.text


def start_tour(window: MainWindow) -> Tour:
    """Open the sample exam where nothing is open, and begin."""
    sample = resources_dir() / "sample-exam"
    if not window.controller.session.keys:
        window.acts.open_paths([sample])
    tour = Tour(window)
    tour.show_step(0)
    return tour


class Tour(QFrame):
    """A card over the window that points at one part after the other; Esc ends it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._at = window, 0
        self._ring = _Ring(window)
        self._title, self._text, self._count = QLabel(), QLabel(), QLabel()
        scaled_font(self._title, 1.15, bold=True)
        self._text.setWordWrap(True)
        self._end, self._back, self._next = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self._end.clicked.connect(self.close)
        self._back.clicked.connect(lambda: self.show_step(self._at - 1))
        self._next.clicked.connect(self.go_on)
        follow_language(self._say_words)
        for watched in (window, self._end, self._back, self._next):
            watched.installEventFilter(self)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._count, 1)
        for button in (self._end, self._back, self._next):
            button.setMinimumHeight(34)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        for widget in (self._title, self._text):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setFixedWidth(_WIDTH_PX)

    def _say_words(self) -> None:
        self._end.setText(self.tr("End to&ur"))
        self._back.setText(self.tr("&Back"))
        step, last = STEPS[self._at], self._at == len(STEPS) - 1
        self._title.setText(words(step.title))
        self._text.setText(words(step.text))
        self._count.setText(f"{self._at + 1} / {len(STEPS)}")
        self._next.setText(self.tr("&Done") if last else self.tr("&Next"))
        self._back.setEnabled(self._at > 0)
        self._end.setVisible(not last)
        self.setAccessibleName(f"{words(step.title)}. {words(step.text)}")

    @property
    def step(self) -> Step:
        return STEPS[self._at]

    def show_step(self, at: int) -> None:
        """Say a step, beside what it is about."""
        self._at = at
        self._say_words()
        self._point()
        self.show()
        self.raise_()
        self._next.setFocus()

    def go_on(self) -> None:
        if self._at + 1 < len(STEPS):
            self.show_step(self._at + 1)
        else:
            self.close()

    def close(self) -> bool:
        """Done or skipped: it does not come back by itself."""
        self._window.removeEventFilter(self)
        self._window.settings = replace(self._window.settings, tour_seen=True)
        self._ring.close()
        return super().close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size; on the card's buttons Enter and Esc are the card's, not the window's."""
        if watched is self._window:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
                self._point()
            return False
        if isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            if event.type() is QEvent.Type.KeyPress:
                self._on_key(watched, event.key())
            event.accept()
            return True
        return False

    def _on_key(self, watched: QObject, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self.close()
        elif isinstance(watched, QPushButton):
            watched.click()

    def _point(self) -> None:
        part = _parts(self._window)[self.step.part]
        room = self._window.rect()
        around = QRect(part.mapTo(self._window, QPoint(0, 0)), part.size()).intersected(room)
        self._ring.setGeometry(room)
        self._ring.point_at(around)
        self.adjustSize()
        self.move(place_beside(around, self.rect(), room))
        self.raise_()


class _Ring(QWidget):
    """A frame around the part pointed at; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._around = QRect()

    def point_at(self, around: QRect) -> None:
        self._around = around
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().accent().color(), 4))
        painter.drawRoundedRect(self._around.adjusted(3, 3, -3, -3), 6, 6)


def place_beside(part: QRect, card: QRect, room: QRect) -> QPoint:
    """Where a card stands beside a part, or over it where there is no room, always inside.

    Parameters
    ----------
    part, card, room
        In the window's coordinates, px; of the card only its size counts.
    """
    right, left = part.right() + _GAP_PX, part.left() - _GAP_PX - card.width()
    below, above = part.bottom() + _GAP_PX, part.top() - _GAP_PX - card.height()
    if right + card.width() <= room.right():
        x, y = right, part.top() + _GAP_PX
    elif left >= room.left():
        x, y = left, part.top() + _GAP_PX
    elif below + card.height() <= room.bottom():
        x, y = part.left() + _GAP_PX, below
    else:
        x, y = part.left() + _GAP_PX, max(above, part.top() + _GAP_PX)
    x = max(room.left() + _GAP_PX, min(x, room.right() - card.width() - _GAP_PX))
    return QPoint(x, max(room.top() + _GAP_PX, min(y, room.bottom() - card.height() - _GAP_PX)))


def _parts(window: MainWindow) -> dict[str, QWidget]:
    return {
        "list": window.left.list,
        "screen": window.middle.view if window.middle.view.isVisible() else window.middle,
        "acquisition": window.right.acquisition,
        "exam": window.right.exam,
        "banner": window.banner,
        "menu": window.menuBar(),
    }
