"""Screens in many manners: layouts, scanners' styles, languages, fonts, captures; all of it simulated.

Every table of this package is **our assumption** of how makers' 2D-SWE screens generally look; a
style is "drawn in the manner of", never a copy of a maker's screen.
"""

from dlre_gui.simulation.styles.screen import VariedScreen, varied_screen

__all__ = ["VariedScreen", "varied_screen"]
