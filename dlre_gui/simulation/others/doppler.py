"""Colour and power Doppler, and the Doppler spectrum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.others.tools import (
    Exam,
    blend,
    blobs,
    coloured,
    draw_exam,
    draw_strip,
    ramp,
    strip_beside,
)
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.overlay import edge_of
from dlre_gui.simulation.styles.vendors import OUTLINE_COLOURS

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray
    from PIL import Image

VELOCITY = (
    ramp(((0, 230, 255), (0, 90, 255), (0, 0, 120), (0, 0, 0), (120, 0, 0), (255, 60, 0), (255, 240, 60))),
    ramp(
        ((90, 255, 120), (0, 120, 255), (0, 0, 140), (0, 0, 0), (140, 0, 0), (255, 120, 0), (255, 255, 120))
    ),
)
POWER = (
    ramp(((0, 0, 0), (120, 20, 0), (230, 110, 0), (255, 230, 120))),
    ramp(((0, 0, 0), (90, 0, 60), (210, 20, 60), (255, 190, 90))),
)


def _outline(rng: Generator, exam: Exam) -> None:
    edge = edge_of(exam.inside, max(1, round(1.5 * exam.canvas.unit)))
    exam.part[edge] = OUTLINE_COLOURS[pick(rng, ("white", "green", "yellow", "grey", "orange"))]


def _velocity_bar(rng: Generator, exam: Exam, colours: NDArray[np.uint8]) -> None:
    reach = f"{between(rng, 8, 90):.1f}"
    unit = pick(rng, ("cm/s", "cm/s", "m/s")) if chance(rng, 0.85) else ""
    top, bottom = (f"+{reach}", f"-{reach}") if chance(rng, 0.6) else (reach, f"-{reach}")
    draw_strip(exam.canvas, colours, strip_beside(rng, exam), top, f"{bottom} {unit}", exam.look.text)


def colour_doppler(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Flow towards and away in some vessels of the box; a bar in cm/s around zero."""
    exam, colours = draw_exam(rng, size), pick(rng, VELOCITY)
    flow = blobs(rng, exam.inside.shape, between(rng, 3, 7))
    shape = blobs(rng, exam.inside.shape, between(rng, 2, 5))
    cover = (exam.inside & (np.abs(shape) < between(rng, 0.1, 0.5))).astype(np.float32)
    blend(exam.part, coloured(0.5 + 0.28 * flow, colours), cover)
    _outline(rng, exam)
    image = exam.image(rng)
    _velocity_bar(rng, exam, colours)
    return image


def power_doppler(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Power of flow in vessels; a bar without numbers."""
    exam, colours = draw_exam(rng, size), pick(rng, POWER)
    shape = blobs(rng, exam.inside.shape, between(rng, 1.5, 4))
    cover = np.clip((between(rng, 0.2, 0.5) - np.abs(shape)) * 6, 0, 1) * exam.inside
    blend(exam.part, coloured(cover, colours), (cover > 0.15).astype(np.float32))
    _outline(rng, exam)
    image = exam.image(rng)
    draw_strip(exam.canvas, colours, strip_beside(rng, exam), "", "", exam.look.text)
    return image


def filled_doppler(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Colour all over the box: gain too high, aliasing, or a large vessel."""
    exam, colours = draw_exam(rng, size), pick(rng, VELOCITY)
    flow = blobs(rng, exam.inside.shape, between(rng, 1, 8)) * np.float32(between(rng, 0.2, 0.6))
    aliased = (0.5 + flow) % 1.0 if chance(rng, 0.5) else 0.5 + flow
    patches = blobs(rng, exam.inside.shape, between(rng, 1, 4)) > between(rng, -2.5, -0.5)
    cover = (exam.inside & patches).astype(np.float32) * np.float32(between(rng, 0.6, 1.0))
    blend(exam.part, coloured(aliased.astype(np.float32), colours), cover)
    _outline(rng, exam)
    image = exam.image(rng)
    _velocity_bar(rng, exam, colours)
    return image


def duplex(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """B-mode with a little colour above a spectrum with its axis in cm/s or m/s."""
    exam, colours = draw_exam(rng, size), pick(rng, VELOCITY)
    cover = exam.inside & (np.abs(blobs(rng, exam.inside.shape, 5)) < 0.3)
    blend(exam.part, coloured(np.full(exam.inside.shape, 0.8, np.float32), colours), cover.astype(np.float32))
    image = exam.image(rng)
    low = exam.panel.y + exam.panel.h * 2 // 3
    strip = Box(exam.panel.x, low, exam.panel.w, exam.panel.bottom - low)
    exam.canvas.paste(_spectrum(rng, strip), strip)
    exam.canvas.frame(strip, (120, 120, 120))
    for tick in range(5):
        y = strip.y + tick * strip.h / 5
        exam.canvas.text(strip.right + 4, y, f"{80 - 20 * tick}", exam.look.text, 0.9)
    exam.canvas.text(strip.right + 4, strip.bottom - exam.canvas.line_height(), "cm/s", exam.look.text, 0.9)
    if chance(rng, 0.6):
        _velocity_bar(rng, exam, colours)
    return image


def _spectrum(rng: Generator, strip: Box) -> NDArray[np.uint8]:
    """Grey levels of a pulsating flow."""
    time = np.linspace(0, between(rng, 3, 7), strip.w) % 1.0
    height = strip.h * (0.15 + 0.65 * np.exp(-6 * time))[None, :]
    below = (strip.h - np.arange(strip.h))[:, None]
    grey = 200 * (below < height) * (0.4 + 0.6 * below / height) * rng.random((strip.h, strip.w))
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
