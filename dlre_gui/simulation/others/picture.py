"""One picture that is no SWE screen, from a seed and a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from dlre_gui.simulation.others import desk, doppler, maps, nature, plots
from dlre_gui.simulation.styles.capture import through_jpeg, with_profile
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.surround import with_margin, within_window

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray

    Painter = Callable[[Generator, tuple[int, int]], Image.Image]

SIZES = (
    (640, 480),
    (720, 540),
    (800, 600),
    (1024, 768),
    (1280, 720),
    (1280, 960),
    (1440, 1080),
    (1920, 1080),
)

KINDS: dict[str, Painter] = {
    "colour Doppler": doppler.colour_doppler,
    "power Doppler": doppler.power_doppler,
    "Doppler all over": doppler.filled_doppler,
    "spectrum": doppler.duplex,
    "strain": maps.strain,
    "quality map": maps.quality_map,
    "attenuation map": maps.attenuation_map,
    "dispersion map": maps.dispersion_map,
    "contrast": maps.contrast,
    "B-mode": maps.plain,
    "tinted B-mode": maps.tinted_bmode,
    "heat map": plots.heat_map,
    "flow plot": plots.flow_plot,
    "chart": plots.chart,
    "window": desk.window,
    "test picture": desk.test_picture,
    "gradient": desk.gradient,
    "photo": nature.photo,
    "thermal camera": nature.thermal,
    "weather map": nature.weather,
    "fusion": nature.fusion,
    "noise": nature.noise,
}


@dataclass(frozen=True, slots=True, eq=False)
class OtherPicture:
    """RGB uint8 of shape (height, width, 3), and its kind (a key of `KINDS`)."""

    pixels: NDArray[np.uint8]
    kind: str


def other_picture(seed: int, index: int, kind: str | None = None) -> OtherPicture:
    """Picture `index` of the endless series that `seed` names; the kinds come by turns unless given.

    Raises
    ------
    ValueError
        If seed or index is negative, or there is no such kind.
    """
    if seed < 0 or index < 0:
        raise ValueError("seed and index must not be negative")
    kind = kind or tuple(KINDS)[index % len(KINDS)]
    if kind not in KINDS:
        raise ValueError(f"no kind {kind!r}: one of {', '.join(KINDS)}")
    rng = np.random.default_rng([seed, index, 77])
    image = KINDS[kind](rng, pick(rng, SIZES))
    return OtherPicture(np.asarray(_captured(rng, image)), kind)


def _captured(rng: Generator, image: Image.Image) -> Image.Image:
    """What happens to screens happens to these."""
    if chance(rng, 0.2):
        factor = between(rng, 0.75, 1.4)
        size = (round(image.width * factor), round(image.height * factor))
        image = image.resize(size, Image.Resampling.BILINEAR)
    if chance(rng, 0.25):
        surround = within_window if chance(rng, 0.6) else with_margin
        image, _ = surround(rng, image)
    if chance(rng, 0.15):
        image = with_profile(rng, image)
    if chance(rng, 0.5):
        image = through_jpeg(image, int(rng.integers(60, 101)), chance(rng, 0.6))
    return image
