"""The command line as a person or a program meets it: words, exit statuses, never a traceback."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from dlre_gui import __version__
from dlre_gui.cli import app
from tests.model.model_packages import make_package

COMMANDS = tuple(typer.main.get_command(app).commands)


def run(*arguments: str | Path) -> Result:
    """The command in this process; stdout and stderr apart."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="dlre-gui")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A model package of random weights."""
    make_package(tmp_path / "package", "gut")
    return tmp_path / "package"


@pytest.fixture
def junk(tmp_path: Path) -> Path:
    """A folder of files that hold no screen."""
    folder = tmp_path / "junk"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.png").write_text("no screen")
    return folder


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert [name for name in COMMANDS if f"  {name} " not in result.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage: dlre-gui" in result.stdout


def test_version_is_printed() -> None:
    assert run("--version").stdout == f"dlre-gui {__version__}\n"


def test_unknown_word_is_neither_file_nor_command() -> None:
    result = run("scroe")
    assert result.exit_code == 2
    assert "scroe is not there" in result.stderr
    assert "dlre-gui --help" in result.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    result = run()
    assert result.exit_code == 2
    assert "no display" in result.stderr
    assert "dlre-gui score" in result.stderr


def test_wrong_option_is_wrong_usage() -> None:
    assert run("score", "--nonsense").exit_code == 2


def test_unknown_model_is_refused_without_traceback(junk: Path, tmp_path: Path) -> None:
    result = run("score", junk, "--out", tmp_path / "out", "--model", "none-such")
    assert result.exit_code == 2
    assert "There is no model package 'none-such'" in result.stderr
    assert "Traceback" not in result.stderr


def test_missing_folder_is_named(tmp_path: Path, package: Path) -> None:
    result = run("score", tmp_path / "nowhere", "--out", tmp_path / "out", "--model", package)
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_missing_gpu_is_an_error_not_a_fallback(junk: Path, tmp_path: Path, package: Path) -> None:
    from dlre_gui.model.devices import cuda_missing

    if not cuda_missing():
        pytest.skip("this machine has a GPU")
    result = run("score", junk, "--out", tmp_path / "out", "--model", package, "--device", "cuda")
    assert result.exit_code == 2
    assert "GPU cannot be used" in result.stderr


def test_refused_and_failed_files_give_status_one_and_a_reason(
    junk: Path, tmp_path: Path, package: Path
) -> None:
    result = run("score", junk, "--out", tmp_path / "out", "--model", package)
    assert result.exit_code == 1
    assert "0 scored, 0 refused, 3 failed" in result.stdout
    assert "Readable are DICOM" in result.stdout
    with (tmp_path / "out" / "images.csv").open(encoding="utf-8") as stream:
        assert [row["status"] for row in csv.DictReader(stream)] == ["failed"] * 3


def test_json_is_all_that_stdout_holds(junk: Path, tmp_path: Path, package: Path) -> None:
    result = run("score", junk, "--out", tmp_path / "out", "--model", package, "--json")
    summary = json.loads(result.stdout)
    assert summary["counts"]["failed"] == 3
    assert summary["exit_code"] == result.exit_code == 1


def test_real_screen_is_scored_with_picture_and_notice(
    shared_data: Path, tmp_path: Path, package: Path
) -> None:
    screen = shared_data / "real-swe" / "mach30-muscle-frame.png"
    result = run("score", screen, "--out", tmp_path / "out", "--model", package, "--annotate")
    assert result.exit_code == 0
    assert "Research use only, not for diagnosis. Model trained on simulated data." in result.stdout
    assert any((tmp_path / "out" / "annotated").rglob("*.png"))


def test_simulated_patients_can_be_scored(tmp_path: Path, package: Path) -> None:
    exams = tmp_path / "exams"
    simulated = run("simulate", exams, "--patients", "1", "--size", "720x540", "--json")
    assert simulated.exit_code == 0
    assert json.loads(simulated.stdout)["cohort"] == str(exams / "cohort.csv")
    result = run("score", exams / "P0001", "--out", tmp_path / "out", "--model", package, "--json")
    assert json.loads(result.stdout)["counts"]["scored"] == 5


def test_simulation_refuses_a_folder_with_other_content(junk: Path) -> None:
    result = run("simulate", junk, "--patients", "1")
    assert result.exit_code == 2
    assert "is not empty" in result.stderr


def test_training_refuses_a_wrong_cohort_with_all_that_is_wrong(tmp_path: Path) -> None:
    cohort = tmp_path / "cohort.csv"
    cohort.write_text("path,patient_id\na.png,1\n")
    result = run("train", cohort, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "no column stage" in result.stderr


def test_installed_model_is_listed_shown_and_verified(package: Path) -> None:
    assert run("model", "install", package).exit_code == 0
    assert "random-gut" in {entry["id"] for entry in json.loads(run("model", "list", "--json").stdout)}
    assert "random weights" in run("model", "show", "random-gut").stdout
    verified = run("model", "verify", "random-gut", "--device", "cpu", "--json")
    assert verified.exit_code == 0
    assert json.loads(verified.stdout)["difference"] <= 1e-6


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("words", [["model", "list", "--json"], ["--help"], ["--version"]])
def test_a_full_disk_behind_the_output_is_told_without_traceback(words: list[str]) -> None:
    command = [sys.executable, "-m", "dlre_gui", *words]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["error: [Errno 28] No space left on device"]


def test_a_code_page_without_the_words_of_the_output_ends_no_command(tmp_path: Path) -> None:
    home = tmp_path / "肝"
    env = os.environ | {"PYTHONIOENCODING": "cp1252", "DLRE_HOME": str(home)}
    program = [sys.executable, "-m", "dlre_gui"]
    said = [
        subprocess.run([*program, *words], capture_output=True, env=env, check=True).stdout
        for words in (["train", "--help"], ["model", "list"], ["model", "list", "--json"])
    ]
    assert b"\\u2265F3" in said[0]
    assert rb"\u809d" in said[1]
    assert {entry["id"] for entry in json.loads(said[2])} == {"dlre-gut-simulated"}


def test_damaged_model_is_refused_with_the_reason(package: Path) -> None:
    weights = package / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x7f")
    result = run("model", "verify", package)
    assert result.exit_code == 2
    assert "refused" in result.stderr


def test_doctor_tells_each_thing_as_json() -> None:
    result = run("doctor", "--json", "--device", "cpu")
    found = {check["name"]: check for check in json.loads(result.stdout)}
    assert {"python", "libraries", "decoders", "devices", "window", "data folder", "engine"} <= found.keys()
    assert found["window"]["works"], found["window"]
    assert result.exit_code == (0 if all(check["works"] for check in found.values()) else 1)


@pytest.fixture
def scoring(tmp_path: Path, package: Path) -> Iterator[subprocess.Popen[str]]:
    """`score` at work on a large folder, in a process of its own."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number}.png").write_text("no screen")
    command = [
        sys.executable,
        "-m",
        "dlre_gui",
        "score",
        folder,
        "--out",
        tmp_path / "out",
        "--model",
        package,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process on Windows")
def test_interrupted_scoring_ends_in_order_with_what_was_done(
    scoring: subprocess.Popen[str], tmp_path: Path
) -> None:
    ledger = tmp_path / "out" / "ledger.jsonl"
    deadline = time.monotonic() + 60
    while not (ledger.exists() and ledger.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.01)
    scoring.send_signal(signal.SIGINT)
    _, told = scoring.communicate(timeout=60)
    assert scoring.returncode == 130, told
    assert "Traceback" not in told
    with (tmp_path / "out" / "images.csv").open(encoding="utf-8") as stream:
        done = len(list(csv.DictReader(stream)))
    assert 0 < done < 3000
