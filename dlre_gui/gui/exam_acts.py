"""What the user can do with the exam as a whole: laboratory, conclusion, cut-offs, trend, export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from dlre_gui.clinical.circumstances import circumstances_of
from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.exam_details import Conclusion, ExamDetails
from dlre_gui.domain.findings import Unit
from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import begin_at, open_path
from dlre_gui.gui.notices import EVERYWHERE
from dlre_gui.gui.session.preferences import Preferences
from dlre_gui.gui.session.resolve_exam import exam_state
from dlre_gui.gui.strip import Level, Offer
from dlre_gui.gui.texts import say_error

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from dlre_gui.clinical.cutoffs import CutoffTable
    from dlre_gui.clinical.trend import TrendPoint
    from dlre_gui.gui.export_work import Exporter
    from dlre_gui.gui.exporting import ExamToExport
    from dlre_gui.gui.main_window import MainWindow
    from dlre_gui.report.bundle import Exported
    from dlre_gui.report.dossier import ModelFacts
    from dlre_gui.store.records import StoredExam


class ExamActs(QObject):
    """The acts on the exam of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self._session = window.controller.session
        self._tables_asked = False
        self._controller.changed.connect(self._want_tables)
        panel = window.right.exam.buttons
        for wanted, name in (
            (panel.report_wanted, "report"),
            (panel.agreed, "agree"),
            (panel.another_stage, "another_stage"),
            (panel.laboratory_wanted, "laboratory"),
            (panel.cutoffs_wanted, "cutoffs"),
            (panel.trend_wanted, "trend"),
            (panel.export_wanted, "export"),
        ):
            wanted.connect(window.actions_by_name[name].trigger)

    # --- what the exam is judged by --------------------------------------------------------

    def _want_tables(self) -> None:
        """Read the cut-off tables once there is an exam; not at the start, not on this thread."""
        if self._tables_asked or self._session.current_exam is None:
            return
        self._tables_asked = True
        self._read_tables()

    def _read_tables(self, then: Callable[[], None] = lambda: None) -> None:
        work = Work(_tables)
        work.done.connect(lambda tables: self._use_tables(tables, then))
        work.failed.connect(lambda error: self._say_wrong_tables(error, then))
        work.start()

    def _use_tables(self, tables: tuple[CutoffTable, ...], then: Callable[[], None]) -> None:
        self._prefer(replace(self._session.preferences, tables=tables))
        then()

    def _say_wrong_tables(self, error: BaseException, then: Callable[[], None]) -> None:
        """The user's own file is wrong: say it, and judge by the bundled tables."""
        self._say_cutoffs(error)
        work = Work(_bundled_tables)
        work.done.connect(lambda tables: self._use_tables(tables, then))
        work.start()

    def _say_cutoffs(self, error: BaseException) -> None:
        notices = self._window.middle.notices
        notices.say("cutoffs", say_error(error), Level.WARNING, again=lambda: self._say_cutoffs(error))

    def _prefer(self, preferences: Preferences) -> None:
        self._controller.act(lambda: self._session.prefer(preferences))

    def _remember(self, **values: Any) -> None:
        self._window.settings = replace(self._window.settings, **values)

    def change_labels(self) -> None:
        """METAVIR F or Scheuer S: the letter only, and said so."""
        scheuer = self._session.preferences.labels is StageLabels.SCHEUER
        self._remember(labels=(StageLabels.METAVIR if scheuer else StageLabels.SCHEUER).value)

    def change_unit(self) -> None:
        """The LSM in kPa or in m/s."""
        in_kpa = self._session.preferences.unit is Unit.KPA
        self._remember(unit=(Unit.M_PER_S if in_kpa else Unit.KPA).value)

    def cutoffs(self) -> None:
        """Choose and edit cut-off tables."""
        from dlre_gui.gui.cutoff_dialog import CutoffDialog

        key = self._session.current_exam
        tables = self._session.preferences.tables
        if key is None or not tables:
            return
        table = self._session.cutoffs_of(key)
        dialog = CutoffDialog(self._window, tables, table.id if table else "")
        dialog.chosen.connect(lambda name: self._choose_table(key, name))
        dialog.own_changed.connect(self._keep_tables)
        dialog.open()

    def _choose_table(self, exam_key: str, name: str) -> None:
        self._remember(cutoffs=name)
        self._edit(exam_key, replace(self._session.details(exam_key), cutoffs=name))

    def _keep_tables(self, own: tuple[CutoffTable, ...]) -> None:
        work = Work(lambda: _write_tables(own))
        work.done.connect(lambda _: self._read_tables())
        work.failed.connect(lambda error: self._window.acts.say_error("cutoffs", error))
        work.start()

    # --- what a person says ----------------------------------------------------------------

    def _edit(self, exam_key: str, details: ExamDetails, command: str = "edit_details") -> None:
        if exam_key in self._session.exam_keys:
            self._controller.act(lambda: self._session.set_details(exam_key, details, command))

    def laboratory(self) -> None:
        """Type laboratory values and circumstances."""
        from dlre_gui.gui.laboratory_dialog import LaboratoryDialog

        key = self._session.current_exam
        if key is None:
            return
        details = self._session.details(key)
        found = circumstances_of(self._session.exam(key), details)
        dialog = LaboratoryDialog(self._window, details, found, self._window.settings.ast_upper_limit)
        self._name(dialog, key)
        dialog.accepted_details.connect(lambda entered: self._take_laboratory(key, entered))
        dialog.open()

    def _name(self, dialog: QDialog, exam_key: str) -> None:
        """Say whose exam a dialog is about: it stays open while others come."""
        dialog.setWindowTitle(f"{dialog.windowTitle()} · {self._session.exam_title(exam_key)}")

    def _take_laboratory(self, exam_key: str, entered: ExamDetails) -> None:
        upper = entered.laboratory.ast_upper_limit
        if upper is not None:
            self._remember(ast_upper_limit=f"{upper:g}")
        if self._session.is_open_exam(exam_key):
            self._edit(exam_key, entered)
        else:
            self._say_closed()

    def _say_closed(self) -> None:
        words = self.tr(
            "The exam was closed meanwhile: the values are not kept. Open it and type them again."
        )
        self._window.middle.notices.say("laboratory", words, Level.WARNING, again=self._say_closed)

    def agree(self) -> None:
        """Conclude the stage that the program gives."""
        key, stage = self._session.current_exam, self._stage_now()
        if key is not None and stage:
            self._conclude(key, stage, "", self._session.preferences.reader)

    def another_stage(self) -> None:
        """Conclude another stage, with the reason."""
        from dlre_gui.gui.conclusion_dialog import ConclusionDialog

        key = self._session.current_exam
        if key is None:
            return
        preferences, before = self._session.preferences, self._session.details(key).conclusion
        stage = self._stage_now()
        dialog = ConclusionDialog(self._window, stage, before, preferences.labels, preferences.reader)
        self._name(dialog, key)
        dialog.concluded.connect(lambda *said: self._conclude(key, *said))
        dialog.open()

    def _stage_now(self) -> str:
        """The program's, with what was handed in a moment ago, too."""
        return exam_state(self._session).agrees

    def _conclude(self, exam_key: str, stage: str, reason: str, reader: str) -> None:
        if reader:
            self._remember(reader=reader)
        assessment = self._session.assessment(exam_key)
        program = (assessment.result.stage if assessment else None) or ""
        at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        conclusion = Conclusion(stage, stage == program, program, reason, reader, at)
        self._edit(exam_key, replace(self._session.details(exam_key), conclusion=conclusion), "conclude")

    # --- looking back, writing -------------------------------------------------------------

    def trend(self) -> None:
        """The patient's exams in the book as a chart."""
        key, book = self._session.current_exam, self._session.book
        if key is None:
            return
        patient_id = self._session.patient_id(key)
        if book is None or not patient_id:
            self._say_no_trend(key)
            return
        title, model = self._session.exam_title(key), self._model()
        work = Work(_trend_of(book.exams_of_patient, patient_id, key, model))
        work.done.connect(lambda answer: self._show_trend(title, *answer))
        work.failed.connect(lambda error: self._window.acts.say_error("trend", error))
        work.start()

    def _say_no_trend(self, exam_key: str) -> None:
        words, notices = self.tr("A trend needs the exam book and a patient ID."), self._window.middle.notices
        notices.say("trend", words, Level.INFO, again=lambda: self._say_no_trend(exam_key), place=exam_key)

    def _show_trend(self, title: str, points: tuple[TrendPoint, ...], n_of_others: int) -> None:
        from dlre_gui.gui.trend_dialog import TrendDialog

        TrendDialog(self._window, title, points, n_of_others, labels=self._session.preferences.labels).show()

    def export(self) -> None:
        """The Export dialog; from the start page for the exams chosen or found there.

        Where no exam was open before, the tables that an exam is judged by are read first.
        """
        if not self._session.preferences.tables:
            self._tables_asked = True
            self._read_tables(self._ask_export)
        else:
            self._ask_export()

    def _ask_export(self) -> None:
        from dlre_gui.gui.export_choice import style_of
        from dlre_gui.gui.export_dialog import ExportDialog

        page = self._window.middle.empty
        on_page = self._session.current_exam is None
        exporter = self._exporter(page.chosen if on_page else ())
        if exporter is None:
            return
        kept = self._window.settings
        places = {
            "logo": kept.logo,
            "export_folder": self._export_parent(),
            "export_kinds": kept.export_kinds,
        }
        style = style_of(kept, self._session.preferences.labels)
        found = page.looked_for if on_page else None
        dialog = ExportDialog(self._window, exporter, style, places, found)
        dialog.remembered.connect(lambda values: self._remember(**values))
        dialog.exported.connect(self._say_exported)
        self._controller.changed.connect(dialog.follow)
        dialog.show()

    def report(self) -> None:
        """Export the exam at once, as was done last; before the first time the dialog asks how."""
        from dlre_gui.gui.export_choice import options_of, style_of, unused
        from dlre_gui.gui.export_work import Scope, Wanted

        kept = self._window.settings
        exporter = self._exporter() if kept.export_kinds else None
        if exporter is None:
            self.export()
            return
        exams, options = exporter.taken(Wanted(Scope.CURRENT)), options_of(kept.export_kinds)
        style = style_of(kept, self._session.preferences.labels)
        folder = Path(exporter.proposed_folder(self._export_parent()))
        work = Work(lambda: exams.export(unused(folder), options, style, kept.logo))
        work.done.connect(self._say_exported)
        work.failed.connect(lambda error: self._window.acts.say_error("export", error))
        self._say_writing()
        work.start()

    def _say_writing(self) -> None:
        words = self.tr("Writing the report…")
        self._window.middle.notices.say("export", words, Level.INFO, again=self._say_writing)

    def _exporter(self, chosen: tuple[str, ...] = ()) -> Exporter | None:
        """The exams as they are now; None, and said why, where they are no exams."""
        from dlre_gui.gui.export_work import Exporter

        try:
            return Exporter(self._session, self._model(), self._with_pixels, chosen)
        except DlreError as error:
            self._window.acts.say_error("export", error)
            return None

    def _export_parent(self) -> str:
        """As last time; never beside the screens: that may be another patient's folder, or a watched one."""
        return begin_at(self._window.settings.export_folder)

    def _say_exported(self, outcome: Exported) -> None:
        """What was written, where it was asked for; what is missing in it stays up everywhere."""
        from dlre_gui.gui.export_choice import left_out_lines

        words = self.tr("Exported to {folder}").format(folder=outcome.folder)
        if outcome.new_studies:
            more = self.tr("The screens are no DICOM, so the DICOM files form a new study.")
            words += "\n" + more
        words = "\n".join((words, *left_out_lines(outcome.left_out)))
        show = Offer(self.tr("Open &folder"), lambda: open_path(outcome.folder))
        level = Level.WARNING if outcome.left_out else Level.INFO
        notices = self._window.middle.notices
        place = EVERYWHERE if outcome.left_out else notices.here
        notices.say("export", words, level, show, again=lambda: self._say_exported(outcome), place=place)

    def _model(self) -> ModelFacts | None:
        from dlre_gui.report.dossier import ModelFacts

        ready = self._controller.ready
        if ready is None:
            return None
        one = ready.model
        return ModelFacts(
            one.id,
            one.version,
            one.sha256,
            one.simulated,
            one.title,
            dict(one.thresholds),
            one.limitations,
            one.performance,
        )

    def _with_pixels(self, exam: ExamToExport) -> ExamToExport:
        """With the pixels that the window holds already."""
        return replace(exam, pixels=self._controller.pictures.pixels())


