"""Help ▸ How the model was made: the study's tables, figures and cards; simulated, and said on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QSplitter, QVBoxLayout

from dlre_gui.gui.background import Work
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.help_view import Guide
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.made_pages import Made, MadePage, made_folder, read_made

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow


class MadeView(QDialog):
    """A list of pages and the chosen one; not modal."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.pages: tuple[MadePage, ...] = ()
        self.list, self.page = QListWidget(), Guide()
        self._work: Work | None = None
        split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.list, self.page):
            split.addWidget(part)
        split.setSizes([280, 700])
        split.setChildrenCollapsible(False)
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(split, 1)
        column.addWidget(buttons)
        self.list.currentRowChanged.connect(self._show_page)
        resize_within(self, 1000, 720)
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("How the model was made"))
        self.list.setAccessibleName(self.tr("Pages"))
        self.page.setAccessibleName(self.tr("Page"))
        self._drop_work()
        self._work = Work(lambda: read_made(made_folder()))
        self._work.done.connect(self._show)
        self._work.start()

    def _show(self, made: Made) -> None:
        at = max(0, self.list.currentRow())
        self.pages, self.page.pictures = made.pages, dict(made.pictures)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([page.title for page in self.pages])
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(at, len(self.pages) - 1))

    def _show_page(self, at: int) -> None:
        if 0 <= at < len(self.pages):
            self.page.setMarkdown(self.pages[at].markdown)
            self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _drop_work(self) -> None:
        if self._work is not None:
            self._work.drop()

    def done(self, result: int) -> None:
        self._drop_work()
        super().done(result)
