"""What an export works on: exams of the session taken at one moment, or all of the book; no Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from dlre_gui.clinical.assessment import MOST_ACQUISITIONS
from dlre_gui.domain.errors import StoreError
from dlre_gui.gui.exporting import ExamToExport, dossier_of, dossiers, logo_bytes, to_export
from dlre_gui.gui.report_pixels import PixelReader
from dlre_gui.gui.session.preferences import Preferences
from dlre_gui.gui.session.session import Session
from dlre_gui.gui.session.stored import session_of
from dlre_gui.report.bundle import Exported, ExportOptions, TooManyScreensError, export, is_too_large
from dlre_gui.report.dossier import Dossier, ModelFacts, ReportStyle
from dlre_gui.store.book import Book
from dlre_gui.store.records import ExamSearch

_NO_NUMBER = 0
"""Of an exam that the book does not know; no exam has it."""


class Scope(StrEnum):
    """Which exams."""

    CURRENT = "current"
    OPEN = "open"
    CHOSEN = "chosen"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: which exams, and of the book's those that a search finds."""

    scope: Scope
    search: ExamSearch = field(default_factory=ExamSearch)


class ExamClosedError(StoreError):
    """The exam that was to be exported is not the one that is there by now."""

    def __init__(self) -> None:
        super().__init__(
            "The exam that this export was opened for is not open or not in the exam book any more.",
            "Close the export and choose the exam again.",
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """RGB bytes, three a pixel, row by row."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Look:
    """What an export would write: its first page (None: there is no exam), and how many of the book."""

    page: Picture | None
    n_exams: int


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class TakenExams:
    """Exams as they were when they were taken, or the book's; ready for another thread.

    Attributes
    ----------
    chosen
        Of the book these keys only, with the numbers the book knew the exams by when they were looked at;
        None where nobody has looked yet.
    """

    exams: tuple[ExamToExport, ...]
    book: Book | None
    model: ModelFacts | None
    preferences: Preferences
    whole_book: bool = False
    wanted: ExamSearch = field(default_factory=ExamSearch)
    chosen: Mapping[str, int | None] | None = None

    def _all(self, numbers: list[int | None]) -> Iterator[ExamToExport]:
        """The exams, and by what number the book goes on knowing each: its key may be another's by then."""
        number_of = self.book.number_of if self.book is not None else lambda _: None
        taken = {one.key: number_of(one.key) for one in self.exams}
        exams: Iterator[ExamToExport] = iter(self.exams)
        if self.whole_book and self.book is not None:
            exams = exams_of_book(self.book, self.model, self.preferences, self._keys(self.book))
        for one in exams:
            numbers.append(taken[one.key] if one.key in taken else number_of(one.key))
            yield one

    def _keys(self, book: Book) -> Iterable[str]:
        if self.chosen is None:
            return book.keys(self.wanted)
        for key, number in self.chosen.items():
            now = book.number_of(key)
            if now is None or number not in (None, now):
                raise ExamClosedError
        return tuple(self.chosen)

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
            lacking = (*_lacking(logo, whole, options), *_only_anothers(self.exams))
            return export(ready, folder, options, whole, note, cancelled, lacking)


def _lacking(logo: str, style: ReportStyle, options: ExportOptions) -> Iterator[str]:
    """A logo that was wanted and cannot be drawn; without a person no logo is."""
    from dlre_gui.report.page_head import logo_picture

    if logo and options.report_pdf and not options.deidentify and logo_picture(style.logo) is None:
        yield f"The logo {logo} could not be read: the reports have none."


def _only_anothers(exams: Iterable[ExamToExport]) -> Iterator[str]:
    """Screens whose files are away and that another model scored: a result without them says so."""
    for number, one in enumerate(exams, 1):
        for at, facts in enumerate(one.facts, 1):
            if one.model is not None and facts.is_only_anothers(one.model.sha256):
                why = "another model scored it, its file is away."
                yield f"Exam {number}: acquisition {at} does not count: {why}"


class Exporter:
    """The exams of a window, to be exported.

    Parameters
    ----------
    pixels
        Puts pixels that are in memory to an exam that was taken.
    chosen
        Keys of exams that were chosen from the list of the book.
    """

    def __init__(
        self,
        session: Session,
        model: ModelFacts | None,
        pixels: Callable[[ExamToExport], ExamToExport] = lambda exam: exam,
        chosen: Iterable[str] = (),
    ) -> None:
        self._session, self._model, self._pixels = session, model, pixels
        self._book, self._preferences = session.book, session.preferences
        self._shown = self._take(session.current_exam) if session.current_exam else None
        self.title = session.exam_title(session.current_exam) if session.current_exam else ""
        self.chosen = tuple(chosen)
        self._numbers: dict[str, int] = {}
        self._looked_at: tuple[ExamToExport, Dossier] | None = None
        self._reader = PixelReader()

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Of which exams there may be any, what is most likely meant first."""
        here = (Scope.CURRENT, Scope.OPEN) if self._shown is not None else ()
        of_book = (Scope.BOOK,) if self._book is not None or not here else ()
        return (*here, *((Scope.CHOSEN,) if self.chosen else ()), *of_book)

    def _take(self, exam_key: str) -> ExamToExport:
        return self._pixels(to_export(self._session, exam_key, self._model))

    def taken(self, wanted: Wanted) -> TakenExams:
        """The exams as they are now, of the book's those that a search finds; short, on the GUI thread.

        Raises
        ------
        ExamClosedError
            If the exam that was open first is closed, or another one has its key.
        """
        session, scope = self._session, wanted.scope
        exams: tuple[ExamToExport, ...] = ()
        if scope is Scope.OPEN:
            exams = tuple(self._take(key) for key in session.exam_keys)
        elif scope is Scope.CURRENT and self._shown is not None:
            exams = (self._again(self._shown),)
        of_book = scope in (Scope.CHOSEN, Scope.BOOK)
        chosen = {key: self._numbers.get(key) for key in self.chosen} if scope is Scope.CHOSEN else None
        return TakenExams(
            exams, session.book, self._model, session.preferences, of_book, wanted.search, chosen
        )

    def _again(self, shown: ExamToExport) -> ExamToExport:
        """The exam that was open first, as it is now, whichever is on display by then."""
        if not self._session.is_open_exam(shown.key):
            raise ExamClosedError
        now, known = self._take(shown.key), {facts.id for facts in shown.facts}
        if known and not any(facts.id in known for facts in now.facts):
            raise ExamClosedError
        return now

    def follow(self) -> bool:
        """Take the exam on display again, as it is by now; whether it is another than before."""
        before = self._shown
        if before is None or len(before.facts) > MOST_ACQUISITIONS:
            return False
        try:
            now = self._again(before)
        except ExamClosedError:
            return False
        if replace(now, pixels=before.pixels) == before:
            return False
        self._shown = now
        return True

    def proposed_folder(self, parent: str) -> str:
        """A new folder's name, without anything of a patient."""
        place = Path(parent) if parent else Path.home()
        return str(place / f"DLRE export {_now().astimezone():%Y-%m-%d %H%M%S}")

    def look(self, wanted: Wanted, style: ReportStyle, logo: str, *, deidentify: bool) -> Look:
        """The first exam's page as it would be written, and how many there are; not on the GUI thread.

        Raises
        ------
        StoreError
            If the book cannot be read.
        TooManyScreensError
            If no page is made of it.
        """
        one, n = self._first(wanted)
        return Look(self._page(one, style, logo, deidentify=deidentify) if one is not None else None, n)

    def _first(self, wanted: Wanted) -> tuple[ExamToExport | None, int]:
        """An exam to look at, and how many are meant."""
        if wanted.scope in (Scope.CURRENT, Scope.OPEN) or self._book is None:
            return self._shown, 0  # counted by nobody
        keys = self.chosen if wanted.scope is Scope.CHOSEN else self._book.keys(wanted.search)
        if wanted.scope is Scope.CHOSEN:
            for key in keys:
                self._numbers.setdefault(key, self._book.number_of(key) or _NO_NUMBER)
        known = self._looked_at
        if known is not None and keys and keys[0] == known[0].key and known[0] is not self._shown:
            return known[0], len(keys)
        exams = exams_of_book(self._book, self._model, self._preferences, keys[:1])
        return next(exams, None), len(keys)

    def _page(self, one: ExamToExport, style: ReportStyle, logo: str, *, deidentify: bool) -> Picture:
        from dlre_gui.report.deidentify import deidentified
        from dlre_gui.report.page_picture import page_picture

        if self._looked_at is None or self._looked_at[0] is not one:
            self._looked_at = one, dossier_of(one, self._reader, _now().astimezone())
        found = self._looked_at[1]
        if is_too_large(found):
            raise TooManyScreensError(1, len(found.screens))
        dossier = deidentified(found) if deidentify else found
        with self._reader:
            page = page_picture(dossier, replace(style, logo=logo_bytes(logo)))
        return Picture(page.tobytes(), page.width, page.height)


def exams_of_book(
    book: Book, model: ModelFacts | None, preferences: Preferences, keys: Iterable[str]
) -> Iterator[ExamToExport]:
    """Exams of the book, each as it was left; one that holds no acquisition is passed over."""
    for key in keys:
        stored = book.load_exam(key)
        if stored is None or not stored.acquisitions:
            continue
        session = session_of(stored, model, preferences)
        yield from (to_export(session, key, model) for key in session.exam_keys[:1])
