"""The panel of the current acquisition: probabilities beside the Q-Box values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dlre_gui.domain.exam import Task
from dlre_gui.domain.findings import QBOX_FIELDS
from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.elided import ElidedLabel
from dlre_gui.gui.flag_list import FlagList
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.probability_table import ProbabilityTable
from dlre_gui.gui.qbox_editor import QBoxEditor
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.numbers import probability_states
from dlre_gui.gui.session.view_state import AcquisitionState
from dlre_gui.gui.strip import Level, Offer, Strip
from dlre_gui.gui.texts import say, say_all, tip

_NUMBERS = 2.3


class AcquisitionPanel(QWidget):
    """Shows an `AcquisitionState`, says what the user wants.

    Signals
    -------
    qbox_edited(key, name, value)
        A Q-Box value of that acquisition was typed; None: emptied.
    qbox_confirmed(key), as_shown_wanted(key), retry_wanted(key)
        A button was pressed where that acquisition was shown.
    read_wanted
        All that was read off the screen is to be told.
    handed_in
        Enter was pressed in a field: the user is done typing.
    """

    qbox_edited = Signal(object, str, object)
    qbox_confirmed = Signal(object)
    as_shown_wanted = Signal(object)
    retry_wanted = Signal(object)
    handed_in = Signal()
    read_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("acquisition_panel")
        self._key: AcqKey | None = None
        self._title = ElidedLabel()
        scaled_font(self._title, 1.15, bold=True)
        self.read = QPushButton()
        self.read.clicked.connect(self.read_wanted)
        self.table = ProbabilityTable(_NUMBERS)
        self.why_not = Strip()
        self._qbox_title = QLabel()
        scaled_font(self._qbox_title, 1.1, bold=True)
        self.confirm = QPushButton()
        self.confirm.setMinimumHeight(32)
        self.confirm.clicked.connect(lambda: self.qbox_confirmed.emit(self._key))
        self.qbox = QBoxEditor(QBOX_FIELDS)
        self.qbox.edited.connect(self.qbox_edited)
        self.qbox.handed_in.connect(self.handed_in)
        self.flags = FlagList()
        self._lay_out()
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.read.setText(self.tr("&What was read…"))
        self.read.setToolTip(self.tr("All that was read off the screen, with its pixels and warnings"))
        self._qbox_title.setText(self.tr("Q-Box"))
        self.confirm.setText(self.tr("Values are r&ight"))
        self.confirm.setToolTip(self.tr("You compared the values with the screen, and they are right."))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._qbox_title, 1)
        head.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 4)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.read)
        column.addLayout(top)
        column.addWidget(self.table)
        column.addWidget(self.why_not)
        column.addLayout(head)
        column.addWidget(self.qbox)
        column.addWidget(self.flags)

    def show_state(self, state: AcquisitionState, thresholds: Mapping[Task, float]) -> None:
        self._key = state.key
        self._title.say(state.title)
        self.table.show_states(state.probabilities or probability_states(None), thresholds)
        self._show_why_not(state)
        self.read.setEnabled(bool(state.title))
        self.qbox.show_states(state.key, state.fields)
        self._qbox_title.setEnabled(bool(state.fields))
        self.confirm.setVisible(state.can_confirm_qbox)
        self.flags.show_flags(state.flags)
        about = say_all((*state.lines, *([state.method] if state.method else [])))
        self._title.setToolTip(tip("\n".join(filter(None, (state.title, about)))))

    def _show_why_not(self, state: AcquisitionState) -> None:
        self.why_not.setVisible(state.why_not is not None)
        if state.why_not is None:
            return
        self.why_not.say(say(state.why_not), Level.INFO if state.working else Level.WARNING)
        offers = []
        if state.can_score_as_shown:
            offers.append(Offer(self.tr("&Score as shown"), partial(self.as_shown_wanted.emit, state.key)))
        if state.can_retry:
            offers.append(Offer(self.tr("Try &again"), partial(self.retry_wanted.emit, state.key)))
        self.why_not.offer(*offers)
