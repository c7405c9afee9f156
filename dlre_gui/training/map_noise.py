"""Errors on the stiffness map of a patch, as compression, opacity and the scale's steps leave them."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dlre_gui.model.scale import ReferenceScale, places_of

_BITS = 6  # of each channel that tell the place on the scale
_STEPS = 1024  # places on the scale
_GRAINS_PX = (3, 12)  # size of an error


class MapNoise:
    """Moves the colours of a patch along the scale that it is drawn on."""

    def __init__(self, scale: ReferenceScale) -> None:
        self._places = torch.from_numpy(places_of(scale.colours, _BITS, _STEPS).ravel().copy())
        shown = np.linspace(scale.minimum_kpa, scale.maximum_kpa, _STEPS, dtype=np.float32)
        self._colours = torch.from_numpy(scale.paint(shown)).to(torch.float32).mul_(1 / 255.0)

    def add(
        self, values: Tensor, patches: Tensor, grey: Tensor, most: float, random: np.random.Generator
    ) -> None:
        """Change `values` in place.

        Parameters
        ----------
        values
            float32, shape (n, side, side, 3), in [0, 1]: what `patches` (uint8, the same shape) show.
        grey
            Where they show no map, shape (n, side, side).
        most
            Largest standard deviation, as a share of the scale.
        """
        shown = ~grey
        place = self._place(patches[shown])
        error = self._errors(len(values), values.shape[1], most, random).to(values.device)[shown]
        before, after = ((each * (_STEPS - 1)).round_().long() for each in (place, place + error))
        colours = self._colours.to(values.device)
        values[shown] += colours[after.clamp_(0, _STEPS - 1)] - colours[before]

    def _place(self, colours: Tensor) -> Tensor:
        red, green, blue = (colours >> (8 - _BITS)).long().unbind(1)
        return self._places.to(colours.device)[(red << (2 * _BITS)) | (green << _BITS) | blue]

    def _errors(self, count: int, side: int, most: float, random: np.random.Generator) -> Tensor:
        """Shape (count, side, side): each patch's of another size and strength."""
        made = []
        for strength in random.uniform(0.0, most, count):
            cells = -(-side // int(random.integers(*_GRAINS_PX, endpoint=True)))
            coarse = torch.from_numpy(random.standard_normal((1, 1, cells, cells), np.float32))
            fine = functional.interpolate(coarse, (side, side), mode="bilinear", align_corners=False)[0, 0]
            made.append(fine * (float(strength) / float(fine.std())))
        return torch.stack(made)
