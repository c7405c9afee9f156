"""File ▸ Export…: which exams, which files, how the report looks, with a preview of its page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.domain.errors import DlreError
from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import begin_at, open_path
from dlre_gui.gui.export_choice import kinds_text, left_out_lines, options_of
from dlre_gui.gui.export_work import Exporter, Picture, Scope
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.strip import Level, Offer, Strip
from dlre_gui.gui.texts import say_error
from dlre_gui.report.bundle import Exported, ExportOptions
from dlre_gui.report.dossier import Language, ReportStyle

_PREVIEW_WIDTH_PX = 560


class ExportDialog(QDialog):
    """Not modal: the window stays usable while it writes.

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

    def __init__(self, parent: QWidget, exporter: Exporter, style: ReportStyle, kept: dict[str, str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        self._exporter, self._style, self._kept = exporter, style, kept
        self._work: Work | None = None
        self._look: Work | None = None
        self._page: QPixmap | None = None
        self._cancelled = threading.Event()
        self._make_fields()
        self._lay_out()
        self._connect()
        self.show_preview()

    def _make_fields(self) -> None:
        self.scope = QComboBox()
        for words, scope in (
            (self.tr("This exam"), Scope.CURRENT),
            (self.tr("All open exams"), Scope.OPEN),
            (self.tr("Exams of the exam book"), Scope.BOOK),
        ):
            self.scope.addItem(words, scope)
        self.found = QLineEdit()
        self.found.setPlaceholderText(self.tr("All; or name, ID, pinyin, initials"))
        self.found.setClearButtonEnabled(True)
        kinds = options_of(self._kept.get("export_kinds", ""))
        self.pdf = self._check(self.tr("&Report (PDF)"), on=kinds.report_pdf)
        self.sr = self._check(self.tr("DICOM &structured report"), on=kinds.dicom_sr)
        self.captures = self._check(self.tr("DICOM annotated s&creens"), on=kinds.dicom_captures)
        self.tables = self._check(self.tr("&Tables (CSV)"), on=kinds.tables)
        self.json = self._check(self.tr("&JSON"), on=kinds.json)
        self.deidentify = self._check(self.tr("&De-identified: SWE box and figures only, no DICOM"))
        self.language = QComboBox()
        self.language.addItem("English", Language.ENGLISH)
        self.language.addItem("简体中文", Language.CHINESE)
        self.language.setCurrentIndex(self.language.findData(self._style.language))
        self.hospital = QLineEdit(self._style.hospital)
        self.department = QLineEdit(self._style.department)
        self.logo = QLineEdit(self._kept.get("logo", ""))
        self.folder = QLineEdit(self._exporter.proposed_folder(self._kept.get("export_folder", "")))
        self.preview, self.outcome, self.bar = QLabel(), Strip(), QProgressBar()
        self.start_button, self.stop_button = QPushButton(self.tr("&Export")), QPushButton(self.tr("Sto&p"))

    def _check(self, words: str, *, on: bool = False) -> QCheckBox:
        box = QCheckBox(words)
        box.setMinimumHeight(28)
        box.setChecked(on)
        return box

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        form = QFormLayout()
        form.addRow(self.tr("E&xams"), self.scope)
        form.addRow(self.tr("&Which"), self.found)
        form.setRowVisible(self.found, False)
        self.scope.currentIndexChanged.connect(
            lambda: form.setRowVisible(self.found, self.scope.currentData() == Scope.BOOK)
        )
        left.addLayout(form)
        for box in (self.pdf, self.sr, self.captures, self.tables, self.json, self.deidentify):
            left.addWidget(box)
        look = QFormLayout()
        look.addRow(self.tr("&Language"), self.language)
        look.addRow(self.tr("&Hospital"), self.hospital)
        look.addRow(self.tr("Depart&ment"), self.department)
        look.addRow(self.tr("L&ogo"), self._with_choice(self.logo, self._choose_logo))
        look.addRow(self.tr("&Folder"), self._with_choice(self.folder, self._choose_folder))
        left.addLayout(look)
        left.addStretch(1)
        left = self._with_scrolling(left)
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
        self.preview.setAccessibleName(self.tr("Preview of the report"))
        row = QHBoxLayout(self)
        row.addLayout(left, 2)
        row.addWidget(page, 3)
        resize_within(self, 1060, 760)

    def _with_scrolling(self, fields: QVBoxLayout) -> QVBoxLayout:
        """The fields scroll where what is said below them needs their room: it must be read whole."""
        inside, self._fields, column = QWidget(), QScrollArea(), QVBoxLayout()
        inside.setLayout(fields)
        self._fields.setWidget(inside)
        self._fields.setWidgetResizable(True)
        self._fields.setFrameShape(QFrame.Shape.NoFrame)
        self._fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields.setMinimumWidth(
            inside.minimumSizeHint().width() + self._fields.verticalScrollBar().sizeHint().width()
        )
        column.addWidget(self._fields, 1)
        return column

    def _with_choice(self, line: QLineEdit, choose: Callable[[], None]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(self.tr("Choose…"))
        button.clicked.connect(lambda: choose())
        button.setAutoDefault(False)
        row.addWidget(line, 1)
        row.addWidget(button)
        return holder

    def _connect(self) -> None:
        self.start_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.stop)
        self._advanced.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self.deidentify.toggled.connect(self._show_possible)
        self.deidentify.toggled.connect(lambda: self.show_preview())
        self.language.currentIndexChanged.connect(lambda: self.show_preview())
        for line in (self.hospital, self.department, self.logo):
            line.editingFinished.connect(self.show_preview)

    def _show_possible(self, deidentified: bool) -> None:
        for box in (self.sr, self.captures):
            box.setEnabled(not deidentified)

    # --- what is wanted --------------------------------------------------------------------

    @property
    def options(self) -> ExportOptions:
        return ExportOptions(
            report_pdf=self.pdf.isChecked(),
            dicom_sr=self.sr.isChecked(),
            dicom_captures=self.captures.isChecked(),
            tables=self.tables.isChecked(),
            json=self.json.isChecked(),
            deidentify=self.deidentify.isChecked(),
        )

    @property
    def report_style(self) -> ReportStyle:
        """Without the logo, which is read where it is needed: not on this thread."""
        return ReportStyle(
            Language(self.language.currentData()),
            self._style.labels,
            self.hospital.text().strip(),
            self.department.text().strip(),
        )

    def _choose_logo(self) -> None:
        kinds, before = self.tr("Pictures (*.png *.jpg)"), begin_at(self.logo.text())
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Logo"), before, kinds)
        if name:
            self.logo.setText(name)
            self.show_preview()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for the export"), begin_at(self.folder.text())
        )
        if name:
            self.folder.setText(name)

    # --- looking ---------------------------------------------------------------------------

    def show_preview(self) -> None:
        """Draw the page anew, away from this thread; a late drawing is dropped."""
        if self._look is not None:
            self._look.drop()
        style, logo, plain = self.report_style, self.logo.text(), self.deidentify.isChecked()
        work = Work(lambda: self._exporter.picture(style, logo, deidentify=plain))
        work.done.connect(self._show_picture)
        work.failed.connect(lambda error: self.preview.setText(say_error(error)))
        self._look = work
        work.start()

    def _show_picture(self, picture: Picture) -> None:
        image = QImage(
            picture.content, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
        )
        self._page = QPixmap.fromImage(image)
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
        folder = self.folder.text().strip()
        if self._work is not None or not folder:
            return
        self._remember()
        self._cancelled.clear()
        style, options, logo = self.report_style, self.options, self.logo.text()
        try:
            exporter = self._exporter.taken(Scope(self.scope.currentData()), self.found.text())
        except DlreError as error:
            self._show_failure(error)
            return
        self._work = Work(
            lambda: exporter.export(
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
        self.remembered.emit(
            {
                "hospital": self.hospital.text().strip(),
                "department": self.department.text().strip(),
                "logo": self.logo.text().strip(),
                "report_language": str(self.language.currentData()),
                "export_folder": str(Path(self.folder.text().strip()).parent),
                "export_kinds": kinds_text(self.options),
            }
        )

    def stop(self) -> None:
        """Stop after the exam at hand."""
        self._cancelled.set()

    def _show_progress(self, number: int) -> None:
        self.bar.setRange(0, 0)
        self.bar.setFormat(str(number))

    def _show_done(self, outcome: Exported) -> None:
        words = self.tr("%n exam(s) written", "", outcome.n_exams) + f": {outcome.folder}"
        if outcome.new_studies:
            numbers = ", ".join(map(str, outcome.new_studies))
            words += "\n" + self.tr(
                "Exam {numbers}: the screens are no DICOM, so the DICOM files form a new study."
            ).format(numbers=numbers)
        words = "\n".join((*left_out_lines(outcome.left_out), words))
        level = Level.WARNING if outcome.left_out else Level.INFO
        folder = outcome.folder
        self.folder.setText(self._exporter.proposed_folder(str(folder.parent)))  # for the next one
        self._say(words, level, Offer(self.tr("Open &folder"), lambda: open_path(folder)))
        self.exported.emit(outcome)

    def _show_failure(self, error: BaseException) -> None:
        self._say(say_error(error), Level.ERROR)

    def _say(self, words: str, level: Level, *offers: Offer) -> None:
        self._work = None
        self._show_running(running=False)
        self.outcome.say(words, level)
        self.outcome.offer(*offers)
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
