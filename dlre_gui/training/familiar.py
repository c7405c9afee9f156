"""What a training's patches are like, so that others can be told apart from them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from dlre_gui.model.familiarity import FEATURES, Familiarity, fitted, statistics
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.augment import Augmentation, Augmenter
from dlre_gui.training.fit_data import FitData

QUANTILE = 0.99
"""Of the held-out patients' distances: where the flag ``unlike_training`` begins, if not later (ours)."""

_VIEWS = 2  # of each screen: as proposed, and with the ROI elsewhere


def familiarity_of(
    data: FitData, spec: InputSpec, augmentation: Augmentation, seed: int
) -> Familiarity | None:
    """The measure from the training's screens, its threshold from the held-out ones.

    Each screen counts as it is and changed as training changes it (without noise and blanks): the network has
    seen both. None where there are too few screens.
    """
    calm = Augmenter(replace(augmentation, noise=0.0, blank_share=0.0), np.random.default_rng(seed))
    training, held = (_figures(data.patches, places, spec, calm) for places in (data.train, data.held))
    if min(len(training), len(held)) <= len(FEATURES):
        return None
    return fitted(training, held, QUANTILE)


def _figures(
    patches: NDArray[np.uint8], places: NDArray[np.intp], spec: InputSpec, augment: Augmenter
) -> NDArray[np.float64]:
    rows = []
    for place in places:
        views = patches[place][:_VIEWS]
        changed = augment(torch.from_numpy(np.array(views))).mul_(255.0).round_().to(torch.uint8)
        rows += [statistics(picture, spec) for picture in (*views, *changed.permute(0, 2, 3, 1).numpy())]
    return np.array(rows).reshape(len(rows), len(FEATURES))
