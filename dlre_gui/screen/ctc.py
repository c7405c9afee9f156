"""Decoding what a CTC line recogniser puts out, with a certainty and a place for every character."""

from __future__ import annotations

from collections.abc import Sequence
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


def decoded(probabilities: Floats, lines: Sequence[tuple[int, int]]) -> list[list[Decoded]]:
    """Greedy decoding of some lines, each by itself: repeats merged, blanks dropped.

    A character is as certain as its peak, as the steps between its neighbours are free of other
    characters (a point that almost was read there), and as it is one and not two of a kind. Whether
    there is a space is no matter.

    Parameters
    ----------
    probabilities
        float32, shape (steps, characters); character 0 is the blank, the last the space.
    lines
        From which step to which, half-open, each line is; they may share steps.
    """
    seen, bounds = _apart(probabilities, lines)
    best = seen.best
    changes = np.flatnonzero(best[1:] != best[:-1]) + 1
    starts, ends = np.concatenate(([0], changes)), np.append(changes, len(best))
    shown = best[starts] != BLANK
    starts, ends = starts[shown], ends[shown]
    runs = _Runs(best[starts], starts, ends, np.searchsorted(bounds[:, 0], starts, side="right") - 1)
    told: list[list[Decoded]] = [[] for _ in lines]
    if not len(starts):
        return told
    certainties = np.minimum(_held(seen.of(best), starts, ends), _free(seen, runs, bounds))
    first, end = bounds[runs.line].T
    places = ((starts + ends) / 2 - first) / (end - first)
    found = (runs.characters, certainties, places, runs.line)
    for character, certainty, place, line in zip(*(part.tolist() for part in found), strict=True):
        told[line].append(Decoded(character, certainty, place))
    return told


class _Runs(NamedTuple):
    """Runs of one character: which, from which step to which, and of which line; shape (n,) each."""

    characters: Ints
    starts: Ints
    ends: Ints
    line: Ints


class _Seen(NamedTuple):
    """The steps of lines one after the other, a certain blank behind each line.

    Attributes
    ----------
    probabilities
        Of all steps, shape (steps, characters).
    steps
        Which of them each step is, shape (n,).
    behind
        Where the blanks behind the lines are.
    best
        The likeliest character of each step, shape (n,).
    """

    probabilities: Floats
    steps: Ints
    behind: Ints
    best: Ints

    def of(self, characters: Ints | int) -> Floats:
        """How probable characters, one a step, are; of the blanks behind lines 1, whichever is asked for."""
        probable: Floats = self.probabilities[self.steps, characters]
        probable[self.behind] = 1
        return probable


def _apart(probabilities: Floats, lines: Sequence[tuple[int, int]]) -> tuple[_Seen, Ints]:
    """The steps of lines one after the other, and each line's bounds there."""
    lengths = np.array([end - first for first, end in lines])
    first = np.cumsum(lengths + 1) - lengths - 1
    behind = first + lengths
    steps = np.concatenate([np.arange(first, end + 1) for first, end in lines])
    steps[behind] = 0
    best = probabilities.argmax(axis=1)[steps]
    best[behind] = BLANK
    return _Seen(probabilities, steps, behind, best), np.stack([first, behind], axis=1)


def _held(best: Floats, starts: Ints, ends: Ints) -> Floats:
    """How certain each run of one character is: its peak, and no dip that could part it in two."""
    held: Floats = _over(np.maximum, best, starts, ends)
    falls = best[1:] < best[:-1]
    valleys = (falls[:-1] & ~(best[2:] < best[1:-1])).nonzero()[0] + 1
    run = starts.searchsorted(valleys, side="right") - 1
    for k in set(run[(run >= 0) & (valleys > starts[run]) & (valleys < ends[run] - 1)].tolist()):
        held[k] -= _dip(best[starts[k] : ends[k]])
    return held


def _dip(run: Floats) -> np.float32:
    rising = np.maximum.accumulate(run)
    falling = np.maximum.accumulate(run[::-1])[::-1]
    deepest: np.float32 = (np.minimum(rising, falling) - run).max()
    return deepest


def _over(extreme: np.ufunc, values: Floats, starts: Ints, ends: Ints) -> Floats:
    """Least or greatest of the values in each half-open range, none of which is empty."""
    bounds = np.empty(2 * len(starts), dtype=np.int64)
    bounds[::2], bounds[1::2] = starts, ends
    found: Floats = extreme.reduceat(np.concatenate((values, values[-1:])), bounds)[::2]
    return found


def _free(seen: _Seen, runs: _Runs, bounds: Ints) -> Floats:
    """The least share, from the end of the run before to the start of the one after, of what is read.

    At each step that is the blank, the space, and the characters on both sides, of the same line.
    """
    steps = np.arange(len(seen.best))
    numbers, lengths = np.arange(len(bounds)), bounds[:, 1] - bounds[:, 0] + 1
    least = runs.line.searchsorted(numbers).repeat(lengths)
    most = runs.line.searchsorted(numbers, side="right").repeat(lengths) - 1
    before = runs.starts.searchsorted(steps, side="right") - 1
    after = runs.ends.searchsorted(steps, side="right")
    before, after = (runs.characters[np.minimum(np.maximum(one, least), most)] for one in (before, after))
    last = seen.probabilities.shape[1] + SPACE
    known = seen.of(BLANK) + seen.of(last)
    known += np.where(before != last, seen.of(before), 0)
    known += np.where((after != before) & (after != last), seen.of(after), 0)
    is_same = runs.line[1:] == runs.line[:-1]
    first, beyond = bounds[runs.line].T
    first[1:] = np.where(is_same, runs.ends[:-1], first[1:])
    beyond[:-1] = np.where(is_same, runs.starts[1:], beyond[:-1])
    return _over(np.minimum, known, first, beyond)
