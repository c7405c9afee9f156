"""RLE Lossless (PS3.5 annex G): segments of PackBits, which Pillow decodes, bounded by the frame's size."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray
from PIL import Image


class BrokenRleError(ValueError):
    """The run-length stream is broken; the message says how."""


def decode_rle(data: bytes, n_pixels: int, samples: int, n_bytes: int) -> NDArray[np.uint8]:
    """Decode a frame into byte planes.

    Parameters
    ----------
    n_pixels, samples, n_bytes
        Pixels of the frame, samples a pixel and bytes a sample, as the header claims.

    Returns
    -------
    ndarray
        uint8, shape (samples, n_bytes, n_pixels), the most significant byte first.

    Raises
    ------
    BrokenRleError
        If segments are missing, lie outside the frame or do not hold `n_pixels` bytes.
    """
    if len(data) < 64:
        raise BrokenRleError("its run-length header is cut")
    n_segments, *offsets = struct.unpack_from("<16I", data)
    if n_segments != samples * n_bytes:
        raise BrokenRleError(f"it has {n_segments} run-length segments instead of {samples * n_bytes}")
    ends = [*offsets[1:n_segments], len(data)]
    planes = np.empty((n_segments, n_pixels), np.uint8)
    for plane, start, end in zip(planes, offsets[:n_segments], ends, strict=True):
        if not 64 <= start <= end <= len(data):
            raise BrokenRleError("its run-length segments overlap or pass its end")
        plane[:] = _segment(data[start:end], n_pixels)
    return planes.reshape(samples, n_bytes, n_pixels)


def _segment(data: bytes, n_pixels: int) -> NDArray[np.uint8]:
    """One PackBits segment, as a picture of one row: some writers let runs cross rows."""
    try:
        plane = Image.frombytes("L", (n_pixels, 1), data, "packbits", "L")
    except ValueError as error:
        raise BrokenRleError(f"a run-length segment holds fewer than {n_pixels} bytes") from error
    row: NDArray[np.uint8] = np.asarray(plane)[0]
    return row
