"""The papers' study on simulated patients: simulate, train, evaluate, and set all beside the papers."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np

from dlre_gui.batch.options import Options
from dlre_gui.domain.errors import FolderInUseError
from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.analysis import Analysis, SetResult, analyse
from dlre_gui.evaluation.beside_published import IdealAucs, TrainedElsewhere
from dlre_gui.evaluation.comparison import AucTest, unpaired_test
from dlre_gui.evaluation.material import Mask, Method, Patients
from dlre_gui.evaluation.published import N_TRAINING, N_VALIDATION
from dlre_gui.evaluation.published_claims import LSM
from dlre_gui.evaluation.roc import auc
from dlre_gui.evaluation.subgroups import default_combinations
from dlre_gui.model.package import load_package
from dlre_gui.model.source import is_source, load_source
from dlre_gui.report.atomic import write_atomic
from dlre_gui.simulation.ideal_observer import COUNTS, MAP, STIFFNESS, Seen, observe
from dlre_gui.simulation.patients import SimulatedPatient, draw_patients
from dlre_gui.simulation.signal import PATCHY, SIGNALS
from dlre_gui.simulation.write import simulate
from dlre_gui.training.cohort import Cohort, read_cohort
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import Progress, Report, silent, stop_if
from dlre_gui.training.split import Split, split_by_hospital
from dlre_gui.workflows.claim import claimed, holds_anything
from dlre_gui.workflows.disk import disk_errors
from dlre_gui.workflows.evaluate import EvaluatePlan, evaluate_cohort, patient_sets
from dlre_gui.workflows.evaluation_output import Evaluated
from dlre_gui.workflows.reproduce_cohorts import stratified, write_split
from dlre_gui.workflows.reproduce_networks import NETWORKS, SPEC, WITH_SOURCE, PatchScores, ideal_method
from dlre_gui.workflows.train import TrainPlan, train_package
from dlre_gui.workflows.train_source import IDENTITY, SourcePlan, train_source
from dlre_gui.workflows.train_source import OPTIONS as SOURCE_OPTIONS

PATIENTS = N_TRAINING + N_VALIDATION
SETTINGS_NAME, LOCK_NAME, SOURCE = "reproduce.json", "reproduce.lock", "source"


@dataclass(frozen=True, slots=True)
class ReproducePlan:
    """What to reproduce.

    Attributes
    ----------
    out
        Everything goes there: cohort, models, evaluations, report.
    patients
        A third of them validate, as in the papers.
    networks
        Names of `NETWORKS`, the one that counts as DLRE first.
    nodules
        The source model, with which `WITH_SOURCE` begin, is trained on so many simulated nodules.
    elsewhere
        Whether to train the first network three times more, each time without a third of the
        hospitals, and to judge it there.
    fresh
        So many more simulated patients on whom the first network is judged too.
    ideal_patients
        So many other patients are drawn, not rendered, for the ideal observer.
    """

    out: Path
    patients: int = PATIENTS
    seed: int = 2019
    signal: str = PATCHY.name
    networks: tuple[str, ...] = tuple(NETWORKS)
    epochs: int = 10
    nodules: int = 1200
    elsewhere: bool = True
    fresh: int = 0
    image_format: str = "png"
    size: tuple[int, int] = (1440, 1080)
    held_out: float = 0.2
    views: int = 5
    ideal_patients: int = 10_000
    device: str = "auto"
    workers: int | None = None

    def settings(self) -> dict[str, object]:
        """What decides the result; JSON. `elsewhere` and `fresh` add to it and can be asked for later."""
        kept = asdict(self)
        for name in ("out", "device", "workers", "elsewhere", "fresh"):
            del kept[name]
        return json.loads(json.dumps(kept))  # type: ignore[no-any-return]

    def method(self, network: str) -> str:
        """What a network is called beside the other methods."""
        return "DLRE" if network == self.networks[0] else f"DLRE {network}"

    def options(self, network: str) -> FitOptions:
        return replace(
            NETWORKS[network],
            seed=self.seed,
            epochs=self.epochs,
            held_out=self.held_out,
            views=self.views,
            device=self.device,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Reproduced:
    """All that was measured.

    Attributes
    ----------
    evaluated
        The first network on all patients, scored as any folder is.
    packages
        Of all networks, by name, and of the source model where there is one.
    analysis
        All networks beside LSM, APRI, FIB-4 and the ideal observer of the same patients.
    ideal, ideal_elsewhere
        AUC of the ideal observer (``map``) by screens and task: of the patients who validate, and of many
        others. None where a class is missing.
    """

    plan: ReproducePlan
    split: Split
    evaluated: Evaluated
    packages: Mapping[str, Path]
    analysis: Analysis
    ideal: IdealAucs
    ideal_elsewhere: IdealAucs
    elsewhere: tuple[TrainedElsewhere, ...]
    between: Mapping[Task, tuple[AucTest, ...]]
    fresh: Evaluated | None


def reproduce(
    plan: ReproducePlan, report: Report = silent, cancelled: threading.Event | None = None
) -> Reproduced:
    """Do whatever is not yet done, and measure.

    Interrupted, it can be called again with the same plan: finished steps are skipped.

    Raises
    ------
    FolderInUseError
        If ``plan.out`` holds something else or another plan's work, or another run is at work there.
    CohortError
        If there are too few patients to train on.
    Cancelled
        If `cancelled` was set; what was finished is kept.
    DlreError
        If the device or the folder cannot be used.
    """
    ours, mark = partial(_is_ours, plan), partial(_mark, plan)
    with disk_errors(plan.out), claimed(plan.out, LOCK_NAME, ours, mark):
        return _Work(plan, report, cancelled or threading.Event()).all()


def _is_ours(plan: ReproducePlan) -> bool:
    """True if this study was begun there, False if the folder is free."""
    mark, wanted = plan.out / SETTINGS_NAME, plan.settings()
    if mark.is_file():
        if _marked(mark, wanted) != wanted:
            message = f"{plan.out} holds a study with other settings (see {SETTINGS_NAME})."
            raise FolderInUseError(plan.out, message, "Choose another folder, or the same settings.")
        return True
    if holds_anything(plan.out, LOCK_NAME):
        raise FolderInUseError(plan.out, f"{plan.out} is not empty.", "Choose a new or an empty folder.")
    return False


def _mark(plan: ReproducePlan) -> None:
    write_atomic(plan.out / SETTINGS_NAME, json.dumps(plan.settings(), indent=1).encode())


def _marked(mark: Path, wanted: Mapping[str, object]) -> dict[str, object]:
    """The settings in a mark; what does not decide the result, as older versions wrote it, is left out."""
    try:
        known = json.loads(mark.read_bytes())
    except (OSError, ValueError):
        return {}
    return {name: known[name] for name in wanted if name in known} if isinstance(known, dict) else {}


class _Work:
    """One run of `reproduce`."""

    def __init__(self, plan: ReproducePlan, report: Report, cancelled: threading.Event) -> None:
        self._plan, self._report, self._cancelled = plan, report, cancelled

    def all(self) -> Reproduced:
        plan = self._plan
        whole = self._simulated("cohort", plan.patients, plan.seed)
        cohort = read_cohort(whole)
        n_validation = max(1, round(plan.patients * N_VALIDATION / PATIENTS))
        split = stratified(cohort.stages, n_validation, plan.seed)
        both = write_split(whole, split)
        source = self._source()
        packages = {name: self._trained(name, name, both, source) for name in plan.networks}
        first, *others = plan.networks
        evaluated = self._judged(first, packages[first], both)
        scores = PatchScores(read_cohort(both), self._models, plan.options(first), self._named("patches"))
        networks = [scores.method(plan.method(name), packages[name], evaluated.patients) for name in others]
        elsewhere, between = self._elsewhere(whole, cohort, scores, evaluated.patients)
        analysis = self._analysed(evaluated, networks)
        known = packages | ({SOURCE: source} if source else {})
        return Reproduced(
            plan,
            split,
            evaluated,
            known,
            analysis,
            self._ideal(self._drawn(), plan.seed, split.validation),
            self._ideal(self._drawn_elsewhere(), 0),
            elsewhere,
            between,
            self._fresh(packages[first]),
        )

    @property
    def _models(self) -> Path:
        return self._plan.out / "models"

    def _source(self) -> Path | None:
        """The source model, if a network begins with it; a finished one is taken as it is."""
        if not set(self._plan.networks) & set(WITH_SOURCE):
            return None
        folder = self._models / IDENTITY
        if is_source(folder):
            return load_source(folder).path
        options = replace(SOURCE_OPTIONS, seed=self._plan.seed)
        plan = SourcePlan(self._models, self._plan.nodules, options)
        return train_source(plan, self._named(SOURCE), self._cancelled.is_set)

    def _simulated(self, folder: str, patients: int, seed: int) -> Path:
        return simulate(
            self._plan.out / folder,
            patients,
            seed,
            self._plan.image_format,
            self._plan.size,
            progress=lambda done, total: self._report(Progress(f"simulate {folder}", done, total)),
            cancelled=self._cancelled.is_set,
            signal=self._plan.signal,
        )

    def _trained(self, network: str, name: str, cohort: Path, source: Path | None) -> Path:
        """The package of a network trained as the column `split` says; what is finished is taken as it is.

        All networks share the patches of the whole cohort.
        """
        stop_if(self._cancelled.is_set)
        identity = f"dlre-{name}-reproduced"
        if (self._models / identity / "card.json").is_file():
            return load_package(self._models / identity).path
        begun = source if network in WITH_SOURCE else None
        options = self._plan.options(network)
        plan = TrainPlan(cohort, self._models, options, identity, source=begun, spec=SPEC)
        return train_package(plan, self._named(name), self._cancelled.is_set)

    def _judged(self, name: str, package: Path, cohort: Path) -> Evaluated:
        stop_if(self._cancelled.is_set)
        options = Options(str(package), self._plan.device, self._plan.workers)
        plan = EvaluatePlan(cohort, self._plan.out / "evaluation" / name, options)
        return evaluate_cohort(plan, self._named(name), self._cancelled)

    def _named(self, name: str) -> Report:
        return lambda step: self._report(replace(step, stage=f"{name}: {step.stage}"))

    def _elsewhere(
        self, whole: Path, cohort: Cohort, scores: PatchScores, patients: Patients
    ) -> tuple[tuple[TrainedElsewhere, ...], dict[Task, tuple[AucTest, ...]]]:
        """The first network without each combination of hospitals, judged there."""
        if not self._plan.elsewhere:
            return (), {}
        names = sorted({str(name) for name in cohort.of_patients("hospital").values()})
        found, judged = [], []
        for number, hospitals in enumerate(default_combinations(names), 1):
            split, name = split_by_hospital(cohort, hospitals), f"hospitals-{number}"
            both = write_split(whole, split, name)
            package = self._trained(self._plan.networks[0], name, both, self._source())
            there = patients.where(np.isin(patients.ids, sorted(split.validation)))
            lsm = (one for one in there.methods if one.name == LSM)
            known = (*lsm, self._ideal_method(there, STIFFNESS), self._ideal_method(there))
            there = replace(there, methods=(scores.method("DLRE", package, there), *known))
            judged.append(replace(there, methods=there.methods[:1]))
            main = analyse(there, [("validation", np.ones(len(there), dtype=np.bool_))]).main
            rows = {task: main.row("DLRE", task).performance for task in Task}
            beside = {one.name: _areas_of(main, one.name) for one in known}
            found.append(TrainedElsewhere(tuple(hospitals), len(split.training), rows, beside))
        return tuple(found), {task: _tests(judged, task) for task in Task}

    def _analysed(self, evaluated: Evaluated, networks: Sequence[Method]) -> Analysis:
        """All networks on the same patients, beside the ideal observer."""
        patients = evaluated.patients
        dlre, *rest = patients.methods
        methods = (dlre, rest[0], *networks, *rest[1:], self._ideal_method(patients))
        sets = patient_sets(evaluated.cohort, patients, frozenset())
        return analyse(replace(patients, methods=methods), sets)

    def _ideal_method(self, patients: Patients, observer: str = MAP) -> Method:
        return ideal_method(self._drawn(), self._plan.seed, patients, observer)

    def _drawn(self) -> list[SimulatedPatient]:
        """The study's own patients, not rendered."""
        return draw_patients(self._plan.patients, self._plan.seed, signal=SIGNALS[self._plan.signal])

    def _drawn_elsewhere(self) -> list[SimulatedPatient]:
        signal = SIGNALS[self._plan.signal]
        return draw_patients(self._plan.ideal_patients, self._plan.seed + 1, signal=signal)

    def _ideal(
        self, drawn: Sequence[SimulatedPatient], seed: int, only: Collection[str] = ()
    ) -> dict[int, dict[Task, float | None]]:
        """Of the patients in `only`, or of all."""
        self._report(Progress("ideal observer", 0, 1))
        kept = np.array([not only or one.patient_id in only for one in drawn])
        found = {count: _areas(drawn, observe(drawn, count, seed)[MAP], kept) for count in COUNTS}
        self._report(Progress("ideal observer", 1, 1))
        return found

    def _fresh(self, package: Path) -> Evaluated | None:
        if not self._plan.fresh:
            return None
        return self._judged("fresh", package, self._simulated("fresh", self._plan.fresh, self._plan.seed + 1))


def _areas(drawn: Sequence[SimulatedPatient], seen: Seen, kept: Mask) -> dict[Task, float | None]:
    found: dict[Task, float | None] = {}
    for task in Task:
        labels = np.array([one.stage.is_positive(task) for one in drawn])[kept]
        both = 0 < labels.sum() < len(labels)
        found[task] = auc(labels, seen.probability(task)[kept]) if both else None
    return found


def _areas_of(found: SetResult, method: str) -> dict[Task, float]:
    """AUCs of a method, where they can be measured."""
    intervals = {task: found.row(method, task).performance.auc for task in Task}
    return {task: one.auc for task, one in intervals.items() if one is not None}


def _tests(judged: Sequence[Patients], task: Task) -> tuple[AucTest, ...]:
    """DeLong's test between each two groups of patients in which the task has both classes."""
    groups = []
    for patients in judged:
        scores, labels = patients.methods[0].scores(task), patients.labels(task)
        known = np.isfinite(scores)
        if min(labels[known].sum(), (~labels[known]).sum()) >= 2:
            groups.append((labels[known], scores[known]))
    return tuple(unpaired_test(*one, *other) for one, other in combinations(groups, 2))
