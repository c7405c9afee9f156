"""What the desktop's other programs do for the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def begin_at(*wanted: str) -> str:
    """Where a file dialog begins: the first place that is named, else the user's documents.

    An empty place would be wherever the program was started.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return next(filter(None, wanted), documents)


def open_path(path: Path) -> None:
    """A file or folder with the system's program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
