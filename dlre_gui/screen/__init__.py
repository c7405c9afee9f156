"""What a screen shows: SWE box, colour bar, stiffness map, Q-Boxes."""

from dlre_gui.screen.analyse import analyse

__all__ = ["analyse"]
