"""An acquisition far from the model's training data is flagged; a package without the measure flags none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.roi import propose
from dlre_gui.engine.workbench import Workbench
from dlre_gui.model.card import Card
from dlre_gui.model.familiarity import FEATURES, MEASURE, Familiarity
from dlre_gui.model.package import save_package
from tests.model.model_packages import card_values, random_tensors


def package(folder: Path, threshold: float) -> str:
    """A package of random weights that finds patches familiar up to a distance."""
    known = Familiarity(np.zeros(len(FEATURES)), np.eye(len(FEATURES)), threshold)
    entry = {
        "measure": MEASURE,
        "features": list(FEATURES),
        "threshold": threshold,
        "threshold_source": "test",
    }
    card = Card.model_validate_json(json.dumps(card_values(familiarity=entry)))
    return str(save_package(folder, card, random_tensors("gut") | known.tensors()).path)


def flags(model: str, path: Path) -> frozenset[Flag]:
    bench = Workbench(model, "cpu")
    try:
        screen = bench.read(path, 0)
        findings = bench.analyse(screen, None)
        assert findings.swe_box is not None
        return bench.score(screen, findings, propose(findings.frame, findings.swe_box.box), False)[1]
    finally:
        bench.close()


@pytest.mark.parametrize(("threshold", "expected"), [(1e-3, {Flag.UNLIKE_TRAINING}), (1e6, set())])
def test_flag_is_given_beyond_the_packages_own_threshold(
    tmp_path: Path, screens: list[Path], threshold: float, expected: set[Flag]
) -> None:
    assert flags(package(tmp_path / "p", threshold), screens[0]) == expected


def test_package_without_a_measure_gives_no_flag(model: str, screens: list[Path]) -> None:
    assert flags(model, screens[0]) == frozenset()
