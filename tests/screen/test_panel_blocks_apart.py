"""Blocks of values under each other, each in a frame of its own that crowds its names."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.findings import Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.panel_search import Region, find_regions, values_in
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.screen_text import ScreenText

MEANS = (5.7, 5.0, 4.6)
LINE = 18


def framed_blocks() -> np.ndarray:
    """Three blocks beside bright speckle, which is where a closer look is taken."""
    rng = np.random.default_rng(1)
    picture = np.zeros((600, 800), dtype=np.uint8)
    picture[60:400, 60:560] = rng.integers(40, 120, (340, 500))
    drawn = Image.fromarray(picture).convert("RGB")
    pen, font = ImageDraw.Draw(drawn), ImageFont.load_default(12)
    for k, mean in enumerate(MEANS):
        top = 70 + k * 100
        pen.rectangle((563, top, 680, top + 5 * LINE + 4), outline=(120, 120, 120))
        rows = (f"SWE {k + 1}", f"Mean {mean} kPa", "Min 3.3 kPa", "Max 5.8 kPa", "SD 0.5 kPa")
        for n, row in enumerate(rows):
            name, _, value = row.partition(" ")
            pen.text((567, top + 3 + n * LINE), name, "white", font)
            pen.text((610, top + 3 + n * LINE), value, "white", font)
    return np.asarray(drawn)


def means_of(regions: list[Region]) -> list[float | None]:
    told = [values for region in regions for values in values_in(region, Unit.KPA, True)]
    return [v.value for values in told for v in values if v.field == "mean"]


def test_every_block_is_found() -> None:
    planes = planes_of(framed_blocks())
    frame = Box(0, 0, planes.width, planes.height)
    text: PlaneText = ScreenText(planes, frame, [], shared_reader())
    assert means_of(find_regions(text, None, len(MEANS))) == list(MEANS)
