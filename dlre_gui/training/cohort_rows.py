"""One row of a cohort after the other: what it says, and all that is wrong with it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from dlre_gui.domain.exam import Stage
from dlre_gui.training.cohort_columns import (
    CHOICES,
    COLUMNS,
    NUMBERS,
    OF_PATIENT,
    REQUIRED,
    UNKNOWN,
    choice,
    number,
)
from dlre_gui.training.cohort_content import groups_of_same_content

Value = float | str
_STAGE = re.compile(r"([FS]?)([0-4])(?:\.0+)?")
_LONGEST_PATH = 300


@dataclass(frozen=True, slots=True)
class CohortScreen:
    """One row.

    Attributes
    ----------
    row
        Line of the file, the header being 1.
    frame
        Of a file with several, from 0.
    roi_xy
        Top left corner of the DLRE ROI, px; None where it is to be proposed.
    values
        The cells of known columns: numbers, and texts in one spelling.
    extra
        The texts of all columns but the required ones; empty ones left out.
    """

    row: int
    path: Path
    patient_id: str
    stage: Stage
    frame: int = 0
    roi_xy: tuple[int, int] | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


class RowReader:
    """Takes rows; keeps the screens and the problems, each with its row."""

    def __init__(self, folder: Path, *, decimal_comma: bool = False) -> None:
        self._folder, self._decimal_comma = folder, decimal_comma
        self._screens: list[CohortScreen] = []
        self._problems: list[tuple[int, str]] = []
        self._stages: dict[str, tuple[Stage, int]] = {}
        self._facts: dict[tuple[str, str], tuple[Value, int]] = {}
        self._rows: dict[tuple[Path, int], int] = {}

    @property
    def screens(self) -> tuple[CohortScreen, ...]:
        return tuple(self._screens)

    def problems(self) -> list[str]:
        """Everything that is wrong, in the order of the rows; what is wrong in several rows is said once."""
        rows_of: dict[str, list[int]] = {}
        for row, problem in sorted([*self._problems, *self._same_contents()], key=itemgetter(0)):
            rows_of.setdefault(problem, []).append(row)
        return [f"{_rows(rows)}: {problem}" for problem, rows in rows_of.items()]

    def refuse(self, row: int, problem: str) -> None:
        self._problems.append((row, problem))

    def take(self, row: int, values: Mapping[str | None, str | list[str] | None]) -> None:
        """Check one row, whatever it holds."""
        before = len(self._problems)
        cells = {name: _cell(name, text) for name, text in values.items() if name and isinstance(text, str)}
        if None in values:
            self.refuse(row, "more cells than columns")
        known = self._values(row, cells)
        path = self._file(row, cells.get("path", ""), int(known.get("frame", 0)))
        patient = cells.get("patient_id", "")
        stage = self._stage(row, patient, cells.get("stage", ""))
        self._compare(row, patient, known)
        if len(self._problems) == before and path is not None and stage is not None:
            extra = {name: text for name, text in cells.items() if text and name not in REQUIRED}
            roi = (int(known["roi_x"]), int(known["roi_y"])) if "roi_x" in known else None
            frame = int(known.get("frame", 0))
            self._screens.append(CohortScreen(row, path, patient, stage, frame, roi, known, extra))

    def _values(self, row: int, cells: Mapping[str, str]) -> dict[str, Value]:
        known: dict[str, Value] = {}
        for name, text in cells.items():
            try:
                if text and name in NUMBERS:
                    known[name] = number(name, text, decimal_comma=self._decimal_comma)
                elif text and name in CHOICES:
                    known[name] = choice(name, text)
                elif text and name == "hospital":
                    known[name] = text
            except ValueError as error:
                self.refuse(row, str(error))
        if bool(cells.get("roi_x")) != bool(cells.get("roi_y")):
            self.refuse(row, "roi_x and roi_y must both be given, or neither")
        self._check_qbox(row, known)
        return known

    def _check_qbox(self, row: int, known: Mapping[str, Value]) -> None:
        names = [name for name in ("qbox_min_kpa", "qbox_mean_kpa", "qbox_max_kpa") if name in known]
        values = [float(known[name]) for name in names]
        if values != sorted(values):
            self.refuse(row, f"{', '.join(names)} are not in rising order")

    def _file(self, row: int, text: str, frame: int) -> Path | None:
        if not text or "\0" in text:
            self.refuse(row, "path is empty")
            return None
        path = _found(self._folder, text)
        if path is None:
            self.refuse(row, f"there is no file {text[:_LONGEST_PATH]}")
            return None
        first = self._rows.setdefault((path, frame), row)
        if first != row:
            self.refuse(row, f"{text} is already in row {first}")
        return path

    def _stage(self, row: int, patient: str, text: str) -> Stage | None:
        if not patient:
            self.refuse(row, "patient_id is empty")
        found = _STAGE.fullmatch(unicodedata.normalize("NFKC", text).upper())
        if found is None:
            self.refuse(row, f"stage {text[:20]!r} is none of F0 to F4")
            return None
        if found[1] == "S":
            self.refuse(row, f"stage {text[:20]!r} is Scheuer's: give the METAVIR stage, F0 to F4")
            return None
        stage = Stage(int(found[2]))
        known, first = self._stages.setdefault(patient, (stage, row))
        if patient and known is not stage:
            self.refuse(row, f"patient {patient} is F{stage:d} here, but F{known:d} in row {first}")
        return stage

    def _compare(self, row: int, patient: str, known: Mapping[str, Value]) -> None:
        """Facts of a patient that differ between rows; an empty cell differs from none."""
        for name in OF_PATIENT:
            if patient and name in known:
                value, first = self._facts.setdefault((patient, name), (known[name], row))
                if value != known[name]:
                    said = f"{name} of patient {patient} is {_shown(known[name])} here"
                    self.refuse(row, f"{said}, but {_shown(value)} in row {first}")

    def _same_contents(self) -> list[tuple[int, str]]:
        """Screens that are in several files."""
        frames: dict[Path, dict[int, int]] = {}
        for (path, frame), row in self._rows.items():
            frames.setdefault(path, {})[frame] = row
        problems = []
        for group in groups_of_same_content(frames):
            first: dict[int, Path] = {}
            for path in group:
                for frame, row in frames[path].items():
                    same = first.setdefault(frame, path)
                    if same != path:
                        text = f"{path.name} is the same picture as {same.name} in row {frames[same][frame]}"
                        problems.append((row, text))
        return problems


def _found(folder: Path, text: str) -> Path | None:
    """The file of a cell; names may be written with ``\\``, or with letters composed in another way."""
    forms = (text, *(unicodedata.normalize(form, text) for form in ("NFC", "NFD")))
    for name in dict.fromkeys(way for form in forms for way in (form, form.replace("\\", "/"))):
        path = os.path.normpath(folder / name)
        if os.path.isfile(path):  # noqa: PTH113 - `is_file` raises for a name that is too long
            return Path(path)
    return None


def _cell(column: str, text: str) -> str:
    """What stands in a cell; nothing where a column of ours holds only a mark of the unknown."""
    text = text.strip()
    return "" if column in COLUMNS and text.casefold() in UNKNOWN else text


def _rows(numbers: Sequence[int]) -> str:
    """``row 3``, ``rows 3–5, 9``."""
    distinct = sorted(set(numbers))
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(distinct), lambda each: each[1] - each[0])
    ]
    shown = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return f"rows {shown}" if len(distinct) > 1 else f"row {shown}"


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:g}"
