"""The audit trail: whatever was changed, taken out or moved in the file is found, and where."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlre_gui.domain.roi import Roi
from dlre_gui.store import audit, heads, trail
from dlre_gui.store.book import Book
from dlre_gui.store.opening import connect
from dlre_gui.store.records import ExamSummary
from dlre_gui.store.trail import SUBJECTS, Head
from tests.store.book_making import ACQUISITION, DECISION, EXAM, RECORD, SCORE, fill, fill_further, step


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "exams.sqlite"
    with Book(path) as book:
        fill(book)
        fill_further(book)
        for n in range(3, 9):
            book.put_step(step(n, replace(DECISION, roi=Roi(n, n, 250))))
            book.put_score(ACQUISITION, SCORE)
    return path


@pytest.fixture
def path(finished: Path, tmp_path: Path) -> Path:
    """A book of one exam, and the heads beside it."""
    for file in (finished, heads.heads_path(finished)):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / finished.name


def tamper(path: Path, *statements: str) -> None:
    """Change the file as somebody who knows SQLite would: triggers out of the way first."""
    with sqlite3.connect(path) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert db.execute(statement).rowcount > 0
    db.close()


def found(path: Path, *elsewhere: Head) -> set[tuple[str, int]]:
    with Book(path) as book:
        return {(finding.subject, finding.row) for finding in book.verify(elsewhere).findings}


def test_an_untouched_book_holds(path: Path) -> None:
    with Book(path) as book:
        verdict = book.verify()
    assert verdict.holds
    assert verdict.n_entries == verdict.head.number > verdict.n_rows > 20
    assert verdict.n_heads_kept == 2  # of the first opening and of its closing


def test_every_writing_has_an_entry_and_says_who(path: Path) -> None:
    with Book(path) as book:
        entries = book.ask(
            lambda db: db.execute("SELECT subject, operator, act FROM trail").fetchall(),
        )
    assert {entry["subject"] for entry in entries} == set(SUBJECTS)
    assert {entry["operator"] for entry in entries if entry["subject"] == "exam_details"} == {"Dr. 李"}
    assert {entry["act"] for entry in entries} == {"added", "changed"}


def test_what_is_only_looked_at_again_makes_no_entry(path: Path) -> None:
    with Book(path) as book:
        before = book.ask(trail.head)
        book.put_acquisition(EXAM, ACQUISITION, RECORD)
        book.put_summary(EXAM.key, ExamSummary("F2", 3))
        assert book.ask(trail.head) == before


CHANGES = {
    "UPDATE scores SET p_f4 = 0.9 WHERE id = 3": ("scores", 3),
    "UPDATE scores SET decoder = 'another' WHERE id = 2": ("scores", 2),
    "DELETE FROM scores WHERE id = 4": ("scores", 4),
    "INSERT INTO scores SELECT 99, acquisition, roi_x, roi_y, roi_side, roi_source, given, as_shown, p_ge_f2,"
    " p_ge_f3, p_f4, flags, model_id, model_version, model_sha256, simulated, device, runtime,"
    " software_version, at, file_sha256, decoder, operator FROM scores WHERE id = 1": ("scores", 99),
    "UPDATE exams SET patient_id = 'P2'": ("exams", 1),
    "UPDATE exams SET stage = 'F4'": ("exams", 1),
    "UPDATE acquisitions SET sha256 = 'other'": ("acquisitions", 1),
    "UPDATE analyses SET analysis = '{}'": ("analyses", 1),
    "UPDATE decisions SET decision = '{}' WHERE id = 5": ("decisions", 5),
    "UPDATE commands SET state = 'dropped' WHERE number = 4": ("commands", 4),
    "UPDATE exam_details SET details = '{}'": ("exam_details", 1),
    "UPDATE events SET what = 'nothing'": ("events", 1),
    "UPDATE trail SET operator = 'somebody' WHERE number = 7": ("trail", 7),
    "UPDATE trail SET at = '2020-01-01' WHERE number = 9": ("trail", 9),
    "DELETE FROM trail WHERE number = 11": ("trail", 11),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_where(path: Path, change: str) -> None:
    tamper(path, change)
    assert CHANGES[change] in found(path)


def test_only_the_changed_row_is_named(path: Path) -> None:
    tamper(path, "UPDATE scores SET p_f4 = 0.9 WHERE id = 3")
    assert found(path) == {("scores", 3)}


def test_a_row_and_its_entry_changed_together_are_found(path: Path) -> None:
    tamper(
        path,
        "UPDATE decisions SET operator = 'B' WHERE id = 5",
        'UPDATE trail SET content = replace(content, \'"operator":"Dr. \\u674e"\', \'"operator":"B"\')'
        " WHERE subject = 'decisions' AND row = 5",
    )
    ((subject, _),) = found(path)
    assert subject == "trail"


def test_entries_that_changed_places_are_found(path: Path) -> None:
    tamper(
        path,
        "UPDATE trail SET number = -1 WHERE number = 10",
        "UPDATE trail SET number = 10 WHERE number = 12",
        "UPDATE trail SET number = 12 WHERE number = -1",
    )
    assert {("trail", 10), ("trail", 12)} <= found(path)


def test_an_entry_taken_out_with_the_rest_moved_up_is_found(path: Path) -> None:
    tamper(
        path,
        "DELETE FROM trail WHERE number = 10",
        "UPDATE trail SET number = -number WHERE number > 10",
        "UPDATE trail SET number = -number - 1 WHERE number < 0",
    )
    assert ("trail", 10) in found(path)


def test_a_cut_end_is_found_by_the_counter(path: Path) -> None:
    tamper(path, "DELETE FROM scores WHERE id = 7", "DELETE FROM trail WHERE subject = 'scores' AND row = 7")
    assert any(subject == "trail" for subject, _ in found(path))


def last_score_cut_off(path: Path) -> int:
    """The end of the trail and what it is about are gone without a trace in the file; its new end."""
    with Book(path) as book:
        book.put_score(ACQUISITION, SCORE)
    with sqlite3.connect(path) as db:
        end = int(db.execute("SELECT max(number) FROM trail").fetchone()[0])
        row = db.execute("SELECT max(id) FROM scores").fetchone()[0]
    db.close()
    tamper(
        path,
        f"DELETE FROM scores WHERE id = {row}",
        f"DELETE FROM trail WHERE number = {end}",
        f"UPDATE sqlite_sequence SET seq = {end - 1} WHERE name = 'trail'",
    )
    return end - 1


def test_a_cut_end_is_found_by_the_heads_beside_the_book(path: Path) -> None:
    end = last_score_cut_off(path)
    assert found(path) == {("trail", end + 1)}


def test_a_cut_end_is_found_by_a_head_noted_elsewhere(path: Path) -> None:
    with Book(path) as book:
        book.put_score(ACQUISITION, SCORE)
        noted = book.verify().head
        book.put_score(ACQUISITION, SCORE)
    last_score_cut_off(path)
    heads.heads_path(path).unlink()
    assert found(path, noted) == set()  # it lies before the cut
    assert found(path, replace_number(noted, noted.number + 9)) == {("trail", noted.number + 2)}


def replace_number(head: Head, number: int) -> Head:
    return Head(number, head.hash)


def test_a_trail_written_anew_is_found_by_a_head_noted_elsewhere(path: Path) -> None:
    with Book(path) as book:
        noted = book.verify().head
    heads.heads_path(path).unlink()
    tamper(
        path,
        "UPDATE scores SET p_f4 = 0.9 WHERE id = 3",
        "DELETE FROM trail",
        "UPDATE sqlite_sequence SET seq = 0",
    )
    connection = connect(path)
    trail.adopt(connection)
    connection.close()
    assert found(path) == set()  # nothing in the file can show it
    assert found(path, noted) != set()


def test_heads_of_another_book_and_torn_lines_say_nothing(path: Path) -> None:
    with heads.heads_path(path).open("a") as file:
        file.write('{"book": "other", "number": 10000, "hash": "x"}\n{"book": \n[]\n')
    assert found(path) == set()


def test_a_book_of_version_1_is_taken_into_the_trail(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as db:
        db.executescript((Path(__file__).parent / "book_version_1.sql").read_text("utf-8"))
    db.close()
    with Book(old) as book:
        assert book.verify().holds
    tamper(old, "UPDATE scores SET p_f4 = 0.9 WHERE id = 1")
    assert found(old) == {("scores", 1)}


def columns(db: sqlite3.Connection, subject: str) -> list[str]:
    """Those that are covered, without the key."""
    key = "number" if subject == "trail" else trail.key_of(subject)
    names = [row["name"] for row in db.execute(f"PRAGMA table_info({subject})")]
    return [name for name in names if name not in (key, "opened_at")]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_cell_that_is_changed_is_found(finished: Path, data: st.DataObject) -> None:
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    with closing(db), closing(sqlite3.connect(finished)) as source:
        source.backup(db)
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        subject = data.draw(st.sampled_from((*SUBJECTS, "trail")))
        column = data.draw(st.sampled_from(columns(db, subject)))
        rows = [row["rowid"] for row in db.execute(f"SELECT rowid AS rowid FROM {subject}")]
        cell = f"FROM {subject} WHERE rowid = {data.draw(st.sampled_from(rows))}"
        new = data.draw(st.one_of(st.integers(-(2**31), 2**31), st.text(max_size=8), st.binary(max_size=8)))
        old = db.execute(f"SELECT {column} {cell}").fetchone()[0]
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(f"UPDATE OR IGNORE {subject} SET {column} = ? {cell[cell.index('WHERE') :]}", (new,))
        now = db.execute(f"SELECT {column} {cell}").fetchone()[0]
        assert audit.verify(db).holds == (now == old and type(now) is type(old))
