"""What the window has done with the whole exam book, on other threads; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dlre_gui.store.book import Book
from dlre_gui.store.exporting import Exported, export_exams
from dlre_gui.store.progress import Progress
from dlre_gui.store.records import ExamSearch

BACKUP_ENDING = ".sqlite"
EXPORT_ENDING = ".dlre-exams"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Exams to export: those with these keys, those the list finds, or (neither given) all."""

    keys: tuple[str, ...] = ()
    found: ExamSearch | None = None


def export_chosen(book: Book, target: Path, chosen: Chosen, progress: Progress) -> Exported:
    """Write them into one new file; see `store.exporting.export_exams`."""
    if chosen.found is None:
        return export_exams(book, target, chosen.keys or None, progress)
    return export_exams(book, target, book.keys(chosen.found), progress)


def proposed(folder: str, name: str, ending: str) -> str:
    """A new file's name, with the time and without anything of a patient."""
    return str(Path(folder) / f"{name} {datetime.now().astimezone():%Y-%m-%d %H%M%S}{ending}")


def with_ending(path: Path, ending: str) -> Path:
    """The path with this ending: a dot in a date or a name begins none."""
    return path if path.name.lower().endswith(ending) else path.with_name(path.name + ending)
