"""Decoding what a CTC line recogniser puts out, with a certainty for every character."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLANK = 0
SPACE = -1


def decoded(probabilities: NDArray[np.float32]) -> list[tuple[int, float]]:
    """Greedy decoding: repeats merged, blanks dropped.

    A character is as certain as its peak, as the steps between its neighbours are free of other
    characters (a point that almost was read there), and as it is one and not two of a kind. Whether
    there is a space is no matter.

    Parameters
    ----------
    probabilities
        float32, shape (steps, characters); character 0 is the blank, the last the space.

    Returns
    -------
    list of (character, certainty)
    """
    best = probabilities.argmax(axis=1)
    starts = np.flatnonzero(np.concatenate(([True], best[1:] != best[:-1])))
    ends = np.append(starts[1:], len(best))
    shown = [k for k in range(len(starts)) if best[starts[k]] != BLANK]
    characters = [int(best[starts[k]]) for k in shown]
    read = []
    for i, (k, character) in enumerate(zip(shown, characters, strict=True)):
        held = _held(probabilities[starts[k] : ends[k], character])
        neighbours = characters[max(0, i - 1) : i + 2]
        free = _free_of_others(probabilities, _span(shown, starts, ends, i), neighbours)
        read.append((character, min(held, free)))
    return read


def _span(shown: list[int], starts: NDArray[np.int64], ends: NDArray[np.int64], i: int) -> tuple[int, int]:
    """Steps from the end of the character before to the start of the one after."""
    first = int(ends[shown[i - 1]]) if i else 0
    last = int(starts[shown[i + 1]]) if i + 1 < len(shown) else int(ends[-1])
    return first, last


def _held(run: NDArray[np.float32]) -> float:
    """How certain a run of one character is: its peak, and no dip that could part it in two."""
    peak = float(run.max())
    if len(run) < 3:
        return peak
    rising = np.maximum.accumulate(run)
    falling = np.maximum.accumulate(run[::-1])[::-1]
    return peak - float((np.minimum(rising, falling) - run).max())


def _free_of_others(probabilities: NDArray[np.float32], span: tuple[int, int], allowed: list[int]) -> float:
    part = probabilities[span[0] : span[1]]
    space = probabilities.shape[1] + SPACE
    known = part[:, sorted({BLANK, space, *allowed})].sum(axis=1)
    return float(known.min()) if len(known) else 1.0
