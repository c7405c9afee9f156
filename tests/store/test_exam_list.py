"""The list of exams: by day, found by what one types, and how far each is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Header
from dlre_gui.store.book import Book
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    Decision,
    ExamFilter,
    ExamRecord,
    ExamSearch,
    ExamSummary,
    StepRecord,
)
from dlre_gui.store.search import patterns, words_of

PEOPLE = {
    "P001": ("Wu^Xiuying=吴^秀英", "2026-03-02"),
    "P002": ("单^𠀋", "2026-03-02"),
    "P003": ("Müller^José", "2026-03-01"),
    "P0%3": ("100% _Sure", "2025-12-31"),
    "P005": ("吕^布", "2026-01-15"),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "exams.sqlite"
    with Book(path) as book:
        for number, (patient, (name, day)) in enumerate(PEOPLE.items()):
            header = Header(
                patient_id=patient, patient_name=name, study_date=day, accession_number=f"ACC{number}"
            )
            put(book, ExamRecord(f"{patient}|1", Path(f"/exams/{patient}"), patient, name), header)
        put(book, ExamRecord("/exams/折叠", Path("/exams/折叠 张三")), Header())
        book.put_summary("P001|1", ExamSummary("F2", 0, True))
        book.put_summary("P002|1", ExamSummary("F0-1", 0))
        book.put_summary("P003|1", ExamSummary("", 2))
    return path


def put(book: Book, exam: ExamRecord, header: Header) -> None:
    identity = AcquisitionId(exam.key, exam.folder / "a.dcm", 0, exam.key)
    book.put_acquisition(exam, identity, AcquisitionRecord(header=header))
    book.put_thumbnail(identity, exam.key.encode())


def found(path: Path, text: str = "", only: ExamFilter = ExamFilter.ALL) -> list[str | None]:
    with Book(path) as book:
        return [exam.patient_id for exam in book.find_exams(ExamSearch(text, only)).exams]


@pytest.mark.parametrize(
    ("text", "patients"),
    [
        ("吴", ["P001"]),
        ("秀英", ["P001"]),
        ("吴秀英", ["P001"]),
        ("wuxiuying", ["P001"]),
        ("wu xiu", ["P001"]),
        ("wxy", ["P001"]),
        ("WXY", ["P001"]),
        ("shan", ["P002"]),
        ("dan", ["P002"]),
        ("𠀋", ["P002"]),
        ("muller jose", ["P003"]),
        ("Müller", ["P003"]),
        ("mj", ["P003"]),
        ("lvbu", ["P005"]),
        ("lübu", ["P005"]),
        ("lb", ["P005"]),
        ("p00", ["P002", "P001", "P003", "P005"]),
        ("ACC2", ["P003"]),
        ("%", ["P0%3"]),
        ("_s", ["P0%3"]),
        ("zhangsan", [None]),
        ("'; DROP TABLE exams", []),
        ("nobody", []),
    ],
)
def test_an_exam_is_found_by_what_one_types(path: Path, text: str, patients: list[str | None]) -> None:
    assert found(path, text) == patients


@pytest.mark.parametrize(
    ("only", "patients"),
    [
        (ExamFilter.DONE, ["P002", "P001"]),
        (ExamFilter.FLAGGED, ["P001"]),
        (ExamFilter.TO_DO, [None, "P003", "P005", "P0%3"]),
    ],
)
def test_the_filter_shows_how_far_exams_are(path: Path, only: ExamFilter, patients: list[str | None]) -> None:
    assert found(path, "", only) == patients


def test_a_day_begins_where_another_ended_on_every_page(path: Path) -> None:
    with Book(path) as book:
        whole = book.find_exams().exams
        pages = [book.find_exams(None, offset, 2) for offset in range(0, 6, 2)]
    assert tuple(exam for page in pages for exam in page.exams) == whole
    assert {page.total for page in pages} == {6}
    assert [exam.first_of_day for exam in whole] == [True, True, False, True, True, True]


def test_a_line_shows_its_exam(path: Path) -> None:
    with Book(path) as book:
        (line,) = book.find_exams(ExamSearch("wxy")).exams
    assert (line.day, line.stage, line.done, line.flagged) == ("2026-03-02", "F2", True, True)
    assert line.thumbnails == (b"P001|1",)


def test_the_exam_to_go_on_with_is_the_last_one_with_something_to_do(path: Path) -> None:
    with Book(path) as book:
        exam = book.to_go_on_with()
        assert exam is not None
        assert exam.folder.name == "折叠 张三"


@given(st.text(max_size=12))
def test_any_text_can_be_searched_for(text: str) -> None:
    words = words_of([text])
    for pattern in patterns(text):
        assert pattern[1:-1].replace("\\\\", "\\").replace("\\%", "%").replace("\\_", "_") in words


def test_a_page_of_many_exams_has_their_order(tmp_path: Path) -> None:
    chance = random.Random(1)
    with Book(tmp_path / "exams.sqlite") as book:
        for n in range(300):
            day = f"2026-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            exam = ExamRecord(f"{n}", Path("/exams"), f"P{n:04}")
            identity = AcquisitionId(exam.key, Path("/exams/a"), 0, "0")
            book.put_acquisition(exam, identity, AcquisitionRecord(header=Header(study_date=day)))
        days = [exam.day for exam in book.find_exams(None, 100, 150).exams]
    assert len(days) == 150
    assert days == sorted(days, reverse=True)


def test_exams_that_nobody_counted_are_counted_when_the_book_is_opened(tmp_path: Path) -> None:
    path, roi = tmp_path / "exams.sqlite", Decision(roi=Roi(1, 2, 250))
    with Book(path) as book:
        for number, decisions in enumerate(((roi, roi), (roi, Decision()), (Decision(excluded=True), roi))):
            exam = ExamRecord(f"{number}", Path("/exams"), f"P{number}")
            for frame, decision in enumerate(decisions):
                identity = AcquisitionId(exam.key, Path("/exams/a"), frame, "0")
                book.put_acquisition(exam, identity, AcquisitionRecord())
                if decision != Decision():
                    step = StepRecord(10 * number + frame + 1, identity, "decide", Decision(), decision)
                    book.put_step(step)
        assert {exam.n_open for exam in book.find_exams().exams} == {None}
    with Book(path) as book:
        assert {exam.patient_id: exam.n_open for exam in book.find_exams().exams} == {
            "P0": 0,
            "P1": 1,
            "P2": 0,
        }
        going_on = book.to_go_on_with()
        assert going_on is not None
        assert (going_on.patient_id, book.verify().holds) == ("P1", True)


def test_a_work_through_the_book_meets_each_exam_once_while_the_list_changes(tmp_path: Path) -> None:
    """An exam that is opened meanwhile comes to the list's head and moves all others on."""
    with Book(tmp_path / "exams.sqlite") as book:
        names = [f"P{n:02d}" for n in range(60)]
        for name in names:
            put(book, ExamRecord(name, Path("/exams") / name, name), Header(patient_id=name))
        met = []
        for number, exam in enumerate(book.listed(ExamSearch())):
            met.append(exam.key)
            if number in (20, 52):
                put(book, ExamRecord(f"new {number}", Path("/exams/new")), Header())
        assert sorted(met) == names
        assert book.keys(ExamSearch("P07")) == ("P07",)
