"""The reference scale on which stiffness is drawn again before the CNN sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.colours import SUPERSONIC_COLOURS

MOST_SMOOTHING_PX = 20.0


@dataclass(frozen=True, slots=True)
class ReferenceScale:
    """Colours that stand for stiffness, equally spaced from minimum to maximum.

    Attributes
    ----------
    minimum_kpa, maximum_kpa
        Ends of the scale; stiffness beyond them takes the end's colour.
    colours
        RGB, 0 to 255, two or more, from the minimum's end; between them colours are interpolated.
    opacity
        Always 1: at any other, the picture would depend on the B-mode under the box, which a
        screen shown at full opacity does not tell.
    smoothing_px
        The map is smoothed before it is drawn, by a Gaussian of this standard deviation in px of the
        patch; 0: not at all. It takes away what a file's compression, the overlay's opacity and the scale's
        steps put on the map, and with it some of what the texture tells.

    Raises
    ------
    ValueError
        If the scale is empty, a colour is out of range, the opacity is not 1, or the smoothing is none.
    """

    minimum_kpa: float = 0.0
    maximum_kpa: float = 40.0
    colours: tuple[tuple[int, int, int], ...] = SUPERSONIC_COLOURS
    opacity: float = 1.0
    smoothing_px: float = 0.0

    def __post_init__(self) -> None:
        if not self.maximum_kpa > self.minimum_kpa >= 0:
            raise ValueError("the scale must run upwards from 0 kPa or more")
        if len(self.colours) < 2 or not all(0 <= part <= 255 for rgb in self.colours for part in rgb):
            raise ValueError("the scale needs two or more colours of 0 to 255")
        if self.opacity != 1.0:
            raise ValueError(f"only opacity 1 can be drawn, not {self.opacity}")
        if not 0.0 <= self.smoothing_px <= MOST_SMOOTHING_PX:
            raise ValueError(f"smoothing of 0 to {MOST_SMOOTHING_PX:g} px, not {self.smoothing_px}")

    def paint(self, kpa: NDArray[np.float32]) -> NDArray[np.uint8]:
        """RGB, uint8, of stiffness values in kPa, which must be finite; shape (..., 3)."""
        span = self.maximum_kpa - self.minimum_kpa
        place = np.clip((kpa.astype(np.float64) - self.minimum_kpa) / span, 0.0, 1.0)
        table = _dense(self.colours)
        return table[np.rint(place * (len(table) - 1)).astype(np.intp)]


@lru_cache(maxsize=8)
def _dense(colours: tuple[tuple[int, int, int], ...], steps: int = 4096) -> NDArray[np.uint8]:
    """The colours interpolated to a table fine enough that neighbours differ by a grey level at most."""
    stops = np.linspace(0.0, 1.0, len(colours))
    places = np.linspace(0.0, 1.0, steps)
    parts = np.asarray(colours, dtype=np.float64)
    table = np.stack([np.interp(places, stops, parts[:, part]) for part in range(3)], axis=-1)
    made: NDArray[np.uint8] = np.rint(table).astype(np.uint8)
    made.flags.writeable = False
    return made


@lru_cache(maxsize=8)
def places_of(colours: tuple[tuple[int, int, int], ...], bits: int, steps: int) -> NDArray[np.float32]:
    """Where on a scale each colour lies: what `ReferenceScale.paint` does, the other way round.

    Parameters
    ----------
    bits
        The highest of each channel, by which a colour is looked up.
    steps
        Places on the scale that are told apart.

    Returns
    -------
    float32 from 0 to 1, shape (2**bits, 2**bits, 2**bits), not writeable: of the nearest colour of the scale.
    """
    stops = np.linspace(0.0, 1.0, len(colours))
    at = np.linspace(0.0, 1.0, steps)
    path = np.stack([np.interp(at, stops, np.array(colours)[:, part]) for part in range(3)], axis=1)
    levels = (np.arange(1 << bits) + 0.5) * (1 << (8 - bits))
    found = np.empty((len(levels),) * 3, dtype=np.float32)
    half = (path * path).sum(axis=1).astype(np.float32) / 2
    for place, red in enumerate(levels):
        grid = np.stack(np.meshgrid([red], levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
        scores = grid.astype(np.float32) @ path.T.astype(np.float32) - half
        found[place] = at.astype(np.float32)[scores.argmax(axis=1)].reshape(found.shape[1:])
    found.flags.writeable = False
    return found


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What a model expects of a patch: `card.json`'s `input`.

    Attributes
    ----------
    side, channels, low, high
        The patch is float32 of shape (channels, side, side) in [low, high].
    scale
        The reference scale, or None for a model trained on the screens' own colours.
    """

    side: int = 250
    channels: int = 3
    low: float = 0.0
    high: float = 1.0
    scale: ReferenceScale | None = field(default_factory=ReferenceScale)
