"""Every quality criterion with its figure, its limit, its source and how the exam stands to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dlre_gui.clinical import quality
from dlre_gui.clinical.lsm import LsmStatistics
from dlre_gui.clinical.quality import Comparison, Criterion
from dlre_gui.clinical.repeated import of_one_clip, repeated
from dlre_gui.domain.exam import Acquisition, Flag


class CheckState(StrEnum):
    """How the exam stands to a criterion."""

    MET = "met"
    VIOLATED = "violated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion and the exam's figure.

    Attributes
    ----------
    value, limit
        The worst figure over the acquisitions, and what it must not violate; None for a criterion
        without a number.
    unit
        Of both; empty for a count or a ratio.
    where
        Numbers (from 1) of the acquisitions that violate it.
    confirmed
        False where the limit was not confirmed against its source.
    """

    flag: Flag
    state: CheckState
    source: str
    value: float | None = None
    comparison: Comparison | None = None
    limit: float | None = None
    unit: str = ""
    where: tuple[int, ...] = ()
    confirmed: bool = True


_Getter = Callable[[Acquisition], float | None]

_OF_ACQUISITION: tuple[tuple[Criterion, _Getter], ...] = (
    (quality.SI, lambda one: one.qbox.si_percent if one.qbox else None),
    (quality.SD, lambda one: one.qbox.sd_kpa if one.qbox else None),
    (quality.MINIMUM, lambda one: one.qbox.min_kpa if one.qbox else None),
    (quality.DIAMETER, lambda one: one.qbox.diameter_mm if one.qbox else None),
    (quality.VOID, lambda one: one.measured.void_fraction if one.measured else None),
    (quality.SATURATED, lambda one: one.measured.saturated_fraction if one.measured else None),
)

_PLAIN_OF_ACQUISITION = {
    Flag.QBOX_MISSING: "the LSM is the median of the Q-Box means",
    Flag.QBOX_DOUBTFUL: "values read from pixels count once a person confirmed them",
    Flag.QBOX_CONTRADICTS: "minimum ≤ mean ≤ maximum",
    Flag.QBOX_OUTSIDE: "the Q-Box belongs inside the SWE box",
    Flag.SEVERAL_QBOXES: "one Q-Box a screen (Gut 2019;68:729)",
    Flag.SEVERAL_SCREENS: "one screen a picture",
    Flag.ROI_CUTS_BOX: "the DLRE ROI holds the whole SWE box (Gut 2019;68:729)",
    Flag.SCALE_UNKNOWN: "without its scale a colour says no stiffness",
    Flag.SCALE_DOUBTFUL: "the colour bar's labels, ticks, unit and the Q-Box must agree",
    Flag.UNIT_M_PER_S: "m/s is never counted as kPa",
    Flag.UNLIKE_TRAINING: "a network answers only for what resembles its training data",
    Flag.NAME_DOUBTFUL: "the character set of the file must be right",
}
_PLAIN_OF_EXAM = {
    Flag.PROBABILITIES_CONTRADICT: "P(≥F2) ≥ P(≥F3) ≥ P(F4), ± 0.08/√n",
    Flag.LSM_AND_DLRE_DISAGREE: "two stages or more between LSM and DLRE (limit ours)",
    Flag.NOT_FASTING: "fasting for at least 4 h (EFSUMB)",
    Flag.OTHER_VENDOR: "the model's population: Aixplorer (Gut 2019;68:729)",
    Flag.OTHER_CAUSE: "the model's population: chronic hepatitis B (Gut 2019;68:729)",
}


_GRAVEST = (
    *(Flag.FEW_ACQUISITIONS, Flag.FEW_LSM, Flag.SEVERAL_FRAMES, Flag.IQR_HIGH, Flag.UNLIKE_TRAINING),
    *(Flag.OTHER_CAUSE, Flag.OTHER_VENDOR, Flag.PROBABILITIES_CONTRADICT, Flag.LSM_AND_DLRE_DISAGREE),
    *(Flag.REPEATED, Flag.NOT_FASTING),
    *(Flag.ROI_CUTS_BOX, Flag.SCALE_UNKNOWN, Flag.SCALE_DOUBTFUL, Flag.QBOX_DOUBTFUL, Flag.QBOX_MISSING),
)


