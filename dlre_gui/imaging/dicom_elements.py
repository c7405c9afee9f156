"""The elements of a DICOM data set, found without recursion and within bounds (PS3.5 section 7).

Why not a library's reader: on hostile files it recurses, inflates without bound and leaks ten kinds of
exception. This walker only notes where each value lies; every length is checked against the bytes
that are really there, every nesting against `MAX_SEQUENCE_DEPTH`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from dlre_gui.imaging.limits import MAX_ELEMENTS, MAX_SEQUENCE_DEPTH

UNDEFINED = 0xFFFFFFFF
ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
PIXEL_DATA = 0x7FE00010
PIXEL_TAGS = (PIXEL_DATA, 0x7FE00008, 0x7FE00009)
LONG_VRS = frozenset(
    (b"OB", b"OW", b"OF", b"OD", b"OL", b"OV", b"SQ", b"UC", b"UR", b"UT", b"UN", b"SV", b"UV")
)


class BrokenDataSetError(ValueError):
    """The bytes do not form a data set; the message says how."""


class TooDeepError(BrokenDataSetError):
    """Sequences are nested deeper than any real file does."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """How elements are written: VR given or not, byte order."""

    implicit: bool
    little: bool

    @property
    def order(self) -> str:
        return "<" if self.little else ">"


@dataclass(frozen=True, slots=True)
class Element:
    """Where a value lies: bytes ``start .. end-1``; `undefined` if its length was not given."""

    tag: int
    vr: bytes
    start: int
    end: int
    undefined: bool = False


@dataclass(slots=True)
class DataSet:
    """A data set's bytes and its elements by tag; values are taken out only when asked for."""

    data: bytes
    syntax: Syntax
    elements: dict[int, Element] = field(default_factory=dict)

    def raw(self, tag: int) -> bytes:
        """The bytes of a value; empty if the element is not there."""
        element = self.elements.get(tag)
        return b"" if element is None else self.data[element.start : element.end]

    def items(self, tag: int) -> list[DataSet]:
        """The items of a sequence; empty if it is not there."""
        element = self.elements.get(tag)
        if element is None:
            return []
        implicit = self.syntax.implicit or element.vr == b"UN"
        return _items(self.data, element, Syntax(implicit, self.syntax.little))


def read_data_set(
    data: bytes, start: int, end: int, syntax: Syntax, last_group: int = 0xFFFF
) -> tuple[DataSet, int]:
    """Read elements until `end`, the pixel data, an item's end or a group above `last_group`.

    The pixel data element is noted, but its fragments are not walked.

    Returns
    -------
    tuple
        The data set and the position after it.

    Raises
    ------
    BrokenDataSetError
        If a length passes the end, or nesting or the number of elements passes its limit.
    """
    found = DataSet(data, syntax)
    position = start
    while position + 8 <= end:
        if struct.unpack_from(syntax.order + "H", data, position)[0] > last_group:
            break
        element = _head(data, position, end, syntax)
        if element.tag == ITEM_END:
            return found, element.start
        if element.tag in PIXEL_TAGS:
            found.elements[element.tag] = element
            break
        position = _after(data, element, end, syntax)
        found.elements[element.tag] = Element(
            element.tag, element.vr, element.start, position, element.undefined
        )
        if len(found.elements) > MAX_ELEMENTS:
            raise BrokenDataSetError(f"it has more than {MAX_ELEMENTS} elements")
    return found, position


def _head(data: bytes, position: int, end: int, syntax: Syntax) -> Element:
    """The element at `position`; its `end` is what the length claims, checked unless pixel data."""
    if position + 8 > end:
        raise BrokenDataSetError("it is cut within an element")
    group, number = struct.unpack_from(syntax.order + "HH", data, position)
    tag = group << 16 | number
    vr, length, start = _length(data, position, end, syntax, group)
    undefined = length == UNDEFINED
    if not undefined and start + length > end and tag not in PIXEL_TAGS:
        raise BrokenDataSetError(f"element ({group:04X},{number:04X}) is longer than the file")
    return Element(tag, vr, start, start if undefined else start + length, undefined)


