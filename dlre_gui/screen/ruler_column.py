"""Numbers of a depth ruler among pieces of text: they rise evenly down a column and are no values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dlre_gui.domain.geometry import Box

_FEWEST = 4  # numbers: fewer may rise evenly by chance
_ALIGNED = 0.5  # of a number's height: how far apart the sides of a column's numbers are
_EVENLY = 0.1  # of the distance between two numbers
_LEVEL = 0.25  # of a number's height, from the middle of a text on its line
_MOST_LEVEL = 0.5  # of a ruler's numbers stand on a line with other text: ordinals of a list all do

Numbered = tuple[Box, float]


def of_rulers(numbers: Iterable[Numbered], pieces: Sequence[Box]) -> set[Box]:
    """The pieces that are a ruler's numbers.

    Parameters
    ----------
    numbers
        Pieces that show a number and nothing else, with their values.
    pieces
        All that stand there.
    """
    found: set[Box] = set()
    for column in _columns(sorted(numbers, key=lambda one: one[0].y)):
        for run in _runs(column):
            if len(run) >= _FEWEST and not _are_of_lines(run, pieces):
                found.update(run)
    return found


def _columns(numbers: list[Numbered]) -> list[list[Numbered]]:
    columns: list[list[Numbered]] = []
    for one in numbers:
        home = next((column for column in columns if _is_aligned(column[-1][0], one[0])), None)
        if home is None:
            columns.append([one])
        else:
            home.append(one)
    return columns


def _is_aligned(a: Box, b: Box) -> bool:
    off = abs(a.right - b.right), abs(a.x - b.x), abs(a.centre[0] - b.centre[0])
    return min(off) <= _ALIGNED * min(a.h, b.h)


def _runs(column: list[Numbered]) -> list[list[Box]]:
    """Neighbours in a column whose values and places rise by the same steps, as long as they go on."""
    runs: list[list[Numbered]] = []
    for one in column:
        if runs and (len(runs[-1]) < 2 or _goes_on(runs[-1], one)):
            runs[-1].append(one)
        else:
            runs.append([*(runs[-1][-1:] if runs else []), one])
    return [[piece for piece, _ in run] for run in runs]


def _goes_on(run: list[Numbered], one: Numbered) -> bool:
    (first, a), (second, b) = run[:2]
    (last, value), (piece, new) = run[-1], one
    apart = second.centre[1] - first.centre[1]
    is_even = abs(piece.centre[1] - last.centre[1] - apart) <= _EVENLY * apart
    return b > a and abs(new - value - (b - a)) < 1e-6 and is_even


def _are_of_lines(run: list[Box], pieces: Sequence[Box]) -> bool:
    """Whether the numbers stand on the lines of other text, as those of a list or a table do."""
    others = [piece for piece in pieces if piece not in run]
    level = sum(any(abs(p.centre[1] - n.centre[1]) <= _LEVEL * n.h for p in others) for n in run)
    return level > _MOST_LEVEL * len(run)
