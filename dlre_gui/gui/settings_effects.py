"""What a changed setting changes, at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from dlre_gui.gui.language import use_language
from dlre_gui.gui.settings_preferences import preferences_of
from dlre_gui.gui.settings_table import rows
from dlre_gui.gui.strip import Level

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow


class SettingsEffects(QObject):
    """Keeps session, exam book, engine and language as the settings say."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._controller = window, window.controller
        self._session = window.controller.session
        self._session.prefer(preferences_of(window.settings, self._session.preferences))
        self._use_labels()
        self._use_operator()
        window.keeper.changed.connect(self._follow)
        window.keeper.not_kept.connect(self._say_not_kept)
        window.controller.desk.opened.connect(self._use_operator)

    def _follow(self, names: frozenset[str]) -> None:
        effects: tuple[tuple[frozenset[str], Callable[[], object]], ...] = (
            (frozenset(("operator",)), self._use_operator),
            (frozenset(("labels", "unit", "cutoffs", "reader")), self._use_preferences),
            (frozenset(("model", "device")), self._use_engine),
            (frozenset(("language",)), self._use_language),
        )
        for about, act in effects:
            if names & about:
                act()

    def _use_operator(self) -> None:
        if self._session.book is not None:
            self._session.book.operator = self._window.settings.operator

    def _use_preferences(self) -> None:
        preferences = preferences_of(self._window.settings, self._session.preferences)
        self._controller.act(lambda: self._session.prefer(preferences))
        self._use_labels()

    def _use_labels(self) -> None:
        for part in (self._window.middle.empty, self._window.middle.looked):
            part.use_labels(self._session.preferences.labels)

    def _use_engine(self) -> None:
        self._window.middle.notices.drop("engine")
        self._controller.use_engine(self._window.settings.model or None, self._window.settings.device)

    def _use_language(self) -> None:
        notices = self._window.middle.notices
        notices.drop("language")
        if not use_language(self._window.settings.language):
            words = self.tr("The texts of this language are missing.")
            notices.say("language", words, Level.WARNING, again=None)  # English stays

    def _say_not_kept(self, path: Path) -> None:
        text = self.tr("The settings could not be written and hold only until the program ends: {path}")
        again = partial(self._say_not_kept, path)
        self._window.middle.notices.say("settings", text.format(path=path), Level.WARNING, again=again)

    def say_problems(self) -> None:
        """Tell what of the settings' file could not be used."""
        loaded = self._window.keeper.loaded
        if not (loaded.wrong or loaded.damaged):
            return
        if loaded.damaged:
            text = self.tr("The settings could not be read; all have their defaults.")
        else:
            text = self.tr("Settings not understood, now at their defaults: {names}.")
            text = text.format(names=", ".join(_shown(name) for name in loaded.wrong))
        if loaded.kept_aside is not None:
            text += " " + self.tr("The file is kept as {path}.").format(path=loaded.kept_aside)
        self._window.middle.notices.say("settings", text, Level.WARNING, again=self.say_problems)


def _shown(name: str) -> str:
    row = rows().get(name)
    return QCoreApplication.translate("settings", str(row.label)) if row else name
