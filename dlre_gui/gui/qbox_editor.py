"""The six Q-Box values: read by OCR and marked so, each editable."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QRegularExpressionValidator
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from dlre_gui.gui.actions import is_key_of_an_act
from dlre_gui.gui.appearance import is_dark, scaled_font, tones
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.view_state import UNKNOWN, Mark, QBoxFieldState
from dlre_gui.gui.texts import say

_COLUMNS = 3
_NUMBER = QRegularExpression(r"\d{0,4}([.,]\d{0,3})?")


class NumberEdit(QLineEdit):
    """A line for one number: Enter hands it in, and undo goes to the window unless it was typed in."""

    handed_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setValidator(QRegularExpressionValidator(_NUMBER, self))
        self.setMinimumHeight(32)
        self.returnPressed.connect(self.handed_in)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_key_of_an_act(event):
                event.ignore()
                return False
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
            undoes = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            )
            if undoes and not self.isModified():
                event.ignore()
                return False
        return super().event(event)


class QBoxField(QWidget):
    """One value: its name, how it came about, the number and its unit.

    Signals
    -------
    edited(key, name, value)
        The user typed another number, where that acquisition was shown; None for an emptied field.
    handed_in
        Enter was pressed.
    """

    edited = Signal(object, str, object)
    handed_in = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._key: AcqKey | None = None
        self._shown = ""
        self._label, self._mark, self._unit = QLabel(), QLabel(), QLabel()
        self.line = NumberEdit()
        self.line.setObjectName(f"qbox_{name}")
        scaled_font(self.line, 1.2, bold=True)
        scaled_font(self._mark, 0.8)
        scaled_font(self._label, 0.95)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._label.setBuddy(self.line)
        self._lay_out()
        self.line.editingFinished.connect(self.hand_in)
        self.line.handed_in.connect(self.handed_in)

    def _lay_out(self) -> None:
        head, body = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._label)
        head.addWidget(self._mark, 1)
        body.addWidget(self.line, 1)
        body.addWidget(self._unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addLayout(body)

    def come_to(self, key: AcqKey | None) -> None:
        """What is shown from now on is that acquisition's; what was being typed stays the other one's."""
        if key != self._key:
            self.hand_in()
            self._key = key
            self.line.setModified(False)

    def show_state(self, state: QBoxFieldState) -> None:
        """Show a value; a number being typed is left alone."""
        label, mark = say(state.label), say(state.mark_text)
        self._label.setText(label)
        self._mark.setText(self._in_short(state.mark))
        self._mark.setToolTip(mark)
        self._unit.setText(state.unit)
        self._shown = "" if state.text == UNKNOWN else state.text
        if not (self.line.hasFocus() and self.line.isModified()):
            self.line.setText(self._shown)
        self.line.setPlaceholderText(UNKNOWN)
        self.line.setAccessibleName(f"{label}, {state.unit}, {mark}")
        self.line.setToolTip(mark)
        self._paint(doubtful=state.mark in (Mark.DOUBTFUL, Mark.UNREADABLE))

    def _in_short(self, mark: Mark) -> str:
        return {
            Mark.OCR: self.tr("read"),
            Mark.DOUBTFUL: self.tr("check!"),
            Mark.UNREADABLE: self.tr("type!"),
            Mark.EDITED: self.tr("typed"),
            Mark.CONFIRMED: "✓",
            Mark.MISSING: "",
        }[mark]

    def _paint(self, *, doubtful: bool) -> None:
        shown = QApplication.palette()
        if is_dark(shown):  # there the field's frame would not be seen
            shown.setColor(QPalette.ColorRole.Base, shown.color(QPalette.ColorRole.Midlight))
        if doubtful:
            shown.setColor(QPalette.ColorRole.Base, tones(shown).research_strip)
            shown.setColor(QPalette.ColorRole.Text, tones(shown).on_strip)
        self.line.setPalette(shown)
        scaled_font(self._mark, 0.8, bold=doubtful)

    def hand_in(self) -> None:
        """What was typed counts; where nothing was, nothing happens."""
        text = self.line.text().replace(",", ".")
        if not self.line.isModified() or text == self._shown:
            return
        self.line.setModified(False)
        if text == ".":  # no number, and no word that there is none
            self.line.setText(self._shown)
            return
        self._shown = text
        self.edited.emit(self._key, self._name, float(text) if text else None)


class QBoxEditor(QWidget):
    """The fields of a Q-Box in two rows of three.

    Signals
    -------
    edited(key, name, value)
        See `QBoxField`.
    handed_in
        Enter was pressed in a field.
    """

    edited = Signal(object, str, object)
    handed_in = Signal()

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        self.fields = {name: QBoxField(name) for name in names}
        for at, field in enumerate(self.fields.values()):
            grid.addWidget(field, at // _COLUMNS, at % _COLUMNS)
            field.edited.connect(self.edited)
            field.handed_in.connect(self.handed_in)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def hand_in(self) -> None:
        """What is being typed counts now."""
        for field in self.fields.values():
            field.hand_in()

    def show_states(self, key: AcqKey | None, states: tuple[QBoxFieldState, ...]) -> None:
        """Show the values of an acquisition; no states, and no key: of none."""
        for field in self.fields.values():
            field.come_to(key)
        for state in states:
            self.fields[state.name].show_state(state)
        self.setEnabled(bool(states))
