"""Whether a picture says in words that it is no ultrasound: elastograms of magnetic resonance look alike."""

from __future__ import annotations

import re

from dlre_gui.domain.findings import ColourBar, QBox, Unit
from dlre_gui.screen.screen_text import ScreenText

NO_ULTRASOUND = "an MR elastogram, not ultrasound"
_MR = re.compile(  # never "MR" alone, which heads the names of men; nor the beginning of Irma or Mridula
    r"(?<![^\W\d_])(?:(?:MR[ -]?E|MRT|MRI|IRM)(?![^\W\d_])|MR[ -]?elasto|RMN?(?= elasto)"
    r"|(?:SE|GRE)[ /-]?(?:EPI|MRE))|magnetic resonance|磁共振|核磁",
    re.IGNORECASE,
)
_SOFT_KPA = 10.0  # scales of MR elastograms end at 8 as a rule, those of ultrasound hardly
_MOST_LINES = 16  # from the top
_LEAST_SHAPE = 2.0  # width by height of a piece that could say it


def is_magnetic_resonance(text: ScreenText, bar: ColourBar | None, qboxes: tuple[QBox, ...]) -> bool:
    """Whether words say that a picture is of magnetic resonance.

    Asked only of pictures in kPa that show no Q-Box's circle, or whose scale is as short as those of
    such pictures: reading takes time.
    """
    if bar is None or bar.unit is not Unit.KPA:
        return False
    if bar.maximum > _SOFT_KPA and any(qbox.circle is not None for qbox in qboxes):
        return False
    wide = sorted((p for p in text.pieces if p.w >= _LEAST_SHAPE * p.h), key=lambda piece: piece.y)
    asked = wide[:_MOST_LINES]
    text.glance_all(asked)
    return any(says_magnetic_resonance(text.glance(piece).text) for piece in asked)


def says_magnetic_resonance(line: str) -> bool:
    """Whether a line of text names magnetic resonance or one of its sequences."""
    return _MR.search(line) is not None
