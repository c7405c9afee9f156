"""The patch: the same stiffness gives the same picture, whatever scale the screen showed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from dlre_gui.domain.errors import NotScorableError
from dlre_gui.domain.findings import ColourBar, Findings, StiffnessMap, SweBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Screen
from dlre_gui.model.preprocess import patch, patch_uint8, resample
from dlre_gui.model.scale import SUPERSONIC_COLOURS, InputSpec, ReferenceScale

FRAME = Box(0, 0, 720, 640)
SWE_BOX = Box(220, 140, 160, 120)
ROI = Roi(180, 90, 250)
SPEC = InputSpec()
GREY_SCALE = ReferenceScale(0.0, 51.0, ((0, 0, 0), (255, 255, 255)), smoothing_px=3.0)
"""5 levels a kPa, so that a patch can be read back."""


def stiffness() -> StiffnessMap:
    """A gradient of 2 to 28 kPa in a rectangle with void corners."""
    kpa = np.linspace(2, 28, SWE_BOX.w, dtype=np.float32)[None].repeat(SWE_BOX.h, axis=0)
    kpa[:20, :20] = np.nan
    inside = np.ones(kpa.shape, bool)
    inside[-10:] = False
    return StiffnessMap(kpa, inside, np.zeros(kpa.shape, bool))


def screen(maximum_kpa: float, opacity: float) -> Screen:
    """The stiffness as a scanner would show it on 0 to `maximum_kpa`, over speckle."""
    field = stiffness()
    grey = np.random.default_rng(1).integers(20, 200, (FRAME.h, FRAME.w, 1), dtype=np.uint8)
    pixels: NDArray[np.uint8] = np.repeat(grey, 3, axis=2)
    shown = ReferenceScale(0.0, maximum_kpa).paint(np.nan_to_num(field.kpa))
    known = field.inside & np.isfinite(field.kpa)
    inner = pixels[SWE_BOX.slices]
    blended = np.rint(opacity * shown + (1 - opacity) * inner).astype(np.uint8)
    inner[known] = blended[known]
    return Screen(pixels, Path("exam/screen.png"), 0, 1, "", "test")


def findings() -> Findings:
    bar = ColourBar(Box(690, 100, 10, 200), np.array(SUPERSONIC_COLOURS, np.uint8), Unit.KPA, 0.0, 30.0)
    return Findings(FRAME, SweBox(SWE_BOX, (), "dicom_region"), bar, stiffness())


@pytest.mark.parametrize(("maximum_kpa", "opacity"), [(70.0, 1.0), (30.0, 0.5), (70.0, 0.5)])
def test_patch_does_not_depend_on_the_scale_or_opacity_shown(maximum_kpa: float, opacity: float) -> None:
    reference = patch(screen(30.0, 1.0), findings(), ROI, SPEC)
    assert np.array_equal(patch(screen(maximum_kpa, opacity), findings(), ROI, SPEC), reference)


def test_as_shown_patch_keeps_the_screens_own_colours() -> None:
    shown = screen(30.0, 0.5)
    made = patch_uint8(shown, findings(), ROI, SPEC, as_shown=True)
    assert np.array_equal(made, shown.pixels[ROI.box.slices])
    own_colours = replace_scale(None)
    assert np.array_equal(patch_uint8(shown, findings(), ROI, own_colours), made)


def replace_scale(scale: ReferenceScale | None) -> InputSpec:
    return replace(SPEC, scale=scale)


def test_patch_is_float32_planes_from_0_to_1() -> None:
    made = patch(screen(30.0, 1.0), findings(), ROI, SPEC)
    assert made.shape == (3, 250, 250)
    assert made.dtype == np.float32
    assert made.flags.c_contiguous
    assert made.min() >= 0.0
    assert made.max() <= 1.0
    picture = patch_uint8(screen(30.0, 1.0), findings(), ROI, SPEC)
    assert np.array_equal(np.rint(made * 255).astype(np.uint8), picture.transpose(2, 0, 1))


def drawn_pixels() -> NDArray[np.bool_]:
    """Where the patch shows the stiffness map: the region continued by 3 px, its voids left out."""
    field = stiffness()
    inside = np.zeros((250, 250), bool)
    known = inside.copy()
    local = SWE_BOX.shifted(-ROI.x, -ROI.y)
    inside[local.slices] = field.inside
    known[local.slices] = field.inside & np.isfinite(field.kpa)
    cross = ndimage.generate_binary_structure(2, 1)
    return known | (ndimage.binary_dilation(known, cross, 3) & ~inside)


def test_void_pixels_and_everything_outside_the_region_are_the_screens_in_grey() -> None:
    shown = screen(70.0, 1.0)
    made = patch_uint8(shown, findings(), ROI, SPEC)
    grey = shown.pixels[ROI.box.slices].min(axis=2, keepdims=True)
    drawn = drawn_pixels()
    assert np.array_equal(made[~drawn], grey.repeat(3, axis=2)[~drawn])
    assert (np.ptp(made[drawn], axis=1) > 0).all()


def test_outline_around_the_box_leaves_no_trace() -> None:
    plain, outlined = screen(70.0, 1.0), screen(70.0, 1.0).pixels.copy()
    y0, y1, x0, x1 = SWE_BOX.y, SWE_BOX.bottom - 10, SWE_BOX.x, SWE_BOX.right
    for ring in (0, 1):
        for rows, columns in (
            (y1 + ring, slice(x0 + 20, x1)),
            (slice(y0 + 20, y1), x0 - 1 - ring),
            (slice(y0, y1), x1 + ring),
            (y0 - 1 - ring, slice(x0 + 20, x1)),
        ):
            outlined[rows, columns] = (236, 160, 32)
    marked = replace(plain, pixels=outlined)
    assert np.array_equal(patch(marked, findings(), ROI, SPEC), patch(plain, findings(), ROI, SPEC))


def test_drawn_pixels_have_the_reference_colours() -> None:
    made = patch_uint8(screen(70.0, 1.0), findings(), ROI, SPEC)
    middle = stiffness().kpa[60, 80]
    assert np.array_equal(made[140 + 60 - 90, 220 + 80 - 180], ReferenceScale().paint(middle[None])[0])


def test_roi_that_cuts_the_box_draws_the_part_it_holds() -> None:
    cut = Roi(300, 200, 250)
    whole = patch_uint8(screen(70.0, 1.0), findings(), ROI, SPEC)
    made = patch_uint8(screen(70.0, 1.0), findings(), cut, SPEC)
    assert np.array_equal(made[:50, :80], whole[200 - 90 : 250 - 90, 300 - 180 : 380 - 180])


def test_roi_beside_the_box_shows_the_screen_in_grey() -> None:
    shown = screen(70.0, 1.0)
    grey = shown.pixels[300:550, 400:650].min(axis=2, keepdims=True).repeat(3, axis=2)
    assert np.array_equal(patch_uint8(shown, findings(), Roi(400, 300, 250), SPEC), grey)


def smoothed(
    kpa: NDArray[np.float32], scale: ReferenceScale = GREY_SCALE, side: int = 250
) -> NDArray[np.float64]:
    """The kPa that the patch shows of a map over the SWE box, whose pixels all count."""
    inside = np.ones(kpa.shape, bool)
    given = replace(findings(), stiffness=StiffnessMap(kpa, inside, np.zeros(kpa.shape, bool)))
    made = patch_uint8(screen(30.0, 1.0), given, ROI, InputSpec(side=side, scale=scale))
    local = SWE_BOX.shifted(-ROI.x, -ROI.y)
    return made[local.slices][..., 0] / 5.0


def test_smoothing_takes_fine_noise_away_and_leaves_the_level() -> None:
    noise = np.random.default_rng(4).normal(0, 3, (SWE_BOX.h, SWE_BOX.w)).astype(np.float32)
    shown = smoothed(20 + noise)
    assert shown[8:-8, 8:-8].std() < 0.15 * noise.std()
    assert abs(shown.mean() - (20 + noise).mean()) < 0.2


def test_smoothing_leaves_blobs_of_ten_px_and_more() -> None:
    rows, columns = np.mgrid[: SWE_BOX.h, : SWE_BOX.w]
    blobs = (20 + 5 * np.sin(rows * 2 * np.pi / 40) * np.sin(columns * 2 * np.pi / 40)).astype(np.float32)
    middle = np.s_[10:-10, 10:-10]
    assert np.corrcoef(smoothed(blobs)[middle].ravel(), blobs[middle].ravel())[0, 1] > 0.999
    assert smoothed(blobs)[middle].std() > 0.75 * blobs[middle].std()


def test_voids_neither_fill_nor_darken_what_lies_beside_them_when_the_map_is_smoothed() -> None:
    kpa = np.full((SWE_BOX.h, SWE_BOX.w), 20, np.float32)
    kpa[40:60, 40:60] = np.nan
    shown = smoothed(kpa)
    bare = screen(30.0, 1.0).pixels.min(axis=2)[SWE_BOX.slices][40:60, 40:60]
    assert np.array_equal(np.rint(shown[40:60, 40:60] * 5), bare)
    assert np.abs(shown[np.isfinite(kpa)] - 20).max() <= 0.11


def test_stiffness_beyond_the_scale_counts_as_its_end_before_the_map_is_smoothed() -> None:
    kpa = np.full((SWE_BOX.h, SWE_BOX.w), 20, np.float32)
    lower, higher = kpa.copy(), kpa.copy()
    lower[50:55, 50:55], higher[50:55, 50:55] = 51, 150
    assert np.array_equal(smoothed(lower), smoothed(higher))


def test_unknown_scale_is_refused_unless_scored_as_shown() -> None:
    unread = replace(findings(), colour_bar=None, stiffness=None)
    with pytest.raises(NotScorableError, match=r"screen\.png.*scale could not be read.*as shown"):
        patch(screen(30.0, 1.0), unread, ROI, SPEC)
    assert patch(screen(30.0, 1.0), unread, ROI, SPEC, as_shown=True).shape == (3, 250, 250)


def test_screen_without_a_box_is_never_scored() -> None:
    with pytest.raises(NotScorableError, match="no SWE box: grey"):
        patch(screen(30.0, 1.0), Findings(FRAME, reason="no SWE box: grey"), ROI, SPEC, as_shown=True)


def test_roi_outside_the_screen_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not lie on"):
        patch(screen(30.0, 1.0), findings(), Roi(600, 0, 250), SPEC)


def test_shrinking_takes_the_mean_over_the_area() -> None:
    pixels = np.random.default_rng(2).integers(0, 256, (500, 500, 3), dtype=np.uint8)
    mean = pixels.reshape(250, 2, 250, 2, 3).mean(axis=(1, 3))
    assert np.abs(resample(pixels, 250) - mean).max() <= 1.0


@pytest.mark.parametrize("side", [125, 167, 333, 500])
def test_other_sides_keep_the_mean_colour(side: int) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (side, side, 3), dtype=np.uint8)
    made = resample(pixels, 250)
    assert made.shape == (250, 250, 3)
    assert np.allclose(made.mean(axis=(0, 1)), pixels.mean(axis=(0, 1)), atol=1.0)


def test_stiffness_beyond_the_scale_takes_the_ends_colours() -> None:
    scale = ReferenceScale(5.0, 20.0, ((0, 0, 0), (200, 100, 50)))
    made = scale.paint(np.array([0.0, 5.0, 12.5, 20.0, 90.0], np.float32))
    assert (
        np.abs(made.astype(int) - [[0] * 3, [0] * 3, [100, 50, 25], [200, 100, 50], [200, 100, 50]]).max()
        <= 1
    )


@pytest.mark.parametrize(
    "values",
    [
        {"maximum_kpa": 0.0},
        {"minimum_kpa": -1.0},
        {"colours": ((0, 0, 0),)},
        {"colours": ((0, 0, 0), (0, 0, 256))},
        {"opacity": 0.5},
        {"maximum_kpa": float("nan")},
        {"smoothing_px": -0.1},
        {"smoothing_px": float("nan")},
        {"smoothing_px": 1e9},
    ],
)
def test_impossible_scale_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        ReferenceScale(**values)  # type: ignore[arg-type]


def test_a_box_with_hardly_any_signal_is_a_failed_measurement_not_a_low_score() -> None:
    found = findings()
    assert found.stiffness is not None
    kpa = found.stiffness.kpa.copy()
    for share, is_refused in ((0.90, False), (0.97, True)):
        kpa[:, : round(share * SWE_BOX.w)] = np.nan
        void = replace(found, stiffness=replace(found.stiffness, kpa=kpa.copy()))
        for as_shown in (False, True):
            if is_refused:
                with pytest.raises(NotScorableError, match="the measurement failed"):
                    patch(screen(30.0, 1.0), void, ROI, SPEC, as_shown)
            else:
                patch(screen(30.0, 1.0), void, ROI, SPEC, as_shown)
