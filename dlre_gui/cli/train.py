"""``dlre-gui train``: a model package from a cohort; ``train-source``: a source model for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dlre_gui.cli import train_options as chosen
from dlre_gui.cli.events import AsEvents, run_as_events
from dlre_gui.cli.options import Json, OnDevice
from dlre_gui.terminal import ExitStatus, exits, print_json, print_table, stages, stop_on_interrupt, tell

if TYPE_CHECKING:
    from dlre_gui.model.scale import InputSpec
    from dlre_gui.workflows.train import TrainPlan
    from dlre_gui.workflows.train_check import TrainingCheck


@exits
def train(
    cohort: chosen.CohortFile,
    out: chosen.Out,
    architecture: chosen.Architecture = "gut",
    source: chosen.Source = None,
    freeze: chosen.Freeze = None,
    task: chosen.Tasks = None,
    name: chosen.Name = "",
    package_version: chosen.PackageVersion = "1.0",
    test_cohort: chosen.TestCohort = None,
    validation_hospital: chosen.ValidationHospitals = None,
    validation_share: chosen.ValidationShare = 0.0,
    data: chosen.Data = "",
    loss: chosen.LossName = "cross_entropy",
    begin: chosen.Begin = "contrasts",
    epochs: chosen.Epochs = 20,
    follow_share: chosen.FollowShare = 1.0,
    exam_share: chosen.ExamShare = 0.5,
    held_out: chosen.HeldOut = 0.2,
    consistency: chosen.Consistency = 0.0,
    smoothing: chosen.Smoothing = None,
    batch: chosen.Batch = 32,
    learning_rate: chosen.LearningRate = 0.002,
    seed: chosen.Seed = 1,
    threads: chosen.Threads = None,
    mixed: chosen.Mixed = False,
    device: OnDevice = "auto",
    check: chosen.Check = False,
    as_json: Json = False,
    as_events: AsEvents = False,
) -> ExitStatus:
    """Train a model package on your own cohort.

    All that is wrong with the cohort is told with its rows before anything begins. Ctrl+C loses
    nothing: the same command goes on where it was. The new package is written to OUT;
    `dlre-gui model install` makes it selectable.
    """
    from dlre_gui.edition import require_research

    require_research("Training")
    from dlre_gui.domain.exam import Task
    from dlre_gui.training.options import FitOptions
    from dlre_gui.workflows.train import TrainPlan

    options = FitOptions(
        architecture=architecture, freeze=freeze, loss=loss, begin=begin, epochs=epochs, seed=seed,
        follow_share=follow_share, held_out=held_out, threads=threads, device=device, mixed=mixed,
        consistency=consistency, learning_rate=learning_rate, exam_share=exam_share, batch=batch,
    )  # fmt: skip
    plan = TrainPlan(
        cohort, out, options, name, package_version, test_cohort, source=source,
        tasks=tuple(Task(one) for one in task or Task), data=data,
        spec=None if smoothing is None else _smoothed(smoothing),
        validation_hospitals=tuple(sorted(set(validation_hospital or ()))), validation_share=validation_share,
    )  # fmt: skip
    return _check(plan, as_json, as_events) if check else _train(plan, as_json, as_events)


def _smoothed(by_px: float) -> InputSpec:
    from dlre_gui.model.scale import InputSpec, ReferenceScale

    return InputSpec(scale=ReferenceScale(smoothing_px=by_px))


def _train(plan: TrainPlan, as_json: bool, as_events: bool) -> ExitStatus:
    from dlre_gui.workflows.train_check import REFUSED_NAME, train_into

    if as_events:
        return run_as_events(
            lambda report, stopped: train_into(plan, report, stopped.is_set).as_values(),
            lambda made: not made["refused"],
        )
    with stop_on_interrupt() as stopped, stages() as report:
        made = train_into(plan, lambda step: report(step.stage, step.done, step.total), stopped.is_set)
    _say(made.as_values(), "model package", as_json)
    if made.refused:
        tell(f"{made.refused} screens could not be used: {plan.out / REFUSED_NAME} says why.")
    return ExitStatus.SOME_FAILED if made.refused else ExitStatus.DONE


def _say(made: Mapping[str, Any], what: str, as_json: bool) -> None:
    if as_json:
        print_json(made)
    else:
        print(f"{what}: {made['package']}")


def _check(plan: TrainPlan, as_json: bool, as_events: bool) -> ExitStatus:
    from dlre_gui.workflows.train_check import check_training

    if as_events:
        return run_as_events(lambda _report, _stopped: check_training(plan).as_values())
    return _show_check(check_training(plan), as_json)


@exits
def train_source(
    out: chosen.Out,
    nodules: Annotated[int, typer.Option(min=200, help="Simulated nodules; 70 % train.")] = 1200,
    epochs: chosen.Epochs = 6,
    seed: chosen.Seed = 1,
    as_json: Json = False,
) -> ExitStatus:
    """Train a source model on another task, for `train --from`.

    It learns to tell malignant from benign in simulated, thyroid-like nodules in B-mode, as the
    source model of the second paper did in thyroids. It cannot score livers.
    """
    from dlre_gui.edition import require_research

    require_research("Training")
    from dlre_gui.workflows import train_source as work

    plan = work.SourcePlan(out, nodules, replace(work.OPTIONS, epochs=epochs, seed=seed))
    with stop_on_interrupt() as stopped, stages() as report:
        folder = work.train_source(
            plan, lambda step: report(step.stage, step.done, step.total), stopped.is_set
        )
    _say({"package": str(folder)}, "source model", as_json)
    return ExitStatus.DONE


def _show_check(found: TrainingCheck, as_json: bool) -> ExitStatus:
    if as_json:
        print_json(found.as_values())
        return ExitStatus.DONE
    by_stage = ", ".join(f"{stage}: {number}" for stage, number in found.patients.items())
    facts = [
        ("table", found.table),
        ("patients", f"{sum(found.patients.values())} ({by_stage})"),
        ("validate", str(found.validating)),
        ("held out of training", str(found.held_out)),
        ("screens", str(found.screens)),
        ("ROI given", f"{found.with_roi}; proposed for the others"),
        ("hospitals", str(found.hospitals) if found.hospitals else "not given"),
        ("simulated data", "yes" if found.simulated else "no"),
        ("networks, epochs at most", ", ".join(f"{name}: {most}" for name, most in found.networks)),
        ("folder", "holds this training, goes on" if found.goes_on else "free"),
    ]
    print_table(("", str(found.cohort)), facts)
    return ExitStatus.DONE
