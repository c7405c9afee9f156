"""What the user can do, each as a short function over the controller's session."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from dlre_gui.clinical.labels import labelled
from dlre_gui.domain.errors import DlreError, StoreError
from dlre_gui.domain.roi import Roi, move, place
from dlre_gui.domain.screen import readable_name, shown
from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.notices import EVERYWHERE
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.commands import (
    Command,
    ConfirmQBox,
    EditQBox,
    MoveRoi,
    PlaceRoi,
    ScoreAsShown,
    SetExcluded,
)
from dlre_gui.gui.session.ids import GoOn
from dlre_gui.gui.session.view_state import Tool
from dlre_gui.gui.strip import Level, Offer
from dlre_gui.gui.texts import few, say_error
from dlre_gui.store.records import ListedExam

if TYPE_CHECKING:
    from dlre_gui.gui.batch_dialog import BatchDialog
    from dlre_gui.gui.main_window import MainWindow

_N_RECENT = 10


class Acts(QObject):
    """The acts of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self._batch: BatchDialog | None = None

    @property
    def _key(self) -> AcqKey | None:
        return self._controller.session.current

    def by_name(self) -> dict[str, Callable[[], object]]:
        """The acts of the actions table."""
        screen, session, act = self._window.middle.view, self._controller.session, self._controller.act
        return {
            "open_files": self.choose_files,
            "open_folder": self.choose_folder,
            "score_folder": self.score_folder,
            "save_picture": self.save_picture,
            "export": lambda: self._window.exam_acts.export(),
            "report": lambda: self._window.exam_acts.report(),
            "laboratory": lambda: self._window.exam_acts.laboratory(),
            "agree": lambda: self._window.exam_acts.agree(),
            "another_stage": lambda: self._window.exam_acts.another_stage(),
            "trend": lambda: self._window.exam_acts.trend(),
            "cutoffs": lambda: self._window.exam_acts.cutoffs(),
            "labels": lambda: self._window.exam_acts.change_labels(),
            "unit": lambda: self._window.exam_acts.change_unit(),
            "next_patient": self.next_patient,
            "close_exams": self.close_exams,
            "quit": self._window.close,
            "undo": lambda: act(session.undo),
            "redo": lambda: act(session.redo),
            "accept": self.accept_and_go_on,
            "exclude": self.exclude_or_include,
            "zoom_in": screen.zoom_in,
            "zoom_out": screen.zoom_out,
            "fit": screen.fit,
            "actual_size": screen.actual_size,
            "fit_roi": screen.fit_roi,
            "draw_box": lambda: self._window.giving.use(Tool.BOX),
            "mark_bar": lambda: self._window.giving.use(Tool.BAR),
            "type_scale": lambda: self._window.giving.type_scale(),
            "what_was_read": self.show_what_was_read,
            "looked": lambda: self._window.looked.toggle(),
            "frame_before": lambda: self._window.clips.step(-1),
            "frame_after": lambda: self._window.clips.step(+1),
            "take_frame": lambda: self._window.clips.take(),
            "next": lambda: act(session.next),
            "previous": lambda: act(session.previous),
            "next_to_do": lambda: act(session.next_not_done),
        }

    def connect_views(self) -> None:
        """Let the views' signals act."""
        window, controller = self._window, self._controller
        screen, panel, left = window.middle.view, window.right.acquisition, window.left
        screen.roi_placed.connect(self.place_roi)
        screen.roi_dragged.connect(self.move_roi)
        screen.roi_nudged.connect(self.move_roi)
        left.list.chosen.connect(lambda key: controller.act(lambda: controller.session.select(key)))
        left.exams.activated.connect(self.select_exam)
        window.middle.empty.open_files.connect(self.choose_files)
        window.middle.empty.open_folder.connect(self.choose_folder)
        window.middle.empty.exam_chosen.connect(self.open_exam)
        window.middle.empty.use(controller.desk)
        panel.qbox_edited.connect(self.edit_qbox)
        panel.qbox_confirmed.connect(lambda key: self._perform(ConfirmQBox, key))
        panel.as_shown_wanted.connect(lambda key: self._perform(ScoreAsShown, key))
        panel.retry_wanted.connect(self.retry)
        panel.read_wanted.connect(self.show_what_was_read)
        panel.handed_in.connect(screen.setFocus)
        controller.session.occupied = lambda: self.occupied
        opening = controller.opening
        opening.not_found.connect(lambda error: self.say_error("open", error))
        opening.nothing_found.connect(self._say_nothing_found)
        opening.skipped.connect(self._say_skipped)
        opening.stopped.connect(self._say_stopped)
        left.stop_wanted.connect(opening.stop)
        controller.replaced.connect(self._say_replaced)
        controller.not_kept.connect(self._say_not_kept)
        controller.desk.refused.connect(self.say_book_problem)
        controller.desk.failed.connect(lambda _: window.middle.notices.drop("missing"))
        controller.desk.opened.connect(lambda: self._window.middle.notices.drop("book"))
        controller.changed.connect(self._place_notices)
        controller.closing.connect(window.hand_in)

    def _place_notices(self) -> None:
        session = self._controller.session
        self._window.middle.notices.come_to(session.current_exam, session.exam_keys)

    # --- opening ---------------------------------------------------------------------------

    def open_paths(self, paths: Iterable[Path]) -> None:
        paths = list(paths)
        if paths:
            self._window.middle.notices.drop("open")
            self._window.middle.notices.drop("skipped")
            self._window.remember_folder(paths[0])
            self._controller.opening.open_paths(paths)

    def choose_files(self) -> None:
        title = self.tr("Open the screens of an exam")
        names, _ = QFileDialog.getOpenFileNames(
            self._window, title, begin_at(self._window.settings.folder_to_open)
        )
        self.open_paths(Path(name) for name in names)

    def choose_folder(self) -> None:
        title = self.tr("Open a folder of screens")
        name = QFileDialog.getExistingDirectory(
            self._window, title, begin_at(self._window.settings.folder_to_open)
        )
        self.open_paths([Path(name)] if name else [])

    def fill_recent(self) -> None:
        """Fill File ▸ Recent exams from the exam book; until it answers, the last list stands."""
        book = self._controller.session.book
        if book is not None:
            self._controller.desk.ask(lambda: book.recent(_N_RECENT), self._show_recent)
        elif self._window.recent_menu.isEmpty():
            self._show_recent(())

    def _show_recent(self, exams: tuple[ListedExam, ...]) -> None:
        menu = self._window.recent_menu
        menu.clear()
        for exam in exams:
            name = readable_name(exam.patient_name or "") or exam.patient_id or exam.folder.name
            stage = labelled(exam.stage, self._controller.session.preferences.labels)
            words = " · ".join(part for part in (shown(name), exam.day, stage) if part)
            entry = menu.addAction(words.replace("&", "&&"))
            entry.triggered.connect(lambda _=False, key=exam.key: self.open_exam(key))
        if not exams:
            menu.addAction(self.tr("No exams yet")).setEnabled(False)

    def close_exams(self) -> None:
        """Close all exams; the list of exams is shown."""
        self._window.middle.notices.drop("missing")
        self._controller.close_exams()

    def next_patient(self) -> None:
        """The exam on display is over; files that come into its folder now are another patient's."""
        arrivals, exam = self._window.watch.arrivals, self._controller.session.current_exam
        if arrivals.n_waiting:
            arrivals.answer(same=False)
        elif exam is not None and self._controller.session.is_named_by_folder(exam):
            self._controller.end_exam(exam)

    def open_exam(self, exam_key: str) -> None:
        """Open an exam of the exam book where one stopped."""
        self._window.middle.notices.drop("missing")
        self._controller.open_exam(exam_key)

    def _say_replaced(self, title: str, path: Path) -> None:
        words = self.tr("{name} was closed: another file lies where its {file} was. Its results are kept.")
        words = words.format(name=title, file=path.name)
        self._say("replaced", words, Level.WARNING, again=partial(self._say_replaced, title, path))

    def _say_not_kept(self, titles: tuple[str, ...]) -> None:
        words = self.tr(
            "The exam book knows {names}: opened again as kept there. What was done meanwhile is not kept."
        )
        words = words.format(names=few(titles))
        self._say("not kept", words, Level.WARNING, again=partial(self._say_not_kept, titles))

    def _say_nothing_found(self, paths: list[Path]) -> None:
        words = self.tr("There are no files in {names}. Open another folder.")
        words = words.format(names=few([path.name for path in paths]))
        again = partial(self._say_nothing_found, paths)
        self._say("open", words, Level.WARNING, again=again, place=self._here)

    def _say_stopped(self, paths: tuple[Path, ...], roots: tuple[Path, ...]) -> None:
        words = [self.tr("Stopped: %n file(s) were not opened.", "", len(paths))] if paths else []
        if roots:
            names = few([path.name for path in roots])
            words.append(self.tr("Not looked through to the end: {names}").format(names=names))
        if words:
            go_on = Offer(self.tr("&Go on"), lambda: self._go_on_opening(paths, roots))
            again = partial(self._say_stopped, paths, roots)
            self._say("open", " ".join(words), Level.INFO, go_on, again=again)

    def _go_on_opening(self, paths: tuple[Path, ...], roots: tuple[Path, ...]) -> None:
        self._window.middle.notices.drop("open")
        self._controller.opening.open_found(paths, show=False)
        self._controller.opening.open_paths(roots, show=False)

    def _say_skipped(self, paths: tuple[Path, ...]) -> None:
        words = self.tr("Not opened, because they hold no screens: {names}")
        words = words.format(names=few([path.name for path in paths]))
        place = self._controller.session.current_exam or EVERYWHERE  # before the first is open and drawn
        self._say("skipped", words, Level.INFO, again=partial(self._say_skipped, paths), place=place)

    @property
    def _here(self) -> str:
        return self._window.middle.notices.here

    def _say(self, subject: str, words: str, level: Level, *offers: Offer, **more: Any) -> None:
        self._window.middle.notices.say(subject, words, level, *offers, **more)

    # --- the acquisition -------------------------------------------------------------------

    def _perform(self, command: Callable[[AcqKey], Command], key: AcqKey | None = None) -> None:
        """Of the acquisition that the user meant; where nothing says which, of the current one."""
        key = key or self._key
        if key is not None:
            self._controller.act(lambda: self._controller.session.perform(command(key)))

    def place_roi(self, x: float, y: float) -> None:
        canvas = self._window.presenter.state.canvas
        if canvas.frame is not None and not self._window.clips.looking:
            roi = place(canvas.frame, x, y, canvas.swe_box)
            self._perform(lambda key: PlaceRoi(key, roi))

    def move_roi(self, dx: int, dy: int) -> None:
        canvas = self._window.presenter.state.canvas
        roi: Roi | None = self._controller.session.acquisition(canvas.key).roi if canvas.key else None
        if canvas.frame is not None and roi is not None and not self._window.clips.looking:
            moved = move(canvas.frame, roi, dx, dy)
            self._perform(lambda key: MoveRoi(key, moved))

    def edit_qbox(self, key: AcqKey | None, name: str, value: float | None) -> None:
        if key is not None:
            self._perform(lambda key: EditQBox(key, name, value), key)

    def accept_and_go_on(self) -> None:
        """Accept the ROI and go on; after the last exam, to the list of exams."""
        session = self._controller.session
        if session.going_on is GoOn.LIST:
            self.close_exams()
        else:
            self._controller.act(session.accept_and_go_on)

    def exclude_or_include(self) -> None:
        session = self._controller.session
        self._perform(lambda key: SetExcluded(key, not session.acquisition(key).excluded))

    def retry(self, key: AcqKey) -> None:
        if self._controller.session.has(key):
            self._controller.retry(key)

    @property
    def occupied(self) -> bool:
        """Whether the user types, drags or has to answer a dialog: nobody but he takes him elsewhere."""
        line, view = QApplication.focusWidget(), self._window.middle.view
        types = isinstance(line, QLineEdit) and line.isModified()
        dialogs = self._window.findChildren(QDialog)
        return types or view.held or any(dialog.isVisible() and dialog.isModal() for dialog in dialogs)

    def select_exam(self, at: int) -> None:
        key = self._window.left.exams.itemData(at)
        if key is not None:
            self._controller.act(lambda: self._controller.session.select_exam(key))

    def choose_model(self) -> None:
        """Another model package, by its folder."""
        title = self.tr("Folder of a model package")
        name = QFileDialog.getExistingDirectory(self._window, title, begin_at())
        if name:
            self._window.middle.notices.drop("engine")
            self._controller.restart(name)

    # --- files and help --------------------------------------------------------------------

    def save_picture(self) -> None:
        from dlre_gui.gui.save_picture import save_picture

        save_picture(self._window)

    def score_folder(self) -> None:
        from dlre_gui.gui.batch_dialog import BatchDialog

        if self._batch is None:
            self._batch = BatchDialog(self._window)
        self._batch.show()
        self._batch.raise_()

    def show_what_was_read(self) -> None:
        from dlre_gui.gui.read_dialog import ReadDialog

        ReadDialog(self._window).show()

    def say_error(self, subject: str, error: BaseException) -> None:
        self._say(subject, say_error(error), Level.ERROR, again=partial(self.say_error, subject, error))

    def say_book_problem(self, error: StoreError) -> None:
        """The window works without its exam book, but keeps nothing; a damaged one can be set aside."""
        from dlre_gui.store.opening import DamagedBookError

        words = self.tr("{error} Until then nothing you do here is kept.").format(error=say_error(error))
        offers = []
        if isinstance(error, DamagedBookError):
            offers.append(Offer(self.tr("&Set aside"), lambda: self._set_aside(error.path)))
        offers.append(Offer(self.tr("Try &again"), self._controller.desk.open_book))
        self._say("book", words, Level.ERROR, *offers, again=partial(self.say_book_problem, error))

    def _set_aside(self, path: Path) -> None:
        from dlre_gui.store.opening import set_aside

        try:
            kept = set_aside(path)
        except DlreError as error:
            self.say_error("book", error)
            return
        self._window.middle.notices.drop("book")
        self._say_aside(kept)
        self._controller.desk.open_book()

    def _say_aside(self, kept: Path) -> None:
        words = self.tr("The damaged exam book is now {path}; a new one was begun.").format(path=kept)
        self._say("aside", words, Level.INFO, again=partial(self._say_aside, kept))

    def close(self) -> None:
        """Stop what runs beside the window, and let the exam book go."""
        if self._batch is not None:
            self._batch.stop()
        book = self._controller.session.book
        if book is not None:
            try:
                book.close()
            except StoreError as error:
                print(error, file=sys.stderr)
