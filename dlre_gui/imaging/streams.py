"""What the headers of JPEG and JPEG 2000 streams claim, read without a decoder.

Decoders allocate what a stream's own header claims, whatever the file around it says; pydicom and
others loop for ever on a JP2 box of length zero. So streams are looked through here first.
Sources: ITU-T T.81 annex B, T.87 annex C, T.800 annexes A and I.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

FRAME_MARKERS = frozenset(
    (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0), 0xF7)
)
MAX_SEGMENTS = 10_000
MAX_TILES = 65_535


class BrokenStreamError(ValueError):
    """The stream's header is broken; the message says how."""


@dataclass(frozen=True, slots=True)
class JpegStream:
    """A JPEG or JPEG-LS stream's frame header.

    Attributes
    ----------
    frame_marker
        0xC0 baseline, 0xC1 extended, 0xC2 progressive, 0xC3 lossless, 0xF7 JPEG-LS.
    adobe_transform
        Of the APP14 segment: 0 none (RGB), 1 YCbCr, 2 YCCK; None without one.
    """

    frame_marker: int
    precision: int
    width: int
    height: int
    component_ids: tuple[int, ...]
    adobe_transform: int | None
    jfif: bool


@dataclass(frozen=True, slots=True)
class Jpeg2000Stream:
    """A JPEG 2000 codestream without its file boxes, and its SIZ and COD segments' claims."""

    codestream: bytes
    width: int
    height: int
    components: int
    precision: int
    signed: bool
    colour_transform: bool


def look_through_jpeg(data: bytes) -> JpegStream:
    """Read the segments up to the frame header.

    Raises
    ------
    BrokenStreamError
        If there is none.
    """
    if data[:2] != b"\xff\xd8":
        raise BrokenStreamError("its pixel data are not JPEG")
    position, adobe, jfif = 2, None, False
    for _ in range(MAX_SEGMENTS):
        while data[position : position + 2] == b"\xff\xff":  # fill bytes
            position += 1
        marker, length = _segment(data, position)
        body = data[position + 4 : position + 2 + length]
        if marker in FRAME_MARKERS:
            return _frame_header(marker, body, adobe, jfif)
        if marker == 0xEE and body[:5] == b"Adobe" and len(body) >= 12:
            adobe = body[11]
        jfif = jfif or (marker == 0xE0 and body[:5] == b"JFIF\0")
        position += 2 + length
    raise BrokenStreamError("its JPEG header is broken")


def _segment(data: bytes, position: int) -> tuple[int, int]:
    """Marker and length of the segment at `position`."""
    if position + 4 > len(data) or data[position] != 0xFF:
        raise BrokenStreamError("its JPEG header is cut or broken")
    marker, length = data[position + 1], struct.unpack_from(">H", data, position + 2)[0]
    if length < 2 or marker in (0xD8, 0xD9, 0xDA):
        raise BrokenStreamError("its JPEG header has no size")
    return marker, length


def _frame_header(marker: int, body: bytes, adobe: int | None, jfif: bool) -> JpegStream:
    if len(body) < 6 or len(body) < 6 + 3 * body[5]:
        raise BrokenStreamError("its JPEG header is cut")
    precision, height, width, n = struct.unpack_from(">BHHB", body)
    ids = tuple(body[6 : 6 + 3 * n : 3])
    return JpegStream(marker, precision, width, height, ids, adobe, jfif)


def look_through_jpeg2000(data: bytes) -> Jpeg2000Stream:
    """Find the codestream, in JP2 boxes or bare, and read its main header.

    Raises
    ------
    BrokenStreamError
        If a box or segment is broken (a box of length zero that is not the last codestream, above all).
    """
    data = _codestream(data)
    if data[:4] != b"\xff\x4f\xff\x51" or len(data) < 46:
        raise BrokenStreamError("its pixel data are not JPEG 2000")
    x1, y1, x0, y0, tile_w, tile_h, tile_x, tile_y = struct.unpack_from(">8I", data, 8)
    n = struct.unpack_from(">H", data, 40)[0]
    if not 1 <= n <= 4 or x1 <= x0 or y1 <= y0 or not tile_w or not tile_h or tile_x > x0 or tile_y > y0:
        raise BrokenStreamError("its JPEG 2000 header is broken")
    if -(-(x1 - tile_x) // tile_w) * -(-(y1 - tile_y) // tile_h) > MAX_TILES:
        raise BrokenStreamError("its JPEG 2000 header claims too many tiles")
    depth = data[42]
    return Jpeg2000Stream(data, x1 - x0, y1 - y0, n, (depth & 0x7F) + 1, depth >= 0x80, _transformed(data))


def _codestream(data: bytes) -> bytes:
    if data[:2] == b"\xff\x4f":
        return data
    position = 0
    for _ in range(MAX_SEGMENTS):
        if position + 8 > len(data):
            break
        length, kind = struct.unpack_from(">I4s", data, position)
        head = 8
        if length == 1 and position + 16 <= len(data):
            length, head = struct.unpack_from(">Q", data, position + 8)[0], 16
        if kind == b"jp2c" and (length == 0 or head <= length <= len(data) - position):
            return data[position + head : position + length if length else len(data)]
        if length < head or position + length > len(data):
            raise BrokenStreamError(f"it has a JPEG 2000 box of length {length}")
        position += length
    raise BrokenStreamError("its JPEG 2000 boxes hold no picture")


def _transformed(data: bytes) -> bool:
    """Whether the COD segment asks for the multiple component transform, which decoders undo to RGB."""
    position = 2
    for _ in range(MAX_SEGMENTS):
        if position + 9 > len(data):
            break
        marker, length = struct.unpack_from(">HH", data, position)
        if marker == 0xFF52:
            return data[position + 8] == 1
        if marker >> 8 != 0xFF or length < 2 or marker == 0xFF90:
            break
        position += 2 + length
    raise BrokenStreamError("its JPEG 2000 header is cut")
