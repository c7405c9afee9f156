from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.clinical.acquisition import with_flags
from dlre_gui.clinical.assessment import Assessment, Yardstick, assess
from dlre_gui.clinical.checks import CheckState
from dlre_gui.clinical.cutoff_file import all_tables
from dlre_gui.clinical.cutoffs import find_table
from dlre_gui.clinical.labels import StageLabels, labelled
from dlre_gui.clinical.trend import of_same_person, trend
from dlre_gui.domain.exam import Acquisition, Exam, Flag, Measured, Scores, Status, Task
from dlre_gui.domain.exam_details import Cause, ExamDetails
from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.screen import Header

BY = Yardstick(dict.fromkeys(Task, 0.5), find_table(all_tables(), "sru-rule-of-four"))
NOTHING_ENTERED = ExamDetails()
HEADER = Header(
    manufacturer="SuperSonic Imagine",
    device_model="Aixplorer",
    study_date="2024-05-21",
    patient_birth_date="1979-05-22",
)


def acquisition(mean: float = 8.0, p: float = 0.9, **changes: object) -> Acquisition:
    start = Acquisition(
        Path("a.png"),
        0,
        header=HEADER,
        status=Status.SCORED,
        measured=Measured(Box(0, 0, 100, 100), Box(10, 10, 40, 40), void_fraction=0.05),
        qbox=QBox(mean=mean, sd=0.5, si_percent=95.0),
        scores=Scores(p, p, p, "m", "1", "ab", "cpu", "r", "0", simulated=True),
    )
    return with_flags(replace(start, **changes))


def judged(
    *acquisitions: Acquisition, details: ExamDetails = NOTHING_ENTERED, by: Yardstick = BY
) -> Assessment:
    return assess(Exam("k", acquisitions=acquisitions), details, by)


def state_of(assessment: Assessment, flag: Flag) -> CheckState:
    return next(check.state for check in assessment.checks if check.flag is flag)


def test_lsm_and_dlre_disagree_from_two_stages_on() -> None:
    assert Flag.LSM_AND_DLRE_DISAGREE in judged(acquisition(8.0, 0.9)).result.flags
    assert Flag.LSM_AND_DLRE_DISAGREE not in judged(acquisition(10.0, 0.9)).result.flags
    without = replace(BY, cutoffs=None)
    assert state_of(judged(acquisition(), by=without), Flag.LSM_AND_DLRE_DISAGREE) is CheckState.UNKNOWN


def test_in_m_per_s_the_lsm_has_its_own_limit() -> None:
    several = [acquisition(mean) for mean in (7.0, 8.0, 10.0)]
    in_kpa, in_speed = judged(*several), judged(*several, by=replace(BY, unit=Unit.M_PER_S))
    assert in_kpa.lsm.iqr_over_median == pytest.approx(0.1875)
    assert in_speed.lsm.median == pytest.approx((8 / 3) ** 0.5)
    assert in_speed.lsm.unit is Unit.M_PER_S
    limit = next(check for check in in_speed.checks if check.flag is Flag.IQR_HIGH)
    assert (limit.limit, limit.confirmed) == (0.15, False)
    assert in_speed.lsm_stage == in_kpa.lsm_stage


def test_a_panel_in_m_per_s_is_never_counted_in_kpa() -> None:
    speed = acquisition(qbox=QBox(mean=1.6, unit=Unit.M_PER_S))
    found = judged(speed, acquisition(8.0))
    assert (found.lsm.n, found.lsm.median, found.lsm.unit) == (1, 8.0, Unit.KPA)
    assert judged(speed, by=replace(BY, unit=Unit.M_PER_S)).lsm.median == 1.6


def test_an_exam_of_speeds_alone_has_its_lsm_in_speeds_whatever_unit_is_wanted() -> None:
    several = [acquisition(qbox=QBox(mean=mean, unit=Unit.M_PER_S)) for mean in (1.2, 1.6, 2.0)]
    found = judged(*several)
    assert (found.lsm.n, found.lsm.median, found.lsm.unit) == (3, 1.6, Unit.M_PER_S)
    assert found.lsm_stage is None
    assert (found.result.n_lsm, found.result.lsm_median_kpa, found.result.lsm_median_m_per_s) == (
        0,
        None,
        1.6,
    )
    limit = next(check for check in found.checks if check.flag is Flag.IQR_HIGH)
    assert (limit.limit, limit.state) == (0.15, CheckState.VIOLATED)


def test_circumstances_raise_their_flags_only_where_known() -> None:
    known = ExamDetails(fasting=False, cause=Cause.HCV, vendor="GE LOGIQ E9")
    expected = {Flag.NOT_FASTING, Flag.OTHER_CAUSE, Flag.OTHER_VENDOR}
    assert judged(acquisition(), details=known).result.flags >= expected
    plain = judged(acquisition())
    assert not plain.result.flags & expected
    assert state_of(plain, Flag.NOT_FASTING) is CheckState.UNKNOWN
    assert state_of(plain, Flag.OTHER_VENDOR) is CheckState.MET