def _length(data: bytes, position: int, end: int, syntax: Syntax, group: int) -> tuple[bytes, int, int]:
    vr = data[position + 4 : position + 6]
    if syntax.implicit or group == 0xFFFE or not (vr.isalpha() and vr.isupper()):
        return b"", struct.unpack_from(syntax.order + "I", data, position + 4)[0], position + 8
    if vr not in LONG_VRS:
        return vr, struct.unpack_from(syntax.order + "H", data, position + 6)[0], position + 8
    if position + 12 > end:
        raise BrokenDataSetError("it is cut within an element")
    return vr, struct.unpack_from(syntax.order + "I", data, position + 8)[0], position + 12


def _after(data: bytes, element: Element, end: int, syntax: Syntax) -> int:
    """The position after an element, having checked what is nested in it."""
    if element.undefined:
        return _walk(data, element, end, syntax)
    if _holds_items(data, element, syntax):
        try:
            _walk(data, element, element.end, syntax)
        except TooDeepError:
            raise
        except BrokenDataSetError:
            pass  # its length is known, so what is broken inside can be stepped over
    return element.end


def _holds_items(data: bytes, element: Element, syntax: Syntax) -> bool:
    if element.end - element.start < 8:
        return False
    if element.vr == b"SQ":
        return True
    first = struct.unpack_from(syntax.order + "HH", data, element.start)
    return element.vr in (b"", b"UN") and first == (0xFFFE, 0xE000)


def _walk(data: bytes, outer: Element, end: int, syntax: Syntax) -> int:
    """Walk the items nested in `outer`; returns the position after it."""
    levels = [(-1 if outer.undefined else outer.end, _inner(outer, syntax))]
    position = outer.start
    for _ in range(MAX_ELEMENTS):
        while levels and levels[-1][0] == position:
            levels.pop()
        if not levels:
            return position
        limit = next((stop for stop, _ in reversed(levels) if stop >= 0), end)
        position = _step(data, position, limit, levels)
        if len(levels) > 2 * MAX_SEQUENCE_DEPTH:
            raise TooDeepError(f"its sequences are nested deeper than {MAX_SEQUENCE_DEPTH}")
    raise BrokenDataSetError(f"it has more than {MAX_ELEMENTS} elements")


def _inner(element: Element, syntax: Syntax) -> Syntax:
    return Syntax(syntax.implicit or element.vr == b"UN", syntax.little)


def _step(data: bytes, position: int, limit: int, levels: list[tuple[int, Syntax]]) -> int:
    """Take one element, item or delimiter; opens and closes `levels`."""
    syntax = levels[-1][1]
    element = _head(data, position, limit, syntax)
    if element.tag in (ITEM_END, SEQUENCE_END):
        if levels.pop()[0] >= 0:
            raise BrokenDataSetError("a delimiter ends what has a length")
        return element.start
    if element.undefined and (element.tag in PIXEL_TAGS or element.vr in (b"OB", b"OW")):
        return after_fragments(data, element.start, limit, syntax)
    if element.tag == ITEM or element.undefined or _holds_items(data, element, syntax):
        levels.append((-1 if element.undefined else element.end, _inner(element, syntax)))
        return element.start
    return element.end


def after_fragments(data: bytes, position: int, end: int, syntax: Syntax) -> int:
    """The position after encapsulated fragments that start at `position`."""
    while True:
        fragment = _head(data, position, end, syntax)
        if fragment.tag == SEQUENCE_END:
            return fragment.start
        if fragment.tag != ITEM or fragment.undefined:
            raise BrokenDataSetError("its pixel data fragments are broken")
        position = fragment.end


def _items(data: bytes, sequence: Element, syntax: Syntax) -> list[DataSet]:
    found: list[DataSet] = []
    position = sequence.start
    while position + 8 <= sequence.end:
        item = _head(data, position, sequence.end, syntax)
        if item.tag != ITEM:
            break
        stop = sequence.end if item.undefined else item.end
        data_set, position = read_data_set(data, item.start, stop, syntax)
        position = position if item.undefined else item.end
        found.append(data_set)
    return found
