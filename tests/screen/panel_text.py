"""Panels laid out in text, and what is read of them."""

from __future__ import annotations

import re

from dlre_gui.domain.findings import Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import ReadLine
from dlre_gui.screen.panel import panels_of
from dlre_gui.screen.placed_word import PlacedWord
from dlre_gui.screen.qbox_words import words_of

WIDTH, HEIGHT, LINE = 10, 14, 22


def placed_near(drawing: str) -> list[PlacedWord]:
    """The same as of a panel that is known to be one: misread names are taken for what they are like."""
    return placed(drawing, near=True)


def placed(drawing: str, near: bool = False) -> list[PlacedWord]:
    """Words of a panel drawn with characters; two spaces part pieces of text."""
    words = []
    for row, line in enumerate(drawing.splitlines()):
        for found in re.finditer(r"\S+(?: \S+)*", line):
            text = found.group()
            piece = Box(found.start() * WIDTH, row * LINE, len(text) * WIDTH, HEIGHT)
            places = tuple((k + 0.5) / len(text) for k in range(len(text)))
            for word in words_of(ReadLine(text, (1.0,) * len(text), places), near):
                x0, x1 = (piece.x + place * piece.w for place in (word.start, word.end))
                words.append(PlacedWord(word, x0, x1, piece))
    return words


def read(
    drawing: str, usual: Unit | None = Unit.KPA, has_circle: bool = False
) -> list[dict[str, float | None]]:
    return [{v.field: v.value for v in values} for values in panels_of(placed(drawing), usual, has_circle)]


def units(drawing: str, usual: Unit | None = Unit.KPA) -> set[Unit]:
    return {v.unit for values in panels_of(placed(drawing), usual) for v in values if v.unit is not None}


FOUR = {"mean": 12.4, "minimum": 10.1, "maximum": 14.9, "sd": 1.2}
ALL = {**FOUR, "diameter_mm": 20.0, "si_percent": 93.0}
SECOND = {"mean": 7.5, "minimum": 6.1, "maximum": 9.0, "sd": 0.6}
