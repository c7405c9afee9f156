"""The same liver gives the same probabilities whatever the scanner was set to, from pixels on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from dlre_gui.domain.exam import Task
from dlre_gui.domain.roi import propose
from dlre_gui.domain.screen import Screen
from dlre_gui.model.library import find_package
from dlre_gui.model.predict import Predictor
from dlre_gui.model.preprocess import as_input, patch_uint8
from dlre_gui.screen import analyse
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render

GOAL = 0.02
SETTINGS = (
    (30, 60, "supersonic"),
    (70, 100, "supersonic"),
    (50, 50, "supersonic"),
    (40, 70, "red_to_blue"),
)
PATIENTS = (6, 5)
"""Numbers of two simulated patients whose stiffness stays below 30 kPa, one soft, one stiff."""


def shown(number: int, scale_max_kpa: int, opacity_percent: int, colours: str) -> NDArray[np.uint8]:
    """The patch of an acquisition as a scanner with these settings shows it."""
    patient = draw_patients(1, 40_000, number)[0]
    made = render(
        patient,
        0,
        language="en",
        opacity_percent=opacity_percent,
        scale_max_kpa=scale_max_kpa,
        colours=colours,
    )
    assert np.nanmax(made.truth.stiffness_kpa) < 29.0
    screen = Screen(made.pixels, Path("simulated.png"), 0, 1, "", "")
    findings = analyse(screen)
    assert findings.swe_box is not None
    return patch_uint8(screen, findings, propose(findings.frame, findings.swe_box.box), package_spec())


def package_spec():  # type: ignore[no-untyped-def]
    return find_package().card.input.spec()


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor(find_package(), "cpu")


@pytest.mark.parametrize("number", PATIENTS)
def test_settings_of_the_scanner_change_no_probability(number: int, predictor: Predictor) -> None:
    reference = shown(number, 40, 100, "supersonic")
    first = predictor.predict(as_input(reference, package_spec()))
    for setting in SETTINGS:
        patch = shown(number, *setting)
        again = predictor.predict(as_input(patch, package_spec()))
        assert np.abs(patch.astype(int) - reference).mean() <= 1.5, setting
        assert max(abs(again[task] - first[task]) for task in Task) <= GOAL, setting
