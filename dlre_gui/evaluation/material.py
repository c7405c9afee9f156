"""Patients with their stage, their scores by several methods, and what else is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.exam import Stage, Task

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

TASKS = (Task.F4, Task.GE_F3, Task.GE_F2)
"""In the papers' order."""
COLUMN = {task: place for place, task in enumerate(Task)}
"""Each task's place in arrays with a column a task."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A score above it is positive, and one at it if `including`; `source` says where it comes from."""

    value: float
    source: str
    including: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """One way to score patients; a higher score means severer, NaN unknown.

    Attributes
    ----------
    values
        Shape (patients, 3), a column a task in the order of `Task`.
    acquisitions
        The scores that `values` combine, shape (patients, most acquisitions, 3), in the order in
        which they were taken, NaN behind the last; None for what is measured once a patient.
    combine
        How a patient's acquisitions become one value.
    is_probability
        Whether calibration and net benefit have a meaning.
    thresholds
        Fixed operating thresholds, from outside these patients.
    """

    name: str
    values: Numbers
    acquisitions: Numbers | None = None
    combine: Literal["mean", "median"] = "mean"
    is_probability: bool = False
    unit: str = ""
    thresholds: Mapping[Task, tuple[Threshold, ...]] = field(default_factory=dict)

    def scores(self, task: Task) -> Numbers:
        """Shape (patients,)."""
        return self.values[:, COLUMN[task]]

    def where(self, mask: Mask) -> Method:
        """The same of some patients."""
        parts = self.acquisitions[mask] if self.acquisitions is not None else None
        return replace(self, values=self.values[mask], acquisitions=parts)


def combined(acquisitions: Numbers, how: Literal["mean", "median"]) -> Numbers:
    """One value a patient from shape (patients, acquisitions, ...); unknown ones are left out.

    Nothing known gives NaN.
    """
    known = np.isfinite(acquisitions)
    if how == "mean":
        counts = known.sum(axis=1)
        sums = np.where(known, acquisitions, 0.0).sum(axis=1)
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    ranked = np.sort(acquisitions, axis=1)  # NaN last
    counts = known.sum(axis=1, keepdims=True)
    low = np.take_along_axis(ranked, np.maximum(counts - 1, 0) // 2, axis=1)
    high = np.take_along_axis(ranked, np.minimum(counts // 2, ranked.shape[1] - 1), axis=1)
    middle: Numbers = ((low + high) / 2)[:, 0]
    return middle


def method_of_acquisitions(
    name: str,
    acquisitions: Numbers,
    combine: Literal["mean", "median"],
    is_probability: bool = False,
    unit: str = "",
    thresholds: Mapping[Task, tuple[Threshold, ...]] | None = None,
) -> Method:
    """A method whose patients' values are combined from their acquisitions.

    Parameters
    ----------
    acquisitions
        Shape (patients, acquisitions, 3), or (patients, acquisitions) where all tasks share one
        value. Unknown ones may stand anywhere; known ones keep their order.
    """
    three = acquisitions if acquisitions.ndim == 3 else np.repeat(acquisitions[:, :, None], 3, axis=2)
    unknown = ~np.isfinite(three).all(axis=2)
    order = np.argsort(unknown, axis=1, kind="stable")
    packed = np.take_along_axis(three, order[:, :, None], axis=1)
    packed = np.where(np.isfinite(packed).all(axis=2, keepdims=True), packed, np.nan)
    values = combined(packed, combine)
    return Method(name, values, packed, combine, is_probability, unit, dict(thresholds or {}))


def method_of_values(
    name: str,
    values: Numbers,
    unit: str = "",
    thresholds: Mapping[Task, tuple[Threshold, ...]] | None = None,
) -> Method:
    """A method with one value a patient, shape (patients,)."""
    three = np.repeat(values[:, None], 3, axis=1)
    return Method(name, three, unit=unit, thresholds=dict(thresholds or {}))


@dataclass(frozen=True, slots=True, eq=False)
class Patients:
    """The unit of every figure.

    Attributes
    ----------
    stages
        0 to 4, shape (patients,).
    methods
        The first is the one that the others are compared with.
    numbers
        Facts such as ``age``, ``alt``, ``inflammation``; NaN where unknown.
    words
        Facts such as ``sex``, ``hospital``; empty where unknown.
    """

    ids: tuple[str, ...]
    stages: NDArray[np.int64]
    methods: tuple[Method, ...]
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    words: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def labels(self, task: Task) -> Mask:
        """Who is positive; shape (patients,)."""
        lowest = min(stage for stage in Stage if stage.is_positive(task))
        return self.stages >= int(lowest)

    def where(self, mask: Mask) -> Patients:
        """Some of them."""
        return Patients(
            tuple(patient for patient, kept in zip(self.ids, mask, strict=True) if kept),
            self.stages[mask],
            tuple(method.where(mask) for method in self.methods),
            {name: values[mask] for name, values in self.numbers.items()},
            {name: values[mask] for name, values in self.words.items()},
        )
