import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dlre_gui.batch.ledger import FileState, Ledger, Record
from dlre_gui.batch.one_run import one_run
from dlre_gui.batch.options import Options
from dlre_gui.batch.score import score_folder
from dlre_gui.domain.errors import DlreError, FolderInUseError
from dlre_gui.domain.exam import Acquisition, Flag, Measured, Scores, Status
from dlre_gui.domain.findings import QBox
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.domain.screen import Header, UltrasoundRegion

SCRIPT = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job inherits it ignored
sys.path.insert(0, os.getcwd())
from pathlib import Path
from dlre_gui.batch.options import Options
from dlre_gui.batch.score import score_folder

if __name__ == "__main__":
    folder, out, model = sys.argv[1:]

    def progress(done, total, current, counts):
        print(done, total, flush=True)
        if done == 2:
            sys.stdin.readline()  # the signal comes here

    sys.exit(score_folder([Path(folder)], Path(out), Options(model, workers=1), progress).exit_code)
"""


def interrupted_run(tmp_path: Path, folder: Path, model: str, how: signal.Signals) -> int:
    """Score in another process, which gets the signal after two files; its exit status."""
    script = tmp_path / "score.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(folder), str(tmp_path / "out"), model]
    root = Path(__file__).parents[2]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=root) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if line.startswith("2 "):
                os.kill(run.pid, how)
                break
        run.communicate()
    return run.returncode


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(("how", "status"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_a_run_stopped_by_a_signal_goes_on_where_it_was(
    exams: Path, scored: Path, model: str, tmp_path: Path, how: signal.Signals, status: int
) -> None:
    out = tmp_path / "out"
    assert interrupted_run(tmp_path, exams, model, how) == status
    kept = (out / "ledger.jsonl").read_bytes().count(b"\n")
    assert 2 <= kept < 10
    assert (out / "images.csv").is_file() == (how == signal.SIGINT)
    resumed = score_folder([exams], out, Options(model, workers=1))
    assert (resumed.counts.kept, resumed.counts.screens) == (kept, 10)
    for name in ("images.csv", "patients.csv"):
        assert (out / name).read_bytes() == (scored / name).read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes")
def test_a_file_name_that_is_no_text_is_scored_and_kept(
    screens: list[Path], model: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    name = os.fsdecode(b"bad\xff.png")
    (tmp_path / "in" / name).write_bytes(screens[0].read_bytes())
    for _ in range(2):
        summary = score_folder([tmp_path / "in"], tmp_path / "out", Options(model, workers=1, annotate=True))
    assert (summary.counts.scored, summary.counts.kept) == (1, 1)
    assert rb"bad\udcff.png,0," in (tmp_path / "out" / "images.csv").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="names of 255 bytes")
def test_pictures_of_the_longest_file_names_are_written_and_kept_apart(
    screens: list[Path], model: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    stems = ("肝" * 83 + "a", "肝" * 83 + "b")
    for stem in stems:
        (tmp_path / "in" / f"{stem}.png").write_bytes(screens[0].read_bytes())
    for _ in range(2):
        summary = score_folder([tmp_path / "in"], tmp_path / "out", Options(model, workers=1, annotate=True))
    assert (summary.counts.scored, summary.counts.kept) == (2, 2)
    names = [picture.name for picture in (tmp_path / "out" / "annotated").iterdir()]
    assert len(names) == 2
    assert all(name.startswith("肝" * 80) and name.endswith(".png") for name in names)


FULL = Record(
    "P1/王.dcm", 2, 3, FileState(5, 6), "s",
    Acquisition(
        Path("-"), 2, "ab", 1440, 1080, "gdcm 3",
        Header("P1", "王", regions=(UltrasoundRegion(Box(0, 0, 3, 4), 1, 1, 0.1, 0.2),), doubtful=("x",)),
        Status.SCORED, "",
        Measured(Box(0, 0, 9, 9), Box(1, 1, 2, 2), "colour", "kPa", 0.0, 40.0, 1 / 3, 0.1 + 0.2, 8.7, 0.15),
        Roi(1, 2, 250, RoiSource.PROPOSED),
        QBox(8.1, circle=Circle(1.5, 2.5, 30.25), doubtful=frozenset({"sd"})),
        Scores(0.1 + 0.2, 1 / 3, 5e-324, "m", "1", "ab", "cpu", "r", "0.1", True),
        flags=frozenset({Flag.SI_LOW, Flag.VOID_HIGH}),
    ),
)  # fmt: skip


def test_a_record_is_read_back_to_the_last_bit(tmp_path: Path) -> None:
    for _ in range(2):
        with Ledger(tmp_path / "ledger.jsonl", "s") as ledger:
            ledger.append(FULL)
            assert ledger.records("P1/王.dcm") == [FULL]
    with Ledger(tmp_path / "ledger.jsonl", "s") as ledger:
        assert ledger.records("P1/王.dcm") == [FULL]


def test_records_of_other_settings_are_kept_but_not_used(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.jsonl", "s") as ledger:
        ledger.append(FULL)
    with Ledger(tmp_path / "ledger.jsonl", "other model") as other:
        assert other.records(FULL.shown) == []
    with Ledger(tmp_path / "ledger.jsonl", "s") as ledger:
        assert ledger.records(FULL.shown) == [FULL]


@pytest.mark.parametrize("cut", [2, 10, 200])
def test_a_line_cut_by_a_crash_is_passed_over_and_the_next_is_whole(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "ledger.jsonl"
    with Ledger(path, "s") as ledger:
        ledger.append(FULL)
        ledger.append(Record("b", 0, 1, None, "s", FULL.acquisition))
    path.write_bytes(path.read_bytes()[:-cut])
    with Ledger(path, "s") as ledger:
        assert ledger.records("b") == []
        ledger.append(Record("c", 0, 1, None, "s", FULL.acquisition))
    with Ledger(path, "s") as ledger:
        assert [len(ledger.records(name)) for name in (FULL.shown, "b", "c")] == [1, 0, 1]


@pytest.mark.parametrize("line", [b"\x00\xff", b"[]", b"{}", b"7", b"null", b'{"shown": 1}'])
def test_foreign_lines_are_passed_over(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(line + b"\n")
    with Ledger(path, "s") as ledger:
        ledger.append(FULL)
        assert ledger.records(FULL.shown) == [FULL]


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
def test_a_full_disk_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Ledger(tmp_path / "ledger.jsonl", "s") as ledger:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        try:
            with pytest.raises(DlreError, match=r"ledger\.jsonl"):
                ledger.append(FULL)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")
def test_a_full_disk_is_told_and_what_was_written_stays(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "ledger.jsonl"
    with Ledger(path, "s") as ledger:
        ledger.append(Record("a", 0, 1, None, "s", FULL.acquisition))

    def append_to_a_full_disk() -> None:
        with Ledger(path, "s") as ledger:
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 10, hard))
            ledger.append(Record("b", 0, 1, None, "s", FULL.acquisition))

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with pytest.raises(DlreError, match="cannot be written"):
            append_to_a_full_disk()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with Ledger(path, "s") as ledger:
        assert [bool(ledger.records(shown)) for shown in "ab"] == [True, False]


def test_a_second_run_into_the_same_folder_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with one_run(out):
        with pytest.raises(FolderInUseError, match=re.escape(str(out))):
            score_folder([tmp_path], out)
        assert not (out / "images.csv").exists()
    with one_run(out):
        pass


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_killed_run_holds_its_folder_no_more(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from dlre_gui.batch.one_run import one_run\n"
    code += "with one_run(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(tmp_path)]
    pipe, root = subprocess.PIPE, Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=root) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "held\n"
        with pytest.raises(FolderInUseError, match="Another run"), one_run(tmp_path):
            pass
        run.kill()
    with one_run(tmp_path):
        pass
