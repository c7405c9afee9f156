"""The tint of a B-mode picture: scanners offer beige and bluish greys, and cameras add a cast of their own.

A tint grows with brightness, so that bright tissue may look as coloured as an overlay does. What is left
after dividing by it tells whether a pixel is coloured.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SAMPLES = 120  # rows of the picture looked at
_LEVELS = (48, 245)  # where a tint can be seen
_MOST = 0.4  # of the brightest channel that a tint takes from the darkest
_LEAST = 0.06  # less needs no mending
_MIN_STEP = 4  # grey levels from pixel to pixel: B-mode is textured, a window's grounds are not
_MIN_SHARE = 0.03  # of the picture
_NEAR = 0.06  # of the tint
_SHIFT = 7  # bits
_UNIT = 1 << _SHIFT  # by which shares of a tint are told
_MIN_ALIKE = 0.6  # of the px that may be B-mode: one tint, not many colours
_ALL_ALIKE = 0.85  # of them: no panel has a tint of its own

Tint = tuple[float, float, float]


def tint_of(rgb: NDArray[np.uint8]) -> Tint | None:
    """Red, green and blue of the picture's textured greys as shares of the brightest of the three.

    Of several panels one alone may be tinted: then its half of the picture tells. Greys have none to lose.

    Parameters
    ----------
    rgb
        uint8, shape (h, w, 3).

    Returns
    -------
    tuple of float, or None
        None where they are grey, or of no one tint.
    """
    step = max(1, rgb.shape[0] // _SAMPLES)
    if rgb.shape[1] <= 2 * step:
        return None
    here, beside = (rgb[::step, start : rgb.shape[1] - 2 + start : step] for start in (0, 2))
    channels = [here[..., k].astype(np.int16) for k in range(3)]
    high = np.maximum(np.maximum(channels[0], channels[1]), channels[2])
    low = np.minimum(np.minimum(channels[0], channels[1]), channels[2])
    rough = np.abs(channels[1] - beside[..., 1]) >= _MIN_STEP
    weak = (high - low <= _MOST * high) & (high >= _LEVELS[0]) & (high <= _LEVELS[1]) & rough
    tint, alike = _usual(channels, high, weak)
    if tint is not None or alike >= _ALL_ALIKE:
        return tint
    h, w = weak.shape
    halves = np.s_[:, : w // 2], np.s_[:, w // 2 :], np.s_[: h // 2], np.s_[h // 2 :]
    told = (_usual([plane[half] for plane in channels], high[half], weak[half])[0] for half in halves)
    return next((one for one in told if one is not None), None)


def _usual(
    channels: list[NDArray[np.int16]], high: NDArray[np.int16], weak: NDArray[np.bool_]
) -> tuple[Tint | None, float]:
    """The tint of a part's px that may be B-mode, if they have one, and the share of them that is alike."""
    if weak.sum() < max(1, _MIN_SHARE * weak.size):
        return None, 0.0
    brightest = high[weak].astype(np.float32)
    shares = np.stack([plane[weak] / brightest for plane in channels])
    ranked, n = np.sort(shares, axis=1), len(brightest)
    usual = (ranked[:, (n - 1) // 2] + ranked[:, n // 2]) / 2
    alike = float((np.abs(shares - usual[:, None]) <= _NEAR).all(axis=0).mean())
    if alike < _MIN_ALIKE or usual.min() > 1 - _LEAST:
        return None, alike
    red, green, blue = (float(share / usual.max()) for share in usual)
    return (red, green, blue), alike


def lower_to_untinted(
    chroma: NDArray[np.uint8],
    tint: Tint,
    red: NDArray[np.uint8],
    green: NDArray[np.uint8],
    blue: NDArray[np.uint8],
) -> None:
    """Bring a chroma, brightest less darkest channel, down to what it would be without a tint."""
    one, other, third = (_scaled(plane, part) for plane, part in zip((red, green, blue), tint, strict=True))
    highest = np.maximum(one, other)
    np.maximum(highest, third, out=highest)
    lowest = np.minimum(one, other, out=one)
    highest -= np.minimum(lowest, third, out=lowest)
    np.minimum(highest, chroma, out=chroma, casting="unsafe")  # as both are at most 255


def _scaled(plane: NDArray[np.uint8], share: float) -> NDArray[np.uint16]:
    """A channel as it would be if the tint had all of it, uint16."""
    times = round(_UNIT / share)
    if times == _UNIT:
        return plane.astype(np.uint16)
    scaled = np.multiply(plane, np.uint16(times), dtype=np.uint16)
    scaled >>= _SHIFT
    return scaled
