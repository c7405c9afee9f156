"""Proportions and ratios of proportions with their confidence intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its confidence interval; NaN where it cannot be computed."""

    value: float
    low: float
    high: float


UNKNOWN = Estimate(math.nan, math.nan, math.nan)


def proportion(count: int, total: int, level: float = 0.95) -> Estimate:
    """``count / total`` with the exact interval of Clopper & Pearson (Biometrika 1934;26:404–413).

    Unknown for a total of 0.
    """
    from scipy.special import betaincinv

    if total == 0:
        return UNKNOWN
    tail = (1 - level) / 2
    low = float(betaincinv(count, total - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, total - count, 1 - tail)) if count < total else 1.0
    return Estimate(count / total, low, high)


def ratio(count_a: int, total_a: int, count_b: int, total_b: int, level: float = 0.95) -> Estimate:
    """``(count_a / total_a) / (count_b / total_b)``, a likelihood ratio.

    The interval is normal in the logarithm (Simel DL, Samsa GP, Matchar DB, J Clin Epidemiol
    1991;44:763–770). Where a count is 0, the ratio is 0, infinite or unknown, and the finite end of
    its interval comes from the counts with ½ added; the other end is 0 or infinite.
    """
    if not total_a or not total_b:
        return UNKNOWN
    reach = NormalDist().inv_cdf(0.5 + level / 2)
    if count_a and count_b:
        middle, error = _log_ratio(count_a, total_a, count_b, total_b)
        return Estimate(math.exp(middle), *(math.exp(middle + side * reach * error) for side in (-1, 1)))
    middle, error = _log_ratio(count_a + 0.5, total_a + 1, count_b + 0.5, total_b + 1)
    low = math.exp(middle - reach * error) if count_a else 0.0
    high = math.exp(middle + reach * error) if count_b else math.inf
    if not count_a and not count_b:
        return Estimate(math.nan, low, high)
    return Estimate(0.0 if count_b else math.inf, low, high)


def _log_ratio(count_a: float, total_a: float, count_b: float, total_b: float) -> tuple[float, float]:
    """Logarithm of the ratio and its standard error."""
    middle = math.log(count_a / total_a) - math.log(count_b / total_b)
    return middle, math.sqrt(max(0.0, 1 / count_a - 1 / total_a + 1 / count_b - 1 / total_b))
