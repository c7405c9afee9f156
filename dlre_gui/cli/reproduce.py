"""``dlre-gui reproduce``: the papers' study on simulated patients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dlre_gui.cli.options import Json, OnDevice, Workers
from dlre_gui.terminal import ExitStatus, exits, print_json, stages, stop_on_interrupt

Out = Annotated[Path, typer.Option(help="A new folder, or one to go on with.")]
Count = Annotated[int, typer.Option(min=10, help="As many as the papers had; a third validate.")]
Seed = Annotated[int, typer.Option(min=0, help="Same seed, same patients and (on the CPU) weights.")]
Signal = Annotated[
    Literal["even", "patchy"],
    typer.Option(help="Whether the sites of a liver look alike, or differ as biopsies do."),
]
Networks = Annotated[
    list[str] | None,
    typer.Option(
        "--network", help="gut, spie, basic, transfer; may be repeated, the first counts [default: all]."
    ),
]
Epochs = Annotated[int, typer.Option(min=1, help="At most, of every training.")]
Hospitals = Annotated[bool, typer.Option(help="Also train without a third of the hospitals, three times.")]
Fresh = Annotated[int, typer.Option(min=0, help="So many more patients to judge the first network on.")]
Format = Annotated[
    Literal["png", "jpg", "bmp", "dcm", "mixed"], typer.Option("--format", help="Kind of screens.")
]


@exits
def reproduce(
    out: Out,
    patients: Count = 398,
    seed: Seed = 2019,
    signal: Signal = "patchy",
    network: Networks = None,
    epochs: Epochs = 10,
    hospitals: Hospitals = True,
    fresh: Fresh = 0,
    image_format: Format = "png",
    device: OnDevice = "auto",
    workers: Workers = None,
    as_json: Json = False,
) -> ExitStatus:
    """Repeat the papers' study on simulated patients.

    Simulates patients of twelve hospitals, trains the papers' networks on two thirds of them,
    evaluates them on the others, and writes reproduce.html with every figure beside the papers'. Takes
    hours on a CPU. Ctrl+C loses nothing: the same command goes on where it was.
    """
    from dlre_gui.edition import require_research

    require_research("Training")
    from dlre_gui.workflows.reproduce import ReproducePlan
    from dlre_gui.workflows.reproduce import reproduce as study
    from dlre_gui.workflows.reproduce_report import write_reproduced

    plan = ReproducePlan(
        out, patients, seed, signal, _chosen(network), epochs, elsewhere=hospitals, fresh=fresh,
        image_format=image_format, device=device, workers=workers,
    )  # fmt: skip
    with stop_on_interrupt() as stopped, stages() as report:
        done = study(plan, lambda step: report(step.stage, step.done, step.total), stopped)
        written = write_reproduced(done)
    if as_json:
        print_json({"report": str(written)})
    else:
        print(f"simulated data; all of it: {written}")
    return ExitStatus.DONE if done.evaluated.is_complete else ExitStatus.SOME_FAILED


def _chosen(networks: list[str] | None) -> tuple[str, ...]:
    """Each once; all if none is named."""
    from dlre_gui.workflows.reproduce_networks import NETWORKS

    unknown = [name for name in networks or () if name not in NETWORKS]
    if unknown:
        raise typer.BadParameter(f"no network {', '.join(unknown)}; there are {', '.join(NETWORKS)}")
    return tuple(dict.fromkeys(networks or NETWORKS))
