"""Files that come into the watched folder; those that may be the next patient's wait for the user's word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dlre_gui.domain.exam import folder_key
from dlre_gui.gui.strip import Level, Offer
from dlre_gui.store.joining import Joining, joining

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_QUESTION, _TOLD = "same patient", "another day"


@dataclass(slots=True)
class _Waiting:
    """Files of one folder that are not opened yet, and what is known of the first ones' times."""

    paths: list[Path]
    times: Joining


class Arrivals(QObject):
    """Opens what comes, into the exam of its folder unless that is doubtful.

    Files that do not say whose they are join their folder's exam. Where that was closed, or nothing came for
    a while, the user is asked first. An exam is of one day: files of another day begin the next one.

    Signals
    -------
    changed
        Other files wait than before.
    """

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._controller = window, window.controller
        self._waiting: dict[str, _Waiting] = {}
        self._joined: dict[str, datetime] = {}

    @property
    def n_waiting(self) -> int:
        """Files that are not opened before the user said whose they are."""
        return sum(len(one.paths) for one in self._waiting.values())

    def bring(self, paths: Iterable[Path]) -> None:
        """Open these files, or ask about them."""
        for key, some in groupby(paths, folder_key):
            self._look_at(key, list(some))

    def _look_at(self, key: str, paths: list[Path]) -> None:
        book = self._controller.session.book
        if book is None:
            self._controller.opening.open_watched(paths)
            return
        desk, judge = self._controller.desk, partial(self._judge, key, paths)
        desk.ask(lambda: joining(book, paths), judge, lambda _: judge(None), may_hang=True)

    def _judge(self, key: str, paths: list[Path], found: Joining | None) -> None:
        if key in self._waiting:
            self._waiting[key].paths += paths
            self._ask()
        elif found is None:
            self._controller.opening.open_watched(paths)
        else:
            last = max(found.last, self._joined.get(key, found.last))
            self._join(key, paths, replace(found, last=last))

    def _join(self, key: str, paths: list[Path], times: Joining) -> None:
        is_open = self._controller.session.is_open_exam(key)
        if is_open and not (times.is_of_another_day or times.is_after_a_pause):
            self._open(key, paths, times.came_last)
        elif times.is_of_another_day and not is_open:
            self._begin_another(key)
            self._say_another_day(key, times.last)
            self._open(key, paths, times.came_last)
        else:
            self._waiting[key] = _Waiting(paths, times)
            self._ask()

    def _open(self, key: str, paths: list[Path], came: datetime) -> None:
        self._joined[key] = came
        self._controller.opening.open_watched(paths)

    def _begin_another(self, key: str) -> None:
        session = self._controller.session
        if session.is_open_exam(key):
            self._controller.end_exam(key)
        elif session.book is not None:
            session.book.give_way(key)

    # --- the question ----------------------------------------------------------------------

    def answer(self, *, same: bool) -> None:
        """Whether what waits, of the folder that was asked about, is the same patient's."""
        key = next(iter(self._waiting), None)
        if key is None:
            return
        waited = self._waiting.pop(key)
        if not same:
            self._begin_another(key)
        self._ask()
        self._open(key, waited.paths, waited.times.came_last)

    def _ask(self) -> None:
        """About one folder after the other."""
        self.changed.emit()
        key, notices = next(iter(self._waiting), None), self._window.middle.notices
        if key is None:
            notices.drop(_QUESTION)
            return
        words = self.tr(
            "%n new screen(s) in {folder} wait: the last one before is of {when}. The same patient?",
            "",
            len(self._waiting[key].paths),
        ).format(folder=Path(key).name, when=_shown(self._waiting[key].times.last))
        another = Offer(self.tr("&Next patient (Ctrl+N)"), lambda: self.answer(same=False))
        same = Offer(self.tr("&Same patient"), lambda: self.answer(same=True))
        notices.say(_QUESTION, words, Level.WARNING, another, same, again=self._ask, closable=False)

    def _say_another_day(self, key: str, last: datetime) -> None:
        words = self.tr("{folder}: a new exam was begun, the screens before are of {when}.")
        words = words.format(folder=Path(key).name, when=_shown(last))
        again = partial(self._say_another_day, key, last)
        self._window.middle.notices.say(_TOLD, words, Level.INFO, again=again)


def _shown(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
