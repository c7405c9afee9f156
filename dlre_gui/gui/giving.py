"""What the user gives where reading failed: SWE box, colour bar, scale; stiffness under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dlre_gui.domain.findings import Given, Unit
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.commands import Command, DeclineCarried, GiveBar, GiveBox, GiveScale
from dlre_gui.gui.session.under_cursor import stiffness_under
from dlre_gui.gui.session.view_state import Asking, Tool, WindowState
from dlre_gui.gui.texts import say

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow


class Giving(QObject):
    """Chooses the canvas's tool, and turns what is drawn and typed into commands.

    A screen that lacks its box or bar brings the tool for it along. One that was used stays, with its
    handles, until the user is done with it or goes to another screen.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._controller = window, window.controller
        self._view, self._ask = window.middle.view, window.middle.ask
        self._state = WindowState()
        self._brought: Tool | None = None
        self._used = self._scale_wanted = False
        self._view.drawn.connect(self._drawn)
        self._view.tool_left.connect(self._done)
        self._view.probe_with(self._under_cursor)
        self._ask.tool_done.connect(lambda: self.use(None))
        self._ask.box_taken.connect(self._take_box)
        self._ask.carried_confirmed.connect(lambda: self._give(GiveScale))
        self._ask.carried_declined.connect(lambda: self._perform(DeclineCarried))
        self._ask.scale.given.connect(self._give_scale)
        self._ask.scale.left.connect(self._leave_scale)

    def show_state(self, state: WindowState) -> None:
        """Draw what is asked; called with every new state, after the canvas."""
        if self._window.clips.looking:  # nothing is asked about a frame that is only looked at
            state = replace(state, asking=Asking())
        if state.canvas.key != self._state.canvas.key:
            self.hand_in()
        before, self._state = self._state, state
        brought = state.asking.tool
        if state.canvas.key != before.canvas.key:
            self._used = self._scale_wanted = False
            self._ask.scale.forget()
            self._view.use_tool(brought)
        elif brought is not self._brought and (brought is not None or not self._used):
            self._used = False
            self._view.use_tool(brought)
        self._brought = brought
        self._show_ask()

    def use(self, tool: Tool | None) -> None:
        """Take up a tool; the one in use is put down, but not one that only came with the screen."""
        again = self._used and tool is self._view.tool
        self._used = tool is not None
        self._view.use_tool(None if again else tool)
        self._view.setFocus()
        self._show_ask()

    def type_scale(self) -> None:
        """Show the fields for the scale, with what is known of it."""
        key = self._state.canvas.key
        if key is None:
            return
        measured = self._controller.session.acquisition(key).measured
        self._scale_wanted = True
        self._show_ask()
        known = (measured.scale_min, measured.scale_max, measured.scale_unit) if measured else (None,) * 3
        self._ask.scale.begin(*known)

    def hand_in(self) -> None:
        """A scale that is being typed counts now, if it is one."""
        typed = self._ask.scale.take_typed()
        if typed is not None:
            self._scale_wanted = False
            self._give_typed(*typed)

    # --- what the user did -----------------------------------------------------------------

    def _drawn(self, tool: Tool, result: object) -> None:
        self._used = True
        if tool is Tool.BOX:
            self._give(GiveBox, swe_box=result)
        else:
            self._give(GiveBar, bar_ends=result)

    def _done(self) -> None:
        self._used = False
        self._show_ask()

    def _take_box(self) -> None:
        self._give(GiveBox, swe_box=self._state.asking.offered_box)

    def _give_scale(self, minimum: float, maximum: float, unit: Unit) -> None:
        self._leave_scale()
        self._give_typed(minimum, maximum, unit)

    def _give_typed(self, minimum: float, maximum: float, unit: Unit) -> None:
        self._give(GiveScale, minimum=minimum, maximum=maximum, unit=unit)

    def _leave_scale(self) -> None:
        self._scale_wanted = False
        self._view.setFocus()
        self._show_ask()

    def _give(self, command: Callable[[AcqKey, Given], Command], **said: object) -> None:
        """What is said now, added to what counts as said."""
        key = self._state.canvas.key
        if key is not None and self._controller.session.has(key):
            given = self._controller.session.facts(key).given or Given()
            self._perform(lambda key: command(key, replace(given, **said)))  # type: ignore[arg-type]

    def _perform(self, command: Callable[[AcqKey], Command]) -> None:
        key, session = self._state.canvas.key, self._controller.session
        if key is not None:
            self._controller.act(lambda: session.perform(command(key)))

    # --- what is shown ---------------------------------------------------------------------

    def _show_ask(self) -> None:
        self._ask.show_state(self._state.asking, self._view.tool, scale_wanted=self._scale_wanted)

    def _under_cursor(self, x: float, y: float) -> str:
        key = self._state.canvas.key
        findings = self._controller.findings(key) if key is not None else None
        return say(stiffness_under(findings, x, y)) if findings is not None else ""
