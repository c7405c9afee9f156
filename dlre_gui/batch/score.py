"""Folder scoring: every screen of every file, resumable, without a window."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dlre_gui.batch.crew import Crew, FileDone
from dlre_gui.batch.ledger import Ledger
from dlre_gui.batch.one_run import one_run
from dlre_gui.batch.options import (
    EXIT_ALL_SCORED,
    EXIT_INTERRUPTED,
    EXIT_SOME_NOT_SCORED,
    Counts,
    Options,
    Progress,
    Summary,
)
from dlre_gui.batch.outputs import Request, Shown, finished, write_run, write_tables
from dlre_gui.batch.own_folder import refuse_other_folders, refuse_others_files
from dlre_gui.batch.plan import Task, plan, settings_of
from dlre_gui.batch.sources import LEDGER_NAME, RESULTS, Source, find_sources
from dlre_gui.batch.worker import Worker
from dlre_gui.engine.client import BlockingEngine
from dlre_gui.engine.messages import EngineReady


def score_folder(
    paths: Sequence[Path],
    out: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> Summary:
    """Score every file under `paths` and write images.csv, patients.csv and run.json into `out`.

    What an earlier run with the same model, software and device has done is kept; a run may be
    stopped at any moment, even by force, and goes on where it was.

    Parameters
    ----------
    progress
        Called in the caller's thread: files done, files to do, the file just done, counts.
    cancelled
        Set it, or press Ctrl+C, to stop after the screens at hand.

    Raises
    ------
    DlreError
        If a path is missing, `out` cannot be written, holds files of these names that no run made or results
        of other folders, which the tables would lose, or another run is at work there (`FolderInUseError`),
        or the model or device cannot be used.
    """
    request = Request(tuple(paths), out, options or Options(), datetime.now().astimezone())
    refuse_others_files(out, RESULTS, [LEDGER_NAME])
    with one_run(out):
        found = find_sources(paths, out)
        refuse_other_folders(out, paths, [source.shown for source in found.sources])
        scored = _score(found.sources, out, request.options, progress, cancelled)
        n_exams = write_tables(out, scored.rows, scored.ready.model)
        summary = replace(scored.summary, n_exams=n_exams, n_left_out=found.n_left_out)
        write_run(request, scored.ready, summary)
    return summary


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of the sources, in their order, and the engine that scored them."""

    rows: tuple[Shown, ...]
    ready: EngineReady
    summary: Summary


def score_sources(
    sources: Sequence[Source],
    out: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: threading.Event | None = None,
) -> Scored:
    """Score files that were chosen before; only the ledger is written into `out`, no table.

    As `score_folder` in all else.
    """
    with one_run(out):
        return _score(sources, out, options or Options(), progress, cancelled)


def _score(
    sources: Sequence[Source],
    out: Path,
    wanted: Options,
    progress: Progress | None,
    cancelled: threading.Event | None,
) -> Scored:
    engine = BlockingEngine(wanted.model, wanted.device)
    try:
        ready = engine.start()
        with Ledger(out / LEDGER_NAME, settings_of(ready, wanted)) as ledger:
            run = _Run(out, wanted, ready, ledger, progress or _silent, cancelled or threading.Event())
            return run.score(sources, engine)
    finally:
        engine.close()


def _silent(done: int, total: int, current: str, counts: Counts) -> None:
    """Progress for nobody."""


class _Run:
    """One call of `score_sources`, once the engine is ready and the ledger open."""

    def __init__(
        self,
        out: Path,
        options: Options,
        ready: EngineReady,
        ledger: Ledger,
        progress: Progress,
        cancelled: threading.Event,
    ) -> None:
        self._out = out
        self._options = options
        self._ready = ready
        self._ledger = ledger
        self._progress = progress
        self._cancelled = cancelled
        self._started = time.monotonic()
        self._spare: list[BlockingEngine] = []
        self._lock = threading.Lock()

    def score(self, sources: Sequence[Source], engine: BlockingEngine) -> Scored:
        tasks = plan(sources, self._ledger, self._options, self._out)
        counts = _count(finished(sources, self._ledger), tasks)
        self._progress(0, len(tasks), "", counts)
        self._spare.append(engine)
        n_done, counts = self._work(tasks, counts)
        return self._conclude(sources, counts, interrupted=n_done < len(tasks))

    def _work(self, tasks: Sequence[Task], counts: Counts) -> tuple[int, Counts]:
        n_done = 0
        size = self._options.workers or os.cpu_count() or 1
        crew = Crew(tasks, size, self._make_worker, self._cancelled)
        try:
            for result in crew.results():
                if isinstance(result, FileDone):
                    n_done += 1
                    self._progress(n_done, len(tasks), result.shown, counts)
                else:
                    self._ledger.append(result)
                    counts = counts.plus(result.acquisition.status)
        except KeyboardInterrupt:
            self._cancelled.set()
        return n_done, counts

    def _make_worker(self) -> Worker:
        """A worker with the engine that is already warm, or with one of its own."""
        options = self._options
        with self._lock:
            engine = self._spare.pop() if self._spare else None
        if engine is None:
            engine = BlockingEngine(options.model, options.device)
            engine.start()
        return Worker(engine, options, self._out, settings_of(self._ready, options), self._ready.model.sha256)

    def _conclude(self, sources: Sequence[Source], counts: Counts, interrupted: bool) -> Scored:
        rows = tuple(finished(sources, self._ledger))
        final = replace(_count(rows, ()), kept=counts.kept)
        seconds = time.monotonic() - self._started
        summary = Summary(final, _exit_code(final, interrupted), n_files=len(sources), seconds=seconds)
        return Scored(rows, self._ready, summary)


def _count(rows: Sequence[Shown], tasks: Sequence[Task]) -> Counts:
    """Rows by status, without those that will be made again; all count as kept."""
    again = {task.source.shown: task.done for task in tasks}
    counts = Counts()
    for row in rows:
        if row.acquisition.frame in again.get(row.source.shown, {row.acquisition.frame}):
            counts = counts.plus(row.acquisition.status)
    return replace(counts, kept=counts.screens)


def _exit_code(counts: Counts, interrupted: bool) -> int:
    if interrupted:
        return EXIT_INTERRUPTED
    return EXIT_SOME_NOT_SCORED if counts.refused or counts.failed else EXIT_ALL_SCORED
