"""DeLong's tests between AUCs: of the same patients (paired), or of different ones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from dlre_gui.evaluation.roc import delong_covariance, delong_interval


@dataclass(frozen=True, slots=True)
class AucTest:
    """Two AUCs compared.

    Attributes
    ----------
    difference
        First AUC minus second.
    statistic
        z of the paired test, t of the unpaired one; infinite where the AUCs differ and neither varies.
    p
        Two-sided, not adjusted for several tests; NaN where the statistic is infinite: two AUCs of 0 or 1
        without any spread leave DeLong's test nothing to measure the difference by, however few the patients.
    degrees_of_freedom
        None for the paired test.
    """

    difference: float
    statistic: float
    p: float
    degrees_of_freedom: float | None = None


def paired_test(labels: ArrayLike, first: ArrayLike, second: ArrayLike) -> AucTest:
    """DeLong's test of two scores of the same patients (Biometrics 1988;44:837–845).

    Raises
    ------
    ValueError
        As `delong_covariance`.
    """
    areas, covariance = delong_covariance(labels, np.stack([np.asarray(first), np.asarray(second)]))
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    statistic = _ratio(float(areas[0] - areas[1]), float(variance))
    p = math.erfc(abs(statistic) / math.sqrt(2)) if math.isfinite(statistic) else math.nan
    return AucTest(float(areas[0] - areas[1]), statistic, p)


def unpaired_test(
    labels_a: ArrayLike, scores_a: ArrayLike, labels_b: ArrayLike, scores_b: ArrayLike
) -> AucTest:
    """The same score's AUC in two groups of different patients.

    DeLong's variances, with Student's t at Welch–Satterthwaite degrees of freedom as R's pROC has it.

    Raises
    ------
    ValueError
        As `delong_covariance`.
    """
    from scipy.special import stdtr

    a, b = delong_interval(labels_a, scores_a), delong_interval(labels_b, scores_b)
    parts = a.standard_error**2, b.standard_error**2
    statistic = _ratio(a.auc - b.auc, sum(parts))
    sizes = np.size(labels_a) - 1, np.size(labels_b) - 1
    below = sum(part**2 / size for part, size in zip(parts, sizes, strict=True))
    freedom = sum(parts) ** 2 / below if below > 0 else math.inf
    p = 2 * float(stdtr(freedom, -abs(statistic))) if math.isfinite(statistic) else math.nan
    return AucTest(a.auc - b.auc, statistic, p, freedom)


def least_difference(test: AucTest, level: float) -> float | None:
    """The least difference that a paired test with this spread has p below `level` for.

    None where the difference found is none, or is without any spread.
    """
    if test.statistic == 0 or not math.isfinite(test.statistic):
        return None
    return NormalDist().inv_cdf(1 - level / 2) * abs(test.difference / test.statistic)


def least_p(tests: Iterable[AucTest]) -> float | None:
    """The smallest p there is; None without any."""
    return min((test.p for test in tests if not math.isnan(test.p)), default=None)


def _ratio(difference: float, variance: float) -> float:
    """Difference in standard errors; two equal AUCs do not differ, even where neither varies."""
    if difference == 0:
        return 0.0
    return difference / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, difference)
