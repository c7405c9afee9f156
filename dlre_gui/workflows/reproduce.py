"""The papers' study on simulated patients: simulate, train, evaluate, and set all beside the papers."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from dlre_gui.batch.options import Options
from dlre_gui.domain.errors import FolderInUseError
from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.analysis import Analysis, analyse
from dlre_gui.evaluation.beside_published import TrainedElsewhere
from dlre_gui.evaluation.comparison import AucTest, unpaired_test
from dlre_gui.evaluation.material import Method, Patients
from dlre_gui.evaluation.published import N_TRAINING, N_VALIDATION
from dlre_gui.evaluation.roc import auc
from dlre_gui.evaluation.subgroups import default_combinations
from dlre_gui.model.package import load_package
from dlre_gui.report.atomic import write_atomic
from dlre_gui.simulation.ideal_observer import COUNTS, observe
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.signal import PATCHY, SIGNALS
from dlre_gui.simulation.write import simulate
from dlre_gui.training.cohort import Cohort, read_cohort
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import Progress, Report, silent, stop_if
from dlre_gui.training.split import Split, split_by_hospital
from dlre_gui.workflows.evaluate import EvaluatePlan, evaluate_cohort, patient_sets
from dlre_gui.workflows.evaluation_output import Evaluated
from dlre_gui.workflows.reproduce_cohorts import stratified, write_part, write_split
from dlre_gui.workflows.train import TrainPlan, train_package

PATIENTS = N_TRAINING + N_VALIDATION
NETWORKS: Mapping[str, FitOptions] = {
    "gut": FitOptions(architecture="gut"),
    "spie": FitOptions(architecture="spie"),
}
SETTINGS_NAME = "reproduce.json"


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
    epochs: int = 20
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
        """What decides the result; JSON."""
        kept = asdict(self)
        for name in ("out", "device", "workers"):
            del kept[name]
        return json.loads(json.dumps(kept))  # type: ignore[no-any-return]

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
        By network, on all patients.
    analysis
        All networks beside LSM, APRI, FIB-4 and the ideal observer of the same patients.
    ideal
        AUC of the ideal observer (``map``) on many other patients, by screens and task.
    """

    plan: ReproducePlan
    split: Split
    evaluated: Mapping[str, Evaluated]
    analysis: Analysis
    ideal: Mapping[int, Mapping[Task, float]]
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
        If ``plan.out`` holds something else or another plan's work.
    CohortError
        If there are too few patients to train on.
    Cancelled
        If `cancelled` was set; what was finished is kept.
    DlreError
        If the device or the folder cannot be used.
    """
    _claim(plan)
    return _Work(plan, report, cancelled or threading.Event()).all()


def _claim(plan: ReproducePlan) -> None:
    mark = plan.out / SETTINGS_NAME
    content = json.dumps(plan.settings(), indent=1).encode()
    if mark.is_file():
        if mark.read_bytes() != content:
            message = f"{plan.out} holds a study with other settings (see {SETTINGS_NAME})."
            raise FolderInUseError(plan.out, message, "Choose another folder, or the same settings.")
        return
    if plan.out.exists() and (not plan.out.is_dir() or any(plan.out.iterdir())):
        raise FolderInUseError(plan.out, f"{plan.out} is not empty.", "Choose a new or an empty folder.")
    plan.out.mkdir(parents=True, exist_ok=True)
    write_atomic(mark, content)


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
        both, training = write_split(whole, split), write_part(whole, "training", split.training)
        evaluated = {
            name: self._judged(name, self._trained(name, name, training, plan.out / "models"), both)
            for name in plan.networks
        }
        elsewhere, between = self._elsewhere(whole, cohort) if plan.elsewhere else ((), {})
        analysis = self._analysed(evaluated)
        return Reproduced(
            plan, split, evaluated, analysis, self._ideal(), elsewhere, between, self._fresh(evaluated)
        )

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

    def _trained(self, network: str, name: str, cohort: Path, out: Path) -> Path:
        """The package of a network trained on a cohort; what is finished is taken as it is.

        Networks of one cohort share `out` and with it the patches.
        """
        stop_if(self._cancelled.is_set)
        identity = f"dlre-{name}-reproduced"
        if (out / identity / "card.json").is_file():
            return load_package(out / identity).path
        plan = TrainPlan(cohort, out, self._plan.options(network), identity)
        return train_package(plan, self._named(name), self._cancelled.is_set)

    def _judged(self, name: str, package: Path, cohort: Path) -> Evaluated:
        stop_if(self._cancelled.is_set)
        options = Options(str(package), self._plan.device, self._plan.workers)
        plan = EvaluatePlan(cohort, self._plan.out / "evaluation" / name, options)
        return evaluate_cohort(plan, self._named(name), self._cancelled)

    def _named(self, name: str) -> Report:
        return lambda step: self._report(replace(step, stage=f"{name}: {step.stage}"))

    def _elsewhere(
        self, whole: Path, cohort: Cohort
    ) -> tuple[tuple[TrainedElsewhere, ...], dict[Task, tuple[AucTest, ...]]]:
        """The first network without each combination of hospitals, judged there."""
        names = sorted({str(name) for name in cohort.of_patients("hospital").values()})
        found, judged = [], []
        for number, hospitals in enumerate(default_combinations(names), 1):
            split, name = split_by_hospital(cohort, hospitals), f"hospitals-{number}"
            training = write_part(whole, f"without-{name}", split.training)
            package = self._trained(self._plan.networks[0], name, training, self._plan.out / "models" / name)
            done = self._judged(name, package, write_part(whole, name, split.validation))
            judged.append(done.patients)
            rows = {task: done.analysis.main.row("DLRE", task).performance for task in Task}
            found.append(TrainedElsewhere(tuple(hospitals), len(split.training), rows))
        return tuple(found), {task: _tests(judged, task) for task in Task}

    def _analysed(self, evaluated: Mapping[str, Evaluated]) -> Analysis:
        """All networks on the same patients, beside the ideal observer."""
        first, *others = evaluated.values()
        dlre, *rest = first.patients.methods
        networks = [
            replace(one.patients.methods[0], name=f"DLRE {name}")
            for name, one in zip(list(evaluated)[1:], others, strict=True)
        ]
        methods = (dlre, rest[0], *networks, *rest[1:], self._ideal_method(first.patients))
        sets = patient_sets(first.cohort, first.patients, frozenset())
        return analyse(replace(first.patients, methods=methods), sets)

    def _ideal_method(self, patients: Patients) -> Method:
        drawn = draw_patients(self._plan.patients, self._plan.seed, signal=SIGNALS[self._plan.signal])
        seen = observe(drawn, max(COUNTS), self._plan.seed)["map"]
        place = {one.patient_id: number for number, one in enumerate(drawn)}
        order = [place[one] for one in patients.ids]
        values = np.stack([seen.probability(task) for task in Task], axis=1)
        return Method("ideal observer", values[order], is_probability=True)

    def _ideal(self) -> dict[int, dict[Task, float]]:
        self._report(Progress("ideal observer", 0, 1))
        patients = draw_patients(
            self._plan.ideal_patients, self._plan.seed + 1, signal=SIGNALS[self._plan.signal]
        )
        found = {}
        for count in COUNTS:
            seen = observe(patients, count)["map"]
            found[count] = {
                task: auc([one.stage.is_positive(task) for one in patients], seen.probability(task))
                for task in Task
            }
        self._report(Progress("ideal observer", 1, 1))
        return found

    def _fresh(self, evaluated: Mapping[str, Evaluated]) -> Evaluated | None:
        if not self._plan.fresh:
            return None
        cohort = self._simulated("fresh", self._plan.fresh, self._plan.seed + 1)
        model = next(iter(evaluated.values())).ready.model
        package = self._plan.out / "models" / model.id
        return self._judged("fresh", package, cohort)


def _tests(judged: Sequence[Patients], task: Task) -> tuple[AucTest, ...]:
    """DeLong's test between each two groups of patients in which the task has both classes."""
    groups = []
    for patients in judged:
        scores, labels = patients.methods[0].scores(task), patients.labels(task)
        known = np.isfinite(scores)
        if min(labels[known].sum(), (~labels[known]).sum()) >= 2:
            groups.append((labels[known], scores[known]))
    return tuple(unpaired_test(*one, *other) for one, other in combinations(groups, 2))
