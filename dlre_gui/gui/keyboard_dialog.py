"""Help ▸ Keyboard…: every key by where it works, to search, and as a page to print."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.help_keys import keys_html
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.texts import say_error

_MARGIN_MM = 15.0


class KeyboardDialog(QDialog):
    """Not modal; what is typed is searched for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(36)
        self.keys = QTextBrowser()
        self.keys.setOpenLinks(False)
        self.outcome = QLabel()
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setWordWrap(True)
        self.save, self.close_button = QPushButton(), QPushButton()
        self._lay_out()
        self.search.textChanged.connect(self.show_keys)
        self.save.clicked.connect(self._choose_file)
        self.close_button.clicked.connect(self.close)
        follow_language(self._say_words)
        self.search.setFocus()

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Keyboard"))
        self.search.setPlaceholderText(self.tr("Search keys and what they do"))
        self.search.setAccessibleName(self.tr("Search keys"))
        self.keys.setAccessibleName(self.tr("Keys"))
        self.save.setText(self.tr("&Save as PDF…"))
        self.close_button.setText(self.tr("&Close"))
        self.show_keys(self.search.text())

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.outcome, 1)
        for button in (self.save, self.close_button):
            button.setMinimumHeight(36)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.keys, 1)
        column.addLayout(buttons)
        resize_within(self, 640, 680)

    def show_keys(self, wanted: str) -> None:
        """Only the rows that hold the text; all of them for an empty one."""
        found = keys_html(wanted.strip())
        self.keys.setHtml(found or "<p>" + self.tr("No key is like this.") + "</p>")

    def _choose_file(self) -> None:
        proposal = str(Path(begin_at()) / "DLRE GUI keys.pdf")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the keys"), proposal, "PDF (*.pdf)")
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> Work:
        """Write all keys as a PDF: laid out here, as fonts are this thread's (40 ms), written elsewhere."""
        content = _pdf(f"<h2>DLRE GUI</h2>{keys_html()}", self.windowTitle())
        work = Work(lambda: _write(path, content))
        work.done.connect(lambda _: self.outcome.setText(self.tr("Saved: {path}").format(path=path)))
        work.failed.connect(lambda error: self.outcome.setText(say_error(error)))
        work.start()
        return work


def _write(path: Path, content: bytes) -> None:
    from dlre_gui.report.atomic import write_atomic

    write_atomic(path, content)


def _pdf(html: str, title: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    document = QTextDocument()
    document.setHtml(html)
    document.print_(writer)
    del writer
    return bytes(buffer.data().data())
