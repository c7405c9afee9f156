import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlre_gui import __version__
from dlre_gui.domain.errors import (
    FileMissingError,
    FileReplacedError,
    UnreadableFileError,
    UnsupportedFileError,
)
from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import Given, Unit
from dlre_gui.domain.roi import Roi, place
from dlre_gui.engine.client import BlockingEngine
from dlre_gui.engine.messages import (
    Failed,
    FileOpened,
    Finished,
    Occlude,
    OpenFile,
    OpenScreen,
    RateFrames,
    Refusal,
    Refused,
    ScoreRoi,
    ScreenAnalysed,
    ScreenRead,
    ScreenScored,
)


def kinds(events: list) -> list[type]:
    return [type(event) for event in events]


def test_a_screen_is_read_analysed_and_scored(engine: BlockingEngine, screens: list[Path]) -> None:
    events = engine.run(OpenScreen(screens[0]))
    assert kinds(events) == [ScreenRead, ScreenAnalysed, ScreenScored, Finished]
    read, analysed, scored, _ = events
    assert read.screen.pixels.shape == (540, 720, 3)
    assert scored.roi == analysed.roi
    assert scored.roi.holds(analysed.findings.swe_box.box)
    scores = scored.scores
    assert all(0 < p < 1 for p in (scores.p_ge_f2, scores.p_ge_f3, scores.p_f4))
    assert (scores.model_id, scores.software_version, scores.simulated) == ("random-gut", __version__, True)
    assert scores.device.startswith("cpu")


def test_the_same_screen_and_roi_give_the_same_bits_on_every_way(
    engine: BlockingEngine, screens: list[Path], model: str
) -> None:
    scored = engine.run(OpenScreen(screens[1]))[2]
    clicked = engine.run(ScoreRoi(screens[1], 0, scored.roi))[0]
    with BlockingEngine(model, "cpu") as other:
        unseen = other.run(ScoreRoi(screens[1], 0, scored.roi))[0]
    assert scored.scores == clicked.scores == unseen.scores


def test_another_roi_gives_other_probabilities_and_its_own_flags(
    engine: BlockingEngine, screens: list[Path]
) -> None:
    _, analysed, proposed, _ = engine.run(OpenScreen(screens[0]))
    roi = Roi(analysed.roi.x + 60, analysed.roi.y, analysed.roi.side)
    moved = engine.run(ScoreRoi(screens[0], 0, roi))[0]
    assert moved.scores.p_f4 != proposed.scores.p_f4
    assert Flag.ROI_CUTS_BOX in moved.flags
    assert Flag.ROI_CUTS_BOX not in proposed.flags


def test_a_roi_off_the_swe_box_is_refused_harmonised_and_as_shown(
    engine: BlockingEngine, screens: list[Path]
) -> None:
    analysed = engine.run(OpenScreen(screens[0], score=False))[1]
    roi = place(analysed.findings.frame, 0, 10_000)
    assert roi.box.intersection(analysed.findings.swe_box.box) is None
    for as_shown in (False, True):
        [refused] = engine.run(ScoreRoi(screens[0], 0, roi, as_shown=as_shown))
        assert (refused.code, refused.reason) == (Refusal.OFF_BOX, "the ROI does not lie on the SWE box")


def test_a_given_roi_is_used_as_it_is(engine: BlockingEngine, screens: list[Path]) -> None:
    _, analysed, _, _ = engine.run(OpenScreen(screens[0]))
    roi = place(analysed.findings.frame, 340, 180)
    assert engine.run(OpenScreen(screens[0], roi=roi))[2].roi == roi


def test_a_file_is_opened_without_its_pixels(engine: BlockingEngine, screens: list[Path]) -> None:
    events = engine.run(OpenFile(screens[0]))
    assert kinds(events) == [FileOpened, Finished]
    assert (events[0].info.width, events[0].info.height, events[0].info.n_frames) == (720, 540, 1)


def test_a_screen_without_a_swe_box_is_refused_with_the_reason(engine: BlockingEngine, b_mode: Path) -> None:
    for score in (True, False):
        read, analysed, refused = engine.run(OpenScreen(b_mode, score=score))
        assert kinds([read, analysed, refused]) == [ScreenRead, ScreenAnalysed, Refused]
        assert analysed.roi is None
        assert refused.code is Refusal.NO_SWE_BOX
        assert refused.reason


