"""The papers' networks as this study trains them, and their scores from patches that are made already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.material import Method, Patients, Threshold, method_of_acquisitions
from dlre_gui.model import devices, layout
from dlre_gui.model.package import load_package
from dlre_gui.model.scale import InputSpec
from dlre_gui.simulation.ideal_observer import COUNTS, MAP, STIFFNESS, observe
from dlre_gui.simulation.patients import SimulatedPatient
from dlre_gui.training.cohort import Cohort
from dlre_gui.training.options import FitOptions
from dlre_gui.training.patches import build_cache
from dlre_gui.training.progress import Report
from dlre_gui.training.score import margins_of
from dlre_gui.workflows.evaluation_material import CARD_THRESHOLD
from dlre_gui.workflows.train_figures import calibrated_scores

SPEC = InputSpec()
"""The study's networks see the map as it is."""


def _network(architecture: str, follow_share: float = 0.0) -> FitOptions:
    return FitOptions(architecture=architecture, batch=16, mixed=True, threads=1, follow_share=follow_share)


NETWORKS: Mapping[str, FitOptions] = {
    "gut": _network("gut", follow_share=0.5),
    "spie": _network("spie"),
    "basic": _network("basic", follow_share=0.5),
    "transfer": _network("transfer"),
}
"""One thread each: the number of threads changes the last bits, and with them all that follows."""

IDEAL_NAMES = {MAP: "ideal observer", STIFFNESS: "ideal observer of the stiffness alone"}
"""What the ideal observers are called beside the other methods."""

WITH_SOURCE = ("spie", "transfer")
"""These begin with the source model."""


class PatchScores:
    """Networks judged on the patches of the cohort: what they are shown when its screens are scored."""

    def __init__(self, cohort: Cohort, models: Path, options: FitOptions, report: Report) -> None:
        self._cohort, self._options = cohort, options
        folder = models / "work" / "patches"
        self._cache = build_cache(
            cohort, folder, SPEC, None, report, views=options.views, other_files=options.other_files
        )

    def method(self, name: str, package: Path, patients: Patients) -> Method:
        """The package's probabilities of the patients, in the order of their acquisitions."""
        known = load_package(package)
        card = known.card
        states = {
            task: dict(state) for task, state in layout.unpack(card.architecture, known.weights).items()
        }
        options = FitOptions(architecture=card.architecture, device=devices.resolve(self._options.device))
        margins = margins_of(states, self._cache, options)
        found = calibrated_scores(margins, known.calibrations)
        scores = np.stack([found[task] for task in Task], axis=1)
        thresholds = {task: (Threshold(value, CARD_THRESHOLD),) for task, value in card.thresholds.items()}
        values = self._by_patient(scores, patients)
        return method_of_acquisitions(name, values, "mean", is_probability=True, thresholds=thresholds)

    def _by_patient(self, scores: NDArray[np.float64], patients: Patients) -> NDArray[np.float64]:
        """Shape (patients, acquisitions, tasks); NaN where there is no patch."""
        rows: dict[str, list[tuple[float, int]]] = {one: [] for one in patients.ids}
        for slot, screen in enumerate(self._cohort.screens):
            if screen.patient_id in rows:
                rows[screen.patient_id].append((float(screen.values.get("acquisition", 0)), slot))
        values = np.full((len(rows), max(map(len, rows.values())), len(Task)), np.nan)
        for place, own in enumerate(rows.values()):
            for number, (_, slot) in enumerate(sorted(own)):
                values[place, number] = scores[slot]
        return values


def ideal_method(
    drawn: Sequence[SimulatedPatient], seed: int, patients: Patients, observer: str = MAP
) -> Method:
    """Probabilities of `patients`, whom `drawn` holds, by an ideal observer of `IDEAL_NAMES`."""
    seen = observe(drawn, max(COUNTS), seed)[observer]
    place = {one.patient_id: number for number, one in enumerate(drawn)}
    order = [place[one] for one in patients.ids]
    values = np.stack([seen.probability(task) for task in Task], axis=1)
    return Method(IDEAL_NAMES[observer], values[order], is_probability=True)
