"""A value that a panel shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dlre_gui.domain.findings import Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.qbox_words import Word

STIFF = ("mean", "minimum", "maximum", "sd")
UNITS_OF = {
    **dict.fromkeys(STIFF, ("kPa", "m/s")),
    "diameter_mm": ("mm", "cm"),
    "si_percent": ("%",),
}


@dataclass(frozen=True, slots=True)
class PanelValue:
    """A value of a Q-Box; `value` is None where the panel names it but shows no number.

    `unit` is None for lengths, shares and bare numbers; `decimals` are as shown; `piece` and
    `label` are the texts that the number and its name stand in; `word` is the number as read and
    `factor` what it is multiplied by; `is_maybe_depth` whether only the circle tells a diameter from
    a depth, "D 2.00 cm".
    """

    field: str
    value: float | None
    certainty: float
    unit: Unit | None
    decimals: int
    piece: Box
    label: Box
    word: Word | None = None
    factor: float = 1.0
    is_maybe_depth: bool = False

    def otherwise(self, text: str, certainty: float) -> PanelValue:
        """The value if the number was read as another text, digits and a point."""
        value, decimals = round(float(text) * self.factor, 6), len(text.partition(".")[2])
        return replace(self, value=value, certainty=certainty, decimals=decimals)


def without_repeats(values: Sequence[PanelValue]) -> list[PanelValue]:
    """The values with one of each field: the first that shows a number, else the first."""
    kept: dict[str, PanelValue] = {}
    for value in values:
        if value.field not in kept or (kept[value.field].value is None and value.value is not None):
            kept[value.field] = value
    return list(kept.values())
