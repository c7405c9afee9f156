"""Textures like photos, thermal cameras, weather maps, fused CT, noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.others.tools import RAINBOWS, blend, blobs, coloured, draw_strip, ramp, unit_range
from dlre_gui.simulation.styles.canvas import Canvas
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.furniture import vivid
from dlre_gui.simulation.styles.typefaces import BUNDLED, BUNDLED_HAN

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

WHITE = (240, 240, 240)


def _octaves(rng: Generator, shape: tuple[int, ...], count: int = 4) -> NDArray[np.float32]:
    """Noise of several grains, as surfaces have, 0 to 1."""
    field = sum(blobs(rng, shape, 14 / 2**octave) / 2**octave for octave in range(count))
    return unit_range(np.asarray(field, dtype=np.float32))


def _canvas(picture: NDArray[np.uint8]) -> Canvas:
    size = (picture.shape[1], picture.shape[0])
    canvas = Canvas(size, (BUNDLED, BUNDLED_HAN), max(24.0, 11 * 1080 / size[1]))
    canvas.paste(np.ascontiguousarray(picture), Box(0, 0, *size))
    return canvas


def photo(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Sky, ground and things: no photo, but its statistics."""
    shape = (size[1], size[0])
    ground = coloured(_octaves(rng, shape), ramp((vivid(rng), vivid(rng), vivid(rng))))
    sky = coloured(_octaves(rng, shape, 2), ramp(((90, 140, 210), (220, 230, 240))))
    rows = np.arange(size[1])[:, None] / size[1]
    horizon = between(rng, 0.2, 0.7) + 0.05 * blobs(rng, (1, size[0]), 3)
    picture = np.where((rows < horizon)[:, :, None], sky, ground)
    light = (0.5 + 0.5 * _octaves(rng, shape, 5))[:, :, None]
    image = Image.fromarray(np.clip(picture * light, 0, 255).astype(np.uint8))
    return image if chance(rng, 0.5) else image.rotate(90, expand=True).resize(size)


def thermal(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """A thermal camera's picture with its bar in °C."""
    colours = ramp(pick(rng, RAINBOWS))
    field = 0.7 * unit_range(blobs(rng, (size[1], size[0]), 9)) + 0.3 * _octaves(rng, (size[1], size[0]), 3)
    canvas = _canvas(coloured(field, colours))
    width = max(10, round(0.02 * size[0]))
    strip = Box(round(0.93 * size[0]), round(0.15 * size[1]), width, round(0.6 * size[1]))
    low = between(rng, 5, 25)
    draw_strip(canvas, colours, strip, f"{low + between(rng, 5, 20):.1f}", f"{low:.1f}", WHITE)
    canvas.text(0.03 * size[0], 0.03 * size[1], f"{between(rng, 20, 40):.1f} °C", WHITE, 1.3, bold=True)
    return canvas.image


def weather(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Rain radar over land and sea, with its legend."""
    shape, colours = (size[1], size[0]), ramp(RAINBOWS[0])
    land = (_octaves(rng, shape) > 0.5)[:, :, None]
    picture = np.where(land, np.array((190, 205, 170), np.uint8), np.array((170, 200, 225), np.uint8))
    if chance(rng, 0.5):
        picture = np.repeat(picture.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)
    rain = unit_range(blobs(rng, shape, between(rng, 2, 7)))
    cover = (rain > between(rng, 0.45, 0.7)).astype(np.float32) * between(rng, 0.6, 1)
    blend(picture, coloured(rain, colours), cover)
    canvas = _canvas(picture)
    strip = Box(
        round(0.94 * size[0]), round(0.3 * size[1]), max(10, round(0.018 * size[0])), round(0.4 * size[1])
    )
    top, bottom = pick(rng, (("50 mm/h", "0"), ("70 dBZ", "5"), ("40 m/s", "0"), ("35 °C", "-5")))
    draw_strip(canvas, colours, strip, top, bottom, (20, 20, 20))
    return canvas.image


def fusion(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Grey anatomy with a warm overlay, as PET/CT has; perhaps with a bar."""
    shape, colours = (size[1], size[0]), ramp(pick(rng, RAINBOWS[2:5]))
    rows, columns = np.mgrid[-1 : 1 : complex(0, shape[0]), -1.4 : 1.4 : complex(0, shape[1])].astype(
        np.float32
    )
    body = np.hypot(columns / between(rng, 0.7, 1), rows / between(rng, 0.6, 0.8)) < 1
    grey = np.where(body, 60 + 120 * _octaves(rng, shape), 0)
    picture = np.repeat(grey.astype(np.uint8)[:, :, None], 3, axis=2)
    uptake = unit_range(blobs(rng, shape, between(rng, 3, 8)))
    blend(picture, coloured(uptake, colours), np.clip((uptake - 0.5) * 2.4, 0, 0.9) * body)
    canvas = _canvas(picture)
    if chance(rng, 0.6):
        strip = Box(
            round(0.95 * size[0]), round(0.2 * size[1]), max(10, round(0.015 * size[0])), round(0.5 * size[1])
        )
        draw_strip(canvas, colours, strip, pick(rng, ("10.0 SUV", "100 %", "5")), "0", WHITE)
    return canvas.image


def noise(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Noise: fine, coarse, coloured, or a constant."""
    shape = (size[1], size[0], 3)
    kind = pick(rng, ("fine", "coarse", "one colour", "grey"))
    if kind == "fine":
        return Image.fromarray(rng.integers(0, 256, shape, dtype=np.uint8))
    if kind == "coarse":
        coarse = rng.integers(0, 256, (int(rng.integers(4, 60)), int(rng.integers(4, 60)), 3), dtype=np.uint8)
        return Image.fromarray(coarse).resize(
            size, pick(rng, (Image.Resampling.NEAREST, Image.Resampling.BICUBIC))
        )
    if kind == "one colour":
        return Image.new("RGB", size, vivid(rng))
    grey = rng.integers(0, 256, shape[:2], dtype=np.uint8)
    return Image.fromarray(np.repeat(grey[:, :, None], 3, axis=2))
