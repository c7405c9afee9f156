import csv
import hashlib
import json
import os
import shutil
import signal
import threading
from pathlib import Path

import pytest
from PIL import Image

from dlre_gui.batch.options import Counts, Options
from dlre_gui.batch.score import score_folder
from dlre_gui.batch.sources import find_sources
from dlre_gui.domain.errors import DlreError
from dlre_gui.engine.client import BlockingEngine
from dlre_gui.engine.messages import OpenScreen, ScreenScored
from tests.scoring_material import engine_process_id

EXPECTED = {
    "P1/0.png": "scored",
    "P1/1.png": "scored",
    "P1/2.png": "scored",
    "P2/=cmd.bmp": "scored",
    "P2/two.tiff": "scored",
    "other/b-mode.png": "refused",
    "other/cut.png": "failed",
    "other/empty.dcm": "failed",
    "other/no-scale.png": "refused",
}


class Watcher:
    """Notes the progress; may stop the run after some files."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.calls: list[tuple[int, int, str, Counts]] = []
        self.cancelled = threading.Event()
        self._stop_after = stop_after

    def __call__(self, done: int, total: int, current: str, counts: Counts) -> None:
        self.calls.append((done, total, current, counts))
        if done == self._stop_after:
            self.cancelled.set()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_gets_its_row_in_order(scored: Path, exams: Path) -> None:
    rows = table(scored / "images.csv")
    assert [(row["path"], row["frame"]) for row in rows if "two" in row["path"]] == [
        ("P2/two.tiff", "0"),
        ("P2/two.tiff", "1"),
    ]
    assert {row["path"]: row["status"] for row in rows} == EXPECTED
    sources = [source.shown for source in find_sources([exams], scored).sources]
    assert list(dict.fromkeys(row["path"] for row in rows)) == sources


def test_what_is_not_scored_says_why_and_has_no_probability(scored: Path) -> None:
    for row in table(scored / "images.csv"):
        assert "/exams" not in row["reason"]
        assert bool(row["reason"]) == (row["status"] != "scored")
        assert bool(row["p_f4"]) == bool(row["model_id"]) == (row["status"] == "scored")


def test_values_are_those_of_the_engine_to_the_last_bit(scored: Path, exams: Path, model: str) -> None:
    by_path = {(row["path"], row["frame"]): row for row in table(scored / "images.csv")}
    with BlockingEngine(model) as engine:
        for shown, frame in (("P1/2.png", 0), ("P2/two.tiff", 1)):
            events = engine.run(OpenScreen(exams / shown, frame))
            [event] = [event for event in events if isinstance(event, ScreenScored)]
            row = by_path[shown, str(frame)]
            assert float(row["p_ge_f2"]) == event.scores.p_ge_f2
            assert float(row["p_f4"]) == event.scores.p_f4
            assert (int(row["roi_x"]), int(row["roi_y"])) == (event.roi.x, event.roi.y)


def test_exams_are_the_folders(scored: Path) -> None:
    rows = {row["patient_id"]: row for row in table(scored / "patients.csv")}
    assert {name: (row["n_images"], row["n_scored"]) for name, row in rows.items()} == {
        "P1": ("3", "3"),
        "P2": ("3", "3"),
        "other": ("3", "0"),
    }
    images = [row for row in table(scored / "images.csv") if row["path"].startswith("P1/")]
    mean = sum(float(row["p_ge_f3"]) for row in images) / 3
    assert float(rows["P1"]["p_ge_f3"]) == pytest.approx(mean, abs=1e-15)
    assert rows["other"]["stage"] == ""


def test_run_json_tells_how_it_was_made(scored: Path) -> None:
    run = json.loads((scored / "run.json").read_text(encoding="utf-8"))
    assert run["complete"] is True
    assert run["model"]["id"] == "random-gut"
    assert run["counts"]["screens"] == 10
    assert run["arguments"]["annotate"] is True
    assert "simulated" in run["notice"]
    assert run["start"] <= run["end"]
    assert {"dlre-gui", "numpy", "onnxruntime"} <= run["software"].keys()


def test_every_scored_screen_has_its_picture(scored: Path) -> None:
    pictures = scored / "annotated"
    found = {path.relative_to(pictures).as_posix() for path in pictures.rglob("*.png")}
    assert found == {
        *(f"P1/{number}.png.png" for number in range(3)),
        *("P2/=cmd.bmp.png", "P2/two.tiff frame 0.png", "P2/two.tiff frame 1.png"),
    }


def test_a_second_run_scores_nothing_and_changes_nothing(
    scored: Path, exams: Path, model: str, tmp_path: Path
) -> None:
    out = shutil.copytree(scored, tmp_path / "out")
    watcher = Watcher()
    summary = score_folder([exams], out, Options(model), watcher)
    assert [call[:2] for call in watcher.calls] == [(0, 0)]
    assert (summary.exit_code, summary.counts.kept) == (1, 10)
    for name in ("images.csv", "patients.csv"):
        assert (out / name).read_bytes() == (scored / name).read_bytes()


def test_only_what_changed_is_scored_again(folder: Path, scored: Path, model: str, tmp_path: Path) -> None:
    out = shutil.copytree(scored, tmp_path / "out")
    run = json.loads((out / "run.json").read_text("utf-8"))
    run["arguments"]["paths"] = [str(folder)]  # as if the copy had been scored
    (out / "run.json").write_text(json.dumps(run), "utf-8")
    shutil.copyfile(folder / "P1" / "1.png", folder / "P1" / "0.png")
    (folder / "P1" / "2.png").unlink()
    (folder / "P2" / "new.png").write_bytes((folder / "P1" / "1.png").read_bytes())
    watcher = Watcher()
    score_folder([folder], out, Options(model, workers=1), watcher)
    worked_on = [call[2] for call in watcher.calls[1:]]
    unread = ["other/cut.png", "other/empty.dcm"]  # elsewhere, and of unknown content
    assert [name for name in worked_on if name not in unread] == ["P1/0.png", "P2/new.png"]
    rows = {row["path"]: row for row in table(out / "images.csv") if row["frame"] == "0"}
    assert "P1/2.png" not in rows
    assert rows["P1/0.png"]["p_f4"] == rows["P1/1.png"]["p_f4"] == rows["P2/new.png"]["p_f4"]


def test_another_patients_file_of_the_same_name_size_and_time_is_scored_itself(
    folder: Path, model: str, tmp_path: Path
) -> None:
    for name, number in (("A", 0), ("B", 1)):
        (tmp_path / name).mkdir()
        with Image.open(folder / "P1" / f"{number}.png") as screen:
            screen.convert("RGB").save(tmp_path / name / "IM1.bmp")
        os.utime(tmp_path / name / "IM1.bmp", ns=(10**18, 10**18))
    first = score_folder([tmp_path / "A"], tmp_path / "out", Options(model, workers=1))
    assert (first.counts.scored, (tmp_path / "A" / "IM1.bmp").stat().st_size) == (
        1,
        (tmp_path / "B" / "IM1.bmp").stat().st_size,
    )
    theirs = (tmp_path / "B" / "IM1.bmp").read_bytes()
    (tmp_path / "A" / "IM1.bmp").write_bytes(theirs)  # in its very place
    os.utime(tmp_path / "A" / "IM1.bmp", ns=(10**18, 10**18))
    for name in ("A", "B"):
        if name == "B":
            shutil.rmtree(tmp_path / "A")
        second = score_folder([tmp_path / name], tmp_path / "out", Options(model, workers=1))
        (row,) = table(tmp_path / "out" / "images.csv")
        assert second.counts.kept == (name == "B")  # the same bytes by then
        assert row["sha256"] == hashlib.sha256(theirs).hexdigest()


def test_a_stopped_run_keeps_what_is_done_and_goes_on_to_the_same_tables(
    scored: Path, exams: Path, model: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    watcher = Watcher(stop_after=4)
    stopped = score_folder([exams], out, Options(model, workers=1), watcher, watcher.cancelled)
    assert stopped.exit_code == 130
    n_kept = len(table(out / "images.csv"))
    assert 4 <= n_kept < 10
    assert json.loads((out / "run.json").read_text())["complete"] is False
    watcher = Watcher()
    rest = score_folder([exams], out, Options(model, workers=1), watcher)
    assert (rest.exit_code, rest.counts.kept) == (1, n_kept)
    total = watcher.calls[0][1]
    assert [call[0] for call in watcher.calls] == list(range(total + 1))
    assert watcher.calls[0][3].screens == n_kept
    assert watcher.calls[-1][3] == rest.counts
    for name in ("images.csv", "patients.csv"):
        assert (out / name).read_bytes() == (scored / name).read_bytes()


def test_a_killed_engine_costs_one_file_which_the_next_run_scores(
    scored: Path, exams: Path, model: str, tmp_path: Path
) -> None:
    folder = shutil.copytree(exams / "P1", tmp_path / "P1")

    def kill_at_work(done: int, total: int, current: str, counts: Counts) -> None:
        if done == 0:  # held, so that it dies with a file in hand and none finished, however late the kill
            engine = engine_process_id()
            os.kill(engine, signal.SIGSTOP)
            threading.Timer(1.0, os.kill, (engine, signal.SIGKILL)).start()

    first = score_folder([folder], tmp_path / "out", Options(model, workers=1), kill_at_work)
    assert (first.counts.scored, first.counts.failed, first.exit_code) == (2, 1, 1)
    second = score_folder([folder], tmp_path / "out", Options(model, workers=1))
    assert second.counts == Counts(scored=3, kept=2)
    whole = {row["path"]: row["p_f4"] for row in table(scored / "images.csv")}
    rows = table(tmp_path / "out" / "images.csv")
    assert all(row["p_f4"] == whole[f"P1/{row['path']}"] for row in rows)


def test_failed_files_are_tried_again_only_on_request(
    scored: Path, exams: Path, model: str, tmp_path: Path
) -> None:
    out = shutil.copytree(scored, tmp_path / "out")
    watcher = Watcher()
    score_folder([exams], out, Options(model, retry_failed=True), watcher)
    assert {call[2] for call in watcher.calls[1:]} == {"other/cut.png", "other/empty.dcm"}


def test_as_shown_is_a_run_of_its_own_and_scores_what_has_no_scale(
    exams: Path, model: str, tmp_path: Path
) -> None:
    summary = score_folder([exams / "other"], tmp_path / "out", Options(model, as_shown=True))
    assert (summary.counts.scored, summary.counts.refused) == (1, 1)
    [row] = [row for row in table(tmp_path / "out" / "images.csv") if row["status"] == "scored"]
    assert "scale_unknown" in row["flags"].split()


def test_an_output_that_cannot_be_written_is_an_error(exams: Path, model: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DlreError, match="output folder"):
        score_folder([exams], tmp_path / "file" / "out", Options(model))
    (tmp_path / "out" / "ledger.jsonl").mkdir(parents=True)
    with pytest.raises(DlreError, match="ledger"):
        score_folder([exams], tmp_path / "out", Options(model))
