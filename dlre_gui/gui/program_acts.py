"""What the user can do with the program itself: settings, watch folder, help, tour; what went wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from dlre_gui.gui.crash_dialog import Crashes
    from dlre_gui.gui.help_view import HelpView
    from dlre_gui.gui.main_window import MainWindow
    from dlre_gui.gui.settings_dialog import SettingsDialog
    from dlre_gui.gui.tour import Tour


class ProgramActs(QObject):
    """The acts on the program of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings: SettingsDialog | None = None
        self._help: HelpView | None = None
        self._tour: Tour | None = None
        self._crashes: Crashes | None = None

    def by_name(self) -> dict[str, Callable[[], object]]:
        """The acts of the actions table."""
        return {
            "watch": lambda: self._window.watch.choose_or_stop(),
            "settings": self.show_settings,
            "help": self.show_help,
            "shortcuts": self.show_keyboard,
            "tour": self.show_tour,
            "about": self.show_about,
        }

    def show_settings(self) -> None:
        from dlre_gui.gui.settings_dialog import SettingsDialog

        if self._settings is None:
            self._settings = SettingsDialog(self._window, self._window.keeper)
            self._settings.destroyed.connect(self._forget_settings)
        self._settings.show()
        self._settings.activateWindow()

    def _forget_settings(self) -> None:
        self._settings = None

    def show_help(self, page: str = "") -> None:
        """The user guide, on a page of it."""
        from dlre_gui.gui.help_view import HelpView

        if self._help is None:
            self._help = HelpView(self._window)
        self._help.open_page(page)
        self._help.show()
        self._help.activateWindow()

    def show_keyboard(self) -> None:
        from dlre_gui.gui.keyboard_dialog import KeyboardDialog

        KeyboardDialog(self._window).show()

    def show_tour(self) -> None:
        from dlre_gui.gui.tour import start_tour

        self._window.middle.notices.drop("tour")
        if self._tour is None:
            self._tour = start_tour(self._window)
            self._tour.destroyed.connect(self._forget_tour)

    def offer_tour(self) -> None:
        """At the first start; never again once it was answered."""
        from dlre_gui.gui.strip import Level, Offer

        if self._window.settings.tour_seen:
            return
        text = self.tr("New here? A short tour shows the parts of the window on a simulated sample exam.")
        take = Offer(self.tr("Take the &tour"), lambda: self._answer_offer(self.show_tour))
        leave = Offer(self.tr("&No, thanks"), lambda: self._answer_offer())
        self._window.middle.notices.say(
            "tour", text, Level.INFO, take, leave, again=self.offer_tour, closable=False
        )

    def _answer_offer(self, then: Callable[[], None] | None = None) -> None:
        self._window.middle.notices.drop("tour")
        self._window.settings = replace(self._window.settings, tour_seen=True)
        if then is not None:
            then()

    def _forget_tour(self) -> None:
        self._tour = None

    def show_about(self) -> None:
        from dlre_gui.gui.help_dialogs import AboutDialog

        AboutDialog(self._window).show()

    def show_crash(self, error: BaseException) -> None:
        """An error that nobody caught."""
        from dlre_gui.gui.crash_dialog import Crashes

        if self._crashes is None:
            self._crashes = Crashes(self._window)
        self._crashes.show(error)
