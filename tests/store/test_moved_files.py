"""Files that were moved are found by their bytes, or told as missing with their results kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.store.book import Book
from dlre_gui.store.moved import Sought, find_moved
from dlre_gui.store.recall import FileRecall, recall_exam, recall_file
from dlre_gui.store.records import AcquisitionId, ExamRecord
from tests.store.book_making import ACQUISITION, ANALYSIS, DECISION, EXAM, RECORD, SCORE, step


def digest(path: Path) -> str:
    return digest_of(path.read_bytes())


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exam's folder of three files, known to a book by folder."""
    folder = tmp_path / "exams" / "P1"
    folder.mkdir(parents=True)
    for n in range(3):
        (folder / f"{n}.png").write_bytes(bytes([n]) * (100 + n))
    with Book(tmp_path / "exams.sqlite") as book:
        exam = ExamRecord(str(folder), folder)
        for n in range(3):
            file = folder / f"{n}.png"
            identity = AcquisitionId(exam.key, file, 0, digest(file))
            book.put_acquisition(exam, identity, replace(RECORD, n_bytes=100 + n if n else None))
            book.put_analysis(identity, None, ANALYSIS)
            book.put_score(identity, SCORE)
            book.put_step(replace(step(n + 1), acquisition=identity))
    return folder


