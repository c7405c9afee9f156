"""Exams in one file: there and back, merged, and hostile files refused whole."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dlre_gui.domain.errors import StoreError
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Header
from dlre_gui.store.book import Book
from dlre_gui.store.exporting import export_exams
from dlre_gui.store.importing import import_exams
from dlre_gui.store.records import AcquisitionId, AnalysisRecord, ExamRecord, ExamSearch
from tests.store.book_making import (
    ACQUISITION,
    DECISION,
    EXAM,
    RECORD,
    SCORE,
    exam_step,
    fill,
    fill_further,
    step,
)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    path = tmp_path / "here.sqlite"
    with Book(path) as book:
        fill(book)
        fill_further(book)
    return path


@pytest.fixture
def file(here: Path, tmp_path: Path) -> Path:
    with Book(here) as book:
        export_exams(book, tmp_path / "one.dlre-exams")
    return tmp_path / "one.dlre-exams"


def test_an_exam_comes_whole_into_another_book(here: Path, file: Path, tmp_path: Path) -> None:
    with Book(here) as source, Book(tmp_path / "there.sqlite") as target:
        done = import_exams(target, file)
        assert (done.new_exams, done.new_acquisitions, done.new_scores, done.new_decisions) == (1, 1, 1, 2)
        assert target.load_exam(EXAM.key) == source.load_exam(EXAM.key)
        assert target.events(EXAM.key) == source.events(EXAM.key)
        (score,) = target.load_exam(EXAM.key).acquisitions[0].scores  # type: ignore[union-attr]
        assert score.at == source.load_exam(EXAM.key).acquisitions[0].scores[0].at  # type: ignore[union-attr]
        assert target.find_exams().exams[0].stage == "F2"
        assert target.verify().holds


def test_what_awaits_the_user_in_imported_exams_is_counted_at_once(
    here: Path, file: Path, tmp_path: Path
) -> None:
    with Book(tmp_path / "there.sqlite") as target:
        import_exams(target, file)
        (listed,) = target.find_exams().exams
        assert (listed.n_acquisitions, listed.n_open, listed.flagged) == (1, 0, True)
        assert target.to_go_on_with() is None
    with Book(here) as book:  # whose window was ended before it counted
        book.put_step(step(8, replace(DECISION, roi=None, excluded=False), before=DECISION))
        export_exams(book, tmp_path / "undecided.dlre-exams")
    with Book(tmp_path / "there.sqlite") as target:
        import_exams(target, tmp_path / "undecided.dlre-exams")
        assert target.find_exams().exams[0].n_open == 1


@pytest.mark.parametrize("instead", [b"", b', "listed": null'])
def test_an_export_of_an_older_release_is_imported(file: Path, tmp_path: Path, instead: bytes) -> None:
    """They do not say what the list of exams showed."""
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        exam = json.loads(archive.read("exams.jsonl"))
    del exam["listed"]
    line = json.dumps(exam).encode()[:-1] + instead + b"}\n"
    manifest["exams_sha256"] = hashlib.sha256(line).hexdigest()
    with zipfile.ZipFile(tmp_path / "old.dlre-exams", "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("exams.jsonl", line)
    with Book(tmp_path / "there.sqlite") as target:
        assert import_exams(target, tmp_path / "old.dlre-exams").new_exams == 1
        assert target.find_exams().exams[0].n_open == 0
        assert target.verify().holds


def test_importing_again_adds_nothing(here: Path, file: Path) -> None:
    with Book(here) as book:
        before = book.verify()
        done = import_exams(book, file)
        assert (done.known_exams, done.new_scores, done.new_decisions, done.apart) == (1, 0, 0, [])
        assert book.verify().head == before.head


def test_work_that_went_on_elsewhere_is_added(here: Path, file: Path, tmp_path: Path) -> None:
    other = replace(DECISION, roi=Roi(9, 9, 250))
    with Book(tmp_path / "there.sqlite") as there:
        import_exams(there, file)
        there.put_step(step(3, other, before=DECISION))
        there.put_score(ACQUISITION, SCORE)
        export_exams(there, tmp_path / "two.dlre-exams")
    with Book(here) as book:
        book.put_step(replace(step(3), acquisition=_another(book)))  # a number that is taken here
        done = import_exams(book, tmp_path / "two.dlre-exams")
        assert (done.new_scores, done.new_decisions, done.apart) == (1, 1, [])
        stored = book.load_exam(EXAM.key)
        assert stored is not None
        assert stored.acquisitions[0].decision == other
        assert book.verify().holds


def _another(book: Book) -> AcquisitionId:
    exam = ExamRecord("P9", Path("/exams/P9"), "P9")
    identity = AcquisitionId("P9", Path("/exams/P9/a.png"), 0, "9")
    book.put_acquisition(exam, identity, RECORD)
    return identity


def test_what_was_decided_differently_stays_and_is_told(here: Path, file: Path, tmp_path: Path) -> None:
    mine, theirs = (replace(DECISION, roi=Roi(n, n, 250)) for n in (1, 2))
    with Book(tmp_path / "there.sqlite") as there:
        import_exams(there, file)
        there.put_step(step(3, theirs, before=DECISION))
        export_exams(there, tmp_path / "two.dlre-exams")
    with Book(here) as book:
        book.put_step(step(3, mine, before=DECISION))
        done = import_exams(book, tmp_path / "two.dlre-exams")
        assert (done.apart, done.new_decisions) == (["P1"], 0)
        stored = book.load_exam(EXAM.key)
    assert stored is not None
    assert stored.acquisitions[0].decision == mine


def test_what_was_read_or_scored_differently_stays_and_is_told(
    here: Path, file: Path, tmp_path: Path
) -> None:
    with Book(tmp_path / "there.sqlite") as there:
        import_exams(there, file)
        there.put_score(ACQUISITION, replace(SCORE, scores=replace(SCORE.scores, p_f4=0.99)))
        export_exams(there, tmp_path / "scored.dlre-exams")
        there.put_analysis(ACQUISITION, None, AnalysisRecord(reason="none"))
        there.put_score(ACQUISITION, replace(SCORE, given=None))
        export_exams(there, tmp_path / "read.dlre-exams")
    with Book(here) as book:
        book.put_analysis(ACQUISITION, None, AnalysisRecord(reason="another"))
        before = book.load_exam(EXAM.key)
        for name in ("scored", "read"):
            done = import_exams(book, tmp_path / f"{name}.dlre-exams")
            assert (done.apart, done.new_scores) == (["P1"], 0)
        assert book.load_exam(EXAM.key) == before


def test_scores_of_the_same_reading_are_added(here: Path, file: Path, tmp_path: Path) -> None:
    elsewhere = replace(SCORE, roi=Roi(7, 7, 250))
    with Book(tmp_path / "there.sqlite") as there:
        import_exams(there, file)
        there.put_score(ACQUISITION, elsewhere)
        export_exams(there, tmp_path / "two.dlre-exams")
    with Book(here) as book:
        done = import_exams(book, tmp_path / "two.dlre-exams")
        assert (done.apart, done.new_scores) == ([], 1)
        stored = book.load_exam(EXAM.key)
    assert stored is not None
    assert elsewhere in stored.acquisitions[0].scores


def test_an_export_overwrites_nothing(here: Path, file: Path) -> None:
    before = file.read_bytes()
    with Book(here) as book, pytest.raises(StoreError, match="exists already"):
        export_exams(book, file)
    assert file.read_bytes() == before


def test_an_unknown_exam_leaves_no_file(here: Path, tmp_path: Path) -> None:
    with Book(here) as book, pytest.raises(StoreError, match="nobody is not in the exam book"):
        export_exams(book, tmp_path / "new", ["nobody"])
    assert [p.name for p in tmp_path.iterdir() if "new" in p.name] == []


def rewritten(file: Path, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> Path:
    """The export with another manifest and exam, its hash right again."""
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        exam = json.loads(archive.read("exams.jsonl"))
    change(manifest, exam)
    line = (json.dumps(exam) + "\n").encode()
    if manifest["exams_sha256"]:
        manifest["exams_sha256"] = hashlib.sha256(line).hexdigest()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("exams.jsonl", line)
        archive.writestr("manifest.json", json.dumps(manifest))
    return file


WRONG: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "its format is 2, this program knows 1": lambda m, e: m.update(version=2),
    "its manifest is not that of an export": lambda m, e: m.update(format="other"),
    "cut or changed": lambda m, e: (m.update(exams_sha256=""), m.update(exams_sha256="0" * 64)),
    "larger than it says": lambda m, e: m.update(n_exams=0),
    "acquisitions.0.scores.0.p_f4": lambda m, e: e["acquisitions"][0]["scores"][0].update(p_f4=7),
    "acquisitions.0.header": lambda m, e: e["acquisitions"][0].update(header='{"regions":[{"box":1}]}'),
    "acquisitions.0.decisions.0.outcome": lambda m, e: e["acquisitions"][0]["decisions"][0].update(
        outcome='{"roi":7}'
    ),
    "details.0.outcome": lambda m, e: e["details"][0].update(outcome="[]"),
    "key": lambda m, e: e.update(key=5),
    "created_at": lambda m, e: e.update(created_at="yesterday"),
    "acquisitions.0.frame": lambda m, e: e["acquisitions"][0].update(frame=-1),
}


@pytest.mark.parametrize("why", WRONG)
def test_a_wrong_file_is_refused_whole_with_the_reason(file: Path, tmp_path: Path, why: str) -> None:
    if "cut or changed" in why:
        rewritten(file, lambda m, e: e.update(stage="F4"))
        content = file.read_bytes()
        with zipfile.ZipFile(file) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
        entries["exams.jsonl"] = entries["exams.jsonl"].replace(b'"F4"', b'"F3"')
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in entries.items():
                archive.writestr(name, data)
        assert content != file.read_bytes()
    else:
        rewritten(file, WRONG[why])
    with Book(tmp_path / "there.sqlite") as book:
        with pytest.raises(StoreError, match=why):
            import_exams(book, file)
        assert book.find_exams().total == 0
        assert book.problem is None


@pytest.mark.parametrize("cut", [0, 10, 200, -1, -30])
def test_a_cut_file_is_refused(file: Path, tmp_path: Path, cut: int) -> None:
    file.write_bytes(file.read_bytes()[:cut])
    with Book(tmp_path / "there.sqlite") as book, pytest.raises(StoreError, match="cannot be imported"):
        import_exams(book, file)


def test_what_is_packed_as_no_export_is_refused_and_the_book_goes_on(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    with Book(tmp_path / "there.sqlite") as book:
        with pytest.raises(StoreError, match="packed or encrypted"):
            import_exams(book, file)
        assert book.find_exams().total == 0


def test_other_entries_are_never_unpacked(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../escaped", "x")
        archive.writestr("/tmp/escaped", "x")
    with Book(tmp_path / "there.sqlite") as book:
        assert import_exams(book, file).new_exams == 1
    assert not list(tmp_path.parent.glob("escaped"))


def test_a_bomb_is_refused_before_it_is_unpacked(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dlre_gui.store.importing.LONGEST_LINE", 2**20)
    with zipfile.ZipFile(file) as archive:
        manifest = archive.read("manifest.json")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("exams.jsonl", b"[" * 2**24)
    with Book(tmp_path / "there.sqlite") as book, pytest.raises(StoreError, match="larger than"):
        import_exams(book, file)


def test_two_entries_of_one_name_are_refused(file: Path, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("exams.jsonl", b"")
    with Book(tmp_path / "there.sqlite") as book, pytest.raises(StoreError, match="once"):
        import_exams(book, file)


def test_deep_nesting_is_refused(file: Path, tmp_path: Path) -> None:
    line = b"[" * 100_000 + b"\n"
    with zipfile.ZipFile(file) as archive:
        manifest = archive.read("manifest.json")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("exams.jsonl", line)
    with Book(tmp_path / "there.sqlite") as book, pytest.raises(StoreError, match="no JSON"):
        import_exams(book, file)


def test_steps_of_an_imported_exam_can_be_undone(file: Path, tmp_path: Path) -> None:
    with Book(tmp_path / "there.sqlite") as book:
        import_exams(book, file)
        stored = book.load_exam(EXAM.key)
    assert stored is not None
    assert [s.number for s in stored.steps] == [1]
    assert stored.exam_steps == (exam_step(2),)


def _stills(path: Path, patient: str, folder: str = "/swe/today") -> Book:
    """A book with an exam of screens without DICOM's IDs, which is known by its folder."""
    book = Book(path)
    _keep_still(book, patient, folder)
    return book


