"""The command ``dlre-gui``: thin commands over the same functions that the window uses.

Everything but the command line itself is imported inside the commands, so that help and window
come quickly.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from dlre_gui import RESEARCH_USE_ONLY, __version__, display
from dlre_gui.domain.errors import DlreError, FileMissingError
from dlre_gui.terminal import (
    ExitStatus,
    exits,
    print_json,
    print_table,
    progress_bar,
    stages,
    stop_on_interrupt,
)

if TYPE_CHECKING:
    from dlre_gui.model.package import ModelPackage

WINDOW = "open"
_QT_HINT = (
    "On Debian or Ubuntu: sudo apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
    " libxcb-cursor0 libxkbcommon-x11-0. Everything but the window works without them."
)


class WindowByDefault(TyperGroup):
    """Without a command's name the window opens, on whatever paths are given."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = {*self.commands, "--help", "--version"}
        if not args or args[0] not in known:
            args = [WINDOW, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=WindowByDefault,
    name="dlre-gui",
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Stage liver fibrosis from 2D shear-wave-elastography screens.\n\n"
    "dlre-gui [PATH...] opens the window on these files and folders.\n\n" + RESEARCH_USE_ONLY,
    epilog="Exit status: 0 all done; 1 done, but some inputs were refused or failed; "
    "2 wrong usage or set-up; 130 interrupted.",
)
models = typer.Typer(no_args_is_help=True, help="Look after model packages.")
app.add_typer(models, name="model")


Paths = Annotated[list[Path], typer.Argument(help="Files and folders of screens.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of text.")]
_MODEL = "Id or folder of a model package; default: the bundled one."
Model = Annotated[str | None, typer.Option(help=_MODEL)]
OnDevice = Annotated[
    Literal["auto", "cpu", "cuda"], typer.Option(help="What computes; auto takes a GPU if one can be used.")
]


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"dlre-gui {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command(WINDOW)
@exits
def open_window(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files and folders to open.")] = None,
    screenshot: Annotated[Path | None, typer.Option(help="Save the window's picture here and quit.")] = None,
    model: Model = None,
    device: OnDevice = "auto",
) -> ExitStatus:
    """Open the window.

    The word can be left out: dlre-gui PATH... does the same.
    """
    _check_present(paths or [], hint="It is no command either: see dlre-gui --help.")
    if display.is_missing():
        if screenshot is None:
            hint = "Use dlre-gui score, or dlre-gui --screenshot FILE."
            raise DlreError("There is no display to open a window on.", hint)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from dlre_gui.gui.app import main as show
    except ImportError as error:
        raise DlreError(f"The window cannot start: {error}.", _QT_HINT) from error

    return ExitStatus(show(paths or [], screenshot=screenshot, model=model, device=device))


def _check_present(paths: list[Path], hint: str = "") -> None:
    for path in paths:
        if not path.exists():
            raise FileMissingError(path, f"{path} is not there.", hint)


@app.command()
@exits
def score(
    paths: Paths,
    out: Annotated[Path, typer.Option(help="Folder for images.csv, patients.csv and run.json.")],
    model: Model = None,
    device: OnDevice = "auto",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes at work [default: one a core].")
    ] = None,
    as_shown: Annotated[
        bool, typer.Option("--as-shown", help="Score the screens' own colours, whatever their scale.")
    ] = False,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Also save an annotated picture of every scored screen.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try files again that failed in an earlier run.")
    ] = False,
    as_json: Json = False,
) -> ExitStatus:
    """Score folders without a window.

    Every screen under the paths is scored, refused or failed, with the reason. Ctrl+C loses
    nothing: the same command goes on where it was, and a later run scores only what is missing.
    """
    from dlre_gui.batch.options import Options
    from dlre_gui.batch.score import score_folder
    from dlre_gui.score_tables import print_scores

    options = Options(model, device, workers, as_shown, annotate, retry_failed)
    with stop_on_interrupt() as stopped, progress_bar("Scoring") as update:
        summary = score_folder(paths, out, options, lambda done, total, *_: update(done, total), stopped)
    if as_json:
        print_json({"out": str(out), **asdict(summary)})
    else:
        print_scores(out, summary)
    return ExitStatus(summary.exit_code)


@app.command()
@exits
def simulate(
    directory: Annotated[Path, typer.Argument(help="A new folder, or one to go on with.")],
    patients: Annotated[int, typer.Option(min=1, help="How many; five screens each.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same files.")] = 1,
    image_format: Annotated[
        Literal["png", "jpg", "bmp", "dcm", "mixed"], typer.Option("--format", help="Kind of files.")
    ] = "png",
    size: Annotated[Literal["1440x1080", "720x540"], typer.Option(help="Of a screen, px.")] = "1440x1080",
    language: Annotated[
        Literal["en", "zh"] | None, typer.Option(help="Of the scanner [default: as the hospital].")
    ] = None,
    as_json: Json = False,
) -> ExitStatus:
    """Simulate patients with their screens.

    A folder a patient with its screens and truth.json, and cohort.csv. Ctrl+C loses nothing: the
    same command goes on where it was.
    """
    from dlre_gui.simulation.write import simulate as write

    width, height = (int(side) for side in size.split("x"))
    with stop_on_interrupt() as stopped, progress_bar("Simulating") as update:
        cohort = write(
            directory,
            patients,
            seed,
            image_format,
            (width, height),
            language,
            progress=update,
            cancelled=stopped.is_set,
        )
    if as_json:
        print_json({"cohort": str(cohort), "patients": patients})
    else:
        print(f"{patients} simulated patients: {cohort}")
    return ExitStatus.DONE


