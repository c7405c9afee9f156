"""Four thin lines, drawn through or dashed, that frame a mostly void SWE box."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int32]

_MIN_HEIGHT = 24  # of a line over both sides of it, grey levels
_MIN_COVERED = 0.36  # of a side's length: a dashed line is half drawn
_MEAN_COVERED = 0.5  # of all four
_MOST = 5  # lines looked at on each side
_INWARD = 4  # px that a line may lie within the colour seen
_MIN_DRAWN = 3  # lines of the four
_OWN_SIDE = 0.36  # what the colour's own end counts as a line; at the picture's end no line could be seen
_CORNER = 14  # px beyond a corner, where a line must have ended
_GOES_ON = 0.35  # what going on beyond the corners costs


@dataclass(frozen=True, slots=True)
class Lines:
    """The rectangle that four lines bound, half-open, lines included, and how well they are drawn, 0 to 1."""

    left: int
    top: int
    right: int
    bottom: int
    covered: float


def ridges(plane: NDArray[np.uint8], width: int, axis: int) -> NDArray[np.bool_]:
    """Where a plane is higher than `width` px to both sides along an axis."""
    shift = max(2, width)
    found = np.zeros(plane.shape, dtype=np.bool_)
    along, made = (plane, found) if axis == 0 else (plane.T, found.T)
    if len(along) > 2 * shift + 2:
        middle = along[shift:-shift]
        higher = (
            middle - np.minimum(middle, np.maximum(along[: -2 * shift], along[2 * shift :])) >= _MIN_HEIGHT
        )
        np.logical_or(higher[1:-1], higher[:-2], out=made[shift + 1 : -shift - 1])
    return found


def four_lines(
    upright: NDArray[np.bool_], level: NDArray[np.bool_], seen: tuple[int, int, int, int]
) -> Lines | None:
    """The four lines around what is seen; None if it is not framed.

    Parameters
    ----------
    upright, level
        Px on upright and on level ridges, bool, shape (h, w) both.
    seen
        Left, top, right, bottom of the colour seen, px, half-open.
    """
    x0, y0, x1, y1 = seen
    across = _summed(upright, 0)
    down = _summed(level, 1)
    by_column = (across[y1] - across[y0]) / max(1, y1 - y0)
    by_row = (down[:, x1] - down[:, x0]) / max(1, x1 - x0)
    lefts, rights = _peaks(by_column, 0, x0 + _INWARD), _peaks(by_column, x1 - _INWARD, len(by_column))
    tops, bottoms = _peaks(by_row, 0, y0 + _INWARD), _peaks(by_row, y1 - _INWARD, len(by_row))
    if sum(map(bool, (lefts, rights, tops, bottoms))) < _MIN_DRAWN:
        return None
    own = (x0, x1 - 1, y0, y1 - 1)
    best: Lines | None = None
    for a, b, c, d in product(lefts or own[:1], rights or own[1:2], tops or own[2:3], bottoms or own[3:]):
        covered = _covered(across, down, (a, b, c, d), own)
        if covered is not None and (best is None or covered > best.covered):
            best = Lines(a, c, b + 1, d + 1, covered)
    return best if best is not None and best.covered >= _MEAN_COVERED else None


def _summed(flags: NDArray[np.bool_], axis: int) -> Counts:
    """How many are True before each place along an axis, one place more than there are."""
    counts = np.zeros([n + (k == axis) for k, n in enumerate(flags.shape)], dtype=np.int32)
    np.cumsum(flags, axis=axis, out=counts[1:] if axis == 0 else counts[:, 1:])
    return counts


def _peaks(covered: NDArray[np.floating], start: int, end: int) -> list[int]:
    """The best covered places of a range, one of neighbours each."""
    start, end = max(0, start), min(len(covered), end)
    places: list[int] = []
    for at in np.argsort(-covered[start:end]) + start:
        if covered[at] < _MIN_COVERED or len(places) == _MOST:
            break
        if all(abs(int(at) - other) > 3 for other in places):
            places.append(int(at))
    return places


def _covered(
    across: Counts,
    down: Counts,
    lines: tuple[int, int, int, int],
    own: tuple[int, int, int, int],
) -> float | None:
    """Mean share of the four sides that is drawn, less what goes on beyond them; None if one is not.

    Parameters
    ----------
    lines, own
        Left, right, top, bottom: of the lines, and of the colour seen, whose end may stand for one line.
    """
    a, b, c, d = lines
    if b - a < 8 or d - c < 8:
        return None
    sides, beyond = [], []
    ends = ((across, c, d), (across, c, d), (down.T, a, b), (down.T, a, b))
    for (total, start, end), at, side in zip(ends, lines, own, strict=True):
        drawn = (total[end + 1, at] - total[start, at]) / (end + 1 - start)
        is_end = at in (0, total.shape[1] - 1)
        least = 0.0 if at != side else _MEAN_COVERED if is_end else _OWN_SIDE
        sides.append(max(float(drawn), least))
        beyond.append(_beyond(total[:, at], start, end))
    return float(np.mean(sides) - _GOES_ON * np.mean(beyond)) if min(sides) >= _MIN_COVERED else None


def _beyond(total: Counts, start: int, end: int) -> float:
    """Share of a line that is drawn just beyond its two ends."""
    before, after = max(0, start - _CORNER), min(len(total) - 1, end + 1 + _CORNER)
    n = (start - before) + (after - end - 1)
    drawn = total[max(0, start - 2)] - total[before] + total[after] - total[min(end + 3, after)]
    return float(drawn) / n if n else 0.0
