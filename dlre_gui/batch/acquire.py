"""From the engine's events to an acquisition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dlre_gui.clinical.acquisition import with_flags
from dlre_gui.domain.exam import Acquisition, Status
from dlre_gui.domain.screen import FileInfo
from dlre_gui.engine.measured import measured_from
from dlre_gui.engine.messages import Event, Failed, Refused, ScreenAnalysed, ScreenRead, ScreenScored


def blank(path: Path, frame: int, info: FileInfo | None) -> Acquisition:
    """What is known before any pixel is decoded."""
    if info is None:
        return Acquisition(path, frame)
    return Acquisition(path, frame, info.sha256, info.width, info.height, header=info.header)


def acquisition_from(start: Acquisition, events: Iterable[Event]) -> Acquisition:
    """The acquisition after a job's events, with all flags; the first Q-Box is its Q-Box."""
    acquisition = start
    for event in events:
        acquisition = _after(acquisition, event)
    return with_flags(acquisition)


def _after(acquisition: Acquisition, event: Event) -> Acquisition:
    match event:
        case ScreenRead(screen=screen):
            return replace(
                acquisition,
                sha256=screen.sha256,
                width=screen.width,
                height=screen.height,
                decoder=screen.decoder,
                header=screen.header,
            )
        case ScreenAnalysed(findings=findings, roi=roi, flags=flags):
            qbox = findings.qboxes[0] if findings.qboxes else None
            measured = measured_from(findings)
            return replace(acquisition, measured=measured, roi=roi, qbox=qbox, flags=flags)
        case ScreenScored(roi=roi, scores=scores, flags=flags):
            return replace(acquisition, status=Status.SCORED, roi=roi, scores=scores, flags=flags)
        case Refused(reason=reason):
            return replace(acquisition, status=Status.REFUSED, reason=reason)
        case Failed(error=error):
            return replace(acquisition, status=Status.FAILED, reason=str(error))
        case _:
            return acquisition
