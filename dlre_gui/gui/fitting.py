"""Windows no larger than the display has room for: at 200 % many have half of what they seem to have."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 40)
"""About what a window manager draws around a window."""


def resize_within(window: QWidget, width: int, height: int) -> None:
    """Give a window this size, or the display's where that is smaller."""
    room = window.screen().availableGeometry().size() - _FRAME
    window.resize(QSize(width, height).boundedTo(room))
