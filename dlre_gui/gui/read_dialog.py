"""View ▸ What was read: every value with the pixels it was read from, every warning in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.domain.geometry import Box
from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.session.flag_details import FlagDetail, flag_details
from dlre_gui.gui.session.what_was_read import ReadLine, Remedy, lines_read
from dlre_gui.gui.texts import say

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_THUMBNAIL = QSize(150, 84)
_SIZE = QSize(760, 640)


class ReadDialog(QDialog):
    """Shows the window's current acquisition, also when that changes; it does not block the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("read_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._shown: object = None
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        scaled_font(self._title, 1.15, bold=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        plain_buttons(buttons).rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        column.addWidget(buttons)
        self.resize(_SIZE.boundedTo(window.screen().availableSize()))
        window.controller.changed.connect(self.refresh)
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("What was read"))
        self._scroll.setAccessibleName(self.windowTitle())
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now; nothing is done where that is what is shown."""
        controller = self._window.controller
        key = controller.session.current
        findings = controller.findings(key) if key is not None else None
        image = controller.pictures.image(key)
        acquisition = controller.session.acquisition(key) if key is not None else None
        if (now := (key, findings, acquisition, image is None)) == self._shown:
            return
        self._shown = now
        self._title.setText(key.path.name if key is not None else "")
        if key is None or findings is None or image is None or acquisition is None:
            self._scroll.setWidget(QLabel(self.tr("The screen is not read yet.")))
            return
        facts = controller.session.facts(key)
        picture = Box(0, 0, image.width(), image.height())
        lines = lines_read(findings, picture, acquisition.header, facts.given, carried=facts.is_scale_carried)
        self._scroll.setWidget(self._page(lines, flag_details(acquisition), image))

    def _page(self, lines: tuple[ReadLine, ...], details: tuple[FlagDetail, ...], image: QImage) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        for detail in details:
            column.addWidget(_explained(detail))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(2, 1)
        before: Box | None = None
        for row, line in enumerate(lines):
            self._add_line(grid, row, line, image if line.place != before else None)
            before = line.place
        column.addLayout(grid)
        column.addStretch(1)
        return page

    def _add_line(self, grid: QGridLayout, row: int, line: ReadLine, image: QImage | None) -> None:
        label, value = QLabel(say(line.label)), QLabel(self._value(line))
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{label.text()}: {value.text()}")
        if line.doubtful or line.value is None:
            scaled_font(value, 1.0, bold=True)
        if image is not None and line.place is not None:
            grid.addWidget(_thumbnail(image, line.place, label.text()), row, 0, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(label, row, 1)
        grid.addWidget(value, row, 2)
        if line.remedy is not None:
            grid.addWidget(self._remedy(line), row, 3)

    def _value(self, line: ReadLine) -> str:
        parts = [say(line.value) if line.value is not None else self.tr("not found"), say(line.source)]
        if line.doubtful:
            parts.append(self.tr("read with doubt: compare it with the screen"))
        return "  ·  ".join(part for part in parts if part)

    def _remedy(self, line: ReadLine) -> QPushButton:
        words = {
            Remedy.DRAW_BOX: self.tr("Draw it…"),
            Remedy.MARK_BAR: self.tr("Mark it…"),
            Remedy.TYPE_SCALE: self.tr("Type it…"),
        }
        button = QPushButton(words[line.remedy or Remedy.DRAW_BOX])
        button.setMinimumHeight(32)
        button.setAccessibleName(f"{say(line.label)}: {button.text()}")
        button.clicked.connect(lambda: self._act(str(line.remedy)))
        return button

    def _act(self, name: str) -> None:
        self.close()
        self._window.activateWindow()
        self._window.actions_by_name[name].trigger()


def _thumbnail(image: QImage, place: Box, name: str) -> QLabel:
    cut = image.copy(QRect(place.x, place.y, place.w, place.h))
    smooth = Qt.TransformationMode.SmoothTransformation
    picture = QLabel()
    picture.setPixmap(QPixmap.fromImage(cut).scaled(_THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, smooth))
    picture.setAccessibleName(name)
    return picture


def _explained(detail: FlagDetail) -> QWidget:
    """A warning: its name, and in one paragraph what it means, its figure and what to do."""
    part = QWidget()
    title = QLabel("⚠ " + say(detail.title))
    scaled_font(title, 1.0, bold=True)
    said = [say(one) for one in (detail.meaning, detail.figure, detail.advice, detail.source) if one]
    words = QLabel("\n".join(said))
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(1)
    column.addWidget(title)
    column.addWidget(words)
    return part
