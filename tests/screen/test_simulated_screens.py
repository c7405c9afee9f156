"""Simulated liver screens are read back to their truth."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.findings import QBOX_FIELDS, Unit
from dlre_gui.screen import analyse
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render
from tests.screen.drawing import as_screen, through_jpeg

CASES = (
    (0, (1440, 1080), "en", None),
    (1, (720, 540), "en", 85),
    (2, (1440, 1080), "zh", 85),
    (3, (720, 540), "zh", None),
)


@pytest.mark.parametrize(("index", "size", "language", "jpeg"), CASES)
def test_simulated_screen_is_read(index: int, size: tuple[int, int], language: str, jpeg: int | None) -> None:
    patient = draw_patients(len(CASES), 2024)[index]
    simulated = render(patient, index, size=size, language=language)
    truth = simulated.truth
    pixels = simulated.pixels if jpeg is None else through_jpeg(simulated.pixels, jpeg)
    findings = analyse(as_screen(pixels))
    assert findings.swe_box is not None
    assert findings.colour_bar is not None
    assert findings.stiffness is not None
    assert findings.swe_box.box.iou(truth.swe_box) >= 0.95
    assert len(findings.swe_box.outline) > 4
    assert (findings.colour_bar.unit, findings.colour_bar.maximum) == (Unit.KPA, truth.scale_max)
    assert findings.stiffness.opacity == pytest.approx(truth.opacity, abs=0.04)
    (qbox,) = findings.qboxes
    read = {name: getattr(qbox, name) for name in QBOX_FIELDS}
    assert read == {name: getattr(truth.qbox, name) for name in QBOX_FIELDS}
    whole = np.full(pixels.shape[:2], np.nan, np.float32)
    whole[findings.swe_box.box.slices] = findings.stiffness.kpa
    found = whole[truth.swe_box.slices]
    known = truth.inside & ~truth.void & ~truth.marked & np.isfinite(found)
    error = np.abs(found - np.minimum(truth.stiffness_kpa, truth.scale_max))[known]
    assert np.median(error) <= 0.02 * truth.scale_max
