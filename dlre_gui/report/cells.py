"""Cells of a CSV file: C locale, nothing for the unknown, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence

Value = str | int | float | None

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Spreadsheets in East Asian languages take the wide signs for the others."""


def cell(value: Value) -> str:
    """One cell's text.

    Numbers as Python writes them, so that reading gives the same value back; text that a
    spreadsheet would take for a formula after an apostrophe; None, and what is no number, as nothing.
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        text = value.replace("\x00", "")
        return f"'{text}" if looks_like_formula(text) else text
    return repr(value)


def short(value: float | None) -> float | None:
    """Six decimals: finer than anything measured, and without the noise of binary fractions."""
    return None if value is None else round(value, 6)


def looks_like_formula(text: str) -> bool:
    """Also behind spaces, which some spreadsheets drop."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> bytes:
    """A table as UTF-8 CSV with a header line.

    Raises
    ------
    ValueError
        If a row lacks a column or has another one.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        if set(row) != set(columns):
            raise ValueError(f"the row's columns differ: {sorted(set(row) ^ set(columns))}")
        writer.writerow([cell(row[name]) for name in columns])
    return text.getvalue().encode("utf-8", errors="backslashreplace")
