"""Model ▸ Train on cohort…: check, train with live curves, stop, go on, install."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import open_path
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.learning_curves import LearningCurves, network_words
from dlre_gui.gui.own_program import Said
from dlre_gui.gui.process_dialog import ProcessDialog
from dlre_gui.gui.reword import reworded
from dlre_gui.gui.session.training import Training, heard, left_s, network_of
from dlre_gui.gui.session.training_request import TrainingRequest, request_of_folder
from dlre_gui.gui.strip import Level, Offer
from dlre_gui.gui.training_form import TrainingForm

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_SIZE = (860, 480)
_WITH_CURVES = (860, 780)


class TrainDialog(ProcessDialog):
    """One training at a time, beside the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.form, self.curves = TrainingForm(), LearningCurves()
        self.check_button, self.train_button = QPushButton(), QPushButton()
        self.training = Training()
        self._checked: TrainingRequest | None = None
        self._goes_on = False
        self.lay_out(self.form, self.curves, buttons=(self.check_button, self.train_button))
        self.curves.hide()
        self.check_button.clicked.connect(self.check)
        self.train_button.clicked.connect(self.train)
        self.form.edited.connect(self._on_edited)
        self.form.cohort.changed.connect(self._propose_folder)
        self.form.out_changed.connect(self._look_into)
        follow_language(self._say_words)
        resize_within(self, *_SIZE)
        self.show_running()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Train on a cohort"))
        self.check_button.setText(self.tr("Chec&k"))
        self.stop_button.setText(self.tr("St&op"))
        self.problems.setAccessibleName(self.tr("Problems"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self._say_train()

    def _say_train(self) -> None:
        self.train_button.setText(self.tr("&Go on") if self._goes_on else self.tr("&Train"))

    # --- what is asked for -----------------------------------------------------------------

    def _on_edited(self) -> None:
        """Another request has to be checked anew."""
        if self.form.request != self._checked:
            self._checked, self._goes_on = None, False
            self.outcome.hide()
            self.problems.hide()
            self.show_running()

    def _propose_folder(self, cohort: str) -> None:
        if cohort.lower().endswith(".csv") and not self.form.out.text:
            stamp = datetime.now().strftime("%Y-%m-%d %H.%M")
            self.form.out.set_text(str(Path(cohort).parent / f"DLRE training {stamp}"))
            self.form.out.changed.emit(self.form.out.text)

    def _look_into(self, folder: str) -> None:
        """A folder with a training that was begun: fill in what was asked for then."""
        work = Work(lambda: request_of_folder(folder))
        work.done.connect(lambda found: self._take_up(folder, found))
        work.start()

    def _take_up(self, folder: str, found: TrainingRequest | None) -> None:
        if found is not None and not self.running and self.form.out.text == folder.strip():
            self.form.show_request(found)
            self._on_edited()
            self.say(self.tr("A training was begun in this folder: check it, then go on."), Level.INFO)

    # --- checking --------------------------------------------------------------------------

    def check(self) -> None:
        """Ask the process what is wrong, and what there is to train on."""
        request = self.form.request
        if self.running:
            return
        if not request.complete:
            self.say(self.tr("Choose a cohort table, a folder and a task first."), Level.WARNING)
            return
        self.curves.hide()
        self.line.setText(self.tr("Checking…"))
        self.run(request.arguments(check=True), lambda found: self._show_check(request, found))

    def _show_check(self, request: TrainingRequest, found: Said) -> None:
        self._checked, self._goes_on = request, bool(found["goes_on"])
        networks = tuple((str(name), int(epochs)) for name, epochs in found["networks"])
        self.training = Training(networks)
        stages = ", ".join(f"{stage}: {count}" for stage, count in found["patients"].items())
        patients = self.tr("%n patient(s)", "", sum(found["patients"].values()))
        screens = self.tr("%n screen(s)", "", found["screens"])
        words = f"{patients} ({stages}) · {screens} · "
        words += self.tr(
            "%n patient(s) are held out of training to choose the best epoch.", "", found["held_out"]
        )
        if found["validating"]:
            words += " " + self.tr("%n patient(s) validate.", "", found["validating"])
        if found["simulated"]:
            words += " " + self.tr("Simulated data.")
        if self._goes_on:
            words += " " + self.tr("Begun earlier in this folder: it goes on from there.")
        self.say(words, Level.INFO)
        self.show_running()

    # --- training --------------------------------------------------------------------------

    def train(self) -> None:
        """Train what was checked."""
        if self.running or self._checked is None:
            return
        self.training = Training(self.training.networks)
        self.curves.show_curves(self.training.networks, {})
        self.curves.show()
        self.resize(self.size().expandedTo(type(self.size())(*_WITH_CURVES)))
        self.line.setText(self.tr("Starting…"))
        self.run(self._checked.arguments(), self._finish)

    def hear(self, said: Said) -> None:
        super().hear(said)
        self.training = heard(self.training, said, time.monotonic())
        self.curves.show_curves(self.training.networks, self.training.curves)
        if self.stop_button.isEnabled():  # else it has been told to stop, and the line says so
            self.line.setText(f"{self._stage_words()}  {self._left_words()}")

    def _stage_words(self) -> str:
        now = self.training
        if network_of(now.stage):
            words = self.tr("{network}: epoch {done} of at most {total}").format(
                network=network_words(now.stage), done=now.done, total=now.total
            )
            train, held = now.curves.get(now.stage, ((0.0, 0.0),))[-1]
            return words + self.tr(", loss {train:.3f}, held out {held:.3f}.").format(train=train, held=held)
        if now.stage == "package":
            return self.tr("Calibrating and writing the package…")
        return self.tr("Preparing: {done} of {total}.").format(done=now.done, total=now.total)

    def _left_words(self) -> str:
        left = left_s(self.training)
        if left is None:
            return ""
        minutes = max(1, round(left / 60))
        return (
            self.tr("At most %n minute(s) left", "", minutes)
            if network_of(self.training.stage)
            else self.tr("About %n minute(s) left", "", minutes)
        )

    def _finish(self, made: Said) -> None:
        package = Path(str(made["package"]))
        words = self.tr("The package {name} is finished.").format(name=package.name)
        if self.training.refused:
            words += " " + self.tr("%n screen(s) could not be used.", "", len(self.training.refused))
            self.list([reworded(reason) for reason in self.training.refused])
        install = Offer(self.tr("&Install and use"), lambda: self.install(package))
        self.say(words, Level.INFO, install, Offer(self.tr("Open folder"), lambda: open_path(package)))

    def ways_on(self) -> tuple[Offer, ...]:
        if self._checked is None:
            return ()
        return (Offer(self.tr("&Go on"), self.train),)

    # --- the package -----------------------------------------------------------------------

    def install(self, package: Path) -> None:
        """Copy the package into the user's model folder, and score with it from now on."""
        if not self.running:
            self.run(["model", "install", "--events", "--", str(package)], self._use)

    def _use(self, made: Said) -> None:
        folder = Path(str(made["folder"]))
        self._window.settings = replace(self._window.settings, model=folder.name)
        words = self.tr("{name} is installed and scores from now on.")
        self.say(words.format(name=folder.name), Level.INFO)

    def show_running(self) -> None:
        super().show_running()
        self.form.setEnabled(not self.running)
        self.check_button.setEnabled(not self.running)
        self.train_button.setEnabled(not self.running and self._checked is not None)
        self.check_button.setDefault(self._checked is None)
        self.train_button.setDefault(self._checked is not None)
        self._say_train()
