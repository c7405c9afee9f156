"""Samples to RGB: grey windows, palettes and luminance-chrominance (PS3.3 C.7.6.3, C.11.2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dlre_gui.imaging.dicom_description import PALETTE, Description
from dlre_gui.imaging.dicom_elements import DataSet
from dlre_gui.imaging.dicom_palette import palette
from dlre_gui.imaging.dicom_window import grey_levels

Rgb = NDArray[np.uint8]


def colour_to_rgb(samples: NDArray[np.unsignedinteger], about: Description, is_ybr: bool) -> Rgb:
    """Three samples a pixel, shape (rows, columns, 3), to RGB uint8; deeper ones keep their top 8 bits."""
    eight = to_eight_bits(samples, about.bits_stored)
    if not is_ybr:
        return np.ascontiguousarray(eight)
    return np.asarray(Image.fromarray(np.ascontiguousarray(eight), "YCbCr").convert("RGB"))


def to_eight_bits(samples: NDArray[np.unsignedinteger], bits_stored: int) -> Rgb:
    """Samples of `bits_stored` bits as uint8; of more than 8 bits the highest 8."""
    if bits_stored > 8:
        return (samples >> (bits_stored - 8)).astype(np.uint8)
    return samples.astype(np.uint8, copy=False)


def single_to_rgb(samples: NDArray[np.unsignedinteger], about: Description, data_set: DataSet) -> Rgb:
    """One sample a pixel, shape (rows, columns), through palette or window to RGB uint8."""
    if about.photometric == PALETTE:
        table = palette(about, data_set)
        rgb: Rgb = table[samples & (len(table) - 1)]
        return rgb
    grey = grey_levels(samples, about, data_set)
    return np.repeat(grey[:, :, None], 3, axis=2)
