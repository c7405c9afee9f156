"""What the user says of a training: cohort, folder, network, start, tasks, name, epochs, seed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.domain.exam import Task
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.path_line import PathLine
from dlre_gui.gui.session.training_request import (
    ALL_TASKS,
    ARCHITECTURES,
    LARGEST_SEED,
    MOST_EPOCHS,
    TrainingRequest,
    proposed_name,
)

_HEIGHT_PX = 36
_ROWS = ("cohort", "hospitals", "out", "network", "source", "tasks", "name")


class TrainingForm(QWidget):
    """Fields for a `TrainingRequest`.

    Signals
    -------
    edited
        Something was changed by the user.
    out_changed(folder)
        Another folder was typed or chosen.
    """

    edited = Signal()
    out_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cohort, self.out, self.source = PathLine(is_file=True), PathLine(), PathLine()
        self.architecture, self.about = QComboBox(), QLabel()
        self.tasks = {task: QCheckBox(Task(task).label) for task in ALL_TASKS}
        self.name, self.epochs, self.seed = QLineEdit(), QSpinBox(), QSpinBox()
        self.hospitals = QLineEdit()
        self._own_name = False
        self._begun = TrainingRequest()
        self._labels = {key: QLabel() for key in _ROWS}
        self._beside = {key: QLabel() for key in ("epochs", "seed")}
        self._lay_out()
        self.show_request(TrainingRequest())
        self._connect()
        follow_language(self._say_words)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for architecture in ARCHITECTURES:
            self.architecture.addItem("", architecture)
        self.about.setWordWrap(True)
        network = QWidget()
        below = QVBoxLayout(network)
        below.setContentsMargins(0, 0, 0, 0)
        self.architecture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        below.addWidget(self.architecture)
        below.addWidget(self.about)
        self.epochs.setRange(1, MOST_EPOCHS)
        self.seed.setRange(0, LARGEST_SEED)
        fields: dict[str, QWidget] = {
            "cohort": self.cohort,
            "hospitals": self.hospitals,
            "out": self.out,
            "network": network,
            "source": self.source,
            "tasks": self._row(*self.tasks.values()),
            "name": self._row(
                self.name, self._beside["epochs"], self.epochs, self._beside["seed"], self.seed
            ),
        }
        for key, field in fields.items():
            form.addRow(self._labels[key], field)
        plain = (self.architecture, self.hospitals, self.name, self.epochs, self.seed)
        for widget in (*plain, *self.tasks.values()):
            widget.setMinimumHeight(_HEIGHT_PX)
        buddies = {"cohort": self.cohort, "hospitals": self.hospitals, "out": self.out}
        buddies["network"] = self.architecture
        for key, field in (buddies | {"source": self.source, "name": self.name}).items():
            self._labels[key].setBuddy(field)
        for key, spin in (("epochs", self.epochs), ("seed", self.seed)):
            self._beside[key].setBuddy(spin)

    @staticmethod
    def _row(*parts: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            row.addWidget(part, isinstance(part, QLineEdit))
        if not any(isinstance(part, QLineEdit) for part in parts):
            row.addStretch(1)
        return holder

    def _connect(self) -> None:
        self.cohort.changed.connect(self.edited)
        self.source.changed.connect(self._on_source)
        self.hospitals.textEdited.connect(self.edited)
        self.out.changed.connect(self._on_out)
        self.architecture.currentIndexChanged.connect(self._on_network)
        self.name.textEdited.connect(self._on_name)
        for box in self.tasks.values():
            box.toggled.connect(self.edited)
        for spin in (self.epochs, self.seed):
            spin.valueChanged.connect(self.edited)

    def _on_out(self, folder: str) -> None:
        self._propose_name()
        self.edited.emit()
        self.out_changed.emit(folder)

    def _on_source(self) -> None:
        self._offer_tasks()
        self.edited.emit()

    def _offer_tasks(self) -> None:
        """A package has all three: without one to begin with each of them is trained."""
        given = bool(self.source.text)
        for box in self.tasks.values():
            box.setEnabled(given)
            box.setChecked(box.isChecked() or not given)

    def _on_network(self) -> None:
        self._say_network()
        self._propose_name()
        self.edited.emit()

    def _on_name(self, text: str) -> None:
        self._own_name = bool(text.strip())
        self.edited.emit()

    def _propose_name(self) -> None:
        if not self._own_name:
            self.name.setText(proposed_name(self.architecture.currentData(), self.out.text))

    # --- words -----------------------------------------------------------------------------

    def _say_words(self) -> None:
        labels = {
            "cohort": self.tr("&Cohort table"),
            "hospitals": self.tr("&Validate on hospitals"),
            "out": self.tr("&Folder for the training"),
            "network": self.tr("&Network"),
            "source": self.tr("Start fro&m package"),
            "tasks": self.tr("Tasks"),
            "name": self.tr("Name of the &package"),
        }
        for key, words in labels.items():
            self._labels[key].setText(words)
        self._beside["epochs"].setText(self.tr("&Epochs at most"))
        self._beside["seed"].setText(self.tr("See&d"))
        self.cohort.say(labels["cohort"], self.tr("Tables (*.csv)") + ";;" + self.tr("All files (*)"))
        self.out.say(labels["out"])
        self.source.say(labels["source"])
        self.source.line.setPlaceholderText(self.tr("none"))
        for box in self.tasks.values():
            box.setToolTip(self.tr("Those not ticked stay as they are in the package to start from."))
        self.cohort.line.setPlaceholderText(self.tr("a row a screen: path, patient_id, stage"))
        self.hospitals.setPlaceholderText(self.tr("none; else names as in the table, between commas"))
        names = (
            self.tr("Gut 2019: one network a task"),
            self.tr("SPIE: from a source model, first layers frozen"),
            self.tr("Baseline: all layers from scratch"),
            self.tr("Baseline: only the last layers trained"),
        )
        with QSignalBlocker(self.architecture):
            for at, words in enumerate(names):
                self.architecture.setItemText(at, words)
        self._say_network()

    def _say_network(self) -> None:
        says = {
            "gut": self.tr("Takes longest; three networks of their own."),
            "spie": self.tr(
                "The three tasks share what was learned elsewhere; scores in a third of the time."
            ),
            "basic": self.tr("The papers' comparison: the second paper's network without a source model."),
            "transfer": self.tr("The papers' comparison: everything taken over but the last layers."),
        }
        self.about.setText(says[self.architecture.currentData()])

    # --- values ----------------------------------------------------------------------------

    @property
    def request(self) -> TrainingRequest:
        """As the fields are; in a folder with a training that was begun, with all else it was begun with."""
        others = self._begun.others if self.out.text == self._begun.out.strip() else ()
        return TrainingRequest(
            self.cohort.text,
            self.out.text,
            self.architecture.currentData(),
            self.source.text,
            tuple(task for task, box in self.tasks.items() if box.isChecked()),
            self.name.text().strip(),
            self.epochs.value(),
            self.seed.value(),
            self._hospitals(),
            others,
        )

    def _hospitals(self) -> tuple[str, ...]:
        """As typed; as they came if nothing was typed, for a name may hold a comma."""
        text, known = self.hospitals.text(), self._begun.validation_hospitals
        typed = {name.strip() for name in text.split(",")} - {""}
        return known if text == ", ".join(known) else tuple(sorted(typed))

    def show_request(self, request: TrainingRequest) -> None:
        """Fill the fields; nothing is emitted."""
        self._begun = request
        with QSignalBlocker(self):
            self.cohort.set_text(request.cohort)
            self.out.set_text(request.out)
            self.source.set_text(request.source)
            self.hospitals.setText(", ".join(request.validation_hospitals))
            self.architecture.setCurrentIndex(ARCHITECTURES.index(request.architecture))
            for task, box in self.tasks.items():
                box.setChecked(task in request.tasks)
            self._offer_tasks()
            self._own_name = bool(request.name)
            self.name.setText(request.name)
            self.epochs.setValue(request.epochs)
            self.seed.setValue(request.seed)