def violated(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The criteria that are violated, the gravest first: what calls the exam's own figures into question,
    then what does so for single acquisitions (the order is ours)."""
    order = (*_GRAVEST, *(flag for flag in Flag if flag not in _GRAVEST))
    found = (check for check in checks if check.state is CheckState.VIOLATED)
    return tuple(sorted(found, key=lambda check: order.index(check.flag)))


def checks_of(
    acquisitions: Sequence[Acquisition],
    n_scored: int,
    lsm: LsmStatistics,
    flags: frozenset[Flag],
    unknown: frozenset[Flag],
) -> tuple[Check, ...]:
    """All criteria, in the order of `Flag`.

    Parameters
    ----------
    acquisitions
        Of the exam, excluded ones too (they keep their numbers, but are not judged).
    n_scored, lsm
        Figures of the exam.
    flags
        All of the exam.
    unknown
        Those of the exam's own flags about which nothing is known.
    """
    numbered = [(n, one) for n, one in enumerate(acquisitions, 1) if not one.excluded]
    found = [
        _check(quality.ACQUISITIONS, float(n_scored)),
        _check(quality.iqr_criterion(lsm.unit), lsm.iqr_over_median),
    ]
    found += [_worst(criterion, get, numbered) for criterion, get in _OF_ACQUISITION]
    found += [_plain(flag, source, numbered) for flag, source in _PLAIN_OF_ACQUISITION.items()]
    found += [_check(quality.MEASUREMENTS, float(lsm.n) if lsm.n else None)]
    found += [_again(Flag.REPEATED, repeated(acquisitions), "the same screen counts once")]
    found += [_again(Flag.SEVERAL_FRAMES, of_one_clip(acquisitions), "frames of a clip are one measurement")]
    found += [_of_exam(flag, source, flags, unknown, numbered) for flag, source in _PLAIN_OF_EXAM.items()]
    order = list(Flag)
    return tuple(sorted(found, key=lambda check: order.index(check.flag)))


def checks_of_acquisition(acquisition: Acquisition) -> tuple[Check, ...]:
    """The criteria of one acquisition, in the order of `Flag`."""
    numbered = [(1, acquisition)]
    found = [_worst(criterion, get, numbered) for criterion, get in _OF_ACQUISITION]
    found += [_plain(flag, source, numbered) for flag, source in _PLAIN_OF_ACQUISITION.items()]
    order = list(Flag)
    return tuple(sorted(found, key=lambda check: order.index(check.flag)))


def _check(criterion: Criterion, value: float | None, where: tuple[int, ...] = ()) -> Check:
    violated = CheckState.VIOLATED if criterion.is_violated(value) else CheckState.MET
    return Check(
        criterion.flag,
        CheckState.UNKNOWN if value is None else violated,
        criterion.source,
        value,
        criterion.comparison,
        criterion.limit,
        criterion.unit,
        where,
        criterion.confirmed,
    )


def _worst(criterion: Criterion, get: _Getter, numbered: list[tuple[int, Acquisition]]) -> Check:
    values = [(n, value) for n, one in numbered if (value := get(one)) is not None]
    worst = max if criterion.comparison is Comparison.ABOVE else min
    where = tuple(n for n, value in values if criterion.is_violated(value))
    return _check(criterion, worst((value for _, value in values), default=None), where)


def _plain(flag: Flag, source: str, numbered: list[tuple[int, Acquisition]]) -> Check:
    where = tuple(n for n, one in numbered if flag in one.flags)
    judged = any(one.measured is not None for _, one in numbered)
    state = CheckState.VIOLATED if where else CheckState.MET if judged else CheckState.UNKNOWN
    return Check(flag, state, source, where=where)


def _again(flag: Flag, where: tuple[int, ...], source: str) -> Check:
    return Check(flag, CheckState.VIOLATED if where else CheckState.MET, source, where=where)


def _of_exam(
    flag: Flag,
    source: str,
    flags: frozenset[Flag],
    unknown: frozenset[Flag],
    numbered: list[tuple[int, Acquisition]],
) -> Check:
    """A criterion of the exam's means that single acquisitions may violate, too."""
    where = tuple(n for n, one in numbered if flag in one.flags)
    if flag in flags or where:
        return Check(flag, CheckState.VIOLATED, source, where=where)
    return Check(flag, CheckState.UNKNOWN if flag in unknown else CheckState.MET, source)
