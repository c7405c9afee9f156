"""Fonts of scanners' screens: the bundled ones, and freely licensed ones that are installed here.

Which one a screen was drawn with stands in its truth: where a font is not installed, the bundled
one is taken, and all else of the screen stays the same.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

from dlre_gui.places import resources_dir
from dlre_gui.simulation.fonts import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator

BUNDLED, BUNDLED_HAN = "DlreScreenSans", "DlreReportHan"

# Family: regular and bold file. Licences: OFL, Bitstream Vera, AGPL with font exception, Apache 2.0.
FAMILIES: dict[str, tuple[str, str]] = {
    BUNDLED: ("DlreScreenSans-Regular.ttf", "DlreScreenSans-Bold.ttf"),
    "DejaVu Sans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "DejaVu Sans Mono": ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"),
    "DejaVu Serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    "DejaVu Sans Condensed": ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"),
    "STIX": ("STIXGeneral.ttf", "STIXGeneralBol.ttf"),
    "Liberation Sans": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "Liberation Mono": ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf"),
    "Nimbus Sans": ("NimbusSans-Regular.otf", "NimbusSans-Bold.otf"),
    "Nimbus Sans Narrow": ("NimbusSansNarrow-Regular.otf", "NimbusSansNarrow-Bold.otf"),
    "URW Gothic": ("URWGothic-Book.otf", "URWGothic-Demi.otf"),
    "Bitstream Vera": ("Vera.ttf", "VeraBd.ttf"),
    "Noto Sans": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    "Noto Sans Mono": ("NotoSansMono-Regular.ttf", "NotoSansMono-Bold.ttf"),
    "Roboto": ("Roboto-Regular.ttf", "Roboto-Bold.ttf"),
    "Roboto Condensed": ("RobotoCondensed-Regular.ttf", "RobotoCondensed-Bold.ttf"),
    "Open Sans": ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf"),
    "Lato": ("Lato-Regular.ttf", "Lato-Bold.ttf"),
    "Inter": ("Inter-Regular.otf", "Inter-Bold.otf"),
    "Cantarell": ("Cantarell-Regular.otf", "Cantarell-Bold.otf"),
    "FreeSans": ("FreeSans.ttf", "FreeSansBold.ttf"),
}
HAN_FAMILIES: dict[str, str] = {
    BUNDLED_HAN: "DlreReportHan-Regular.ttf",
    "Droid Sans Fallback": "DroidSansFallbackFull.ttf",
    "WenQuanYi Micro Hei": "wqy-microhei.ttc",
    "WenQuanYi Zen Hei": "wqy-zenhei.ttc",
}


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    """Font files by name: the bundled, matplotlib's, the system's, those under ``DLRE_FONTS``."""
    found: dict[str, Path] = {}
    wanted = {name for pair in FAMILIES.values() for name in pair} | set(HAN_FAMILIES.values())
    for folder in _folders():
        for path in sorted(folder.rglob("*.[ot]t[fc]")):
            if path.name in wanted:
                found.setdefault(path.name, path)
    return found


def _folders() -> Iterator[Path]:
    yield resources_dir() / "fonts"
    matplotlib = find_spec("matplotlib")
    if matplotlib is not None and matplotlib.origin is not None:
        yield Path(matplotlib.origin).parent / "mpl-data" / "fonts" / "ttf"
    yield from (Path("/usr/share/fonts"), Path.home() / ".fonts")
    if os.environ.get("DLRE_FONTS"):
        yield Path(os.environ["DLRE_FONTS"])


def at_hand(family: str) -> str:
    """`family` if it is installed, else the bundled family of its kind."""
    if family in HAN_FAMILIES:
        return family if HAN_FAMILIES[family] in _installed() else BUNDLED_HAN
    return family if set(FAMILIES[family]) <= _installed().keys() else BUNDLED


def family_for(family: str, text: str) -> str:
    """`family` if it is at hand and has every letter of `text`, else the first that has."""
    choices = (family, "Liberation Sans", "DejaVu Sans", BUNDLED)
    return next((name for name in map(at_hand, choices) if not lacking(name, text)), BUNDLED)


@lru_cache(maxsize=1024)
def lacking(family: str, text: str) -> bool:
    """Whether a letter that is not Chinese is drawn as the font's sign for a missing one."""
    font = typeface(family, False, 24.0)
    missing = bytes(font.getmask("\uffff"))
    return any(bytes(font.getmask(letter)) == missing for letter in set(text) if letter.strip())


@lru_cache(maxsize=256)
def typeface(family: str, bold: bool, size_px: float) -> ImageFont.FreeTypeFont:
    """A font that is `at_hand`."""
    name = HAN_FAMILIES[family] if family in HAN_FAMILIES else FAMILIES[family][bold]
    return ImageFont.truetype(str(_installed()[name]), size_px, layout_engine=ImageFont.Layout.BASIC)


def runs(text: str) -> list[tuple[str, bool]]:
    """The text in pieces of one script; whether each is Chinese."""
    return [("".join(run), han) for han, run in groupby(text, key=is_han)]
