"""The user guide in a window of its own: pages, links between them, search; never a network address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.gui.background import Work
from dlre_gui.gui.encoded import image_of
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.help_pages import Page, help_folder, read_pages, with_made_pages
from dlre_gui.gui.language import current_language, follow_language

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_FIRST = "start"
_LARGEST_PICTURE = 4 << 20
_PICTURE_WIDTH_PX = 600


class Guide(QTextBrowser):
    """Shows a page; pictures come from the help's own folder only."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.pictures: dict[str, QImage] = {}

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture that was read with the pages; anything else is nothing."""
        path = name.path() if isinstance(name, QUrl) else name
        picture = self.pictures.get(Path(path).name)
        if kind != QTextDocument.ResourceType.ImageResource.value or picture is None:
            return QByteArray()
        return _fitting(picture, self.devicePixelRatioF())


class HelpView(QDialog):
    """Not modal; Alt+Left goes back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("help_view")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._read: dict[str, Page] = {}
        self.pages: dict[str, Page] = {}
        self._wanted, self._past = _FIRST, list[str]()
        self.search, self.list, self.guide = QLineEdit(), QListWidget(), Guide()
        self.back, self.close_button = QPushButton(), QPushButton()
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._find)
        self.list.currentItemChanged.connect(self._chosen)
        self.guide.anchorClicked.connect(self._follow)
        self.back.clicked.connect(self.go_back)
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Back, self, self.go_back)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        follow_language(self._say_words)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(36)
        for widget in (self.search, self.list):
            column.addWidget(widget)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.guide)
        split.setSizes([260, 660])
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        split.setChildrenCollapsible(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        for button in (self.back, self.close_button):
            button.setMinimumHeight(36)
            button.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.addWidget(split, 1)
        whole.addLayout(buttons)
        resize_within(self, 920, 700)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("User guide"))
        self.search.setPlaceholderText(self.tr("Search the guide"))
        self.search.setAccessibleName(self.tr("Search the guide"))
        self.list.setAccessibleName(self.tr("Pages"))
        self.guide.setAccessibleName(self.tr("Page"))
        self.back.setText(self.tr("&Back"))
        self.close_button.setText(self.tr("&Close"))
        language = current_language()
        work = Work(lambda: (read_pages(language), _pictures(language)))
        work.done.connect(self._show_pages)
        work.start()

    def _show_pages(self, found: tuple[dict[str, Page], dict[str, QImage]]) -> None:
        pages, self.guide.pictures = found
        self.pages = with_made_pages(pages, current_language())
        self._filter()
        self._open(self._wanted)

    def _filter(self) -> None:
        """List the pages that hold what is searched for."""
        self.list.blockSignals(True)
        self.list.clear()
        for page in self.pages.values():
            if page.answers(self.search.text()):
                item = QListWidgetItem(page.title)
                item.setData(Qt.ItemDataRole.UserRole, page.name)
                self.list.addItem(item)
        self.list.blockSignals(False)
        self._mark_page()

    def _mark_page(self) -> None:
        self.list.blockSignals(True)
        for at in range(self.list.count()):
            if self.list.item(at).data(Qt.ItemDataRole.UserRole) == self._wanted:
                self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    # --- going from page to page -----------------------------------------------------------

    @property
    def page(self) -> str:
        """Name of the page that is shown, or will be."""
        return self._wanted

    def open_page(self, name: str = "") -> None:
        """Show a page, as soon as it is read; unknown names show the first one."""
        wanted = name or self._wanted
        if wanted != self._wanted:
            self._past.append(self._wanted)
        self._wanted = wanted
        self._open(wanted)

    def go_back(self) -> None:
        if self._past:
            self._wanted = self._past.pop()
            self._open(self._wanted)

    def _open(self, name: str) -> None:
        page = self.pages.get(name) or self.pages.get(_FIRST)
        if page is not None:
            self._wanted = page.name
            self.guide.setMarkdown(page.markdown)
            self.guide.moveCursor(QTextCursor.MoveOperation.Start)
            self._mark_page()
        self.back.setEnabled(bool(self._past))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.open_page(item.data(Qt.ItemDataRole.UserRole))

    def _follow(self, link: QUrl) -> None:
        """A link to another page; no other address is ever opened."""
        name = link.path().removesuffix(".md")
        if not link.scheme() and name in self.pages:
            self.open_page(name)

    def _find(self) -> None:
        """Enter in the search: the first page with it, and the word on the page."""
        words = self.search.text().strip()
        if not words or not self.list.count():
            return
        names = [self.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.list.count())]
        if self._wanted not in names:
            self.open_page(names[0])
        if not self.guide.find(words):
            self.guide.moveCursor(QTextCursor.MoveOperation.Start)
            self.guide.find(words)


def _fitting(picture: QImage, ratio: float) -> QImage:
    """Not wider than a page is."""
    widest = round(_PICTURE_WIDTH_PX * ratio)
    if picture.width() > widest:
        picture = picture.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
    shown = QImage(picture)
    shown.setDevicePixelRatio(ratio)
    return shown


def _pictures(language: str) -> dict[str, QImage]:
    """The pictures of the help by file name; the language's own before the English ones."""
    found: dict[str, QImage] = {}
    for folder in (help_folder("en"), help_folder(language)):
        for path in sorted(folder.glob("*.png")):
            try:
                content = path.read_bytes() if path.stat().st_size <= _LARGEST_PICTURE else b""
            except OSError:
                continue
            image = image_of(content, "PNG")
            if not image.isNull():
                found[path.name] = image
    return found
