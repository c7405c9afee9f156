"""Limits that more than one room applies."""

from __future__ import annotations

VOID_HIGH_ABOVE = 1 / 3
"""Share of the SWE box without a stiffness. Ours: the sources ask for a box that is filled, and
name failure "little or no signal", without a number."""

NO_SIGNAL_ABOVE = 0.95
"""Share of the SWE box without a stiffness beyond which a measurement has failed and is not scored. The
sources name failure "little or no signal", without a number: this one is ours."""

SATURATED_HIGH_ABOVE = 0.2
"""Share of the SWE box at the top of its scale. Ours: there the true stiffness is not known."""
