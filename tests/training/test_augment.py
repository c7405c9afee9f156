"""Augmentation keeps what carries the stage and depends on its generator alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from dlre_gui.model.preprocess import as_input
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.augment import Augmentation, Augmenter, plain

PATCHES = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (6, 250, 250, 3), dtype=np.uint8))
NONE = Augmentation(0, 0.0, 0.0, False, 0.0, 0.0, 0.0, 0.0, 0.0)
CLOSE = 2e-3  # what interpolation at whole places loses


def changed(options: Augmentation, seed: int = 1) -> torch.Tensor:
    return Augmenter(options, np.random.default_rng(seed))(PATCHES)


def test_no_change_is_what_the_predictor_is_shown() -> None:
    shown = np.stack([as_input(patch.numpy(), InputSpec()) for patch in PATCHES])
    assert np.array_equal(plain(PATCHES).numpy(), shown)
    assert torch.allclose(changed(NONE), plain(PATCHES), atol=CLOSE)


def test_same_seed_gives_the_same_changes_and_another_seed_others() -> None:
    assert torch.equal(changed(Augmentation()), changed(Augmentation()))
    assert not torch.equal(changed(Augmentation()), changed(Augmentation(), seed=2))


def test_values_stay_between_0_and_1_and_the_form_is_kept() -> None:
    made = changed(Augmentation(gain=0.5, noise=0.5))
    assert made.shape == (6, 3, 250, 250)
    assert made.is_contiguous(memory_format=torch.channels_last)
    assert float(made.min()) >= 0.0
    assert float(made.max()) <= 1.0


def test_shift_moves_the_picture_and_continues_the_edge() -> None:
    made = (changed(replace(NONE, shift_px=8)) * 255).round()
    inner = made[:, :, 20:-20, 20:-20].to(torch.uint8)
    moves = set()
    for before, after in zip(PATCHES.permute(0, 3, 1, 2), inner, strict=True):
        found = [
            (dy, dx)
            for dy in range(-8, 9)
            for dx in range(-8, 9)
            if torch.equal(before[:, 20 + dy : 230 + dy, 20 + dx : 230 + dx], after)
        ]
        assert len(found) == 1
        moves.add(found[0])
    assert len(moves) > 1


def test_flip_mirrors_some_patches_left_to_right_only() -> None:
    made = changed(replace(NONE, flip=True))
    same = [torch.allclose(a, b, atol=CLOSE) for a, b in zip(made, plain(PATCHES), strict=True)]
    mirrored = [torch.allclose(a, b.flip(-1), atol=CLOSE) for a, b in zip(made, plain(PATCHES), strict=True)]
    assert all(a != b for a, b in zip(same, mirrored, strict=True))
    assert any(mirrored)
    assert any(same)


def test_noise_has_the_asked_spread_and_differs_between_patches() -> None:
    grey = torch.full((4, 250, 250, 3), 128, dtype=torch.uint8)
    made = Augmenter(replace(NONE, noise=0.02), np.random.default_rng(1))(grey)
    assert abs(float((made - 128 / 255).std()) - 0.02) < 0.001
    assert not torch.equal(made[0], made[1])


def coloured() -> torch.Tensor:
    """Grey patches with a square of one colour."""
    patches = torch.full((8, 250, 250, 3), 100, dtype=torch.uint8)
    patches[:, 80:180, 70:190] = torch.tensor([3, 194, 254], dtype=torch.uint8)
    return patches


def changed_colour(options: Augmentation) -> torch.Tensor:
    """Changed patches as (n, 250, 250, 3), 0 to 255."""
    return (Augmenter(options, np.random.default_rng(3))(coloured()) * 255).permute(0, 2, 3, 1)


def is_stiffness(made: torch.Tensor) -> torch.Tensor:
    return (made[..., 2] - made[..., 0]) > 100


def test_gain_changes_the_b_mode_and_leaves_the_stiffness_colours() -> None:
    made = changed_colour(replace(NONE, gain=0.4))
    colours = made[is_stiffness(made)]
    assert float((colours - torch.tensor([3.0, 194.0, 254.0])).abs().max()) < 1.0
    levels = made[:, 10, 10, 0]
    assert float(levels.max() - levels.min()) > 20
    assert 59 < float(levels.min()) < float(levels.max()) < 141


def test_gamma_changes_dark_levels_more_than_bright_ones_and_leaves_the_colours() -> None:
    patches = coloured()
    patches[:, :40] = 220
    made = (Augmenter(replace(NONE, gamma=0.5), np.random.default_rng(3))(patches) * 255).permute(0, 2, 3, 1)
    dark, bright = made[:, 60, 10, 0], made[:, 10, 10, 0]
    power = torch.log(dark / 255) / np.log(100 / 255)
    assert torch.allclose(power, torch.log(bright / 255) / np.log(220 / 255), atol=0.02)
    assert 0.6 < float(power.min()) < 0.9 < 1.1 < float(power.max()) < 1.66
    colours = made[is_stiffness(made)]
    assert float((colours - torch.tensor([3.0, 194.0, 254.0])).abs().max()) < 1.0


def test_blank_patches_have_no_b_mode_and_all_their_stiffness() -> None:
    made = changed_colour(replace(NONE, blank_share=0.5))
    blank = made[:, 10, 10].sum(dim=1) == 0
    assert 0 < int(blank.sum()) < len(made)
    assert float(is_stiffness(made).flatten(1).sum(dim=1).min()) == 100 * 120


def test_void_takes_stiffness_away_in_some_patches_and_shows_b_mode_there() -> None:
    made = changed_colour(replace(NONE, void_share=0.5))
    known = is_stiffness(made)
    kept = known.flatten(1).sum(dim=1) / (100 * 120)
    assert float(kept.max()) == 1.0
    assert 0.5 < float(kept.min()) < 0.99
    assert float((made[~known] - 100).abs().max()) < 1.0


def test_turned_and_enlarged_patches_keep_their_colours_and_about_their_size() -> None:
    made = changed_colour(replace(NONE, turn_degrees=10.0, zoom=0.1))
    sizes = is_stiffness(made).flatten(1).sum(dim=1) / (100 * 120)
    assert 0.78 < float(sizes.min()) < float(sizes.max()) < 1.24
    assert float(sizes.max() - sizes.min()) > 0.02
    assert float((made[:, 125, 130] - torch.tensor([3.0, 194.0, 254.0])).abs().max()) < 1.0


def test_pictures_of_the_same_screens_are_changed_alike_and_the_next_ones_otherwise() -> None:
    augment = Augmenter(Augmentation(noise=0.0), np.random.default_rng(1))
    one, same = augment.alike([PATCHES, PATCHES])
    assert torch.equal(one, same)
    assert torch.equal(one, changed(Augmentation(noise=0.0)))
    assert not torch.equal(augment(PATCHES), one)
