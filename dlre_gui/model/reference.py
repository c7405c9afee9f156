"""The networks in plain numpy, in double precision: slow, and what a runtime is checked against.

It needs nothing but numpy, so that an installation without torch can check itself too. Its
agreement with torch, the reference of training, is a test.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from dlre_gui.domain.exam import Task
from dlre_gui.model import layout
from dlre_gui.model.package import ModelPackage

Array = NDArray[np.float64]


def probabilities(package: ModelPackage, patch: NDArray[np.float32]) -> dict[Task, float]:
    """Probabilities of the three tasks for one patch, float32 (3, 250, 250) in [0, 1]."""
    architecture = package.card.architecture
    networks = layout.unpack(architecture, package.weights)
    return {
        task: float(package.calibrations[task].probabilities(_margin(architecture, networks[task], patch)))
        for task in Task
    }


def _margin(
    architecture: str, network: Mapping[str, NDArray[np.float32]], patch: NDArray[np.float32]
) -> float:
    maps: list[Array] = [patch.astype(np.float64)]
    for number in range(1, len(layout.CHANNELS)):
        convolved = _convolution(maps[-1], *_layer(network, f"conv{number}"))
        maps.append(_pooled(np.maximum(convolved, 0.0)))
    flat = np.concatenate([maps[number].ravel() for number in layout.hidden_maps(architecture)])
    weight, bias = _layer(network, "hidden")
    hidden = np.maximum(weight @ flat + bias, 0.0)
    weight, bias = _layer(network, "output")
    negative, positive = weight @ hidden + bias
    return float(positive - negative)


def _layer(network: Mapping[str, NDArray[np.float32]], name: str) -> tuple[Array, Array]:
    return network[f"{name}.weight"].astype(np.float64), network[f"{name}.bias"].astype(np.float64)


def _convolution(maps: Array, weight: Array, bias: Array) -> Array:
    """Valid convolution as a network means it (no flip): (c, h, w) to (n, h-2, w-2)."""
    windows = sliding_window_view(maps, weight.shape[2:], axis=(1, 2))
    return np.tensordot(weight, windows, axes=((1, 2, 3), (0, 3, 4))) + bias[:, None, None]


def _pooled(maps: Array) -> Array:
    """Maximum of each 2×2 block; an odd last row or column is left out."""
    channels, height, width = maps.shape
    even = maps[:, : height // 2 * 2, : width // 2 * 2]
    result: Array = even.reshape(channels, height // 2, 2, width // 2, 2).max(axis=(2, 4))
    return result
