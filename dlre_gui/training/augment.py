"""Random changes that cannot change the stage: shift, flip left-right, gain, noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far patches are changed; ours, the papers do not say.

    Attributes
    ----------
    shift_px
        Up to so many px each way; the edge is continued.
    flip
        Whether half of the patches are mirrored left to right.
    gain
        Brightness is multiplied by 1 ± up to this.
    noise
        Standard deviation of the noise added to every value, of a range of 1.
    """

    shift_px: int = 10
    flip: bool = True
    gain: float = 0.05
    noise: float = 0.01


class Augmenter:
    """Draws changes from one generator; the same seed gives the same changes."""

    def __init__(self, options: Augmentation, random: np.random.Generator) -> None:
        self._options = options
        self._random = random
        self._noise: Tensor | None = None

    def __call__(self, patches: Tensor) -> Tensor:
        """Patches (n, side, side, 3) uint8 as changed float32 (n, 3, side, side) in [0, 1], channels last."""
        moved = self._moved(patches).to(torch.float32)
        gains = 1.0 + self._options.gain * self._random.uniform(-1, 1, len(patches))
        moved *= torch.from_numpy(gains.astype(np.float32) / 255.0).to(patches.device)[:, None, None, None]
        if self._options.noise > 0:
            moved += self._noise_like(moved)
        return moved.clamp_(0.0, 1.0).permute(0, 3, 1, 2)

    def _moved(self, patches: Tensor) -> Tensor:
        """Each patch shifted and perhaps mirrored: rows are gathered first, then columns."""
        count, side = patches.shape[0], patches.shape[1]
        reach = self._options.shift_px
        down, right = self._random.integers(-reach, reach + 1, (2, count, 1))
        places = np.arange(side)[None]
        rows = np.clip(places + down, 0, side - 1)
        columns = np.clip(places + right, 0, side - 1)
        if self._options.flip:
            mirrored = self._random.random((count, 1)) < 0.5
            columns = np.where(mirrored, columns[:, ::-1], columns)
        row_index, column_index = (torch.from_numpy(index).to(patches.device) for index in (rows, columns))
        made = torch.empty_like(patches)
        for patch, row, column, into in zip(patches, row_index, column_index, made, strict=True):
            torch.index_select(patch.index_select(0, row), 1, column, out=into)
        return made

    def _noise_like(self, patches: Tensor) -> Tensor:
        """Noise cut at a random place from a bank: drawing it anew would cost more than the network."""
        if self._noise is None:
            bank = self._random.standard_normal(patches.numel() // max(1, len(patches)) * 2 + 1, np.float32)
            self._noise = torch.from_numpy(bank * np.float32(self._options.noise)).to(patches.device)
        each = patches[0].numel()
        starts = self._random.integers(0, each, len(patches))
        return torch.stack([self._noise[start : start + each].view(patches.shape[1:]) for start in starts])


def plain(patches: Tensor) -> Tensor:
    """The same form without any change: what the predictor would be shown."""
    return patches.to(torch.float32).mul_(float(np.float32(1.0 / 255.0))).permute(0, 3, 1, 2)
