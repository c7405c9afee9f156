"""Training a model package: from a cohort to weights with a full card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage, Task
from dlre_gui.evaluation.patients import patient_means
from dlre_gui.evaluation.roc import delong_interval, youden_threshold
from dlre_gui.model import devices
from dlre_gui.model.card import PerformanceCard
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.calibrate import Calibration, calibrated, fit_calibration
from dlre_gui.training.checkpoint import Arrays
from dlre_gui.training.cohort import Cohort, patient_hash, read_cohort, refuse_overlap
from dlre_gui.training.familiar import familiarity_of
from dlre_gui.training.fit import FitData, Fitted, fit_network
from dlre_gui.training.options import FitOptions
from dlre_gui.training.package import Provenance, build
from dlre_gui.training.patches import PatchCache, build_cache
from dlre_gui.training.progress import IsCancelled, Progress, Report, never, silent
from dlre_gui.training.score import Margins, margins_of
from dlre_gui.training.split import held_out_patients

SOURCE_TASK = Task.GE_F3
"""What is trained first (ours: the middle task): the trunk of ``spie`` where no source model is given, and
the network of ``gut`` that the others go on from."""


@dataclass(frozen=True, slots=True)
class TrainPlan:
    """What to train, and on what.

    Attributes
    ----------
    out
        The package goes to ``out/<identity>``, patches and checkpoints to ``out/work``.
    identity
        The package's id; ``dlre-<architecture>-simulated`` or ``-own`` if empty.
    test_cohort
        Other patients, on whom performance is measured; without it, the held-out ones.
    simulated
        Whether the screens are simulated; None: as the cohort's column ``simulated`` says.
    processes
        For the patches; one a CPU if None.
    """

    cohort: Path
    out: Path
    options: FitOptions = field(default_factory=FitOptions)
    identity: str = ""
    version: str = "1.0"
    test_cohort: Path | None = None
    simulated: bool | None = None
    spec: InputSpec = field(default_factory=InputSpec)
    processes: int | None = None


def train_package(plan: TrainPlan, report: Report = silent, cancelled: IsCancelled = never) -> Path:
    """Train the three tasks on a cohort and write a model package; returns its folder.

    Interrupted, it can be called again with the same plan: finished patches, epochs and tasks are
    kept, and on the CPU the result is the same as without the interruption.

    Raises
    ------
    CohortError
        If a cohort is wrong, too small, or shares patients with the test cohort.
    DeviceError
        If the device asked for is not available.
    Cancelled
        If `cancelled` says so.
    """
    return Training(plan, report, cancelled).package()


class Training:
    """One run of `train_package`; made, all is checked that can be without reading a screen.

    Attributes
    ----------
    cohort
        As read and found right.
    held
        Patients that do not train, unless screens turn out to be unusable.
    """

    def __init__(self, plan: TrainPlan, report: Report = silent, cancelled: IsCancelled = never) -> None:
        self._plan, self._report, self._cancelled = plan, report, cancelled
        self._options = replace(plan.options, device=devices.resolve(plan.options.device))
        self._work = plan.out / "work"
        self.cohort = read_cohort(plan.cohort)
        self.held = self._held_out(self.cohort.stages)
        self._test = read_cohort(plan.test_cohort) if plan.test_cohort else None
        if self._test is not None:
            refuse_overlap(self.cohort, self._test)

    def stages(self) -> tuple[tuple[str, int], ...]:
        """Names of the trainings in progress reports, in their order, each with its epochs at most."""
        epochs, first = self._options.epochs, f"train {SOURCE_TASK}"
        if self._options.architecture == "spie":
            return (("train source", epochs), *((f"train {task}", epochs) for task in Task))
        later = self._later(self._options).epochs
        return ((first, epochs), *((f"train {task}", later) for task in Task if task != SOURCE_TASK))

    def package(self) -> Path:
        cache = self._patches(self.cohort, "patches", self._options.views)
        test = self._patches(self._test, "test_patches", 1) if self._test else None
        data, held = self._split(cache)
        fitted = self._fit(data)
        self._report(Progress("package", 0, 1))
        margins = margins_of({task: run.state for task, run in fitted.items()}, cache, self._options)
        calibrations = {task: _calibration(task, margins[task], cache, held) for task in Task}
        states = {task: calibrated(fitted[task].state, calibrations[task]) for task in Task}
        scores = _calibrated_scores(margins, calibrations)
        thresholds = {task: _threshold(task, scores[task], cache) for task in Task}
        identity = self._identity()
        package = build(
            self._plan.out / identity,
            fitted,
            states,
            calibrations,
            thresholds,
            self._performance(states, cache, held, test),
            self._provenance(identity, cache, held),
            self._options,
            self._plan.spec,
            familiarity_of(data, self._plan.spec, self._options.augmentation, self._options.seed),
        )
        self._report(Progress("package", 1, 1, str(package.path)))
        return package.path

    def _patches(self, cohort: Cohort, name: str, views: int) -> PatchCache:
        folder, plan = self._work / name, self._plan
        return build_cache(cohort, folder, plan.spec, plan.processes, self._report, self._cancelled, views)

    def _split(self, cache: PatchCache) -> tuple[FitData, frozenset[str]]:
        usable = {cache.patient_ids[slot]: Stage(int(cache.stages[slot])) for slot in cache.slots}
        held = self._held_out(usable)
        is_held = np.array([cache.patient_ids[slot] in held for slot in cache.slots], dtype=bool)
        return FitData(cache.patches, cache.stages, cache.slots[~is_held], cache.slots[is_held]), held

    def _held_out(self, stages: Mapping[str, Stage]) -> frozenset[str]:
        """Patients held out of training; an error if either side then lacks a class."""
        held = held_out_patients(stages, self._options.held_out, self._options.seed)
        for task in Task:
            sides = {(patient in held, stage.is_positive(task)) for patient, stage in stages.items()}
            if len(sides) < 4:
                message = f"{self._plan.cohort}: too few patients for {task}."
                raise CohortError(message, "Each task needs patients of several stages on either side.")
        return held

    def _fit(self, data: FitData) -> dict[Task, Fitted]:
        options = self._options
        if options.architecture == "spie":
            trunk = self._one(data, SOURCE_TASK, "source", options).state
            return {task: self._one(data, task, task.value, options, trunk=trunk) for task in Task}
        first = self._one(data, SOURCE_TASK, SOURCE_TASK.value, options)
        start, later = first.state if options.follow_share > 0 else None, self._later(options)
        others = {
            task: self._one(data, task, task.value, later, start=start)
            for task in Task
            if task != SOURCE_TASK
        }
        return {task: first if task == SOURCE_TASK else others[task] for task in Task}

    @staticmethod
    def _later(options: FitOptions) -> FitOptions:
        """For the networks that go on from the first one's weights."""
        if options.follow_share <= 0:
            return options
        return replace(options, epochs=max(1, round(options.follow_share * options.epochs)))

    def _one(
        self,
        data: FitData,
        task: Task,
        name: str,
        options: FitOptions,
        trunk: Mapping[str, NDArray[np.float32]] | None = None,
        start: Mapping[str, NDArray[np.float32]] | None = None,
    ) -> Fitted:
        path = self._work / f"{options.architecture}-{name}.safetensors"
        return fit_network(
            data, task, options, path, trunk, f"train {name}", self._report, self._cancelled, start
        )

    def _performance(
        self,
        states: Mapping[Task, Arrays],
        cache: PatchCache,
        held: frozenset[str],
        test: PatchCache | None,
    ) -> list[PerformanceCard]:
        kind = "simulated patients" if self._simulated() else "patients"
        slots = np.array([slot for slot in cache.slots if cache.patient_ids[slot] in held], dtype=np.intp)
        where, which, source = (cache, slots, "held-out") if test is None else (test, test.slots, "other")
        margins = margins_of(states, where, self._options)
        rows = [_performance(task, margins[task], where, which, f"{source} {kind}") for task in Task]
        return [row for row in rows if row is not None]

    def _provenance(self, identity: str, cache: PatchCache, held: frozenset[str]) -> Provenance:
        digest = self.cohort.sha256
        used = dict.fromkeys(cache.patient_ids[slot] for slot in cache.slots)
        return Provenance(
            identity,
            self._plan.version,
            f"{self._plan.cohort.name} (sha256 {digest[:16]})",
            len(cache.slots),
            self._simulated(),
            tuple(patient_hash(patient, digest) for patient in used if patient not in held),
            tuple(patient_hash(patient, digest) for patient in used if patient in held),
        )

    def _identity(self) -> str:
        kind = "simulated" if self._simulated() else "own"
        return self._plan.identity or f"dlre-{self._options.architecture}-{kind}"

    def _simulated(self) -> bool:
        if self._plan.simulated is not None:
            return self._plan.simulated
        return self.cohort.simulated


