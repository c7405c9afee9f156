"""From what the engine sends to what is kept."""

from __future__ import annotations

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import Findings
from dlre_gui.domain.roi import proposed
from dlre_gui.domain.screen import FileInfo, Screen
from dlre_gui.engine.measured import measured_from
from dlre_gui.store.records import AcquisitionRecord, AnalysisRecord


def record_of_info(info: FileInfo) -> AcquisitionRecord:
    """What the header says, before decoding."""
    return AcquisitionRecord(info.width, info.height, info.n_frames, "", info.header, info.n_bytes)


def record_of_screen(screen: Screen) -> AcquisitionRecord:
    """What is known after decoding."""
    return AcquisitionRecord(screen.width, screen.height, screen.n_frames, screen.decoder, screen.header)


def analysis_of(findings: Findings, flags: frozenset[Flag]) -> AnalysisRecord:
    """The findings without their arrays, with the ROI they propose."""
    swe_box = findings.swe_box
    return AnalysisRecord(
        measured=measured_from(findings),
        outline=swe_box.outline if swe_box else (),
        proposed=proposed(findings),
        qboxes=findings.qboxes,
        flags=flags,
        reason=findings.reason,
        bar_box=findings.colour_bar.box if findings.colour_bar else findings.bar_box,
        missing=findings.missing,
    )
