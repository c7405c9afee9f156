"""The words and numbers of a Q-Box panel, in the languages scanners speak."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.ocr import ReadLine

# Longest first where one begins another; case ignored.
_WORDS: tuple[tuple[str, str], ...] = (
    ("mean", r"mean|avg|average|mittelwert|mittel|mw(?![a-zé])|moyenne|moy(?![a-zé])|平均|均值"),
    ("minimum", r"min(?![a-zé])|min[.:]|minimum|最小"),
    ("maximum", r"max(?![a-zé])|max[.:]|maximum|最大"),
    ("sd", r"sd(?![a-zé])|s\.?d\.?|std|stabw|standardabw|é?e?cart|et(?![a-zé])|标准"),
    ("diameter_mm", r"diam|durchm|dia(?![a-zé])|直径|[øØ⌀]"),
    ("si_percent", r"si(?![a-zé])|s\.i\.|stab|稳定"),
)
_PATTERNS = tuple((name, re.compile(rf"[^\w⌀]*(?:{words})", re.IGNORECASE)) for name, words in _WORDS)
_TITLE = re.compile(r"\W*[qo0]\s*-?\s*box", re.IGNORECASE)
_NUMBER = re.compile(r"[\dOoIl]+(?:\s?[.,·]\s?[\dOoIl]+)?")
_TO_DIGITS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", ",": ".", "·": ".", " ": None})
_KPA = re.compile(r"k\s*p\s*a", re.IGNORECASE)
_SPEED = re.compile(r"(?<![cm])m\s*/\s*s", re.IGNORECASE)
_CM = re.compile(r"^\s*cm\b", re.IGNORECASE)
_FOREIGN = re.compile(r"[cm]m\s*/\s*s|bpm|hz|db\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PanelValue:
    """One line of a Q-Box panel; `unit` is None for lengths, shares and bare numbers."""

    field: str
    value: float
    confidence: float
    unit: Unit | None
    decimals: int = 0


def field_of(text: str) -> str | None:
    """Which field (of `QBOX_FIELDS`) a line begins with; None for any other text."""
    named = _named(text)
    return named[0] if named else None


def _named(text: str) -> tuple[str, int] | None:
    """The field that a line begins with, and where its name ends."""
    for name, pattern in _PATTERNS:
        if match := pattern.match(text):
            return name, match.end()
    return None


def is_title(text: str) -> bool:
    """Whether a line is the title of a Q-Box."""
    return bool(_TITLE.match(text))


def value_of(line: ReadLine) -> PanelValue | None:
    """The field and value of a line such as ``Mean 12.3 kPa``; None if it is of another kind."""
    named = _named(line.text)
    if named is None or _FOREIGN.search(line.text):
        return None
    name, end = named
    found = _first_number(line.text, end)
    if found is None:
        return None
    rest = line.text[found.end() :]
    unit = Unit.KPA if _KPA.search(rest) else Unit.M_PER_S if _SPEED.search(rest) else None
    digits = found.group().translate(_TO_DIGITS)
    value = float(digits) * (10.0 if name == "diameter_mm" and _CM.search(rest) else 1.0)
    certainty = line.confidence_of(found.start(), found.end())
    return PanelValue(name, value, certainty, unit, len(digits.partition(".")[2]))


def _first_number(text: str, start: int) -> re.Match[str] | None:
    """The first number that has a real digit in it."""
    for found in _NUMBER.finditer(text, start):
        if any(c.isdigit() for c in found.group()):
            return found
    return None