def _calibration(
    task: Task, margins: NDArray[np.float64], cache: PatchCache, held: frozenset[str]
) -> Calibration:
    slots = [slot for slot in cache.slots if cache.patient_ids[slot] in held]
    labels = [Stage(int(cache.stages[slot])).is_positive(task) for slot in slots]
    return fit_calibration(margins[slots], labels)


def _calibrated_scores(margins: Margins, calibrations: Mapping[Task, Calibration]) -> Margins:
    return {
        task: _probability(calibrations[task].slope * values + calibrations[task].offset)
        for task, values in margins.items()
    }


def _probability(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(margins, -60, 60)))


def _by_patient(
    task: Task, scores: NDArray[np.float64], cache: PatchCache, slots: NDArray[np.intp]
) -> tuple[list[bool], NDArray[np.float64]]:
    """Label and mean probability of every patient with a patch among `slots`."""
    patients = [cache.patient_ids[slot] for slot in slots]
    stages = dict(zip(patients, (Stage(int(cache.stages[slot])) for slot in slots), strict=True))
    means = patient_means(patients, scores[slots][:, None])
    return [stages[patient].is_positive(task) for patient in means.patient_ids], means.means[:, 0]


def _threshold(task: Task, scores: NDArray[np.float64], cache: PatchCache) -> float:
    """Youden's threshold, halfway down to the next lower patient.

    On a patient's own probability, the last bits would decide: another runtime computes others.
    """
    labels, means = _by_patient(task, scores, cache, cache.slots)
    found = youden_threshold(labels, means)
    return float(found + means[means < found].max(initial=0.0)) / 2


def _performance(
    task: Task, margins: NDArray[np.float64], cache: PatchCache, slots: NDArray[np.intp], kind: str
) -> PerformanceCard | None:
    """None where there are too few patients for a confidence interval."""
    labels, means = _by_patient(task, _probability(margins), cache, slots)
    if min(sum(labels), len(labels) - sum(labels)) < 2:
        return None
    found = delong_interval(labels, means)
    cohort = f"{len(labels)} {kind}, {len(slots)} screens, mean of a patient's probabilities"
    return PerformanceCard(task=task, auc=found.auc, auc_ci=(found.low, found.high), cohort=cohort)