def test_a_screen_without_a_scale_is_scored_only_on_the_users_word(
    engine: BlockingEngine, no_scale: Path
) -> None:
    *_, analysed, refused = engine.run(OpenScreen(no_scale))
    assert refused.code is Refusal.SCALE_UNKNOWN
    assert refused.reason.startswith("scale not readable")
    scored, _ = engine.run(ScoreRoi(no_scale, 0, analysed.roi, as_shown=True))
    assert scored.scores.as_shown
    assert Flag.SCALE_UNKNOWN in scored.flags


def test_what_the_user_gives_counts_for_the_next_click_too(
    engine: BlockingEngine, screens: list[Path]
) -> None:
    given = Given(unit=Unit.KPA, minimum=0.0, maximum=80.0)
    _, read, by_bar, _ = engine.run(OpenScreen(screens[0]))
    _, analysed, by_word, _ = engine.run(OpenScreen(screens[0], given=given))
    assert analysed.findings.colour_bar.maximum == 80.0
    assert np.nanmean(analysed.findings.stiffness.kpa) > 1.5 * np.nanmean(read.findings.stiffness.kpa)
    assert by_word.scores.p_f4 != by_bar.scores.p_f4
    clicked = [engine.run(ScoreRoi(screens[0], 0, by_bar.roi, given=which))[0] for which in (given, None)]
    assert [one.scores for one in clicked] == [by_word.scores, by_bar.scores]


def test_the_file_of_another_patient_in_the_same_place_is_not_scored_for_the_first(
    engine: BlockingEngine, screens: list[Path], tmp_path: Path
) -> None:
    file = tmp_path / "IMG001.png"
    shutil.copy(screens[0], file)
    read, analysed, scored, _ = engine.run(OpenScreen(file))
    jobs = (
        ScoreRoi(file, 0, analysed.roi, sha256=read.screen.sha256),
        Occlude(file, 0, analysed.roi, sha256=read.screen.sha256),
        RateFrames(file, 0, 1, sha256=read.screen.sha256),
    )
    assert engine.run(jobs[0])[0].scores == scored.scores
    shutil.copy(screens[2], file)
    for job in jobs:
        [failed] = engine.run(job)
        assert isinstance(failed.error, FileReplacedError)
        assert "IMG001.png" in str(failed.error)


def test_a_changed_file_is_read_again(engine: BlockingEngine, screens: list[Path], tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    shutil.copy(screens[0], file)
    _, analysed, first, _ = engine.run(OpenScreen(file))
    shutil.copy(screens[2], file)
    second = engine.run(ScoreRoi(file, 0, analysed.roi))[0]
    fresh = engine.run(ScoreRoi(screens[2], 0, analysed.roi))[0]
    assert second.scores == fresh.scores != first.scores


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\x89PNG\r\n\x1a\ncut", UnreadableFileError),
        (b"just text", UnsupportedFileError),
        (None, FileMissingError),
    ],
)
def test_a_bad_file_fails_by_name_and_the_engine_goes_on(
    engine: BlockingEngine, screens: list[Path], tmp_path: Path, content: bytes | None, error: type
) -> None:
    file = tmp_path / "坏.png"
    if content is not None:
        file.write_bytes(content)
    [failed] = engine.run(OpenScreen(file))
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, error)
    assert "坏.png" in str(failed.error)
    assert isinstance(engine.run(OpenFile(screens[0]))[-1], Finished)


def test_a_roi_off_the_screen_fails_and_says_so(engine: BlockingEngine, screens: list[Path]) -> None:
    [failed] = engine.run(ScoreRoi(screens[0], 0, Roi(700, 0, 125)))
    assert isinstance(failed, Failed)
    assert "not on the screen" in str(failed.error)


def test_a_frame_that_is_not_there_fails(engine: BlockingEngine, screens: list[Path]) -> None:
    [failed] = engine.run(replace(OpenScreen(screens[0]), frame=9))
    assert isinstance(failed, Failed)
