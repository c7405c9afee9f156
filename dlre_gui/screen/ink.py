"""The plane that text is read on: bright type on a dark ground, whichever way the screen shows it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.planes import Planes, slid

_STEP = 0.0075  # of the frame's height: one pixel in so many, each way, tells where the ground is light
_LIGHT = 120  # grey level
_LEAST = 0.01  # of the pixels looked at
_AROUND = 7  # pixels looked at: side of the window a ground is told from
_REACH = 15  # and of that it reaches over type so dense that no ground is told
_MOSTLY = 0.55  # of the window is as light as its ground: type leaves so much of it free
_FLAT = 14.0  # SD of a flat ground, grey levels; bright B-mode varies more
_BELOW = 44  # grey levels below its ground that a light pixel may be
_STROKE = 0.014  # of the frame's height: strokes of type are thinner


def ink_of(planes: Planes, frame_height: int) -> NDArray[np.uint8]:
    """How bright text would be if all grounds were dark, uint8, shape (h, w).

    The brightest channel; where the ground is flat and light, the darkest one inverted. The brightest
    channel itself, no copy, where nothing is light.

    Parameters
    ----------
    planes
        Of the frame or a part of it.
    frame_height
        In px: type is as large as it lets expect.
    """
    step = max(2, round(_STEP * frame_height))
    ground = _light_ground(planes.low[::step, ::step])
    if ground is None:
        return planes.high
    h, w = planes.low.shape
    level = ground.repeat(step, axis=0)[:h].repeat(step, axis=1)[:, :w]
    light = ((planes.low >= level) & (level > 0)).astype(np.uint8)
    size = max(7, round(_STROKE * frame_height))
    closed = slid(slid(light, size, np.maximum), size, np.minimum)
    return np.where(closed > 0, 255 - planes.low, planes.high)


def _light_ground(thin: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The least level of a pixel of light ground, by thinned ones; 0 where none is, None if nowhere."""
    from scipy import ndimage

    light = thin >= _LIGHT
    if light.mean() < _LEAST:
        return None
    weight = light.astype(np.float32)
    share, first, second = (
        ndimage.uniform_filter(plane, _AROUND) for plane in (weight, weight * thin, weight * thin * thin)
    )
    known = np.maximum(share, 1e-3)
    level = first / known
    flat = (share >= _MOSTLY) & (second / known - level * level <= _FLAT**2)
    if not flat.any():
        return None
    least = np.where(flat, np.maximum(level - _BELOW, 1), 0).astype(np.uint8)
    reached: NDArray[np.uint8] = ndimage.grey_dilation(least, size=(_REACH, _REACH))
    return reached
