"""Names of the stages: METAVIR F0 to F4, or Scheuer S0 to S4 as many Chinese reports write them.

The networks are trained on METAVIR stages. A Scheuer label is another name put on the same answer
because a reader asked for it; the two systems differ, so wherever it is shown `LABEL_NOTE` is too.
"""

from __future__ import annotations

import re
from enum import StrEnum

_STAGE = re.compile(r"F(?=\d)")


class StageLabels(StrEnum):
    """Which letter the stages carry."""

    METAVIR = "metavir"
    SCHEUER = "scheuer"

    @property
    def letter(self) -> str:
        return "S" if self is StageLabels.SCHEUER else "F"


def labelled(stage: str, labels: StageLabels) -> str:
    """A text with METAVIR stages (``F0-1``, ``P(≥F2)``) under the wanted labels."""
    return _STAGE.sub(labels.letter, stage)
