"""Quick ways to what libraries do slowly: the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.middle import median, median_around, medians, percentile, percentiles
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.planes import share, slid
from dlre_gui.screen.smoothing import smoothed


@pytest.mark.parametrize("shape", [(1, 1), (7, 16), (33, 50), (96, 31)])
@pytest.mark.parametrize(("beyond_edge", "mode"), [(True, "nearest"), (False, "constant")])
def test_smoothed_plane_is_that_of_a_gaussian_filter(shape, beyond_edge, mode):
    plane = np.random.default_rng(1).random(shape, dtype=np.float32)
    expected = ndimage.gaussian_filter(plane, 1.25, mode=mode, radius=9)
    assert np.allclose(smoothed(plane, 1.25, 9, beyond_edge), expected, atol=1e-6)


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_median_of_few_values_is_numpys(n):
    values = np.random.default_rng(n).random(n)
    assert median(values) == np.median(values)


@pytest.mark.parametrize("n", [1, 2, 37, 512])
def test_medians_and_percentiles_of_bytes_are_numpys(n):
    rows = np.random.default_rng(5).integers(0, 256, (4, 3, n)).astype(np.uint8)
    assert np.array_equal(medians(rows), np.median(rows, axis=2))
    for percent in (0, 13.3, 58, 99.7, 100):
        assert np.array_equal(percentiles(rows, percent), np.percentile(rows, percent, axis=2))
        assert percentile(rows, percent) == np.percentile(rows, percent)


@pytest.mark.parametrize("kind", [np.uint8, np.float64])
@pytest.mark.parametrize("shape", [(1, 1), (2, 9), (30, 41)])
def test_median_around_each_value_is_that_of_a_median_filter(shape, kind):
    plane = np.random.default_rng(4).integers(0, 40, shape).astype(kind)
    assert np.array_equal(median_around(plane), ndimage.median_filter(plane, 3))


@pytest.mark.parametrize("axis", [0, 1])
def test_share_of_flags_is_their_mean(axis):
    flags = np.random.default_rng(2).random((600, 641)) < 0.7  # more than a byte can count
    assert np.array_equal(share(flags[:, 3:], axis), flags[:, 3:].mean(axis=axis))


@pytest.mark.parametrize("size", [2, 5, 8, 13])
def test_slid_windows_open_a_plane_as_its_grey_opening_does(size):
    plane = np.random.default_rng(3).integers(0, 256, (40, 60)).astype(np.uint8)
    opened = slid(slid(plane, size, np.minimum), size, np.maximum)
    inside = np.s_[size:-size, size:-size]
    assert np.array_equal(opened[inside], ndimage.grey_opening(plane, (size, size))[inside])


def test_what_was_made_of_pieces_is_made_anew_after_one_is_read():
    plane = np.zeros((40, 80), dtype=np.uint8)
    plane[10:24, 10:14] = 255
    text = PlaneText(plane, [Box(10, 10, 4, 14)], (0, 0), shared_reader())
    made = [text.recalled("key", object) for _ in range(2)]
    text.glance(text.pieces[0])
    assert made[0] is made[1]
    assert text.recalled("key", object) is not made[0]
