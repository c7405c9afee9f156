"""The line that goes with the occlusion map: what it shows, for which probability, and what it is not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.exam import Task
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.session.numbers import task_message
from dlre_gui.gui.texts import say


class LookedStrip(QWidget):
    """Which task's map is shown.

    Signals
    -------
    task_chosen(task)
        The map of another probability is wanted.
    closed
        The map is not wanted any more.
    """

    task_chosen = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("looked_strip")
        self._labels = StageLabels.METAVIR
        self.tasks = QComboBox()
        self.tasks.setMinimumHeight(34)
        for task in Task:
            self.tasks.addItem("", task)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self._close = QPushButton()
        self._close.setMinimumHeight(34)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(self.tasks)
        row.addWidget(self.words, 1)
        row.addWidget(self._close)
        self.tasks.currentIndexChanged.connect(lambda at: self.task_chosen.emit(self.tasks.itemData(at)))
        self._close.clicked.connect(self.closed)
        self.setVisible(False)
        follow_language(self._say_words)

    def use_labels(self, labels: StageLabels) -> None:
        """Write the stages with this letter."""
        self._labels = labels
        self._say_words()

    def _say_words(self) -> None:
        self.tasks.setAccessibleName(self.tr("Probability that the map explains"))
        for at, task in enumerate(Task):
            self.tasks.setItemText(at, say(task_message(task, self._labels)))
        self._close.setText(self.tr("&Hide"))

    @property
    def task(self) -> Task:
        chosen: Task = self.tasks.currentData()
        return chosen

    def say(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(True)
