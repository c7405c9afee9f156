"""What a step of a depth ruler is, by the lengths of its ticks: rounder depths have longer ones.

Every fifth longer than the others means centimetres, every second half centimetres (and centimetres),
every fifth and tenth millimetres. One long tick at the ruler's beginning is enough where only one of
these makes the picture as deep as pictures of the body are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DEPTH_MM = (20.0, 300.0)
_ROUND_MM = {10.0: (50.0, 100.0), 5.0: (10.0, 50.0, 100.0), 1.0: (5.0, 10.0, 50.0)}  # by the step
_ROUNDNESS = {  # how many of these each depth is a multiple of, over one period
    step: np.sum([np.arange(0.0, rounds[-1], step) % whole == 0 for whole in rounds], axis=0)
    for step, rounds in _ROUND_MM.items()
}
_LEVELS = {10.0: 2, 5.0: 2, 1.0: 3}  # of length that must be seen: millimetres show their fives and tens
_HALVES_MM = 5.0
_LEAST_TICKS = 4
_ABOUT_PX = 2  # a tick is brightest so near to any of its columns
_FAINT = 0.2  # of that: less is beyond its end
_LEAST_GAP_PX = 0.7  # between two lengths, and
_LEAST_GAP = 0.3  # of the shorter one
_SAME = 0.35  # of that: so near are two classes of one length
_WITHIN = 0.45  # of the gap to the next length, that ticks of one class are off theirs, at most
_MOSTLY = 0.9  # of the ticks
_ALIGNED_PX = 1.0
_ALIGNED = 0.1  # of the longest tick

Floats = NDArray[np.float64]


def lengths_of(contrast: NDArray[np.uint8], column: int) -> Floats | None:
    """Lengths of ticks through a column, px with fractions; None unless all begin or all end at one place.

    Parameters
    ----------
    contrast
        How far each px of the ticks' rows stands out from what is above and below, a row a tick.
    """
    about = contrast[:, max(0, column - _ABOUT_PX) : column + _ABOUT_PX + 1]
    cover = contrast / np.maximum(about.max(axis=1, keepdims=True).astype(np.float64), 1.0)
    cover = np.minimum(cover, 1.0)
    right, left = _reach(cover[:, column + 1 :]), _reach(cover[:, :column][:, ::-1])
    uneven = min(float(np.ptp(left)), float(np.ptp(right)))
    lengths: Floats = left + cover[:, column] + right
    return lengths if uneven <= max(_ALIGNED_PX, _ALIGNED * float(lengths.max())) else None


def _reach(cover: Floats) -> Floats:
    """How far each tick goes on, px."""
    goes_on = np.logical_and.accumulate(cover >= _FAINT, axis=1)
    reach: Floats = (cover * goes_on).sum(axis=1)
    return reach


def step_mm_of(lengths: Floats, is_labelled: bool = False) -> float | None:
    """Between two of a ruler's ticks, mm; None unless their lengths tell just one step.

    Parameters
    ----------
    lengths
        From the ruler's upper end on.
    is_labelled
        Numbers may touch every second tick: then two lengths are not enough to tell halves.
    """
    n = len(lengths)
    if n < _LEAST_TICKS:
        return None
    levels = {step: _levels(lengths, step) for step in _ROUNDNESS if _is_depth(step * (n - 1))}
    needed = {**_LEVELS, _HALVES_MM: 3} if is_labelled else _LEVELS
    told = [step for step, n_levels in levels.items() if n_levels >= needed[step]]
    return told[0] if len(told) == 1 else None


def _is_depth(depth_mm: float) -> bool:
    return DEPTH_MM[0] <= depth_mm <= DEPTH_MM[1]


def _levels(lengths: Floats, step_mm: float) -> int:
    """How many lengths ticks so far apart have if each is as long as its depth is round; else 0."""
    table = _ROUNDNESS[step_mm]
    starts, ticks = np.arange(len(table))[:, None], np.arange(len(lengths))
    roundness = table[(starts + ticks) % len(table)]
    is_possible = roundness[:, int(lengths.argmax())] == roundness.max(axis=1)  # the longest is the roundest
    return max((_levels_of(lengths, one) for one in roundness[is_possible]), default=0)


def _levels_of(lengths: Floats, roundness: NDArray[np.int64]) -> int:
    """The same of ticks of which is known how round their depths are."""
    counts = np.bincount(roundness)
    present = np.flatnonzero(counts)
    usual = np.bincount(roundness, weights=lengths)[present] / counts[present]
    gaps = usual[1:] - usual[:-1]
    least = max(_LEAST_GAP_PX, _LEAST_GAP * float(usual.min()))
    longer = gaps >= least
    if not longer.any() or not longer[0] or bool((~longer & (np.abs(gaps) > _SAME * least)).any()):
        return 0
    off = np.abs(lengths - usual[np.searchsorted(present, roundness)])
    within = off <= _WITHIN * float(gaps[longer].min())
    return 1 + int(longer.sum()) if within.mean() >= _MOSTLY else 0
