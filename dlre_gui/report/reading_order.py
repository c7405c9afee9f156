"""Right-to-left text in the order in which it is drawn from left to right."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_CLUSTER = re.compile(
    r".[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]*", re.DOTALL
)


def as_drawn(text: str) -> str:
    """The text with its right-to-left words, and what stands between two of them, turned around.

    Nothing else moves: numbers, Latin and Han keep their places, so that a mark in a name can never
    reorder what stands beside it (unlike the whole of UAX #9). Accents stay behind their letters.
    Letters of Arabic are not joined.
    """
    if not any(map(_is_right_to_left, text)):
        return text
    words = re.split(r"([ \-'.]+)", text)
    made: list[str] = []
    for turned, group in groupby(_joined(words), key=lambda word: word[1]):
        part = "".join(word for word, _ in group)
        made.append("".join(reversed(_CLUSTER.findall(part))) if turned else part)
    return "".join(made)


def _joined(words: list[str]) -> list[tuple[str, bool]]:
    """Words and separators, each with whether it is turned around; a separator is between two that are."""
    turned = [any(map(_is_right_to_left, word)) and not _has_others(word) for word in words]
    between = [
        at % 2 == 1 and turned[at - 1] and at + 1 < len(words) and turned[at + 1] for at in range(len(words))
    ]
    return [(word, turned[at] or between[at]) for at, word in enumerate(words)]


def _is_right_to_left(sign: str) -> bool:
    return sign.isalpha() and unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT


def _has_others(word: str) -> bool:
    """Whether a word holds letters or digits of another direction, too: then nothing of it moves."""
    return any(sign.isalnum() and not _is_right_to_left(sign) for sign in word)
