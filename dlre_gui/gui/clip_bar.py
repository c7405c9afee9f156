"""The bar below a clip: quality curve, scrubber, and the button that takes the frame shown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from dlre_gui.engine.messages import FrameRating
from dlre_gui.gui.appearance import tones
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.session.clip_quality import best_frame, frame_text, usable
from dlre_gui.gui.texts import say

_CURVE_HEIGHT_PX = 44
_HANDLE_PX = 8


class Curve(QWidget):
    """Usable signal of each frame, 0 at the bottom to 100 % at the top; best and present frame marked."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_CURVE_HEIGHT_PX)
        self._ratings: dict[int, FrameRating] = {}
        self._n_frames, self._frame = 1, 0
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.setToolTip(self.tr("Share of the SWE box with a stiffness, frame by frame"))

    def show_ratings(self, ratings: dict[int, FrameRating], n_frames: int, frame: int) -> None:
        self._ratings, self._n_frames, self._frame = ratings, n_frames, frame
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(_HANDLE_PX, 3, -_HANDLE_PX, -3)
        painter.setPen(QPen(self.palette().mid().color(), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        colours = tones(self.palette())
        points = [self._place(room, frame) for frame in sorted(self._ratings)]
        painter.setPen(QPen(colours.negative, 2.0))
        painter.drawPolyline(QPolygonF(points))
        best = best_frame(self._ratings.values())
        if best is not None:
            painter.setBrush(colours.positive)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(self._place(room, best), 5, 5)
        painter.setPen(QPen(self.palette().windowText().color(), 1.5))
        across = self._across(room, self._frame)
        painter.drawLine(QPointF(across, room.top()), QPointF(across, room.bottom()))

    def _across(self, room: QRectF, frame: int) -> float:
        return room.left() + room.width() * frame / max(1, self._n_frames - 1)

    def _place(self, room: QRectF, frame: int) -> QPointF:
        return QPointF(
            self._across(room, frame), room.bottom() - room.height() * usable(self._ratings[frame])
        )


class ClipBar(QWidget):
    """Shows which frame of a clip is looked at.

    Signals
    -------
    frame_wanted(frame)
        The user wants to see a frame.
    taken
        The frame shown is to be the acquisition.
    """

    frame_wanted = Signal(int)
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clip_bar")
        self.curve, self._words = Curve(), QLabel()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setMinimumHeight(36)
        self._words.setWordWrap(True)
        self.best, self.take = QPushButton(), QPushButton()
        for button in (self.best, self.take):
            button.setMinimumHeight(40)
        self._ratings: dict[int, FrameRating] = {}
        self._n_frames = 1
        self._lay_out()
        self.slider.valueChanged.connect(self._moved)
        self.best.clicked.connect(self.go_to_best)
        self.take.clicked.connect(self.taken)
        self.setVisible(False)
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.slider.setAccessibleName(self.tr("Frame of the clip"))
        self.best.setText(self.tr("&Best frame"))
        self.take.setText(self.tr("Take this &frame"))
        self._say()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self.best)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.setSpacing(2)
        column.addWidget(self.curve)
        column.addWidget(self.slider)
        column.addLayout(row)

    @property
    def frame(self) -> int:
        """The frame shown, counted from 0."""
        return self.slider.value()

    def show_clip(self, n_frames: int, frame: int) -> None:
        """Another clip, or another frame of it as the acquisition; asks for nothing."""
        self._n_frames = n_frames
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, n_frames - 1)
            self.slider.setPageStep(max(1, n_frames // 10))
            self.slider.setValue(frame)
        self._say()

    def show_ratings(self, ratings: dict[int, FrameRating]) -> None:
        self._ratings = ratings
        self._say()

    def can_take(self, can: bool) -> None:
        if self.take.hasFocus() and not can:
            self.slider.setFocus()  # else Qt goes on to a field of the Q-Box, and Enter with it
        self.take.setEnabled(can)

    def step(self, by: int) -> None:
        self.slider.setValue(self.frame + by)

    def go_to_best(self) -> None:
        best = best_frame(self._ratings.values())
        if best is not None:
            self.slider.setValue(best)

    def _moved(self, frame: int) -> None:
        self._say()
        self.frame_wanted.emit(frame)

    def _say(self) -> None:
        words = say(frame_text(self.frame, self._n_frames, self._ratings.get(self.frame)))
        self._words.setText(words)
        self.slider.setAccessibleDescription(words)
        self.best.setEnabled(best_frame(self._ratings.values()) is not None)
        self.curve.show_ratings(self._ratings, self._n_frames, self.frame)
