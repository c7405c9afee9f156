"""One engine working through files, frame by frame."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dlre_gui.batch.acquire import acquisition_from, blank
from dlre_gui.batch.ledger import Record
from dlre_gui.batch.options import Options
from dlre_gui.batch.plan import Task, picture_path
from dlre_gui.domain.errors import DecodeTimeoutError, DlreError, EngineError, FileError, FileMissingError
from dlre_gui.domain.exam import Acquisition
from dlre_gui.domain.roi import Roi, RoiSource, roi_side_px
from dlre_gui.domain.screen import FileInfo
from dlre_gui.engine.client import BlockingEngine
from dlre_gui.engine.messages import (
    CancelledJob,
    Event,
    Failed,
    FileOpened,
    Finished,
    OpenFile,
    OpenScreen,
    ScoreRoi,
    ScreenAnalysed,
    ScreenRead,
    ScreenScored,
)
from dlre_gui.report.atomic import write_atomic
from dlre_gui.report.picture import annotate
from dlre_gui.report.table import flags_cell

_WORTH_ANOTHER_TRY = (EngineError, FileMissingError, DecodeTimeoutError)  # a disk may be slow on one day


class Worker:
    """Scores files one at a time; `stop` may be called from another thread.

    Parameters
    ----------
    engine
        A started one; closed by `close`.
    model_sha256
        Of the run's model; a score by another one stops the run.
    """

    def __init__(
        self, engine: BlockingEngine, options: Options, out: Path, settings: str, model_sha256: str
    ) -> None:
        self._engine = engine
        self._model_sha256 = model_sha256
        self._options = options
        self._out = out
        self._settings = settings
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let the work end at the next step."""
        self._stopped.set()
        self._engine.cancel_all()

    def close(self) -> None:
        self._engine.close()

    def work(self, task: Task) -> Iterator[Record]:
        """A record for every frame not done yet; ends early when stopped.

        Raises
        ------
        DlreError
            If an annotated picture cannot be written, the engine cannot be started again, or the model
            package is another one by now.
        """
        opened = self._run(OpenFile(task.source.path))
        if isinstance(opened[0], FileOpened):
            yield from self._frames(task, opened[0].info)
        elif not isinstance(opened[-1], CancelledJob):
            yield self._record(task, 0, 0, None, opened)

    def _frames(self, task: Task, info: FileInfo) -> Iterator[Record]:
        for frame in task.source.frames(max(1, info.n_frames)):
            if frame in task.done:
                continue
            events = self._scored(task.source.path, frame, task.source.corner(frame))
            if isinstance(events[-1], CancelledJob):
                return
            record = self._record(task, frame, info.n_frames, info, events)
            self._check_model(record.acquisition)
            if self._options.annotate:
                self._write_picture(record, events)
            yield record

    def _scored(self, path: Path, frame: int, corner: tuple[int, int] | None) -> list[Event]:
        """The events of one screen; a given ROI gets its side from the frame that was found."""
        as_shown = self._options.as_shown
        if corner is None:
            return self._run(OpenScreen(path, frame, as_shown=as_shown))
        events = self._run(OpenScreen(path, frame, score=False))
        found = next((event for event in events if isinstance(event, ScreenAnalysed)), None)
        if found is None or not isinstance(events[-1], Finished):
            return events
        roi = Roi(*corner, roi_side_px(found.findings.frame), RoiSource.PLACED)
        analysed = [replace(event, roi=roi) if event is found else event for event in events[:-1]]
        [opened, *_] = (event.screen.sha256 for event in events if isinstance(event, ScreenRead))
        return [*analysed, *self._run(ScoreRoi(path, frame, roi, as_shown=as_shown, sha256=opened))]

    def _run(self, job: OpenFile | OpenScreen | ScoreRoi) -> list[Event]:
        if self._stopped.is_set():
            return [CancelledJob(0)]
        events = self._engine.run(job)
        last = events[-1]
        if isinstance(last, Failed) and isinstance(last.error, EngineError):
            self._replace_engine()
        return events

    def _replace_engine(self) -> None:
        """A fresh engine: its own restarts are limited, a folder may hold many fatal files."""
        self._engine.close()
        self._engine = BlockingEngine(self._options.model, self._options.device)
        self._engine.start()

    def _record(
        self, task: Task, frame: int, n_frames: int, info: FileInfo | None, events: list[Event]
    ) -> Record:
        last = events[-1]
        return Record(
            shown=task.source.shown,
            frame=frame,
            n_frames=n_frames,
            state=task.state,
            settings=self._settings,
            acquisition=_without_place(
                acquisition_from(blank(task.source.path, frame, info), events), task.source.shown
            ),
            final=not (isinstance(last, Failed) and isinstance(last.error, _WORTH_ANOTHER_TRY)),
        )

    def _check_model(self, acquisition: Acquisition) -> None:
        """Engines load the package when they start, and may start at any time of a run."""
        scores = acquisition.scores
        if scores is not None and scores.model_sha256 != self._model_sha256:
            raise DlreError(
                "The model package was replaced while it was at work.",
                "Start again: all is scored by the package that lies there now.",
            )

    def _write_picture(self, record: Record, events: list[Event]) -> None:
        read = next((event for event in events if isinstance(event, ScreenRead)), None)
        found = next((event for event in events if isinstance(event, ScreenAnalysed)), None)
        scored = next((event for event in events if isinstance(event, ScreenScored)), None)
        if read is None or found is None or scored is None:
            return
        acquisition = record.acquisition
        flags = flags_cell(acquisition.flags) or ""
        picture = annotate(
            read.screen, found.findings.swe_box, scored.roi, acquisition.qbox, scored.scores, flags
        )
        content = io.BytesIO()
        picture.save(content, "PNG", compress_level=3)
        place = picture_path(self._out, record)
        _make_parent(place)
        write_atomic(place, content.getvalue())


def _without_place(acquisition: Acquisition, shown: str) -> Acquisition:
    """Its reason with the name of the table for the path, which others cannot follow."""
    path = acquisition.path
    reason = acquisition.reason.replace(str(path.absolute()), shown).replace(str(path), shown)
    return replace(acquisition, reason=reason)


def _make_parent(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(path, f"{path.parent} could not be made: {error.strerror}.") from error