def _tables() -> tuple[CutoffTable, ...]:
    from dlre_gui.clinical.cutoff_file import all_tables

    return all_tables()


def _bundled_tables() -> tuple[CutoffTable, ...]:
    from dlre_gui.clinical.cutoff_file import bundled_file, read_tables

    return read_tables(bundled_file())


def _write_tables(own: tuple[CutoffTable, ...]) -> None:
    from dlre_gui.clinical.cutoff_file import tables_json, user_file
    from dlre_gui.report.atomic import write_atomic

    user_file().parent.mkdir(parents=True, exist_ok=True)
    write_atomic(user_file(), tables_json(own))


def _trend_of(
    exams_of_patient: Callable[[str], tuple[StoredExam, ...]],
    patient_id: str,
    exam_key: str,
    model: ModelFacts | None,
) -> Callable[[], tuple[tuple[TrendPoint, ...], int]]:
    """Work for another thread: the patient's exams as points, and how many of the ID are another person's."""

    def points() -> tuple[tuple[TrendPoint, ...], int]:
        import pyqtgraph  # noqa: F401 - loading it takes long, so not on the GUI thread

        from dlre_gui.clinical.trend import of_same_person, trend
        from dlre_gui.gui.session.stored import session_of

        sessions = [session_of(stored, model) for stored in exams_of_patient(patient_id)]
        exams = [(s.exam(key), s.details(key)) for s in sessions for key in s.exam_keys]
        same = of_same_person(exams, exam_key)
        return trend(same, model.sha256 if model else None), len(exams) - len(same)

    return points
