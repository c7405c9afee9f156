"""Model ▸ Validate on cohort…: a model's figures on patients with known stages, as a report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QPushButton, QWidget

from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import open_path
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.own_program import Said
from dlre_gui.gui.path_line import PathLine
from dlre_gui.gui.process_dialog import ProcessDialog
from dlre_gui.gui.reword import reworded
from dlre_gui.gui.settings_choices import model_packages
from dlre_gui.gui.strip import Level, Offer
from dlre_gui.gui.texts import without_key

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow


class ValidateDialog(ProcessDialog):
    """One validation at a time, beside the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.cohort, self.out, self.model = PathLine(is_file=True), PathLine(), QComboBox()
        self.model.addItem("", "")
        self.model.setMinimumHeight(36)
        self.start_button = QPushButton()
        self._labels = [QLabel(), QLabel(), QLabel()]
        fields = QWidget()
        form = QFormLayout(fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in zip(self._labels, (self.cohort, self.model, self.out), strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        self.lay_out(fields, buttons=(self.start_button,))
        self.start_button.setDefault(True)
        self.start_button.clicked.connect(self.start)
        self.cohort.changed.connect(self._propose_folder)
        self._window, self._chosen_by_user = window, False
        self.model.activated.connect(lambda _: self._choose())
        follow_language(self._say_words)
        self.resize(760, 0)
        self.show_running()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Validate on a cohort"))
        texts = (self.tr("&Cohort table"), self.tr("&Model package"), self.tr("&Report goes to"))
        for label, words in zip(self._labels, texts, strict=True):
            label.setText(words)
        self.cohort.say(texts[0], self.tr("Tables (*.csv)") + ";;" + self.tr("All files (*)"))
        self.cohort.line.setPlaceholderText(self.tr("a row a screen: path, patient_id, stage"))
        self.out.say(texts[2])
        self.model.setItemText(0, self.tr("the program's own"))
        self.model.setAccessibleName(without_key(texts[1]))
        self.start_button.setText(self.tr("&Validate"))
        self.stop_button.setText(self.tr("St&op"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.problems.setAccessibleName(self.tr("Problems"))

    def _choose(self) -> None:
        self._chosen_by_user = True

    def showEvent(self, event: QShowEvent) -> None:
        """Packages may have been installed since; until the user chooses, it is the one that scores."""
        super().showEvent(event)
        if not self.running:
            chosen = self.model.currentData() if self._chosen_by_user else self._window.settings.model
            work = Work(model_packages)
            work.done.connect(lambda found: self._show_models(found, chosen or ""))
            work.start()

    def _show_models(self, found: list[tuple[str, str]], chosen: str) -> None:
        while self.model.count() > 1:
            self.model.removeItem(1)
        for value, words in found:
            self.model.addItem(words, value)
        if chosen and self.model.findData(chosen) < 0:
            self.model.addItem(chosen, chosen)
        self.model.setCurrentIndex(max(0, self.model.findData(chosen)))

    def _propose_folder(self, cohort: str) -> None:
        if cohort.lower().endswith(".csv") and not self.out.text:
            stamp = datetime.now().strftime("%Y-%m-%d %H.%M")
            self.out.set_text(str(Path(cohort).parent / f"DLRE validation {stamp}"))

    def start(self) -> None:
        """Score and compare; what an earlier run into the same folder has scored is kept."""
        cohort, out, model = self.cohort.text, self.out.text, self.model.currentData()
        if self.running:
            return
        if not cohort or not out:
            self.say(self.tr("Choose a cohort table and a folder first."), Level.WARNING)
            return
        chosen = [f"--model={model}"] if model else []
        self.line.setText(self.tr("Checking…"))
        self.run(["evaluate", f"--out={out}", *chosen, "--events", "--", cohort], self._finish)

    def hear(self, said: Said) -> None:
        super().hear(said)
        words = self.tr("Scored: {done} of {total}").format(done=said["done"], total=said["total"])
        self.line.setText(self.tr("Writing tables and figures…") if said["stage"] == "figures" else words)

    def _finish(self, made: Said) -> None:
        report, missing = Path(str(made["report"])), int(made["screens"]) - int(made["scored"])
        words = self.tr("%n screen(s) scored; the report is written.", "", int(made["scored"]))
        if missing:
            words += " " + self.tr("%n screen(s) were not; the report says why.", "", missing)
        show = Offer(self.tr("Sho&w report"), lambda: open_path(report))
        folder = Offer(self.tr("Open folder"), lambda: open_path(report.parent))
        notices = [reworded(str(notice)) for notice in made.get("notices") or ()]
        self.list(notices)
        self.say(words, Level.WARNING if missing or notices else Level.INFO, show, folder)

    def ways_on(self) -> tuple[Offer, ...]:
        return (Offer(self.tr("&Go on"), self.start),)

    def show_running(self) -> None:
        super().show_running()
        for field in (self.cohort, self.out, self.model, self.start_button):
            field.setEnabled(not self.running)
