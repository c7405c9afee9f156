"""Beta calibration: the formula, the order of screens, and what a package holds of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.errors import ModelPackageError
from dlre_gui.domain.exam import Task
from dlre_gui.model.calibration import FORM, Calibration, from_tensors, tensors
from dlre_gui.model.card import Card
from dlre_gui.model.package import ModelPackage, load_package, save_package
from dlre_gui.model.predict import Predictor, TorchBackend
from dlre_gui.model.reference import probabilities
from dlre_gui.model.selftest import reference_patch
from tests.model.model_packages import card_values, random_tensors

MARGINS = np.linspace(-30, 30, 601)
BENT = {
    Task.GE_F2: Calibration(0.1, 1.2, -0.7),
    Task.GE_F3: Calibration(1.4, 0.8, 0.7),
    Task.F4: Calibration(),
}


def calibrated(folder: Path, **numbers: np.ndarray) -> ModelPackage:
    card = Card.model_validate_json(json.dumps(card_values("gut", calibration=FORM)))
    return save_package(folder, card, random_tensors("gut") | tensors(BENT) | numbers)


def test_formula_is_that_of_the_paper() -> None:
    made, p = Calibration(0.7, 1.6, -0.4), 1 / (1 + np.exp(-MARGINS))
    log_odds = 0.7 * np.log(p) - 1.6 * np.log1p(-p) - 0.4
    inside = np.abs(MARGINS) < 20
    expected = 1 / (1 + np.exp(-log_odds))
    assert made.probabilities(MARGINS)[inside] == pytest.approx(expected[inside], abs=1e-9)


def test_equal_stretches_are_slope_and_offset() -> None:
    expected = 1 / (1 + np.exp(-(1.5 * MARGINS - 0.3)))
    assert Calibration(1.5, 1.5, -0.3).probabilities(MARGINS) == pytest.approx(expected, abs=1e-12)


def test_without_a_calibration_it_is_softmax() -> None:
    assert Calibration().probabilities(MARGINS) == pytest.approx(1 / (1 + np.exp(-MARGINS)), abs=1e-12)
    assert from_tensors({}) == dict.fromkeys(Task, Calibration())


@pytest.mark.parametrize("one", [Calibration(0.05, 1.2, -0.7), Calibration(2.0, 0.3, 1.0)])
def test_order_of_screens_stays_and_probabilities_are_inside(one: Calibration) -> None:
    made = one.probabilities(MARGINS)
    assert (np.diff(made) >= 0).all()
    assert (np.diff(made[200:400]) > 0).all()
    assert made.min() >= 0
    assert made.max() <= 1


@pytest.mark.parametrize("wrong", [(-0.1, 1.0, 0.0), (0.0, 0.0, 1.0), (1.0, 1.0, np.nan), (np.inf, 1.0, 0.0)])
def test_calibration_that_keeps_no_order_is_an_error(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="keeps no order"):
        Calibration(*wrong)


def test_every_runtime_applies_what_the_package_holds(tmp_path: Path) -> None:
    package, patch = calibrated(tmp_path / "own"), reference_patch()
    made = Predictor(package, "cpu").predict(patch)
    outputs = TorchBackend(package, "cpu").run(patch).astype(np.float64)
    for place, task in enumerate(Task):
        expected = BENT[task].probabilities(outputs[place, 1] - outputs[place, 0])
        assert made[task] == pytest.approx(float(expected), abs=1e-6)
    assert made == pytest.approx(probabilities(package, patch), abs=1e-6)
    plain = {name: value for name, value in package.weights.items() if not name.endswith(".calibration")}
    without = Predictor(replace(package, weights=plain), "cpu").predict(patch)
    assert abs(made[Task.GE_F3] - without[Task.GE_F3]) > 0.01
    assert made[Task.F4] == without[Task.F4]


def test_package_whose_calibration_turns_the_order_round_is_refused(tmp_path: Path) -> None:
    turned = {"f4.calibration": np.array([-1.0, 1.0, 0.0], np.float32)}
    with pytest.raises(ModelPackageError, match="keeps no order"):
        calibrated(tmp_path / "own", **turned)


def test_package_that_lacks_the_calibration_of_its_card_is_refused(tmp_path: Path) -> None:
    card = Card.model_validate_json(json.dumps(card_values("gut", calibration=FORM)))
    with pytest.raises(ModelPackageError, match="first difference"):
        save_package(tmp_path / "own", card, random_tensors("gut"))


def test_older_package_has_none_and_answers_softmax(gut: ModelPackage) -> None:
    assert load_package(gut.path).calibrations == dict.fromkeys(Task, Calibration())
