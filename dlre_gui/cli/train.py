"""``dlre-gui train``: a model package from a cohort."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dlre_gui.cli.events import AsEvents, run_as_events
from dlre_gui.cli.options import Json, OnDevice
from dlre_gui.terminal import ExitStatus, exits, print_json, print_table, stages, stop_on_interrupt

if TYPE_CHECKING:
    from dlre_gui.workflows.train_check import TrainingCheck


@exits
def train(
    cohort: Annotated[Path, typer.Argument(help="COHORT.csv: path, patient_id and stage of every screen.")],
    out: Annotated[Path, typer.Option(help="Folder for the model package, patches and checkpoints.")],
    architecture: Annotated[Literal["gut", "spie"], typer.Option(help="Which paper's network.")] = "gut",
    name: Annotated[str, typer.Option(help="Id of the new package [default: made from the network].")] = "",
    test_cohort: Annotated[
        Path | None, typer.Option(help="COHORT.csv of other patients, to measure the performance on.")
    ] = None,
    loss: Annotated[
        Literal["cross_entropy", "squared_error"], typer.Option(help="squared_error is the papers' way.")
    ] = "cross_entropy",
    epochs: Annotated[int, typer.Option(min=1, help="At most; stops early on held-out patients.")] = 20,
    seed: Annotated[int, typer.Option(help="Same seed, same weights (on the CPU).")] = 1,
    mixed: Annotated[bool, typer.Option("--mixed", help="Faster, with convolutions in bfloat16.")] = False,
    device: OnDevice = "auto",
    check: Annotated[
        bool, typer.Option("--check", help="Only check cohort and folder: nothing is trained or written.")
    ] = False,
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
    from dlre_gui.training.options import FitOptions
    from dlre_gui.workflows.train import TrainPlan
    from dlre_gui.workflows.train_check import check_training, train_into

    options = FitOptions(
        architecture=architecture, loss=loss, epochs=epochs, seed=seed, device=device, mixed=mixed
    )
    plan = TrainPlan(cohort, out, options, name, test_cohort=test_cohort)
    if check:
        if as_events:
            return run_as_events(lambda _report, _stopped: check_training(plan).as_values())
        return _show_check(check_training(plan), as_json)
    if as_events:
        return run_as_events(lambda report, stopped: {"package": train_into(plan, report, stopped.is_set)})
    with stop_on_interrupt() as stopped, stages() as report:
        package = train_into(plan, lambda step: report(step.stage, step.done, step.total), stopped.is_set)
    if as_json:
        print_json({"package": str(package)})
    else:
        print(f"model package: {package}")
    return ExitStatus.DONE


def _show_check(found: TrainingCheck, as_json: bool) -> ExitStatus:
    if as_json:
        print_json(found.as_values())
        return ExitStatus.DONE
    by_stage = ", ".join(f"{stage}: {number}" for stage, number in found.patients.items())
    facts = [
        ("patients", f"{sum(found.patients.values())} ({by_stage})"),
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
