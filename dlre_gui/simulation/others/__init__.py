"""Pictures that are no SWE screen, of many kinds: what reading must not be fooled by. All simulated.

How Doppler, strain or plots look here is **our assumption**, drawn in the general manner of such pictures.
"""

from dlre_gui.simulation.others.picture import KINDS, OtherPicture, other_picture

__all__ = ["KINDS", "OtherPicture", "other_picture"]
