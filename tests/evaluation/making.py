"""Patients whose scores follow their stage as closely as one asks."""

from __future__ import annotations

import numpy as np

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.material import Patients, Threshold, method_of_acquisitions, method_of_values


def patients(n: int = 120, seed: int = 1, acquisitions: int = 5, hospitals: str = "ABCDEF") -> Patients:
    """Simulated numbers only: DLRE better than LSM, LSM better than APRI, FIB-4 noise."""
    random = np.random.default_rng(seed)
    stages = np.arange(n) % 5
    liver = stages[:, None] + random.normal(0, 0.5, (n, 1))
    seen = liver + random.normal(0, 0.8, (n, acquisitions))
    limits = np.array([1.5, 2.5, 3.5])
    dlre = 1 / (1 + np.exp(-2 * (seen[:, :, None] - limits)))
    thresholds = {task: (Threshold(0.5, "card"),) for task in Task}
    stiffness = np.round(np.exp(1.5 + 0.25 * (liver + random.normal(0, 1.5, (n, acquisitions)))), 1)
    return Patients(
        tuple(f"P{number}" for number in range(n)),
        stages.astype(np.int64),
        (
            method_of_acquisitions("DLRE", dlre, "mean", is_probability=True, thresholds=thresholds),
            method_of_acquisitions("LSM", stiffness, "median", unit="kPa"),
            method_of_values("APRI", np.exp(0.3 * stages + random.normal(0, 1, n))),
            method_of_values("FIB-4", random.normal(0, 1, n)),
        ),
        {
            "age": random.normal(40, 12, n).round().clip(18, 80),
            "alt": random.lognormal(3.7, 0.6, n),
            "bmi": random.normal(24, 3, n),
            "inflammation": random.integers(0, 4, n).astype(np.float64),
        },
        {
            "sex": random.choice(["M", "F"], n),
            "hospital": random.choice(list(hospitals), n),
        },
    )
