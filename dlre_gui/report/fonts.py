"""The fonts of a PDF: two bundled ones, and where they lack a character, any on the machine that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlre_gui.places import resources_dir
from dlre_gui.report.machine_fonts import font_on_machine

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

SANS, BOLD, HAN = "DlreReportSans", "DlreReportSansBold", "DlreReportHan"
_FILES = {
    SANS: "DlreReportSans-Regular.ttf",
    BOLD: "DlreReportSans-Bold.ttf",
    HAN: "DlreReportHan-Regular.ttf",
}


class Fonts:
    """The fonts of one document, each loaded when a character needs it."""

    def __init__(self) -> None:
        self._loaded: dict[str, TTFont] = {}
        self._found: dict[str, TTFont | None] = {}

    def font_for(self, character: str, *, bold: bool = False) -> TTFont | None:
        """A font with the character, None where no font on this machine can draw it."""
        for name in (BOLD if bold else SANS, HAN):
            font = self._bundled(name)
            if ord(character) in font.face.charToGlyph:
                return font
        if character not in self._found:
            path = font_on_machine(ord(character))
            usable = path is not None and _can_be_embedded(path)
            self._found[character] = self._load(f"Dlre{abs(hash(path))}", path) if path and usable else None
        return self._found[character]

    def _bundled(self, name: str) -> TTFont:
        font = self._loaded.get(name)
        if font is None:
            font = self._load(name, str(resources_dir() / "fonts" / _FILES[name]))
        return font

    def _load(self, name: str, path: str) -> TTFont:
        from reportlab.pdfbase import pdfmetrics

        font = self._loaded.get(name) or _new_font(name, path)
        self._loaded[name] = font
        pdfmetrics.registerFont(font)
        return font


def first_font() -> str:
    """The name of the font that a canvas begins with: one of ours, else it names one it does not embed."""
    Fonts().font_for("0")
    return SANS


def _new_font(name: str, path: str) -> TTFont:
    from reportlab.pdfbase.ttfonts import TTFont

    class ExactFont(TTFont):  # type: ignore[misc]
        """Tells the text layer characters above U+FFFF as UTF-16 pairs, as PDF asks (9.10.3)."""

        def addObjects(self, doc):  # type: ignore[no-untyped-def]
            subsets = [list(subset) for subset in self.state[doc].subsets]
            super().addObjects(doc)
            for key, made in doc.idToObject.items():
                if str(key).startswith("toUnicodeCMap:") and str(key).endswith(_suffix(self)):
                    made.content = _utf16_map(made.content, subsets)

    return ExactFont(name, path, shapable=False)


def _suffix(font: TTFont) -> str:
    name: bytes = font.face.name + font.face.subfontNameX
    return name.decode("latin-1")


def _utf16_map(content: str, subsets: list[list[int]]) -> str:
    """The CMap with every code above U+FFFF written as a surrogate pair."""
    for code in {code for subset in subsets for code in subset if code > 0xFFFF}:
        content = content.replace(f"<{code:04X}>", f"<{chr(code).encode('utf-16-be').hex().upper()}>")
    return content


def _can_be_embedded(path: str) -> bool:
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

    try:
        TTFontFace(path)
    except (TTFError, OSError, ValueError, IndexError, KeyError):
        return False
    return True
