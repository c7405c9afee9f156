"""Who the patients are: the papers' table 1, and whether two groups of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from dlre_gui.evaluation.material import Mask, Numbers, Patients

NORMAL_P = 0.05
MOST_FOR_SHAPIRO = 5000
MONTE_CARLO = 20_000

NUMBER_ROWS = (
    ("age", "Age, years"),
    ("bmi", "BMI, kg/m²"),
    ("plt", "PLT, 10⁹/L"),
    ("ast", "AST, IU/L"),
    ("alt", "ALT, IU/L"),
    ("ggt", "GGT, IU/L"),
    ("alp", "ALP, IU/L"),
    ("tb", "TB, µmol/L"),
    ("db", "DB, µmol/L"),
    ("ib", "IB, µmol/L"),
    ("alb", "ALB, g/L"),
    ("pt", "PT, %"),
    ("fbg", "FBG, mmol/L"),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Mean, SD and median of the known values; NaN where there are too few."""

    n: int
    mean: float
    sd: float
    median: float


@dataclass(frozen=True, slots=True)
class GroupTest:
    """A test between two groups and its two-sided p."""

    name: str
    p: float


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """One fact, or one category of a fact, of all patients and of each group.

    Attributes
    ----------
    numbers
        Summaries, or for a category its counts, of all and of each group.
    totals
        For a category: the patients whose fact is known, of all and of each group.
    """

    title: str
    numbers: tuple[Summary, ...] | tuple[int, ...]
    totals: tuple[int, ...] = ()
    test: GroupTest | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """Table 1; `groups` names the columns, of which the first holds all patients."""

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    rows: tuple[BaselineRow, ...]


def baseline(patients: Patients, groups: Sequence[tuple[str, Mask]], by_stage: bool = False) -> Baseline:
    """Of all patients and of two groups (or none), with the tests between the two.

    Groups made `by_stage` are not tested for their stages.
    """
    everyone: Mask = np.ones(len(patients), dtype=np.bool_)
    masks = [everyone, *(mask for _, mask in groups)]
    rows = _category(patients.stages.astype(str), ("0", "1", "2", "3", "4"), "Stage F{}", masks, not by_stage)
    rows += _words(patients, masks)
    for column, title in NUMBER_ROWS:
        values = patients.numbers.get(column)
        if values is not None and np.isfinite(values).any():
            rows.append(_number(title, values, masks))
    for method in patients.methods:
        if method.name == "LSM" and np.isfinite(method.values[:, 0]).any():
            rows.append(_number("LSM, kPa", method.values[:, 0], masks))
    names = ("All", *(name for name, _ in groups))
    return Baseline(names, tuple(int(mask.sum()) for mask in masks), tuple(rows))


def _words(patients: Patients, masks: list[Mask]) -> list[BaselineRow]:
    rows: list[BaselineRow] = []
    sex = patients.words.get("sex")
    if sex is not None and (sex != "").any():
        rows += _category(sex, ("M", "F"), "Sex {}", masks)
    grades = patients.numbers.get("inflammation")
    if grades is not None and np.isfinite(grades).any():
        words = np.array([f"{grade:.0f}" if np.isfinite(grade) else "" for grade in grades])
        rows += _category(words, ("0", "1", "2", "3"), "Inflammation A{}", masks)
    return rows


def _number(title: str, values: Numbers, masks: list[Mask]) -> BaselineRow:
    known = [values[mask & np.isfinite(values)] for mask in masks]
    test = compare_numbers(known[1], known[2]) if len(known) == 3 else None
    return BaselineRow(title, tuple(summary(each) for each in known), test=test)


def _category(
    values: NDArray[np.str_], categories: Sequence[str], title: str, masks: list[Mask], tested: bool = True
) -> list[BaselineRow]:
    counts = np.array(
        [[(values[mask] == each).sum() for each in categories] for mask in masks], dtype=np.int64
    )
    totals = tuple(int(total) for total in counts.sum(axis=1))
    test = compare_categories(counts[1:]) if tested and len(masks) == 3 else None
    return [
        BaselineRow(
            title.format(each), tuple(int(n) for n in counts[:, place]), totals, test if not place else None
        )
        for place, each in enumerate(categories)
    ]


def summary(values: Numbers) -> Summary:
    """Of known values; the SD needs two."""
    if not len(values):
        return Summary(0, nan, nan, nan)
    sd = float(values.std(ddof=1)) if len(values) > 1 else nan
    return Summary(len(values), float(values.mean()), sd, float(np.median(values)))


def compare_numbers(first: Numbers, second: Numbers) -> GroupTest | None:
    """Student's t where both groups look normal, else Mann–Whitney's U; None below three values each.

    They look normal where Shapiro and Wilk's p is at least 0.05 in both; beyond 5,000 values, where
    that test finds every trifle, Mann–Whitney's is taken.
    """
    from scipy import stats

    if min(len(first), len(second)) < 3:
        return None
    if np.ptp(np.concatenate([first, second])) == 0:
        return GroupTest("all equal", 1.0)
    if _looks_normal(first) and _looks_normal(second):
        return GroupTest("t", float(stats.ttest_ind(first, second).pvalue))
    return GroupTest("Mann–Whitney", float(stats.mannwhitneyu(first, second, alternative="two-sided").pvalue))


def _looks_normal(values: Numbers) -> bool:
    from scipy import stats

    if np.ptp(values) == 0 or len(values) > MOST_FOR_SHAPIRO:
        return False
    return float(stats.shapiro(values).pvalue) >= NORMAL_P


def compare_categories(counts: NDArray[np.int64]) -> GroupTest | None:
    """χ² (without correction) where Cochran's rule allows it, else Fisher's exact test.

    Cochran WG, Biometrics 1954;10:417–451: no expected count below 1, and at most a fifth of them
    below 5. For more than two categories, Fisher's p is by 20,000 tables drawn with these margins
    (seeded). None if a group is empty or all are of one category.

    Parameters
    ----------
    counts
        Shape (2 groups, categories).
    """
    from scipy import stats

    table = counts[:, counts.sum(axis=0) > 0]
    if table.shape[1] < 2 or (table.sum(axis=1) == 0).any():
        return None
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    if expected.min() >= 1 and (expected < 5).mean() <= 0.2:
        return GroupTest("χ²", float(stats.chi2_contingency(table, correction=False).pvalue))
    if table.shape[1] == 2:
        return GroupTest("Fisher", float(stats.fisher_exact(table).pvalue))
    return GroupTest("Fisher", _fisher_by_chance(table))


def _fisher_by_chance(table: NDArray[np.int64]) -> float:
    """Share of tables with the same margins that are no likelier than this one."""
    from scipy.special import gammaln

    random = np.random.default_rng(0)
    margins = table.sum(axis=0)
    first = random.multivariate_hypergeometric(margins, int(table[0].sum()), MONTE_CARLO)
    drawn = np.concatenate([table[:1], first])
    likelihood = -(gammaln(drawn + 1) + gammaln(margins - drawn + 1)).sum(axis=1)
    return float((likelihood[1:] <= likelihood[0] + 1e-9).sum() + 1) / (MONTE_CARLO + 1)
