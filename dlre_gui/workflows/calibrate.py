"""The same networks on other patients: probabilities and thresholds set anew, everything else as it was.

A training calibrates on the patients it holds out, often few; and how frequent a stage is differs from
site to site. More patients, or a site's own, make the probabilities mean what they say there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage, Task
from dlre_gui.model import calibration, devices, layout
from dlre_gui.model.calibration import Calibration
from dlre_gui.model.card import Card, PerformanceCard
from dlre_gui.model.package import ModelPackage, load_package, save_package
from dlre_gui.training.cohort import Cohort, patient_marks, patients_known, read_cohort, refuse_overlap
from dlre_gui.training.lineage import calibrated_to
from dlre_gui.training.options import FitOptions
from dlre_gui.training.package import software
from dlre_gui.training.patches import PatchCache, build_cache
from dlre_gui.training.progress import IsCancelled, Progress, Report, never, silent
from dlre_gui.training.runtime import prepare_runtime, threads_of
from dlre_gui.training.score import margins_of
from dlre_gui.workflows.claim import claimed
from dlre_gui.workflows.disk import disk_errors
from dlre_gui.workflows.train_check import LOCK_NAME, REFUSED_NAME, claim_mark, is_ours, write_refused
from dlre_gui.workflows.train_figures import (
    calibrated_scores,
    calibration_of,
    performance_of,
    shares_of,
    threshold_of,
)
from dlre_gui.workflows.train_origin import Origin, load_origin, refuse_judged_by

LEAST_PATIENTS = 10
"""With a stage, and without it: two numbers are fitted to them, and chance moves both."""
THRESHOLD_SOURCE = "Youden's index on the {n} patients that calibrated"


@dataclass(frozen=True, slots=True)
class CalibrationPlan:
    """What to calibrate, and on whom.

    Attributes
    ----------
    model
        Folder of the package.
    out
        The new package goes to ``out/<identity>``, patches to ``out/work``.
    identity
        The new package's id; the model's with ``-calibrated`` if empty.
    test_cohort
        Other patients, on whom performance is measured; without it the card tells none.
    data
        What the card says of the patients, before the cohort's file name.
    """

    cohort: Path
    model: Path
    out: Path
    identity: str = ""
    version: str = "1.0"
    test_cohort: Path | None = None
    data: str = ""
    device: str = "auto"
    threads: int | None = None
    processes: int | None = None


@dataclass(frozen=True, slots=True)
class Calibrating:
    """Whom a package is calibrated on, as its card is to tell."""

    identity: str
    version: str
    data: str
    simulated: bool
    marks: tuple[str, ...]


def calibrate_package(plan: CalibrationPlan, report: Report = silent, cancelled: IsCancelled = never) -> Path:
    """Write the package with probabilities and thresholds of the cohort's patients; returns its folder.

    Interrupted, it can be called again with the same plan: finished patches are kept.

    Raises
    ------
    CohortError
        If a cohort is wrong, has too few patients, some of them trained the model, or, of the test cohort,
        calibrate here.
    ModelPackageError
        If the model is damaged.
    FolderInUseError
        If ``plan.out`` holds something else.
    Cancelled
        If `cancelled` says so.
    """
    cohort, origin = read_cohort(plan.cohort), load_origin(plan.model)
    package = load_package(plan.model)
    test = read_cohort(plan.test_cohort) if plan.test_cohort else None
    _refuse_unfit(cohort, origin)
    if test is not None:
        refuse_overlap(cohort, test)
        refuse_judged_by(origin, test, test.stages)
    settings = _settings(plan, cohort, package)
    ours = partial(is_ours, plan.out, settings)
    with (
        claimed(plan.out, LOCK_NAME, ours, partial(claim_mark, plan.out, settings)),
        disk_errors(plan.out),
    ):
        caches = _patches(plan, package, cohort, test, report, cancelled)
        usable = _usable(cohort, caches[0])
        made = calibrated_package(package, plan, _told(plan, package, usable), *caches)
    report(Progress("package", 1, 1, str(made.path)))
    return made.path


def calibrated_package(
    package: ModelPackage,
    plan: CalibrationPlan,
    told: Calibrating,
    patients: PatchCache,
    others: PatchCache | None = None,
) -> ModelPackage:
    """The package calibrated on the patches of some patients, its performance measured on others'."""
    options = _options(plan, package)
    prepare_runtime(options.threads)
    networks = layout.unpack(package.card.architecture, package.weights)
    margins = margins_of(networks, patients, options)
    calibrations = {task: calibration_of(task, margins[task], patients) for task in Task}
    scores = calibrated_scores(margins, calibrations)
    thresholds = {task: threshold_of(task, scores[task], patients) for task in Task}
    performance: list[PerformanceCard] = []
    if others is not None:
        kind = "other simulated patients" if told.simulated else "other patients"
        measured = calibrated_scores(margins_of(networks, others, options), calibrations)
        performance = performance_of(measured, others, kind)
    card = _card(package.card, told, patients, calibrations, thresholds, performance)
    tensors = {**package.weights, **calibration.tensors(calibrations)}
    return save_package(plan.out / told.identity, card, tensors, replace=True)


