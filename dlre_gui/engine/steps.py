"""Jobs as generators of events: between two events a job can be cancelled or give way."""

from __future__ import annotations

from collections.abc import Iterator

from dlre_gui.domain.errors import FileError
from dlre_gui.domain.findings import Findings
from dlre_gui.domain.roi import OFF_BOX, Roi, proposed
from dlre_gui.domain.screen import Screen
from dlre_gui.engine.flags import screen_flags
from dlre_gui.engine.frame_rating import FrameRater
from dlre_gui.engine.memory import Seen, file_state
from dlre_gui.engine.messages import (
    Event,
    FileOpened,
    Finished,
    FrameRated,
    Job,
    Occlude,
    Occluded,
    OcclusionGrew,
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
from dlre_gui.engine.occlusion import CELL_PX, DropMap, covered, covers, rows_of
from dlre_gui.engine.workbench import Workbench


def steps_of(bench: Workbench, number: int, job: Job) -> Iterator[Event]:
    """The job's events, the end included. Errors come out as exceptions."""
    match job:
        case OpenFile():
            return _open_file(bench, number, job)
        case OpenScreen():
            return _open_screen(bench, number, job)
        case ScoreRoi():
            return _score_roi(bench, number, job)
        case RateFrames():
            return _rate_frames(bench, number, job)
        case Occlude():
            return _occlude(bench, number, job)


def _open_file(bench: Workbench, number: int, job: OpenFile) -> Iterator[Event]:
    yield FileOpened(number, bench.info(job.path))
    yield Finished(number)


def _open_screen(bench: Workbench, number: int, job: OpenScreen) -> Iterator[Event]:
    state = file_state(job.path)
    screen = bench.read(job.path, job.frame)
    yield ScreenRead(number, screen)
    findings = bench.analyse(screen, job.given)
    bench.remember(state, Seen(screen, findings, job.given))
    roi = job.roi or proposed(findings)
    yield ScreenAnalysed(number, findings, roi, screen_flags(findings, roi))
    if job.score:
        yield from _score(bench, number, screen, findings, roi, job.as_shown)
    else:
        yield _refusal(number, findings, as_shown=True) or Finished(number)


def _score_roi(bench: Workbench, number: int, job: ScoreRoi) -> Iterator[Event]:
    seen = bench.recall(job.path, job.frame, job.given, job.sha256)
    yield from _score(bench, number, seen.screen, seen.findings, job.roi, job.as_shown)


def _rate_frames(bench: Workbench, number: int, job: RateFrames) -> Iterator[Event]:
    findings = _some_scaled(bench, job)
    if findings is None:
        yield Refused(number, "no frame looked at shows an SWE box with a scale", Refusal.NO_SWE_BOX)
        return
    rater = FrameRater(findings)
    for frame in range(job.n_frames):
        yield FrameRated(number, rater.rate(bench.read(job.path, frame, job.sha256)))
    yield Finished(number)


def _some_scaled(bench: Workbench, job: RateFrames) -> Findings | None:
    """Findings with a stiffness map: of the job's own frame, else of one of four through the clip."""
    others = (job.n_frames * part // 4 for part in (2, 3, 1, 4))
    for frame in dict.fromkeys((job.frame, *(min(other, job.n_frames - 1) for other in others))):
        findings = bench.recall(job.path, frame, job.given, job.sha256).findings
        if findings.stiffness is not None:
            return findings
    return None


def _occlude(bench: Workbench, number: int, job: Occlude) -> Iterator[Event]:
    seen = bench.recall(job.path, job.frame, job.given, job.sha256)
    _check(seen.screen, job.roi)
    patch = bench.patch(seen.screen, seen.findings, job.roi, job.as_shown)
    cells = patch.shape[-1] // CELL_PX
    drops, total, done = DropMap(cells, bench.probabilities(patch)), len(covers(cells)), 0
    for row in rows_of(cells):
        for place in row:
            drops.add(*place, bench.probabilities(covered(patch, *place)))
        done += len(row)
        yield OcclusionGrew(number, done, total)
    yield Occluded(number, job.roi, drops.mean())
    yield Finished(number)


def _score(
    bench: Workbench, number: int, screen: Screen, findings: Findings, roi: Roi | None, as_shown: bool
) -> Iterator[Event]:
    refused = _refusal(number, findings, as_shown)
    if refused is not None or roi is None:
        yield refused or Refused(number, "no ROI", Refusal.NO_SWE_BOX)
        return
    _check(screen, roi)
    if findings.swe_box is not None and not roi.lies_on(findings.swe_box.box):
        yield Refused(number, OFF_BOX, Refusal.OFF_BOX)
        return
    scores, flags = bench.score(screen, findings, roi, as_shown)
    yield ScreenScored(number, roi, scores, screen_flags(findings, roi) | flags)
    yield Finished(number)


def _refusal(number: int, findings: Findings, as_shown: bool) -> Refused | None:
    if findings.swe_box is None:
        return Refused(number, findings.reason or "no SWE box found", Refusal.NO_SWE_BOX)
    if findings.stiffness is None and not as_shown:
        why = findings.reason or "the colour bar was not found or has no readable labels"
        return Refused(number, f"scale not readable: {why}", Refusal.SCALE_UNKNOWN)
    return None


def _check(screen: Screen, roi: Roi) -> None:
    if not screen.box.contains(roi.box):
        message = f"{screen.path}: the ROI at {roi.x}, {roi.y} of {roi.side} px is not on the screen."
        raise FileError(screen.path, message, "Place it again.")
