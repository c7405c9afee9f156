"""How like its training a patch is: the measure behind the flag ``unlike_training``.

A patch is described by a few figures: how much of it is stiffness map and how that lies, the level and the
roughness of the stiffness, brightness and roughness of the B-mode. Their Mahalanobis distance from the
training's mean tells how unusual the patch is. A training on one kind of scanner knows too little of how
screens of livers vary: `TOLERANCES` are added to its spread, so that another scanner's box, gain and speckle
alone make no patch unlike. Fewer holes in the map than the training had are never unusual.

The flag is for distances above the 99th percentile of patients held out of training, and never below
`LEAST_LIMIT`. Figures, tolerances and limit are ours; `tests.benchmarks.familiarity` tells what they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.colours import SUPERSONIC_COLOURS
from dlre_gui.model.scale import InputSpec, places_of

MEASURE: Final = "patch-statistics-1"
FEATURES = (
    "map_share",
    "map_width",
    "map_height",
    "map_holes",
    "stiffness_level",
    "stiffness_spread",
    "stiffness_fine_roughness",
    "stiffness_coarse_roughness",
    "stiffness_top_share",
    "b_mode_level",
    "b_mode_spread",
    "b_mode_black_share",
    "b_mode_bright_share",
    "b_mode_across_fine",
    "b_mode_down_fine",
    "b_mode_across_coarse",
    "b_mode_down_coarse",
)
_TOLERATED = (
    (0.20, 0.20, 0.20, 0.03),  # share, width, height of the map; holes, of which only more count
    (0.35, 0.60, 0.80, 0.60, 0.10),  # level, spread, roughness of the stiffness; saturation
    (0.10, 0.04, 0.12, 0.08),  # level and spread of the B-mode, its black and bright parts
    (0.45, 0.45, 0.35, 0.45),  # roughness of the B-mode
)
TOLERANCES = tuple(value for group in _TOLERATED for value in group)
"""Standard deviations, in the order of `FEATURES`, of livers' screens beyond what a training saw."""
LEAST_LIMIT = 5.0
_HOLES = FEATURES.index("map_holes")
MEAN_NAME, WHITENING_NAME = "familiarity.mean", "familiarity.whitening"
SHAPES: dict[str, tuple[int, ...]] = {
    MEAN_NAME: (len(FEATURES),),
    WHITENING_NAME: (len(FEATURES), len(FEATURES)),
}
_STRIDE = 2  # every second pixel of every second row tells enough
_FINE, _COARSE = 2, 6  # px of the thinned picture
_LEAST_PX = 30
_BLACK, _BRIGHT = 8, 180  # grey levels
_TOP = 0.985
_BITS = 5  # of each channel that tell the place on the scale
_PLACES = 256

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Familiarity:
    """What a package knows of the patches it was trained on.

    Attributes
    ----------
    mean
        Of the figures in the order of `FEATURES`.
    whitening
        Matrix that makes the training's figures uncorrelated and of variance 1.
    threshold
        Distance above which a patch is unlike the training.
    """

    mean: NDArray[np.floating]
    whitening: NDArray[np.floating]
    threshold: float

    def distance(self, picture: NDArray[np.uint8], spec: InputSpec) -> float:
        """Mahalanobis distance of a patch as `preprocess.patch_uint8` makes it."""
        return float(distances(statistics(picture, spec)[None], self.mean, self.whitening)[0])

    def is_unlike(self, picture: NDArray[np.uint8], spec: InputSpec) -> bool:
        """Whether the patch lies further from the training than its own held-out patients did."""
        return self.distance(picture, spec) > self.threshold

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """For a package's weights."""
        return {MEAN_NAME: self.mean.astype(np.float32), WHITENING_NAME: self.whitening.astype(np.float32)}


def from_tensors(tensors: Mapping[str, NDArray[np.float32]], threshold: float) -> Familiarity:
    """The measure in a package's weights."""
    return Familiarity(tensors[MEAN_NAME], tensors[WHITENING_NAME], threshold)


