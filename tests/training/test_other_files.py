"""A map seen through another file keeps what it tells, and differs as such files differ."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from dlre_gui.domain.findings import StiffnessMap
from dlre_gui.model.scale import ReferenceScale
from dlre_gui.training.other_files import MAXIMA_KPA, OtherFile, drawn, through

SCALE = ReferenceScale()
UNDER = np.random.default_rng(2).integers(20, 120, (120, 160), dtype=np.uint8)


@pytest.fixture
def seen() -> StiffnessMap:
    """4 to 16 kPa with a void in the middle."""
    rough = gaussian_filter(np.random.default_rng(1).standard_normal((120, 160)), 6)
    kpa = (10 + 6 * rough / np.abs(rough).max()).astype(np.float32)
    kpa[50:70, 60:90] = np.nan
    return StiffnessMap(kpa, np.ones(kpa.shape, bool), np.zeros(kpa.shape, bool))


def error(seen: StiffnessMap, file: OtherFile) -> np.ndarray:
    found = through(seen, UNDER, SCALE, file)
    assert found.kpa.dtype == np.float32
    assert np.array_equal(np.isnan(found.kpa), np.isnan(seen.kpa))
    return np.asarray((found.kpa - seen.kpa)[np.isfinite(seen.kpa)])


def test_without_loss_only_the_scales_steps_remain_and_more_of_a_wider_scale(seen: StiffnessMap) -> None:
    narrow, wide = (np.abs(error(seen, OtherFile(maximum, 1.0, None))) for maximum in (30.0, 70.0))
    assert narrow.max() < 0.3
    assert narrow.mean() < wide.mean() < 0.3


def test_compression_and_opacity_leave_errors_that_hardly_move_the_mean(seen: StiffnessMap) -> None:
    plain, lossy = (error(seen, OtherFile(70.0, 0.7, quality)) for quality in (None, 85))
    assert lossy.std() > 2 * plain.std()
    assert abs(lossy.mean()) < 0.5


def test_box_that_is_found_smaller_loses_its_edge(seen: StiffnessMap) -> None:
    found = through(seen, UNDER, SCALE, OtherFile(40.0, 1.0, None, edge_px=2))
    assert np.isnan(found.kpa[:2]).all()
    assert np.isnan(found.kpa[:, -2:]).all()
    assert np.isfinite(found.kpa[2:40, 2:-2]).all()


def test_no_scale_is_drawn_on_which_the_map_would_saturate(seen: StiffnessMap) -> None:
    random = np.random.default_rng(3)
    stiff = replace(seen, kpa=seen.kpa * 2.4)
    assert {drawn(seen, SCALE, random).maximum_kpa for _ in range(60)} == set(MAXIMA_KPA)
    assert {drawn(stiff, SCALE, random).maximum_kpa for _ in range(60)} == {40.0, 50.0, 70.0}
    far = replace(seen, kpa=seen.kpa * 9)
    assert {drawn(far, SCALE, random).maximum_kpa for _ in range(60)} == {50.0, 70.0}


def test_the_same_seed_draws_the_same_file(seen: StiffnessMap) -> None:
    one, other = (drawn(seen, SCALE, np.random.default_rng(4)) for _ in range(2))
    assert one == other
