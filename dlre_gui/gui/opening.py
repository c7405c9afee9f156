"""From paths to files that the session opens: looked for away from the GUI thread, then handed on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dlre_gui.domain.errors import DlreError
from dlre_gui.gui.book_desk import BookDesk
from dlre_gui.gui.searching import Search
from dlre_gui.gui.session import AcqKey, Session
from dlre_gui.imaging.beside import lies_beside


class Opening(QObject):
    """What is being opened in one window.

    Signals
    -------
    changed
        The session has other files to open.
    again(keys)
        Files of these open acquisitions are to be looked into again.
    looking(n)
        `n` folder searches are under way.
    not_found(error)
        A path to open is not there.
    nothing_found(paths)
        There were no files under these paths.
    stopped(paths, roots)
        The user stopped it; these files had not been looked into yet, these paths not been searched
        to their end.
    skipped(paths)
        Files of the opened folders that are of no kind that holds a screen: where a user may wonder
        about one, for it is not named as what lies beside screens, or nothing else was opened.
    """

    changed = Signal()
    again = Signal(object)
    looking = Signal(int)
    not_found = Signal(object)
    nothing_found = Signal(object)
    stopped = Signal(object, object)
    skipped = Signal(object)

    def __init__(self, session: Session, desk: BookDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
        self._searches: list[Search] = []
        self._waiting: list[tuple[list[Path], bool, bool]] = []
        self._named: set[Path] = set()
        self._skipped: list[Path] = []
        self._n_found = 0

    @property
    def searching(self) -> bool:
        return bool(self._searches)

    @property
    def busy(self) -> bool:
        return bool(self._searches or self._session.n_opening)

    def open_paths(self, paths: Iterable[Path], *, show: bool = True) -> None:
        """Look through files and folders, then open what they hold; the first file is shown."""
        wanted = [Path(path) for path in paths]
        if not wanted:
            return
        self._named.update(wanted)
        self._skipped.clear()
        self._n_found = 0
        search = Search(wanted)
        search.told = not show
        self._searches.append(search)
        search.found.connect(lambda found: self.open_found(found, show=self._is_first_of(search)))
        search.ended.connect(lambda n: self._search_ended(search, n))
        search.failed.connect(lambda error: self._not_found(search, error))
        self.looking.emit(len(self._searches))
        search.start()

    def open_found(self, found: Iterable[Path], *, show: bool = True, new: bool = False) -> None:
        """Open files that are known to be there, `new` ones even if they are open; once the book is."""
        paths = list(found)
        if self._desk.opening:
            self._waiting.append((paths, show, new))
            return
        known = [key for key in map(AcqKey, paths) if self._session.has(key)]
        if known:
            self.again.emit(known)
        self._n_found += len(paths)
        self._session.open_files(paths, show=show, new=new)
        self.changed.emit()

    def open_waiting(self) -> None:
        """Open what was found before the book was there."""
        waiting, self._waiting = self._waiting, []
        for found, show, new in waiting:
            self.open_found(found, show=show, new=new)

    def open_watched(self, paths: Iterable[Path]) -> None:
        """Open files that came by themselves; who is still busy with an acquisition stays there."""
        current = self._session.current
        self.open_found(paths, show=current is None or not self._session.is_open(current), new=True)

    def stop(self) -> None:
        """Look for no more files, and into no more of those found."""
        roots = tuple(path for search in self._searches for path in search.paths)
        self.end()
        waiting, self._waiting = self._waiting, []
        left = (*self._session.stop_opening(), *(path for found, *_ in waiting for path in found))
        self.looking.emit(0)
        self.changed.emit()
        self.stopped.emit(left, roots)

    def end(self) -> None:
        """Look for no more files."""
        for search in self._searches:
            search.stop()
        self._searches.clear()

    def skip(self, path: Path) -> bool:
        """A file is of no kind that holds a screen; False where the user named it himself."""
        if path in self._named:
            return False
        self._session.drop_file(path)
        self._skipped.append(path)
        if not lies_beside(path) or len(self._skipped) == self._n_found:
            self.skipped.emit(tuple(self._skipped))
        return True

    # Inside

    def _is_first_of(self, search: Search) -> bool:
        """Whether a search tells its first files: these are shown, the user stays where he is then."""
        first, search.told = not search.told, True
        return first

    def _search_ended(self, search: Search, n: int) -> None:
        self._end_search(search)
        if n == 0:
            self.nothing_found.emit(list(search.paths))

    def _not_found(self, search: Search, error: Exception) -> None:
        self._end_search(search)
        if not isinstance(error, DlreError):
            raise error
        self.not_found.emit(error)

    def _end_search(self, search: Search) -> None:
        self._searches.remove(search)
        self.looking.emit(len(self._searches))
