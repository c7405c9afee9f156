"""Other readings of a Q-Box's numbers, where what was read contradicts the rest of the panel or the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import exp

from dlre_gui.screen.certainty import SURE
from dlre_gui.screen.panel_value import PanelValue

_LEAST = 1e-3  # how probable another reading must be
_MOST_SURE = 0.6  # a value chosen for what is beside it stays doubtful

Speaking = Callable[[Sequence[PanelValue]], Counter[str]]


def chosen(values: list[PanelValue], speaking: Speaking) -> list[PanelValue]:
    """The values of a Q-Box, one number read otherwise where then nothing speaks against any of them.

    Of several such readings the likeliest. It stays doubtful: a reader has seen something else there.

    Parameters
    ----------
    speaking
        How often something speaks against each value.
    """
    against = speaking(values)
    if not against:
        return values
    others = [(p, told) for p, told in _otherwise(values, against) if not speaking(told)]
    return max(others, key=lambda one: one[0], default=(1.0, values))[1]


def _otherwise(values: list[PanelValue], against: Counter[str]) -> Iterator[tuple[float, list[PanelValue]]]:
    """The values with one of those that something speaks against read otherwise, and how probable that is."""
    for k, value in enumerate(values):
        is_told = value.value is not None and value.field in against
        if not is_told or value.word is None or value.certainty >= SURE:
            continue
        for text, log_probability in value.word.candidates():
            probability = exp(log_probability)
            if text != value.word.name and probability >= _LEAST:
                other = value.otherwise(text, min(_MOST_SURE, probability))
                yield probability, [*values[:k], other, *values[k + 1 :]]
