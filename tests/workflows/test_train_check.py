"""A training is checked first, and a folder holds one training."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dlre_gui.batch.one_run import one_run
from dlre_gui.cli import app
from dlre_gui.cli.events import run_as_events
from dlre_gui.domain.errors import CohortError, FileError, FolderInUseError
from dlre_gui.gui.session.training_request import request_of_folder
from dlre_gui.model.scale import InputSpec, ReferenceScale
from dlre_gui.terminal import ExitStatus
from dlre_gui.training.frozen import maps_bytes
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import Progress, Report
from dlre_gui.training.reserve import need_room, reserve
from dlre_gui.workflows.reproduce import LOCK_NAME as STUDY_LOCK_NAME
from dlre_gui.workflows.reproduce import ReproducePlan, reproduce
from dlre_gui.workflows.train import Training, TrainPlan
from dlre_gui.workflows.train_check import LOCK_NAME, MARK_NAME, check_training, train_into


@pytest.fixture
def plan(tmp_path: Path) -> TrainPlan:
    """Two patients of each stage; their files hold no screens."""
    rows = ["path,patient_id,stage,hospital"]
    for number in range(10):
        (tmp_path / f"{number}.png").write_bytes(b"%d" % number)
        rows.append(f"{number}.png,P{number},F{number % 5},{'AB'[number % 2]}")
    (tmp_path / "cohort.csv").write_text("\n".join(rows), "utf-8")
    return TrainPlan(tmp_path / "cohort.csv", tmp_path / "out", FitOptions(epochs=3), processes=1)


def test_what_there_is_to_train_on_is_told_and_nothing_is_written(plan: TrainPlan) -> None:
    found = check_training(plan)
    assert found.patients == {"F0": 2, "F1": 2, "F2": 2, "F3": 2, "F4": 2}
    assert (found.screens, found.hospitals, found.held_out, found.goes_on) == (10, 2, 5, False)
    assert {name for name, _ in found.networks} == {"train ge_f2", "train ge_f3", "train f4"}
    assert not plan.out.exists()


def test_a_folder_goes_on_with_its_own_training_only(plan: TrainPlan) -> None:
    with pytest.raises(CohortError, match="no screen can be used"):
        train_into(plan)
    assert check_training(plan).goes_on
    other = replace(plan, options=replace(plan.options, seed=2))
    with pytest.raises(FolderInUseError, match=r"another training: .* \(seed\)"):
        check_training(other)
    plan.cohort.write_text(plan.cohort.read_text("utf-8").replace("P9,F4,B", "P9,F4,C"), "utf-8")
    with pytest.raises(FolderInUseError, match="another training"):
        train_into(plan)


def test_number_of_threads_decides_bits_so_another_one_does_not_go_on(plan: TrainPlan) -> None:
    """A checkpoint knows its threads: going on with others would begin anew without a word."""
    two = replace(plan, options=replace(plan.options, device="auto", threads=2))
    with pytest.raises(CohortError):
        train_into(two)
    assert check_training(replace(two, options=replace(two.options, device="cpu"))).goes_on
    with pytest.raises(FolderInUseError, match=r"\(threads\)"):
        check_training(replace(two, options=replace(two.options, threads=1)))


def test_the_window_goes_on_with_what_the_command_line_began(plan: TrainPlan) -> None:
    """The window asks for fewer things than the command: the others come from the folder."""
    options = FitOptions(
        epochs=3, threads=1, held_out=0.4, mixed=True, loss="squared_error", freeze=1, consistency=2.5,
        learning_rate=0.0015, exam_share=0.3, batch=24,
    )  # fmt: skip
    spec = InputSpec(scale=ReferenceScale(smoothing_px=2.5))
    begun = replace(plan, options=options, version="2.0", data="by hand", spec=spec)
    with pytest.raises(CohortError, match="no screen can be used"):
        train_into(begun)
    request = request_of_folder(str(plan.out))
    assert request is not None
    arguments = ["--json" if word == "--events" else word for word in request.arguments(check=True)]
    result = CliRunner().invoke(app, arguments, prog_name="dlre-gui")
    assert json.loads(result.stdout)["goes_on"] is True


def test_what_was_begun_before_exams_could_be_judged_goes_on_by_screens(plan: TrainPlan) -> None:
    begun = replace(plan, options=replace(plan.options, threads=1, exam_share=0.0))
    with pytest.raises(CohortError, match="no screen can be used"):
        train_into(begun)
    mark = plan.out / MARK_NAME
    values = json.loads(mark.read_bytes())
    del values["options"]["exam_share"]
    mark.write_text(json.dumps(values), "utf-8")
    assert check_training(begun).goes_on
    request = request_of_folder(str(plan.out))
    assert request is not None
    assert "--exam-share=0.0" in request.others
    with pytest.raises(FolderInUseError, match=r"\(exam_share\)"):
        check_training(replace(begun, options=replace(begun.options, exam_share=0.5)))


def test_two_trainings_at_once_in_one_folder_are_refused(plan: TrainPlan) -> None:
    """The second would begin the patches anew that the first has noted as made."""
    with pytest.raises(CohortError, match="no screen can be used"):
        train_into(plan)
    ledger = (plan.out / "work" / "patches" / "ledger.jsonl").read_bytes()
    with one_run(plan.out, LOCK_NAME), pytest.raises(FolderInUseError, match="Another run"):
        train_into(plan)
    assert (plan.out / "work" / "patches" / "ledger.jsonl").read_bytes() == ledger


HOLD = """
import sys
from pathlib import Path
from dlre_gui.batch.one_run import one_run
with one_run(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("name", [LOCK_NAME, STUDY_LOCK_NAME])
def test_a_free_folder_that_another_process_just_took_is_not_claimed_as_well(
    plan: TrainPlan, name: str
) -> None:
    """The other one holds it and has not said yet what for: of two starts at once only one may say so."""
    command = [sys.executable, "-c", HOLD, str(plan.out), name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(FolderInUseError, match="Another run"):
            train_into(plan) if name == LOCK_NAME else reproduce(ReproducePlan(plan.out, patients=40))
        assert [path.name for path in plan.out.iterdir()] == [name]
        other.communicate("")
    assert not check_training(plan).goes_on if name == LOCK_NAME else other.returncode == 0


def test_of_two_processes_that_start_at_once_in_one_folder_one_trains(plan: TrainPlan) -> None:
    command = [sys.executable, "-m", "dlre_gui", "train", str(plan.cohort), "--out", str(plan.out)]
    both = [
        subprocess.Popen([*command, f"--seed={seed}"], stderr=subprocess.PIPE, text=True, encoding="utf-8")
        for seed in (1, 2)
    ]
    told = [" ".join(process.communicate(timeout=120)[1].split()) for process in both]
    assert sorted("no screen can be used" in text for text in told) == [False, True]
    kept = json.loads((plan.out / MARK_NAME).read_bytes())["options"]["seed"]
    assert "no screen can be used" in told[kept - 1]


def test_a_damaged_mark_is_another_training(plan: TrainPlan) -> None:
    with pytest.raises(CohortError):
        train_into(plan)
    for content in (b"", b"[1]", b"{", b"\xff"):
        (plan.out / MARK_NAME).write_bytes(content)
        with pytest.raises(FolderInUseError, match="another training"):
            check_training(plan)


def test_room_is_asked_for_patches_test_patches_and_kept_maps(plan: TrainPlan) -> None:
    plain = Training(plan).needed_bytes()
    assert plain == 10 * 5 * 250 * 250 * 3
    spie = replace(plan, options=replace(plan.options, architecture="spie"))
    assert Training(spie).needed_bytes() - plain == maps_bytes(10, spie.options) > 20_000_000


def test_a_folder_with_other_things_is_left_alone(plan: TrainPlan) -> None:
    plan.out.mkdir()
    (plan.out / "thesis.docx").write_bytes(b"x")
    for call in (check_training, train_into):
        with pytest.raises(FolderInUseError, match="not empty"):
            call(plan)
    assert [path.name for path in plan.out.iterdir()] == ["thesis.docx"]


def test_a_disk_without_room_is_noticed_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="MB are free"):
        need_room(tmp_path / "not there yet", 1 << 60)
    with pytest.raises(FileError, match="MB are needed"):
        reserve(tmp_path / "patches.u8", 1 << 60)
    assert list(tmp_path.iterdir()) == []


def test_reserved_room_is_a_file_of_that_size(tmp_path: Path) -> None:
    reserve(tmp_path / "patches.u8", 100_000)
    assert (tmp_path / "patches.u8").read_bytes() == bytes(100_000)


def test_events_are_lines_and_the_end_of_input_stops_in_order(plan: TrainPlan) -> None:
    command = [sys.executable, "-m", "dlre_gui", "train", str(plan.cohort), "--out", str(plan.out)]
    done = subprocess.run([*command, "--events"], input=b"", capture_output=True, timeout=120)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, lines[-1]["event"]) == (130, "stopped")
    done = subprocess.run(
        [*command, "--seed=9", "--check", "--events"], input=b"", capture_output=True, timeout=120
    )
    [line] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, line["event"]) == (2, "failed")
    assert "another training" in line["message"]


