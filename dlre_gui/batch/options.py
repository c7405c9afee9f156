"""What one asks of a folder run, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dlre_gui.domain.exam import Status

EXIT_ALL_SCORED = 0
EXIT_SOME_NOT_SCORED = 1
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Options:
    """How to score.

    Attributes
    ----------
    model
        Id or folder of a model package; None: the bundled one.
    device
        ``auto``, ``cpu`` or ``cuda``.
    workers
        Engines at work at a time; None: one a processor core.
    as_shown
        Score the screens' own colours; the user's word for screens whose scale is not readable.
    annotate
        Also write an annotated picture of every scored screen.
    retry_failed
        Try files again that failed in an earlier run.
    """

    model: str | None = None
    device: str = "auto"
    workers: int | None = None
    as_shown: bool = False
    annotate: bool = False
    retry_failed: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Screens (rows) by status; `kept` of them come from an earlier run."""

    scored: int = 0
    refused: int = 0
    failed: int = 0
    kept: int = 0

    @property
    def screens(self) -> int:
        return self.scored + self.refused + self.failed

    def plus(self, status: Status) -> Counts:
        """With one more screen."""
        return Counts(
            self.scored + (status is Status.SCORED),
            self.refused + (status is Status.REFUSED),
            self.failed + (status is Status.FAILED),
            self.kept,
        )


Progress = Callable[[int, int, str, Counts], None]
"""Called with files done, files to do, the file just done ("" at the start) and all counts."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended.

    Attributes
    ----------
    exit_code
        0 all screens scored, 1 some refused or failed, 130 interrupted.
    n_files, n_exams
        Files found, and exams they belong to.
    n_left_out
        Other files beside them: notes, tables.
    """

    counts: Counts
    exit_code: int
    n_files: int = 0
    n_exams: int = 0
    n_left_out: int = 0
    seconds: float = 0.0

    @property
    def is_complete(self) -> bool:
        return self.exit_code != EXIT_INTERRUPTED
