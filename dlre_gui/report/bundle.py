"""An export: many exams, the wanted kinds of files, one folder. Names are numbers, never a patient's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from dlre_gui.clinical.assessment import MOST_ACQUISITIONS
from dlre_gui.domain.errors import Cancelled, DlreError, FolderInUseError
from dlre_gui.report.atomic import write_atomic
from dlre_gui.report.deidentify import deidentified, shown_part
from dlre_gui.report.dicom import SR_FILE
from dlre_gui.report.dicom_study import BeyondDicomError
from dlre_gui.report.dossier import Dossier, NoPicture, ReportStyle
from dlre_gui.report.missing import LEFT_OUT, left_out_text, noting, told

Written = Callable[[int, Mapping[str, str]], None]
"""Is told the number of an exam, and the SHA-256 of each of its files."""
MARK = "exams.csv"


class TooManyScreensError(DlreError):
    """A report was asked for of a folder too large to be one exam."""

    def __init__(self, number: int, n: int) -> None:
        message = (
            f"Exam {number} has {n} screens; a report is for an exam of at most {MOST_ACQUISITIONS},"
            " so none was made of it."
        )
        super().__init__(message, "Tables, JSON and pictures are made of any number.")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to write.

    Attributes
    ----------
    report_pdf, dicom_sr, dicom_captures, tables, json
        The kinds of files.
    deidentify
        The SWE box's pixels in the ROI and an allow-list of attributes only, ROIs as PNG; then no DICOM is
        written, whose headers need a date and a study.
    """

    report_pdf: bool = True
    dicom_sr: bool = False
    dicom_captures: bool = False
    tables: bool = True
    json: bool = False
    deidentify: bool = False

    @property
    def dicom(self) -> bool:
        """Whether any DICOM object is wanted and possible."""
        return (self.dicom_sr or self.dicom_captures) and not self.deidentify


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes
    ----------
    new_studies
        Numbers of the exams whose DICOM objects had to go into a study of their own.
    left_out
        What was not written, and why, in words; they also stand in a file of the folder.
    """

    folder: Path
    files: tuple[Path, ...]
    n_exams: int
    new_studies: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class _OfExam:
    """What was written of one exam.

    Attributes
    ----------
    hashes
        SHA-256 of each of its files, by name.
    is_new_study
        Whether its DICOM objects had to go into a study of their own.
    beyond_dicom
        What of its patient DICOM cannot hold; empty if nothing.
    """

    hashes: dict[str, str] = field(default_factory=dict)
    is_new_study: bool = False
    beyond_dicom: str = ""


def export(
    dossiers: Iterable[Dossier],
    folder: Path,
    options: ExportOptions,
    style: ReportStyle,
    written: Written | None = None,
    cancelled: Callable[[], bool] | None = None,
    lacking: Iterable[str] = (),
) -> Exported:
    """Write the exams as they come, file after file; the tables last.

    Parameters
    ----------
    lacking
        What is known to be left out beforehand, in words.

    Raises
    ------
    FolderInUseError
        If the folder holds files already: an export never overwrites.
    FileError
        If it cannot be written.
    Cancelled
        If `cancelled` says so; what was written stays.
    """
    _claim(folder)
    files: list[Path] = []
    kept: list[Dossier] = []
    new: list[int] = []
    left_out = list(lacking)
    for number, dossier in enumerate(dossiers, 1):
        lost: dict[int, NoPicture] = {}
        shown = noting(dossier, lost)
        if options.deidentify:
            shown = deidentified(shown)
            left_out += _without_picture(number, dossier)
        wanted, why_not = _possible(number, shown, options)
        left_out += why_not
        one = _OfExam()
        try:
            for name, content in _exam_files(shown, wanted, style, one):
                _stop_if(cancelled, folder)
                path = _write(folder / f"exam-{number:03d}-{name}", content)
                one.hashes[path.name] = sha256(content).hexdigest()
        finally:
            if written is not None:
                written(number, one.hashes)
        files += [folder / name for name in one.hashes]
        new += [number] if one.is_new_study else []
        left_out += told(number, lost)
        left_out += _without_dicom(number, wanted, one)
        kept.append(_without_pixels(shown))
        _stop_if(cancelled, folder)
    if options.tables and kept:
        files += _write_tables(folder, kept)
    if left_out:
        files.append(_write(folder / LEFT_OUT, left_out_text(left_out)))
    return Exported(folder, tuple(files), len(kept), tuple(new), tuple(left_out))


def _possible(number: int, dossier: Dossier, options: ExportOptions) -> tuple[ExportOptions, list[str]]:
    """What of the wanted can be made of an exam, and in words what cannot."""
    if is_too_large(dossier) and (options.report_pdf or options.dicom_sr):
        why = str(TooManyScreensError(number, len(dossier.screens)))
        return replace(options, report_pdf=False, dicom_sr=False), [why]
    return options, []


def _without_dicom(number: int, wanted: ExportOptions, one: _OfExam) -> list[str]:
    """Why an exam's files hold no DICOM, or no structured report."""
    if one.beyond_dicom:
        return [_NO_DICOM.format(n=number, reason=one.beyond_dicom)]
    lacks = wanted.dicom_sr and wanted.dicom and not any(name.endswith(SR_FILE) for name in one.hashes)
    return [_NO_SR.format(n=number)] if lacks else []


