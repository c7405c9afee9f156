"""Simulated nodules: the same for the same seed, in grey, and malignant ones look it on the whole."""

from __future__ import annotations

import numpy as np

from dlre_gui.simulation.nodules import SIDE_PX, draw_nodule, nodule_patch


def test_same_seed_gives_the_same_patch_and_both_kinds_occur() -> None:
    made = [nodule_patch(3, index) for index in range(6)]
    again = nodule_patch(3, 2)
    assert np.array_equal(again[0], made[2][0])
    assert {malignant for _, malignant in made} == {False, True}
    assert not np.array_equal(made[0][0], nodule_patch(4, 0)[0])


def test_patches_are_grey_pictures_of_the_networks_size() -> None:
    patch, _ = nodule_patch(3, 0)
    assert patch.shape == (SIDE_PX, SIDE_PX, 3)
    assert patch.dtype == np.uint8
    assert np.array_equal(patch[..., 0], patch[..., 2])
    assert patch.std() > 10


def test_signs_of_malignancy_are_likelier_in_malignant_nodules_but_never_certain() -> None:
    random = np.random.default_rng(1)
    benign, malignant = ([draw_nodule(random, kind) for _ in range(400)] for kind in (False, True))
    for sign in ("margin", "spots"):
        assert np.mean([getattr(one, sign) for one in malignant]) > 1.5 * np.mean(
            [getattr(one, sign) for one in benign]
        )
    dark = [[one.echo_db < -6.5 for one in kind] for kind in (benign, malignant)]
    assert 0.05 < np.mean(dark[0]) < 0.5 < np.mean(dark[1]) < 0.95
