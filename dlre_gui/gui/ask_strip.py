"""The line below the screen that says what is missing, with the field or the buttons to give it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dlre_gui.domain.findings import Missing
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.scale_form import ScaleForm
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.view_state import Asking, Message, Tool
from dlre_gui.gui.strip import Level, Offer, Strip
from dlre_gui.gui.texts import say


class AskStrip(QWidget):
    """Shows an `Asking`; hidden where there is nothing to say.

    Signals
    -------
    box_taken, carried_confirmed, carried_declined, tool_done
        A button was pressed: take the offered box; the carried scale is right, or is not; be done with
        the tool.
    """

    box_taken = Signal()
    carried_confirmed = Signal()
    carried_declined = Signal()
    tool_done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ask_strip")
        self.strip = Strip()
        self.scale = ScaleForm()
        self.scale.setContentsMargins(10, 4, 10, 4)
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.scale)
        self.setVisible(False)
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self._shown = None  # the next state is said anew

    def show_state(self, asking: Asking, tool: Tool | None, *, scale_wanted: bool) -> None:
        """`tool` is the one in use on the canvas; `scale_wanted`: the user asked to type the scale."""
        if (asking, tool, scale_wanted) == self._shown:
            return
        self._shown = asking, tool, scale_wanted
        hint = self._hint(asking, tool)
        asks_scale = scale_wanted or (asking.missing is Missing.SCALE and asking.hint is not None)
        self.setVisible(hint is not None or asks_scale)
        self.strip.setVisible(hint is not None)
        self.scale.setVisible(asks_scale)
        if hint is not None:
            self.strip.say(say(hint), Level.WARNING if asking.missing else Level.INFO)
            self.strip.offer(*self._offers(asking, tool))

    def _hint(self, asking: Asking, tool: Tool | None) -> Message | None:
        chosen = tool is not None and tool is not asking.tool
        return message(f"hint.tool_{tool.value}") if tool and chosen else asking.hint

    def _offers(self, asking: Asking, tool: Tool | None) -> list[Offer]:
        if tool is not None and tool is not asking.tool:
            return [Offer(self.tr("&Done"), self.tool_done.emit)]
        if asking.offered_box is not None:
            return [Offer(self.tr("&Take its place"), self.box_taken.emit)]
        if not asking.carried:
            return []
        same = Offer(self.tr("Sa&me here"), self.carried_confirmed.emit)
        return [same, Offer(self.tr("&Not here"), self.carried_declined.emit)]
