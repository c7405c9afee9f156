"""The settings' dialog, built from their table; what is changed counts at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.settings_choices import cutoff_tables, model_packages
from dlre_gui.gui.settings_keeper import SettingsKeeper
from dlre_gui.gui.settings_table import LONGEST_TEXT, Group, Kind, Row, rows

_HEIGHT_PX = 34


def words(source: str) -> str:
    """A text of the settings' table in the user's language."""
    return QCoreApplication.translate("settings", source)


class SettingsDialog(QDialog):
    """Not modal; below the fields stands what the one in focus is about."""

    def __init__(self, parent: QWidget, keeper: SettingsKeeper) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("settings")
        self._keeper = keeper
        self._rows = rows()
        self.fields: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._headings: dict[Group, QLabel] = {}
        self._choose: list[QPushButton] = []
        self._works: list[Work] = []
        self._about = ""
        self.help = QLabel()
        self.help.setWordWrap(True)
        self.help.setMinimumHeight(44)
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        plain_buttons(self._buttons).rejected.connect(self.close)
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self._lay_out()
        follow_language(self._say_words)
        keeper.changed.connect(self.show_values)
        self.show_values()
        self._fill_choices()
        resize_within(self, 620, 640)

    # --- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for group in Group:
            heading = QLabel()
            scaled_font(heading, 1.1, bold=True)
            heading.setContentsMargins(0, 10, 0, 2)
            self._headings[group] = heading
            form.addRow(heading)
            for name, row in self._rows.items():
                if row.group is group:
                    self._add(form, name, row)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addWidget(self.help)
        column.addWidget(self._buttons)

    def _add(self, form: QFormLayout, name: str, row: Row) -> None:
        field = self._field(name, row)
        field.setObjectName(name)
        field.setMinimumHeight(_HEIGHT_PX)
        field.installEventFilter(self)
        self.fields[name] = field
        label = QLabel()
        label.setBuddy(field)
        self._labels[name] = label
        holder = field
        if row.kind in (Kind.PICTURE, Kind.FOLDER, Kind.MODEL):
            holder = self._with_choice(field, lambda: self._ask_for(name, row.kind))
        form.addRow(label, holder)

    def _field(self, name: str, row: Row) -> QWidget:
        if row.kind is Kind.YES_NO:
            box = QCheckBox()
            box.toggled.connect(lambda on: self._set(name, on))
            return box
        if row.kind in (Kind.CHOICE, Kind.CUTOFFS, Kind.MODEL):
            combo = QComboBox()
            for value, _ in row.choices or (("", ""),):
                combo.addItem("", value)
            combo.activated.connect(lambda at: self._set(name, combo.itemData(at)))
            return combo
        line = QLineEdit()
        line.setMaxLength(LONGEST_TEXT)
        line.editingFinished.connect(lambda: self._set(name, line.text().strip()))
        return line

    def _with_choice(self, field: QWidget, choose: Callable[[], None]) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        button = QPushButton()
        button.setAutoDefault(False)
        button.clicked.connect(lambda: choose())
        self._choose.append(button)
        line.addWidget(field, 1)
        line.addWidget(button)
        return holder

    # --- words -----------------------------------------------------------------------------

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        for group, heading in self._headings.items():
            heading.setText(words(str(group.value)))
        for name, row in self._rows.items():
            field, label = self.fields[name], words(str(row.label))
            self._labels[name].setText(label)
            field.setAccessibleName(label)
            field.setAccessibleDescription(words(str(row.help)))
            field.setToolTip(words(str(row.help)))
            if isinstance(field, QComboBox):
                self._say_choices(field, row)
        for button in self._choose:
            button.setText(self.tr("Choose…"))
        self._say_about()

    def _say_choices(self, combo: QComboBox, row: Row) -> None:
        for at, (_, text) in enumerate(row.choices):
            combo.setItemText(at, words(str(text)))
        if row.kind in (Kind.MODEL, Kind.CUTOFFS):
            combo.setItemText(0, self.tr("the program's own"))

    # --- values ----------------------------------------------------------------------------

    def show_values(self) -> None:
        """Show the settings as they are; a field that is being typed in keeps its text."""
        for name, field in self.fields.items():
            value = getattr(self._keeper.settings, name)
            with QSignalBlocker(field):
                if isinstance(field, QCheckBox):
                    field.setChecked(value)
                elif isinstance(field, QComboBox):
                    _choose_value(field, value)
                elif isinstance(field, QLineEdit) and not (field.hasFocus() and field.isModified()):
                    field.setText(value)

    def _set(self, name: str, value: Any) -> None:
        field = self.fields[name]
        if isinstance(field, QLineEdit):
            field.setModified(False)
        self._keeper.settings = replace(self._keeper.settings, **{name: value})

    def _ask_for(self, name: str, kind: Kind) -> None:
        label = words(str(self._rows[name].label))
        before = begin_at(str(getattr(self._keeper.settings, name)))
        if kind is Kind.PICTURE:
            chosen, _ = QFileDialog.getOpenFileName(self, label, before, self.tr("Pictures (*.png *.jpg)"))
        else:
            chosen = QFileDialog.getExistingDirectory(self, label, before)
        if chosen:
            self._set(name, chosen)

    def _fill_choices(self) -> None:
        for kind, read in ((Kind.MODEL, model_packages), (Kind.CUTOFFS, cutoff_tables)):
            [name] = [name for name, row in self._rows.items() if row.kind is kind]
            work = Work(read)
            work.done.connect(lambda found, name=name: self._add_choices(name, found))
            self._works.append(work)
            work.start()

    def _add_choices(self, name: str, found: list[tuple[str, str]]) -> None:
        combo = self.fields[name]
        assert isinstance(combo, QComboBox)
        for value, text in found:
            at = combo.findData(value)
            if at < 0:
                combo.addItem(text, value)
            else:  # the present choice stood there by its id
                combo.setItemText(at, text)
        self.show_values()

    # --- events ----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and watched.objectName() in self._rows:
            self._about = watched.objectName()
            self._say_about()
        return super().eventFilter(watched, event)

    def _say_about(self) -> None:
        if self._about:
            self.help.setText(words(str(self._rows[self._about].help)))

    def done(self, result: int) -> None:
        for work in self._works:
            work.drop()
        self.setFocus()  # what is being typed counts
        super().done(result)


def _choose_value(combo: QComboBox, value: str) -> None:
    """Select a value; one that is not in the list is added, as it counts all the same."""
    if combo.findData(value) < 0:
        combo.addItem(value, value)
    combo.setCurrentIndex(combo.findData(value))
