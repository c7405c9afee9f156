"""File ▸ Exam book: back up, export, import, check the audit trail; the cohort of the book's exams."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from dlre_gui.gui.desktop import begin_at, open_path
from dlre_gui.gui.strip import Level, Offer
from dlre_gui.gui.texts import few, say_error
from dlre_gui.store.progress import Progress, StoppedError

if TYPE_CHECKING:
    from dlre_gui.domain.exam import Stage
    from dlre_gui.gui.book_job import BookJob
    from dlre_gui.gui.book_work import Chosen
    from dlre_gui.gui.cohort_work import CohortLine, CohortWritten
    from dlre_gui.gui.main_window import MainWindow
    from dlre_gui.report.cohort import LeftOut
    from dlre_gui.store.audit import Verdict
    from dlre_gui.store.backup import Backup
    from dlre_gui.store.book import Book
    from dlre_gui.store.exporting import Exported
    from dlre_gui.store.importing import Imported

_NOTICE = "exam book"
_MOST_STEPS = 10_000_000  # of one import; numbers are not scarce
_MAY_BREAK = "\u200b"
"""A space without width: so long a word does not fit on a line, and a label would cut it."""


class BookActs(QObject):
    """The acts on the whole exam book of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self._session = window.controller.session

    def by_name(self) -> dict[str, Callable[[], object]]:
        """The acts of the actions table."""
        return {
            "back_up": self.choose_backup,
            "export_exams": self.choose_exams,
            "import_exams": self.choose_import,
            "check_audit": self.check_audit,
            "export_cohort": self.choose_cohort,
        }

    # --- back up ---------------------------------------------------------------------------

    def choose_backup(self) -> None:
        from dlre_gui.gui.book_work import BACKUP_ENDING

        name = self.tr("DLRE exam book")
        path = self._new_file(
            self.tr("Back up the exam book"), name, BACKUP_ENDING, self.tr("Exam books (*.sqlite)")
        )
        if path is not None:
            self.back_up(path)

    def back_up(self, path: Path) -> None:
        """Copy the whole book into one new file, and check that file."""
        from dlre_gui.store.backup import back_up

        words = self.tr("Backing up the exam book…")
        self._run(words, lambda book, progress: back_up(book, path, progress), self._say_backed_up)

    def _say_backed_up(self, made: Backup) -> None:
        words = self.tr("%n exam(s) backed up and checked", "", made.n_exams)
        again = partial(self._say_backed_up, made)
        self._say(again, f"{words}: {made.path}", Level.INFO, self._offer_folder(made.path))

    # --- export ----------------------------------------------------------------------------

    def choose_exams(self) -> None:
        from dlre_gui.gui.export_exams_dialog import ExportExamsDialog

        if self._book() is None:
            return
        key = self._session.current_exam
        shown = (key, self._session.exam_title(key)) if key is not None else None
        page = self._window.middle.empty
        found = page.looked_for if key is None else None
        dialog = ExportExamsDialog(self._window, shown, found)
        dialog.chosen.connect(self._choose_export)
        dialog.open()

    def _choose_export(self, chosen: Chosen) -> None:
        from dlre_gui.gui.book_work import EXPORT_ENDING

        name = self.tr("DLRE exams")
        path = self._new_file(self.tr("Export exams"), name, EXPORT_ENDING, self.tr("Exams (*.dlre-exams)"))
        if path is not None:
            self.export(path, chosen)

    def export(self, path: Path, chosen: Chosen) -> None:
        """Write exams of the book into one new file."""
        from dlre_gui.gui.book_work import export_chosen

        words = self.tr("Exporting exams…")
        self._run(words, lambda book, progress: export_chosen(book, path, chosen, progress), self._say_out)

    def _say_out(self, done: Exported) -> None:
        words = self.tr("%n exam(s) exported, without the screens' pixels", "", done.n_exams)
        again = partial(self._say_out, done)
        self._say(again, f"{words}: {done.path}", Level.INFO, self._offer_folder(done.path))

    # --- import ----------------------------------------------------------------------------

    def choose_import(self) -> None:
        if self._book() is None:
            return
        kinds = self.tr("Exams (*.dlre-exams)") + ";;" + self.tr("All files (*)")
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Import exams"), begin_at(self._window.settings.folder_to_open), kinds
        )
        if name:
            self.import_(Path(name))

    def import_(self, path: Path) -> None:
        """Take the exams of a file into the book: all or none, and nothing there is changed."""
        from dlre_gui.store.importing import import_exams

        words = self.tr("Importing exams…")
        self._session.leave_numbers(_MOST_STEPS)
        self._run(words, lambda book, progress: import_exams(book, path, progress), self._take_imported)

    def _take_imported(self, done: Imported) -> None:
        """What is open is opened anew: the file may have brought more of it."""
        session, controller = self._session, self._controller
        session.count_on_from(done.last_number)
        keys, current = session.exam_keys, session.current_exam
        controller.close_exams()
        for key in keys:
            controller.open_exam(key, show=key == current)
        self._window.middle.empty.refresh()
        self._say_in(done)

    def _say_in(self, done: Imported) -> None:
        words = self.tr("%n new exam(s)", "", done.new_exams)
        words += ", " + self.tr("%n known exam(s)", "", done.known_exams)
        words += "; " + self.tr("added: {screens} screens, {scores} scores, {decisions} decisions.").format(
            screens=done.new_acquisitions, scores=done.new_scores, decisions=done.new_decisions
        )
        if done.apart:
            apart = self.tr("Decided or read differently in the file, the exam book stays as it is: {names}")
            words += " " + apart.format(names=few(done.apart))
        level = Level.WARNING if done.apart else Level.INFO
        self._say(partial(self._say_in, done), words, level)

    # --- the audit trail -------------------------------------------------------------------

    def check_audit(self) -> None:
        """Was anything changed behind the program's back?"""
        words = self.tr("Checking the audit trail…")
        self._run(words, lambda book, progress: book.verify(progress=progress), self._say_verdict)

    def _say_verdict(self, verdict: Verdict) -> None:
        head, again = f"{verdict.head.number}:{verdict.head.hash}", partial(self._say_verdict, verdict)
        if verdict.holds:
            words = self.tr("The audit trail holds: %n entries", "", verdict.n_entries)
            shown = _MAY_BREAK.join(textwrap.wrap(head, 16))
            note = self.tr("To be certain another day, note this elsewhere: {head}").format(head=shown)
            copy = Offer(self.tr("&Copy"), lambda: QGuiApplication.clipboard().setText(head))
            self._say(again, f"{words}. {note}", Level.INFO, copy)
            return
        words = self.tr(
            "The audit trail does not hold: %n place(s) were changed behind the program's back.",
            "",
            len(verdict.findings),
        )
        show = Offer(self.tr("&Show them…"), lambda: self._show_findings(verdict))
        self._say(again, words, Level.ERROR, show)

    def _show_findings(self, verdict: Verdict) -> None:
        from dlre_gui.gui.findings_dialog import FindingsDialog

        FindingsDialog(self._window, verdict).show()

    # --- the cohort ------------------------------------------------------------------------

    def choose_cohort(self) -> None:
        """Look through the book, then ask for the biopsies' stages."""
        from dlre_gui.gui.cohort_work import cohort_lines

        self._run(self.tr("Looking through the exam book…"), cohort_lines, self._ask_stages)

    def _ask_stages(self, lines: tuple[CohortLine, ...]) -> None:
        from dlre_gui.gui.cohort_dialog import CohortDialog

        dialog = CohortDialog(self._window, lines)
        dialog.chosen.connect(self._choose_table)
        dialog.open()

    def _choose_table(self, stages: dict[str, Stage | None]) -> None:
        title, name = self.tr("Export cohort"), self.tr("DLRE cohort")
        path = self._new_file(title, name, ".csv", self.tr("Tables (*.csv)"))
        if path is not None:
            self.export_cohort(path, stages)

    def export_cohort(self, path: Path, stages: Mapping[str, Stage | None]) -> None:
        """Write exams, by key, with their biopsy stages into one new table."""
        from dlre_gui.gui.cohort_work import write_cohort

        words = self.tr("Exporting the cohort…")
        self._run(words, lambda book, progress: write_cohort(book, stages, path, progress), self._say_cohort)

    def _say_cohort(self, done: CohortWritten) -> None:
        words = self.tr("%n exam(s) in the cohort", "", done.n_exams)
        words += ", " + self.tr("%n screen(s)", "", done.n_rows) + f": {done.path}"
        if done.left_out:
            why = ", ".join(f"{n} {self._why_left_out(each)}" for each, n in done.left_out.items())
            n_out = sum(done.left_out.values())
            words += ". " + self.tr("%n screen(s) left out: {why}", "", n_out).format(why=why)
        if done.n_without:
            words += ". " + self.tr(
                "%n of them without a stage: fill in these cells before training.", "", done.n_without
            )
        level = Level.WARNING if done.n_without else Level.INFO
        self._say(partial(self._say_cohort, done), words, level, self._offer_folder(done.path))

    def _why_left_out(self, why: LeftOut) -> str:
        return {
            "excluded": self.tr("excluded"),
            "repeated": self.tr("there twice"),
            "no_box": self.tr("without an SWE box"),
            "unreadable": self.tr("not readable"),
            "replaced": self.tr("with another file in their place"),
        }[why.value]

    # --- inside ----------------------------------------------------------------------------

    def _book(self) -> Book | None:
        """The open book; where there is none the user is told."""
        book = self._session.book
        if book is None:
            self._say_no_book()
        return book

    def _say_no_book(self) -> None:
        self._say(self._say_no_book, self.tr("The exam book is not open."), Level.WARNING)

    def _run(
        self, words: str, work: Callable[[Book, Progress], Any], answered: Callable[[Any], None]
    ) -> BookJob | None:
        from dlre_gui.gui.book_job import BookJob

        book = self._book()
        if book is None:
            return None
        self._window.middle.notices.drop(_NOTICE)
        job = BookJob(self._window, words, lambda progress: work(book, progress))
        job.finished_well.connect(answered)
        job.failed.connect(self._say_failed)
        job.start()
        return job

    def _say_failed(self, error: BaseException) -> None:
        level = Level.INFO if isinstance(error, StoppedError) else Level.ERROR
        self._say(partial(self._say_failed, error), say_error(error), level)

    def _say(self, again: Callable[[], object], words: str, level: Level, *offers: Offer) -> None:
        """What is said of the book belongs to no exam: it stays until it is closed, or said anew."""
        self._window.middle.notices.say(_NOTICE, words, level, *offers, again=again)

    def _offer_folder(self, path: Path) -> Offer:
        return Offer(self.tr("Open &folder"), lambda: open_path(path.parent))

    def _new_file(self, title: str, name: str, ending: str, kind: str) -> Path | None:
        """Where to write; what is there already is refused by the writer, not asked about twice."""
        from dlre_gui.gui.book_work import proposed, with_ending

        if self._book() is None:
            return None
        kept = self._window.settings
        start = proposed(begin_at(kept.export_folder, kept.folder_to_open), name, ending)
        options = QFileDialog.Option.DontConfirmOverwrite
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, start, kind, options=options)
        return with_ending(Path(chosen), ending) if chosen else None
