"""Palette Color Lookup Tables, plain and segmented (PS3.3 C.7.6.3.1.5, C.7.9.2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import UnreadableFileError
from dlre_gui.imaging.dicom_description import Description
from dlre_gui.imaging.dicom_elements import DataSet
from dlre_gui.imaging.dicom_values import unsigned_shorts
from dlre_gui.imaging.limits import EXPORT_AGAIN

DESCRIPTORS = (0x00281101, 0x00281102, 0x00281103)
TABLES = (0x00281201, 0x00281202, 0x00281203)
SEGMENTED = (0x00281221, 0x00281222, 0x00281223)


def palette(about: Description, data_set: DataSet) -> NDArray[np.uint8]:
    """RGB for every stored value: uint8, shape (2^k, 3), values outside the table clamped to its ends."""
    n_values = 1 << (8 if about.bits_allocated <= 8 else 16)
    stored = np.arange(n_values)
    if about.signed:
        stored = np.where(stored >= n_values // 2, stored - n_values, stored)
    channels = []
    for i in range(3):
        table, first = _channel(about, data_set, i)
        channels.append(table[np.clip(stored - first, 0, len(table) - 1)])
    return np.stack(channels, axis=1)


def _channel(about: Description, data_set: DataSet, i: int) -> tuple[NDArray[np.uint8], int]:
    descriptor = unsigned_shorts(data_set, DESCRIPTORS[i])
    if len(descriptor) < 3:
        raise _broken(about)
    n, first, bits = descriptor[0] or 65_536, descriptor[1], descriptor[2]
    if about.signed and first >= 0x8000:
        first -= 0x10000
    raw = data_set.raw(TABLES[i])
    values = _plain(raw, n, data_set) if raw else _segments(about, unsigned_shorts(data_set, SEGMENTED[i]), n)
    if len(values) < n:
        raise _broken(about)
    # Some scanners state 16 bits and write 8: the values tell.
    deep = bits > 8 and values.max() > 255
    return (values[:n] >> 8 if deep else values[:n]).astype(np.uint8), first


def _plain(raw: bytes, n: int, data_set: DataSet) -> NDArray[np.uint16]:
    if len(raw) < 2 * n:  # packed, a byte an entry
        words = np.frombuffer(raw[: len(raw) // 2 * 2], data_set.syntax.order + "u2")
        return np.frombuffer(words.astype("<u2").tobytes(), np.uint8).astype(np.uint16)
    return np.frombuffer(raw[: 2 * n], data_set.syntax.order + "u2").astype(np.uint16)


def _segments(about: Description, words: tuple[int, ...], n: int) -> NDArray[np.uint16]:
    """Discrete and linear segments expanded; indirect ones are refused (none seen from a scanner)."""
    out: list[int] = []
    position = 0
    while position + 2 < len(words) and len(out) < n:
        kind, length = words[position], words[position + 1]
        if kind == 0:
            out += words[position + 2 : position + 2 + length]
            position += 2 + length
        elif kind == 1 and out:
            steps = np.linspace(out[-1], words[position + 2], length + 1)[1:]
            out += np.rint(steps).astype(int).tolist()
            position += 3
        else:
            raise _broken(about)
    return np.array(out[:n], np.uint16)


def _broken(about: Description) -> UnreadableFileError:
    return UnreadableFileError(about.path, f"{about.path} has a broken colour palette.", EXPORT_AGAIN)
