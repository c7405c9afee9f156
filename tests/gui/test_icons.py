"""Icons are drawn in a colour, sharply, and once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from dlre_gui.gui import icons
from dlre_gui.gui.icons import tinted


def test_an_icon_is_drawn_once_for_each_colour_and_size(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, str, int]] = []
    draw = icons._drawn

    def count(name: str, colour: QColor, side_px: int) -> object:
        drawn.append((name, colour.name(), side_px))
        return draw(name, colour, side_px)

    monkeypatch.setattr(icons, "_drawn", count)
    teal, red = QColor(1, 99, 98), QColor(201, 2, 3)
    for _ in range(3):
        assert tinted("next", teal, 17, 2.0).devicePixelRatio() == 2.0
        assert tinted("next", red, 17).width() == 17
    assert drawn == [("next", teal.name(), 34), ("next", red.name(), 17)]
    lit = tinted("next", red, 17).toImage()
    colours = {
        lit.pixelColor(x, y).name()
        for x in range(17)
        for y in range(17)
        if lit.pixelColor(x, y).alpha() == 255
    }
    assert colours == {red.name()}