@app.command()
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
    device: OnDevice = "auto",
    as_json: Json = False,
) -> ExitStatus:
    """Train a model package on your own cohort.

    Ctrl+C loses nothing: the same command goes on where it was. The new package is written to
    OUT; `dlre-gui model install` makes it selectable.
    """
    from dlre_gui.training.options import FitOptions
    from dlre_gui.workflows import TrainPlan, train_package

    options = FitOptions(architecture=architecture, loss=loss, epochs=epochs, seed=seed, device=device)
    plan = TrainPlan(cohort, out, options, name, test_cohort=test_cohort)
    with stop_on_interrupt() as stopped, stages() as report:
        package = train_package(plan, lambda step: report(step.stage, step.done, step.total), stopped.is_set)
    if as_json:
        print_json({"package": str(package)})
    else:
        print(f"model package: {package}")
    return ExitStatus.DONE


@models.command("list")
@exits
def list_models(as_json: Json = False) -> ExitStatus:
    """List the model packages.

    Bundled ones and your own; the exit status is 1 if one of them cannot be used.
    """
    from dlre_gui.model.library import list_packages, user_dir

    entries = list_packages()
    if as_json:
        print_json([asdict(entry) for entry in entries])
    else:
        rows = [(e.id, e.version, "bundled" if e.bundled else "own", e.problem or "ok") for e in entries]
        print_table(("id", "version", "", "state"), rows)
        print(f"Your own packages lie in {user_dir()}")
    return ExitStatus.SOME_FAILED if any(entry.problem for entry in entries) else ExitStatus.DONE


ModelName = Annotated[str | None, typer.Argument(help=_MODEL)]


@models.command("show")
@exits
def show_model(model: ModelName = None, as_json: Json = False) -> ExitStatus:
    """Show a model package's card.

    What it was trained on, how well it did, its thresholds and limits.
    """
    from dlre_gui.model.library import find_package

    package = find_package(model)
    if as_json:
        print_json({"path": str(package.path), **package.card.model_dump(mode="json")})
    else:
        _print_card(package)
    return ExitStatus.DONE


def _print_card(package: ModelPackage) -> None:
    card = package.card
    training = card.training
    facts = [
        ("id", f"{card.id} {card.version}"),
        ("folder", str(package.path)),
        ("network", card.architecture),
        ("trained on", f"{training.data} ({training.n_patients} patients, {training.n_images} screens)"),
        ("simulated data", "yes" if training.simulated else "no"),
        ("intended use", card.intended_use),
        ("limitations", card.limitations),
        ("weights sha256", card.weights_sha256),
    ]
    facts += [(f"threshold {t.name}", f"{t.threshold:.3f} ({t.threshold_source})") for t in card.tasks]
    facts += [
        (f"AUC {p.task}", f"{p.auc:.3f} ({p.auc_ci[0]:.3f} to {p.auc_ci[1]:.3f}), {p.cohort}")
        for p in card.performance
    ]
    print_table(("", card.title), facts)


@models.command("verify")
@exits
def verify_model(model: ModelName = None, device: OnDevice = "auto", as_json: Json = False) -> ExitStatus:
    """Check a model package and run it.

    Hash, names, shapes and values; then a prediction on this machine, compared with torch's.
    """
    from dlre_gui.model.library import find_package
    from dlre_gui.model.selftest import self_test

    package = find_package(model)
    result = self_test(package, device)
    if as_json:
        print_json({"id": package.card.id, "passed": result.passed, **asdict(result)})
    else:
        print(f"{package.card.id} {package.card.version}: hash, names, shapes and values are right")
        print(f"{result.runtime} on {result.device}: {result.screen_ms:.1f} ms a screen")
        print(f"largest difference from torch: {result.difference:.1e} (allowed: {result.tolerance:.0e})")
    return ExitStatus.DONE if result.passed else ExitStatus.SOME_FAILED


@models.command("install")
@exits
def install_model(folder: Annotated[Path, typer.Argument(help="A model package's folder.")]) -> ExitStatus:
    """Check a model package and copy it to your own ones."""
    from dlre_gui.model.library import install_package

    print(f"installed in {install_package(folder)}")
    return ExitStatus.DONE


@app.command()
@exits
def doctor(device: OnDevice = "auto", as_json: Json = False) -> ExitStatus:
    """Check that everything works here.

    Libraries, devices, window, data folder, models, and a real score through the engine.
    """
    from dlre_gui.doctor import examine

    checks = []
    for check in examine(device):
        checks.append(check)
        if not as_json:
            print(f"{'ok ' if check.works else 'NOT'}  {check.name:<12} {check.found}", flush=True)
    if as_json:
        print_json([asdict(check) for check in checks])
    return ExitStatus.DONE if all(check.works for check in checks) else ExitStatus.SOME_FAILED


def main() -> None:
    """Start the program (the console script)."""
    multiprocessing.freeze_support()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(ExitStatus.INTERRUPTED)
