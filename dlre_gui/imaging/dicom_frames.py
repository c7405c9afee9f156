"""Finding the bytes of one frame: by place in native pixel data, by fragments in encapsulated (PS3.5 A.4)."""

from __future__ import annotations

import struct

import numpy as np

from dlre_gui.domain.errors import UnreadableFileError
from dlre_gui.imaging.dicom_description import Description
from dlre_gui.imaging.dicom_elements import (
    ITEM,
    PIXEL_DATA,
    SEQUENCE_END,
    BrokenDataSetError,
    DataSet,
    Element,
)
from dlre_gui.imaging.limits import EXPORT_AGAIN, MAX_ELEMENTS

EXTENDED_OFFSETS = 0x7FE00001
STREAM_STARTS = (b"\xff\xd8\xff", b"\xff\x4f\xff\x51", b"\x00\x00\x00\x0cjP")


def native_frame(data_set: DataSet, about: Description, frame: int) -> bytes:
    """The bytes of an uncompressed frame; one of 1-bit pixels may start within its first byte.

    Raises
    ------
    UnreadableFileError
        If the pixel data are shorter than rows, columns and frames ask for.
    """
    element = data_set.elements[PIXEL_DATA]
    bits = _frame_bits(about, min(element.end, len(data_set.data)) - element.start)
    start, end = element.start + frame * bits // 8, element.start + ((frame + 1) * bits + 7) // 8
    held = min(element.end, len(data_set.data)) - element.start
    if held * 8 < about.n_frames * bits:
        claimed = (about.n_frames * bits + 7) // 8
        message = f"{about.path} is cut: it holds {held} of {claimed} bytes of pixels."
        raise UnreadableFileError(about.path, message, EXPORT_AGAIN)
    if not data_set.syntax.little and element.vr == b"OW" and about.bits_allocated <= 8:
        return _unswapped(data_set.data, element.start, start, end)
    return data_set.data[start:end]


def _unswapped(data: bytes, first: int, start: int, end: int) -> bytes:
    """Bytes that were written as big-endian words, in their own order (PS3.5 8.1.1)."""
    aligned = start - (start - first) % 2
    words = data[aligned : end + (end - first) % 2]
    if len(words) % 2:
        raise BrokenDataSetError("its pixel data end within a word")
    return np.frombuffer(words, ">u2").astype("<u2").tobytes()[start - aligned : end - aligned]


def _frame_bits(about: Description, held_bytes: int) -> int:
    bits = about.n_pixels * about.samples * about.bits_allocated
    if about.photometric == "YBR_FULL_422" and held_bytes * 8 < about.n_frames * bits:
        return about.n_pixels * 2 * about.bits_allocated
    return bits


def encapsulated_frame(data_set: DataSet, about: Description, frame: int) -> bytes:
    """The bytes of a compressed frame, its fragments joined.

    Raises
    ------
    UnreadableFileError
        If the fragments are broken or fewer than the frames claimed.
    """
    table, fragments = _fragments(data_set)
    groups = _grouped(data_set, about.n_frames, table, fragments)
    if len(groups) < about.n_frames:
        message = f"{about.path} claims {about.n_frames} frames, but holds {len(groups)}."
        raise UnreadableFileError(about.path, message, EXPORT_AGAIN)
    return b"".join(data_set.data[part.start : part.end] for part in groups[frame])


def _fragments(data_set: DataSet) -> tuple[bytes, list[Element]]:
    """The basic offset table and the fragments, which may end with the file instead of a delimiter."""
    data, order = data_set.data, data_set.syntax.order
    position = data_set.elements[PIXEL_DATA].start
    found: list[Element] = []
    while position + 8 <= len(data) and len(found) < MAX_ELEMENTS:
        group, number, length = struct.unpack_from(order + "HHI", data, position)
        tag = group << 16 | number
        if tag == SEQUENCE_END:
            break
        if tag != ITEM or position + 8 + length > len(data):
            raise BrokenDataSetError("its compressed pixel data are cut or damaged")
        found.append(Element(tag, b"", position + 8, position + 8 + length))
        position += 8 + length
    if len(found) < 2:
        raise BrokenDataSetError("it holds no compressed pixel data")
    return data[found[0].start : found[0].end], found[1:]


def _grouped(data_set: DataSet, n_frames: int, table: bytes, fragments: list[Element]) -> list[list[Element]]:
    if n_frames == 1:
        return [fragments]
    if len(fragments) == n_frames:
        return [[fragment] for fragment in fragments]
    order = data_set.syntax.order
    starts = set(struct.unpack(f"{order}{len(table) // 4}I", table[: len(table) // 4 * 4]))
    extended = data_set.raw(EXTENDED_OFFSETS)
    starts = starts or set(struct.unpack(f"{order}{len(extended) // 8}Q", extended[: len(extended) // 8 * 8]))
    groups: list[list[Element]] = []
    for fragment in fragments:
        offset = fragment.start - 8 - (fragments[0].start - 8)
        first = data_set.data.startswith(STREAM_STARTS, fragment.start)
        if not groups or (offset in starts if len(starts) == n_frames else first):
            groups.append([])
        groups[-1].append(fragment)
    return groups
