"""Pixel geometry: origin top left, half-open integer boxes, no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle of pixels: columns ``x .. x+w-1``, rows ``y .. y+h-1``.

    Raises
    ------
    ValueError
        If the width or height is not positive.
    """

    x: int
    y: int
    w: int
    h: int

    def __post_init__(self) -> None:
        if self.w <= 0 or self.h <= 0:
            raise ValueError(f"a box needs a positive width and height, not {self.w}x{self.h}")

    @property
    def right(self) -> int:
        """First column to the right of the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.y + self.h

    @property
    def area(self) -> int:
        return self.w * self.h

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2

    @property
    def slices(self) -> tuple[slice, slice]:
        """Row and column slices of an H×W array."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def contains(self, other: Box) -> bool:
        """Whether every pixel of `other` is a pixel of this box."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def contains_point(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def intersection(self, other: Box) -> Box | None:
        """The common pixels, or None if there are none."""
        x0, y0 = max(self.x, other.x), max(self.y, other.y)
        x1, y1 = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None

    def iou(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        common = self.intersection(other)
        if common is None:
            return 0.0
        return common.area / (self.area + other.area - common.area)

    def shifted(self, dx: int, dy: int) -> Box:
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def grown(self, dx: int, dy: int) -> Box:
        """Farther by so many px to either side, and to above and below."""
        return Box(self.x - dx, self.y - dy, self.w + 2 * dx, self.h + 2 * dy)

    def clamped_into(self, outer: Box) -> Box:
        """This box moved, not resized, to lie inside `outer` as far as it fits."""
        x = max(outer.x, min(self.x, outer.right - self.w))
        y = max(outer.y, min(self.y, outer.bottom - self.h))
        return Box(x, y, self.w, self.h)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that contains all of some boxes, at least one."""
    several = list(boxes)
    x, y = min(box.x for box in several), min(box.y for box in several)
    return Box(x, y, max(box.right for box in several) - x, max(box.bottom for box in several) - y)


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle on the screen, in px; the centre may lie between pixels."""

    x: float
    y: float
    radius: float
