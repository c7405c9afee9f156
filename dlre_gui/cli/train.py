"""``dlre-gui train``: a model package from a cohort."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dlre_gui.cli.options import Json, OnDevice
from dlre_gui.terminal import ExitStatus, exits, print_json, stages, stop_on_interrupt


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
    as_json: Json = False,
) -> ExitStatus:
    """Train a model package on your own cohort.

    Ctrl+C loses nothing: the same command goes on where it was. The new package is written to
    OUT; `dlre-gui model install` makes it selectable.
    """
    from dlre_gui.edition import require_research

    require_research("Training")
    from dlre_gui.training.options import FitOptions
    from dlre_gui.workflows.train import TrainPlan, train_package

    options = FitOptions(
        architecture=architecture, loss=loss, epochs=epochs, seed=seed, device=device, mixed=mixed
    )
    plan = TrainPlan(cohort, out, options, name, test_cohort=test_cohort)
    with stop_on_interrupt() as stopped, stages() as report:
        package = train_package(plan, lambda step: report(step.stage, step.done, step.total), stopped.is_set)
    if as_json:
        print_json({"package": str(package)})
    else:
        print(f"model package: {package}")
    return ExitStatus.DONE
