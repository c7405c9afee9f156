"""Patches unlike the training's are told apart by figures that a package carries."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from dlre_gui.domain.errors import ModelPackageError
from dlre_gui.model.card import Card
from dlre_gui.model.familiarity import FEATURES, MEAN_NAME, Familiarity, fitted, statistics
from dlre_gui.model.package import load_package, save_package
from dlre_gui.model.preprocess import as_input, as_picture
from dlre_gui.model.scale import InputSpec, ReferenceScale
from tests.model.model_packages import card_values, make_package, random_tensors

SPEC = InputSpec()


def liver_like(seed: int, void_share: float = 0.02, level_kpa: float = 8.0) -> NDArray[np.uint8]:
    """A smooth stiffness map in a box over speckle."""
    random = np.random.default_rng(seed)
    rough = ndimage.gaussian_filter(random.normal(size=(250, 250)), 9)
    grey = np.clip(90 + 25 * ndimage.gaussian_filter(random.normal(size=(250, 250)), 1.2) * 4, 0, 255)
    picture = np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)
    top, left = random.integers(20, 70, 2)
    rows, columns = slice(top, top + 140), slice(left, left + 160)
    kpa = level_kpa * np.exp(random.normal(0, 0.25) + 3 * rough)
    holes = ndimage.gaussian_filter(random.normal(size=(250, 250)), 6)
    known = (holes > np.quantile(holes, void_share))[rows, columns]
    picture[rows, columns][known] = ReferenceScale().paint(kpa[rows, columns][known].astype(np.float32))
    return picture


def figures(seeds: range) -> NDArray[np.float64]:
    return np.array([statistics(liver_like(seed), SPEC) for seed in seeds])


@pytest.fixture(scope="module")
def known() -> Familiarity:
    return fitted(figures(range(120)), figures(range(120, 200)), 0.99)


def test_fresh_patches_of_the_same_kind_are_rarely_flagged(known: Familiarity) -> None:
    flagged = [known.is_unlike(liver_like(seed), SPEC) for seed in range(1000, 1060)]
    assert sum(flagged) <= 4


def test_nearly_void_box_is_flagged(known: Familiarity) -> None:
    assert all(known.is_unlike(liver_like(seed, void_share=0.9), SPEC) for seed in range(5))


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((250, 250, 3), np.uint8),
        np.full((250, 250, 3), (239, 0, 0), np.uint8),
        np.random.default_rng(1).integers(0, 256, (250, 250, 3), dtype=np.uint8),
        np.repeat(liver_like(1)[..., 1:2], 3, axis=2),
        np.where(np.ptp(liver_like(2), axis=2, keepdims=True) > 0, (138, 7, 12), liver_like(2)).astype(
            np.uint8
        ),
    ],
    ids=["black", "one colour", "noise", "no map", "saturated"],
)
def test_pictures_far_from_the_training_are_flagged(known: Familiarity, picture: NDArray[np.uint8]) -> None:
    assert np.isfinite(statistics(picture, SPEC)).all()
    assert known.is_unlike(picture, SPEC)


def test_another_scanners_gain_and_speckle_are_no_reason(known: Familiarity) -> None:
    picture = liver_like(5)
    grey = np.ptp(picture, axis=2) == 0
    level = ndimage.gaussian_filter(np.where(grey, picture[..., 0], 90).astype(float), 1.2) * 0.75
    foreign = np.where(grey[..., None], np.clip(level, 0, 255).astype(np.uint8)[..., None], picture)
    assert not known.is_unlike(foreign, SPEC)


def test_a_map_without_any_hole_is_no_reason(known: Familiarity) -> None:
    assert known.distance(liver_like(6, void_share=0.0), SPEC) < known.threshold


def test_where_the_box_lies_in_the_patch_changes_nothing_much(known: Familiarity) -> None:
    picture = liver_like(3)
    moved = np.roll(picture, (14, -12), axis=(0, 1))
    assert known.distance(moved, SPEC) == pytest.approx(known.distance(picture, SPEC), abs=0.5)


def test_patch_as_the_network_gets_it_is_the_same_picture() -> None:
    picture = np.random.default_rng(2).integers(0, 256, (250, 250, 3), dtype=np.uint8)
    assert np.array_equal(as_picture(as_input(picture, SPEC), SPEC), picture)


def with_familiarity(known: Familiarity) -> Card:
    entry = {
        "measure": "patch-statistics-1",
        "features": list(FEATURES),
        "threshold": known.threshold,
        "threshold_source": "test",
    }
    return Card.model_validate_json(json.dumps(card_values(familiarity=entry)))


def test_package_carries_the_measure(known: Familiarity, tmp_path: Path) -> None:
    made = save_package(tmp_path / "p", with_familiarity(known), random_tensors("gut") | known.tensors())
    found = load_package(made.path).familiarity
    assert found is not None
    picture = liver_like(4)
    assert found.distance(picture, SPEC) == pytest.approx(known.distance(picture, SPEC), rel=1e-3)


def test_package_without_the_measure_is_still_loaded(tmp_path: Path) -> None:
    assert make_package(tmp_path / "p", "gut").familiarity is None


def test_package_whose_card_names_a_measure_that_its_weights_lack_is_refused(
    known: Familiarity, tmp_path: Path
) -> None:
    with pytest.raises(ModelPackageError, match=MEAN_NAME):
        save_package(tmp_path / "p", with_familiarity(known), random_tensors("gut"))


def test_unknown_measure_is_refused(known: Familiarity) -> None:
    values = card_values(
        familiarity={"measure": "other", "features": [], "threshold": 1.0, "threshold_source": ""}
    )
    with pytest.raises(ValueError, match="patch-statistics-1"):
        Card.model_validate_json(json.dumps(values))
