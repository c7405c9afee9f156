"""One screen of a cohort: decode, analyse, place the ROI, harmonise; runs in a process of a pool."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.findings import Findings
from dlre_gui.domain.roi import Roi, RoiSource, propose, roi_side_px
from dlre_gui.model.preprocess import patch_uint8
from dlre_gui.model.scale import InputSpec

if TYPE_CHECKING:
    from dlre_gui.imaging.worker import DecodeWorker


@dataclass(frozen=True, slots=True)
class PatchJob:
    """What one process needs to know; `slot` is the patch's place in the cache."""

    slot: int
    path: Path
    roi_xy: tuple[int, int] | None
    spec: InputSpec


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A patch, uint8 of shape (side, side, 3), or the reason why there is none."""

    slot: int
    pixels: NDArray[np.uint8] | None
    sha256: str
    reason: str = ""


_decoder: DecodeWorker | None = None


def start_process() -> None:
    """Give this process its decode worker; Ctrl+C is the parent's to answer."""
    global _decoder
    from dlre_gui.imaging.worker import DecodeWorker

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _decoder = DecodeWorker()
    Finalize(None, _decoder.close, exitpriority=100)


def prepare(job: PatchJob) -> Prepared:
    """The patch of one screen; a screen that cannot be used gives its reason, never an exception."""
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

    screen = decoder.screen(job.path, 0)
    findings = analyse(screen)
    if findings.swe_box is None:
        return Prepared(job.slot, None, screen.sha256, f"{job.path}: {findings.reason}")
    roi = roi_of(findings, job.roi_xy)
    if not screen.box.contains(roi.box):
        return Prepared(job.slot, None, screen.sha256, f"{job.path}: the given ROI lies outside the screen")
    return Prepared(job.slot, patch_uint8(screen, findings, roi, job.spec), screen.sha256)


def roi_of(findings: Findings, roi_xy: tuple[int, int] | None) -> Roi:
    """The ROI at the given corner, or the proposed one."""
    if findings.swe_box is None:
        raise ValueError("a ROI needs a SWE box")
    if roi_xy is None:
        return propose(findings.frame, findings.swe_box.box)
    return Roi(*roi_xy, roi_side_px(findings.frame), RoiSource.PLACED)
