"""The same screen twice in an exam."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dlre_gui.clinical.assessment import Assessment, Yardstick, assess
from dlre_gui.clinical.repeated import repeated
from dlre_gui.domain.exam import Acquisition, Exam, Flag, Task
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.findings import QBox
from dlre_gui.domain.screen import Header
from tests.report.dossiers import acquisition

NUMBERED = [acquisition(number) for number in range(1, 6)]


def assessed(*acquisitions: Acquisition) -> Assessment:
    exam = Exam("k", acquisitions=acquisitions)
    return assess(exam, ExamDetails(), Yardstick(dict.fromkeys(Task, 0.5)))


def test_a_copied_file_counts_once_and_it_is_said_which() -> None:
    copies = [replace(NUMBERED[0], path=Path(f"/clinic/copy-{n}.dcm")) for n in range(3)]
    found = assessed(*copies)
    assert (found.result.n_images, found.result.n_scored, found.lsm.n) == (1, 1, 1)
    assert {Flag.REPEATED, Flag.FEW_ACQUISITIONS} <= found.result.flags
    [check] = [check for check in found.checks if check.flag is Flag.REPEATED]
    assert check.where == (2, 3)


def test_the_same_dicom_instance_counts_once_though_its_bytes_differ() -> None:
    header = Header(sop_uid="1.2.3")
    assert repeated([replace(NUMBERED[n], header=header) for n in (0, 1)]) == (2,)


def test_frames_of_a_frozen_clip_count_once_those_of_a_moving_one_each() -> None:
    clip = [replace(NUMBERED[0], frame=frame) for frame in range(3)]
    assert repeated(clip) == (2, 3)
    moving = [replace(one, qbox=QBox(10.0 + n)) for n, one in enumerate(clip)]
    assert repeated(moving) == ()


def test_where_the_first_is_excluded_the_second_counts() -> None:
    found = assessed(replace(NUMBERED[0], excluded=True), NUMBERED[0], NUMBERED[1])
    assert found.result.n_scored == 2
    assert Flag.REPEATED not in found.result.flags


def test_five_different_screens_are_five() -> None:
    found = assessed(*NUMBERED)
    assert found.result.n_scored == 5
    assert Flag.REPEATED not in found.result.flags


def test_files_of_which_nothing_is_known_are_not_taken_for_the_same() -> None:
    unknown = Acquisition(Path("a.png"), 0)
    assert repeated([unknown, replace(unknown, path=Path("b.png"))]) == ()


def test_frames_of_one_clip_count_but_are_told_to_be_of_one_clip() -> None:
    clip = [replace(NUMBERED[0], frame=n, qbox=QBox(10.0 + n)) for n in range(3)]
    found = assessed(*clip, NUMBERED[1])
    assert found.result.n_scored == 4
    assert Flag.SEVERAL_FRAMES in found.result.flags
    [check] = [check for check in found.checks if check.flag is Flag.SEVERAL_FRAMES]
    assert check.where == (1, 2, 3)
    one_left = assessed(*(replace(one, excluded=True) for one in clip[1:]), clip[0], *NUMBERED[1:])
    assert Flag.SEVERAL_FRAMES not in one_left.result.flags


def test_five_different_files_are_no_clip() -> None:
    assert Flag.SEVERAL_FRAMES not in assessed(*NUMBERED).result.flags
