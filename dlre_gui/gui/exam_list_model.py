"""The exams of the book as a list that is read page by page, away from the GUI thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage

from dlre_gui.gui.book_desk import BookDesk
from dlre_gui.gui.counted_rows import CountedRows, Index
from dlre_gui.gui.encoded import image_of
from dlre_gui.gui.session.exam_lines import ExamLine, exam_line
from dlre_gui.gui.texts import tip
from dlre_gui.store.book import Book
from dlre_gui.store.records import ExamSearch

PAGE = 40
_KEPT_PAGES = 50
LINE_ROLE = Qt.ItemDataRole.UserRole
PICTURES_ROLE = LINE_ROLE + 1


@dataclass(frozen=True, slots=True)
class Row:
    """A line and its small pictures."""

    line: ExamLine
    pictures: tuple[QImage, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the book answered."""

    total: int
    rows: tuple[Row, ...]


class ExamListModel(CountedRows):
    """Rows are there at once by number; what they say comes when they are first seen.

    Signals
    -------
    found(total)
        A search was answered.
    came
        Lines that were empty can be painted. It is not ``dataChanged``, at which a list view would
        lay out all its rows again.
    """

    found = Signal(int)
    came = Signal()

    def __init__(self, say: Callable[[ExamLine], str]) -> None:
        super().__init__()
        self._say = say
        self._desk: BookDesk | None = None
        self._search = ExamSearch()
        self._number = 0
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._asking: int | None = None
        self._wanted: int | None = None

    def use(self, desk: BookDesk) -> None:
        self._desk = desk

    def search(self, wanted: ExamSearch) -> None:
        """Show what is found; the rows of before stay until the answer comes."""
        self._search = wanted
        self._number += 1
        self._asking = None
        self._ask(0)

    @property
    def is_searching(self) -> bool:
        """Whether the rows are still those of the search before."""
        return self._asking == 0

    def line(self, row: int) -> ExamLine | None:
        """What a row says; None while it is on its way."""
        found = self._row(row)
        return found.line if found else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say(row.line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._say(row.line))
        return {LINE_ROLE: row.line, PICTURES_ROLE: row.pictures}.get(role)

    def _row(self, at: int) -> Row | None:
        page = self._pages.get(at // PAGE)
        if page is None:
            self._ask(at // PAGE)
            return None
        self._pages.move_to_end(at // PAGE)
        return page[at % PAGE] if at % PAGE < len(page) else None

    def _ask(self, page: int) -> None:
        """One page at a time; of those wanted meanwhile only the last one seen."""
        book = self._desk.book if self._desk else None
        if self._desk is None or book is None or page == self._asking:
            return
        if self._asking is not None:
            self._wanted = page
            return
        self._asking, self._wanted = page, None
        number, wanted, today = self._number, self._search, date.today()
        self._desk.ask(
            lambda: read_page(book, wanted, page, today), lambda answer: self._answer(number, page, answer)
        )

    def _answer(self, number: int, page: int, answer: Page) -> None:
        if number != self._number:
            return
        self._asking = None
        self._take(page, answer)
        if self._wanted is not None and self._wanted not in self._pages:
            self._ask(self._wanted)

    def _take(self, page: int, answer: Page) -> None:
        if page == 0 or answer.total != self.rowCount():
            self._pages.clear()
            self._pages[page] = answer.rows
            self.set_count(answer.total)
            self.found.emit(answer.total)
            return
        self._pages[page] = answer.rows
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        self.came.emit()


def read_page(book: Book, wanted: ExamSearch, page: int, today: date) -> Page:
    """Some exams with their pictures; waits for the book, so never on the GUI thread."""
    found = book.find_exams(wanted, page * PAGE, PAGE)
    rows = (Row(exam_line(exam, today), tuple(_pictures(exam.thumbnails))) for exam in found.exams)
    return Page(found.total, tuple(rows))


def _pictures(thumbnails: tuple[bytes, ...]) -> list[QImage]:
    images = (image_of(jpeg, "JPEG") for jpeg in thumbnails)
    return [image for image in images if not image.isNull()]
