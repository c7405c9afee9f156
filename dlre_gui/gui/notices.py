"""Messages in place, above the canvas: what happened and what to do, never a dialog in the way."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dlre_gui.gui.language import when_switched
from dlre_gui.gui.strip import Level, Offer, Strip

EVERYWHERE = ""
"""A message that belongs to no exam."""
START_PAGE = "start page"
"""The place where no exam is shown; no exam's key is like this."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A message that is up: its strip, the place it belongs to, and how it is said in another language."""

    strip: Strip
    place: str
    again: Callable[[], object] | None


class Notices(QWidget):
    """At most one strip a subject; a newer message on the same subject replaces the older one.

    A message that belongs to an exam is seen where that exam is, and goes with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notices")
        self._said: dict[str, _Said] = {}
        self.here = START_PAGE
        """Where the window is: an exam's key, or the start page."""
        self._known: tuple[str, ...] = (START_PAGE,)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        when_switched(self._say_again)

    @property
    def texts(self) -> list[str]:
        """What is said where the window is now."""
        return [said.strip.text for said in self._said.values() if self._is_seen(said)]

    def say(
        self,
        subject: str,
        words: str,
        level: Level,
        *offers: Offer,
        again: Callable[[], object] | None,
        place: str = EVERYWHERE,
        closable: bool = True,
    ) -> None:
        """Show a message; with a button a way out.

        Parameters
        ----------
        again
            Says it once more: is called after a change of language. None: whoever says it does so anyway.
        place
            Key of the exam it belongs to, `START_PAGE` or `EVERYWHERE`.
        """
        said = self._said.get(subject)
        if said is not None and (said.strip.text, said.place) == (words, place):
            return
        self.drop(subject)
        strip = Strip(level, closable=closable)
        strip.say(words)
        strip.offer(*offers)
        strip.closed.connect(lambda: self.drop(subject))
        self._said[subject] = said = _Said(strip, place, again)
        self._column.addWidget(strip)
        strip.setVisible(self._is_seen(said))

    def drop(self, subject: str) -> None:
        """Take a message away, if it is there."""
        said = self._said.pop(subject, None)
        if said is not None:
            said.strip.hide()
            said.strip.deleteLater()

    def come_to(self, exam_key: str | None, open_keys: Collection[str]) -> None:
        """Another exam is shown, or the start page; what belongs to exams that are closed goes for good."""
        here = exam_key or START_PAGE
        if (here, *open_keys) == self._known:
            return
        self.here, self._known = here, (here, *open_keys)
        kept = {EVERYWHERE, self.here, *open_keys}
        for subject in [subject for subject, said in self._said.items() if said.place not in kept]:
            self.drop(subject)
        self._show_seen()

    def _show_seen(self) -> None:
        for said in self._said.values():
            said.strip.setVisible(self._is_seen(said))

    def _is_seen(self, said: _Said) -> bool:
        return said.place in (EVERYWHERE, self.here)

    def _say_again(self) -> None:
        """In the window's language; each at the place it was said, which is `here` to whoever says it."""
        here = self.here
        for said in list(self._said.values()):
            if said.again is not None:
                self.here = said.place
                said.again()
        self.here = here
        self._show_seen()
