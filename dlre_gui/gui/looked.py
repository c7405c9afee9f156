"""Where the network looked: the occlusion map of the present ROI, asked for by the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from dlre_gui.domain.exam import Scores, Task
from dlre_gui.domain.findings import Given
from dlre_gui.domain.roi import Roi
from dlre_gui.engine.messages import Event, Failed, Occlude, Occluded, OcclusionGrew, Refused
from dlre_gui.gui.reword import reworded
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.numbers import two_decimals
from dlre_gui.gui.side_job import SideJob
from dlre_gui.gui.texts import say, say_error

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_LOWERS = (230, 97, 1)
_RAISES = (94, 60, 153)
"""Orange and violet, told apart in the common colour vision deficiencies (ColorBrewer PuOr)."""
_STRONGEST = 170  # of 255: the screen stays visible below
_LEAST_STRONGEST = 0.05
"""A probability that changes by less shows fainter colours: little rests on any part."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a map belongs to; the ROI's place only, however it came about."""

    key: AcqKey
    roi: Roi
    given: Given | None
    scores: Scores


class Looked(QObject):
    """Asks for the map, draws it over the ROI, and takes it away when something else is scored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._controller = window, window.controller
        self._view, self._strip = window.middle.view, window.middle.looked
        self._job = SideJob(window.controller.bridge, self)
        self._asked: _Asked | None = None
        self._drop: NDArray[np.float32] | None = None
        self._job.came.connect(self._on_event)
        self._strip.task_chosen.connect(lambda _: self._draw())
        self._strip.closed.connect(self.hide)

    @property
    def shown(self) -> bool:
        """Whether a map is shown or on its way."""
        return self._asked is not None

    def toggle(self) -> None:
        """Ask for the map of the present ROI, or take it away."""
        if self._asked is not None:
            self.hide()
            return
        key = self._controller.session.current
        now = self._now(key)
        if now is None:
            self._strip.say(say(message("looked.no_score")))
            return
        self._asked = now
        self._strip.say(say(message("looked.working", percent=0)))
        as_shown = now.scores.as_shown
        sha256 = self._controller.session.facts(now.key).id.sha256
        job = Occlude(now.key.path, now.key.frame, now.roi, now.given, as_shown, sha256)
        self._job.ask(job, urgent=False)

    def hide(self) -> None:
        self._job.drop()
        self._asked = self._drop = None
        self._view.show_overlay(None, None)
        self._strip.setVisible(False)

    def show_state(self, key: AcqKey | None) -> None:
        """The window shows this acquisition now; a map of anything else goes."""
        if self._asked is not None and self._asked != self._now(key):
            self.hide()
        elif self._asked is None and self._strip.isVisible():
            self._strip.setVisible(False)

    def close(self) -> None:
        self._job.close()

    def _now(self, key: AcqKey | None) -> _Asked | None:
        if key is None or self._window.clips.looking:
            return None
        acquisition = self._controller.session.acquisition(key)
        if acquisition.roi is None or acquisition.scores is None:
            return None
        roi = Roi(acquisition.roi.x, acquisition.roi.y, acquisition.roi.side)
        return _Asked(key, roi, self._controller.session.facts(key).given, acquisition.scores)

    def _on_event(self, event: Event, _: object) -> None:
        match event:
            case OcclusionGrew(done=done, total=total):
                self._strip.say(say(message("looked.working", percent=round(100 * done / total))))
            case Occluded(drop=drop):
                self._drop = drop
                self._draw()
            case Failed(error=error):
                self._strip.say(say_error(error))
            case Refused(reason=reason):
                self._strip.say(reworded(reason))

    def _draw(self) -> None:
        if self._drop is None or self._asked is None:
            return
        drop = self._drop[list(Task).index(self._strip.task)]
        self._view.show_overlay(overlay_of(drop), self._asked.roi.box)
        most, least = float(drop.max()), float(drop.min())
        words = message(
            "looked.legend", most=two_decimals(max(most, 0.0)), least=two_decimals(max(-least, 0.0))
        )
        self._strip.say(say(words))


def overlay_of(drop: NDArray[np.float32]) -> QImage:
    """A drop map, shape (n, n), in colours: orange where hiding lowers, violet where it raises."""
    strongest = max(float(np.abs(drop).max()), _LEAST_STRONGEST)
    pixels = np.zeros((*drop.shape, 4), np.uint8)
    pixels[..., :3] = np.where((drop > 0)[..., None], _LOWERS, _RAISES)
    pixels[..., 3] = np.rint(_STRONGEST * np.abs(drop) / strongest)
    height, width = drop.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
