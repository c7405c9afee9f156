"""An export: many exams, the wanted kinds of files, one folder. Names are numbers, never a patient's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dlre_gui.domain.errors import Cancelled, FolderInUseError
from dlre_gui.report.atomic import write_atomic
from dlre_gui.report.deidentify import deidentified
from dlre_gui.report.dossier import Dossier, ReportStyle

Progress = Callable[[int, str], None]
MARK = "exams.csv"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to write.

    Attributes
    ----------
    report_pdf, dicom_sr, dicom_captures, tables, json
        The kinds of files.
    deidentify
        ROI pixels and an allow-list of attributes only, ROIs as PNG; then no DICOM is written, whose
        headers need a date and a study.
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
        Why exams were not written, in words.
    """

    folder: Path
    files: tuple[Path, ...]
    n_exams: int
    new_studies: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()


def export(
    dossiers: Iterable[Dossier],
    folder: Path,
    options: ExportOptions,
    style: ReportStyle,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the exams as they come; the tables last.

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
    for number, dossier in enumerate(dossiers, 1):
        if cancelled is not None and cancelled():
            raise Cancelled("The export was stopped.", f"What is written lies in {folder}.")
        shown = deidentified(dossier) if options.deidentify else dossier
        for name, content in exam_files(shown, options, style):
            if name == _NEW_STUDY:
                new.append(number)
                continue
            path = folder / f"exam-{number:03d}-{name}"
            write_atomic(path, content)
            files.append(path)
        kept.append(_without_pixels(shown))
        if progress is not None:
            progress(number, f"exam-{number:03d}")
    if options.tables and kept:
        files += _write_tables(folder, kept)
    return Exported(folder, tuple(files), len(kept), tuple(new))


_NEW_STUDY = ""


def exam_files(dossier: Dossier, options: ExportOptions, style: ReportStyle) -> Iterable[tuple[str, bytes]]:
    """Names and contents of one exam's files; an empty name says that its study is a new one."""
    if options.report_pdf:
        from dlre_gui.report.pdf import report_pdf

        yield "report.pdf", report_pdf(dossier, style)
    if options.json:
        from dlre_gui.report.exam_json import exam_json

        yield "exam.json", exam_json(dossier)
    if options.deidentify:
        yield from _roi_pictures(dossier)
    if options.dicom:
        from dlre_gui.report.dicom import dicom_report

        made = dicom_report(dossier, report=options.dicom_sr, captures=options.dicom_captures)
        yield from ((file.name, file.content) for file in made.files)
        if made.new_study:
            yield _NEW_STUDY, b""


def _roi_pictures(dossier: Dossier) -> Iterable[tuple[str, bytes]]:
    """The ROIs as PNG without any chunk but the pixels'."""
    import io

    from PIL import Image

    for number, screen in enumerate(dossier.screens, 1):
        pixels = screen.roi_pixels
        if pixels is not None and pixels.size:
            buffer = io.BytesIO()
            Image.fromarray(pixels).save(buffer, "PNG")
            yield f"roi-{number}.png", buffer.getvalue()


def _without_pixels(dossier: Dossier) -> Dossier:
    """What the tables need, so that a hundred exams fit into memory."""
    from dataclasses import replace

    return replace(dossier, screens=())


def _write_tables(folder: Path, dossiers: list[Dossier]) -> list[Path]:
    from dlre_gui.report.exam_table import acquisitions_csv, exams_csv

    made = {"acquisitions.csv": acquisitions_csv(dossiers), MARK: exams_csv(dossiers)}
    for name, content in made.items():
        write_atomic(folder / name, content)
    return [folder / name for name in made]


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
