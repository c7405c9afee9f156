"""Titles of Q-Boxes that are no known word: the same text with one number after the other."""

from __future__ import annotations

import re

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.placed_word import PlacedWord, Row
from dlre_gui.screen.qbox_words import Kind

_NUMBERED = re.compile(r"(.*[^\W\d_].*?)[ #:]*(1?\d)(?: ?\(.*)?")  # a unit may follow, "SWE 1 (kPa)"
_COLUMN = 2.0  # of its height: so far apart the titles of a column begin at most


def with_titles(rows: list[Row]) -> list[Row]:
    """The rows with "STE 1" and, below it, "STE 2" known for titles of Q-Boxes."""
    alone = [word for row in rows for word in row if _stands_alone(word, row)]
    titles = {word.piece for word in alone if any(_is_next(word, o) or _is_next(o, word) for o in alone)}
    titles |= {row[0].piece for k, row in enumerate(rows) if row[0] in alone and _parts_names(k, rows)}
    return [_with_titles(row, titles) for row in rows]


def _parts_names(k: int, rows: list[Row]) -> bool:
    """Whether a row that is one text stands between names of values that begin where it does, "T5"."""
    if {word.piece for word in rows[k]} != {rows[k][0].piece} or not 0 < k < len(rows) - 1:
        return False
    beside = [[w for w in row if w.word.kind is Kind.FIELD][:1] for row in (rows[k - 1], rows[k + 1])]
    own = rows[k][0].piece
    return all(names and abs(names[0].piece.x - own.x) <= _COLUMN * own.h for names in beside)


def _with_titles(row: Row, titles: set[Box]) -> Row:
    """The row with each of those texts made one word, but for a unit in it."""
    first = {word.piece: word for word in reversed(row)}
    told = [w for w in row if w.piece not in titles or w is first[w.piece] or w.word.kind is Kind.UNIT]
    return [w.meaning(Kind.TITLE, _text(w)) if w.piece in titles and w is first[w.piece] else w for w in told]


def _stands_alone(word: PlacedWord, row: Row) -> bool:
    """Whether a word is unknown, of a numbered text, and no number stands to the right of that."""
    beside = any(w.word.kind is Kind.NUMBER and w.left > word.right and w.piece != word.piece for w in row)
    return word.word.kind is Kind.OTHER and not beside and _NUMBERED.fullmatch(_text(word)) is not None


def _is_next(one: PlacedWord, other: PlacedWord) -> bool:
    """Whether two texts are alike but for their numbers, in one column, the next number below."""
    a, b = _NUMBERED.fullmatch(_text(one)), _NUMBERED.fullmatch(_text(other))
    is_column = abs(one.piece.x - other.piece.x) <= _COLUMN * one.piece.h
    is_alike = a is not None and b is not None and a[1] == b[1] and int(b[2]) == int(a[2]) + 1
    return is_column and is_alike and other.piece.y > one.piece.bottom


def _text(word: PlacedWord) -> str:
    return word.word.line.text.strip() if word.word.line else ""
