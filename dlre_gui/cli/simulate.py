"""``dlre-gui simulate``: simulated patients with their screens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dlre_gui.cli.options import Json
from dlre_gui.terminal import ExitStatus, exits, print_json, progress_bar, stop_on_interrupt


@exits
def simulate(
    directory: Annotated[Path, typer.Argument(help="A new folder, or one to go on with.")],
    patients: Annotated[int, typer.Option(min=1, help="How many; five screens each.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same files.")] = 1,
    image_format: Annotated[
        Literal["png", "jpg", "bmp", "dcm", "mixed"], typer.Option("--format", help="Kind of files.")
    ] = "png",
    size: Annotated[
        Literal["1440x1080", "720x540", "mixed"], typer.Option(help="Of a screen, px; mixed: by turns.")
    ] = "1440x1080",
    language: Annotated[
        Literal["en", "zh"] | None, typer.Option(help="Of the scanner [default: as the hospital].")
    ] = None,
    signal: Annotated[
        Literal["even", "patchy"],
        typer.Option(help="Whether the sites of a liver look alike, or differ as biopsies do."),
    ] = "even",
    varied: Annotated[
        int, typer.Option(min=0, help="Instead of patients: so many screens of many scanners' styles.")
    ] = 0,
    as_json: Json = False,
) -> ExitStatus:
    """Simulate patients with their screens.

    A folder a patient with its screens and truth.json, and cohort.csv. Ctrl+C loses nothing: the
    same command goes on where it was. With --varied: numbered PNG files and one truth.json.
    """
    if varied:
        return _varied(directory, varied, seed, as_json)
    from dlre_gui.simulation.write import simulate as write

    sides = None if size == "mixed" else (int(size.split("x")[0]), int(size.split("x")[1]))
    with stop_on_interrupt() as stopped, progress_bar("Simulating") as update:
        cohort = write(
            directory,
            patients,
            seed,
            image_format,
            sides,
            language,
            progress=update,
            cancelled=stopped.is_set,
            signal=signal,
        )
    if as_json:
        print_json({"cohort": str(cohort), "patients": patients})
    else:
        print(f"{patients} simulated patients: {cohort}")
    return ExitStatus.DONE


def _varied(directory: Path, screens: int, seed: int, as_json: bool) -> ExitStatus:
    from dlre_gui.simulation.styles.write import write_varied

    with stop_on_interrupt() as stopped, progress_bar("Simulating") as update:
        truth = write_varied(directory, screens, seed, update, stopped.is_set)
    if as_json:
        print_json({"truth": str(truth), "screens": screens})
    else:
        print(f"{screens} simulated screens: {truth}")
    return ExitStatus.DONE
