"""The window while nothing is open: the exams of the book, and the way to new ones.

By keyboard: what is typed is searched for, the arrow keys go through the list, Enter opens the
chosen exam, or, where nothing was chosen or typed, the one where one stopped; Esc clears the search.
With Shift or Ctrl, the arrow keys and the mouse choose several, to be exported together.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.clinical.labels import StageLabels, labelled
from dlre_gui.gui.actions import is_key_of_an_act
from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.book_desk import BookDesk
from dlre_gui.gui.chosen_button import ChosenButton
from dlre_gui.gui.empty_state import EmptyState
from dlre_gui.gui.exam_line_painter import ExamLinePainter
from dlre_gui.gui.exam_list_model import ExamListModel
from dlre_gui.gui.icons import icon
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.session.exam_lines import DayName, ExamLine, exam_line
from dlre_gui.store.records import ExamFilter, ExamSearch, ListedExam

_TYPING_MS = 120
_NARROWEST_PX = 310
"""It stands alone in the window; it must not widen the column that the screens share with two others."""
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StartPage(QWidget):
    """Exams by day with search and filter; without any, only what to do first.

    Signals
    -------
    exam_chosen(key)
        An exam of the book is to be opened.
    open_files, open_folder
        A button was pressed.
    """

    exam_chosen = Signal(str)
    open_files = Signal()
    open_folder = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("start_page")
        self.setMinimumWidth(_NARROWEST_PX)
        self._desk: BookDesk | None = None
        self._going_on: str | None = None
        self._any = self._enters = self._asks_offer = False
        self._anchor, self._by_itself = 0, True
        self._labels = StageLabels.METAVIR
        self.search = QLineEdit()
        self.filters = {only: ChosenButton() for only in ExamFilter}
        self.go_on = QPushButton()
        self.list = QListView()
        self.nothing = QLabel()
        self.empty = EmptyState()
        self.model = ExamListModel(self._words)
        self._painter = ExamLinePainter(self._day, self._state)
        self._typing = QTimer(self)
        self._set_up()
        self._lay_out()
        self._show_parts()
        follow_language(self._say_words)

    @property
    def words(self) -> str:
        return self.empty.words

    def say_busy(self, words: str) -> None:
        """What is being done instead of waiting for the user; empty: nothing."""
        self.empty.say_busy(words)

    def use(self, desk: BookDesk) -> None:
        """Show the exams of this book, now and whenever the page is shown."""
        self._desk = desk
        self.model.use(desk)
        desk.opened.connect(self.refresh)
        self.refresh()

    def use_labels(self, labels: StageLabels) -> None:
        """Write the stages with this letter."""
        self._labels = labels
        self.refresh()

    def refresh(self) -> None:
        """Ask the book again."""
        if self._desk is None or self._desk.book is None:
            return
        self._look()
        self._asks_offer = True
        self._desk.ask(self._desk.book.to_go_on_with, self._offer)

    @property
    def looked_for(self) -> ExamSearch | None:
        """What is typed and filtered; None: the list shows all exams."""
        wanted = ExamSearch(self.search.text(), self._only)
        return wanted if wanted != ExamSearch() else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the exams that the user chose in the list, not of the one found first.

        Empty also where a line among them was never seen: a whole list is what `looked_for` says.
        """
        lines = [self.model.line(index.row()) for index in self.list.selectionModel().selectedRows()]
        known = tuple(line.key for line in lines if line is not None)
        return known if not self._by_itself and len(known) == len(lines) else ()

    # Inside

    @property
    def _only(self) -> ExamFilter:
        return next((only for only, button in self.filters.items() if button.isChecked()), ExamFilter.ALL)

    def _set_up(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(38)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._on_typed)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._look)
        self._set_up_filters()
        self.go_on.setMinimumHeight(48)
        scaled_font(self.go_on, 1.1, bold=True)
        self.go_on.clicked.connect(lambda: self._choose(self._going_on))
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._painter)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.installEventFilter(self)
        self.list.selectionModel().selectionChanged.connect(self._on_chosen)
        self.list.clicked.connect(lambda index: self._on_click(index.row()))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.model.found.connect(self._on_found)
        self.model.came.connect(self.list.viewport().update)
        self.empty.open_files.connect(self.open_files)
        self.empty.open_folder.connect(self.open_folder)

    def _set_up_filters(self) -> None:
        group = QButtonGroup(self)
        for button in self.filters.values():
            button.setMinimumSize(QSize(64, 38))
            button.clicked.connect(self._look)
            group.addButton(button)
        self.filters[ExamFilter.ALL].setChecked(True)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        for button in self.filters.values():
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(top)
        for widget in (self.go_on, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.list, 3)
        column.addWidget(self.empty, 1)

    def _show_parts(self) -> None:
        some = self.model.rowCount() > 0
        for widget in (self.search, *self.filters.values()):
            widget.setVisible(self._any)
        self.list.setVisible(self._any and some)
        self.nothing.setVisible(self._any and not some)
        self.go_on.setVisible(self._any and self._going_on is not None)
        self.empty.be_small(self._any)

    def _on_typed(self) -> None:
        """What was chosen in the list before is not meant any more."""
        self._enters, self._by_itself = False, True
        self._typing.start()

    def _look(self) -> None:
        self._typing.stop()
        self.model.search(ExamSearch(self.search.text(), self._only))

    def _on_found(self, total: int) -> None:
        unfiltered = not self.search.text() and self._only is ExamFilter.ALL
        first = not self._any and total > 0
        self._any = total > 0 if unfiltered else self._any
        self._show_parts()
        self.list.selectionModel().clear()  # other exams may stand in these rows by now
        if self.search.text() and total:
            self._go_to(0)
        self._anchor, self._by_itself = 0, True
        if first and self.isVisible():
            self.search.setFocus()
        self._enter_now()

    def _offer(self, exam: ListedExam | None) -> None:
        """The exam where one stopped, at a press of Enter."""
        self._going_on = exam.key if exam else None
        if exam is not None:
            line = exam_line(exam, date.today())
            words = self.tr("Go on with {name}").format(name=line.title)
            self.go_on.setText(
                words.replace("&", "&&") + (f"  ·  {self._state(line)}" if line.n_open else "")
            )
            self.go_on.setIcon(icon("next-todo", self.palette()))
        self._asks_offer = False
        self._show_parts()
        self._enter_now()

    # Words

    def _say_words(self) -> None:
        names = {
            ExamFilter.ALL: self.tr("&All"),
            ExamFilter.TO_DO: self.tr("&To do"),
            ExamFilter.DONE: self.tr("&Done"),
            ExamFilter.FLAGGED: self.tr("Fla&gged"),
        }
        for only, button in self.filters.items():
            button.setText(names[only])
        self.search.setPlaceholderText(self.tr("Name, ID, pinyin or initials"))
        self.search.setAccessibleName(self.tr("Search exams"))
        self.list.setAccessibleName(self.tr("Exams"))
        self.nothing.setText(self.tr("No exam is like this."))
        self.list.viewport().update()
        self.refresh()

    def _words(self, line: ExamLine) -> str:
        return " · ".join(part for part in (line.title, self._state(line), self._day(line.day)) if part)

    def _day(self, day: str) -> str:
        names = {DayName.TODAY: self.tr("Today"), DayName.YESTERDAY: self.tr("Yesterday")}
        return names[DayName(day)] if day in tuple(DayName) else day

    def _state(self, line: ExamLine) -> str:
        if line.n_open == 0:
            count = self.tr("all {count} done").format(count=line.n_acquisitions)
        else:
            n_open = line.n_acquisitions if line.n_open is None else line.n_open
            count = self.tr("{n} of {count} to do").format(n=n_open, count=line.n_acquisitions)
        return " · ".join(
            part for part in (line.patient_id, count, labelled(line.stage, self._labels)) if part
        )

    # Keys and choices

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.ignore()
            return is_key_of_an_act(event)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether the key was one of the page's own."""
        if event.key() in _ENTER:
            self._enter()
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        if watched is self.search and event.key() in _LIST_KEYS and self.model.rowCount():
            self._step(event)
            return True
        if watched is self.list and event.text().isprintable() and event.text():
            self.search.setFocus()
            self.search.insert(event.text())
            return True
        return False

    def _step(self, event: QKeyEvent) -> None:
        """Through the list while the search keeps the keyboard."""
        row = self.list.currentIndex().row()
        page = max(1, self.list.height() // max(1, self.list.sizeHintForRow(0)) - 1)
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        self._go_to(row + by[Qt.Key(event.key())])
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._choose_from_anchor()
        else:
            self._anchor = self.list.currentIndex().row()

    def _choose_from_anchor(self) -> None:
        """All from where the Shift key was pressed first."""
        several = QItemSelection(self.model.index(self._anchor), self.list.currentIndex())
        self.list.selectionModel().select(several, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _go_to(self, row: int) -> None:
        index = self.model.index(max(0, min(row, self.model.rowCount() - 1)))
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)

    def _on_chosen(self) -> None:
        self._by_itself = False

    def _on_click(self, row: int) -> None:
        """A click opens; with Shift or Ctrl it chooses, and the list has done that already."""
        several = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        if not QGuiApplication.keyboardModifiers() & several:
            self._choose_row(row)

    def _enter(self) -> None:
        """Enter was pressed; it means what is typed by now, so the list has to be of that first."""
        if self._typing.isActive():
            self._look()
        self._enters = True
        self._enter_now()

    def _enter_now(self) -> None:
        """Open what Enter means as soon as that is known."""
        if self._enters and not (self.model.is_searching or self._asks_offer):
            self._enters = False
            self._choose_current()

    def _choose_current(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self._choose_row(index.row())
        elif not self.search.text() and self._going_on is not None:
            self._choose(self._going_on)
        else:
            self._choose_row(0)

    def _choose_row(self, row: int) -> None:
        line = self.model.line(row)
        self._choose(line.key if line else None)

    def _choose(self, key: str | None) -> None:
        if key is not None:
            self.exam_chosen.emit(key)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.clear()
        self.refresh()
        self.search.setFocus()
