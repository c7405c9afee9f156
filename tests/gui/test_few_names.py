"""Many names in one line."""

from __future__ import annotations

import pytest

from dlre_gui.gui.language import CHINESE, ENGLISH, use_language
from dlre_gui.gui.texts import few


@pytest.mark.usefixtures("qapp")
def test_names_that_have_no_room_are_counted_never_dropped() -> None:
    names = ["a.png", "b.png", "c.png", "d.png", "e.png", "f.png"]
    assert few(names[:4]) == "a.png, b.png, c.png, d.png"
    assert few(names) == "a.png, b.png, c.png, d.png and 2 more"
    use_language(CHINESE)
    try:
        assert few(names) == "a.png, b.png, c.png, d.png，另有 2 个"
    finally:
        use_language(ENGLISH)
