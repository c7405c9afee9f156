"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

MODEL_HELP = "Id or folder of a model package; default: the bundled one."

Paths = Annotated[list[Path], typer.Argument(help="Files and folders of screens.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of text.")]
Model = Annotated[str | None, typer.Option(help=MODEL_HELP)]
OnDevice = Annotated[
    Literal["auto", "cpu", "cuda"], typer.Option(help="What computes; auto takes a GPU if one can be used.")
]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes at work [default: one a core].")]
AsShown = Annotated[
    bool, typer.Option("--as-shown", help="Score the screens' own colours, whatever their scale.")
]
