"""An exam book for a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dlre_gui.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book(tmp_path / "exams.sqlite") as book:
        yield book
