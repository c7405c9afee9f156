"""DICOM regions, calibration, and pictures that are no SWE screens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Header, UltrasoundRegion
from dlre_gui.imaging.read import read_screen
from dlre_gui.screen import analyse
from tests.screen.drawing import COLOURS, Style, as_screen, draw

TOP, BOTTOM = Box(312, 143, 776, 438), Box(312, 591, 776, 440)


def regions(*boxes: Box) -> Header:
    return Header(regions=tuple(UltrasoundRegion(box, 1, 1, 0.2, 0.2) for box in boxes))


def test_region_of_the_header_is_the_box() -> None:
    drawn = draw(Style(seed=1))
    findings = analyse(drawn.screen(header=regions(TOP, drawn.box, BOTTOM)))
    assert findings.swe_box is not None
    assert (findings.swe_box.box, findings.swe_box.source) == (drawn.box, "dicom_region")
    assert findings.mm_per_px == pytest.approx(0.2)


def test_region_elsewhere_is_not_believed() -> None:
    drawn = draw(Style(seed=1))
    elsewhere = drawn.box.shifted(-200, 40)
    findings = analyse(drawn.screen(header=regions(TOP, elsewhere, BOTTOM)))
    assert findings.swe_box is not None
    assert findings.swe_box.source == "colour"
    assert findings.swe_box.box.iou(drawn.box) >= 0.95


def test_regions_without_colour_are_no_swe_box() -> None:
    drawn = draw(Style(seed=1, void_share=1.0, outline=None))
    assert analyse(drawn.screen(header=regions(TOP, drawn.box, BOTTOM))).swe_box is None


def test_empty_outline_is_no_swe_box() -> None:
    assert analyse(draw(Style(seed=2, void_share=1.0)).screen()).swe_box is None


@pytest.mark.parametrize("share", [0.8, 0.9])
@pytest.mark.parametrize("sector", [False, True])
def test_mostly_void_box_is_found(share: float, sector: bool) -> None:
    drawn = draw(Style(seed=3, void_share=share, sector=sector))
    findings = analyse(drawn.screen(85))
    assert findings.swe_box is not None
    assert findings.swe_box.box.iou(drawn.box) >= 0.95


@pytest.mark.parametrize("level", [(0.02, 0.06), (0.1, 0.12), (0.95, 1.0)])
def test_nearly_uniform_box_is_read(level: tuple[float, float]) -> None:
    drawn = draw(Style(seed=4, level=level, opacity=1.0))
    findings = analyse(drawn.screen(85))
    assert findings.swe_box is not None
    assert findings.stiffness is not None
    assert findings.swe_box.box.iou(drawn.box) >= 0.95
    assert np.nanmedian(findings.stiffness.kpa) == pytest.approx(np.median(drawn.value), abs=0.8)


def test_scale_of_blood_flow_gives_no_box() -> None:
    findings = analyse(draw(replace(Style(seed=5), unit="cm/s")).screen())
    assert findings.swe_box is None
    assert findings.reason.startswith("no SWE box: ")


def test_strain_picture_without_a_numbered_scale_gives_no_box() -> None:
    drawn = draw(Style(seed=6))
    pixels = drawn.pixels.copy()
    pixels[100:400, 1408:] = 0
    pixels[100:136, 1300:] = 0
    assert analyse(as_screen(pixels)).swe_box is None


def test_filled_ellipse_is_an_organ_in_a_picture_of_another_kind() -> None:
    """Stiffness by magnetic resonance has a bar in kPa, too, but no box: the modulus is another one."""
    shown, bare = (draw(Style(outline=None, opacity=opacity, void_share=0.0)) for opacity in (1.0, 0.0))
    box, pixels = shown.box, bare.pixels.copy()
    ys, xs = np.mgrid[-1 : 1 : box.h * 1j, -1 : 1 : box.w * 1j]
    organ = xs**2 + ys**2 <= 1
    pixels[box.slices][organ] = shown.pixels[box.slices][organ]
    assert analyse(as_screen(pixels)).swe_box is None
    assert analyse(shown.screen()).swe_box is not None


def test_sector_is_a_box_in_smoothed_b_mode_too() -> None:
    drawn = draw(Style(sector=True, void_share=0.0))
    smooth = ndimage.gaussian_filter(drawn.pixels.astype(float), (5, 5, 0))
    around = np.zeros(smooth.shape[:2], bool)
    around[143:581, 312:1088] = True
    around[drawn.box.slices] &= ~drawn.inside
    pixels = np.where(around[..., None], smooth, drawn.pixels).astype(np.uint8)
    found = analyse(as_screen(pixels)).swe_box
    assert found is not None
    assert found.box.iou(drawn.box) > 0.97


def test_heat_map_on_white_gives_no_box() -> None:
    field = ndimage.gaussian_filter(np.random.default_rng(7).normal(size=(300, 400)), 25)
    field = (field - field.min()) / np.ptp(field)
    colours = np.stack([np.interp(field, np.linspace(0, 1, 11), COLOURS[:, i]) for i in range(3)], axis=-1)
    page = np.full((600, 800, 3), 255, np.uint8)
    page[100:400, 150:550] = colours.astype(np.uint8)
    assert analyse(as_screen(page)).swe_box is None


@pytest.mark.parametrize("shape", [(1, 1), (8, 8), (40, 600), (540, 720)])
def test_noise_and_tiny_pictures_give_no_box(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(8).integers(0, 256, (*shape, 3)).astype(np.uint8)
    assert analyse(as_screen(noise)).swe_box is None
    assert analyse(as_screen(np.zeros((*shape, 3), np.uint8))).swe_box is None


def test_real_dicom_files_have_no_swe_box(shared_data: Path) -> None:
    for path in sorted((shared_data / "us-dicom").glob("*.dcm")):
        assert analyse(read_screen(path)).swe_box is None, path.name
