"""The heart of the window without Qt: exams, commands, undo, what is wanted, what is shown."""

from dlre_gui.gui.session.ids import AcqKey, Progress, Want, WantKind, key_of
from dlre_gui.gui.session.session import Session

__all__ = ["AcqKey", "Progress", "Session", "Want", "WantKind", "key_of"]
