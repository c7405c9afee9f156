"""`dlre-gui export` on a book with one exam."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dlre_gui.cli import app
from dlre_gui.domain.exam import Flag, Measured
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.gui.settings_file import save
from dlre_gui.gui.settings_table import Settings
from dlre_gui.model.library import find_package
from dlre_gui.store.book import Book
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    AnalysisRecord,
    ExamRecord,
    ExamStepRecord,
    ScoreRecord,
)
from tests.report.dossiers import BOX, DETAILS, HEADER, acquisition

FLAGS: frozenset[Flag] = frozenset()


@pytest.fixture
def book_with_an_exam(own_data_dir: Path, tmp_path: Path) -> None:
    one = acquisition()
    assert one.roi is not None
    assert one.scores is not None
    assert one.qbox is not None
    exam = ExamRecord("HB-0042|1.2", tmp_path, "HB-0042", HEADER.patient_name, "1.2")
    identity = AcquisitionId(exam.key, tmp_path / "gone.dcm", 0, "cd" * 32)
    measured: Measured | None = one.measured
    analysis = AnalysisRecord(measured, ((BOX.x, BOX.y),), one.roi, (one.qbox,))
    with Book() as book:
        book.put_acquisition(exam, identity, AcquisitionRecord(720, 540, header=HEADER))
        book.put_analysis(identity, None, analysis)
        book.put_score(identity, ScoreRecord(one.roi, one.scores))
        book.put_step(ExamStepRecord(1, exam.key, "edit_details", ExamDetails(), DETAILS))
        book.flush()


@pytest.mark.usefixtures("book_with_an_exam")
def test_exams_of_the_book_are_exported_even_where_their_files_are_gone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["export", "--out", str(out), "--kind", "json", "--kind", "pdf", "--json"])
    assert done.exit_code == 1, done.output
    told = json.loads(done.stdout)
    assert told["files"] == ["exam-001-report.pdf", "exam-001-exam.json", "left-out.txt"]
    assert told["left_out"] == ["Exam 1: acquisition 1 has no picture: its file was not found."]
    exam = json.loads((out / "exam-001-exam.json").read_text("utf-8"))
    assert exam["result"]["lsm"]["median_kpa"] == 12.0
    assert exam["result"]["stage"] is None  # of another model than the one in use
    assert exam["laboratory"]["ast"] == 60
    with Book() as book:
        [event] = book.events("HB-0042|1.2")
    assert dict(event.details).keys() == {"exam-001-report.pdf", "exam-001-exam.json"}


def _exported(out: Path, *options: str) -> dict:
    done = CliRunner().invoke(app, ["export", "--out", str(out), "--kind", "json", *options])
    assert done.exit_code == 0, done.output
    return json.loads((out / "exam-001-exam.json").read_text("utf-8"))


@pytest.mark.usefixtures("book_with_an_exam")
def test_exams_are_judged_by_the_settings_of_the_window_or_by_what_is_given(tmp_path: Path) -> None:
    settings = Settings(cutoffs="aixplorer-chb-herrmann-2018", unit="m/s")
    assert save(settings)
    of_settings = _exported(tmp_path / "a")
    assert of_settings["result"]["lsm_stage"]["table"] == "aixplorer-chb-herrmann-2018"
    limits = {check["flag"]: check["limit"] for check in of_settings["quality"]}
    assert limits["iqr_high"] == 0.15
    given = _exported(tmp_path / "b", "--cutoffs", "sru-rule-of-four", "--unit", "kPa")
    assert given["result"]["lsm_stage"]["table"] == "sru-rule-of-four"
    assert {check["flag"]: check["limit"] for check in given["quality"]}["iqr_high"] == 0.30


@pytest.mark.usefixtures("book_with_an_exam")
def test_an_unknown_cutoff_table_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "--out", str(tmp_path / "out"), "--cutoffs", "none-such"])
    assert done.exit_code == 2
    assert "no cut-off table none-such" in done.stderr
    assert "sru-rule-of-four" in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_an_exam_book_none_is_made(own_data_dir: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "no exam book" in done.stderr
    assert not own_data_dir.exists() or not list(own_data_dir.glob("*.sqlite"))


@pytest.mark.usefixtures("book_with_an_exam")
def test_words_that_no_exam_has_are_told_and_no_folder_is_made(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "--out", str(tmp_path / "out"), "--find", "nobody"])
    assert (done.exit_code, "No exam" in done.stderr) == (2, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("book_with_an_exam")
def test_the_model_of_the_settings_stages_the_exams_it_scored(tmp_path: Path) -> None:
    assert save(Settings(model="our-own"))
    done = CliRunner().invoke(app, ["export", "--out", str(tmp_path / "a"), "--kind", "json"])
    assert done.exit_code == 2
    assert "our-own" in done.output
    model = find_package(None).card.id
    _exported(tmp_path / "b", "--model", model)
