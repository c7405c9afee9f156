"""One screen of any style with its truth, from a seed and a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation.styles.appearance import draw_appearance
from dlre_gui.simulation.styles.arrange import NoRoomError
from dlre_gui.simulation.styles.capture import captured
from dlre_gui.simulation.styles.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dlre_gui.simulation.styles.appearance import Appearance
    from dlre_gui.simulation.styles.truth import StyledTruth

TRIES = 12  # looks whose parts do not fit a frame are drawn anew


@dataclass(frozen=True, slots=True, eq=False)
class VariedScreen:
    """RGB uint8 of shape (height, width, 3), and what it truly shows."""

    pixels: NDArray[np.uint8]
    truth: StyledTruth


def varied_screen(
    seed: int, index: int, adjust: Callable[[Appearance], Appearance] | None = None
) -> VariedScreen:
    """Screen `index` of the endless series that `seed` names.

    Parameters
    ----------
    adjust
        Changes the look that was drawn, as a test or a figure wants it.

    Raises
    ------
    ValueError
        If seed or index is negative, or a look as adjusted leaves no room on any frame.
    """
    if seed < 0 or index < 0:
        raise ValueError("seed and index must not be negative")
    for attempt in range(TRIES):
        rng = np.random.default_rng([seed, index, attempt])
        look = draw_appearance(rng)
        look = adjust(look) if adjust else look
        try:
            scene = Scene(look, rng)
        except NoRoomError:
            continue
        pixels, truth = scene.drawn()
        return VariedScreen(*captured(pixels, truth, look, rng))
    raise ValueError(f"no frame has room for screen {index} of seed {seed}")
