"""Laboratory values and circumstances of an exam, typed from field to field with Enter."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.clinical.circumstances import Circumstances
from dlre_gui.clinical.laboratory import Problem, Remark, serum_scores
from dlre_gui.domain.exam_details import Cause, EnzymeUnit, ExamDetails, Laboratory
from dlre_gui.gui.days import parse_day
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.exam_panel import Said
from dlre_gui.gui.qbox_editor import NumberEdit
from dlre_gui.gui.session.resolve_exam import remark_message, serum_state
from dlre_gui.gui.texts import say, without_key

_FIELD_HEIGHT_PX = 34
_ROWS = 7  # of two columns: one of thirteen is higher than a small display at 200 %
_N_FIELDS_WITH_SCORES = 12
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""No laboratory gives three decimals of these, and many write thousands so."""


class LaboratoryDialog(QDialog):
    """Edits an `ExamDetails`.

    Signals
    -------
    accepted_details(details)
        The user is done; what was not touched is as before.
    """

    accepted_details = Signal(object)

    def __init__(self, parent: QWidget, details: ExamDetails, found: Circumstances, upper_limit: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Laboratory and circumstances"))
        self._details, self._found = details, found
        self._grid = QGridLayout()
        self._rows = 0
        self.outcome, self.lacks, self.problem = Said(1.15), QLabel(), QLabel()
        self._order: list[QWidget] = []
        values = details.laboratory
        self.ast = self._number(self.tr("A&ST"), values.ast)
        self.alt = self._number(self.tr("AL&T"), values.alt)
        self.upper_limit = self._number(self.tr("&Upper limit of AST"), values.ast_upper_limit, upper_limit)
        self.platelets = self._number(self.tr("&Platelets, 10⁹/L"), values.platelets_10e9_per_l)
        self.age = self._number(self.tr("A&ge, years"), details.age_years, _shown(found.age_years))
        self.sampled_on = self._day(self.tr("&Day of the sample"), values.sampled_on)
        self.platelets_on = self._day(self.tr("Day of the &blood count, if another"), values.platelets_on)
        self.examined_on = self._day(
            self.tr("Day of the &exam"), details.examined_on, found.examined_on or ""
        )
        self.unit = self._choice(
            self.tr("U&nit of AST and ALT"), [(u.value, u) for u in EnzymeUnit], values.enzyme_unit
        )
        self.fasting = self._choice(self.tr("&Fasting for 4 hours"), self._answers(), details.fasting)
        self.cause = self._choice(self.tr("&Cause"), self._causes(), details.cause)
        self.operator = self._line(self.tr("&Operator"), details.operator, found.operator)
        self.vendor = self._line(self.tr("Scanne&r"), details.vendor, found.vendor)
        self._lay_out()
        self._show_scores()
        self.ast.setFocus()
        self.ast.selectAll()

    # --- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for label in (self.lacks, self.problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        plain_buttons(buttons).accepted.connect(self.hand_in)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        hint = QLabel(
            self.tr("Enter: next field. Ctrl+Enter: done. Days: 2024-05-20, 20240520, or -2 from the exam.")
        )
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addLayout(self._grid)
        column.addWidget(self.outcome)
        column.addWidget(self.lacks)
        column.addWidget(self.problem)
        column.addWidget(hint)
        column.addWidget(buttons)
        for at in (1, 4):
            self._grid.setColumnStretch(at, 1)
        self._grid.setColumnMinimumWidth(2, 12)
        self.resize(760, 0)

    def _add(self, words: str, widget: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(widget)
        widget.setMinimumHeight(_FIELD_HEIGHT_PX)
        widget.setAccessibleName(without_key(words))
        row, column = self._rows % _ROWS, self._rows // _ROWS * 3
        self._grid.addWidget(label, row, column)
        self._grid.addWidget(widget, row, column + 1)
        self._rows += 1
        self._order.append(widget)

    def _number(self, words: str, value: float | None, placeholder: str = "") -> NumberEdit:
        edit = NumberEdit()
        edit.setText(_shown(value))
        edit.setPlaceholderText(placeholder)
        edit.textEdited.connect(self._show_scores)
        self._add(words, edit)
        return edit

    def _line(self, words: str, value: str, placeholder: str = "") -> QLineEdit:
        edit = QLineEdit(value)
        edit.setMaxLength(200)
        edit.setPlaceholderText(placeholder)
        self._add(words, edit)
        return edit

    def _day(self, words: str, value: str | None, placeholder: str = "") -> QLineEdit:
        edit = self._line(words, value or "", placeholder or self.tr("year-month-day"))
        edit.textEdited.connect(self._show_scores)
        return edit

    def _choice(self, words: str, entries: list[tuple[str, object]], value: object) -> QComboBox:
        box = QComboBox()
        for text, data in entries:
            box.addItem(text, data)
        box.setCurrentIndex([data for _, data in entries].index(value))
        box.currentIndexChanged.connect(self._show_scores)
        self._add(words, box)
        return box

    def _answers(self) -> list[tuple[str, object]]:
        return [(self.tr("not stated"), None), (self.tr("yes"), True), (self.tr("no"), False)]

    def _causes(self) -> list[tuple[str, object]]:
        return [
            (self.tr("not stated"), Cause.UNKNOWN),
            (self.tr("hepatitis B"), Cause.HBV),
            (self.tr("hepatitis C"), Cause.HCV),
            (self.tr("MASLD"), Cause.MASLD),
            (self.tr("alcohol"), Cause.ALCOHOL),
            (self.tr("other"), Cause.OTHER),
        ]

    # --- typing ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is done, plain Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.hand_in()
            else:
                self._go_on(self.focusWidget())
            return
        super().keyPressEvent(event)

    def _go_on(self, field: QWidget | None) -> None:
        """To the next field; behind the last one the form is done."""
        at = self._order.index(field) + 1 if field in self._order else 0
        if at >= len(self._order):
            self.hand_in()
            return
        following = self._order[at]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(following, QLineEdit):
            following.selectAll()

    def details(self) -> ExamDetails:
        """What the fields say.

        Raises
        ------
        ValueError
            If a day is none; the message names it.
        """
        exam_day = self._found.examined_on
        own_day = parse_day(self.examined_on.text(), exam_day)
        day = own_day or exam_day
        typed = self._clear_number(self.upper_limit)
        upper = typed or _float(self.upper_limit.placeholderText())
        entered = any(edit.text() for edit in (self.ast, self.alt, self.platelets))
        laboratory = Laboratory(
            ast=self._clear_number(self.ast),
            alt=self._clear_number(self.alt),
            ast_upper_limit=upper if entered else typed,
            platelets_10e9_per_l=self._clear_number(self.platelets),
            enzyme_unit=EnzymeUnit(self.unit.currentData()),
            sampled_on=parse_day(self.sampled_on.text(), day),
            platelets_on=parse_day(self.platelets_on.text(), day),
        )
        return replace(
            self._details,
            laboratory=laboratory,
            age_years=_number_of(self.age),
            examined_on=own_day,
            operator=self.operator.text().strip(),
            fasting=self.fasting.currentData(),
            cause=Cause(self.cause.currentData()),
            vendor=self.vendor.text().strip(),
        )

    def hand_in(self) -> None:
        """Give the details away and close, unless a day or a number cannot be read."""
        if unclear := self._unclear():
            self._show_unclear()
            unclear[0].setFocus()
            return
        try:
            read = self.details()
        except ValueError as error:
            words = self.tr("{text} is no day. Write 2024-05-21, or -2 for two days before the exam.")
            self.problem.setText(words.format(text=error))
            return
        self.accepted_details.emit(read)
        self.accept()

    def _show_scores(self) -> None:
        """APRI and FIB-4 of what is typed so far; a day that is not whole yet is no matter."""
        if len(self._order) <= _N_FIELDS_WITH_SCORES:
            return
        self.problem.clear()
        self._show_unclear()
        try:
            read = self.details()
        except ValueError:
            return
        age = read.age_years if read.age_years is not None else self._found.age_years
        day = read.examined_on or self._found.examined_on
        scores = serum_scores(read.laboratory, age, day)
        self.outcome.show_said(*map(serum_state, scores))
        self.lacks.setText(self._say_remarks([remark for score in scores for remark in score.remarks]))

    def _unclear(self) -> list[NumberEdit]:
        """Fields whose number may be thousands or one with decimals: 1,234 and 1.234 are both."""
        fields = [self.platelets]
        if self.unit.currentData() == EnzymeUnit.U_PER_L:
            fields = [self.ast, self.alt, self.upper_limit, self.platelets]
        return [field for field in fields if _THOUSANDS.fullmatch(field.text().strip())]

    def _clear_number(self, field: NumberEdit) -> float | None:
        return None if field in self._unclear() else _number_of(field)

    def _show_unclear(self) -> None:
        for field in self._unclear()[:1]:
            text = field.text()
            words = self.tr("{text} may be {whole} or {short}. Write one of these.")
            whole, short = text.replace(",", "").replace(".", ""), text.replace(",", ".")[:-1]
            self.problem.setText(words.format(text=text, whole=whole, short=short))

    def _say_remarks(self, remarks: list[Remark]) -> str:
        """Every remark once, in plain sight; what is missing by the names of its fields."""
        missing = {remark.subject for remark in remarks if remark.problem is Problem.MISSING}
        wanted = (edit for subject, edit in self._subjects.items() if subject in missing)
        names = [edit.accessibleName() for edit in wanted if not edit.placeholderText()]  # that counts, too
        said = [self.tr("Missing: {names}.").format(names=" · ".join(names))] if names else []
        others = [say(remark_message(one)) for one in remarks if one.problem is not Problem.MISSING]
        return " ".join(dict.fromkeys(said + others))

    @property
    def _subjects(self) -> dict[str, NumberEdit]:
        return {
            "ast": self.ast,
            "alt": self.alt,
            "ast_upper_limit": self.upper_limit,
            "platelets_10e9_per_l": self.platelets,
            "age_years": self.age,
        }


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _number_of(edit: QLineEdit) -> float | None:
    return _float(edit.text())


def _float(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
