"""File ▸ Export cohort…: the exams of the book, and the stage that each one's biopsy gave."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.domain.exam import Stage
from dlre_gui.gui.cohort_work import CohortLine, stage_of
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.fitting import resize_within

Index = QModelIndex | QPersistentModelIndex
_STAGE = 5
_NOWHERE = QModelIndex()


class CohortModel(QAbstractTableModel):
    """A row an exam; the last column is typed.

    Signals
    -------
    stages_changed
        Other stages stand in the last column.
    """

    stages_changed = Signal()

    def __init__(self, lines: tuple[CohortLine, ...]) -> None:
        super().__init__()
        self.lines = lines
        self._typed: dict[str, Stage | None] = {}
        self._use_conclusions = False

    @property
    def stages(self) -> dict[str, Stage | None]:
        """By the exams' keys; what is typed counts before a conclusion."""
        return {line.key: self._stage(line) for line in self.lines}

    def use_conclusions(self, use: bool) -> None:
        """Whether a reader's conclusion is what the biopsy gave."""
        self._use_conclusions = use
        if self.lines:
            self.dataChanged.emit(self.index(0, _STAGE), self.index(len(self.lines) - 1, _STAGE))
        self.stages_changed.emit()

    def _stage(self, line: CohortLine) -> Stage | None:
        concluded = line.concluded_stage if self._use_conclusions else None
        return self._typed.get(line.key, concluded)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else _STAGE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            self.tr("Exam"),
            self.tr("ID"),
            self.tr("Day"),
            self.tr("Screens"),
            self.tr("Conclusion"),
            self.tr("Biopsy's stage"),
        )
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        line = self.lines[index.row()]
        stage = self._stage(line)
        shown = "" if stage is None else f"F{stage:d}"
        return (line.title, line.patient_id, line.day, line.n_screens, line.concluded, shown)[index.column()]

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == _STAGE else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take 0 to 4, F0 to F4 or nothing; anything else is not taken."""
        if index.column() != _STAGE or role != Qt.ItemDataRole.EditRole:
            return False
        try:
            self._typed[self.lines[index.row()].key] = stage_of(str(value))
        except ValueError:
            return False
        self.dataChanged.emit(index, index)
        self.stages_changed.emit()
        return True


class CohortDialog(QDialog):
    """Asks for the stages; nothing is taken for a biopsy's without the user's word.

    Signals
    -------
    chosen(stages)
        By the keys of the exams that are to be in the table.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, lines: tuple[CohortLine, ...]) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export cohort"))
        self.model = CohortModel(lines)
        self.table = QTableView()
        self.concluded = QCheckBox(self.tr("The &conclusions are the biopsies' results"))
        self.without = QCheckBox(self.tr("Also exams &without a stage, with empty cells to be filled in"))
        self.count = QLabel()
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.go_on = self.buttons.button(kinds.Ok)
        self._set_up()
        self._lay_out()
        self._show_count()

    @property
    def stages(self) -> dict[str, Stage | None]:
        """Of the exams that are to be in the table."""
        all_of_them = self.model.stages
        if self.without.isChecked():
            return all_of_them
        return {key: stage for key, stage in all_of_them.items() if stage is not None}

    def _set_up(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Exams and their stages"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.SelectedClicked)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_STAGE, QHeaderView.ResizeMode.ResizeToContents)
        if self.model.lines:
            self.table.setCurrentIndex(self.model.index(0, _STAGE))
        self.model.stages_changed.connect(self._show_count)
        self.concluded.toggled.connect(self.model.use_conclusions)
        self.concluded.setEnabled(any(line.concluded for line in self.model.lines))
        self.without.toggled.connect(self._show_count)
        self.go_on.setText(self.tr("Choose &file…"))
        self.go_on.setAutoDefault(False)
        plain_buttons(self.buttons).accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        about = QLabel(
            self.tr(
                "Type the stage that the biopsy gave, 0 to 4. A conclusion counts only if it is the biopsy's:"
                " a reader who saw the program's score would let the program be judged by itself."
                " A conclusion F0-1 names two stages: type which. The table holds IDs and paths."
            )
        )
        about.setWordWrap(True)
        column = QVBoxLayout(self)
        for part in (about, self.table, self.concluded, self.without, self.count, self.buttons):
            column.addWidget(part)
        resize_within(self, 820, 620)

    def _show_count(self) -> None:
        known = sum(stage is not None for stage in self.model.stages.values())
        words = self.tr("{known} of {all} exams have a stage; {n} will be in the table.")
        n = len(self.stages)
        self.count.setText(words.format(known=known, all=len(self.model.lines), n=n))
        self.go_on.setEnabled(n > 0)

    def _choose(self) -> None:
        stages = self.stages
        self.accept()
        self.chosen.emit(stages)
