"""Between readings of a number the rest of the panel decides, and the choice stays doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.certainty import DOUBTFUL
from dlre_gui.screen.lattice import SYMBOLS, Lattice
from dlre_gui.screen.ocr import ReadLine
from dlre_gui.screen.panel_value import PanelValue
from dlre_gui.screen.qbox_check import contradictions
from dlre_gui.screen.qbox_choose import chosen
from dlre_gui.screen.qbox_words import words_of

PIECE = Box(0, 0, 40, 14)


def value(field: str, text: str, other_first: str = "", share: float = 0.3) -> PanelValue:
    """A value whose first digit may have been another one."""
    steps = np.full((2 * len(text), 1 + len(SYMBOLS)), 1e-9, np.float32)
    steps[1::2, 0] = 1
    for k, sign in enumerate(text):
        steps[2 * k, 1 + SYMBOLS.index(sign)] = 1
    if other_first:
        steps[0, 1 + SYMBOLS.index(other_first)] = share
        steps[0, 1 + SYMBOLS.index(text[0])] = 1 - share
    step = 1 / len(steps)
    places = tuple((2 * k + 0.5) * step for k in range(len(text)))
    certainties = (min(0.9, 1 - share),) * len(text)
    line = ReadLine(text, certainties, places, lattices=(Lattice(steps, step / 2, step),))
    (word,) = words_of(line)
    return PanelValue(field, word.value, word.certainty, Unit.KPA, word.decimals, PIECE, PIECE, word)


def speaking(values: Sequence[PanelValue]) -> Counter[str]:
    qbox = QBox(**{v.field: v.value for v in values})
    return contradictions(qbox, list(values), np.empty(0), None, None)


def test_reading_that_fits_the_others_is_taken_and_doubtful() -> None:
    values = [value("mean", "33.0", "2"), value("minimum", "20.1"), value("maximum", "26.3")]
    mean = chosen(values, speaking)[0]
    assert mean.value == 23.0
    assert mean.certainty < DOUBTFUL


def test_values_that_agree_stay_as_read() -> None:
    values = [value("mean", "23.0", "2"), value("minimum", "20.1", "1"), value("maximum", "26.3")]
    assert chosen(values, speaking) is values


@pytest.mark.parametrize("share", [0.0, 1e-4])
def test_nothing_is_taken_that_was_not_nearly_read(share: float) -> None:
    values = [value("mean", "33.0", "2", share), value("minimum", "20.1"), value("maximum", "26.3")]
    assert chosen(values, speaking) is values


def test_a_number_that_was_read_surely_stays_whatever_speaks_against_it() -> None:
    values = [value("mean", "33.0", "2", 0.1), value("minimum", "20.1"), value("maximum", "26.3")]
    assert chosen(values, speaking) is values
