"""A colour bar drawn by hand: found from a careless line, its direction from the line's."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.findings import ColourBar, Given, Unit
from dlre_gui.screen import analyse
from dlre_gui.screen.bar_by_hand import box_of_ends
from dlre_gui.screen.planes import planes_of
from tests.screen.drawing import Style, draw


@pytest.fixture(scope="module")
def bar() -> ColourBar:
    found = analyse(draw(Style(seed=21)).screen()).colour_bar
    assert found is not None
    return found


@pytest.mark.parametrize("aside", [-8, 0, 14])
@pytest.mark.parametrize("off", [-7, 0, 7])
def test_a_careless_line_finds_the_bar(bar: ColourBar, aside: int, off: int) -> None:
    planes = planes_of(draw(Style(seed=21)).pixels)
    x = bar.box.x + bar.box.w / 2 + aside
    box = box_of_ends(planes, ((x, bar.box.bottom + off), (x + 3, bar.box.y - off)))
    assert box.iou(bar.box) > 0.9


def test_typed_scale_on_a_drawn_bar_gives_the_map_of_the_read_one(bar: ColourBar) -> None:
    drawn = draw(Style(seed=21))
    x = bar.box.x + bar.box.w / 2
    ends = (x, bar.box.bottom - 2.0), (x, bar.box.y + 3.0)
    given = analyse(drawn.screen(), Given(bar_ends=ends, unit=Unit.KPA, minimum=0.0, maximum=40.0))
    read = analyse(drawn.screen())
    assert given.colour_bar is not None
    assert given.colour_bar.source == "user"
    assert given.stiffness is not None
    assert read.stiffness is not None
    assert np.nanmedian(np.abs(given.stiffness.kpa - read.stiffness.kpa)) < 0.4


def test_a_line_drawn_downwards_has_its_minimum_on_top(bar: ColourBar) -> None:
    drawn = draw(Style(seed=21))
    pixels = drawn.pixels.copy()
    pixels[:, bar.box.right + 2 :] = 0
    x = bar.box.x + bar.box.w / 2
    screen = drawn.screen()
    unlabelled = type(screen)(pixels, screen.path, 0, 1, "", "")
    down = (x, float(bar.box.y)), (x, float(bar.box.bottom))
    given = Given(bar_ends=down, unit=Unit.KPA, maximum=40.0)
    found = analyse(unlabelled, given).colour_bar
    assert found is not None
    assert (found.minimum, found.maximum) == (0.0, 40.0)
    assert np.abs(found.colours[::-1].astype(int) - bar.colours).mean() < 6
