"""File ▸ Export…: which exams, which files, how the report looks, with a preview of its page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.domain.errors import DlreError
from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import open_path
from dlre_gui.gui.export_choice import kinds_text, left_out_lines
from dlre_gui.gui.export_fields import ExportFields
from dlre_gui.gui.export_work import Exporter, Look, Picture
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.strip import Level, Offer, Strip
from dlre_gui.gui.texts import say_error
from dlre_gui.report.bundle import Exported
from dlre_gui.report.dossier import ReportStyle
from dlre_gui.store.records import ExamSearch

_PREVIEW_WIDTH_PX = 560
_TYPING_MS = 300


class ExportDialog(QDialog):
    """Not modal: the window stays usable while it writes.

    Parameters
    ----------
    found
        What the list of exams looks for now.

    Signals
    -------
    exported(outcome)
        All is written, as `report.bundle.Exported`.
    remembered(values)
        Settings to keep, by their names.
    """

    exported = Signal(object)
    remembered = Signal(object)
    _advanced = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        exporter: Exporter,
        style: ReportStyle,
        kept: dict[str, str],
        found: ExamSearch | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._exporter = exporter
        self._work: Work | None = None
        self._look: Work | None = None
        self._page: QPixmap | None = None
        self._say_preview: Callable[[], None] = lambda: None
        self._say_outcome: Callable[[], None] = lambda: None
        self._cancelled = threading.Event()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self.fields = ExportFields(exporter, style, kept, found or ExamSearch())
        self.preview, self.outcome, self.bar = QLabel(), Strip(), QProgressBar()
        self.start_button, self.stop_button = QPushButton(), QPushButton()
        self._lay_out()
        self._connect()
        follow_language(self._say_words)
        self.show_preview()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Export"))
        self.fields.say_words()
        self.start_button.setText(self.tr("&Export"))
        self.stop_button.setText(self.tr("Sto&p"))
        self.preview.setAccessibleName(self.tr("Preview of the report"))
        self._say_preview()
        self._say_outcome()
        bar = self._scrolled.verticalScrollBar().sizeHint().width()
        self._scrolled.setMinimumWidth(self.fields.minimumSizeHint().width() + bar)

    def _lay_out(self) -> None:
        left = self._with_scrolling(self.fields)
        for widget in (self.bar, self.outcome):
            widget.hide()
            left.addWidget(widget)
        buttons = QHBoxLayout()
        for button in (self.start_button, self.stop_button):
            button.setMinimumSize(120, 44)
            buttons.addWidget(button)
        self.start_button.setDefault(True)
        self.stop_button.setEnabled(False)
        left.addLayout(buttons)
        page = self._paper = QScrollArea()
        page.setWidget(self.preview)
        page.setWidgetResizable(True)
        page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setWordWrap(True)
        row = QHBoxLayout(self)
        row.addLayout(left, 2)
        row.addWidget(page, 3)
        resize_within(self, 1060, 760)

    def _with_scrolling(self, fields: QWidget) -> QVBoxLayout:
        """The fields scroll where what is said below them needs their room: it must be read whole."""
        self._scrolled, column = QScrollArea(), QVBoxLayout()
        self._scrolled.setWidget(fields)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scrolled, 1)
        return column

    def _connect(self) -> None:
        self.start_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.stop)
        self._advanced.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._typing.timeout.connect(self.show_preview)
        self.fields.which_changed.connect(self._typing.start)
        self.fields.look_changed.connect(self.show_preview)

    def follow(self) -> None:
        """The exam goes on behind the dialog: draw its page anew where it is another by now."""
        if self._exporter.follow():
            self._typing.start()

    # --- looking ---------------------------------------------------------------------------

    def show_preview(self) -> None:
        """Draw the page anew, away from this thread; a late drawing is dropped."""
        self._typing.stop()
        if self._look is not None:
            self._look.drop()
        fields = self.fields
        wanted, style, logo = fields.wanted, fields.report_style, fields.logo.text
        plain = fields.deidentify.isChecked()
        work = Work(lambda: self._exporter.look(wanted, style, logo, deidentify=plain))
        work.done.connect(self._show_look)
        work.failed.connect(self._show_no_look)
        self._look = work
        work.start()

    def _show_look(self, look: Look) -> None:
        self.fields.say_count(look.n_exams)
        if look.page is None:
            self._show_words(lambda: self.tr("No exam is like this."))
        else:
            self._show_picture(look.page)

    def _show_no_look(self, error: BaseException) -> None:
        self.fields.say_count(None)
        self._show_words(lambda: say_error(error))

    def _show_words(self, say: Callable[[], str]) -> None:
        """Words where the page would be."""
        self._page, self._say_preview = None, lambda: self.preview.setText(say())
        self._say_preview()

    def _show_picture(self, picture: Picture) -> None:
        image = QImage(
            picture.content, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
        )
        self._page, self._say_preview = QPixmap.fromImage(image), lambda: None
        self._fit_page()

    def _fit_page(self) -> None:
        """As wide as there is room, up to a size that is easy to read."""
        if self._page is None:
            return
        ratio, room = self.devicePixelRatioF(), self._paper.viewport().width()
        width = round(min(_PREVIEW_WIDTH_PX, room) * ratio)
        page = self._page.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        page.setDevicePixelRatio(ratio)
        self.preview.setPixmap(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_page)

    # --- writing ---------------------------------------------------------------------------

    def start(self) -> None:
        """Write; nothing that is there is overwritten."""
        fields = self.fields
        folder = fields.folder.text
        if self._work is not None or not folder:
            return
        self._remember()
        self._cancelled.clear()
        style, options, logo = fields.report_style, fields.options, fields.logo.text
        try:
            exams = self._exporter.taken(fields.wanted)
        except DlreError as error:
            self._show_failure(error)
            return
        self._work = Work(
            lambda: exams.export(
                Path(folder), options, style, logo, self._advanced.emit, self._cancelled.is_set
            )
        )
        self._work.done.connect(self._show_done)
        self._work.failed.connect(self._show_failure)
        self.outcome.hide()
        self.bar.setRange(0, 0)
        self._show_running(running=True)
        self._work.start()

    def _remember(self) -> None:
        fields = self.fields
        self.remembered.emit(
            {
                "hospital": fields.hospital.text().strip(),
                "department": fields.department.text().strip(),
                "logo": fields.logo.text,
                "report_language": str(fields.language.currentData()),
                "export_folder": str(Path(fields.folder.text).parent),
                "export_kinds": kinds_text(fields.options),
            }
        )

    def stop(self) -> None:
        """Stop after the exam at hand."""
        self._cancelled.set()

    def _show_progress(self, number: int) -> None:
        self.bar.setRange(0, 0)
        self.bar.setFormat(str(number))

    def _show_done(self, outcome: Exported) -> None:
        folder = outcome.folder
        self.fields.folder.set_text(self._exporter.proposed_folder(str(folder.parent)))  # for the next one
        self._end(partial(self._tell_done, outcome))
        self.exported.emit(outcome)

    def _tell_done(self, outcome: Exported) -> None:
        folder = outcome.folder
        words = self.tr("%n exam(s) written", "", outcome.n_exams) + f": {folder}"
        if outcome.new_studies:
            numbers = ", ".join(map(str, outcome.new_studies))
            words += "\n" + self.tr(
                "Exam {numbers}: the screens are no DICOM, so the DICOM files form a new study."
            ).format(numbers=numbers)
        words = "\n".join((*left_out_lines(outcome.left_out), words))
        self.outcome.say(words, Level.WARNING if outcome.left_out else Level.INFO)
        self.outcome.offer(Offer(self.tr("Open &folder"), lambda: open_path(folder)))

    def _show_failure(self, error: BaseException) -> None:
        self._end(partial(self._tell_failure, error))

    def _tell_failure(self, error: BaseException) -> None:
        self.outcome.say(say_error(error), Level.ERROR)
        self.outcome.offer()

    def _end(self, tell: Callable[[], None]) -> None:
        """It is over: `tell` what came of it, now and in another language."""
        self._work = None
        self._show_running(running=False)
        self._say_outcome = tell
        tell()
        self.outcome.show()

    def _show_running(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.stop_button.setEnabled(running)
        self.start_button.setEnabled(not running)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing stops after the exam at hand."""
        self._cancelled.set()
        for work in (self._work, self._look):
            if work is not None:
                work.drop()
        super().closeEvent(event)
