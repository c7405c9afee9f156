"""Model ▸ Train on cohort… and Validate on cohort…: over real processes of the program."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dlre_gui.domain.exam import Stage
from dlre_gui.edition import Edition
from dlre_gui.gui.engine_bridge import EngineBridge
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.own_program import Ended, OwnProgram
from dlre_gui.gui.session.training_request import TrainingRequest
from dlre_gui.gui.train_dialog import TrainDialog
from dlre_gui.gui.validate_dialog import ValidateDialog
from tests.model.model_packages import make_package
from tests.scoring_material import model  # noqa: F401

PROCESS_MS = 90_000
HEADER = "path,patient_id,stage,simulated\n"


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """Right by its table: two patients of each stage; its files hold no screens."""
    rows = []
    for number in range(10):
        (tmp_path / f"{number}.png").write_bytes(b"no picture %d" % number)
        rows.append(f"{number}.png,P{number},F{Stage(number % 5):d},yes")
    path = tmp_path / "cohort.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return path


@pytest.fixture
def dialog(window: MainWindow, cohort: Path) -> TrainDialog:
    window.model_acts.train()
    made = window.model_acts.training
    assert made is not None
    made.form.cohort.set_text(str(cohort))
    made.form.out.set_text(str(cohort.parent / "out"))
    return made


@pytest.fixture
def model_restored(bridge: EngineBridge, model: str) -> Iterator[None]:  # noqa: F811
    """The engine that all windows share goes back to its model."""
    yield
    bridge.restart(model)


def ended(qtbot: QtBot, dialog: TrainDialog, act: Callable[[], object]) -> Ended:
    with qtbot.waitSignal(dialog.over, timeout=PROCESS_MS) as over:
        act()
    how: Ended = over.args[0]
    return how


def listed(dialog: TrainDialog) -> list[str]:
    return [dialog.problems.item(at).text() for at in range(dialog.problems.count())]


def test_every_problem_of_a_cohort_is_shown_with_its_row_before_anything_begins(
    dialog: TrainDialog, cohort: Path, qtbot: QtBot
) -> None:
    with cohort.open("a", encoding="utf-8") as file:
        file.write("gone.png,P0,F0,yes\n0.png,P1,F9,yes\n")
    ended(qtbot, dialog, dialog.check_button.click)
    assert "3 problem" in dialog.outcome.text
    assert listed(dialog) == [
        "row 12: there is no file gone.png",
        "row 13: 0.png is already in row 2",
        "row 13: stage 'F9' is none of F0 to F4",
    ]
    assert not dialog.train_button.isEnabled()
    assert not (cohort.parent / "out").exists()


def test_tasks_are_chosen_only_where_a_package_has_the_others(dialog: TrainDialog, qtbot: QtBot) -> None:
    form, box = dialog.form, dialog.form.tasks["f4"]
    assert not box.isEnabled()
    qtbot.keyClicks(form.source.line, "/a")
    box.click()
    assert form.request.tasks == ("ge_f2", "ge_f3")
    for _ in "/a":
        qtbot.keyClick(form.source.line, Qt.Key.Key_Backspace)
    assert form.request.tasks == ("ge_f2", "ge_f3", "f4")


def test_a_training_is_checked_stopped_killed_and_can_go_on(
    dialog: TrainDialog, window: MainWindow, qtbot: QtBot
) -> None:
    ended(qtbot, dialog, dialog.check_button.click)
    assert "10 patient" in dialog.outcome.text
    assert "Simulated data" in dialog.outcome.text
    assert dialog.train_button.isEnabled()
    dialog.form.seed.setValue(7)
    assert not dialog.train_button.isEnabled()  # what was checked was another training
    dialog.form.seed.setValue(1)
    ended(qtbot, dialog, dialog.check_button.click)

    def kill() -> None:
        dialog.train_button.click()
        assert window.isEnabled()
        program = dialog._program
        assert program is not None
        qtbot.waitUntil(lambda: bool(dialog.training.stage), timeout=PROCESS_MS)
        assert program.pid is not None
        os.kill(program.pid, signal.SIGKILL)

    how = ended(qtbot, dialog, kill)
    assert (how.last, how.exit_code) == (None, -signal.SIGKILL)
    assert "ended unexpectedly" in dialog.outcome.text
    assert [offer.text().replace("&", "") for offer in dialog.outcome._buttons] == ["Go on"]

    def stop() -> None:
        dialog.outcome._buttons[0].click()
        assert dialog.running
        dialog.stop_button.click()

    assert (ended(qtbot, dialog, stop).last or {})["event"] == "stopped"
    assert "What is finished is kept" in dialog.outcome.text


def test_a_begun_training_is_taken_up_where_it_was(dialog: TrainDialog, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "begun"
    folder.mkdir()
    (folder / "training.json").write_text('{"cohort": "/x/c.csv", "options": {"epochs": 7, "seed": 9}}')
    dialog.form.out.set_text(str(folder))
    dialog.form.out.changed.emit(str(folder))
    qtbot.waitUntil(lambda: dialog.form.request.seed == 9)
    assert (dialog.form.request.cohort, dialog.form.request.epochs) == ("/x/c.csv", 7)
    assert "was begun in this folder" in dialog.outcome.text


def test_patients_of_hospitals_named_in_the_window_validate(
    dialog: TrainDialog, cohort: Path, qtbot: QtBot
) -> None:
    lines = cohort.read_text("utf-8").splitlines()
    rows = [f"{line},A" for line in lines[1:]]
    for name in ("x", "y"):
        (cohort.parent / f"{name}.png").write_bytes(name.encode())
        rows.append(f"{name}.png,{name},F4,yes,C")
    cohort.write_text("\n".join([f"{lines[0]},hospital", *rows]), "utf-8")
    qtbot.keyClicks(dialog.form.hospitals, " C,")
    assert dialog.form.request.validation_hospitals == ("C",)
    ended(qtbot, dialog, dialog.check_button.click)
    assert "2 patients validate." in dialog.outcome.text
    assert dialog.train_button.isEnabled()


def test_a_hospital_with_a_comma_in_its_name_stays_one_when_a_training_goes_on(
    dialog: TrainDialog,
) -> None:
    begun = TrainingRequest(validation_hospitals=("A, north", "C"))
    dialog.form.show_request(begun)
    assert dialog.form.request.validation_hospitals == ("A, north", "C")


@pytest.mark.usefixtures("model_restored")
def test_a_finished_package_is_installed_and_chosen(
    dialog: TrainDialog, window: MainWindow, tmp_path: Path, own_data_dir: Path, qtbot: QtBot
) -> None:
    make_package(tmp_path / "made", "gut")
    dialog._finish({"event": "done", "package": str(tmp_path / "made")})
    ended(qtbot, dialog, dialog.outcome._buttons[0].click)
    assert "is installed and scores from now on" in dialog.outcome.text
    assert (own_data_dir / "models" / window.settings.model / "card.json").is_file()


def test_a_used_folder_is_refused_in_plain_words(dialog: TrainDialog, cohort: Path, qtbot: QtBot) -> None:
    (cohort.parent / "out").mkdir()
    (cohort.parent / "out" / "thesis.docx").write_bytes(b"x")
    ended(qtbot, dialog, dialog.check_button.click)
    assert "is not empty" in dialog.outcome.text


def test_the_scoring_edition_says_why_it_cannot_train(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dlre_gui.edition.edition", lambda: Edition("scoring", "1"))
    for act in ("train", "validate"):
        window.actions_by_name[act].trigger()
        assert any("is not in this edition" in text for text in window.middle.notices.texts)
    assert window.model_acts.training is None


def test_a_program_that_cannot_be_started_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dlre_gui.gui.own_program.own_command", lambda arguments: ["/nowhere/dlre-gui"])
    program = OwnProgram(["train"])
    with qtbot.waitSignal(program.ended, timeout=PROCESS_MS) as over:
        program.start()
    assert over.args[0].exit_code is None
    assert "/nowhere/dlre-gui" in over.args[0].complaint


def test_a_validation_of_no_cohort_says_what_to_do(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.model_acts.validate()
    dialog = window.model_acts.validation
    assert isinstance(dialog, ValidateDialog)
    dialog.start_button.click()
    assert "Choose a cohort table" in dialog.outcome.text
    dialog.cohort.set_text(str(tmp_path / "gone.csv"))
    dialog.out.set_text(str(tmp_path / "report"))
    with qtbot.waitSignal(dialog.over, timeout=PROCESS_MS):
        dialog.start_button.click()
    assert "gone.csv cannot be read" in dialog.outcome.text


def test_a_validation_on_the_models_own_patients_says_that_it_flatters(
    window: MainWindow, tmp_path: Path
) -> None:
    window.model_acts.validate()
    dialog = window.model_acts.validation
    assert isinstance(dialog, ValidateDialog)
    notice = "3 of the 4 patients that count here (all patients) trained or tuned this model."
    dialog._finish({"report": str(tmp_path / "r.html"), "screens": 4, "scored": 4, "notices": [notice]})
    assert [dialog.problems.item(at).text() for at in range(dialog.problems.count())] == [notice]
    assert dialog.problems.isVisibleTo(dialog)
    dialog._finish({"report": str(tmp_path / "r.html"), "screens": 4, "scored": 4, "notices": []})
    assert not dialog.problems.isVisibleTo(dialog)
