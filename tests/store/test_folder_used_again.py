"""Screens that say nothing of their patient go by their folder; a folder used again is another exam."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.store.book import Book
from dlre_gui.store.recall import FileRecall, recall_file
from dlre_gui.store.records import AcquisitionId, ExamRecord, ExamSearch
from tests.store.book_making import ANALYSIS, RECORD, SCORE


def keep(book: Book, file: Path, content: bytes) -> AcquisitionId:
    """A file in the place of another or none, opened and scored as one of its folder's exam."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    exam = ExamRecord(str(file.parent), file.parent)
    identity = AcquisitionId(exam.key, file, 0, hashlib.sha256(content).hexdigest())
    book.put_acquisition(exam, identity, replace(RECORD, n_bytes=len(content)))
    book.put_analysis(identity, None, ANALYSIS)
    book.put_score(identity, SCORE)
    return identity


def ask(book: Book, file: Path) -> FileRecall:
    """What the book knows of a file that is opened now."""
    return recall_file(book, file, str(file.parent), hashlib.sha256(file.read_bytes()).hexdigest())


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


@pytest.fixture
def first(stick: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    """A book that holds the exam of the folder's first patient."""
    with Book(tmp_path / "exams.sqlite") as book:
        for n in range(3):
            keep(book, stick / f"IM{n}.png", b"first %d" % n)
        yield book


def new(file: Path, content: bytes = b"second") -> Path:
    file.write_bytes(content)
    return file


def test_an_exam_with_no_file_left_in_its_folder_is_over(first: Book, stick: Path) -> None:
    for file in stick.iterdir():
        file.unlink()
    assert ask(first, new(stick / "b.png")) == FileRecall(over=True)


def test_an_exam_whose_files_all_gave_way_to_others_of_their_names_is_over(first: Book, stick: Path) -> None:
    for n in range(3):
        new(stick / f"IM{n}.png", b"other %d" % n)  # of the same sizes
    assert ask(first, stick / "IM0.png") == FileRecall(over=True)


def test_an_exam_is_over_when_the_first_of_its_names_is_another_files(first: Book, stick: Path) -> None:
    new(stick / "IM0.png")
    assert ask(first, stick / "IM0.png") == FileRecall(over=True)
    known = ask(first, stick / "IM1.png")
    assert known.stored is not None
    assert known.stored.exam.key == str(stick)


def test_an_exam_that_was_put_elsewhere_is_over(first: Book, stick: Path, tmp_path: Path) -> None:
    archive = stick.rename(tmp_path / "archive")
    assert ask(first, archive / "IM0.png").stored is not None
    stick.mkdir()
    assert ask(first, new(stick / "b.png")) == FileRecall(over=True)


def test_where_one_file_is_left_the_lost_ones_come_along(first: Book, stick: Path) -> None:
    (stick / "IM0.png").unlink()
    (stick / "IM1.png").unlink()
    known = ask(first, new(stick / "b.png"))
    assert known.stored is not None
    assert {one.path.name for one in known.missing} == {"IM0.png", "IM1.png"}


def test_the_former_exam_keeps_all_and_its_files_when_they_are_back(first: Book, stick: Path) -> None:
    before = first.load_exam(str(stick))
    first.give_way(str(stick))
    keep(first, stick / "b.png", b"second")
    known = ask(first, stick / "IM0.png")
    assert before is not None
    assert known.stored is not None
    assert known.stored.exam.key == f"{stick}\n1"
    assert known.stored.exam.folder == stick
    assert [one.scores for one in known.stored.acquisitions] == [one.scores for one in before.acquisitions]
    first.give_way(str(stick))
    assert {exam.key for exam in first.listed(ExamSearch())} == {f"{stick}\n1", f"{stick}\n2"}
    assert first.verify().holds


def test_what_comes_late_is_noted_of_the_exam_it_is_about(first: Book, stick: Path) -> None:
    number = first.number_of(str(stick))
    assert number is not None
    first.give_way(str(stick))
    keep(first, stick / "b.png", b"second")
    first.put_event(number, "exported")
    first.flush()
    assert [event.what for event in first.events(f"{stick}\n1")] == ["exported"]
    assert first.events(str(stick)) == ()
    assert first.number_of("unknown") is None
