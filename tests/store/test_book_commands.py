"""``dlre-gui audit`` and ``dlre-gui book``."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dlre_gui.cli import app
from dlre_gui.store.book import Book, book_path
from dlre_gui.store.records import AcquisitionId, AcquisitionRecord, ExamRecord
from tests.store.book_making import EXAM, fill, fill_further


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def book(own_data_dir: Path) -> Path:
    with Book() as made:
        fill(made)
        fill_further(made)
    return book_path()


def test_verify_says_that_the_trail_holds_and_which_head_to_note(book: Path) -> None:
    done = run("audit", "verify")
    assert done.exit_code == 0, done.output
    head = done.stdout.split()[-1]
    assert run("audit", "verify", "--head", head).exit_code == 0


def test_verify_names_the_changed_row(book: Path) -> None:
    with sqlite3.connect(book) as db:
        db.execute("DROP TRIGGER scores_stay")
        db.execute("UPDATE scores SET p_f4 = 0.5")
    db.close()
    done = run("audit", "verify", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["holds"] is False
    assert [(f["subject"], f["row"]) for f in told["findings"]] == [("scores", 1)]
    assert "scores 1: is not as its last entry in the trail says" in run("audit", "verify", book).stdout


@pytest.mark.parametrize("head", ["7", "x:y", "7:"])
def test_a_head_that_is_none_is_wrong_usage(book: Path, head: str) -> None:
    assert run("audit", "verify", "--head", head).exit_code == 2


def test_looking_at_a_book_that_is_not_there_makes_none(own_data_dir: Path) -> None:
    for words in (["audit", "verify"], ["book", "list"], ["book", "backup", own_data_dir / "b"]):
        done = run(*words)
        assert (done.exit_code, "There is no exam book" in done.stderr) == (2, True)
    assert not book_path().exists()


def test_a_file_that_is_no_export_makes_no_book(own_data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b"PK no export")
    done = run("book", "import", tmp_path / "bad")
    assert (done.exit_code, "cannot be imported" in done.stderr) == (2, True)
    assert not book_path().exists()


def test_another_file_in_place_of_a_backup_is_named_as_what_it_is(book: Path, tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text("root:x:0:0\n" * 99)
    done = run("book", "restore", tmp_path / "passwd")
    assert done.exit_code == 2
    assert "is no sound backup" in done.stderr.replace("\n", " ")
    assert "Set it aside" not in done.stderr.replace("\n", " ")


def test_an_open_book_is_refused_with_the_holder(book: Path) -> None:
    with Book(book):
        done = run("audit", "verify")
    assert done.exit_code == 2
    assert "is open in another window (process" in done.stderr


def test_exams_go_out_and_come_in(book: Path, tmp_path: Path) -> None:
    done = run("book", "export", tmp_path / "all", "--exam", EXAM.key)
    assert done.exit_code == 0, done.output
    there = tmp_path / "there.sqlite"
    done = run("book", "import", tmp_path / "all.dlre-exams", "--book", there)
    assert done.exit_code == 0, done.output
    assert "1 new exams" in done.stdout
    assert json.loads(run("book", "list", "wang", "--book", there, "--json").stdout)[0]["key"] == EXAM.key


def test_a_backup_is_made_and_put_back(book: Path, tmp_path: Path) -> None:
    assert run("book", "backup", tmp_path / "b.sqlite").exit_code == 0
    done = run("book", "restore", tmp_path / "b.sqlite")
    assert done.exit_code == 0, done.output
    assert "the former book is" in done.stdout.replace("\n", " ")
    assert run("audit", "verify").exit_code == 0


def test_marks_in_names_neither_reorder_the_list_nor_hide_in_it(own_data_dir: Path) -> None:
    with Book() as book:
        exam = ExamRecord("k\n|1", Path("/a"), "P1", "吴\u202e^秀\u2067英")
        book.put_acquisition(exam, AcquisitionId(exam.key, Path("/a/a.dcm"), 0, "0"), AcquisitionRecord())
    shown = run("book", "list").stdout
    assert r"吴\u202e 秀\u2067英" in shown
    assert r"k\n|1" in shown
    assert not set(shown) & {"\u202e", "\u2067"}
