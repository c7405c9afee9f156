"""The exam's acquisitions as thumbnails, each with its state as icon and words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dlre_gui.gui.acquisition_model import ROW_ROLE, AcquisitionModel
from dlre_gui.gui.counted_rows import Index
from dlre_gui.gui.icons import tinted
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.session import AcqKey, Progress
from dlre_gui.gui.session.rows import Rows
from dlre_gui.gui.session.view_state import RowState
from dlre_gui.gui.texts import say

THUMBNAIL_SIZE = QSize(108, 81)
_MARGIN_PX = 6
_ICON_PX = 20
_QUIET = {Progress.EXCLUDED, Progress.REFUSED, Progress.FAILED}
_ICONS = {progress: f"state-{progress.value}" for progress in Progress} | {
    Progress.DONE: "state-scored",
    Progress.SCORED: "state-proposed",
}


class _RowPainter(QStyledItemDelegate):
    """Thumbnail left; number, name and state right."""

    def __init__(self, thumbnail: Callable[[AcqKey], QImage | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnail = thumbnail

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(THUMBNAIL_SIZE.width() + 110, THUMBNAIL_SIZE.height() + 2 * _MARGIN_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RowState = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette, area = option.palette, option.rect
        painter.save()
        if chosen:
            painter.fillRect(area, palette.highlight())
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        inner = area.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        picture = QRect(inner.topLeft(), THUMBNAIL_SIZE)
        self._draw_picture(painter, picture, row)
        self._draw_words(painter, inner.adjusted(picture.width() + 10, 0, 0, 0), row, index.row(), option)
        painter.restore()

    def _draw_picture(self, painter: QPainter, area: QRect, row: RowState) -> None:
        painter.fillRect(area, Qt.GlobalColor.black)
        image = self._thumbnail(row.key)
        if image is None or image.isNull():
            return
        size = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(area.topLeft(), size)
        place.moveCenter(area.center())
        painter.setOpacity(0.4 if row.progress in _QUIET else 1.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        painter.setOpacity(1.0)

    def _draw_words(
        self, painter: QPainter, area: QRect, row: RowState, at: int, option: QStyleOptionViewItem
    ) -> None:
        line = option.fontMetrics.height()
        self._draw_name(painter, QRect(area.left(), area.top() - 2, area.width(), line + 6), row, at, option)
        ratio, colour = painter.device().devicePixelRatioF(), painter.pen().color()
        painter.setFont(option.font)
        foot = area.adjusted(0, line + 10, 0, 4)
        painter.drawPixmap(foot.topLeft(), tinted(_ICONS[row.progress], colour, _ICON_PX, ratio))
        wrapped = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(foot.adjusted(_ICON_PX + 6, 0, 0, 0), wrapped, say(row.state))
        if row.flagged and row.progress is not Progress.FLAGGED:
            below = foot.topLeft() + QPoint(0, _ICON_PX + 4)
            painter.drawPixmap(below, tinted(_ICONS[Progress.FLAGGED], colour, _ICON_PX, ratio))

    def _draw_name(
        self, painter: QPainter, area: QRect, row: RowState, at: int, option: QStyleOptionViewItem
    ) -> None:
        bold = scaled_font_like(option, 1.25, bold=True)
        painter.setFont(bold)
        number = f"{at + 1}  "
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, number)
        rest = area.adjusted(QFontMetrics(bold).horizontalAdvance(number), 0, 0, 0)
        painter.setFont(option.font)
        name = option.fontMetrics.elidedText(row.title, Qt.TextElideMode.ElideMiddle, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, name)


def scaled_font_like(option: QStyleOptionViewItem, factor: float, *, bold: bool) -> QFont:
    """The item's font, `factor` times as large."""
    font = QFont(option.font)
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setBold(bold)
    return font


class AcquisitionList(QListView):
    """The list of thumbnails.

    Signals
    -------
    chosen(key)
        The user went to another acquisition.
    """

    chosen = Signal(object)

    def __init__(self, thumbnail: Callable[[AcqKey], QImage | None]) -> None:
        super().__init__()
        self.rows = AcquisitionModel()
        self.setModel(self.rows)
        self.setItemDelegate(_RowPainter(thumbnail, self))
        self.setObjectName("acquisition_list")
        follow_language(self._say_words)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(THUMBNAIL_SIZE.width() + 150)
        self._showing = False
        self.selectionModel().currentChanged.connect(self._choose)

    def _say_words(self) -> None:
        self.setAccessibleName(self.tr("Acquisitions of the exam"))
        self.viewport().update()

    def show_rows(self, rows: Rows) -> None:
        """Show the rows and mark the current one, without telling it as a choice."""
        self._showing = True
        self.rows.show_rows(rows)
        now = self.currentIndex()
        if rows.marked_at is not None and now.row() != rows.marked_at:
            self.setCurrentIndex(self.rows.index(rows.marked_at))
        self._showing = False

    def _choose(self, current: QModelIndex, before: QModelIndex) -> None:
        if not self._showing and current.isValid():
            self.chosen.emit(self.rows.key(current.row()))
