"""Training a model package: from a cohort to weights with a full card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage, Task
from dlre_gui.model import devices
from dlre_gui.model.card import PerformanceCard
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.calibrate import calibrated
from dlre_gui.training.cohort import Cohort, patient_hash, read_cohort, refuse_overlap
from dlre_gui.training.familiar import familiarity_of
from dlre_gui.training.fit import Fitted, fit_network
from dlre_gui.training.fit_data import FitData
from dlre_gui.training.frozen import with_frozen_maps
from dlre_gui.training.options import FitOptions
from dlre_gui.training.package import Provenance, build
from dlre_gui.training.patches import PatchCache, build_cache
from dlre_gui.training.progress import IsCancelled, Progress, Report, never, silent
from dlre_gui.training.score import margins_of
from dlre_gui.training.split import Split, held_out_patients, split_by_column
from dlre_gui.workflows.train_figures import calibrated_scores, calibration_of, performance_of, threshold_of
from dlre_gui.workflows.train_steps import Step, beginning, steps


@dataclass(frozen=True, slots=True)
class TrainPlan:
    """What to train, and on what.

    Attributes
    ----------
    out
        The package goes to ``out/<identity>``, patches and checkpoints to ``out/work``.
    identity
        The package's id; ``dlre-<architecture>-simulated`` or ``-own`` if empty.
    cohort
        If it has a column `split`, only its training patients train and are held out.
    test_cohort
        Other patients, on whom performance is measured; without it, those for validation in the cohort's
        column `split`, else the held-out ones.
    data
        What the card says of the data; the cohort's file name if empty.
    simulated
        Whether the screens are simulated; None: as the cohort's column ``simulated`` says.
    processes
        For the patches; one a CPU if None.
    source
        Folder of a package to begin with: a source model, whose convolutions are taken over, or a package
        of the three tasks, whose networks are.
    tasks
        What is trained; the others' networks are the source's, which then must be of this architecture.
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
    source: Path | None = None
    tasks: tuple[Task, ...] = tuple(Task)
    data: str = ""


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
        self._split = _split(self.cohort)
        self.held = self._held_out(self.cohort.only(self._split.training).stages)
        self._test = read_cohort(plan.test_cohort) if plan.test_cohort else None
        if self._test is not None:
            refuse_overlap(self.cohort, self._test)
        self._start = beginning(plan.source, self._options, plan.tasks)

    def stages(self) -> tuple[tuple[str, int], ...]:
        """Names of the trainings in progress reports, in their order, each with its epochs at most."""
        return tuple((f"train {step.name}", step.options.epochs) for step in self._steps())

    def package(self) -> Path:
        whole = self._patches(self.cohort, "patches", self._options.views)
        cache = whole.only(self._split.training)
        data, held = self._data(cache)
        fitted = self._fit(data)
        self._report(Progress("package", 0, 1))
        states = {task: fitted[task].state if task in fitted else self._start[task] for task in Task}
        margins = margins_of(states, cache, self._options)
        calibrations = {task: calibration_of(task, margins[task], held) for task in Task}
        states = {task: calibrated(states[task], calibrations[task]) for task in Task}
        scores = calibrated_scores(margins, calibrations)
        package = build(
            self._plan.out / self._identity(),
            fitted,
            states,
            calibrations,
            {task: threshold_of(task, scores[task], cache) for task in Task},
            self._performance(states, held, whole.only(self._split.validation)),
            self._provenance(cache, frozenset(held.patient_ids[slot] for slot in held.slots)),
            self._options,
            self._plan.spec,
            familiarity_of(data, self._plan.spec, self._options.augmentation, self._options.seed),
        )
        self._report(Progress("package", 1, 1, str(package.path)))
        return package.path

    def _patches(self, cohort: Cohort, name: str, views: int) -> PatchCache:
        folder, plan = self._work / name, self._plan
        return build_cache(cohort, folder, plan.spec, plan.processes, self._report, self._cancelled, views)

    def _data(self, cache: PatchCache) -> tuple[FitData, PatchCache]:
        """What is trained on, and the patches of the patients held out."""
        usable = {cache.patient_ids[slot]: Stage(int(cache.stages[slot])) for slot in cache.slots}
        held = self._held_out(usable)
        kept, train = cache.only(held), cache.only(usable.keys() - held)
        return FitData(cache.patches, cache.stages, train.slots, kept.slots), kept

    def _held_out(self, stages: Mapping[str, Stage]) -> frozenset[str]:
        """Patients held out of training; an error if either side then lacks a class."""
        held = held_out_patients(stages, self._options.held_out, self._options.seed)
        for task in Task:
            sides = {(patient in held, stage.is_positive(task)) for patient, stage in stages.items()}
            if len(sides) < 4:
                message = f"{self._plan.cohort}: too few patients for {task}."
                raise CohortError(message, "Each task needs patients of several stages on either side.")
        return held

    def _steps(self) -> list[Step]:
        return steps(self._options, self._plan.tasks, bool(self._start))

    def _fit(self, data: FitData) -> dict[Task, Fitted]:
        """Every step in its order; what a step begins with is given, or was trained by an earlier one."""
        done: dict[str, Fitted] = {}
        for step in self._steps():
            start = done[step.after].state if step.after else self._start.get(step.task)
            shown = data
            if step.options.keeps_maps and start is not None:
                shown = self._with_maps(data, start)
            done[step.name] = self._one(shown, step, start)
        return {task: done[task.value] for task in self._plan.tasks}

    def _with_maps(self, data: FitData, trunk: Mapping[str, NDArray[np.float32]]) -> FitData:
        folder = self._work / "maps"
        return with_frozen_maps(data, trunk, self._options, folder, self._report, self._cancelled)

    def _one(self, data: FitData, step: Step, start: Mapping[str, NDArray[np.float32]] | None) -> Fitted:
        folder = self._work / self._identity()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{step.name}.safetensors"
        name = f"train {step.name}"
        return fit_network(data, step.task, step.options, path, start, name, self._report, self._cancelled)

    def _performance(
        self,
        states: Mapping[Task, Mapping[str, NDArray[np.float32]]],
        held: PatchCache,
        validation: PatchCache,
    ) -> list[PerformanceCard]:
        """On other patients if there are any, else on those held out."""
        kind = "simulated patients" if self._simulated() else "patients"
        where, source = (validation, "validation") if len(validation.slots) else (held, "held-out")
        if self._test is not None:
            where, source = self._patches(self._test, "test_patches", 1), "other"
        return performance_of(margins_of(states, where, self._options), where, f"{source} {kind}")

    def _provenance(self, cache: PatchCache, held: frozenset[str]) -> Provenance:
        digest = self.cohort.sha256
        used = dict.fromkeys(cache.patient_ids[slot] for slot in cache.slots)
        return Provenance(
            self._identity(),
            self._plan.version,
            self._plan.data or f"{self._plan.cohort.name} (sha256 {digest[:16]})",
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


def _split(cohort: Cohort) -> Split:
    """As the column `split` says; without one, all patients train."""
    if cohort.of_patients("split"):
        return split_by_column(cohort)
    return Split(frozenset(cohort.stages), frozenset())
