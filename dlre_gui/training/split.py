"""Patients held out of training: by patient, stratified by stage, seeded."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dlre_gui.domain.exam import Stage


def held_out_patients(stages: Mapping[str, Stage], share: float, seed: int) -> frozenset[str]:
    """About `share` of each stage's patients, never all of them; the same for the same seed.

    A stage with one patient gives none. The order of `stages` does not matter.
    """
    random = np.random.default_rng([seed, 0x5EED])
    held: list[str] = []
    for stage in Stage:
        patients = sorted(patient for patient, own in stages.items() if own is stage)
        random.shuffle(patients)
        wanted = max(1, round(share * len(patients))) if share > 0 else 0
        held += patients[: min(wanted, len(patients) - 1)]
    return frozenset(held)
