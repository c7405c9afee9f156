"""Random changes that cannot change the stage.

Where the ROI lies, how it is turned and enlarged, how bright the B-mode is, where signal is missing,
noise. The colours of the stiffness map are left as they are: they are the measurement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

_BLOBS = 9  # random values across a patch that the missing signal's shape is made from


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far patches are changed; ours, the papers do not say.

    Attributes
    ----------
    shift_px
        Up to so many px each way; the edge is continued.
    turn_degrees
        Turned by up to this either way.
    zoom
        Enlarged by a factor of 1 ± up to this, height and width apart.
    flip
        Whether half of the patches are mirrored left to right.
    gain
        Brightness of the B-mode is multiplied by 1 ± up to this.
    void_share
        Share of the patches in which part of the stiffness map becomes void.
    noise
        Standard deviation of the noise added to every value, of a range of 1.
    gamma
        The B-mode's levels are raised to a power between e to the ± this: dynamic range differs by scanner.
    blank_share
        Share of the patches without any B-mode, so that the stiffness map alone tells much.
    """

    shift_px: int = 24
    turn_degrees: float = 5.0
    zoom: float = 0.08
    flip: bool = True
    gain: float = 0.35
    void_share: float = 0.25
    noise: float = 0.01
    gamma: float = 0.25
    blank_share: float = 0.1


class Augmenter:
    """Draws changes from one generator; the same seed gives the same changes."""

    def __init__(self, options: Augmentation, random: np.random.Generator) -> None:
        self._options = options
        self._random = random
        self._noise: Tensor | None = None

    def __call__(self, patches: Tensor) -> Tensor:
        """Patches (n, side, side, 3) uint8 as changed float32 (n, 3, side, side) in [0, 1], channels last."""
        grey = (patches[..., 0] == patches[..., 1]) & (patches[..., 1] == patches[..., 2])
        values = patches.to(torch.float32).mul_(1 / 255.0)
        if self._options.void_share > 0:
            self._void(values, grey)
        values = torch.where(grey[..., None], self._toned(values[..., 0])[..., None], values)
        values = self._moved(values)
        if self._options.noise > 0:
            values += self._noise_like(values)
        return values.clamp_(0.0, 1.0).permute(0, 3, 1, 2)

    def alike(self, patches: Sequence[Tensor]) -> list[Tensor]:
        """Several pictures of the same screens, each changed as the first."""
        before, changed = self._random.bit_generator.state, [self(patches[0])]
        after = self._random.bit_generator.state
        for more in patches[1:]:
            self._random.bit_generator.state = before
            changed.append(self(more))
        self._random.bit_generator.state = after
        return changed

    def _toned(self, levels: Tensor) -> Tensor:
        """B-mode levels (n, side, side), each patch with another gain and dynamic range, some without any."""
        gains = self._uniform(self._options.gain, len(levels)) + 1.0
        gains[torch.from_numpy(self._random.random(len(levels)) < self._options.blank_share)] = 0.0
        powers = self._uniform(self._options.gamma, len(levels)).exp_()
        return levels.pow(powers.to(levels.device)[:, None, None]).mul_(
            gains.to(levels.device)[:, None, None]
        )

    def _uniform(self, reach: float, count: int) -> Tensor:
        return torch.from_numpy(self._random.uniform(-reach, reach, count).astype(np.float32))

    def _moved(self, values: Tensor) -> Tensor:
        """Each patch shifted, turned, enlarged and perhaps mirrored at once; the edge is continued."""
        ways = torch.from_numpy(self._ways(*values.shape[:2])).to(values.device)
        pictures = values.permute(0, 3, 1, 2)
        moved = functional.grid_sample(
            pictures, _grid(ways, values.shape[1]), padding_mode="border", align_corners=False
        )
        return moved.permute(0, 2, 3, 1).contiguous()

    def _ways(self, count: int, side: int) -> np.ndarray:
        """Affine matrices (n, 2, 3) from places of the changed patch to places of the given one."""
        options, random = self._options, self._random
        shifts = random.integers(-options.shift_px, options.shift_px + 1, (count, 2)) * 2.0 / side
        turns = np.radians(random.uniform(-options.turn_degrees, options.turn_degrees, count))
        across, down = 1.0 / (1.0 + random.uniform(-options.zoom, options.zoom, (2, count)))
        mirrored = np.where(random.random(count) < 0.5, -1.0, 1.0) if options.flip else np.ones(count)
        ways = np.empty((count, 2, 3), dtype=np.float32)
        ways[:, 0] = np.stack(
            [mirrored * across * np.cos(turns), -down * np.sin(turns), shifts[:, 0]], axis=1
        )
        ways[:, 1] = np.stack([mirrored * across * np.sin(turns), down * np.cos(turns), shifts[:, 1]], axis=1)
        return ways

    def _void(self, values: Tensor, grey: Tensor) -> None:
        """Take the stiffness away in blobs of some patches: there B-mode of the same patch is shown."""
        for place in np.flatnonzero(self._random.random(len(values)) < self._options.void_share):
            blobs = self._random.standard_normal((1, 1, _BLOBS, _BLOBS)).astype(np.float32)
            side = values.shape[1]
            rough = functional.interpolate(torch.from_numpy(blobs), (side, side), mode="bicubic")[0, 0]
            share = float(self._random.uniform(0.0, 0.3))
            missing = rough < float(torch.quantile(rough[::5, ::5], share))
            missing = missing.to(values.device) & ~grey[place]
            values[place][missing] = self._b_mode(values[place], grey[place])[missing][:, None]
            grey[place] |= missing

    def _b_mode(self, patch: Tensor, grey: Tensor) -> Tensor:
        """B-mode for the void: what lies half a patch away; the mean where that is none."""
        half = patch.shape[0] // 2
        level = patch[..., 0][grey].mean() if bool(grey.any()) else patch.new_tensor(0.3)
        return torch.where(grey.roll(half, 0), patch[..., 0].roll(half, 0), level)

    def _noise_like(self, values: Tensor) -> Tensor:
        """Noise cut at a random place from a bank: drawing it anew would cost more than the network."""
        if self._noise is None:
            bank = self._random.standard_normal(values.numel() // max(1, len(values)) * 2 + 1, np.float32)
            self._noise = torch.from_numpy(bank * np.float32(self._options.noise)).to(values.device)
        each = values[0].numel()
        starts = self._random.integers(0, each, len(values))
        return torch.stack([self._noise[start : start + each].view(values.shape[1:]) for start in starts])


def _grid(ways: Tensor, side: int) -> Tensor:
    """As torch's affine_grid, which multiplies matrices for it and takes three times as long."""
    line = (2 * torch.arange(side, device=ways.device, dtype=torch.float32) + 1) / side - 1
    across = ways[:, :, 0, None, None] * line[None, None, None, :]
    down = ways[:, :, 1, None, None] * line[None, None, :, None] + ways[:, :, 2, None, None]
    return (across + down).permute(0, 2, 3, 1)


def plain(patches: Tensor) -> Tensor:
    """The same form without any change: what the predictor would be shown."""
    return patches.to(torch.float32).mul_(float(np.float32(1.0 / 255.0))).permute(0, 3, 1, 2)
