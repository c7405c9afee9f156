"""``dlre-gui calibrate``: a model's probabilities and thresholds set anew on other patients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dlre_gui.cli import train_options as chosen
from dlre_gui.cli.options import MODEL_HELP, Json, OnDevice
from dlre_gui.terminal import ExitStatus, exits, print_json, stages, stop_on_interrupt


@exits
def calibrate(
    cohort: chosen.CohortFile,
    out: Annotated[Path, typer.Option(help="Folder for the new package and the patches.")],
    model: Annotated[str | None, typer.Option(help=MODEL_HELP)] = None,
    name: Annotated[str, typer.Option(help="Id of the new package [default: …-calibrated].")] = "",
    package_version: chosen.PackageVersion = "1.0",
    test_cohort: chosen.TestCohort = None,
    data: chosen.Data = "",
    threads: chosen.Threads = None,
    device: OnDevice = "auto",
    as_json: Json = False,
) -> ExitStatus:
    """Set a model's probabilities and thresholds anew on your patients.

    The networks stay as they are, and so does the order of the screens: only what an answer means as
    a probability is fitted to how frequent each stage is among yours. None of them may have trained the
    model.
    """
    from dlre_gui.edition import require_research

    require_research("Calibration")
    from dlre_gui.model.library import find_package
    from dlre_gui.workflows.calibrate import CalibrationPlan, calibrate_package

    folder = find_package(model).path
    plan = CalibrationPlan(
        cohort, folder, out, name, package_version, test_cohort, data, device=device, threads=threads
    )
    with stop_on_interrupt() as stopped, stages() as report:
        made = calibrate_package(plan, lambda step: report(step.stage, step.done, step.total), stopped.is_set)
    if as_json:
        print_json({"package": str(made)})
    else:
        print(f"model package: {made}")
    return ExitStatus.DONE
