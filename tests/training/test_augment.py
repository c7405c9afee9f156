"""Augmentation keeps what carries the stage and depends on its generator alone."""

from __future__ import annotations

import numpy as np
import torch

from dlre_gui.model.preprocess import as_input
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.augment import Augmentation, Augmenter, plain

PATCHES = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (6, 250, 250, 3), dtype=np.uint8))
NONE = Augmentation(shift_px=0, flip=False, gain=0.0, noise=0.0)


def changed(options: Augmentation, seed: int = 1) -> torch.Tensor:
    return Augmenter(options, np.random.default_rng(seed))(PATCHES)


def test_no_change_is_what_the_predictor_is_shown() -> None:
    shown = np.stack([as_input(patch.numpy(), InputSpec()) for patch in PATCHES])
    assert np.array_equal(plain(PATCHES).numpy(), shown)
    assert torch.allclose(changed(NONE), plain(PATCHES), atol=1e-7)


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
    made = (changed(Augmentation(shift_px=8, flip=False, gain=0.0, noise=0.0)) * 255).round()
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
    made = changed(Augmentation(shift_px=0, flip=True, gain=0.0, noise=0.0))
    same = [torch.allclose(a, b, atol=1e-6) for a, b in zip(made, plain(PATCHES), strict=True)]
    mirrored = [torch.allclose(a, b.flip(-1), atol=1e-6) for a, b in zip(made, plain(PATCHES), strict=True)]
    assert all(a != b for a, b in zip(same, mirrored, strict=True))
    assert any(mirrored)
    assert any(same)


def test_noise_has_the_asked_spread_and_differs_between_patches() -> None:
    grey = torch.full((4, 250, 250, 3), 128, dtype=torch.uint8)
    made = Augmenter(Augmentation(0, False, 0.0, 0.02), np.random.default_rng(1))(grey)
    assert abs(float((made - 128 / 255).std()) - 0.02) < 0.001
    assert not torch.equal(made[0], made[1])
