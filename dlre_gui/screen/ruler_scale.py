"""What the numbers beside a depth ruler mean: centimetres, or millimetres without saying so."""

from __future__ import annotations

import re

from dlre_gui.screen.ocr import ReadLine

WIDEST = 3.2  # a number beside a ruler, in its heights
MM_STEP = 10.0  # numbers so far apart are millimetres: nobody labels every ten centimetres only
MM_PER_CM = 10.0
BOX_MM = (4.0, 150.0)  # heights of SWE boxes
_MIN_CERTAINTY = 0.6
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d)?) ?(cm|mm)?", re.IGNORECASE)
_TICK_SIGNS = " -–—_.·•:|'=~"  # what a tick or a dot beside a number is read as


def value_of(line: ReadLine) -> float | None:
    """The number of a line, in cm unless it is in mm without saying so; None if it is none."""
    found = _NUMBER.fullmatch(line.text.strip(_TICK_SIGNS))
    if found is None or line.confidence < _MIN_CERTAINTY:
        return None
    value = float(found.group(1).replace(",", "."))
    return value / MM_PER_CM if (found.group(2) or "").lower() == "mm" else value
