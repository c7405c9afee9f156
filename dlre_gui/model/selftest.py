"""A check that a package runs here as it should: against plain double precision on a fixed patch."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dlre_gui.domain.exam import Task
from dlre_gui.model.package import ModelPackage
from dlre_gui.model.predict import Patch, Predictor
from dlre_gui.model.reference import probabilities

TOLERANCE_CPU = 1e-6
TOLERANCE_CUDA = 1e-4


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What the check found.

    Attributes
    ----------
    difference
        Largest difference of a probability from plain arithmetic in double precision.
    tolerance
        What is allowed on this device.
    load_s
        Seconds to load the runtime and the networks, with warm-up.
    screen_ms
        Median milliseconds for the three tasks of one patch.
    repeatable
        Whether the same patch gave bitwise the same probabilities each time.
    """

    device: str
    runtime: str
    difference: float
    tolerance: float
    load_s: float
    screen_ms: float
    repeatable: bool

    @property
    def passed(self) -> bool:
        return self.difference <= self.tolerance and self.repeatable


def reference_patch(seed: int = 0) -> Patch:
    """A fixed patch: smooth gradients under noise, so that every layer has something to do."""
    random = np.random.default_rng(seed)
    ramp = np.linspace(0.0, 1.0, 250)
    smooth = np.stack(
        [
            ramp[None] * ramp[:, None],
            np.sin(9 * ramp)[None] ** 2 * np.ones((250, 1)),
            ramp[::-1, None] * np.ones(250),
        ]
    )
    noisy = 0.8 * smooth + 0.2 * random.random((3, 250, 250))
    return noisy.astype(np.float32)


def self_test(package: ModelPackage, device: str = "auto", repeats: int = 10) -> SelfTest:
    """Run the package on `device` and compare with plain arithmetic in double precision.

    Raises
    ------
    DeviceError
        If the device asked for is not available.
    """
    started = time.perf_counter()
    predictor = Predictor(package, device)
    load_s = time.perf_counter() - started
    patch = reference_patch()
    results, seconds = [], []
    for _ in range(repeats):
        begun = time.perf_counter()
        results.append(predictor.predict(patch))
        seconds.append(time.perf_counter() - begun)
    expected = probabilities(package, patch)
    return SelfTest(
        predictor.device,
        predictor.runtime,
        max(abs(results[0][task] - expected[task]) for task in Task),
        TOLERANCE_CUDA if predictor.device.startswith("cuda") else TOLERANCE_CPU,
        load_s,
        1000 * float(np.median(seconds)),
        all(result == results[0] for result in results),
    )
