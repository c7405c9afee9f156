"""Columns of text: pieces under each other, aligned at one side or in their middles."""

from __future__ import annotations

from dlre_gui.domain.geometry import Box

_ROW_GAP = 1.8  # between rows of a column, in row heights
_ALIGNED = 0.8  # of a row's height: how far sides may be off
_SIDE_GAP = 20.0  # between a label and its value, in row heights
_SAME_ROW = 0.6  # of the lower height that pieces of a row share


def columns_of(pieces: list[Box]) -> list[list[Box]]:
    """Pieces under each other, each column from top to bottom; a lone piece is a column too."""
    columns: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box.y):
        home = next((c for c in reversed(columns) if _stands_under(c[-1], piece)), None)
        if home is None:
            columns.append([piece])
        else:
            home.append(piece)
    return columns


def _stands_under(above: Box, below: Box) -> bool:
    height = min(above.h, below.h)
    off = min(abs(above.x - below.x), abs(above.right - below.right), abs(above.centre[0] - below.centre[0]))
    gap = below.y - above.bottom
    return (
        off <= _ALIGNED * height
        and -0.3 * height <= gap <= _ROW_GAP * height
        and max(above.h, below.h) <= 2 * height
    )


def share_row(a: Box, b: Box) -> bool:
    """Whether two pieces stand on one line."""
    common = min(a.bottom, b.bottom) - max(a.y, b.y)
    return common >= _SAME_ROW * min(a.h, b.h)


def has_value_beside(piece: Box, pieces: list[Box]) -> bool:
    """Whether something stands to the right of a piece, near enough to be its value."""
    return any(
        0 <= other.x - piece.right <= _SIDE_GAP * piece.h and share_row(piece, other) for other in pieces
    )


def surroundings(seed: Box, pieces: list[Box], at_most: int) -> list[Box]:
    """The pieces that stand together with one: beside it, above and below it, and so on from them."""
    waiting, left, found = [seed], [piece for piece in pieces if piece != seed], [seed]
    while waiting and len(found) < at_most:
        here = waiting.pop(0)
        near = [piece for piece in left if _stands_with(here, piece)]
        left = [piece for piece in left if piece not in near]
        found += near
        waiting += near
    return found[:at_most]


def _stands_with(a: Box, b: Box) -> bool:
    height = max(a.h, b.h)
    if height > 2.2 * min(a.h, b.h):
        return False
    if share_row(a, b):
        return max(a.x, b.x) - min(a.right, b.right) <= _SIDE_GAP * height
    apart = max(a.y, b.y) - min(a.bottom, b.bottom)
    beside = max(a.x, b.x) - min(a.right, b.right)
    return apart <= _ROW_GAP * min(a.h, b.h) and beside <= height
