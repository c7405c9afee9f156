from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.clinical.acquisition import with_flags
from dlre_gui.clinical.aggregate import exam_result
from dlre_gui.domain.exam import Acquisition, Exam, Flag, Measured, Scores, Status, Task
from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Header

THRESHOLDS = dict.fromkeys(Task, 0.5)


def acquisition(
    chances: tuple[float, float, float] | None = (0.9, 0.6, 0.2), mean: float | None = 8.0, **changes: object
) -> Acquisition:
    scores = Scores(*chances, "m", "1", "ab", "cpu", "r", "0", True) if chances else None
    start = Acquisition(
        Path("a.png"),
        0,
        status=Status.SCORED if scores else Status.REFUSED,
        measured=Measured(Box(0, 0, 100, 100), Box(10, 10, 20, 20), scale_unit="kPa"),
        qbox=QBox(mean=mean) if mean is not None else None,
        scores=scores,
    )
    return with_flags(replace(start, **changes))


def result_of(*acquisitions: Acquisition):
    return exam_result(Exam("k", acquisitions=acquisitions), THRESHOLDS)


def test_probabilities_are_averaged_and_staged() -> None:
    result = result_of(*(acquisition((p, p - 0.3, 0.1)) for p in (0.6, 0.8, 1.0)))
    assert (result.p_ge_f2, result.p_ge_f3, result.p_f4) == pytest.approx((0.8, 0.5, 0.1))
    assert (result.n_images, result.n_scored, result.stage) == (3, 3, "F3")


def test_the_order_of_acquisitions_does_not_matter_to_the_last_bit() -> None:
    several = [acquisition((p, p / 3, p / 7)) for p in (0.1, 0.7, 0.30000000004, 0.9, 1e-9)]
    assert result_of(*several) == result_of(*reversed(several))


def test_excluded_acquisitions_count_nowhere() -> None:
    low = acquisition((0.0, 0.0, 0.0), mean=90.0, excluded=True, flags=frozenset({Flag.VOID_HIGH}))
    result = result_of(acquisition(), low)
    assert (result.n_images, result.n_lsm, result.lsm_median_kpa, result.p_ge_f2) == (1, 1, 8.0, 0.9)
    assert Flag.VOID_HIGH not in result.flags


def test_nothing_scored_is_unknown_never_zero() -> None:
    result = result_of(acquisition(None, None))
    assert (result.p_f4, result.stage, result.lsm_median_kpa) == (None, None, None)


def test_doubtful_means_are_flagged_and_kept_out_of_the_lsm() -> None:
    doubtful = acquisition(qbox=QBox(mean=80.0, doubtful=frozenset({"mean"})))
    result = result_of(acquisition(), acquisition(mean=9.0), doubtful)
    assert (result.n_lsm, result.lsm_median_kpa) == (2, 8.5)
    assert Flag.QBOX_DOUBTFUL in result.flags


def test_speeds_never_enter_the_lsm_in_kpa() -> None:
    result = result_of(acquisition(qbox=QBox(mean=1.7, unit=Unit.M_PER_S)))
    assert (result.n_lsm, Flag.UNIT_M_PER_S in result.flags) == (0, True)
    assert (result.n_lsm_m_per_s, result.lsm_median_m_per_s) == (1, 1.7)


@pytest.mark.parametrize(("n", "few"), [(2, True), (3, False)])
def test_fewer_than_three_scored_acquisitions_are_few(n: int, few: bool) -> None:
    result = result_of(*[acquisition()] * n, acquisition(None))
    assert (Flag.FEW_ACQUISITIONS in result.flags) is few


def test_a_wide_spread_of_stiffness_is_flagged() -> None:
    assert Flag.IQR_HIGH in result_of(*(acquisition(mean=m) for m in (5.0, 10.0, 15.0))).flags
    assert Flag.IQR_HIGH not in result_of(*(acquisition(mean=m) for m in (9.0, 10.0, 11.0))).flags


def test_contradiction_is_judged_on_the_means() -> None:
    assert Flag.PROBABILITIES_CONTRADICT in result_of(acquisition((0.9, 0.2, 0.8))).flags
    both = result_of(acquisition((0.9, 0.2, 0.8)), acquisition((0.9, 0.9, 0.1)))
    assert Flag.PROBABILITIES_CONTRADICT not in both.flags


def test_flags_follow_an_edit_of_the_qbox_and_keep_the_engines() -> None:
    read = acquisition(mean=None, flags=frozenset({Flag.ROI_CUTS_BOX}))
    assert read.flags == {Flag.ROI_CUTS_BOX, Flag.QBOX_MISSING}
    typed = with_flags(replace(read, qbox=QBox(mean=7.0, sd=2.0, source="user")))
    assert typed.flags == {Flag.ROI_CUTS_BOX, Flag.SD_HIGH}


def test_a_doubtful_name_is_flagged() -> None:
    assert Flag.NAME_DOUBTFUL in acquisition(header=Header(doubtful=("patient_name",))).flags


def test_a_file_without_a_swe_box_is_not_asked_for_a_qbox() -> None:
    assert acquisition(None, None, measured=None).flags == frozenset()
