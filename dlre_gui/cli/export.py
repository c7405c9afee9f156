"""``dlre-gui export``: reports of the exam book's exams, without a window."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dlre_gui.cli.options import Json, Model
from dlre_gui.terminal import ExitStatus, exits, print_json, progress_bar, stop_on_interrupt, tell

if TYPE_CHECKING:
    from dlre_gui.gui.session.preferences import Preferences
    from dlre_gui.report.bundle import ExportOptions
    from dlre_gui.report.dossier import ModelFacts, ReportStyle


class Kind(StrEnum):
    """A kind of files."""

    PDF = "pdf"
    SR = "sr"
    CAPTURES = "captures"
    TABLES = "tables"
    JSON = "json"


@exits
def export(
    out: Annotated[Path, typer.Option(help="A new folder; files that are there are never overwritten.")],
    find: Annotated[str, typer.Option(help="Only exams whose name or ID has these words.")] = "",
    kind: Annotated[
        list[Kind] | None, typer.Option(help="What to write; several may be named [default: pdf, tables].")
    ] = None,
    deidentify: Annotated[
        bool,
        typer.Option("--deidentify", help="SWE box pixels and figures only: no person, no date, no DICOM."),
    ] = False,
    language: Annotated[Literal["en", "zh"], typer.Option(help="Of the reports.")] = "en",
    scheuer: Annotated[
        bool, typer.Option("--scheuer", help="Write the stages as Scheuer S instead of METAVIR F.")
    ] = False,
    hospital: Annotated[str, typer.Option(help="At the head of the reports.")] = "",
    department: Annotated[str, typer.Option(help="Below the hospital.")] = "",
    logo: Annotated[Path | None, typer.Option(help="A PNG or JPEG picture beside them.")] = None,
    model: Model = None,
    as_json: Json = False,
) -> ExitStatus:
    """Export exams of the exam book: reports, DICOM, tables.

    The book must not be open in a window. Exams scored by another model than --model keep their
    probabilities, but get no stage.
    """
    from dlre_gui.gui.export_work import TakenExams
    from dlre_gui.store.book import Book
    from dlre_gui.store.records import ExamSearch

    options = _options(set(kind or (Kind.PDF, Kind.TABLES)), deidentify=deidentify)
    style, preferences = _style(language, hospital, department, scheuer=scheuer)
    search = ExamSearch(text=find)
    with Book() as book, stop_on_interrupt() as stopped, progress_bar("Exporting") as update:
        total = book.find_exams(search, 0, 1).total
        taken = TakenExams((), book, _model_facts(model), preferences, whole_book=True, wanted=search)
        done = taken.export(
            out, options, style, str(logo or ""), lambda number: update(number, total), stopped.is_set
        )
    if as_json:
        files = [path.name for path in done.files]
        print_json({"out": str(out), "exams": done.n_exams, "files": files, "left_out": done.left_out})
    else:
        print(f"{done.n_exams} exams, {len(done.files)} files: {out}")
        for reason in done.left_out:
            tell(f"left out: {reason}")
    return ExitStatus.SOME_FAILED if done.left_out else ExitStatus.DONE


def _options(kinds: set[Kind], *, deidentify: bool) -> ExportOptions:
    from dlre_gui.report.bundle import ExportOptions

    return ExportOptions(
        report_pdf=Kind.PDF in kinds,
        dicom_sr=Kind.SR in kinds,
        dicom_captures=Kind.CAPTURES in kinds,
        tables=Kind.TABLES in kinds,
        json=Kind.JSON in kinds,
        deidentify=deidentify,
    )


def _style(
    language: str, hospital: str, department: str, *, scheuer: bool
) -> tuple[ReportStyle, Preferences]:
    """How the reports look, and what the exams are judged by."""
    from dlre_gui.clinical.cutoff_file import all_tables
    from dlre_gui.clinical.labels import StageLabels
    from dlre_gui.gui.session.preferences import Preferences
    from dlre_gui.report.dossier import Language, ReportStyle

    labels = StageLabels.SCHEUER if scheuer else StageLabels.METAVIR
    style = ReportStyle(Language(language), labels, hospital, department)
    return style, Preferences(labels, tables=all_tables())


def _model_facts(model: str | None) -> ModelFacts:
    """The model whose thresholds stage the exams it scored."""
    from dlre_gui.model.library import find_package
    from dlre_gui.report.dossier import ModelFacts

    card = find_package(model).card
    return ModelFacts(
        card.id,
        card.version,
        card.weights_sha256,
        card.training.simulated,
        card.title,
        card.thresholds,
        card.limitations,
        card.performance_text(),
    )
