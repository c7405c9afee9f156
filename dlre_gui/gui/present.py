"""Draws the session's window state into the widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, QTimer
from PySide6.QtGui import QImage

from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.exam import Task
from dlre_gui.engine.messages import EngineReady
from dlre_gui.gui.actions import words
from dlre_gui.gui.language import when_switched
from dlre_gui.gui.reword import reworded
from dlre_gui.gui.screen_items import Marks
from dlre_gui.gui.session.resolve import window_state
from dlre_gui.gui.session.view_state import CanvasState, ExamRowState, WindowState
from dlre_gui.gui.strip import Level, Offer
from dlre_gui.gui.texts import say, say_all, say_error

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow


class Presenter(QObject):
    """Keeps a window like its session's state."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._controller = window.controller
        self.state = WindowState()
        self._looking = False
        self._controller.changed.connect(self.draw)
        self._controller.thumbnails.came.connect(window.left.list.rows.refresh)
        self._controller.engine_ready.connect(self._show_model)
        self._controller.engine_failed.connect(self._show_failure)
        self._controller.opening.looking.connect(self._show_looking)
        self._show_known_model()
        when_switched(self._show_known_model)
        self.draw()

    @property
    def thresholds(self) -> dict[Task, float]:
        ready = self._controller.ready
        return dict(ready.model.thresholds) if ready else {}

    def draw(self) -> None:
        """Show the session as it is now."""
        window, before = self._window, self.state
        self.state = state = window_state(self._controller.session)
        window.banner.say(say_all(state.banner, between=" "))
        self._draw_left(state)
        self._draw_canvas(state.canvas)
        window.giving.show_state(state)
        window.right.setVisible(state.canvas.key is not None)
        window.right.acquisition.show_state(state.acquisition, self.thresholds)
        window.right.exam.show_state(state.exam, self.thresholds)
        window.middle.lines.setText(say_all(state.acquisition.lines, between="  ·  "))
        window.middle.lines.setVisible(bool(state.acquisition.lines))
        self._draw_notice(state)
        self._draw_actions(state)
        if (state.canvas.key, state.at_result) != (before.canvas.key, before.at_result):
            window.right.come_to(result=state.at_result)
        elif state.at_result and state.exam != before.exam:
            QTimer.singleShot(0, self._come_to_result)  # once the new lines have their room

    def _come_to_result(self) -> None:
        self._window.right.come_to(result=self.state.at_result)

    def _draw_notice(self, state: WindowState) -> None:
        notices = self._window.middle.notices
        if state.notice is None:
            notices.drop("session")
        else:
            notices.say("session", say(state.notice), Level.WARNING, again=None, closable=False)

    def _draw_left(self, state: WindowState) -> None:
        left = self._window.left
        if state.rows is not None:
            left.list.show_rows(state.rows)
        self._draw_exams(state.exams)
        opening = ""
        if state.n_opening > 0:
            opening = self.tr("Looking into %n file(s)…", "", state.n_opening)
        elif self._looking:
            opening = self.tr("Looking for screens…")
        left.say_opening(opening)
        left.setVisible(bool(state.rows) or bool(opening))

    def _draw_exams(self, exams: tuple[ExamRowState, ...]) -> None:
        box = self._window.left.exams
        box.setVisible(len(exams) > 1)
        lines = [f"{exam.title}  {exam.n_done}/{exam.n_acquisitions}" for exam in exams]
        with QSignalBlocker(box):
            if box.count() != len(exams):
                box.clear()
                box.addItems(lines)
            for at, (line, exam) in enumerate(zip(lines, exams, strict=True)):
                if box.itemText(at) != line:
                    box.setItemText(at, line)
                box.setItemData(at, exam.key)
                if exam.current:
                    box.setCurrentIndex(at)

    def _draw_canvas(self, canvas: CanvasState) -> None:
        middle = self._window.middle
        middle.show_screen(shown=canvas.key is not None)
        self._window.clips.show_state(canvas.key)
        frame = self._window.clips.image
        image = self._controller.pictures.image(canvas.key) if frame is None else frame
        middle.view.show_picture(image if image is not None else QImage())
        middle.view.show_marks(_marks(canvas) if image is not None and frame is None else Marks())
        self._window.looked.show_state(canvas.key)
        wanted = canvas.message is not None and canvas.key is not None
        middle.note.setVisible(wanted)
        if wanted:
            middle.note.say(say(canvas.message), Level.INFO)

    def _draw_actions(self, state: WindowState) -> None:
        acts = self._window.actions_by_name
        some = state.canvas.key is not None
        acts["undo"].setEnabled(state.can_undo)
        acts["redo"].setEnabled(state.can_redo)
        acts["undo"].setText(say(state.undo) or words("&Undo"))
        acts["redo"].setText(say(state.redo) or words("&Redo"))
        acts["accept"].setEnabled(some)
        acts["accept"].setIconText(say(state.going_on))
        acts["exclude"].setIconText(words("Include") if state.canvas.excluded else words("Exclude"))
        for name in ("undo", "redo"):
            acts[name].setIconText(words(name.capitalize()))
        for name in ("exclude", "save_picture", "close_exams", "next", "previous", "next_to_do"):
            acts[name].setEnabled(some)
        for name in ("zoom_in", "zoom_out", "fit", "actual_size", "fit_roi"):
            acts[name].setEnabled(some)
        for name in ("laboratory", "another_stage", "trend", "cutoffs", "report"):
            acts[name].setEnabled(some)
        acts["agree"].setEnabled(bool(state.exam.agrees))
        session = self._controller.session
        acts["export"].setEnabled(some or session.book is not None)
        exam = session.current_exam
        waits = bool(self._window.watch.arrivals.n_waiting)
        by_folder = exam is not None and session.is_named_by_folder(exam)
        acts["next_patient"].setEnabled(waits or by_folder)
        for name in ("draw_box", "mark_bar", "type_scale", "what_was_read", "looked"):
            acts[name].setEnabled(some)

    # --- the engine ------------------------------------------------------------------------

    def _show_known_model(self) -> None:
        if self._controller.ready is not None:
            self._show_model(self._controller.ready)

    def _show_model(self, ready: EngineReady) -> None:
        model = ready.model
        self._window.middle.notices.drop("engine")
        details = "\n".join(
            part
            for part in (
                reworded(model.title),
                f"{model.id} {model.version}",
                f"SHA-256 {model.sha256}",
                reworded(model.performance),
                reworded(model.limitations),
                ready.runtime,
            )
            if part
        )
        self._window.banner.say_model(f"{model.id} {model.version} · {ready.device}", details)

    def _show_failure(self, error: DlreError) -> None:
        again = Offer(self.tr("Try &again"), self._controller.restart)
        notices = self._window.middle.notices
        other = Offer(self.tr("Choose &model…"), self._window.acts.choose_model)
        notices.say(
            "engine",
            say_error(error),
            Level.ERROR,
            again,
            other,
            again=lambda: self._show_failure(error),
            closable=False,
        )

    def _show_looking(self, searches: int) -> None:
        self._looking = searches > 0
        self._window.middle.empty.say_busy(self.tr("Looking for screens…") if searches else "")
        self._draw_left(self.state)


def _marks(canvas: CanvasState) -> Marks:
    return Marks(
        canvas.frame,
        canvas.several,
        canvas.swe_box,
        canvas.outline,
        canvas.bar_box,
        canvas.bar_ends,
        canvas.circles,
        canvas.roi,
    )
