"""Other coloured maps of scanners: strain, quality, attenuation, dispersion, contrast, tinted B-mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation.others.tools import blend, blobs, coloured, draw_exam, draw_strip, ramp, strip_beside
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.furniture import vivid
from dlre_gui.simulation.styles.overlay import edge_of, with_quality
from dlre_gui.simulation.styles.palettes import QUALITY_PALETTES, palette
from dlre_gui.simulation.styles.vendors import OUTLINE_COLOURS

if TYPE_CHECKING:
    from numpy.random import Generator
    from PIL import Image

    from dlre_gui.simulation.others.tools import Exam
    from dlre_gui.simulation.styles.palettes import Colour

STRAIN = (
    ramp(((220, 20, 20), (230, 220, 40), (40, 200, 60), (20, 120, 220), (10, 10, 180))),
    ramp(((10, 10, 180), (20, 160, 220), (40, 200, 60), (230, 220, 40), (220, 20, 20))),
)
SOFT_HARD = (("SOFT", "HARD"), ("Soft", "Hard"), ("SF", "HD"), ("S", "H"), ("软", "硬"), ("weich", "hart"))


def _filled(rng: Generator, exam: Exam, name: str, opacity: float) -> None:
    """The region in a rainbow's colours, with its outline."""
    field = 0.5 + 0.22 * blobs(rng, exam.inside.shape, between(rng, 3, 9))
    blend(exam.part, coloured(field, palette(name)), exam.inside * np.float32(opacity))
    edge = edge_of(exam.inside, max(1, round(1.5 * exam.canvas.unit)))
    exam.part[edge] = OUTLINE_COLOURS[pick(rng, tuple(OUTLINE_COLOURS))]


def strain(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Relative stiffness without a scale: words at the bar's ends, no number, no unit."""
    exam, colours = draw_exam(rng, size), pick(rng, STRAIN)
    field = 0.5 + 0.25 * blobs(rng, exam.inside.shape, between(rng, 2, 7))
    blend(exam.part, coloured(field, colours), exam.inside * np.float32(between(rng, 0.4, 0.9)))
    edge = edge_of(exam.inside, max(1, round(1.5 * exam.canvas.unit)))
    exam.part[edge] = OUTLINE_COLOURS[pick(rng, ("white", "yellow", "green"))]
    image = exam.image(rng)
    soft, hard = pick(rng, SOFT_HARD)
    top, bottom = (soft, hard) if chance(rng, 0.5) else (hard, soft)
    draw_strip(exam.canvas, colours, strip_beside(rng, exam), top, bottom, exam.look.text)
    if chance(rng, 0.4):
        y = exam.panel.bottom - 2 * exam.canvas.line_height()
        exam.canvas.text(exam.panel.x, y, f"Strain Ratio {between(rng, 0.5, 6):.2f}", exam.look.text)
    return image


def quality_map(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """The confidence of a measurement in percent; the stiffness itself is not shown."""
    exam, name = draw_exam(rng, size), pick(rng, tuple(QUALITY_PALETTES))
    void = exam.inside & (blobs(rng, exam.inside.shape, 4) > 1.1)
    exam.part[:] = with_quality(rng, exam.part, exam.inside, void, name, between(rng, 0.5, 1))
    image = exam.image(rng)
    low, high = pick(rng, (("0 %", "100 %"), ("0", "100"), ("0.0", "1.0"), ("Low", "High")))
    draw_strip(exam.canvas, palette(name), strip_beside(rng, exam), high, low, exam.look.text)
    return image


def _map_with(rng: Generator, size: tuple[int, int], top: str, bottom: str, title: str) -> Image.Image:
    exam = draw_exam(rng, size)
    name = pick(rng, ("rainbow", "supersonic", "violet_rainbow", "two_tone", "blue_green_red"))
    _filled(rng, exam, name, between(rng, 0.4, 1.0))
    image = exam.image(rng)
    draw_strip(exam.canvas, palette(name), strip_beside(rng, exam), top, bottom, exam.look.text)
    exam.canvas.text(exam.panel.x, exam.panel.bottom - exam.canvas.line_height(), title, exam.look.text)
    return image


def attenuation_map(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """A fat map in dB/cm/MHz."""
    top = pick(rng, ("1.40 dB/cm/MHz", "1.2 dB/cm/MHz", "1.0 dB/cm/MHz"))
    return _map_with(
        rng, size, top, pick(rng, ("0.40", "0.3", "0")), f"AC {between(rng, 0.4, 1):.2f} dB/cm/MHz"
    )


def dispersion_map(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Dispersion of the shear waves in (m/s)/kHz: no stiffness."""
    top = pick(rng, ("30.0 (m/s)/kHz", "25 (m/s)/kHz", "30 m/s/kHz"))
    return _map_with(rng, size, top, "0.0", f"DS {between(rng, 6, 18):.1f} (m/s)/kHz")


def contrast(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Contrast agent in amber over black."""
    exam = draw_exam(rng, size)
    grey = exam.picture[:, :, 1].astype(np.float32) * (0.6 + 0.4 * blobs(rng, exam.picture.shape, 6))
    amber = ramp(
        pick(rng, (((0, 0, 0), (150, 80, 10), (255, 210, 90)), ((0, 0, 0), (120, 70, 60), (255, 230, 200))))
    )
    exam.picture[:] = coloured((grey / 255).astype(np.float32), amber)
    image = exam.image(rng)
    if chance(rng, 0.6):
        draw_strip(exam.canvas, amber, strip_beside(rng, exam), "", "", exam.look.text)
    return image


def plain(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """B-mode with coloured icons, marks, and measurements in cm."""
    exam = draw_exam(rng, size)
    image = exam.image(rng)
    canvas, panel = exam.canvas, exam.panel
    side = 26 * canvas.unit
    for number in range(int(rng.integers(2, 10))):
        x, y = canvas.image.width - 2 * side, panel.y + number * 1.6 * side
        canvas.draw.rounded_rectangle((x, y, x + side, y + side), 4, fill=vivid(rng))
    for number in range(int(rng.integers(0, 4))):
        y = panel.bottom - (number + 1.2) * canvas.line_height()
        canvas.text(8, y, f"{number + 1} D {between(rng, 0.5, 12):.2f} cm", _yellow(rng))
    if chance(rng, 0.4):
        x, y = panel.x + panel.w * rng.random(), panel.y + panel.h * rng.random()
        canvas.draw.ellipse((x, y, x + 3 * side, y + 2 * side), outline=vivid(rng), width=2)
    return image


def _yellow(rng: Generator) -> Colour:
    return pick(rng, ((250, 230, 60), (120, 240, 120), (230, 230, 230)))


def tinted_bmode(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """B-mode in a tint or a colour map of its own, with its bar."""
    exam = draw_exam(rng, size)
    dark, light = vivid(rng), vivid(rng)
    colours = ramp(((0, 0, 0), (dark[0] // 2, dark[1] // 2, dark[2] // 2), light, (255, 255, 255)))
    exam.picture[:] = colours[exam.picture[:, :, 1]]
    image = exam.image(rng)
    if chance(rng, 0.7):
        draw_strip(exam.canvas, colours, strip_beside(rng, exam), "", "", exam.look.text)
    return image
