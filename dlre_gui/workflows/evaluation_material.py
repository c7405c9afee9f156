"""From a cohort and its scored screens to patients with their scores."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlre_gui.batch.outputs import Shown
from dlre_gui.batch.sources import Source
from dlre_gui.clinical.acquisition import lsm_value
from dlre_gui.clinical.cutoff_file import all_tables
from dlre_gui.clinical.serum import apri, fib4
from dlre_gui.domain.exam import Acquisition, Status, Task
from dlre_gui.engine.messages import ModelSummary
from dlre_gui.evaluation.material import (
    Method,
    Numbers,
    Patients,
    Threshold,
    method_of_acquisitions,
    method_of_values,
)
from dlre_gui.evaluation.published_cutoffs import lsm_thresholds, serum_thresholds
from dlre_gui.training.cohort import Cohort, patients_known
from dlre_gui.training.cohort_columns import NUMBERS, TEXTS_OF_PATIENT
from dlre_gui.training.cohort_rows import CohortScreen

CARD_THRESHOLD = "card"


@dataclass(frozen=True, slots=True)
class ScoredScreen:
    """A row of the cohort with what came of it.

    Attributes
    ----------
    qbox_kpa
        The Q-Box mean that counts: the cohort's, else as read from the screen if not doubtful.
    """

    row: CohortScreen
    acquisition: Acquisition
    qbox_kpa: float | None

    @property
    def is_scored(self) -> bool:
        return self.acquisition.status is Status.SCORED and self.acquisition.scores is not None


def sources_of(cohort: Cohort) -> list[Source]:
    """The cohort's files with the frames and ROIs that are asked for."""
    asked: dict[Any, dict[int, tuple[int, int] | None]] = {}
    for screen in cohort.screens:
        asked.setdefault(screen.path, {})[screen.frame] = screen.roi_xy
    folder = cohort.path.parent
    shown = {
        path: path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
        for path in asked
    }
    return [Source(path, shown[path], shown[path].rpartition("/")[0] or ".", asked[path]) for path in asked]


def scored_screens(cohort: Cohort, rows: Sequence[Shown]) -> tuple[ScoredScreen, ...]:
    """Every row of the cohort with its acquisition, in the cohort's order."""
    found: dict[Any, dict[int, Acquisition]] = {}
    for row in rows:
        found.setdefault(row.source.path, {})[row.acquisition.frame] = row.acquisition
    screens = []
    for screen in cohort.screens:
        acquisition = _acquisition(screen, found.get(screen.path, {}))
        own = screen.values.get("qbox_mean_kpa")
        read = lsm_value(acquisition) if acquisition.status is not Status.FAILED else None
        screens.append(ScoredScreen(screen, acquisition, float(own) if own is not None else read))
    return tuple(screens)


def _acquisition(screen: CohortScreen, of_file: Mapping[int, Acquisition]) -> Acquisition:
    """The row's own; a file that could not be opened at all has one record of that, for frame 0."""
    first = of_file.get(0)
    unopened = first if first is not None and first.status is Status.FAILED else None
    return of_file.get(screen.frame) or unopened or Acquisition(screen.path, screen.frame)


def patients_of(
    cohort: Cohort, screens: Sequence[ScoredScreen], model: ModelSummary, ast_uln: float
) -> Patients:
    """The cohort's patients with DLRE, LSM, APRI and FIB-4; unknown is NaN.

    Parameters
    ----------
    ast_uln
        Upper limit of normal of AST, IU/L, where the cohort has no column `ast_uln`.
    """
    stages = cohort.stages
    ids = tuple(stages)
    numbers = {
        name: _column(ids, cohort.of_patients(name)) for name, column in NUMBERS.items() if column.of_patient
    }
    words = {name: _words(ids, cohort.of_patients(name)) for name in TEXTS_OF_PATIENT}
    grouped = _by_patient(ids, screens)
    limits = np.where(np.isfinite(numbers["ast_uln"]), numbers["ast_uln"], ast_uln)
    methods = (_dlre(grouped, model), _lsm(grouped), *_serum(numbers, limits))
    return Patients(ids, np.array([int(stages[one]) for one in ids], dtype=np.int64), methods, numbers, words)


