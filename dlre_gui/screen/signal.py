"""Where the overlay shows a stiffness and where it is void, lines drawn over it taken away.

A thin uncoloured structure in the overlay (a Q-Box's circle, a cross, the outline) is drawn over
it; an uncoloured area wider than the scanner could resolve is void. Pixels beside a change are a
mixture of both sides. They, and those under lines, take the state and the stiffness of the certain pixels
around them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.chroma import Floats
from dlre_gui.screen.matching import Matched
from dlre_gui.screen.planes import slid
from dlre_gui.screen.smoothing import smoothed

Mask = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
_LINE = 6.5 / 1080  # of the picture's height: as thick as a drawn line with its blurred sides
_MIXED = 2.0 / 1080  # so far from a change a pixel may be a mixture
_SMOOTH = 1.25 / 1080  # SD of the map's smoothing: below the scanner's own resolution
_REACH = 7.0  # SDs
_LEAST_WEIGHT = 1e-12
_COVERED = 0.7  # of the bar's weakest colour of a hue: with less there is a line or no overlay
_WHITER = 32  # grey levels over what shines through around: a white line, and
_SPECKLE = 1.5  # of the B-mode's level there


@dataclass(frozen=True, slots=True)
class Widths:
    """The lengths above in px of a picture; whole ones but the smoothing."""

    line: int
    mixed: int
    smooth: float


def widths_on(height_px: int) -> Widths:
    """For a picture of this height."""
    mixed = max(1, round(_MIXED * height_px))
    line = 2 * round((_LINE * height_px - 1) / 2) + 1
    return Widths(max(3, line), mixed, max(0.6, _SMOOTH * height_px))


def shrunk(mask: Mask, px: int) -> Mask:
    """The mask without pixels within `px` of its edge; the picture's border counts as one."""
    padded = np.pad(_view(mask), px)
    return np.ascontiguousarray(_lowest(padded, 2 * px + 1)[px:-px, px:-px]).view(np.bool_)


def certain(
    seen: Matched, low: Bytes, inside: Mask, b_mode: tuple[float, float], widths: Widths
) -> tuple[Mask, Mask]:
    """Pixels that certainly have a stiffness, and those that certainly have none.

    Parameters
    ----------
    seen
        What the pixels' colours say, shape (h, w).
    low
        Darkest channel as shown, uint8, same shape: white lines stand out in it.
    inside
        bool, same shape: the region with its drawn outline.
    b_mode
        Grey level of the B-mode where it is bare, and where it shines through the overlay: its
        speckle stands out by about as much.
    """
    within = shrunk(inside, widths.mixed)
    covered = seen.cover >= _COVERED
    beyond = np.clip(low - seen.low, 0, 255).astype(np.uint8)
    step = beyond - _highest(_lowest(beyond, widths.line), widths.line)
    bare_level, through_level = b_mode
    white = np.where(covered, _is_above(step, through_level), _is_above(step, bare_level))
    bare = _view(within & ~covered)
    void = (_highest(_lowest(bare, widths.line), widths.line) & bare).view(np.bool_)
    near_white = _highest(_view(white), 3).view(np.bool_)
    signal = shrunk(within & covered & ~white, widths.mixed)
    return signal, shrunk(void | ~within, widths.mixed) & void & ~near_white


def _is_above(step: Bytes, b_mode_level: float) -> Mask:
    """Where something stands out by more than speckle of a B-mode of this level does."""
    return step > min(255, int(_WHITER + _SPECKLE * b_mode_level))


def filled(fraction: Floats, signal: Mask, void: Mask, inside: Mask, widths: Widths) -> Floats:
    """The map over the whole region, smoothed; NaN where void.

    Parameters
    ----------
    fraction
        Place along the bar; read only where `signal` is True.
    signal, void
        The certain pixels; all others of the region follow the ones around them.
    """
    weight = _smoothed(signal.astype(np.float32), widths.smooth)
    total = _smoothed(np.where(signal, fraction, np.float32(0)), widths.smooth)
    shows = inside & (weight > _LEAST_WEIGHT)
    if void.any():
        shows &= weight > _smoothed(void.astype(np.float32), widths.smooth)
    made = np.full(fraction.shape, np.nan, dtype=np.float32)
    made[shows] = total[shows] / weight[shows]
    return made


def _view(mask: Mask) -> Bytes:
    return np.ascontiguousarray(mask).view(np.uint8)


def _lowest(plane: Bytes, size: int) -> Bytes:
    return slid(plane, size, np.minimum)


def _highest(plane: Bytes, size: int) -> Bytes:
    return slid(plane, size, np.maximum)


def _smoothed(plane: Floats, sd: float) -> Floats:
    return smoothed(plane, sd, round(_REACH * sd))
