"""Chosen frames and given ROIs: what a cohort asks for."""

from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.batch.options import Options
from dlre_gui.batch.score import Scored, score_folder, score_sources
from dlre_gui.batch.sources import Source
from dlre_gui.domain.exam import Acquisition, Scores, Status
from dlre_gui.domain.roi import RoiSource


def chosen(path: Path, asked: dict[int, tuple[int, int] | None]) -> Source:
    return Source(path, path.name, ".", asked)


@pytest.fixture(scope="module")
def sources(exams: Path) -> list[Source]:
    """The second frame as proposed; a screen with a ROI of its own, and one with it off the screen."""
    return [
        chosen(exams / "P2" / "two.tiff", {1: None}),
        chosen(exams / "P1" / "0.png", {0: (250, 100)}),
        chosen(exams / "P1" / "1.png", {0: (700, 0)}),
        chosen(exams / "other" / "b-mode.png", {0: (0, 0)}),
    ]


@pytest.fixture(scope="module")
def run(sources: list[Source], model: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Scored]:
    out = tmp_path_factory.mktemp("chosen")
    return out, score_sources(sources, out, Options(model, workers=1))


def values(acquisition: Acquisition) -> tuple[float, float, float]:
    assert isinstance(acquisition.scores, Scores)
    return acquisition.scores.p_ge_f2, acquisition.scores.p_ge_f3, acquisition.scores.p_f4


def test_only_the_frames_asked_for_are_scored_and_as_in_a_folder(
    run: tuple[Path, Scored], scored: Path
) -> None:
    rows = run[1].rows
    assert [(row.source.shown, row.acquisition.frame) for row in rows] == [
        ("two.tiff", 1), ("0.png", 0), ("1.png", 0), ("b-mode.png", 0),
    ]  # fmt: skip
    [line] = [
        line
        for line in (scored / "images.csv").read_text("utf-8").splitlines()
        if line.startswith("P2/two.tiff,1,")
    ]
    assert all(repr(value) in line for value in values(rows[0].acquisition))


def test_given_roi_is_the_one_that_is_scored(run: tuple[Path, Scored]) -> None:
    acquisition = run[1].rows[1].acquisition
    assert acquisition.roi is not None
    assert (acquisition.roi.x, acquisition.roi.y, acquisition.roi.side) == (250, 100, 125)
    assert acquisition.roi.source is RoiSource.PLACED
    assert values(acquisition) != values(run[1].rows[0].acquisition)


def test_roi_off_the_screen_and_screen_without_a_box_say_so(run: tuple[Path, Scored]) -> None:
    outside, no_box = (row.acquisition for row in run[1].rows[2:])
    assert (outside.status, no_box.status) == (Status.FAILED, Status.REFUSED)
    assert "the ROI at 700, 0" in outside.reason


def test_second_run_keeps_all_but_the_screen_whose_roi_has_moved(
    run: tuple[Path, Scored], sources: list[Source], model: str
) -> None:
    out, first = run
    again = score_sources(sources, out, Options(model, workers=1))
    assert (again.summary.counts.kept, again.rows) == (4, first.rows)
    moved = [sources[0], replace(sources[1], asked={0: None}), *sources[2:]]
    other = score_sources(moved, out, Options(model, workers=1))
    assert other.summary.counts.kept == 3
    assert values(other.rows[1].acquisition) != values(first.rows[1].acquisition)


def test_folder_run_does_not_take_a_given_roi_for_its_own(
    exams: Path, sources: list[Source], scored: Path, model: str, tmp_path: Path
) -> None:
    given = replace(sources[1], shown="P1/0.png")
    score_sources([given], tmp_path, Options(model, workers=1))
    score_folder([exams], tmp_path, Options(model, workers=2))
    assert (tmp_path / "images.csv").read_bytes() == (scored / "images.csv").read_bytes()


def test_a_roi_beside_the_swe_box_gives_no_score(exams: Path, model: str, tmp_path: Path) -> None:
    beside = [chosen(exams / "P1" / "0.png", {0: (0, 400)})]
    [row] = score_sources(beside, tmp_path, Options(model, workers=1)).rows
    assert (row.acquisition.status, row.acquisition.scores) == (Status.REFUSED, None)
    assert row.acquisition.reason == "the ROI does not lie on the SWE box"
