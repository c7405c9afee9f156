import pytest

from dlre_gui.clinical.quality import CRITERIA, qbox_flags
from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import QBox, Unit

GOOD = {"mean": 8.0, "minimum": 6.0, "maximum": 10.0, "sd": 1.4, "si_percent": 90.0}


def test_a_good_qbox_raises_nothing_even_at_the_limits() -> None:
    assert qbox_flags(QBox(**GOOD)) == frozenset()


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"si_percent": 89.9}, Flag.SI_LOW),
        ({"sd": 1.41}, Flag.SD_HIGH),
        ({"minimum": 0.2}, Flag.QBOX_MIN_LOW),
        ({"doubtful": frozenset({"maximum"})}, Flag.QBOX_DOUBTFUL),
        ({"mean": None}, Flag.QBOX_MISSING),
        ({"mean": 10.1}, Flag.QBOX_CONTRADICTS),
        ({"mean": None, "minimum": 10.1}, Flag.QBOX_CONTRADICTS),
    ],
)
def test_each_criterion_raises_its_own_flag(change: dict, flag: Flag) -> None:
    assert flag in qbox_flags(QBox(**{**GOOD, **change}))
    assert qbox_flags(QBox(**{**GOOD, **change})) <= {flag, Flag.QBOX_MISSING}


def test_no_qbox_is_missing() -> None:
    assert qbox_flags(None) == {Flag.QBOX_MISSING}


def test_without_a_mean_the_other_values_are_still_judged() -> None:
    assert qbox_flags(QBox(sd=2.0)) == {Flag.QBOX_MISSING, Flag.SD_HIGH}


def test_unknown_values_raise_nothing() -> None:
    assert qbox_flags(QBox(mean=8.0)) == frozenset()


def test_limits_in_kpa_are_not_applied_to_speeds() -> None:
    speeds = QBox(mean=1.6, minimum=0.1, sd=1.5, unit=Unit.M_PER_S)
    assert qbox_flags(speeds) == {Flag.UNIT_M_PER_S}


def test_every_criterion_names_its_source_and_the_unconfirmed_one_is_marked() -> None:
    assert all(criterion.source for criterion in CRITERIA)
    assert [criterion.limit for criterion in CRITERIA if not criterion.confirmed] == [0.15]
