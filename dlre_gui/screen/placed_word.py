"""A word of a panel with where it stands, and what its neighbours on the line tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.qbox_words import Kind, Word

STIFF_UNITS = ("kPa", "m/s")
_MODULUS = re.compile(
    r"e|v|vs|c|cs|sws|swv|vel|velocity|speed|elasticity|elastizität|élasticité|stiffness|弹性|弹性模量|硬度",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"1?[1-9]|10")
_REACH_OF_ORDINAL = 4.0  # before a name, in its heights


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with where it stands on the screen; `piece` is the text that it is from."""

    word: Word
    left: float
    right: float
    piece: Box

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def meaning(self, kind: Kind, name: str, is_lone: bool = False) -> PlacedWord:
        """The same place with another meaning."""
        return replace(self, word=replace(self.word, kind=kind, name=name, is_lone=is_lone))


Row = list[PlacedWord]


def is_modulus(word: Word) -> bool:
    """Whether a word that names no value of a Q-Box may name a modulus or a speed: E, Vs."""
    return word.kind is Kind.OTHER and _MODULUS.fullmatch(word.name) is not None


def is_numbered(row: Row) -> bool:
    """Whether a row begins with an ordinal beside its first word: "1  E  11.9 kPa"."""
    if len(row) < 2 or row[1].word.kind is Kind.NUMBER:
        return False
    return is_ordinal(row[0]) and row[1].left - row[0].right <= _REACH_OF_ORDINAL * row[1].piece.h


def is_ordinal(word: PlacedWord) -> bool:
    """Whether a word is a number from 1 to 19."""
    return word.word.kind is Kind.NUMBER and _ORDINAL.fullmatch(word.word.name) is not None


def unit_after(row: Row, k: int) -> str:
    """The first unit after a word and before the next name; "" if none."""
    for word in row[k + 1 :]:
        if word.word.kind is Kind.UNIT:
            return word.word.name
        if word.word.kind in (Kind.FIELD, Kind.TITLE, Kind.SUMMARY, Kind.OTHER):
            break
    return ""


def is_mean(word: PlacedWord) -> bool:
    return word.word.kind is Kind.FIELD and word.word.name == "mean"


def is_named_mean(word: PlacedWord) -> bool:
    return is_mean(word) and not word.word.is_lone