def _keep_still(book: Book, patient: str, folder: str = "/swe/today") -> None:
    identity = AcquisitionId(folder, Path(folder) / "1.png", 0, patient * 32)
    book.put_acquisition(ExamRecord(folder, Path(folder)), identity, replace(RECORD, header=Header()))


def test_a_folder_of_another_workstation_is_another_exam(tmp_path: Path) -> None:
    with _stills(tmp_path / "b.sqlite", "bb") as other:
        export_exams(other, tmp_path / "b.dlre-exams")
    with _stills(tmp_path / "a.sqlite", "aa") as book:
        done = import_exams(book, tmp_path / "b.dlre-exams")
        assert (done.new_exams, done.known_exams) == (1, 0)
        assert import_exams(book, tmp_path / "b.dlre-exams").known_exams == 1
        keys = book.keys(ExamSearch())
        stored = [book.load_exam(key) for key in keys]
        files = [[one.id.sha256 for one in exam.acquisitions] for exam in stored if exam]
        assert sorted(files) == [["aa" * 32], ["bb" * 32]]
        export_exams(book, tmp_path / "back.dlre-exams")
    with Book(tmp_path / "b.sqlite") as other:
        done = import_exams(other, tmp_path / "back.dlre-exams")
        assert (done.new_exams, done.known_exams) == (1, 1), "its own comes home, the other one is new"
        assert len(other.load_exam("/swe/today").acquisitions) == 1


