"""Values taken out of elements: numbers as binary or as text; None where a value is absent or no number."""

from __future__ import annotations

import math
import struct

from dlre_gui.imaging.dicom_elements import DataSet


def unsigned_shorts(data_set: DataSet, tag: int) -> tuple[int, ...]:
    """All 16-bit values of an element (US; SS as its bit pattern)."""
    raw = data_set.raw(tag)
    return struct.unpack(f"{data_set.syntax.order}{len(raw) // 2}H", raw[: len(raw) // 2 * 2])


def unsigned_short(data_set: DataSet, tag: int) -> int | None:
    """The first 16-bit value of an element; None if there is none."""
    values = unsigned_shorts(data_set, tag)
    return values[0] if values else None


def number_32(data_set: DataSet, tag: int, signed: bool = False) -> int | None:
    """A UL or SL value."""
    raw = data_set.raw(tag)
    if len(raw) < 4:
        return None
    return int(struct.unpack_from(data_set.syntax.order + ("i" if signed else "I"), raw)[0])


def double(data_set: DataSet, tag: int) -> float | None:
    """A finite FD value."""
    raw = data_set.raw(tag)
    if len(raw) < 8:
        return None
    value = float(struct.unpack_from(data_set.syntax.order + "d", raw)[0])
    return value if math.isfinite(value) else None


def code(data_set: DataSet, tag: int) -> str:
    """Text of the basic repertoire (CS, IS, DS, DA, TM) without padding."""
    return data_set.raw(tag)[:256].decode("ascii", "replace").strip(" \0")


def decimals(data_set: DataSet, tag: int) -> tuple[float, ...]:
    """All finite numbers of a DS or IS element; what is no number is left out."""
    found = []
    for part in code(data_set, tag).split("\\"):
        try:
            value = float(part)
        except ValueError:
            continue
        if math.isfinite(value):
            found.append(value)
    return tuple(found)