def _write(path: Path, content: bytes) -> Path:
    write_atomic(path, content)
    return path


def is_too_large(dossier: Dossier) -> bool:
    """Whether it is a folder of screens rather than an exam."""
    return len(dossier.exam.acquisitions) > MOST_ACQUISITIONS


def _without_picture(number: int, dossier: Dossier) -> list[str]:
    """Which acquisitions of an exam get no picture, since it might show the screen's header."""
    return [
        f"Exam {number}: the picture of acquisition {at} was left out: its ROI does not lie on the SWE box."
        for at, one in enumerate(dossier.exam.acquisitions, 1)
        if one.roi is not None and shown_part(one) is None
    ]


def _stop_if(cancelled: Callable[[], bool] | None, folder: Path) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("The export was stopped.", f"What is written lies in {folder}.")


_NO_DICOM = "Exam {n}: no DICOM files were made: {reason}. Correct it where the screens come from."
_NO_SR = (
    "Exam {n}: no structured report was made: it refers to pictures, and none of its screens could be read."
)


def _exam_files(
    dossier: Dossier, options: ExportOptions, style: ReportStyle, one: _OfExam
) -> Iterator[tuple[str, bytes]]:
    """Names and contents of one exam's files, each made when it is asked for."""
    if options.report_pdf:
        from dlre_gui.report.pdf import report_pdf

        yield "report.pdf", report_pdf(dossier, style)
    if options.json:
        from dlre_gui.report.exam_json import exam_json

        yield "exam.json", exam_json(dossier)
    if options.deidentify:
        yield from _roi_pictures(dossier)
    if options.dicom:
        yield from _dicom_files(dossier, options, one)


def _dicom_files(dossier: Dossier, options: ExportOptions, one: _OfExam) -> Iterator[tuple[str, bytes]]:
    """Its DICOM objects; none where DICOM cannot hold the patient's ID or name."""
    from dlre_gui.report.dicom import dicom_report

    try:
        made = dicom_report(dossier, report=options.dicom_sr, captures=options.dicom_captures)
    except BeyondDicomError as error:
        one.beyond_dicom = error.reason
        return
    one.is_new_study = made.new_study
    yield from ((file.name, file.content) for file in made.files)


def _roi_pictures(dossier: Dossier) -> Iterable[tuple[str, bytes]]:
    """The ROIs as PNG without any chunk but the pixels'."""
    import io

    from PIL import Image

    for number, screen in enumerate(dossier.screens, 1):
        pixels = screen.roi_pixels()
        if not isinstance(pixels, NoPicture) and pixels.size:
            buffer = io.BytesIO()
            Image.fromarray(pixels).save(buffer, "PNG")
            yield f"roi-{number}.png", buffer.getvalue()


def _without_pixels(dossier: Dossier) -> Dossier:
    """What the tables need."""
    return replace(dossier, screens=())


def _write_tables(folder: Path, dossiers: list[Dossier]) -> list[Path]:
    from dlre_gui.report.exam_table import acquisitions_csv, exams_csv

    made = {"acquisitions.csv": acquisitions_csv(dossiers), MARK: exams_csv(dossiers)}
    return [_write(folder / name, content) for name, content in made.items()]


def _claim(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{folder} cannot be used for the export: {reason}."
        raise FolderInUseError(folder, message, "Choose another folder.") from error
    if taken:
        message = f"{folder} holds files already; an export never overwrites."
        raise FolderInUseError(folder, message, "Choose a new folder.")