def test_the_same_files_of_a_folder_are_the_same_exam_in_a_new_book(tmp_path: Path) -> None:
    with _stills(tmp_path / "a.sqlite", "aa") as book:
        export_exams(book, tmp_path / "a.dlre-exams")
    with _stills(tmp_path / "again.sqlite", "aa") as book:
        assert import_exams(book, tmp_path / "a.dlre-exams").known_exams == 1


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ('\\"ast\\":38.0', '\\"ast\\":NaN'),
        ('\\"ast\\":38.0', '\\"ast\\":1e999'),
        ('[\\"sd\\",1.5]', '[\\"sd\\",-Infinity]'),
        ('[\\"sd\\",1.5]', '[\\"nonsense\\",1.5]'),
    ],
)
def test_figures_that_are_no_numbers_are_refused(file: Path, tmp_path: Path, told: str, instead: str) -> None:
    with zipfile.ZipFile(file) as archive:
        manifest, exams = json.loads(archive.read("manifest.json")), archive.read("exams.jsonl").decode()
    assert told in exams
    exams = exams.replace(told, instead)
    manifest["exams_sha256"] = hashlib.sha256(exams.encode()).hexdigest()
    with zipfile.ZipFile(tmp_path / "wrong", "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("exams.jsonl", exams)
    with Book(tmp_path / "there.sqlite") as book, pytest.raises(StoreError, match="cannot be imported"):
        import_exams(book, tmp_path / "wrong")


@pytest.mark.parametrize(
    "moment", ["2026-13-45T99:99:99Z", "0001-01-01T00:00:00+23:59", "２０２６-01-01T00:00:00Z"]
)
def test_a_moment_that_is_none_is_the_files_fault(file: Path, tmp_path: Path, moment: str) -> None:
    with zipfile.ZipFile(file) as archive:
        manifest, exam = json.loads(archive.read("manifest.json")), json.loads(archive.read("exams.jsonl"))
    exams = json.dumps(exam | {"created_at": moment}) + "\n"
    manifest["exams_sha256"] = hashlib.sha256(exams.encode()).hexdigest()
    with zipfile.ZipFile(tmp_path / "wrong", "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("exams.jsonl", exams)
    with Book(tmp_path / "there.sqlite") as book, pytest.raises(StoreError, match="created_at"):
        import_exams(book, tmp_path / "wrong")


def test_an_exam_whose_key_gave_way_since_it_went_out_is_not_given_to_the_next_patient(
    tmp_path: Path,
) -> None:
    with _stills(tmp_path / "exams.sqlite", "aa") as book:
        [key] = book.keys(ExamSearch())
        export_exams(book, tmp_path / "a.dlre-exams")
        book.give_way(key)
        _keep_still(book, "bb")
        done = import_exams(book, tmp_path / "a.dlre-exams")
        assert (done.known_exams, done.new_exams, done.new_acquisitions) == (1, 0, 0)
        assert sorted(exam.n_acquisitions for exam in book.listed(ExamSearch())) == [1, 1]
