"""From a screen and its ROI to the patch that the CNN sees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dlre_gui.domain.errors import NotScorableError
from dlre_gui.domain.findings import Findings, StiffnessMap
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.limits import NO_SIGNAL_ABOVE
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Screen
from dlre_gui.model.scale import InputSpec, ReferenceScale

_OUTLINE = 3 / 250  # of the ROI's side: as far as an outline and its blurred colour reach beyond the box
_REACH = 3.0  # standard deviations that the smoothing looks to each side


def patch(
    screen: Screen, findings: Findings, roi: Roi, spec: InputSpec, as_shown: bool = False
) -> NDArray[np.float32]:
    """The CNN's input: `patch_uint8` as float32, shape (3, side, side), in the spec's range."""
    picture = patch_uint8(screen, findings, roi, spec, as_shown)
    return as_input(picture, spec)


def as_input(picture: NDArray[np.uint8], spec: InputSpec) -> NDArray[np.float32]:
    """A picture of 8 bits, shape (side, side, 3), as float32 of shape (3, side, side)."""
    planes = np.ascontiguousarray(picture.transpose(2, 0, 1), dtype=np.float32)
    return planes * np.float32((spec.high - spec.low) / 255.0) + np.float32(spec.low)


def as_picture(patch: NDArray[np.float32], spec: InputSpec) -> NDArray[np.uint8]:
    """The picture of 8 bits that `as_input` made a patch of."""
    levels = np.rint((patch - spec.low) * np.float32(255.0 / (spec.high - spec.low)))
    return np.ascontiguousarray(levels.astype(np.uint8).transpose(1, 2, 0))


def patch_uint8(
    screen: Screen, findings: Findings, roi: Roi, spec: InputSpec, as_shown: bool = False
) -> NDArray[np.uint8]:
    """The ROI's pixels, harmonised and resampled: uint8, shape (side, side, 3).

    Pixels of the SWE box with a stiffness are drawn on the spec's reference scale, smoothed as it says, a
    little beyond the box's edge so that the drawn outline is covered. All others are B-mode: they are shown
    in grey, by their darkest channel, which neither an outline's colour nor a rest of the overlay brightens.
    With `as_shown`, or for a model without a scale, the screen's pixels are taken as they are. Eight bits,
    so that a training cache holds exactly what the CNN is later shown.

    Raises
    ------
    NotScorableError
        If there is no SWE box or hardly any signal in it, or no stiffness to draw and `as_shown` is False.
    ValueError
        If the ROI does not lie on the screen.
    """
    if findings.swe_box is None:
        raise NotScorableError(screen.path, f"{screen.path}: {findings.reason or 'no SWE box'}.")
    if findings.stiffness is not None and findings.stiffness.void_fraction > NO_SIGNAL_ABOVE:
        raise NotScorableError(
            screen.path,
            f"{screen.path}: hardly any stiffness in the SWE box, the measurement failed.",
            "Measure again.",
        )
    if not screen.box.contains(roi.box):
        raise ValueError(f"{roi.box} does not lie on the screen of {screen.width}x{screen.height} px")
    pixels = screen.pixels[roi.box.slices]
    if spec.scale is not None and not as_shown:
        kpa = _map_in(roi.box, _stiffness(screen, findings), findings.swe_box.box)
        pixels = _harmonised(pixels, kpa, spec.scale, spec.scale.smoothing_px * roi.side / spec.side)
    return resample(pixels, spec.side)


def _stiffness(screen: Screen, findings: Findings) -> StiffnessMap:
    if findings.stiffness is None:
        raise NotScorableError(
            screen.path,
            f"{screen.path}: the colour bar's scale could not be read.",
            "Enter its unit and maximum, or score it as shown.",
        )
    return findings.stiffness


def _harmonised(
    pixels: NDArray[np.uint8], kpa: NDArray[np.float32], scale: ReferenceScale, smoothing_px: float
) -> NDArray[np.uint8]:
    darkest = np.minimum(np.minimum(pixels[..., 0], pixels[..., 1]), pixels[..., 2])
    drawn = np.repeat(darkest[..., None], 3, axis=2)
    known = np.isfinite(kpa)
    if known.any():
        shown = _smoothed(kpa, known, scale, smoothing_px) if smoothing_px else kpa
        drawn[known] = scale.paint(shown[known])
    return drawn


def _map_in(roi: Box, stiffness: StiffnessMap, swe_box: Box) -> NDArray[np.float32]:
    """The stiffness of the ROI's pixels, a little beyond the map's region; NaN elsewhere."""
    kpa = np.full((roi.h, roi.w), np.nan, dtype=np.float32)
    common = roi.intersection(swe_box)
    if common is None:
        return kpa
    within, place = common.shifted(-swe_box.x, -swe_box.y).slices, common.shifted(-roi.x, -roi.y).slices
    region = np.zeros(kpa.shape, dtype=bool)
    region[place] = stiffness.inside[within]
    kpa[place] = stiffness.kpa[within]
    kpa[~region] = np.nan
    return _grown(kpa, region, max(1, round(_OUTLINE * roi.w)))


def _smoothed(
    kpa: NDArray[np.float32], known: NDArray[np.bool_], scale: ReferenceScale, sd_px: float
) -> NDArray[np.float32]:
    """What the scale can show of the map, each value the mean of the known ones around; voids stay void."""
    from scipy.ndimage import gaussian_filter

    rows, columns = (np.flatnonzero(known.any(axis=axis)) for axis in (1, 0))
    part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    here, smoothed = known[part], kpa.copy()
    shown = np.where(here, np.clip(kpa[part], scale.minimum_kpa, scale.maximum_kpa), np.float32(0))
    total, weight = (
        gaussian_filter(plane, sd_px, mode="constant", truncate=_REACH)
        for plane in (shown, here.astype(np.float32))
    )
    smoothed[part] = np.where(here, total / np.maximum(weight, np.float32(1e-6)), np.float32(np.nan))
    return smoothed


def _grown(kpa: NDArray[np.float32], region: NDArray[np.bool_], px: int) -> NDArray[np.float32]:
    """The map continued so far beyond its region, by the mean of the neighbours; voids within stay void."""
    known = np.pad(np.isfinite(kpa), 1)
    values = np.where(known, np.pad(kpa, 1), np.float32(0))
    outside = ~region
    for _ in range(px):
        counted = _neighbours(known.astype(np.float32))
        new = outside & ~known[1:-1, 1:-1] & (counted > 0)
        values[1:-1, 1:-1][new] = (_neighbours(values)[new]) / counted[new]
        known[1:-1, 1:-1] |= new
    return np.where(known, values, np.float32(np.nan))[1:-1, 1:-1]


def _neighbours(padded: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sum of the four neighbours; the outermost px are only read."""
    return padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]


def resample(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """A square of pixels at another side: the mean over the area where it shrinks.

    Where it grows, bilinear. The same side is returned as it is. Pillow computes in fixed point,
    so the result is the same on every machine.
    """
    shown = pixels.shape[0]
    if shown == side:
        return np.ascontiguousarray(pixels)
    way = Image.Resampling.BOX if shown > side else Image.Resampling.BILINEAR
    picture = Image.fromarray(np.ascontiguousarray(pixels)).resize((side, side), way)
    return np.asarray(picture)
