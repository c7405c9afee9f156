"""Days typed quickly: ISO dates, eight digits, or days from the exam."""

from __future__ import annotations

import re
from datetime import date, timedelta

_OFFSET = re.compile(r"[+-]?\d{1,2}")
_DIGITS = re.compile(r"\d{8}")
_FIRST_YEAR = 1900  # "24-05-21" is no day of the year 24


def parse_day(text: str, exam_day: str | None) -> str | None:
    """The day as ISO 8601; None for an empty text.

    ``2024-05-20``, ``2024/5/20``, ``20240520``; with a known exam day also ``0`` (that day) and
    ``-2`` (two days before).

    Raises
    ------
    ValueError
        If it is none of these; it says what was typed.
    """
    text = text.strip()
    if not text:
        return None
    if _OFFSET.fullmatch(text) and exam_day:
        return _from(exam_day, int(text), text)
    if _DIGITS.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    parts = re.split(r"[-/.]", text)
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(text)
    try:
        day = date(*map(int, parts))
    except ValueError:
        raise ValueError(text) from None
    if day.year < _FIRST_YEAR:
        raise ValueError(text)
    return day.isoformat()


def _from(exam_day: str, days: int, text: str) -> str:
    """So many days from the exam's."""
    try:
        return (date.fromisoformat(exam_day) + timedelta(days=days)).isoformat()
    except OverflowError:
        raise ValueError(text) from None
