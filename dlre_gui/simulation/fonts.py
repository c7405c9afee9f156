"""The bundled fonts, so that screens look the same on every machine."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

from dlre_gui.places import resources_dir

_FILES = {
    "regular": "DlreScreenSans-Regular.ttf",
    "bold": "DlreScreenSans-Bold.ttf",
    "han": "DlreScreenHan-Regular.ttf",
}


@lru_cache(maxsize=64)
def font(style: str, size_px: float) -> ImageFont.FreeTypeFont:
    """`style` is ``regular``, ``bold`` or ``han`` (Chinese labels and names)."""
    path = resources_dir() / "fonts" / _FILES[style]
    return ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)


def is_han(letter: str) -> bool:
    """Whether the letter stands in the Chinese font."""
    return ord(letter) >= 0x2E80


def font_for(text: str, style: str, size_px: float) -> ImageFont.FreeTypeFont:
    """The font for a text that is all Chinese or has no Chinese at all."""
    return font("han" if is_han(text[0]) else style, size_px)
