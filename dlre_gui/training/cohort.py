"""`COHORT.csv`: a row a screen; every problem is told with its row, all at once."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage
from dlre_gui.training.cohort_content import groups_of_same_content, least_digest
from dlre_gui.training.cohort_rows import CohortScreen, RowReader, Value
from dlre_gui.training.cohort_table import Table, content_of

_SHOWN_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Cohort:
    """Screens in the order of the file.

    Attributes
    ----------
    sha256
        Of the file, in hex.
    written
        How the file is written: character set and separator.
    """

    path: Path
    screens: tuple[CohortScreen, ...]
    sha256: str = ""
    written: str = ""

    @property
    def stages(self) -> dict[str, Stage]:
        """Stage by patient, in the order of first appearance."""
        return {screen.patient_id: screen.stage for screen in self.screens}

    @property
    def simulated(self) -> bool:
        """Whether any row says so; one simulated screen makes a cohort simulated."""
        return any(screen.values.get("simulated") == "yes" for screen in self.screens)

    def of_patients(self, column: str) -> dict[str, Value]:
        """A known column's value by patient; patients without one are left out."""
        rows = (screen for screen in self.screens if column in screen.values)
        return {screen.patient_id: screen.values[column] for screen in rows}

    def only(self, patients: frozenset[str]) -> Cohort:
        """The same cohort with the rows of some patients."""
        rows = tuple(screen for screen in self.screens if screen.patient_id in patients)
        return replace(self, screens=rows)


def read_cohort(path: Path | str) -> Cohort:
    """Read and check a cohort; its paths are relative to the file's folder.

    `cohort_columns` has the columns that are checked; others are kept as they are.

    Raises
    ------
    CohortError
        Listing every problem with its row.
    """
    source = Path(path)
    content = content_of(source)
    table = Table(source, content)
    rows = RowReader(source.parent, decimal_comma=table.dialect.decimal_comma)
    try:
        for values in table.rows():
            rows.take(table.row, values)
    except csv.Error as error:
        rows.refuse(table.row, str(error))
    problems = rows.problems()
    if not rows.screens and not problems:
        problems = ["it has no rows"]
    _refuse(source, problems)
    return Cohort(source, rows.screens, hashlib.sha256(content).hexdigest(), str(table.dialect))


def patient_marks(cohort: Cohort, patients: Iterable[str]) -> dict[str, str]:
    """The patients' marks in a card, in their order: only who holds the screens can compute them again.

    They are of the files' content, so they stay the same when the table is saved again, patients get other
    names, or files other places. Empty where no file of a patient can be read.
    """
    paths: dict[str, list[Path]] = {}
    for screen in cohort.screens:
        paths.setdefault(screen.patient_id, []).append(screen.path)
    return {patient: _mark(least_digest(paths.get(patient, ()))) for patient in patients}


def _mark(digest: str) -> str:
    return hashlib.sha256(f"patient/{digest}".encode()).hexdigest()[:16] if digest else ""


def patient_hash(patient_id: str, cohort_sha256: str) -> str:
    """A patient's mark in cards of before `patient_marks`: of the table's bytes and the patient's name."""
    return hashlib.sha256(f"{cohort_sha256}/{patient_id}".encode()).hexdigest()[:16]


def patients_known(cohort: Cohort, patients: Iterable[str], marks: Collection[str]) -> frozenset[str]:
    """Those of the patients that a card's marks, of now or before, stand for."""
    if not marks:
        return frozenset()
    asked = frozenset(patients)
    by_table = frozenset(one for one in asked if patient_hash(one, cohort.sha256) in marks)
    by_screens = patient_marks(cohort, asked - by_table)
    return by_table.union(one for one, mark in by_screens.items() if mark in marks)


def refuse_overlap(training: Cohort, validation: Cohort) -> None:
    """Refuse two cohorts that share patients or screens.

    Simulated patients are numbered anew in every folder, so only their screens tell them apart.

    Raises
    ------
    CohortError
        Listing every shared patient and screen, with its row in `validation`.
    """
    problems = _shared_patients(training, validation) + _shared_screens(training, validation)
    if problems:
        lines = _shown(problems)
        message = f"{validation.path} shares patients or screens with {training.path}:\n{lines}\n"
        raise CohortError(message, "Train and validate on different patients.", tuple(problems))


def _shared_patients(training: Cohort, validation: Cohort) -> list[str]:
    if training.simulated and validation.simulated:
        return []
    first = {screen.patient_id: screen.row for screen in reversed(validation.screens)}
    both = [patient for patient in validation.stages if patient in training.stages]
    return [f"row {first[patient]}: patient {patient} is in both" for patient in both]


def _shared_screens(training: Cohort, validation: Cohort) -> list[str]:
    theirs = {screen.path.resolve() for screen in training.screens}
    ours = {screen.path.resolve(): screen.row for screen in reversed(validation.screens)}
    problems = [f"row {row}: {path.name} is in both" for path, row in ours.items() if path in theirs]
    for group in groups_of_same_content([*theirs, *ours]):
        known = [path.name for path in group if path in theirs]
        new = [path for path in group if path not in theirs] if known else []
        problems += [f"row {ours[path]}: {path.name} is the same picture as {known[0]}" for path in new]
    return problems


def _refuse(source: Path, problems: list[str]) -> None:
    if problems:
        message = f"{source} cannot be used:\n{_shown(problems)}\n"
        raise CohortError(message, "Correct these rows and try again.", tuple(problems))


def _shown(problems: list[str]) -> str:
    shown, more = problems[:_SHOWN_PROBLEMS], len(problems) - _SHOWN_PROBLEMS
    return "\n".join([*shown, f"and {more} more"] if more > 0 else shown)
