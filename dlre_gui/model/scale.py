"""The reference scale on which stiffness is drawn again before the CNN sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.colours import SUPERSONIC_COLOURS


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

    Raises
    ------
    ValueError
        If the scale is empty, a colour is out of range or the opacity is not 1.
    """

    minimum_kpa: float = 0.0
    maximum_kpa: float = 40.0
    colours: tuple[tuple[int, int, int], ...] = SUPERSONIC_COLOURS
    opacity: float = 1.0

    def __post_init__(self) -> None:
        if not self.maximum_kpa > self.minimum_kpa >= 0:
            raise ValueError("the scale must run upwards from 0 kPa or more")
        if len(self.colours) < 2 or not all(0 <= part <= 255 for rgb in self.colours for part in rgb):
            raise ValueError("the scale needs two or more colours of 0 to 255")
        if self.opacity != 1.0:
            raise ValueError(f"only opacity 1 can be drawn, not {self.opacity}")

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
