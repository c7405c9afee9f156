"""`COHORT.csv`: a row a screen; every problem is told with its row, all at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage

REQUIRED = ("path", "patient_id", "stage")
MAX_BYTES = 256 << 20
_SHOWN_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class CohortScreen:
    """One row.

    Attributes
    ----------
    row
        Line of the file, the header being 1.
    roi_xy
        Top left corner of the DLRE ROI, px; None where it is to be proposed.
    extra
        The other columns' texts, empty ones left out.
    """

    row: int
    path: Path
    patient_id: str
    stage: Stage
    roi_xy: tuple[int, int] | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Screens in the order of the file."""

    path: Path
    screens: tuple[CohortScreen, ...]

    @property
    def stages(self) -> dict[str, Stage]:
        """Stage by patient, in the order of first appearance."""
        return {screen.patient_id: screen.stage for screen in self.screens}


def read_cohort(path: Path | str) -> Cohort:
    """Read and check a cohort; its paths are relative to the file's folder.

    Raises
    ------
    CohortError
        Listing every problem with its row.
    """
    source = Path(path)
    reader = csv.DictReader(io.StringIO(_text(source), newline=""), strict=True)
    columns = [name.strip() for name in _header(source, reader)]
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise CohortError(f"{source} has no column {', '.join(missing)}.", f"It needs {', '.join(REQUIRED)}.")
    reader.fieldnames = columns
    reading = _Reading(source.parent)
    try:
        for values in reader:
            reading.take(reader.line_num, values)
    except csv.Error as error:
        reading.problems.append(f"row {reader.line_num}: {error}")
    reading.refuse_problems(source)
    return Cohort(source, tuple(reading.screens))


class _Reading:
    """Rows taken so far, and what was wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.screens: list[CohortScreen] = []
        self.problems: list[str] = []
        self._stages: dict[str, tuple[Stage, int]] = {}
        self._paths: dict[Path, int] = {}

    def take(self, row: int, values: Mapping[str, str | None]) -> None:
        cells = {name: (text or "").strip() for name, text in values.items() if isinstance(name, str)}
        problems: list[str] = []
        if None in values:
            problems.append("more cells than columns")
        path = self._file(row, cells["path"], problems)
        stage = self._stage(row, cells["patient_id"], cells["stage"], problems)
        roi = _roi(cells.get("roi_x", ""), cells.get("roi_y", ""), problems)
        self.problems += [f"row {row}: {problem}" for problem in problems]
        if not problems and path is not None and stage is not None:
            extra = {name: text for name, text in cells.items() if text and name not in REQUIRED}
            self.screens.append(CohortScreen(row, path, cells["patient_id"], stage, roi, extra))

    def refuse_problems(self, source: Path) -> None:
        if not self.screens and not self.problems:
            self.problems.append("it has no rows")
        if self.problems:
            shown = self.problems[:_SHOWN_PROBLEMS]
            more = len(self.problems) - len(shown)
            lines = "\n".join([*shown, f"and {more} more"] if more else shown)
            raise CohortError(f"{source} cannot be used:\n{lines}\n", "Correct these rows and try again.")

    def _file(self, row: int, text: str, problems: list[str]) -> Path | None:
        if not text or "\0" in text:
            problems.append("path is empty")
            return None
        path = self.folder / text
        if path in self._paths:
            problems.append(f"{text} is already in row {self._paths[path]}")
        elif not path.is_file():
            problems.append(f"there is no file {text}")
        self._paths.setdefault(path, row)
        return path

    def _stage(self, row: int, patient_id: str, text: str, problems: list[str]) -> Stage | None:
        if not patient_id:
            problems.append("patient_id is empty")
        digits = text.upper().removeprefix("F")
        if digits not in {"0", "1", "2", "3", "4"}:
            problems.append(f"stage {text[:20]!r} is none of F0 to F4")
            return None
        stage = Stage(int(digits))
        known, first = self._stages.setdefault(patient_id, (stage, row))
        if patient_id and known is not stage:
            problems.append(f"patient {patient_id} is F{stage:d} here, but F{known:d} in row {first}")
        return stage


def _roi(x: str, y: str, problems: list[str]) -> tuple[int, int] | None:
    if not x and not y:
        return None
    try:
        return int(x), int(y)
    except ValueError:
        problems.append(f"roi_x, roi_y must both be whole numbers, not {x[:20]!r}, {y[:20]!r}")
        return None


def _header(source: Path, reader: csv.DictReader[str]) -> list[str]:
    try:
        return list(reader.fieldnames or ())
    except csv.Error as error:
        raise CohortError(f"{source} is no table of comma-separated values: {error}.") from None


def _text(source: Path) -> str:
    hint = "Give a UTF-8 file of comma-separated values."
    try:
        if source.stat().st_size > MAX_BYTES:
            raise CohortError(f"{source} is larger than {MAX_BYTES >> 20} MB.", hint)
        return source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CohortError(f"{source} cannot be read ({error.strerror}).", hint) from None
    except UnicodeDecodeError:
        raise CohortError(f"{source} is not UTF-8 text.", hint) from None
