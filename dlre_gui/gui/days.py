"""Days typed quickly: ISO dates, eight digits, or days from the exam."""

from __future__ import annotations

import re
from datetime import date, timedelta

_OFFSET = re.compile(r"[+-]?\d{1,2}")
_DIGITS = re.compile(r"\d{8}")


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
        return (date.fromisoformat(exam_day) + timedelta(days=int(text))).isoformat()
    if _DIGITS.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    parts = re.split(r"[-/.]", text)
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(text)
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        raise ValueError(text) from None
