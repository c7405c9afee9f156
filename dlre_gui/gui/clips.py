"""Looking through the frames of a clip, and taking one as the acquisition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from dlre_gui.domain.findings import Given
from dlre_gui.engine.messages import Event, FrameRated, FrameRating, OpenScreen, RateFrames, ScreenRead
from dlre_gui.gui.pictures import Picture
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.side_job import SideJob

if TYPE_CHECKING:
    from dlre_gui.domain.screen import Screen
    from dlre_gui.gui.main_window import MainWindow


class Clips(QObject):
    """Drives the clip bar of a window; a frame looked at is a picture only until it is taken."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._controller, self._bar = window, window.controller, window.middle.clip
        self._rater = SideJob(window.controller.bridge, self)
        self._looker = SideJob(window.controller.bridge, self)
        self._key: AcqKey | None = None
        self._rated: tuple[AcqKey, Given | None] | None = None
        self._ratings: dict[int, FrameRating] = {}
        self._looked_at: tuple[int, QImage] | None = None
        self._rater.came.connect(self._on_rating)
        self._looker.came.connect(self._on_picture)
        self._bar.frame_wanted.connect(self._look)
        self._bar.taken.connect(self.take)

    @property
    def looking(self) -> bool:
        """Whether another frame than the acquisition's is on the canvas or on its way."""
        return (
            self._key is not None
            and self._bar.isVisibleTo(self._window)
            and (self._bar.frame != self._key.frame)
        )

    @property
    def image(self) -> QImage | None:
        """The frame looked at; None while it is the acquisition's own, or not there yet."""
        if not self.looking or self._looked_at is None:
            return None
        return self._looked_at[1]

    def show_state(self, key: AcqKey | None) -> None:
        """The window shows this acquisition now."""
        there = key is not None and not key.former
        n_frames = self._controller.session.derived(key).n_frames if key is not None and there else 1
        self._bar.setVisible(n_frames > 1)
        if key != self._key:
            if key is None or self._key is None or key.path != self._key.path:
                self._forget()
            self._key = key
            self._looker.drop()
            self._looked_at = None
            if key is not None:
                self._bar.show_clip(n_frames, key.frame)
        if n_frames > 1 and key is not None:
            self._rate(key, n_frames)
        self._bar.can_take(self.looking)

    def step(self, by: int) -> None:
        """Look at the frame after or before."""
        if self._bar.isVisibleTo(self._window):
            self._bar.step(by)

    def take(self) -> None:
        """The frame looked at takes the place of the acquisition."""
        key = self._key
        if key is not None and self.looking:
            frame = self._bar.frame
            self._controller.act(lambda: self._controller.session.take_frame(key, frame))

    def close(self) -> None:
        self._rater.close()
        self._looker.close()

    def _forget(self) -> None:
        self._rater.drop()
        self._rated, self._ratings = None, {}
        self._bar.show_ratings({})

    def _rate(self, key: AcqKey, n_frames: int) -> None:
        """Measure the clip once its box and scale are known, anew where they were given."""
        facts, findings = self._controller.session.facts(key), self._controller.findings(key)
        given = facts.given
        if findings is None:
            return
        same_clip = self._rated is not None and self._rated[0].path == key.path
        if same_clip and self._rated is not None and self._rated[1] == given:
            return
        self._rated, self._ratings = (key, given), {}
        self._bar.show_ratings({})
        self._rater.ask(RateFrames(key.path, key.frame, n_frames, given, facts.id.sha256), urgent=False)

    def _on_rating(self, event: Event, _: object) -> None:
        if isinstance(event, FrameRated):
            self._ratings[event.rating.frame] = event.rating
            self._bar.show_ratings(self._ratings)

    def _look(self, frame: int) -> None:
        key = self._key
        if key is None:
            return
        self._bar.can_take(self.looking)
        if frame == key.frame:
            self._looker.drop()
            self._window.presenter.draw()
        elif not self._looker.busy:
            self._looker.ask(OpenScreen(key.path, frame, score=False), urgent=True)

    def _on_picture(self, event: Event, picture: Picture | None) -> None:
        if isinstance(event, ScreenRead) and not self._is_of_the_clip(event.screen):
            return
        if isinstance(event, ScreenRead) and picture is not None and self.looking:
            self._looked_at = event.screen.frame, picture.image
            self._looker.drop()  # its analysis is not wanted
            self._window.presenter.draw()
        behind = self._looked_at is not None and self._looked_at[0] != self._bar.frame
        if behind and self.looking and not self._looker.busy:
            self._look(self._bar.frame)

    def _is_of_the_clip(self, screen: Screen) -> bool:
        """Not so where another file took its place meanwhile."""
        key, session = self._key, self._controller.session
        return key is not None and session.has(key) and session.facts(key).id.sha256 == screen.sha256
