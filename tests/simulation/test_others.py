"""Pictures that are no SWE screen."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.simulation.others import KINDS, other_picture


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_again_alike_and_never_twice(kind: str) -> None:
    first, again, other = (other_picture(3, index, kind) for index in (7, 7, 8))
    assert np.array_equal(first.pixels, again.pixels)
    assert first.pixels.shape != other.pixels.shape or not np.array_equal(first.pixels, other.pixels)
    assert first.pixels.dtype == np.uint8
    assert first.pixels.shape[2] == 3
    assert min(first.pixels.shape[:2]) >= 330


def test_kinds_come_by_turns() -> None:
    kinds = list(KINDS)
    assert other_picture(1, 20).kind == kinds[20]
    assert other_picture(1, 20 + len(kinds)).kind == kinds[20]


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind"):
        other_picture(1, 0, "selfie")
