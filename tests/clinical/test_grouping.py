from dataclasses import replace
from pathlib import Path

from dlre_gui.clinical.grouping import group_exams
from dlre_gui.domain.exam import Acquisition
from dlre_gui.domain.screen import Header


def acquisition(path: str, patient: str | None = None, study: str | None = None) -> tuple[str, Acquisition]:
    header = Header(patient_id=patient, study_uid=study)
    return str(Path(path).parent), Acquisition(Path(path), 0, width=1440, height=1080, header=header)


def test_patient_and_study_make_an_exam_across_folders() -> None:
    first, second = group_exams(
        [acquisition("a/1", "P", "1.2"), acquisition("b/1", "P", "1.3"), acquisition("b/2", "P", "1.2")]
    )
    assert (first.patient_id, first.study_uid, len(first.acquisitions)) == ("P", "1.2", 2)
    assert (second.study_uid, len(second.acquisitions)) == ("1.3", 1)


def test_files_that_name_no_study_go_by_their_folder() -> None:
    exams = group_exams([acquisition("a/1"), acquisition("b/1", "P"), acquisition("a/2")])
    assert [(exam.key, exam.patient_id, len(exam.acquisitions)) for exam in exams] == [
        ("a", None, 2),
        ("b", "P", 1),
    ]


def test_patients_of_one_folder_are_told_apart_by_what_is_known_of_them() -> None:
    by_id = group_exams([acquisition(f"a/{n}", patient) for n, patient in enumerate("PQP")])
    assert [(exam.key, exam.patient_id, len(exam.acquisitions)) for exam in by_id] == [
        ("a", "P", 2),
        ("a", "Q", 1),
    ]
    by_study = group_exams(
        [acquisition(f"a/{n}", None, study) for n, study in enumerate(("1.2", "1.3", "1.2"))]
    )
    assert [(exam.key, exam.study_uid, len(exam.acquisitions)) for exam in by_study] == [
        ("a|1.2", "1.2", 2),
        ("a|1.3", "1.3", 1),
    ]


def test_a_file_that_is_no_picture_belongs_to_no_patient() -> None:
    folder, table = acquisition("a/truth.json")
    exams = group_exams([(folder, replace(table, width=0, height=0)), acquisition("a/1")])
    assert [len(exam.acquisitions) for exam in exams] == [1]
