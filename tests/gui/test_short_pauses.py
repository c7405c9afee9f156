"""The garbage collector does not look through the same many objects again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from dlre_gui.gui import short_pauses
from dlre_gui.gui.short_pauses import ShortPauses


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(short_pauses, "LONG_S", 0.0)
    watch = ShortPauses()
    gc.callbacks.append(watch)
    yield
    gc.callbacks.remove(watch)
    gc.unfreeze()


class Knot:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.self = self


@pytest.mark.usefixtures("watching")
def test_what_survived_a_long_collection_is_left_alone_and_later_garbage_is_still_found() -> None:
    kept = [Knot() for _ in range(100)]
    gc.collect()
    assert gc.get_freeze_count() >= len(kept)
    assert not any(isinstance(one, Knot) for one in gc.get_objects())
    del kept
    knots = [Knot() for _ in range(50)]
    del knots
    assert gc.collect() >= 50