def fitted(training: NDArray[np.float64], held: NDArray[np.float64], quantile: float) -> Familiarity:
    """The measure of a training.

    Parameters
    ----------
    training
        Figures of its patches, shape (n, features).
    held
        Figures of held-out patients' patches; `quantile` of their distances is the threshold, unless
        that lies below `LEAST_LIMIT`.
    """
    mean = training.mean(axis=0)
    spread = np.cov(training, rowvar=False) + np.diag(np.square(TOLERANCES))
    whitening = np.linalg.inv(np.linalg.cholesky(spread))
    limit = float(np.quantile(distances(held, mean, whitening), quantile))
    return Familiarity(mean, whitening, max(limit, LEAST_LIMIT))


def distances(
    figures: NDArray[np.float64], mean: NDArray[np.floating], whitening: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Mahalanobis distances of rows of figures; fewer holes than the mean count as the mean."""
    counted = np.array(figures, dtype=np.float64)
    counted[:, _HOLES] = np.maximum(counted[:, _HOLES], mean[_HOLES])
    found: NDArray[np.float64] = np.linalg.norm((counted - mean) @ whitening.T, axis=1)
    return found


def statistics(picture: NDArray[np.uint8], spec: InputSpec) -> NDArray[np.float64]:
    """The figures of a patch in the order of `FEATURES`; all finite."""
    thinned = picture[::_STRIDE, ::_STRIDE]
    red, green, blue = thinned[..., 0], thinned[..., 1], thinned[..., 2]
    shown = (red != green) | (green != blue)
    colours = spec.scale.colours if spec.scale else SUPERSONIC_COLOURS
    shift = 8 - _BITS
    place = places_of(colours, _BITS, _PLACES)[red >> shift, green >> shift, blue >> shift]
    figures = [*_extent(shown), *_stiffness(place, shown), *_b_mode(green.astype(np.float32), ~shown)]
    return np.array(figures, dtype=np.float64)


def _extent(shown: Mask) -> tuple[float, ...]:
    """Share of the patch that is map, width and height of it, holes in the rectangle around it."""
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    if not rows.size:
        return 0.0, 0.0, 0.0, 1.0
    side = shown.shape[0]
    height, width = (int(found[-1] - found[0]) + 1 for found in (rows, columns))
    count = int(np.count_nonzero(shown))
    return (count / shown.size) ** 0.5, width / side, height / side, (1 - count / (width * height)) ** 0.5


def _stiffness(place: Floats, shown: Mask) -> tuple[float, ...]:
    """Level, spread, roughness and saturation of the map, on a logarithmic scale where they scatter so."""
    values = place[shown]
    if values.size < _LEAST_PX:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    spread = float(values.std())
    fine, coarse = (_roughness(place, shown, step) for step in (_FINE, _COARSE))
    top = float(np.count_nonzero(values >= _TOP) / values.size) ** 0.5
    return (_log(float(values.mean())), _log(spread), _log(fine), _log(coarse), top)


def _b_mode(level: Floats, bare: Mask) -> tuple[float, ...]:
    values = level[bare]
    if values.size < _LEAST_PX:
        return (0.0,) * 8
    black, bright = (
        float(np.count_nonzero(m) / values.size) ** 0.5 for m in (values < _BLACK, values > _BRIGHT)
    )
    steps = [
        _log(_roughness(plane, mask, step))
        for step in (1, _COARSE)
        for plane, mask in ((level.T, bare.T), (level, bare))
    ]
    return (float(values.mean()) / 255, float(values.std()) / 255, black, bright, *steps)


def _roughness(plane: Floats, counted: Mask, step: int) -> float:
    """Mean absolute difference of pixels `step` rows apart, over the pairs that both count."""
    both = counted[:-step] & counted[step:]
    differences = np.abs(plane[step:] - plane[:-step])
    n = int(np.count_nonzero(both))
    return float((differences * both).sum() / n) if n else 0.0


def _log(value: float) -> float:
    return float(np.log(max(value, 1e-4)))
