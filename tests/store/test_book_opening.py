"""What can stand in the way of opening the exam book, and the way out."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dlre_gui.domain.errors import StoreError
from dlre_gui.store import owner
from dlre_gui.store.book import Book
from dlre_gui.store.opening import BookInUseError, DamagedBookError, connect, explained, set_aside
from dlre_gui.store.schema import APPLICATION_ID, STEPS, Step
from tests.store.book_making import ACQUISITION, EXAM, fill, fill_further


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "exams.sqlite"


def test_a_second_window_is_refused_politely(path: Path) -> None:
    with Book(path):
        opening = f"from dlre_gui.store.book import Book; from pathlib import Path; Book(Path({str(path)!r}))"
        done = subprocess.run([sys.executable, "-c", opening], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    said = done.stderr.replace("\n", " ")
    assert f"BookInUseError: The exam book {path} is open in another window (process {os.getpid()} of" in said
    assert "on this computer, since 20" in said
    assert "close it and try again" in said


def test_whoever_had_the_book_last_is_not_named_any_more(path: Path) -> None:
    Book(path).close()
    assert owner.holder(path) is None
    owner.note_path(path).write_text('{"process": 1, "host": "elsewhere"}')
    with Book(path):
        assert (owner.holder(path) or pytest.fail("nobody")).process == os.getpid()


def test_a_note_that_says_nothing_names_nobody(path: Path) -> None:
    with Book(path):
        owner.note_path(path).write_bytes(b"\xff{")
        with pytest.raises(BookInUseError) as caught:
            Book(path)
    assert caught.value.holder is None


def test_a_second_opener_in_the_same_program_is_refused_too(path: Path) -> None:
    with Book(path) as book:
        with pytest.raises(StoreError, match="open in another window"):
            Book(path)
        fill(book)
    Book(path).close()


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to look at" * 40, b"SQLite format 3\0" * 300]
)
def test_a_file_that_is_no_book_is_told_and_can_be_set_aside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedBookError, match=r"exams\.sqlite is damaged") as caught:
        Book(path)
    assert "Set it aside" in caught.value.hint
    aside = set_aside(path)
    assert aside.read_bytes() == content
    assert not path.exists()
    with Book(path) as book:
        fill(book)


def test_damage_inside_is_found_when_opening(path: Path) -> None:
    with Book(path) as book:
        fill(book)
    content = bytearray(path.read_bytes())
    page = 4096
    for at in range(2 * page, len(content), page):
        content[at : at + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(DamagedBookError):
        Book(path)
    assert path.read_bytes() == bytes(content)


def test_a_cut_file_is_damaged(path: Path) -> None:
    with Book(path) as book:
        fill(book)
    path.write_bytes(path.read_bytes()[:-5000])
    with pytest.raises(DamagedBookError):
        Book(path)


def test_another_programs_database_is_not_touched(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(DamagedBookError, match="another program"):
        Book(path)
    assert path.read_bytes() == before


def test_a_newer_book_is_refused_and_left_as_it_is(path: Path) -> None:
    connect(path, (*STEPS, Step("CREATE TABLE later (x)"))).close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=f"format {len(STEPS) + 1}, this one knows up to {len(STEPS)}"):
        Book(path)
    assert path.read_bytes() == before


def test_a_book_of_version_1_is_brought_forward_with_all_it_holds(path: Path) -> None:
    dump = (Path(__file__).parent / "book_version_1.sql").read_text("utf-8")
    old = sqlite3.connect(path)
    old.executescript(dump)
    old.close()
    connection = connect(path, (*STEPS, Step("ALTER TABLE exams ADD COLUMN conclusion TEXT")))
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(STEPS) + 1
    assert connection.execute("SELECT key, conclusion FROM exams").fetchone()[:] == (EXAM.key, None)
    connection.close()
    with sqlite3.connect(path.with_name("exams.version-1.sqlite")) as kept:
        assert kept.execute("PRAGMA user_version").fetchone()[0] == 1
        assert kept.execute("SELECT key FROM exams").fetchone()[0] == EXAM.key
    kept.close()


def restored(path: Path, version: int) -> None:
    """The book as that version of the program wrote it."""
    old = sqlite3.connect(path)
    old.executescript((Path(__file__).parent / f"book_version_{version}.sql").read_text("utf-8"))
    old.close()


def test_a_book_of_version_1_reads_as_it_was_written(path: Path, tmp_path: Path) -> None:
    restored(path, 1)
    with Book(tmp_path / "today.sqlite") as today, Book(path) as book:
        fill(today)
        assert book.load_exam(EXAM.key) == today.load_exam(EXAM.key)


def test_a_book_of_version_2_reads_as_it_was_written(path: Path, tmp_path: Path) -> None:
    restored(path, 2)
    with Book(tmp_path / "today.sqlite") as today, Book(path) as book:
        fill(today)
        fill_further(today)
        assert book.load_exam(EXAM.key) == today.load_exam(EXAM.key)
        assert [event.what for event in book.events(EXAM.key)] == ["report_written"]
        assert book.thumbnails(EXAM.key) == {ACQUISITION: b"jpeg"}
        assert book.verify().holds


def test_a_step_that_fails_leaves_the_old_book(path: Path) -> None:
    with Book(path) as book:
        fill(book)
    with pytest.raises(StoreError):
        connect(path, (*STEPS, Step("CREATE TABLE later (x); SELECT * FROM nowhere")))
    with Book(path) as book:
        assert book.load_exam(EXAM.key) is not None


def test_the_file_is_marked_and_as_durable_as_meant(path: Path) -> None:
    connection = connect(path)
    pragmas = (
        "application_id",
        "user_version",
        "journal_mode",
        "synchronous",
        "foreign_keys",
        "locking_mode",
    )
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    connection.close()
    assert found == [APPLICATION_ID, len(STEPS), "wal", 2, 1, "exclusive"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="file"):
        Book(tmp_path / "file" / "exams.sqlite")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_read_only_file_is_named(path: Path) -> None:
    Book(path).close()
    path.chmod(0o400)
    with pytest.raises(StoreError, match=r"exams\.sqlite is write-protected"):
        Book(path)


def test_a_damaged_book_takes_its_side_files_along(path: Path) -> None:
    path.write_bytes(b"x" * 5000)
    wal = path.with_name("exams.sqlite-wal")
    wal.write_bytes(b"y")
    aside = set_aside(path)
    assert not wal.exists()
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"y"


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EROFS, "write-protected"), (errno.EACCES, "write-protected"), (errno.ENOSPC, "full")],
)
def test_what_the_folder_refuses_is_said_in_plain_words(path: Path, number: int, said: str) -> None:
    error = explained(path, OSError(number, os.strerror(number), str(path.parent)))
    assert said in str(error)
    assert "Errno" not in str(error)
