"""What a training's patches are like, so that others can be told apart from them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.model.familiarity import FEATURES, Familiarity, fitted, statistics
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.fit import FitData

QUANTILE = 0.99
"""Of the held-out patients' distances: where the flag ``unlike_training`` begins (ours)."""


def familiarity_of(data: FitData, spec: InputSpec) -> Familiarity | None:
    """The measure from the training's screens, its threshold from the held-out ones, all views of each.

    None where there are too few screens for it.
    """
    training, held = (_figures(data.patches, places, spec) for places in (data.train, data.held))
    if min(len(training), len(held)) <= len(FEATURES):
        return None
    return fitted(training, held, QUANTILE)


def _figures(patches: NDArray[np.uint8], places: NDArray[np.intp], spec: InputSpec) -> NDArray[np.float64]:
    rows = [statistics(view, spec) for place in places for view in patches[place]]
    return np.array(rows).reshape(len(rows), len(FEATURES))
