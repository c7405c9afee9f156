"""Messages in place, above the canvas: what happened and what to do, never a dialog in the way."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dlre_gui.gui.strip import Level, Offer, Strip


class Notices(QWidget):
    """At most one strip a subject; a newer message on the same subject replaces the older one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notices")
        self._strips: dict[str, Strip] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    @property
    def texts(self) -> list[str]:
        return [strip.text for strip in self._strips.values()]

    def say(self, subject: str, words: str, level: Level, *offers: Offer, closable: bool = True) -> None:
        """Show a message; with a button a way out."""
        if subject in self._strips and self._strips[subject].text == words:
            return
        self.drop(subject)
        strip = Strip(level, closable=closable)
        strip.say(words)
        strip.offer(*offers)
        strip.closed.connect(lambda: self.drop(subject))
        self._strips[subject] = strip
        self._column.addWidget(strip)

    def drop(self, subject: str) -> None:
        """Take a message away, if it is there."""
        strip = self._strips.pop(subject, None)
        if strip is not None:
            strip.hide()
            strip.deleteLater()