@pytest.fixture
def book(folder: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    with Book(tmp_path / "exams.sqlite") as book:
        yield book


def test_files_in_their_place_are_not_missing(folder: Path, book: Book) -> None:
    recalled = recall_exam(book, str(folder))
    assert recalled is not None
    assert recalled.missing == frozenset()


def test_a_renamed_folder_is_found_beside_the_old_one(folder: Path, book: Book) -> None:
    folder.rename(folder.with_name("Müller 吴"))
    recalled = recall_exam(book, str(folder))
    assert recalled is not None
    assert recalled.missing == frozenset()
    assert {a.id.path.parent.name for a in recalled.stored.acquisitions} == {"Müller 吴"}
    assert [a.decision for a in recalled.stored.acquisitions] == [DECISION] * 3
    assert len(recalled.stored.steps) == 3
    assert book.verify().holds


def test_what_is_not_found_is_missing_and_its_results_are_kept(folder: Path, book: Book) -> None:
    (folder / "1.png").unlink()
    recalled = recall_exam(book, str(folder))
    assert recalled is not None
    assert {i.path.name for i in recalled.missing} == {"1.png"}
    assert [len(a.scores) for a in recalled.stored.acquisitions] == [1, 1, 1]


def test_a_changed_file_of_the_same_name_is_not_taken(folder: Path, book: Book) -> None:
    other = folder.parent / "other"
    other.mkdir()
    (other / "1.png").write_bytes(b"x" * 101)
    (folder / "1.png").unlink()
    recalled = recall_exam(book, str(folder))
    assert recalled is not None
    assert len(recalled.missing) == 1


def test_a_folder_named_by_the_user_is_searched(folder: Path, book: Book, tmp_path: Path) -> None:
    away = tmp_path / "far" / "away"
    away.mkdir(parents=True)
    for n in range(3):
        (folder / f"{n}.png").rename(away / f"renamed-{n}.png")
    assert len(recall_exam(book, str(folder)).missing) == 3  # type: ignore[union-attr]
    recalled = recall_exam(book, str(folder), [tmp_path / "far"])
    assert recalled is not None
    assert recalled.missing == frozenset()


def test_a_moved_file_that_is_opened_brings_its_exam_back(folder: Path, book: Book, tmp_path: Path) -> None:
    away = tmp_path / "elsewhere" / "deep" / "P1"
    away.parent.mkdir(parents=True)
    folder.rename(away)
    stored = recall_file(book, away / "0.png", str(away), digest(away / "0.png")).stored
    assert stored is not None
    assert stored.exam.key == str(folder)
    assert {a.id.path for a in stored.acquisitions} == {away / f"{n}.png" for n in range(3)}
    assert recall_file(book, away / "1.png", str(away), digest(away / "1.png")).stored == stored


def test_a_copy_is_an_exam_of_its_own(folder: Path, book: Book, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "0.png"
    copy.parent.mkdir()
    copy.write_bytes((folder / "0.png").read_bytes())
    assert recall_file(book, copy, str(copy.parent), digest(copy)) == FileRecall()


def test_size_or_name_come_before_the_hash(tmp_path: Path) -> None:
    for n in range(50):
        (tmp_path / f"{n}.dcm").write_bytes(b"z" * n)
    wanted = tmp_path / "7.dcm"
    by_size = find_moved([Sought("other.dcm", digest(wanted), 7)], [tmp_path])
    by_name = find_moved([Sought("7.dcm", digest(wanted))], [tmp_path])
    assert by_size == by_name == {digest(wanted): wanted}
    assert find_moved([Sought("7.png", digest(wanted), 8)], [tmp_path]) == {}


def test_a_search_can_be_stopped_and_follows_no_links(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "a").write_bytes(b"a")
    (inside / "link").symlink_to(outside)
    sought = Sought("a", digest(outside / "a"), 1)
    assert find_moved([sought], [inside]) == {}
    assert find_moved([sought], [outside], stopped=lambda: True) == {}
    assert find_moved([sought], [tmp_path / "none", outside, outside]) != {}


def test_a_new_file_of_a_known_exam_does_not_make_the_book_read_all_of_it(tmp_path: Path) -> None:
    with Book(tmp_path / "exams.sqlite") as book:
        book.put_acquisition(EXAM, ACQUISITION, RECORD)
        place = tmp_path / "b.png"
        assert recall_file(book, place, EXAM.key, "new", exam_is_known=True) == FileRecall()
        found = recall_file(book, place, EXAM.key, "new").stored
        assert found is not None
        moved = recall_file(book, place, EXAM.key, ACQUISITION.sha256, exam_is_known=True).stored
    assert moved is not None
    assert moved.acquisitions[0].id.path == place


def test_a_copy_of_a_file_that_lies_in_its_place_does_not_make_the_book_read_all_of_its_exam(
    folder: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of thousands with copies: each would cost the reading of all."""
    read: list[str] = []
    load = Book.load_exam
    monkeypatch.setattr(Book, "load_exam", lambda self, key: read.append(key) or load(self, key))
    sha256 = digest(folder / "0.png")
    for name in ("copy.png", "another.png"):
        (folder / name).write_bytes((folder / "0.png").read_bytes())
        assert recall_file(book, folder / name, str(folder), sha256, exam_is_known=True) == FileRecall()
    assert read == []
    (folder / "0.png").rename(folder / "moved.png")
    assert recall_file(book, folder / "moved.png", str(folder), sha256, exam_is_known=True).stored is not None
    assert read[0] == str(folder)


def with_another(folder: Path, book: Book) -> AcquisitionId:
    """Another file took the name of the first one, and was opened; the first one's acquisition."""
    first = folder / "0.png"
    before = AcquisitionId(str(folder), first, 0, digest(first))
    first.write_bytes(b"another" * 9)
    book.put_acquisition(ExamRecord(str(folder), folder), replace(before, sha256=digest(first)), RECORD)
    return before


def test_of_two_files_of_one_name_the_one_that_is_not_there_is_told_as_replaced(
    folder: Path, book: Book
) -> None:
    content = (folder / "0.png").read_bytes()
    before = with_another(folder, book)
    recalled = recall_exam(book, str(folder))
    assert recalled is not None
    assert recalled.missing == frozenset()
    assert recalled.stored.replaced == {before}
    (folder / "0.png").write_bytes(content)
    back = recall_exam(book, str(folder))
    assert back is not None
    assert {one.sha256 for one in back.stored.replaced} == {digest_of(b"another" * 9)}


def test_a_replaced_file_that_lies_elsewhere_now_is_found(folder: Path, book: Book) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "0.png").write_bytes((folder / "0.png").read_bytes())
    before = with_another(folder, book)
    recalled = recall_exam(book, str(folder))
    assert recalled is not None
    assert recalled.stored.replaced == frozenset()
    paths = {one.id.sha256: one.id.path for one in recalled.stored.acquisitions}
    assert paths[before.sha256] == folder / "old" / "0.png"


def test_a_replaced_file_that_is_opened_elsewhere_belongs_to_its_exam(folder: Path, book: Book) -> None:
    (folder.parent / "copy.png").write_bytes((folder / "0.png").read_bytes())
    before = with_another(folder, book)
    stored = recall_file(book, folder.parent / "copy.png", str(folder.parent), before.sha256).stored
    assert stored is not None
    assert stored.exam.key == str(folder)
    assert not stored.replaced
