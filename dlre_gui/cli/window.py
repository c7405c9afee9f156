"""``dlre-gui [PATH...]``: the window."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dlre_gui import display
from dlre_gui.cli.options import Model, OnDevice
from dlre_gui.domain.errors import DlreError, FileMissingError
from dlre_gui.terminal import ExitStatus, exits

_QT_HINT = (
    "On Debian or Ubuntu: sudo apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
    " libxcb-cursor0 libxkbcommon-x11-0. Everything but the window works without them."
)


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
