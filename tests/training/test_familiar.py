"""The measure of familiarity knows what training shows the network, changes included."""

from __future__ import annotations

import numpy as np

from dlre_gui.model.scale import InputSpec
from dlre_gui.training.augment import Augmentation
from dlre_gui.training.familiar import familiarity_of
from dlre_gui.training.fit_data import FitData

SPEC = InputSpec()


def data(count: int = 30) -> FitData:
    """Grey speckle around a coloured box of varied size."""
    random = np.random.default_rng(4)
    grey = random.integers(60, 120, (count, 2, 250, 250, 1), dtype=np.uint8)
    patches = np.repeat(grey, 3, axis=-1)
    for place in range(count):
        side = int(random.integers(80, 140))
        colour = (2, int(random.integers(100, 200)), 254)
        patches[place, :, 50 : 50 + side, 40 : 40 + side] = colour
    return FitData(patches, np.arange(count) % 5, np.arange(20), np.arange(20, count))


def test_brightness_that_training_varies_is_familiar_and_other_brightness_is_not() -> None:
    material = data()
    known = familiarity_of(material, SPEC, Augmentation(gain=0.4), seed=1)
    assert known is not None
    picture = material.patches[0, 0]
    grey = np.ptp(picture, axis=-1) == 0
    dimmed, dark = picture.copy(), picture.copy()
    dimmed[grey] = (0.75 * picture[grey]).astype(np.uint8)
    dark[grey] = (0.1 * picture[grey]).astype(np.uint8)
    assert not known.is_unlike(dimmed, SPEC)
    assert known.is_unlike(dark, SPEC)


def test_same_seed_gives_the_same_measure() -> None:
    one, other = (familiarity_of(data(), SPEC, Augmentation(), seed=1) for _ in range(2))
    assert one is not None
    assert other is not None
    assert one.threshold == other.threshold


def test_too_few_screens_give_none() -> None:
    assert familiarity_of(data(24), SPEC, Augmentation(), seed=1) is None
