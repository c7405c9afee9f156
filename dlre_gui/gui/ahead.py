"""What a window needs at the first press of some button, got ready beside it when it has been shown.

A first dialog would else hold the window up by a tenth of a second: for its modules, for a language's file.
"""

from __future__ import annotations

import importlib

from PySide6.QtCore import QObject, QTimer

from dlre_gui.gui.background import Work
from dlre_gui.gui.language import read_ahead

MODULES = (
    "export_choice",
    "export_dialog",
    "export_work",
    "laboratory_dialog",
    "conclusion_dialog",
    "cutoff_dialog",
    "trend_dialog",
    "session.stored",
    "read_dialog",
    "findings_dialog",
    "settings_dialog",
    "keyboard_dialog",
    "help_view",
    "help_dialogs",
    "export_exams_dialog",
    "cohort_dialog",
    "cohort_work",
    "book_job",
    "book_work",
    "batch_dialog",
    "save_picture",
    "tour",
    "train_dialog",
    "validate_dialog",
    "made_view",
)
"""Of this package, those that others import in the middle of an act on the GUI thread."""
_WAIT_MS = 1500  # until the engine has begun to load


def get_ready_soon(window: QObject) -> None:
    """Get ready once the window has its engine and book on their way; the timer goes with the window."""
    later = QTimer(window, singleShot=True, interval=_WAIT_MS)
    later.timeout.connect(lambda: Work(get_ready).start())
    later.start()


def get_ready() -> None:
    """Not on the GUI thread."""
    read_ahead()
    for name in MODULES:
        importlib.import_module(f"dlre_gui.gui.{name}")
