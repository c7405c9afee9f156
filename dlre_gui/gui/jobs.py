"""Which engine jobs are under way for which wants, so that nothing is asked twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from dlre_gui.domain.roi import Roi
from dlre_gui.engine.messages import Job, OpenFile, OpenScreen, ScoreRoi
from dlre_gui.gui.session import AcqKey, Want, WantKind


def job_of(want: Want) -> Job:
    """The engine job that answers a want."""
    path, frame = want.key.path, want.key.frame
    if want.kind is WantKind.INFO:
        return OpenFile(path)
    if want.kind is WantKind.SCORE and want.roi is not None:
        return ScoreRoi(path, frame, want.roi, want.given, want.as_shown, want.sha256)
    return OpenScreen(path, frame, want.given, want.roi, want.as_shown, want.score)


@dataclass(slots=True)
class Running:
    """A submitted job.

    Attributes
    ----------
    roi
        The one it will score, as soon as that is known.
    for_pixels
        Asked for by the canvas, not by the session.
    ending
        All but its last word has come; it must not be taken back.
    """

    want: Want
    roi: Roi | None
    for_pixels: bool = False
    ending: bool = False

    def answers(self, want: Want) -> bool:
        """Whether `want` will be answered by this job, too.

        An `OpenScreen` on its way also scores, so that nothing is to be asked for between its
        findings and its scores.
        """
        mine = self.want
        if mine == want:
            return True
        same = (mine.key, mine.given, mine.as_shown) == (want.key, want.given, want.as_shown)
        opens_and_scores = mine.kind is WantKind.OPEN and mine.score and want.kind is WantKind.SCORE
        return same and opens_and_scores and _same_place(self.roi, want.roi)


@dataclass(slots=True)
class Jobs:
    """Jobs under way by number, and the wants that have ended."""

    running: dict[int, Running] = field(default_factory=dict)
    _ended: set[Want] = field(default_factory=set)

    def is_new(self, want: Want) -> bool:
        """Whether nothing has been done for it yet."""
        return want not in self._ended and not any(job.answers(want) for job in self.running.values())

    def brings_pixels(self, key: AcqKey) -> bool:
        """Whether the screen of `key` is on its way."""
        return any(job.want.key == key and job.want.kind is WantKind.OPEN for job in self.running.values())

    def stale(self, wants: tuple[Want, ...]) -> list[int]:
        """Jobs that no want asks for any more."""
        return [
            number
            for number, job in self.running.items()
            if not (job.for_pixels or job.ending) and not any(job.answers(want) for want in wants)
        ]

    def end(self, number: int, *, answered: bool) -> Running | None:
        """A job is over; what was answered is not asked for again."""
        job = self.running.pop(number, None)
        if job is not None and answered and not job.for_pixels:
            self._ended.add(job.want)
        return job

    def forget(self, *keys: AcqKey) -> None:
        """Let wants of these (of all, where none is named) be asked for again."""
        named = frozenset(keys)
        self._ended = {want for want in self._ended if named and want.key not in named}


def _same_place(one: Roi | None, other: Roi | None) -> bool:
    if one is None or other is None:
        return True
    return (one.x, one.y, one.side) == (other.x, other.y, other.side)
