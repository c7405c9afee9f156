"""Decoding what a CTC line recogniser puts out, with a certainty and a place for every character."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BLANK = 0
SPACE = -1


class Decoded(NamedTuple):
    """A character, how certain it is (0 to 1), and where along the line its middle is (0 to 1)."""

    character: int
    certainty: float
    place: float


def decoded(probabilities: NDArray[np.float32]) -> list[Decoded]:
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
    held = [_held(probabilities[s:e, c]) for s, e, c in zip(starts, ends, characters, strict=True)]
    free = _free_of_others(probabilities, characters, starts, ends)
    certainties = np.minimum(held, free).tolist()
    places = ((starts + ends) / (2 * len(best))).tolist()
    return [Decoded(*told) for told in zip(characters.tolist(), certainties, places, strict=True)]


def _held(run: NDArray[np.float32]) -> float:
    """How certain a run of one character is: its peak, and no dip that could part it in two."""
    peak = float(run.max())
    if len(run) < 3:
        return peak
    rising = np.maximum.accumulate(run)
    falling = np.maximum.accumulate(run[::-1])[::-1]
    return peak - float((np.minimum(rising, falling) - run).max())


def _free_of_others(
    probabilities: NDArray[np.float32],
    characters: NDArray[np.int64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> NDArray[np.float32]:
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
    return np.array([known[a:b].min() for a, b in zip(first, beyond, strict=True)], dtype=np.float32)
