"""The command ``dlre-gui``: thin commands over the same functions that the window uses.

Everything but the command line itself is imported inside the commands, so that help and window
come quickly.
"""

from __future__ import annotations

import multiprocessing
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dlre_gui import RESEARCH_USE_ONLY, __version__
from dlre_gui.cli import (
    audit,
    book,
    calibrate,
    doctor,
    evaluate,
    export,
    model,
    reproduce,
    score,
    simulate,
    train,
    window,
)
from dlre_gui.terminal import ExitStatus, not_written, write_any_character

WINDOW = "open"


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


app.command(WINDOW)(window.open_window)
app.command()(score.score)
app.command()(simulate.simulate)
app.command()(train.train)
app.command()(train.train_source)
app.command()(calibrate.calibrate)
app.command()(evaluate.evaluate)
app.command()(reproduce.reproduce)
app.command()(export.export)
app.command()(doctor.doctor)
app.add_typer(model.app, name="model")
app.add_typer(book.app, name="book")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """Start the program (the console script)."""
    multiprocessing.freeze_support()
    write_any_character()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(ExitStatus.INTERRUPTED)
    except OSError as error:  # of the help, which no command of ours writes
        sys.exit(not_written(error))
