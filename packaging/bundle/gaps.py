"""ELF libraries without the holes and symbols that strip cannot take out of them.

Tools that patched a wheel's libraries placed new parts at the next 2 MB; strip breaks what they left. Here
the parts that are loaded keep their addresses and only move together in the file. Format: the System V ABI's
chapter 4.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

PAGE = 4096
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_LITTLE_64 = b"\x7fELF\x02\x01"
_LOAD, _SYMBOLS, _NOBITS, _ALLOCATED = 1, 2, 8, 2
_SEGMENTS_AT, _SECTIONS_AT, _N_SEGMENTS, _N_SECTIONS, _NAMES = 5, 6, 10, 12, 13


@dataclass(frozen=True, slots=True)
class _Segment:
    """A row of the program header table."""

    kind: int
    flags: int
    offset: int
    address: int
    physical: int
    in_file: int
    in_memory: int
    alignment: int

    def packed(self) -> bytes:
        """As it stands in the file."""
        return _SEGMENT.pack(
            self.kind, self.flags, self.offset, self.address, self.physical, self.in_file, self.in_memory,
            self.alignment,
        )  # fmt: skip


def closed(content: bytes) -> bytes:
    """A library's content with its loaded parts moved together and without its symbol table.

    Raises
    ------
    ValueError
        If it is no little-endian 64-bit ELF file whose tables lie in a loaded part.
    """
    if not content.startswith(_LITTLE_64):
        raise ValueError("no 64-bit ELF file")
    header = list(_HEADER.unpack_from(content))
    segments = _segments(content, header)
    places = _places(segments)

    def moved(offset: int) -> int:
        for old, size, new in places:
            if old <= offset < old + size:
                return offset - old + new
        raise ValueError("a table lies outside of all that is loaded")

    body = bytearray(max(new + size for _, size, new in places))
    for old, size, new in places:
        body[new : new + size] = content[old : old + size]
    sections = _sections(content, header, moved, body)
    header[_SEGMENTS_AT] = moved(header[_SEGMENTS_AT])
    body += bytes(-len(body) % 8)
    header[_SECTIONS_AT] = len(body)
    body += sections
    _HEADER.pack_into(body, 0, *header)
    table = b"".join(_at(segment, moved).packed() for segment in segments)
    body[header[_SEGMENTS_AT] : header[_SEGMENTS_AT] + len(table)] = table
    return bytes(body)


def close(library: Path, worth_bytes: int) -> None:
    """Write a library without its holes in its place, if that saves so much."""
    content = library.read_bytes()
    try:
        smaller = closed(content)
    except ValueError:  # laid out in a way that we do not know: it stays as it is
        return
    if len(content) - len(smaller) >= worth_bytes:
        library.write_bytes(smaller)


def _segments(content: bytes, header: list[int]) -> list[_Segment]:
    start, count = header[_SEGMENTS_AT], header[_N_SEGMENTS]
    return [_Segment(*_SEGMENT.unpack_from(content, start + k * _SEGMENT.size)) for k in range(count)]


def _places(segments: list[_Segment]) -> list[tuple[int, int, int]]:
    """Old offset, size and new offset of each loaded part, in the file's order."""
    loaded = sorted((s.offset, s.in_file, s.address) for s in segments if s.kind == _LOAD and s.in_file)
    places: list[tuple[int, int, int]] = []
    end = old_end = 0
    for offset, size, address in loaded:
        if offset < old_end:
            raise ValueError("loaded parts overlap")
        new = end + (address - end) % PAGE
        places.append((offset, size, new))
        end, old_end = new + size, offset + size
    if not places or places[0][0] != 0 or places[0][2] != 0:
        raise ValueError("the file does not begin with a loaded part")
    return places


def _at(segment: _Segment, moved: Callable[[int], int]) -> _Segment:
    """A segment where it lies now."""
    alignment = min(segment.alignment, PAGE) if segment.kind == _LOAD else segment.alignment
    offset = moved(segment.offset) if segment.in_file else segment.offset
    return replace(segment, offset=offset, alignment=alignment)


def _sections(content: bytes, header: list[int], moved: Callable[[int], int], body: bytearray) -> bytes:
    """The table of sections; those that are not loaded are added to `body`, but for the symbols."""
    start, count = header[_SECTIONS_AT], header[_N_SECTIONS]
    rows = [list(_SECTION.unpack_from(content, start + k * _SECTION.size)) for k in range(count)]
    symbols = {k for k, row in enumerate(rows) if row[1] == _SYMBOLS}
    left = (symbols | {rows[k][6] for k in symbols}) - {header[_NAMES]}
    table = b""
    for k, row in enumerate(rows):
        kind, flags, offset, size = row[1], row[2], row[4], row[5]
        if k in left:
            row = [0] * len(row)
        elif not size:
            row[4] = 0
        elif kind not in (0, _NOBITS) and flags & _ALLOCATED:
            row[4] = moved(offset)
        elif kind not in (0, _NOBITS):
            row[4] = len(body)
            body += content[offset : offset + size]
        table += _SECTION.pack(*row)
    return table
