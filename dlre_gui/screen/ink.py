"""The plane that text is read on: bright type on a dark ground, whichever way the screen shows it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.planes import Planes, slid

_STEP = 0.0075  # of the frame's height: one pixel in so many, each way, tells where the ground is light
_LIGHT = 120  # grey level
_ALIKE = 4  # grey levels between neighbours looked at on a flat ground; bright B-mode varies more
_LEAST = 0.004  # of the pixels looked at
_AROUND = 7  # pixels looked at: side of the window a ground is told from
_MOSTLY = 0.3  # of the window is like its neighbours: type leaves so much of its ground free
_REACH = 15  # pixels looked at: how far a ground reaches over type so dense that none is told
_BELOW = 44  # grey levels below its ground that a light pixel may be
_STROKE = 0.014  # of the frame's height: strokes of type are thinner
_NARROW = 2.0  # of a stroke: what is light and no wider is itself type


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
    stroke = max(7, round(_STROKE * frame_height)) | 1
    narrow = round(_NARROW * stroke) | 1
    whole = slid(slid(light, stroke, np.maximum), stroke, np.minimum)
    wide = slid(slid(whole, narrow, np.minimum), narrow, np.maximum)
    return np.where(wide > 0, 255 - planes.low, planes.high)


def _light_ground(thin: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The least level of a pixel of light ground, by thinned ones; 0 where none is, None if nowhere."""
    from scipy import ndimage

    flat = np.zeros(thin.shape, dtype=np.float32)
    inner, levels = thin[:-1, :-1], thin.astype(np.int16)
    aside, down = np.abs(np.diff(levels, axis=1))[:-1], np.abs(np.diff(levels, axis=0))[:, :-1]
    flat[:-1, :-1] = (inner >= _LIGHT) & (aside <= _ALIKE) & (down <= _ALIKE)
    if flat.mean() < _LEAST:
        return None
    share, level = (ndimage.uniform_filter(plane, _AROUND) for plane in (flat, flat * thin))
    told = share >= _MOSTLY
    if not told.any():
        return None
    least = np.where(told, np.maximum(level / np.maximum(share, _MOSTLY) - _BELOW, 1), 0).astype(np.uint8)
    reached: NDArray[np.uint8] = ndimage.grey_dilation(least, size=(_REACH, _REACH))
    return reached
