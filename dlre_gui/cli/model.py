"""``dlre-gui model``: look after model packages."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlre_gui.cli.events import AsEvents, run_as_events
from dlre_gui.cli.options import MODEL_HELP, Json, OnDevice
from dlre_gui.terminal import ExitStatus, exits, print_json, print_table

if TYPE_CHECKING:
    from dlre_gui.model.package import ModelPackage

app = typer.Typer(no_args_is_help=True, help="Look after model packages.")

ModelName = Annotated[str | None, typer.Argument(help=MODEL_HELP)]


@app.command("list")
@exits
def list_models(as_json: Json = False) -> ExitStatus:
    """List the model packages.

    Bundled ones, those for all users of this machine, and your own; the exit status is 1 if one
    of them cannot be used.
    """
    from dlre_gui.model.library import list_packages, machine_dir, user_dir

    entries = list_packages()
    if as_json:
        print_json([asdict(entry) for entry in entries])
    else:
        rows = [(e.id, e.version, e.origin, e.problem or "ok") for e in entries]
        print_table(("id", "version", "", "state"), rows)
        print(f"Your own packages lie in {user_dir()}")
        print(f"Those for all users of this machine lie in {machine_dir()}")
    return ExitStatus.SOME_FAILED if any(entry.problem for entry in entries) else ExitStatus.DONE


@app.command("show")
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


@app.command("verify")
@exits
def verify_model(model: ModelName = None, device: OnDevice = "auto", as_json: Json = False) -> ExitStatus:
    """Check a model package and run it.

    Hash, names, shapes and values; then a prediction on this machine, compared with plain
    arithmetic in double precision.
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
        print(
            f"largest difference from double precision: {result.difference:.1e}"
            f" (allowed: {result.tolerance:.0e})"
        )
    return ExitStatus.DONE if result.passed else ExitStatus.SOME_FAILED


@app.command("install")
@exits
def install_model(
    folder: Annotated[Path, typer.Argument(help="A model package's folder.")], as_events: AsEvents = False
) -> ExitStatus:
    """Check a model package and copy it to your own ones."""
    from dlre_gui.model.library import install_package

    if as_events:
        return run_as_events(lambda _report, _stopped: {"folder": str(install_package(folder))})
    print(f"installed in {install_package(folder)}")
    return ExitStatus.DONE