def test_the_age_is_that_on_the_day_of_the_exam() -> None:
    assert judged(acquisition()).circumstances.age_years == 44
    assert judged(acquisition(), details=ExamDetails(age_years=50)).circumstances.age_years == 50
    assert judged(acquisition(), details=ExamDetails(examined_on="2024-05-22")).circumstances.age_years == 45


def test_each_check_names_its_acquisitions_figure_limit_and_source() -> None:
    low = acquisition(qbox=QBox(mean=8.0, si_percent=81.0))
    check = next(c for c in judged(acquisition(), low).checks if c.flag is Flag.SI_LOW)
    assert (check.state, check.value, check.limit, check.where) == (CheckState.VIOLATED, 81.0, 90.0, (2,))
    assert all(check.source for check in judged(low).checks)


def test_every_flag_has_a_check() -> None:
    assert {check.flag for check in judged(acquisition()).checks} == set(Flag)


def test_a_qbox_over_the_boxs_edge_is_flagged() -> None:
    inside = QBox(mean=8.0, circle=Circle(30, 30, 15))
    assert Flag.QBOX_OUTSIDE not in acquisition(qbox=inside).flags
    assert Flag.QBOX_OUTSIDE in acquisition(qbox=replace(inside, circle=Circle(15, 30, 15))).flags


def test_scheuer_changes_the_letter_only() -> None:
    assert labelled("P(≥F2)", StageLabels.SCHEUER) == "P(≥S2)"
    assert labelled("F0-1", StageLabels.METAVIR) == "F0-1"


def test_the_trend_is_in_order_and_marks_other_models() -> None:
    day = lambda day: replace(HEADER, study_date=day)  # noqa: E731
    other = replace(acquisition().scores, model_sha256="cd")
    exams = [
        (Exam("late", acquisitions=(acquisition(header=day("2024-06-01")),)), ExamDetails()),
        (Exam("early", acquisitions=(acquisition(header=day("2023-06-01"), scores=other),)), ExamDetails()),
        (Exam("no day", acquisitions=(acquisition(header=Header()),)), ExamDetails()),
    ]
    points = trend(exams, "ab")
    assert [(point.exam_key, point.comparable) for point in points] == [("early", False), ("late", True)]


@pytest.mark.parametrize(
    ("name", "born", "is_same"),
    [
        ("WU^XIUYING", "1960-02-03", True),
        ("Xiuying Wu", "", True),
        ("WU^XIUYING=吴^秀英", "", True),
        (None, "", True),  # nothing known tells nobody apart
        ("LI^MEI", "1960-02-03", True),  # another name, the same person's date
        ("WU^XIUYING", "1971-02-03", False),
        ("LI^MEI", "", False),
    ],
)
def test_another_person_of_the_same_id_is_left_out_of_the_trend(
    name: str | None, born: str, is_same: bool
) -> None:
    header = replace(HEADER, patient_birth_date="1960-02-03")
    one = Exam("1", "7", "Wu Xiuying", None, (acquisition(header=header),))
    other = Exam(
        "2", "7", name, None, (acquisition(header=replace(HEADER, patient_birth_date=born or None)),)
    )
    exams = [(one, ExamDetails()), (other, ExamDetails())]
    assert [exam.key for exam, _ in of_same_person(exams, "1")] == (["1", "2"] if is_same else ["1"])


def test_probabilities_that_contradict_in_one_acquisition_are_told_with_its_number() -> None:
    odd = acquisition(scores=Scores(0.9, 0.9, 0.99, "m", "1", "ab", "cpu", "r", "0", simulated=True))
    several = judged(acquisition(), acquisition(), odd)
    check = next(c for c in several.checks if c.flag is Flag.PROBABILITIES_CONTRADICT)
    assert (check.state, check.where) == (CheckState.VIOLATED, (3,))
    assert Flag.PROBABILITIES_CONTRADICT not in several.result.flags


def test_a_median_of_few_values_is_told_though_many_screens_were_scored() -> None:
    doubtful = acquisition(qbox=QBox(mean=9.0, doubtful=frozenset({"mean"})))
    found = judged(acquisition(), *(doubtful for _ in range(4)))
    assert (found.result.n_scored, found.lsm.n) == (5, 1)
    assert Flag.FEW_ACQUISITIONS not in found.result.flags
    assert Flag.FEW_LSM in found.result.flags
    assert state_of(found, Flag.FEW_LSM) is CheckState.VIOLATED
    assert Flag.FEW_LSM not in judged(*(acquisition() for _ in range(3))).result.flags
    assert state_of(judged(doubtful), Flag.FEW_LSM) is CheckState.UNKNOWN


def test_a_median_of_speeds_and_stiffness_is_not_staged_by_the_stiffness_alone() -> None:
    speeds = [acquisition(qbox=QBox(mean=2.1, unit=Unit.M_PER_S)) for _ in range(3)]
    found = judged(*speeds, acquisition(15.0), by=replace(BY, unit=Unit.M_PER_S))
    assert (found.lsm.n, found.lsm_stage) == (4, None)
    assert Flag.LSM_AND_DLRE_DISAGREE not in found.result.flags
    assert judged(*speeds, acquisition(15.0)).lsm_stage is not None
