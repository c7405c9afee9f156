"""Paints a line of the list of exams: day, state, who, how far, and what the screens look like."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dlre_gui.gui.exam_list_model import LINE_ROLE, PICTURES_ROLE
from dlre_gui.gui.icons import tinted
from dlre_gui.gui.session.exam_lines import ExamLine

_HEIGHT_PX = 58
_DAY_PX = 92
_ICON_PX = 20
_MARGIN_PX = 8
_PICTURE = QSize(60, 45)
_QUIET = 0.72

Index = QModelIndex | QPersistentModelIndex


class ExamLinePainter(QStyledItemDelegate):
    """All lines are equally high, so that ten thousand need no measuring."""

    def __init__(self, day: Callable[[str], str], state: Callable[[ExamLine], str]) -> None:
        super().__init__()
        self._day, self._state = day, state

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, max(_HEIGHT_PX, 2 * option.fontMetrics.height() + 3 * _MARGIN_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        line = index.data(LINE_ROLE)
        if line is None:
            return
        painter.save()
        inside = option.rect.adjusted(_MARGIN_PX, 0, -_MARGIN_PX, 0)
        strong, quiet = _pens(option)
        painter.setPen(quiet)
        self._text(painter, QRect(inside.topLeft(), QSize(_DAY_PX, inside.height())), self._day(line.day))
        icon = _icon(str(line.mark), strong.name(), painter.device().devicePixelRatioF())
        left = inside.left() + _DAY_PX
        painter.drawPixmap(left, inside.center().y() - _ICON_PX // 2, icon)
        left += _ICON_PX + _MARGIN_PX
        right = _draw_pictures(painter, inside, left + 140, index.data(PICTURES_ROLE))
        self._draw_words(painter, option, QRect(left, inside.top(), right - left, inside.height()), line)
        painter.restore()

    def _draw_words(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, line: ExamLine
    ) -> None:
        strong, quiet = _pens(option)
        upper = room.adjusted(0, _MARGIN_PX, 0, -room.height() // 2)
        lower = room.adjusted(0, room.height() // 2, 0, -_MARGIN_PX)
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(strong)
        self._text(painter, upper, line.title)
        painter.setFont(option.font)
        painter.setPen(quiet)
        self._text(painter, lower, self._state(line))

    @staticmethod
    def _text(painter: QPainter, room: QRect, words: str) -> None:
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(align | Qt.TextFlag.TextSingleLine), fitting)


@lru_cache(maxsize=64)
def _icon(name: str, colour: str, ratio: float) -> QPixmap:
    return tinted(name, QColor(colour), _ICON_PX, ratio)


def _pens(option: QStyleOptionViewItem) -> tuple[QColor, QColor]:
    """The colours of what matters and of what stands beside it."""
    roles = QPalette.ColorRole
    if option.state & QStyle.StateFlag.State_Selected:
        chosen = option.palette.color(roles.HighlightedText)
        return chosen, chosen
    quiet = QColor(option.palette.color(roles.Text))
    quiet.setAlphaF(_QUIET)
    return option.palette.color(roles.Text), quiet


def _draw_pictures(painter: QPainter, inside: QRect, leftmost: int, pictures: tuple[QImage, ...]) -> int:
    """From the right, as many as there is room for; where they begin."""
    right = inside.right()
    room = max(0, (right - leftmost) // (_PICTURE.width() + 4))
    for image in reversed(pictures[:room]):
        size = image.size().scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        right -= size.width() + 4
        top = inside.center().y() - size.height() // 2
        painter.drawImage(QRect(QPoint(right, top), size), image)
    return right - _MARGIN_PX
