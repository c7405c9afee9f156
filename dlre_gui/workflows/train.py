"""Training a model package: from a cohort to weights with a full card."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage, Task
from dlre_gui.model import devices
from dlre_gui.model.calibration import Calibration
from dlre_gui.model.card import PerformanceCard
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.cohort import Cohort, patient_marks, read_cohort, refuse_overlap
from dlre_gui.training.familiar import familiarity_of
from dlre_gui.training.fit import Fitted, fit_network, is_fitted
from dlre_gui.training.fit_data import FitData
from dlre_gui.training.frozen import maps_bytes, with_frozen_maps
from dlre_gui.training.options import FitOptions
from dlre_gui.training.package import Provenance, build
from dlre_gui.training.patches import PatchCache, RefusedScreen, build_cache
from dlre_gui.training.progress import IsCancelled, Progress, Report, never, silent
from dlre_gui.training.runtime import prepare_runtime, threads_of
from dlre_gui.training.score import margins_of
from dlre_gui.training.split import held_out_patients, split_as_asked
from dlre_gui.workflows.train_figures import (
    calibrated_scores,
    calibration_of,
    performance_of,
    shares_of,
    threshold_of,
)
from dlre_gui.workflows.train_origin import (
    Tensors,
    lineage_of,
    load_origin,
    refuse_judged_by,
    refuse_trained_on,
    shown_to,
)
from dlre_gui.workflows.train_steps import Step, beginning, steps

MAPS = "maps"


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
    validation_hospitals, validation_share
        Without that column: the patients of these hospitals, or about this share of each stage, seeded,
        neither train nor are held out.
    test_cohort
        Other patients, on whom performance is measured; without it, those who validate, else the
        held-out ones.
    data
        What the card says of the data, e.g. how they were made, before the cohort's file name.
    simulated
        Whether the cohort's screens are simulated; None: as its column ``simulated`` says.
    processes
        For the patches; one a CPU if None.
    spec
        What the networks are shown; None: as a package to go on from was, else as `InputSpec` has it.
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
    spec: InputSpec | None = None
    processes: int | None = None
    source: Path | None = None
    tasks: tuple[Task, ...] = tuple(Task)
    data: str = ""
    validation_hospitals: tuple[str, ...] = ()
    validation_share: float = 0.0


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
    split
        Who trains or is held out, and who validates.
    held
        Patients that do not train, unless screens turn out to be unusable.
    options
        The plan's with the device and number of threads that there are.
    spec
        What the networks are shown.
    origin, lineage
        What the training begins with, and what then stands behind the networks.
    refused
        Once the patches are made: the screens that cannot be used, with the name of their cohort's file.
    """

    def __init__(self, plan: TrainPlan, report: Report = silent, cancelled: IsCancelled = never) -> None:
        self._plan, self._report, self._cancelled = plan, report, cancelled
        self.options = replace(
            plan.options,
            device=devices.resolve(plan.options.device),
            threads=threads_of(plan.options.threads),
        )
        self._work = plan.out / "work"
        self.cohort = read_cohort(plan.cohort)
        self.origin = load_origin(plan.source)
        self.spec = shown_to(self.origin, plan.spec)
        self.split = split_as_asked(
            self.cohort, plan.validation_hospitals, plan.validation_share, plan.options.seed
        )
        refuse_judged_by(self.origin, self.cohort, self.split.validation)
        self.held = self._held_out(self.cohort.only(self.split.training).stages)
        self._test = read_cohort(plan.test_cohort) if plan.test_cohort else None
        if self._test is not None:
            refuse_overlap(self.cohort, self._test)
            refuse_judged_by(self.origin, self._test, self._test.stages)
        self._start = beginning(self.origin, self.options, plan.tasks)
        self.refused: list[tuple[str, RefusedScreen]] = []
        self.lineage = lineage_of(self.origin, self._simulated_cohort(), plan.tasks)

    def stages(self) -> tuple[tuple[str, int], ...]:
        """Names of the trainings in progress reports, in their order, each with its epochs at most."""
        return tuple((f"train {step.name}", step.options.epochs) for step in self._steps())

    def needed_bytes(self) -> int:
        """Room on the disk for patches, and for the maps that frozen layers give."""
        side = self.spec.side**2 * self.spec.channels
        patches = len(self.cohort.screens) * self.options.views
        tested = len(self._test.screens) if self._test else 0
        return (patches + tested) * side + maps_bytes(len(self.cohort.screens), self.options)

    def package(self) -> Path:
        prepare_runtime(self.options.threads)
        whole = self._patches(self.cohort, "patches", self.options.views)
        cache = whole.only(self.split.training)
        data, held = self._data(cache)
        fitted = self._fit(data)
        self._report(Progress("package", 0, 1))
        states = {task: fitted[task].state if task in fitted else self._start[task] for task in Task}
        margins = margins_of(states, cache, self.options)
        calibrations = {task: calibration_of(task, margins[task], held) for task in Task}
        scores = calibrated_scores(margins, calibrations)
        package = build(
            self._plan.out / self._identity(),
            fitted,
            states,
            calibrations,
            {task: threshold_of(task, scores[task], held) for task in Task},
            self._performance(states, calibrations, held, whole.only(self.split.validation)),
            self._provenance(cache, held),
            self.options,
            self.spec,
            familiarity_of(data, self.spec, self.options.augmentation, self.options.seed),
        )
        shutil.rmtree(self._work / MAPS, ignore_errors=True)  # they are large
        self._report(Progress("package", 1, 1, str(package.path)))
        return package.path

    def _patches(self, cohort: Cohort, name: str, views: int) -> PatchCache:
        folder, plan = self._work / name, self._plan
        report, cancelled, other_files = self._report, self._cancelled, self.options.other_files
        made = build_cache(cohort, folder, self.spec, plan.processes, report, cancelled, views, other_files)
        self.refused += [(cohort.path.name, one) for one in made.refused]
        return made

    def _data(self, cache: PatchCache) -> tuple[FitData, PatchCache]:
        """What is trained on, and the patches of the patients held out."""
        usable = {cache.patient_ids[slot]: Stage(int(cache.stages[slot])) for slot in cache.slots}
        held = self._held_out(usable)
        kept, train = cache.only(held), cache.only(usable.keys() - held)
        data = FitData(cache.patches, cache.stages, train.slots, kept.slots, patients=cache.patients)
        return data, kept

    def _held_out(self, stages: Mapping[str, Stage]) -> frozenset[str]:
        """Patients held out of training; an error if either side then lacks a class."""
        held = held_out_patients(stages, self.options.held_out, self.options.seed)
        for task in Task:
            self._need_both_sides(task, stages, held)
        refuse_trained_on(self.origin, self.cohort, held, self.options)
        return held

    def _need_both_sides(self, task: Task, stages: Mapping[str, Stage], held: frozenset[str]) -> None:
        with_it = {patient for patient, stage in stages.items() if stage.is_positive(task)}
        sides = with_it, stages.keys() - with_it
        if all(side & held and side - held for side in sides):
            return
        counts = f"{len(sides[0])} with it and {len(sides[1])} without"
        message = f"{self._plan.cohort}: too few patients for {task.label}: {counts}."
        raise CohortError(message, "On either side a stage needs two patients: one trains, one is held out.")

    def _steps(self) -> list[Step]:
        return steps(self.options, self._plan.tasks, bool(self._start))

    def _fit(self, data: FitData) -> dict[Task, Fitted]:
        """Every step in its order; what a step begins with is given, or was trained by an earlier one."""
        done: dict[str, Fitted] = {}
        for step in self._steps():
            start = done[step.after].state if step.after else self._start.get(step.task)
            done[step.name] = self._one(data, step, start)
        return {task: done[task.value] for task in self._plan.tasks}

    def _one(self, data: FitData, step: Step, start: Tensors | None) -> Fitted:
        folder = self._work / self._identity()
        folder.mkdir(parents=True, exist_ok=True)
        path, task, options = folder / f"{step.name}.safetensors", step.task, step.options
        if options.keeps_maps and start is not None and not is_fitted(data, task, options, path, start):
            maps = self._work / MAPS
            data = with_frozen_maps(data, start, self.options, maps, self._report, self._cancelled)
        name = f"train {step.name}"
        return fit_network(data, task, options, path, start, name, self._report, self._cancelled)

    def _performance(
        self,
        states: Mapping[Task, Mapping[str, NDArray[np.float32]]],
        calibrations: Mapping[Task, Calibration],
        held: PatchCache,
        validation: PatchCache,
    ) -> list[PerformanceCard]:
        """On other patients if there are any, else on those held out."""
        kind = "simulated patients" if self._simulated_cohort() else "patients"
        where, source = (validation, "validation") if len(validation.slots) else (held, "held-out")
        if self._test is not None:
            where, source = self._patches(self._test, "test_patches", 1), "other"
            kind = "simulated patients" if self._test.simulated else "patients"
        scores = calibrated_scores(margins_of(states, where, self.options), calibrations)
        return performance_of(scores, where, f"{source} {kind}")

    def _provenance(self, cache: PatchCache, calibrating: PatchCache) -> Provenance:
        held = {calibrating.patient_ids[slot] for slot in calibrating.slots}
        used = dict.fromkeys(cache.patient_ids[slot] for slot in cache.slots)
        marks = patient_marks(self.cohort, used)
        return Provenance(
            self._identity(),
            self._plan.version,
            _said_of_data(self._plan, self.cohort.sha256),
            len(cache.slots),
            self.lineage,
            tuple(mark for patient, mark in marks.items() if patient not in held),
            tuple(mark for patient, mark in marks.items() if patient in held),
            shares_of(calibrating),
        )

    def _identity(self) -> str:
        kind = "simulated" if self.lineage.simulated else "own"
        return self._plan.identity or f"dlre-{self.options.architecture}-{kind}"

    def _simulated_cohort(self) -> bool:
        if self._plan.simulated is not None:
            return self._plan.simulated
        return self.cohort.simulated


def _said_of_data(plan: TrainPlan, sha256: str) -> str:
    """For the card: what the user says, the table, and who of it validates by the plan's choice."""
    table = f"{plan.cohort.name} (sha256 {sha256[:16]})"
    if plan.validation_hospitals:
        table += f" without hospital {', '.join(plan.validation_hospitals)}"
    if plan.validation_share:
        table += f" without {plan.validation_share:.0%} of each stage"
    return "; ".join(filter(None, (plan.data, table)))
