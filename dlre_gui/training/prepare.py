"""One screen of a cohort: decode, analyse, place the ROI, harmonise; runs in a process of a pool."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dlre_gui.child_process import belong_to_parent
from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.findings import Findings
from dlre_gui.domain.roi import Roi, RoiSource, place, propose, roi_side_px
from dlre_gui.domain.screen import Screen
from dlre_gui.model.preprocess import patch_uint8
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.other_files import as_other_file

if TYPE_CHECKING:
    from dlre_gui.imaging.worker import DecodeWorker


@dataclass(frozen=True, slots=True)
class PatchJob:
    """What one process needs to know; `slot` is the screen's place in the cache.

    `views` is how many patches of the screen are wanted: the first with the ROI as given or
    proposed, the others as `clicks` would place it, and with `other_files` as another file would show them.
    """

    slot: int
    path: Path
    roi_xy: tuple[int, int] | None
    spec: InputSpec
    views: int = 1
    frame: int = 0
    other_files: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Patches, uint8 of shape (views, side, side, 3), or the reason why there are none."""

    slot: int
    pixels: NDArray[np.uint8] | None
    sha256: str
    reason: str = ""


_decoder: DecodeWorker | None = None


def start_process() -> None:
    """Give this process its decode worker."""
    global _decoder
    from dlre_gui.imaging.worker import DecodeWorker

    belong_to_parent()
    _decoder = DecodeWorker()
    Finalize(None, _decoder.close, exitpriority=100)


def prepare(job: PatchJob) -> Prepared:
    """The patches of one screen; a screen that cannot be used gives its reason, never an exception."""
    if _decoder is None:
        raise RuntimeError("start_process has not run in this process")
    try:
        return prepare_with(_decoder, job)
    except DlreError as error:
        return Prepared(job.slot, None, "", str(error))
    except Exception as error:  # noqa: BLE001 - one file of a batch must not end the others
        return Prepared(job.slot, None, "", f"{job.path}: {type(error).__name__}: {error}")


def prepare_with(decoder: DecodeWorker, job: PatchJob) -> Prepared:
    """As `prepare`, but errors are raised."""
    from dlre_gui.screen import analyse

    screen = decoder.screen(job.path, job.frame)
    findings = analyse(screen)
    if findings.swe_box is None:
        return Prepared(job.slot, None, screen.sha256, f"{job.path}: {findings.reason}")
    roi = roi_of(findings, job.roi_xy)
    if not screen.box.contains(roi.box):
        return Prepared(job.slot, None, screen.sha256, f"{job.path}: the given ROI lies outside the screen")
    seed = int(screen.sha256[:16], 16)
    rois = [roi, *clicks(findings, job.views - 1, seed)]
    seen = [findings, *(_seen_again(screen, findings, job, seed + view) for view in range(1, job.views))]
    pixels = [patch_uint8(screen, found, each, job.spec) for found, each in zip(seen, rois, strict=True)]
    return Prepared(job.slot, np.stack(pixels), screen.sha256)


def _seen_again(screen: Screen, findings: Findings, job: PatchJob, seed: int) -> Findings:
    if not job.other_files or job.spec.scale is None:
        return findings
    return as_other_file(screen, findings, job.spec.scale, np.random.default_rng(seed))


def roi_of(findings: Findings, roi_xy: tuple[int, int] | None) -> Roi:
    """The ROI at the given corner, or the proposed one."""
    if findings.swe_box is None:
        raise ValueError("a ROI needs a SWE box")
    if roi_xy is None:
        return propose(findings.frame, findings.swe_box.box)
    return Roi(*roi_xy, roi_side_px(findings.frame), RoiSource.PLACED)


def clicks(findings: Findings, count: int, seed: int) -> list[Roi]:
    """ROIs as so many random clicks over and around the SWE box would place them.

    People click somewhere near the box, not on its centre: a network that only ever saw centred
    boxes would answer to the place of the click.
    """
    if findings.swe_box is None:
        raise ValueError("a ROI needs a SWE box")
    box, reach = findings.swe_box.box, roi_side_px(findings.frame) / 2
    shifts = np.random.default_rng(seed).uniform(-reach, reach, (count, 2))
    x, y = box.centre
    return [place(findings.frame, x + float(dx), y + float(dy), box) for dx, dy in shifts]
