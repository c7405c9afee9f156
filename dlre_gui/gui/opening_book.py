"""The exam book of the window, or why there is none."""

from __future__ import annotations

from dlre_gui.domain.errors import StoreError
from dlre_gui.store.book import Book


def open_book() -> tuple[Book | None, StoreError | None]:
    """The user's exam book; without one the window works, but keeps nothing."""
    try:
        return Book(), None
    except StoreError as error:
        return None, error
