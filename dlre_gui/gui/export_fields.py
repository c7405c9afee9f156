"""The fields of the Export dialog: which exams, which files, how the report looks, where it goes."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.gui.export_choice import options_of
from dlre_gui.gui.export_work import Exporter, Scope, Wanted
from dlre_gui.gui.path_line import PathLine
from dlre_gui.gui.texts import tip, without_key
from dlre_gui.report.bundle import ExportOptions
from dlre_gui.report.dossier import Language, ReportStyle
from dlre_gui.store.records import ExamFilter, ExamSearch

_NARROWEST_CHOICE = 24  # letters; a name may be as long as it likes


class ExportFields(QWidget):
    """Everything that can be chosen for an export.

    Signals
    -------
    which_changed
        Other exams are meant.
    look_changed
        The report looks otherwise.
    """

    which_changed = Signal()
    look_changed = Signal()

    def __init__(
        self, exporter: Exporter, style: ReportStyle, kept: dict[str, str], found: ExamSearch
    ) -> None:
        super().__init__()
        self._exporter, self._labels = exporter, style.labels
        self._n: int | None = None
        self.scope, self.found, self.only, self.count = QComboBox(), QLineEdit(), QComboBox(), QLabel()
        self.language, self.hospital, self.department = QComboBox(), QLineEdit(), QLineEdit()
        self.logo, self.folder = PathLine(is_file=True), PathLine()
        self._make_which(found)
        self._make_kinds(options_of(kept.get("export_kinds", "")))
        self._make_look(style, kept)
        self._lay_out()
        self._connect()

    def _make_which(self, found: ExamSearch) -> None:
        for scope in self._exporter.scopes:
            self.scope.addItem("", scope)
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setMinimumContentsLength(_NARROWEST_CHOICE)
        for only in ExamFilter:
            self.only.addItem("", only)
        self.found.setClearButtonEnabled(True)
        self.found.setText(found.text)
        self.only.setCurrentIndex(self.only.findData(found.only))

    def _make_kinds(self, kinds: ExportOptions) -> None:
        self.pdf, self.sr, self.captures, self.tables, self.json, self.deidentify = self.boxes = tuple(
            QCheckBox() for _ in range(6)
        )
        wanted = (kinds.report_pdf, kinds.dicom_sr, kinds.dicom_captures, kinds.tables, kinds.json, False)
        for box, on in zip(self.boxes, wanted, strict=True):
            box.setMinimumHeight(28)
            box.setChecked(on)

    def _make_look(self, style: ReportStyle, kept: dict[str, str]) -> None:
        self.language.addItem("English", Language.ENGLISH)
        self.language.addItem("简体中文", Language.CHINESE)
        self.language.setCurrentIndex(self.language.findData(style.language))
        self.hospital.setText(style.hospital)
        self.department.setText(style.department)
        self.logo.set_text(kept.get("logo", ""))
        self.folder.set_text(self._exporter.proposed_folder(kept.get("export_folder", "")))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        self._names = [QLabel() for _ in range(7)]
        exams, which, *of_look = self._names
        self._form, search, look = QFormLayout(), QHBoxLayout(), QFormLayout()
        search.addWidget(self.found, 1)
        search.addWidget(self.only)
        self._which = QVBoxLayout()
        self._which.addLayout(search)
        self._which.addWidget(self.count)
        self._form.addRow(exams, self.scope)
        self._form.addRow(which, self._which)
        which.setBuddy(self.found)
        column.addLayout(self._form)
        for box in self.boxes:
            column.addWidget(box)
        fields = (self.language, self.hospital, self.department, self.logo, self.folder)
        for name, field in zip(of_look, fields, strict=True):
            name.setBuddy(field)
            look.addRow(name, field)
        column.addLayout(look)
        column.addStretch(1)
        self._show_which()

    def _connect(self) -> None:
        self.scope.currentIndexChanged.connect(self._show_which)
        for box in (self.scope, self.only):
            box.currentIndexChanged.connect(lambda _: self.which_changed.emit())
        self.found.textChanged.connect(lambda _: self.which_changed.emit())
        self.deidentify.toggled.connect(self._show_possible)
        self.deidentify.toggled.connect(lambda _: self.look_changed.emit())
        self.language.currentIndexChanged.connect(lambda _: self.look_changed.emit())
        for line in (self.hospital, self.department, self.logo.line):
            line.editingFinished.connect(self.look_changed)
        self.logo.changed.connect(lambda _: self.look_changed.emit())

    def _show_which(self) -> None:
        self._form.setRowVisible(self._which, self.scope.currentData() == Scope.BOOK)

    def _show_possible(self, deidentified: bool) -> None:
        for box in (self.sr, self.captures):
            box.setEnabled(not deidentified)

    # --- words -----------------------------------------------------------------------------

    def say_words(self) -> None:
        """All texts, in the language of now."""
        names = (
            self.tr("E&xams"),
            self.tr("&Which"),
            self.tr("&Language"),
            self.tr("&Hospital"),
            self.tr("Depart&ment"),
            self.tr("L&ogo"),
            self.tr("&Folder"),
        )
        for label, name in zip(self._names, names, strict=True):
            label.setText(name)
        self._names[0].setBuddy(self.scope)
        self.found.setPlaceholderText(self.tr("All; or name, ID, pinyin, initials"))
        self.found.setAccessibleName(without_key(names[1]))
        self.only.setAccessibleName(self.tr("Only exams like this"))
        self.logo.say(names[5], self.tr("Pictures (*.png *.jpg)"))
        self.folder.say(self.tr("Folder for the export"))
        self._say_kinds()
        self._say_scopes()
        self._say_count()

    def _say_kinds(self) -> None:
        words = (
            self.tr("&Report (PDF)"),
            self.tr("DICOM &structured report"),
            self.tr("DICOM annotated s&creens"),
            self.tr("&Tables (CSV)"),
            self.tr("&JSON"),
            self.tr("&De-identified: SWE box and figures only, no DICOM"),
        )
        for box, said in zip(self.boxes, words, strict=True):
            box.setText(said)

    def _say_scopes(self) -> None:
        words = {
            Scope.CURRENT: self.tr("This exam") + f" · {self._exporter.title}",
            Scope.OPEN: self.tr("All open exams"),
            Scope.CHOSEN: self.tr("%n exam(s) chosen in the list", "", len(self._exporter.chosen)),
            Scope.BOOK: self.tr("Exams of the exam book"),
        }
        filters = {
            ExamFilter.ALL: self.tr("All"),
            ExamFilter.TO_DO: self.tr("To do"),
            ExamFilter.DONE: self.tr("Done"),
            ExamFilter.FLAGGED: self.tr("Flagged"),
        }
        for box, texts in ((self.scope, words), (self.only, filters)):
            with QSignalBlocker(box):
                for at in range(box.count()):
                    box.setItemText(at, texts[box.itemData(at)])
        self.scope.setToolTip(tip(self.scope.currentText()))

    def say_count(self, n: int | None) -> None:
        """How many exams of the book are meant; None while that is being counted."""
        self._n = n
        self._say_count()

    def _say_count(self) -> None:
        self.count.setText("" if self._n is None else self.tr("%n exam(s)", "", self._n))

    # --- what is wanted --------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        search = ExamSearch(self.found.text(), ExamFilter(self.only.currentData()))
        return Wanted(Scope(self.scope.currentData()), search)

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
            self._labels,
            self.hospital.text().strip(),
            self.department.text().strip(),
        )
