"""``dlre-gui audit``: was anything in the exam book changed behind the program's back?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlre_gui.cli.options import Json
from dlre_gui.terminal import ExitStatus, exits, print_json

if TYPE_CHECKING:
    from dlre_gui.store.audit import Verdict
    from dlre_gui.store.trail import Head

app = typer.Typer(no_args_is_help=True, help="Check the exam book's audit trail.")


@app.callback()
def _audit() -> None:
    pass


@app.command("verify")
@exits
def verify(
    book: Annotated[Path | None, typer.Argument(help="The exam book's file; default: yours.")] = None,
    head: Annotated[
        list[str] | None,
        typer.Option(help="NUMBER:HASH that an earlier verification printed; may be repeated."),
    ] = None,
    as_json: Json = False,
) -> ExitStatus:
    """Find every changed, deleted, added or moved row.

    Exit status 1 if one was found. Whoever can write the file could compute all hashes anew or cut
    off the end; only a head noted elsewhere (--head) shows that for certain.
    """
    from dlre_gui.cli.book import existing
    from dlre_gui.store.book import Book

    path = existing(book)
    noted = [_head(text) for text in head or []]
    with Book(path) as opened:
        verdict = opened.verify(noted)
    if as_json:
        print_json(
            {"book": str(path), "holds": verdict.holds, **asdict(verdict), "head": _text(verdict.head)}
        )
    else:
        _print(path, verdict)
    return ExitStatus.DONE if verdict.holds else ExitStatus.SOME_FAILED


def _print(path: Path, verdict: Verdict) -> None:
    for finding in verdict.findings:
        print(f"{finding.subject} {finding.row}: {finding.what}")
    state = "holds" if verdict.holds else f"does not hold: {len(verdict.findings)} findings"
    print(f"{path}: the audit trail {state}")
    print(
        f"{verdict.n_entries} entries, {verdict.n_rows} rows,"
        f" {verdict.n_heads_kept} heads kept beside the book"
    )
    print(f"head to note elsewhere: {_text(verdict.head)}")


def _text(head: Head) -> str:
    return f"{head.number}:{head.hash}"


def _head(text: str) -> Head:
    from dlre_gui.store.trail import Head

    number, _, digest = text.replace("\u200b", "").partition(":")  # marks of a window's line breaks
    if not number.isdecimal() or not digest:
        raise typer.BadParameter(f"{text!r} is not NUMBER:HASH", param_hint="--head")
    return Head(int(number), digest)
