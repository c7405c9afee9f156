"""Plots: heat maps with colour bars, flow fields, charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.others.tools import RAINBOWS, blobs, coloured, draw_strip, ramp, unit_range
from dlre_gui.simulation.styles.canvas import Canvas
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.furniture import vivid

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray
    from PIL import Image

FONTS = ("DejaVu Sans", "DejaVu Sans Mono", "DlreScreenSans", "STIX")
INK, PAPER = (20, 20, 20), (255, 255, 255)


def _sheet(rng: Generator, size: tuple[int, int]) -> tuple[Canvas, Box]:
    """A white (or dark) page with the axes' box."""
    from dlre_gui.simulation.styles.typefaces import BUNDLED_HAN, at_hand

    canvas = Canvas(size, (at_hand(pick(rng, FONTS)), BUNDLED_HAN), max(22.0, 10 * 1080 / size[1]))
    canvas.fill(Box(0, 0, *size), PAPER if chance(rng, 0.8) else (235, 235, 242))
    width, height = size
    axes = Box(round(0.12 * width), round(0.1 * height), round(0.62 * width), round(0.76 * height))
    return canvas, axes


def _axes(rng: Generator, canvas: Canvas, axes: Box, title: str) -> None:
    canvas.frame(axes, INK)
    canvas.text(axes.centre[0], axes.y - 1.6 * canvas.line_height(), title, INK, 1.1, anchor="m")
    step = pick(rng, (1, 10, 20, 50))
    for tick in range(6):
        x, y = axes.x + tick * axes.w / 5, axes.bottom - tick * axes.h / 5
        canvas.line([(x, axes.bottom), (x, axes.bottom + 5)], INK, 1)
        canvas.text(x, axes.bottom + 8, str(tick * step), INK, 0.85, anchor="m")
        canvas.line([(axes.x - 5, y), (axes.x, y)], INK, 1)
        canvas.text(axes.x - 9, y - 0.6 * canvas.font_px, str(tick * step), INK, 0.85, anchor="r")


def _bar(rng: Generator, canvas: Canvas, axes: Box, colours: NDArray[np.uint8], unit: str) -> None:
    strip = Box(axes.right + round(0.04 * axes.w), axes.y, max(8, round(0.035 * axes.w)), axes.h)
    draw_strip(canvas, colours, strip, "", "", INK)
    canvas.frame(strip, INK, 0.7)
    top = pick(rng, (1.0, 5.0, 10.0, 40.0, 100.0, 255.0))
    for tick in range(6):
        y = strip.bottom - tick * strip.h / 5
        canvas.line([(strip.right, y), (strip.right + 5, y)], INK, 1)
        canvas.text(strip.right + 9, y - 0.6 * canvas.font_px, f"{top * tick / 5:g}", INK, 0.85)
    canvas.text(strip.right + 3.6 * canvas.font_px, strip.centre[1], unit, INK, 0.9)


def heat_map(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """A matrix or a smooth field in colours, with axes and bar."""
    canvas, axes = _sheet(rng, size)
    colours = ramp(pick(rng, RAINBOWS))
    if chance(rng, 0.4):
        cells = rng.random((int(rng.integers(4, 24)), int(rng.integers(4, 24)))).astype(np.float32)
        rows = np.arange(axes.h) * cells.shape[0] // axes.h
        field = cells[rows[:, None], (np.arange(axes.w) * cells.shape[1] // axes.w)[None, :]]
    else:
        field = unit_range(blobs(rng, (axes.h, axes.w), between(rng, 3, 12)))
    canvas.paste(coloured(field, colours), axes)
    _axes(rng, canvas, axes, pick(rng, ("Correlation", "Temperature", "Attention", "Figure 3", "Density")))
    _bar(rng, canvas, axes, colours, pick(rng, ("", "a.u.", "°C", "mm", "%", "dB")))
    return canvas.image


def flow_plot(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """A computed flow or stress on white, with a bar in m/s or kPa: not a scanner's screen."""
    canvas, axes = _sheet(rng, size)
    colours = ramp(pick(rng, RAINBOWS))
    shape = (axes.h, axes.w)
    rows, columns = np.arange(axes.h)[:, None], np.arange(axes.w)[None, :]
    middle = axes.h * (0.5 + 0.2 * np.sin(columns / axes.w * between(rng, 2, 7)))
    away = np.abs(rows - middle) / (axes.h * between(rng, 0.12, 0.3))
    speed = np.clip(1 - away**2, 0, 1) * (0.8 + 0.2 * unit_range(blobs(rng, shape, 8)))
    picture = np.where((away < 1)[:, :, None], coloured(speed.astype(np.float32), colours), np.uint8(255))
    canvas.paste(np.ascontiguousarray(picture), axes)
    _axes(rng, canvas, axes, pick(rng, ("Velocity magnitude", "von Mises stress", "Pressure")))
    _bar(rng, canvas, axes, colours, pick(rng, ("m/s", "kPa", "Pa", "cm/s")))
    return canvas.image


def chart(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Bars, curves or slices in strong colours."""
    canvas, axes = _sheet(rng, size)
    kind = pick(rng, ("bars", "lines", "pie"))
    if kind == "pie":
        start = 0.0
        for _ in range(int(rng.integers(3, 9))):
            end = start + between(rng, 20, 90)
            canvas.draw.pieslice(
                (axes.x, axes.y, axes.x + axes.h, axes.bottom), start, min(end, 360), fill=vivid(rng)
            )
            start = end
        return canvas.image
    _axes(rng, canvas, axes, pick(rng, ("Results", "Liver stiffness (kPa)", "n = 398")))
    count = int(rng.integers(4, 12))
    if kind == "bars":
        for number in range(count):
            x, foot = axes.x + (number + 0.15) * axes.w / count, axes.bottom - 1
            top = min(axes.bottom - axes.h * rng.random(), foot)
            canvas.draw.rectangle((x, top, x + 0.7 * axes.w / count, foot), fill=vivid(rng))
        return canvas.image
    for _ in range(int(rng.integers(2, 7))):
        heights = np.cumsum(rng.normal(0, 0.05, 60)) + 0.5
        points = [
            (axes.x + i * axes.w / 59, axes.y + axes.h * float(np.clip(h, 0, 1)))
            for i, h in enumerate(heights)
        ]
        canvas.line(points, vivid(rng), 2)
    return canvas.image
