"""All DICOM objects of an exam's report: captures, annotated captures, structured report."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlre_gui.report.dicom_study import Study, can_be_referred_to, source_dataset, study_of
from dlre_gui.report.dossier import Dossier, NoPicture, ReportScreen

if TYPE_CHECKING:
    from pydicom import Dataset

_SCREENS = (9001, "Screens captured for DLRE")
_ANNOTATED = (9002, "DLRE annotated, research use only")
_REPORT = 9003
SR_FILE = "report-sr.dcm"


@dataclass(frozen=True, slots=True)
class DicomFile:
    """One object as a file; `name` is made from what it is, never from a patient."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DicomReport:
    """The files, each made when it is asked for, and whether they belong to a study of their own (the
    source was no DICOM)."""

    files: Iterable[DicomFile]
    new_study: bool


def dicom_report(dossier: Dossier, *, report: bool = True, captures: bool = True) -> DicomReport:
    """The objects, all in the source's study, or all in a new one.

    What the source says of the patient is taken over as it is: changed, it may be another patient's.

    Parameters
    ----------
    report, captures
        Whether the structured report and the annotated captures are wanted.

    Raises
    ------
    BeyondDicomError
        If DICOM cannot hold the patient's ID or name.
    """
    study = study_of(dossier)
    return DicomReport(_as_they_are(_files(dossier, study, report=report, captures=captures)), study.is_new)


def _as_they_are(files: Iterator[DicomFile]) -> Iterator[DicomFile]:
    """Make one after the other without pydicom's checks of values; they hold for others in between."""
    from pydicom.config import disable_value_validation

    while True:
        with disable_value_validation():
            made = next(files, None)
        if made is None:
            return
        yield made


def _files(dossier: Dossier, study: Study, *, report: bool, captures: bool) -> Iterator[DicomFile]:
    from highdicom.uid import UID

    from dlre_gui.report.attribute_table import read_attribute_table
    from dlre_gui.report.secondary_capture import annotated_pixels, derived_from, secondary_capture
    from dlre_gui.report.structured_report import structured_report

    read_attribute_table()
    sources: list[tuple[ReportScreen, Dataset | None]] = []
    screens_uid, annotated_uid = str(UID()), str(UID())
    for number, (screen, gives) in enumerate(zip(dossier.screens, dossier.contributions, strict=True), 1):
        source = _source(screen, study, screens_uid, number)
        sources.append((screen, source))
        if source is None:
            continue
        if source.get("PixelData") is not None:
            yield DicomFile(f"screen-{number}.dcm", _bytes(source))
            del source.PixelData  # the report only refers to it
        pixels = annotated_pixels(screen, gives) if captures else None
        if pixels is not None:
            made = secondary_capture(pixels, study, annotated_uid, _ANNOTATED, number)
            derived_from(made, source)
            yield DicomFile(f"annotated-{number}.dcm", _bytes(made))
    if report and any(source is not None for _, source in sources):
        yield DicomFile(SR_FILE, _bytes(structured_report(dossier, study, sources, str(UID()), _REPORT)))


def _source(screen: ReportScreen, study: Study, series_uid: str, number: int) -> Dataset | None:
    """The object that stands for a screen; None where there is none and it cannot be read."""
    from dlre_gui.report.secondary_capture import secondary_capture

    if can_be_referred_to(screen, study):
        return source_dataset(screen, study)
    pixels = screen.pixels()
    if isinstance(pixels, NoPicture):
        return None
    return secondary_capture(pixels, study, series_uid, _SCREENS, number)


def _bytes(dataset: Dataset) -> bytes:
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()
