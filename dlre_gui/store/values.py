"""Single values on their way into and out of the book's columns."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path


def now() -> str:
    """UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def text(value: str | Path | None) -> str | bytes | None:
    """For a column: a file name that is no Unicode goes in as its bytes."""
    plain = None if value is None else str(value)
    return os.fsencode(plain) if plain is not None and _is_odd(plain) else plain


def _is_odd(plain: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in plain)


def path(value: str | bytes) -> Path:
    """The path that `text` wrote."""
    return Path(os.fsdecode(value))