def _column(ids: Sequence[str], known: Mapping[str, float | str]) -> Numbers:
    return np.array([float(known[one]) if one in known else np.nan for one in ids])


def _words(ids: Sequence[str], known: Mapping[str, float | str]) -> NDArray[np.str_]:
    return np.array([str(known.get(one, "")) for one in ids])


def _by_patient(ids: Sequence[str], screens: Sequence[ScoredScreen]) -> list[list[ScoredScreen]]:
    """Each patient's screens, by the column `acquisition` where there is one, else as they stand."""
    groups: dict[str, list[ScoredScreen]] = {one: [] for one in ids}
    for screen in screens:
        groups[screen.row.patient_id].append(screen)
    return [sorted(groups[one], key=_order) for one in ids]


def _order(screen: ScoredScreen) -> tuple[float, int]:
    return float(screen.row.values.get("acquisition", 0)), screen.row.row


def _dlre(grouped: Sequence[Sequence[ScoredScreen]], model: ModelSummary) -> Method:
    most = max(len(group) for group in grouped)
    values = np.full((len(grouped), most, len(Task)), np.nan)
    for place, group in enumerate(grouped):
        for number, screen in enumerate(group):
            scores = screen.acquisition.scores
            if screen.is_scored and scores is not None:
                values[place, number] = [scores.of(task) for task in Task]
    thresholds = {task: (Threshold(value, CARD_THRESHOLD),) for task, value in model.thresholds.items()}
    return method_of_acquisitions("DLRE", values, "mean", is_probability=True, thresholds=thresholds)


def _lsm(grouped: Sequence[Sequence[ScoredScreen]]) -> Method:
    values = np.full((len(grouped), max(len(group) for group in grouped)), np.nan)
    for place, group in enumerate(grouped):
        for number, screen in enumerate(group):
            values[place, number] = np.nan if screen.qbox_kpa is None else screen.qbox_kpa
    thresholds = lsm_thresholds(all_tables())
    return method_of_acquisitions("LSM", values, "median", unit="kPa", thresholds=thresholds)


def _serum(numbers: Mapping[str, Numbers], limits: Numbers) -> tuple[Method, Method]:
    age, ast, alt, plt = (numbers[name] for name in ("age", "ast", "alt", "plt"))
    return (
        method_of_values("APRI", _each(apri, ast, limits, plt), thresholds=serum_thresholds("APRI")),
        method_of_values("FIB-4", _each(fib4, age, ast, alt, plt), thresholds=serum_thresholds("FIB-4")),
    )


def _each(formula: Callable[..., float], *columns: Numbers) -> Numbers:
    """The formula of every patient in whom all is known and positive."""
    rows = [tuple(float(value) for value in row) for row in zip(*columns, strict=True)]
    return np.array([formula(*row) if all(value > 0 for value in row) else np.nan for row in rows])


def seen_by(cohort: Cohort, model: ModelSummary) -> frozenset[str]:
    """Patients that the model's card names among those it was trained or tuned on."""
    training = json.loads(model.card).get("training") or {}
    named = training.get("patients") if isinstance(training, dict) else None
    if not isinstance(named, dict):
        return frozenset()
    hashes = {each for part in named.values() if isinstance(part, list) for each in part}
    return patients_known(cohort, cohort.stages, hashes)


def reasons(screens: Sequence[ScoredScreen]) -> tuple[tuple[str, int], ...]:
    """Why screens were not scored, the most frequent first; their own names left out."""
    texts = (
        f"{screen.acquisition.status.value}: {_general(screen)}" for screen in screens if not screen.is_scored
    )
    return tuple(Counter(texts).most_common())


def _general(screen: ScoredScreen) -> str:
    reason = screen.acquisition.reason or "no record"
    for name in (str(screen.row.path), screen.row.path.name):
        reason = reason.replace(name, "")
    return reason.lstrip(":/ ").strip() or "no reason given"
