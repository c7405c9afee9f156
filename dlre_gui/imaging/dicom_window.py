"""Grey values to grey levels: rescale, then VOI LUT or window (PS3.3 C.11.1, C.11.2, C.7.6.3.1.2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.imaging.dicom_description import Description
from dlre_gui.imaging.dicom_elements import DataSet
from dlre_gui.imaging.dicom_values import code, decimals, unsigned_shorts

CENTRE, WIDTH, FUNCTION = 0x00281050, 0x00281051, 0x00281056
INTERCEPT, SLOPE = 0x00281052, 0x00281053
VOI_LUTS, LUT_DESCRIPTOR, LUT_DATA = 0x00283010, 0x00283002, 0x00283006
Floats = NDArray[np.float64]


def grey_levels(
    samples: NDArray[np.unsignedinteger], about: Description, data_set: DataSet
) -> NDArray[np.uint8]:
    """Grey levels 0 (black) to 255 (white), shape of `samples`.

    The first window or VOI LUT of the file is applied; 8-bit pixels without one are shown as they are,
    deeper ones from their least to their greatest value.
    """
    if about.bits_allocated > 16:
        return _inverted(_shown(_stored(samples, about), samples, about, data_set), about)
    codes = np.arange(1 << max(8, about.bits_allocated), dtype=np.uint32)
    table = _inverted(_shown(_stored(codes, about), samples, about, data_set), about)
    levels: NDArray[np.uint8] = table[samples]
    return levels


def _stored(samples: NDArray[np.unsignedinteger], about: Description) -> NDArray[np.int64]:
    """Stored values: bits above Bits Stored (old overlays) masked off, two's complement undone."""
    values = samples.astype(np.int64) & ((1 << about.bits_stored) - 1)
    if about.signed:
        values -= (values >> (about.bits_stored - 1)) << about.bits_stored
    return values


def _shown(
    stored: NDArray[np.int64], samples: NDArray[np.unsignedinteger], about: Description, data_set: DataSet
) -> NDArray[np.uint8]:
    slope, intercept = (decimals(data_set, SLOPE) or (1.0,))[0], (decimals(data_set, INTERCEPT) or (0.0,))[0]
    values: Floats = stored.astype(np.float64) * slope + intercept
    centre, width = decimals(data_set, CENTRE), decimals(data_set, WIDTH)
    table = _voi_lut(values, data_set)
    if table is not None:
        levels = table
    elif centre and width and width[0] > 0:
        levels = _windowed(values, centre[0], width[0], code(data_set, FUNCTION))
    elif about.bits_stored == 8 and not about.signed:
        levels = stored.astype(np.float64)
    else:
        ends = _stored(np.array([samples.min(), samples.max()]), about)
        present = _stored(np.unique(samples), about) if about.signed else ends
        levels = _stretched(
            values, *sorted((present.min() * slope + intercept, present.max() * slope + intercept))
        )
    return np.rint(np.clip(levels, 0, 255)).astype(np.uint8)


def _windowed(values: Floats, centre: float, width: float, function: str) -> Floats:
    """PS3.3 C.11.2.1.2 and C.11.2.1.3, output range 0 to 255."""
    if function == "SIGMOID":
        return 255.0 / (1.0 + np.exp(np.clip(-4.0 * (values - centre) / width, -700.0, 700.0)))
    if function == "LINEAR_EXACT":
        return ((values - centre) / width + 0.5) * 255.0
    if width <= 1:
        return np.where(values > centre - 0.5, 255.0, 0.0)
    return ((values - (centre - 0.5)) / (width - 1) + 0.5) * 255.0


def _stretched(values: Floats, low: float, high: float) -> Floats:
    return (values - low) * (255.0 / (high - low)) if high > low else np.zeros_like(values)


def _voi_lut(values: Floats, data_set: DataSet) -> Floats | None:
    """The first VOI LUT applied, None if there is none or it is broken off."""
    for item in data_set.items(VOI_LUTS)[:1]:
        descriptor, entries = unsigned_shorts(item, LUT_DESCRIPTOR), unsigned_shorts(item, LUT_DATA)
        n = (descriptor[0] or 65_536) if len(descriptor) == 3 else 0
        if not n or len(entries) < n or not 1 <= descriptor[2] <= 16:
            return None
        first = descriptor[1] - 0x10000 if descriptor[1] >= 0x8000 and values.min() < 0 else descriptor[1]
        index = np.clip(np.rint(values) - first, 0, n - 1).astype(np.int64)
        levels: Floats = np.array(entries[:n], np.float64)[index] * (255.0 / ((1 << descriptor[2]) - 1))
        return levels
    return None


def _inverted(levels: NDArray[np.uint8], about: Description) -> NDArray[np.uint8]:
    return 255 - levels if about.photometric == "MONOCHROME1" else levels
