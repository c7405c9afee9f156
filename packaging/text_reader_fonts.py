"""The free fonts that the synthetic lines of `text_reader_lines.py` are set in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import ImageFont

from dlre_gui.screen.ocr import FOREIGN
from text_reader_texts import ALPHABET, COMMON_HAN

HELD_OUT = (
    "OpenSans", "Inter", "Cousine", "Tinos", "Carlito", "Oxygen-", "DejaVuSansCondensed", "DroidSansFallback",
    "wqy-microhei",
)  # fmt: skip
_UNWANTED = (
    "Italic", "Oblique", "Symbol", "D050000L", "Z003", "Emoji", "Icon", "ExtraLight", "Thin",
    "Hairline", "Black", "Music", "Math", "Slanted", "Display", "-It", "VeraIt", "VeraBI",
    "VeraMoIt", "VeraMoBI", "_RZI", "_RI", "_RBI", "_I", "_K", "Wide", "UltraLight", "Extralight",
    "Compressed",
)  # fmt: skip
# Families by the beginning of their files' names, and how often each is taken.
_LATIN = {
    "LiberationSans-": 4, "Arimo": 2, "NimbusSans-": 3, "NimbusSansNarrow": 1, "LiberationSansNarrow": 1,
    "FreeSans": 3, "DejaVuSans.": 3, "DejaVuSans-": 3, "DejaVuSansMono": 2, "Vera": 2, "Roboto-": 3,
    "RobotoCondensed": 2, "NotoSans-": 3, "NotoSansMono": 1, "NotoSansThaiUI": 1, "Lato": 2, "Cantarell": 1,
    "Hack": 1, "FiraCode": 1, "Carlito": 3, "OpenSans": 3, "Inter": 3, "Oxygen-": 2, "Cousine": 1, "Tinos": 1,
    "DejaVuSansCondensed": 2, "LiberationMono": 1, "LiberationSerif": 1, "URWGothic": 1, "Quicksand": 1,
    "Comfortaa": 1, "C059": 1, "P052": 1, "FreeMono": 1, "FreeSerif": 1, "NotoSerif-": 1, "NotoMono": 1,
    "JetBrainsMono": 1, "Mplus1-": 1, "Mplus2-": 1, "MplusCode": 1, "Andika": 1, "Inconsolata": 1, "Dosis": 1,
    "RobotoSlab": 1, "LinBiolinum": 1, "CharisSIL": 1, "STIXGeneral": 1, "UnDotum": 1, "NanumGothic": 1,
    "NanumBarunGothic": 1, "NanumSquare": 1, "ipag": 1, "VL-PGothic": 1, "Ubuntu-Title": 1, "Anonymous": 1,
    "NotoSansCJK": 2, "wqy": 2, "DroidSansFallback": 1,
}  # fmt: skip
_HAN = {
    "NotoSansCJK": 3, "NotoSerifCJK": 1, "wqy": 3, "uming": 1, "ukai": 1, "DroidSansFallback": 2,
    "BabelStoneHan": 1, "cwheib": 1, "ipag": 1,
}  # fmt: skip
# Beside them, where further characters are taught (`teach_text_reader.py`).
_HANGUL = {"NanumGothic": 3, "NanumBarunGothic": 2, "NanumSquare": 2, "NanumMyeongjo": 1, "UnDotum": 3,
           "UnGraphic": 1, "UnDinaru": 1, "UnBatang": 1, "VL-": 2}  # fmt: skip
_TRIES = 50


class FontShelf:
    """The fonts of a folder, either those held out or all the others; `more` is looked for in them, too."""

    def __init__(self, folder: Path, held_out: bool, more: Sequence[str] = ()) -> None:
        files = sorted(p for p in folder.rglob("*") if p.suffix in (".ttf", ".otf", ".ttc"))
        kept = [p for p in files if _is_held_out(p) == held_out and not any(u in p.stem for u in _UNWANTED)]
        self.latin, self.han = _Families(kept, _LATIN), _Families(kept, _HAN | (_HANGUL if more else {}))
        self._more = more
        self._known: dict[tuple[Path, int], frozenset[str]] = {}

    def pick(self, rng: Generator, run: str, is_han: bool) -> tuple[Path, int]:
        """A font, as file and index in it, that has every character of a run."""
        families = self.han if is_han else self.latin
        for _ in range(_TRIES):
            path = families.pick(rng)
            index = _index_in(path, rng)
            if set(run) <= self.characters(path, index, is_han):
                return path, index
        return self.han.files[0][0], 0

    def characters(self, path: Path, index: int, is_han: bool) -> frozenset[str]:
        if (path, index) not in self._known:
            font = font_of(path, index, 20.0)
            nothing = bytes(font.getmask("\uffff"))
            asked = {*ALPHABET, *self._more, *(COMMON_HAN if is_han else ())} - {FOREIGN}
            self._known[path, index] = frozenset(c for c in asked if bytes(font.getmask(c)) != nothing) | {
                " "
            }
        return self._known[path, index]


class _Families:
    def __init__(self, files: list[Path], weights: dict[str, int]) -> None:
        found = {name: [p for p in files if p.name.startswith(name)] for name in weights}
        self.files = [paths for paths in found.values() if paths]
        frequent = np.array([weights[name] for name, paths in found.items() if paths], dtype=np.float64)
        self._upto = np.cumsum(frequent / frequent.sum())

    def pick(self, rng: Generator) -> Path:
        files = self.files[min(int(np.searchsorted(self._upto, rng.random())), len(self.files) - 1)]
        return files[int(rng.integers(len(files)))]


def _index_in(path: Path, rng: Generator) -> int:
    """One of the first fonts of a collection."""
    return int(rng.integers(2)) if path.name.startswith("wqy-") else 0


def _is_held_out(path: Path) -> bool:
    return path.name.startswith(HELD_OUT)


@lru_cache(maxsize=600)
def font_of(path: Path, index: int, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, index=index)
