"""Real screens are read as their truth.json says; other ultrasound is no SWE screen."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlre_gui.domain.findings import Findings, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Screen
from dlre_gui.screen import analyse

SWE = (
    "aixplorer-muscle-frame.png",
    "aixplorer-muscle-window.jpg",
    "aixplorer-muscle-no-bar.jpg",
    "mach30-muscle-frame.png",
)
OTHERS = (
    "doppler-cm-per-s-panel.png",
    "liver-bmode/Normal_image_1.jpg",
    "liver-bmode/Normal_image_10.jpg",
    "liver-bmode/Benign_image_26.jpg",
)


def opened(path: Path) -> Screen:
    pixels = np.asarray(Image.open(path).convert("RGB"))
    return Screen(pixels, path, 0, 1, "", "")


def read(path: Path) -> Findings:
    return analyse(opened(path))


def truth(folder: Path, name: str) -> dict[str, object]:
    return dict(json.loads((folder / "truth.json").read_text("utf-8"))[name])


def sides(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.right, box.bottom


@pytest.mark.parametrize("name", SWE)
def test_box_lies_within_three_px_of_truth(shared_data: Path, name: str) -> None:
    found = read(shared_data / "real-swe" / name).swe_box
    assert found is not None
    expected = Box(*truth(shared_data, f"real-swe/{name}")["swe_box"])
    assert sides(found.box) == pytest.approx(sides(expected), abs=3)
    assert len(found.outline) == 4


@pytest.mark.parametrize(("name", "maximum"), [(SWE[0], 150), (SWE[1], 150), (SWE[3], 300)])
def test_scale_is_read(shared_data: Path, name: str, maximum: float) -> None:
    bar = read(shared_data / "real-swe" / name).colour_bar
    assert bar is not None
    assert (bar.unit, bar.minimum, bar.maximum) == (Unit.KPA, 0, maximum)
    assert bar.saturating
    assert not bar.doubtful


@pytest.mark.parametrize(("name", "opacity"), [(SWE[0], 0.5), (SWE[1], 0.5), (SWE[3], 1.0)])
def test_opacity_is_as_the_screen_says(shared_data: Path, name: str, opacity: float) -> None:
    stiffness = read(shared_data / "real-swe" / name).stiffness
    assert stiffness is not None
    assert stiffness.opacity == pytest.approx(opacity, abs=0.03)


def test_window_around_the_scanner_picture_is_left_out(shared_data: Path) -> None:
    frame = read(shared_data / "real-swe" / SWE[1]).frame
    assert sides(frame) == pytest.approx((97, 135, 97 + 971, 135 + 729), abs=2)


def test_picture_without_a_bar_gives_no_stiffness(shared_data: Path) -> None:
    findings = read(shared_data / "real-swe" / SWE[2])
    assert findings.colour_bar is None
    assert findings.stiffness is None


@pytest.mark.parametrize("name", SWE)
def test_no_qbox_is_invented(shared_data: Path, name: str) -> None:
    assert read(shared_data / "real-swe" / name).qboxes == ()


@pytest.mark.parametrize("name", OTHERS)
def test_other_pictures_have_no_swe_box(shared_data: Path, name: str) -> None:
    findings = read(shared_data / name)
    assert findings.swe_box is None
    assert findings.reason.startswith("no SWE box: ")