def _card(
    card: Card,
    told: Calibrating,
    patients: PatchCache,
    calibrations: Mapping[Task, Calibration],
    thresholds: Mapping[Task, float],
    performance: list[PerformanceCard],
) -> Card:
    source = THRESHOLD_SOURCE.format(n=len(told.marks))
    tasks = [
        task.model_copy(update={"threshold": thresholds[task.name], "threshold_source": source})
        for task in card.tasks
    ]
    shares = shares_of(patients)
    calibrated_on: dict[str, Any] = {
        "data": told.data,
        "n_patients": len(told.marks),
        "n_images": len(patients.slots),
        "shares": shares,
        "simulated": told.simulated,
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "software": software(),
    }
    before = card.training.model_extra or {}
    own = {"id": card.id, "version": card.version, "weights_sha256": card.weights_sha256}
    told_before = before.get("begun_with")
    line = [
        own | {"simulated": card.training.simulated},
        *(told_before if isinstance(told_before, list) else []),
    ]
    extra = {
        "calibration": {task.value: asdict(calibrations[task]) for task in Task},
        "begun_with": line,
        "calibrated_on": calibrated_on,
        "patients": _patients(before.get("patients"), told.marks),
    }
    return card.model_copy(
        update={
            "id": told.identity,
            "version": told.version,
            "tasks": tuple(tasks),
            "training": card.training.model_copy(update=extra),
            "performance": tuple(performance),
            "calibration": calibration.FORM,
            "limitations": calibrated_to(card.limitations, shares),
        }
    )


def _patients(known: object, marks: tuple[str, ...]) -> dict[str, list[str]]:
    """Marks for the card: who trained, and who calibrated or chose, now and before."""
    named = known if isinstance(known, dict) else {}
    lists = {name: list(each) for name, each in named.items() if isinstance(each, list)}
    before = [*lists.pop("held_out", []), *lists.pop("held_out_before", [])]
    return {"train": [], **lists, "held_out": list(marks), "held_out_before": before}


def _refuse_unfit(cohort: Cohort, origin: Origin | None) -> None:
    """Refuse simulated patients for a model of real ones, those that trained it, and too few of them."""
    trained = patients_known(cohort, cohort.stages, origin.trained if origin else ())
    if origin is not None and cohort.simulated and not origin.line[0].simulated:
        message = f"{cohort.path} is simulated, and {origin.name} was trained on real patients."
        raise CohortError(message, "Its probabilities would mean nothing: calibrate on real patients.")
    if origin is not None and trained:
        message = f"{cohort.path}: {len(trained)} of {len(cohort.stages)} patients trained {origin.name}."
        raise CohortError(
            message, "Its answers fit them already: calibrate on patients that trained nothing."
        )
    _refuse_few(cohort)


def _refuse_few(cohort: Cohort) -> None:
    for task in Task:
        with_it = sum(Stage(stage).is_positive(task) for stage in cohort.stages.values())
        without = len(cohort.stages) - with_it
        if min(with_it, without) < LEAST_PATIENTS:
            counts = f"{with_it} with it and {without} without"
            message = f"{cohort.path}: too few patients for {task.label}: {counts}."
            raise CohortError(message, f"Calibration needs {LEAST_PATIENTS} patients on either side.")


def _patches(
    plan: CalibrationPlan,
    package: ModelPackage,
    cohort: Cohort,
    test: Cohort | None,
    report: Report,
    cancelled: IsCancelled,
) -> tuple[PatchCache, ...]:
    """Of the patients that calibrate, and of those to measure on, if there are any."""
    spec, named = package.card.input.spec(), (("patches", cohort), ("test_patches", test))
    made, refused = [], []
    for name, one in named:
        if one is not None:
            cache = build_cache(one, plan.out / "work" / name, spec, plan.processes, report, cancelled)
            refused += [(one.path.name, screen) for screen in cache.refused]
            made.append(cache)
    write_refused(plan.out / REFUSED_NAME, refused)
    return tuple(made)


def _usable(cohort: Cohort, cache: PatchCache) -> Cohort:
    """Those patients of whom a screen can be used, if there are enough of them."""
    left = cohort.only(frozenset(cache.patient_ids[slot] for slot in cache.slots))
    _refuse_few(left)
    return left


def _told(plan: CalibrationPlan, package: ModelPackage, cohort: Cohort) -> Calibrating:
    name = f"{cohort.path.name} (sha256 {cohort.sha256[:16]})"
    return Calibrating(
        plan.identity or f"{package.card.id}-calibrated",
        plan.version,
        "; ".join(filter(None, (plan.data, name))),
        cohort.simulated,
        tuple(patient_marks(cohort, cohort.stages).values()),
    )


def _options(plan: CalibrationPlan, package: ModelPackage) -> FitOptions:
    return FitOptions(
        architecture=package.card.architecture,
        device=devices.resolve(plan.device),
        threads=threads_of(plan.threads),
    )


def _settings(plan: CalibrationPlan, cohort: Cohort, package: ModelPackage) -> dict[str, Any]:
    """What decides the result; with how many processes and threads does not."""
    kept = asdict(replace(plan, out=Path(), cohort=plan.cohort.absolute(), model=plan.model.absolute()))
    values = {name: value for name, value in kept.items() if name not in ("out", "processes", "threads")}
    known = {"cohort_sha256": cohort.sha256, "calibrates_sha256": package.card.weights_sha256}
    made: dict[str, Any] = json.loads(json.dumps(known | values, default=str))
    return made
