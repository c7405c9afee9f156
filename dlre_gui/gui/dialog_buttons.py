"""A dialog's buttons: large enough for gloves, without the style's own icons."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox

_WIDTH_PX, _HEIGHT_PX = 110, 40


def plain_buttons(buttons: QDialogButtonBox) -> QDialogButtonBox:
    """The same box; the icons that Fusion brings along are hardly seen in the dark palette."""
    for button in buttons.buttons():
        button.setIcon(QIcon())
        button.setMinimumSize(_WIDTH_PX, _HEIGHT_PX)
    return buttons
