"""What an export works on: exams of the session taken at one moment, or all of the book; no Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from dlre_gui.gui.exporting import ExamToExport, dossier_of, dossiers, logo_bytes, to_export
from dlre_gui.gui.report_pixels import PixelReader
from dlre_gui.gui.session.preferences import Preferences
from dlre_gui.gui.session.session import Session
from dlre_gui.gui.session.stored import session_of
from dlre_gui.report.bundle import Exported, ExportOptions, TooManyScreensError, export, is_too_large
from dlre_gui.report.dossier import Dossier, ModelFacts, ReportStyle
from dlre_gui.store.book import Book
from dlre_gui.store.records import ExamSearch


class Scope(StrEnum):
    """Which exams."""

    CURRENT = "current"
    OPEN = "open"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class Picture:
    """RGB bytes, three a pixel, row by row."""

    content: bytes
    width: int
    height: int


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class TakenExams:
    """Exams as they were when they were taken, or the book's; ready for another thread."""

    exams: tuple[ExamToExport, ...]
    book: Book | None
    model: ModelFacts | None
    preferences: Preferences
    whole_book: bool = False
    wanted: ExamSearch = field(default_factory=ExamSearch)

    def _all(self, numbers: list[int | None]) -> Iterator[ExamToExport]:
        """The exams, and by what number the book goes on knowing each: its key may be another's by then."""
        number_of = self.book.number_of if self.book is not None else lambda _: None
        taken = {one.key: number_of(one.key) for one in self.exams}
        exams: Iterator[ExamToExport] = iter(self.exams)
        if self.whole_book and self.book is not None:
            exams = exams_of_book(self.book, self.model, self.preferences, self.wanted)
        for one in exams:
            numbers.append(taken[one.key] if one.key in taken else number_of(one.key))
            yield one

    def export(
        self,
        folder: Path,
        options: ExportOptions,
        style: ReportStyle,
        logo: str,
        progress: Callable[[int], None] = lambda _: None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Exported:
        """Write them, and note in the book what was written of each; see `report.bundle.export`."""
        numbers: list[int | None] = []
        whole = replace(style, logo=logo_bytes(logo))

        def note(number: int, hashes: Mapping[str, str]) -> None:
            exam = numbers[number - 1]
            if self.book is not None and exam is not None:
                self.book.put_event(exam, "exported", hashes)
            progress(number)

        with PixelReader() as reader:
            ready = dossiers(self._all(numbers), reader, _now)
            return export(ready, folder, options, whole, note, cancelled, _lacking(logo, whole, options))


def _lacking(logo: str, style: ReportStyle, options: ExportOptions) -> Iterator[str]:
    """A logo that was wanted and cannot be drawn; without a person no logo is."""
    from dlre_gui.report.page_head import logo_picture

    if logo and options.report_pdf and not options.deidentify and logo_picture(style.logo) is None:
        yield f"The logo {logo} could not be read: the reports have none."


class Exporter:
    """The exams of a window, to be exported.

    Parameters
    ----------
    pixels
        Puts pixels that are in memory to an exam that was taken.
    """

    def __init__(
        self,
        session: Session,
        model: ModelFacts | None,
        pixels: Callable[[ExamToExport], ExamToExport] = lambda exam: exam,
    ) -> None:
        self._session, self._model, self._pixels = session, model, pixels
        self._shown = self._take(session.current_exam) if session.current_exam else None
        self._looked_at: Dossier | None = None
        self._reader = PixelReader()

    def _take(self, exam_key: str) -> ExamToExport:
        return self._pixels(to_export(self._session, exam_key, self._model))

    def taken(self, scope: Scope, text: str = "") -> TakenExams:
        """The exams as they are now, of the book's those that a search finds; short, on the GUI thread."""
        session = self._session
        keys = session.exam_keys if scope is Scope.OPEN else (session.current_exam,)
        exams = () if scope is Scope.BOOK else tuple(self._take(key) for key in keys if key is not None)
        whole_book = scope is Scope.BOOK
        wanted = ExamSearch(text if whole_book else "")
        return TakenExams(exams, session.book, self._model, session.preferences, whole_book, wanted)

    def proposed_folder(self, parent: str) -> str:
        """A new folder's name, without anything of a patient."""
        place = Path(parent) if parent else Path.home()
        return str(place / f"DLRE export {_now().astimezone():%Y-%m-%d %H%M%S}")

    def picture(self, style: ReportStyle, logo: str, *, deidentify: bool) -> Picture:
        """The current exam's page as it would be written; not on the GUI thread."""
        from dlre_gui.report.deidentify import deidentified
        from dlre_gui.report.page_picture import page_picture

        if self._shown is None:
            return Picture(b"\xff\xff\xff", 1, 1)
        if self._looked_at is None:
            self._looked_at = dossier_of(self._shown, self._reader, _now().astimezone())
        if is_too_large(self._looked_at):
            raise TooManyScreensError(1, len(self._looked_at.screens))
        dossier = deidentified(self._looked_at) if deidentify else self._looked_at
        with self._reader:
            page = page_picture(dossier, replace(style, logo=logo_bytes(logo)))
        return Picture(page.tobytes(), page.width, page.height)


def exams_of_book(
    book: Book, model: ModelFacts | None, preferences: Preferences, wanted: ExamSearch
) -> Iterator[ExamToExport]:
    """Every exam the book finds, as it was left; one that holds no acquisition is passed over."""
    for key in book.keys(wanted):
        stored = book.load_exam(key)
        if stored is None or not stored.acquisitions:
            continue
        session = session_of(stored, model, preferences)
        yield from (to_export(session, key, model) for key in session.exam_keys[:1])
