"""Cut-off tables for the LSM: choose one, look at its rows and source, write one's own."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.clinical.cutoffs import Band, CutoffTable
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.reword import reworded
from dlre_gui.gui.texts import in_language

_STAGES_BETWEEN = " "
_ANY = "any"


class CutoffDialog(QDialog):
    """Bundled tables can be looked at and copied; one's own can be written.

    Signals
    -------
    chosen(table_id)
        This table stages the exams from now on.
    own_changed(tables)
        All of the user's own tables, to be written to the file.
    """

    chosen = Signal(str)
    own_changed = Signal(object)

    def __init__(self, parent: QWidget, tables: tuple[CutoffTable, ...], current: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Cut-offs of the LSM"))
        self._tables = list(tables)
        self.choice = QComboBox()
        self.title, self.vendor, self.citation = QLineEdit(), QLineEdit(), QLineEdit()
        self.confirmed = QCheckBox(self.tr("Confirmed against the source"))
        self.rows = QTableWidget(0, 4)
        self.problem = QLabel()
        self.copy, self.keep = QPushButton(self.tr("&Copy as my own")), QPushButton(self.tr("&Save my table"))
        self._lay_out()
        self._fill(current)

    def _lay_out(self) -> None:
        form = QFormLayout()
        for words, line in (
            (self.tr("&Title"), self.title),
            (self.tr("Sca&nner"), self.vendor),
            (self.tr("Sou&rce"), self.citation),
        ):
            line.setMinimumHeight(32)
            form.addRow(words, line)
        form.addRow("", self.confirmed)
        head = (
            self.tr("From, kPa"),
            self.tr("Itself included"),
            self.tr("Meaning"),
            self.tr("Stages it fits"),
        )
        self.rows.setHorizontalHeaderLabels(head)
        self.rows.horizontalHeader().setStretchLastSection(True)
        self.rows.verticalHeader().hide()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        note = QLabel(
            self.tr("Baveno VII's numbers are for transient elastography only and are not applied here.")
        )
        note.setWordWrap(True)
        own = QHBoxLayout()
        for button in (self.copy, self.keep):
            button.setMinimumHeight(34)
            own.addWidget(button)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("&Use this table"))
        plain_buttons(buttons).accepted.connect(self._use)
        buttons.rejected.connect(self.reject)
        self.choice.setMinimumHeight(34)
        self.choice.setAccessibleName(self.tr("Cut-off table"))
        self.rows.setAccessibleName(self.tr("Cut-offs"))
        self.choice.currentIndexChanged.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self.keep.clicked.connect(self._keep)
        column = QVBoxLayout(self)
        column.addWidget(self.choice)
        column.addLayout(form)
        column.addWidget(self.rows, 1)
        column.addWidget(self.problem)
        column.addWidget(note)
        column.addLayout(own)
        column.addWidget(buttons)
        resize_within(self, 640, 520)

    def _fill(self, current: str) -> None:
        self.choice.blockSignals(True)
        self.choice.clear()
        unconfirmed = " (" + self.tr("unconfirmed") + ")"
        for table in self._tables:
            mark = "" if table.confirmed else unconfirmed
            self.choice.addItem(in_language(table.title, table.title_zh) + mark, table.id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(current)))
        self.choice.blockSignals(False)
        self._show()

    @property
    def table(self) -> CutoffTable:
        return self._tables[self.choice.currentIndex()]

    def _show(self) -> None:
        table = self.table
        self.problem.clear()
        for line, text in (
            (self.title, in_language(table.title, table.title_zh)),
            (self.vendor, self.tr("any") if table.vendor == _ANY and not table.own else table.vendor),
            (
                self.citation,
                f"{table.citation}, doi {table.doi}" if table.doi and not table.own else table.citation,
            ),
        ):
            line.setText(text)
            line.setReadOnly(not table.own)
        self.confirmed.setChecked(table.confirmed)
        self.confirmed.setEnabled(table.own)
        self.keep.setEnabled(table.own)
        self.rows.setRowCount(len(table.bands) + (3 if table.own else 0))
        editable = Qt.ItemFlag.ItemIsEditable if table.own else Qt.ItemFlag.NoItemFlags
        for row in range(self.rows.rowCount()):
            cells = _cells(table.bands[row]) if row < len(table.bands) else ("", "", "", "")
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | editable)
                self.rows.setItem(row, at, item)
        self.rows.resizeColumnsToContents()

    # --- one's own -------------------------------------------------------------------------

    def _copy(self) -> None:
        name = f"own-{uuid4().hex[:12]}"  # an exam that goes to another place of work names its table
        made = replace(
            self.table,
            id=name,
            title=f"{in_language(self.table.title, self.table.title_zh)} *",
            title_zh="",
            bands=tuple(map(_in_one_language, self.table.bands)),
            own=True,
            confirmed=False,
        )
        self._tables.append(made)
        self._fill(name)
        self.title.setFocus()

    def edited(self) -> CutoffTable:
        """The table as the fields say.

        Raises
        ------
        ValueError
            If a row cannot be understood; it says which.
        """
        rows = [[self._cell(row, at) for at in range(4)] for row in range(self.rows.rowCount())]
        bands = tuple(_band(row, number) for number, row in enumerate(rows, 1) if any(row))
        return replace(
            self.table,
            title=self.title.text().strip(),
            vendor=self.vendor.text().strip() or _ANY,
            citation=self.citation.text().strip(),
            confirmed=self.confirmed.isChecked(),
            bands=bands,
        )

    def _cell(self, row: int, at: int) -> str:
        item = self.rows.item(row, at)
        return item.text().strip() if item is not None else ""

    def _keep(self) -> bool:
        """Hand the user's tables over; False where something is wrong with this one."""
        from dlre_gui.clinical.cutoff_file import tables_json

        try:
            made = self.edited()
            own = [*(table for table in self._tables if table.own and table.id != made.id), made]
            tables_json(own)
        except ValueError as error:
            self.problem.setText(self.tr("Not saved: {reason}").format(reason=reworded(str(error))))
            return False
        self._tables[self.choice.currentIndex()] = made
        self._fill(made.id)
        self.own_changed.emit(tuple(own))
        return True

    def _use(self) -> None:
        if self.table.own and not self._keep():
            return
        self.chosen.emit(self.table.id)
        self.accept()


def _in_one_language(band: Band) -> Band:
    """One's own table is written in one language: the one it was copied in."""
    return replace(band, label=in_language(band.label, band.label_zh), label_zh="")


def _cells(band: Band) -> tuple[str, str, str, str]:
    label = in_language(band.label, band.label_zh)
    return f"{band.from_kpa:g}", "✓" if band.including else "", label, _STAGES_BETWEEN.join(band.stages)


def _band(cells: list[str], number: int) -> Band:
    start, including, label, stages = cells
    try:
        from_kpa = float(start.replace(",", "."))
    except ValueError:
        raise ValueError(f"row {number}: {start!r} is no number") from None
    return Band(from_kpa, label, tuple(stages.replace(",", " ").split()), including=bool(including))
