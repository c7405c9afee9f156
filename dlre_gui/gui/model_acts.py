"""The menu Model: train and validate on a cohort of one's own; how the bundled model was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dlre_gui.domain.errors import DlreError
from dlre_gui.edition import require_research
from dlre_gui.gui.strip import Level
from dlre_gui.gui.texts import say_error

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow
    from dlre_gui.gui.train_dialog import TrainDialog
    from dlre_gui.gui.validate_dialog import ValidateDialog

_NOTICE = "research"


class ModelActs(QObject):
    """The acts on models of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.training: TrainDialog | None = None
        self.validation: ValidateDialog | None = None

    def by_name(self) -> dict[str, Callable[[], object]]:
        """The acts of the actions table."""
        return {"train": self.train, "validate": self.validate, "how_made": self.show_how_made}

    def train(self) -> None:
        """Show the dialog, with the training that may be running."""
        if not self._is_there("Training"):
            return
        from dlre_gui.gui.train_dialog import TrainDialog

        if self.training is None:
            self.training = TrainDialog(self._window)
        self.training.show()
        self.training.activateWindow()

    def validate(self) -> None:
        """Show the dialog, with the validation that may be running."""
        if not self._is_there("Evaluation"):
            return
        from dlre_gui.gui.validate_dialog import ValidateDialog

        if self.validation is None:
            self.validation = ValidateDialog(self._window)
        self.validation.show()
        self.validation.activateWindow()

    def show_how_made(self) -> None:
        """Tables, figures and cards of the study that the bundled model comes from."""
        from dlre_gui.gui.made_view import MadeView

        MadeView(self._window).show()

    def close(self) -> None:
        """Let what runs stop in order; it ends by itself, nobody waits for it."""
        for dialog in (self.training, self.validation):
            if dialog is not None:
                dialog.stop()

    def _is_there(self, what: str) -> bool:
        """Whether this edition can; if not, the user is told why."""
        try:
            require_research(what)
        except DlreError as error:
            self._say(error)
            return False
        return True

    def _say(self, error: DlreError) -> None:
        notices = self._window.middle.notices
        notices.say(_NOTICE, say_error(error), Level.WARNING, again=lambda: self._say(error))
