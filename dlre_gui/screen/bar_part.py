"""Which part of a line of text is a bar's: what is beside it may be of a ruler or of another bar."""

from __future__ import annotations

import re

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_unit import names_unit_only
from dlre_gui.screen.ocr import ReadLine

_NUMBER = re.compile(r"(?:[≥>≧⩾≤<-]\s*)?(?<![A-Za-z\d.,])\d+(?:[.,]\d+)?")
_BARE = re.compile(r"\s*\d{1,2}\s+(?=\D+$)")
_APART = 1.25  # of a line's height, between the middles of a digit and a letter that are of two texts


def own_part(read: ReadLine, picture: tuple[int, int], strip: Box) -> tuple[int, int]:
    """From where to where the text of a line is a bar's label.

    Of several numbers, "100 %  3.0", it is the one nearest to the bar with what follows it.

    Parameters
    ----------
    picture
        First column of the picture that was read and the one behind its last.
    strip
        The bar, in the same px.
    """
    found = [one.span() for one in _NUMBER.finditer(read.text)]
    if len(found) < 2:
        return 0, len(read.text)
    off = [_off(_columns(read, span, picture), strip) for span in found]
    nearest = off.index(min(off))
    start = found[nearest][0] if nearest else 0
    end = found[nearest + 1][0] if nearest + 1 < len(found) else len(read.text)
    return start, end


def unit_over(read: ReadLine, picture: tuple[int, int], strip: Box, height: int) -> str:
    """The unit in line with a bar, above or below it, where a number aside of the bar stands well before it.

    That is a ruler's: "5   kPa". "" if there is none.

    Parameters
    ----------
    picture, strip
        As of `own_part`.
    height
        Of the line, px.
    """
    number = _BARE.match(read.text)
    if number is None or not names_unit_only(read.text[number.end() :]):
        return ""
    digits = read.text[: number.end()].rstrip()
    start, end = _columns(read, (number.end(), len(read.text)), picture)
    is_over = start < strip.right and end > strip.x
    number_end = _columns(read, (0, len(digits)), picture)[1]
    is_apart = number_end < strip.x and start - number_end >= _APART * height
    return read.text[number.end() :].strip() if is_over and is_apart else ""


def _off(columns: tuple[float, float], strip: Box) -> float:
    return abs((columns[0] + columns[1]) / 2 - strip.centre[0])


def _columns(read: ReadLine, span: tuple[int, int], picture: tuple[int, int]) -> tuple[float, float]:
    first, last = read.extent_of(*span)
    start, width = picture[0], picture[1] - picture[0]
    return start + first * width, start + last * width