def test_a_process_that_did_not_do_all_says_so_by_its_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dlre_gui.cli.events.give_way", lambda _: None)  # this process would stay slow
    made = {"screens": 3, "scored": 2}

    def work(report: Report, stopped: threading.Event) -> dict[str, int]:
        report(Progress("score", 3, 3))
        return made

    assert run_as_events(work) is ExitStatus.DONE
    assert run_as_events(work, lambda done: done["scored"] == 3) is ExitStatus.SOME_FAILED
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in told] == ["progress", "done"] * 2


def add_patient(cohort: Path, name: str, hospital: str) -> None:
    (cohort.parent / f"{name}.png").write_bytes(name.encode())
    with cohort.open("a", encoding="utf-8") as file:
        file.write(f"\n{name}.png,{name},F4,{hospital}")


def test_patients_of_some_hospitals_validate_and_do_not_train(plan: TrainPlan) -> None:
    add_patient(plan.cohort, "x", "C")
    add_patient(plan.cohort, "y", "C")
    by_hospital = Training(replace(plan, validation_hospitals=("C",)))
    assert by_hospital.split.validation == {"x", "y"}
    assert not by_hospital.split.validation & by_hospital.held
    assert check_training(replace(plan, validation_hospitals=("C",))).validating == 2
    with pytest.raises(CohortError, match="no patient of hospital Z"):
        Training(replace(plan, validation_hospitals=("Z",)))


def test_who_validates_is_said_once(plan: TrainPlan) -> None:
    with pytest.raises(CohortError, match="said twice who validates"):
        Training(replace(plan, validation_hospitals=("A",), validation_share=0.5))


def test_who_validates_decides_whether_a_folder_goes_on_and_the_window_knows_it(plan: TrainPlan) -> None:
    begun = replace(plan, options=replace(plan.options, threads=1), validation_hospitals=("B, north",))
    add_patient(plan.cohort, "x", '"B, north"')
    with pytest.raises(CohortError, match="no screen can be used"):
        train_into(begun)
    with pytest.raises(FolderInUseError, match=r"\(validation_hospitals\)"):
        check_training(replace(begun, validation_hospitals=()))
    request = request_of_folder(str(plan.out))
    assert request is not None
    assert request.validation_hospitals == ("B, north",)
    arguments = ["--json" if word == "--events" else word for word in request.arguments(check=True)]
    found = json.loads(CliRunner().invoke(app, arguments, prog_name="dlre-gui").stdout)
    assert (found["goes_on"], found["validating"]) == (True, 1)
