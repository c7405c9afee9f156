"""``dlre-gui score``: folders without a window."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dlre_gui.cli.options import AsShown, Json, Model, OnDevice, Paths, Workers
from dlre_gui.terminal import ExitStatus, exits, print_json, progress_bar, stop_on_interrupt


@exits
def score(
    paths: Paths,
    out: Annotated[Path, typer.Option(help="Folder for images.csv, patients.csv and run.json.")],
    model: Model = None,
    device: OnDevice = "auto",
    workers: Workers = None,
    as_shown: AsShown = False,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Also save an annotated picture of every scored screen.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try files again that failed in an earlier run.")
    ] = False,
    as_json: Json = False,
) -> ExitStatus:
    """Score folders without a window.

    Every screen under the paths is scored, refused or failed, with the reason; notes, tables and
    other files that are no pictures are left out. Ctrl+C loses nothing: the same command goes on
    where it was, and a later run scores only what is missing. An output folder is for the same paths
    (or more): results of other folders are never written over. Give all folders at once instead.
    """
    from dlre_gui.batch.options import Options
    from dlre_gui.batch.score import score_folder
    from dlre_gui.cli.score_tables import print_scores

    options = Options(model, device, workers, as_shown, annotate, retry_failed)
    with stop_on_interrupt() as stopped, progress_bar("Scoring") as update:
        summary = score_folder(paths, out, options, lambda done, total, *_: update(done, total), stopped)
    if as_json:
        print_json({"out": str(out), **asdict(summary)})
    else:
        print_scores(out, summary)
    return ExitStatus(summary.exit_code)
