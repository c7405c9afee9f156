"""Whether results may be written into a folder: never over files of somebody else's, or other folders'."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from dlre_gui.batch.sources import IMAGES_NAME, RUN_NAME
from dlre_gui.domain.errors import FileError
from dlre_gui.report.cells import cell


def refuse_others_files(out: Path, written: Iterable[str], marks: Iterable[str]) -> None:
    """Refuse a folder with a file or folder in our place that no run of ours made.

    Parameters
    ----------
    written
        Names that will be replaced there.
    marks
        Names of which one is there after every run of ours.

    Raises
    ------
    FileError
        If one of `written` is there, and none of `marks`.
    """
    if any((out / mark).exists() for mark in marks):
        return
    for name in written:
        if (out / name).exists():
            message = f"{out / name} is there, and was not written by a run of this program."
            raise FileError(out / name, message, "Choose a new or an empty folder for the results.")


def refuse_other_folders(out: Path, paths: Sequence[Path], shown: Iterable[str]) -> None:
    """Refuse a folder whose tables are of other folders: they would lose those rows.

    A folder that was moved goes on with its results, where all its files are found again by their names.

    Parameters
    ----------
    paths
        What is to be scored.
    shown
        The names of its files in the tables.

    Raises
    ------
    FileError
        If the tables have rows that a run over `paths` does not make.
    """
    rows, before = _names_in(out / IMAGES_NAME), _paths_of(out / RUN_NAME)
    if not rows or (before and all(_is_within(path, paths) for path in before)):
        return
    if not any(path.exists() for path in before) and rows <= {cell(name) for name in shown}:
        return
    scored = ", ".join(map(str, before)) or "other folders"
    message = f"{out} holds the results of {scored}, which would be lost from its tables."
    hint = "Choose another output folder, or give all the folders at once."
    raise FileError(out, message, hint)


def _names_in(images: Path) -> set[str]:
    """Of the files that could be read."""
    try:
        with images.open(encoding="utf-8", errors="replace", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("status") != "failed"]
    except FileNotFoundError:
        return set()
    return {row["path"] for row in rows if row.get("path")}


def _paths_of(run: Path) -> list[Path]:
    """What the last run there was given; nothing where that cannot be read."""
    try:
        given = json.loads(run.read_bytes())["arguments"]["paths"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [Path(str(path)) for path in given] if isinstance(given, list) else []


def _is_within(path: Path, paths: Collection[Path]) -> bool:
    return any(path.resolve().is_relative_to(one.resolve()) for one in paths)
