"""``dlre-gui export``: reports of the exam book's exams, without a window."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from dlre_gui.cli.book import BookFile, existing
from dlre_gui.cli.options import Json, Model
from dlre_gui.terminal import ExitStatus, exits, print_json, progress_bar, stop_on_interrupt, tell

if TYPE_CHECKING:
    from dlre_gui.gui.session.preferences import Preferences
    from dlre_gui.gui.settings_table import Settings
    from dlre_gui.report.bundle import Exported, ExportOptions
    from dlre_gui.report.dossier import ModelFacts, ReportStyle


_SET = " [default: the settings']"

_Language = Annotated[Literal["en", "zh"] | None, typer.Option(help=f"Of the reports{_SET}.")]
_Scheuer = Annotated[
    bool | None,
    typer.Option("--scheuer/--metavir", help=f"Write the stages as Scheuer S or METAVIR F{_SET}."),
]
_Cutoffs = Annotated[
    str | None,
    typer.Option(help=f"Id of the cut-off table for the LSM of exams that have none of their own{_SET}."),
]
_Unit = Annotated[
    Literal["kPa", "m/s"] | None,
    typer.Option(help=f"In which the LSM is told and its scatter judged{_SET}."),
]


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
    language: _Language = None,
    scheuer: _Scheuer = None,
    cutoffs: _Cutoffs = None,
    unit: _Unit = None,
    hospital: Annotated[str | None, typer.Option(help=f"At the head of the reports{_SET}.")] = None,
    department: Annotated[str | None, typer.Option(help=f"Below the hospital{_SET}.")] = None,
    logo: Annotated[Path | None, typer.Option(help=f"A PNG or JPEG picture beside them{_SET}.")] = None,
    model: Model = None,
    book: BookFile = None,
    as_json: Json = False,
) -> ExitStatus:
    """Export exams of the exam book: reports, DICOM, tables.

    The book must not be open in a window. Exams are judged as the window judges them: what is not given
    here is taken from the settings. Exams scored by another model than --model keep their probabilities,
    but get no stage.
    """
    from dlre_gui.domain.errors import StoreError
    from dlre_gui.gui.export_work import TakenExams
    from dlre_gui.store.book import Book
    from dlre_gui.store.records import ExamSearch

    options = _options(set(kind or (Kind.PDF, Kind.TABLES)), deidentify=deidentify)
    given = {"labels": _labels(scheuer), "cutoffs": cutoffs, "unit": unit, "report_language": language}
    given |= {"hospital": hospital, "department": department, "logo": None if logo is None else str(logo)}
    settings = _settings({name: value for name, value in given.items() if value is not None})
    style, preferences = _style(settings)
    search = ExamSearch(text=find)
    with Book(existing(book)) as opened, stop_on_interrupt() as stopped, progress_bar("Exporting") as update:
        total = opened.find_exams(search, 0, 1).total
        if total == 0:
            raise StoreError("No exam of the book is meant.", "See dlre-gui book list for those it has.")
        taken = TakenExams(
            (),
            opened,
            _model_facts(model or settings.model or None),
            preferences,
            whole_book=True,
            wanted=search,
        )
        done = taken.export(
            out, options, style, settings.logo, lambda number: update(number, total), stopped.is_set
        )
    return _told(done, out, as_json=as_json)


def _told(done: Exported, out: Path, *, as_json: bool) -> ExitStatus:
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


def _labels(scheuer: bool | None) -> str | None:
    from dlre_gui.clinical.labels import StageLabels

    if scheuer is None:
        return None
    return (StageLabels.SCHEUER if scheuer else StageLabels.METAVIR).value


def _settings(given: dict[str, Any]) -> Settings:
    """The window's settings with what was given instead; what was wrong in their file is told."""
    from dlre_gui.gui.settings_file import load, settings_path

    loaded = load()
    if loaded.damaged or loaded.wrong:
        what = ", ".join(loaded.wrong) or "all of them"
        tell(f"{settings_path()} could not be used as it is: {what}; defaults are taken instead.")
    return replace(loaded.settings, **given)


def _style(settings: Settings) -> tuple[ReportStyle, Preferences]:
    """How the reports look, and what the exams are judged by.

    Raises
    ------
    DlreError
        If there is no such cut-off table.
    """
    from dlre_gui.clinical.cutoff_file import all_tables
    from dlre_gui.domain.errors import DlreError
    from dlre_gui.gui.session.preferences import Preferences
    from dlre_gui.gui.settings_preferences import preferences_of
    from dlre_gui.report.dossier import Language, ReportStyle

    tables = all_tables()
    if settings.cutoffs and settings.cutoffs not in {table.id for table in tables}:
        ids = ", ".join(table.id for table in tables)
        raise DlreError(
            f"There is no cut-off table {settings.cutoffs}.", f"Choose another one with --cutoffs: {ids}."
        )
    preferences = preferences_of(settings, Preferences(tables=tables))
    language = Language(settings.report_language or Language.ENGLISH)
    return ReportStyle(language, preferences.labels, settings.hospital, settings.department), preferences


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
