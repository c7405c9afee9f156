"""Many names in one line."""

from __future__ import annotations

from dlre_gui.gui.texts import few

NAMES = ["a.png", "b.png", "c.png", "d.png", "e.png", "f.png"]


def test_names_that_have_no_room_are_counted_never_dropped() -> None:
    assert few(NAMES[:4]) == "a.png, b.png, c.png, d.png"
    assert few(NAMES) == "a.png, b.png, c.png, d.png and 2 more"


def test_names_that_have_no_room_are_counted_in_chinese_too(chinese: None) -> None:
    assert few(NAMES) == "a.png, b.png, c.png, d.png，另有 2 个"
