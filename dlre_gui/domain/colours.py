"""The colours of a scanner's stiffness scale, where the program itself draws one."""

from __future__ import annotations

SUPERSONIC_COLOURS = (
    (5, 0, 159),
    (1, 0, 238),
    (2, 108, 254),
    (3, 194, 254),
    (30, 253, 236),
    (150, 254, 155),
    (231, 254, 35),
    (252, 197, 2),
    (254, 110, 2),
    (239, 0, 0),
    (138, 7, 12),
)
"""RGB of a SuperSonic Aixplorer's bar in tenths, from the minimum's end; measured on a real screen.

For drawing only: a screen is always read with its own bar, since display profiles shift colours.
"""
