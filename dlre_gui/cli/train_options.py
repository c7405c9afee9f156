"""The options of ``dlre-gui train`` and ``dlre-gui train-source``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer


class TaskName(StrEnum):
    """As `domain.exam.Task`, which would bring numpy along."""

    GE_F2 = "ge_f2"
    GE_F3 = "ge_f3"
    F4 = "f4"


CohortFile = Annotated[Path, typer.Argument(help="COHORT.csv: path, patient_id and stage of every screen.")]
Out = Annotated[Path, typer.Option(help="Folder for the model package, patches and checkpoints.")]
Architecture = Annotated[
    Literal["gut", "spie", "basic", "transfer"],
    typer.Option(
        help="gut or spie: a paper's network; basic, transfer: what the second sets beside its own."
    ),
]
Source = Annotated[
    Path | None,
    typer.Option("--from", help="Package to begin with: a source model, or one whose networks go on."),
]
Freeze = Annotated[
    int | None,
    typer.Option(min=0, max=4, help="First convolutions that stay as they begin [default: gut and "
                 "basic 0, spie 3, transfer 4]."),
]  # fmt: skip
Tasks = Annotated[
    list[TaskName] | None,
    typer.Option("--task", help="Train this one; may be repeated, the others are those of --from."),
]
Name = Annotated[str, typer.Option(help="Id of the new package [default: made from the network].")]
PackageVersion = Annotated[str, typer.Option("--package-version", help="Of the new package.")]
Data = Annotated[str, typer.Option(help="What the card shall say of the data, e.g. how they were collected.")]
TestCohort = Annotated[
    Path | None, typer.Option(help="COHORT.csv of other patients, to measure the performance on.")
]
ValidationHospitals = Annotated[
    list[str] | None,
    typer.Option("--validation-hospital", help="Its patients do not train but measure the performance; "
                 "may be repeated."),
]  # fmt: skip
ValidationShare = Annotated[
    float,
    typer.Option(min=0.0, max=0.9, help="Share of each stage's patients, by the seed, that do not train "
                 "but measure the performance."),
]  # fmt: skip
LossName = Annotated[
    Literal["cross_entropy", "squared_error"], typer.Option(help="squared_error is the papers' way.")
]
Begin = Annotated[
    Literal["contrasts", "random"],
    typer.Option(help="First weights: differences of colours, or random ones, as the papers' presumably."),
]
Epochs = Annotated[int, typer.Option(min=1, help="At most; stops early on held-out patients.")]
FollowShare = Annotated[
    float,
    typer.Option(min=0.0, max=1.0, help="Where nothing is frozen, ≥F2 and F4 go on from ≥F3 for this share "
                 "of the epochs; 0: from first weights."),
]  # fmt: skip
ExamShare = Annotated[
    float,
    typer.Option(min=0.0, max=1.0, help="Share of the epochs, the last ones, that lower the loss of a "
                 "patient's mean probability instead of each screen's; 0: screens only."),
]  # fmt: skip
Consistency = Annotated[
    float,
    typer.Option(min=0.0, max=100.0, help="Weight of the demand that two views of a screen, the ROI "
                 "elsewhere and the map as another file would give it, be answered alike; 0: none. "
                 "Takes twice the time."),
]  # fmt: skip
Smoothing = Annotated[
    float | None,
    typer.Option(min=0.0, max=20.0, help="How many px the stiffness map is smoothed by before the network "
                 "sees it: JPEG then changes less, but some of what tells stages apart is lost "
                 "[default: 0, or as the package of --from]."),
]  # fmt: skip
Batch = Annotated[int, typer.Option(min=1, max=1024, help="Screens a step.")]
LearningRate = Annotated[float, typer.Option(min=0.0001, max=0.1, help="At its highest.")]
HeldOut = Annotated[
    float, typer.Option(min=0.01, max=0.9, help="Share of patients that choose the epoch and calibrate.")
]
Seed = Annotated[int, typer.Option(help="Same seed and threads, same weights (on the CPU).")]
Threads = Annotated[int | None, typer.Option(min=1, help="Of the CPU [default: all].")]
Mixed = Annotated[bool, typer.Option("--mixed", help="Faster, with convolutions in bfloat16.")]
Check = Annotated[
    bool, typer.Option("--check", help="Only check cohort and folder: nothing is trained or written.")
]
