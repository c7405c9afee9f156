"""Limits that more than one room applies."""

from __future__ import annotations

VOID_HIGH_ABOVE = 1 / 3
"""Share of the SWE box without a stiffness. Ours: the sources ask for a box that is filled, and
name failure "little or no signal", without a number."""

SATURATED_HIGH_ABOVE = 0.2
"""Share of the SWE box at the top of its scale. Ours: there the true stiffness is not known."""
