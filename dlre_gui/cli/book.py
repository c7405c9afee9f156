"""``dlre-gui book``: backup, export and import of the exam book."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dlre_gui.cli.options import Json
from dlre_gui.terminal import ExitStatus, exits, print_json, print_table

app = typer.Typer(no_args_is_help=True, help="Back up, export and import the exam book.")

BookFile = Annotated[Path | None, typer.Option("--book", help="The exam book's file; default: yours.")]


def existing(book: Path | None) -> Path:
    """The book's file, which must be there: looking at a book does not make one."""
    from dlre_gui.domain.errors import StoreError
    from dlre_gui.store.book import book_path

    path = book or book_path()
    if not path.is_file():
        raise StoreError(f"There is no exam book {path}.", "The window makes one when it is first opened.")
    return path


@app.command("list")
@exits
def list_exams(
    search: Annotated[str, typer.Argument(help="Name, ID, pinyin or initials; nothing: all.")] = "",
    book: BookFile = None,
    as_json: Json = False,
) -> ExitStatus:
    """List exams, latest first, with the keys that export takes."""
    from dlre_gui.domain.screen import readable_name
    from dlre_gui.store.book import Book
    from dlre_gui.store.records import ExamSearch

    with Book(existing(book)) as opened:
        exams = opened.find_exams(ExamSearch(search), 0, 1_000_000).exams
    if as_json:
        print_json([{**asdict(exam), "thumbnails": len(exam.thumbnails)} for exam in exams])
    else:
        lines = [
            (
                e.day,
                readable_name(e.patient_name or ""),
                e.patient_id or "",
                str(e.n_acquisitions),
                e.stage,
                e.key,
            )
            for e in exams
        ]
        print_table(("day", "name", "ID", "screens", "stage", "key"), lines)
    return ExitStatus.DONE


@app.command("backup")
@exits
def back_up(
    file: Annotated[Path, typer.Argument(help="The backup's file, a new one.")], book: BookFile = None
) -> ExitStatus:
    """Copy the whole book into one file, and check that file."""
    from dlre_gui.store import backup
    from dlre_gui.store.book import Book

    with Book(existing(book)) as opened:
        made = backup.back_up(opened, file)
    print(f"{made.n_exams} exams in {made.path} ({made.n_bytes} bytes), checked")
    print(f"head of its audit trail: {made.head.number}:{made.head.hash}")
    return ExitStatus.DONE


@app.command("restore")
@exits
def restore(file: Annotated[Path, typer.Argument(help="A backup.")], book: BookFile = None) -> ExitStatus:
    """Put a backup in the book's place; the book that is there is renamed, nothing is deleted."""
    from dlre_gui.store import backup
    from dlre_gui.store.book import book_path

    target = book or book_path()
    aside = backup.restore(file, target)
    print(f"{target} is now the backup" + (f"; the former book is {aside}" if aside else ""))
    return ExitStatus.DONE


@app.command("export")
@exits
def export(
    file: Annotated[Path, typer.Argument(help="The export's file, a new one.")],
    exam: Annotated[list[str] | None, typer.Option(help="Key of an exam (see list); default: all.")] = None,
    book: BookFile = None,
) -> ExitStatus:
    """Write exams into one file: results, decisions and laboratory values, not the screens' pixels."""
    from dlre_gui.store.book import Book
    from dlre_gui.store.exporting import export_exams
    from dlre_gui.store.portable import suffix_of

    with Book(existing(book)) as opened:
        done = export_exams(opened, suffix_of(file), exam or None)
    print(f"{done.n_exams} exams in {done.path} ({done.n_bytes} bytes)")
    return ExitStatus.DONE


@app.command("import")
@exits
def import_(file: Annotated[Path, typer.Argument(help="An export.")], book: BookFile = None) -> ExitStatus:
    """Take the exams of an export into the book; what is there is never changed."""
    from dlre_gui.store.book import Book
    from dlre_gui.store.importing import check_export, import_exams

    check_export(file)
    with Book(book) as opened:
        done = import_exams(opened, file)
    print(
        f"{done.new_exams} new exams, {done.known_exams} known; added {done.new_acquisitions} screens,"
        f" {done.new_scores} scores, {done.new_decisions} decisions"
    )
    for exam in done.apart:
        print(f"exam {exam}: decided or read differently in the file; the book stays as it is")
    return ExitStatus.SOME_FAILED if done.apart else ExitStatus.DONE
