"""Decoding what a CTC line recogniser puts out, with a certainty and a place for every character."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BLANK = 0
SPACE = -1

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Decoded(NamedTuple):
    """A character, how certain it is (0 to 1), and where along the line its middle is (0 to 1)."""

    character: int
    certainty: float
    place: float


def decoded(probabilities: Floats) -> list[Decoded]:
    """Greedy decoding: repeats merged, blanks dropped.

    A character is as certain as its peak, as the steps between its neighbours are free of other
    characters (a point that almost was read there), and as it is one and not two of a kind. Whether
    there is a space is no matter.

    Parameters
    ----------
    probabilities
        float32, shape (steps, characters); character 0 is the blank, the last the space.
    """
    best = probabilities.argmax(axis=1)
    changes = np.flatnonzero(best[1:] != best[:-1]) + 1
    starts, ends = np.concatenate(([0], changes)), np.append(changes, len(best))
    shown = best[starts] != BLANK
    starts, ends = starts[shown], ends[shown]
    if not len(starts):
        return []
    characters = best[starts]
    held = _held(probabilities[np.arange(len(best)), best], starts, ends)
    free = _free_of_others(probabilities, characters, starts, ends)
    certainties = np.minimum(held, free).tolist()
    places = ((starts + ends) / (2 * len(best))).tolist()
    return [Decoded(*told) for told in zip(characters.tolist(), certainties, places, strict=True)]


def _held(best: Floats, starts: Ints, ends: Ints) -> Floats:
    """How certain each run of one character is: its peak, and no dip that could part it in two."""
    held: Floats = _over(np.maximum, best, starts, ends)
    falls_before, rises_after = best[1:-1] < best[:-2], best[1:-1] <= best[2:]
    valleys = np.flatnonzero(falls_before & rises_after) + 1
    run = np.searchsorted(starts, valleys, side="right") - 1
    for k in np.unique(run[(run >= 0) & (valleys > starts[run]) & (valleys < ends[run] - 1)]).tolist():
        held[k] -= _dip(best[starts[k] : ends[k]])
    return held


def _dip(run: Floats) -> np.float32:
    rising = np.maximum.accumulate(run)
    falling = np.maximum.accumulate(run[::-1])[::-1]
    deepest: np.float32 = (np.minimum(rising, falling) - run).max()
    return deepest


def _over(extreme: np.ufunc, values: Floats, starts: Ints, ends: Ints) -> Floats:
    """Least or greatest of the values in each half-open range, none of which is empty."""
    bounds = np.stack([starts, ends], axis=1).ravel()
    found: Floats = extreme.reduceat(np.append(values, values[-1]), bounds)[::2]
    return found


def _free_of_others(probabilities: Floats, characters: Ints, starts: Ints, ends: Ints) -> Floats:
    """The least share, from the end of the run before to the start of the one after, of what is read.

    At each step that is the blank, the space, and the characters on both sides.
    """
    n = len(probabilities)
    steps = np.arange(n)
    before = characters[(np.searchsorted(starts, steps, side="right") - 1).clip(0)]
    after = characters[np.searchsorted(ends, steps, side="right").clip(None, len(ends) - 1)]
    last = probabilities.shape[1] + SPACE
    known = probabilities[:, BLANK] + probabilities[:, last]
    known += np.where(before != last, probabilities[steps, before], 0)
    known += np.where((after != before) & (after != last), probabilities[steps, after], 0)
    first = np.concatenate(([0], ends[:-1]))
    beyond = np.append(starts[1:], n)
    return _over(np.minimum, known, first, beyond)
