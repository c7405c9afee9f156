"""Synthetic lines of text as scanners' screens show them, for `train_text_reader.py`."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from dlre_gui.screen.ocr import FOREIGN, small_input
from dlre_gui.screen.text_lines import MARGIN
from text_reader_fonts import FontShelf, font_of
from text_reader_texts import ALPHABET, GAP, drawn_text, one

NUMBER_OF = {character: number for number, character in enumerate([*ALPHABET, " "], start=1)}
_SMALLEST_PX, _LARGEST_PX = 8.0, 36.0  # size of the type as it is seen
_FILTERS = (
    Image.Resampling.BILINEAR,
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
    Image.Resampling.BOX,
)
_QUALITIES = (60, 65, 70, 75, 80, 85, 85, 90, 95)


class Lines(torch.utils.data.Dataset[Any]):
    """Chunks of batches (lines, widths, texts, lengths); chunk k is the same whenever it is asked for."""

    def __init__(self, shelf: FontShelf, seed: int, n_chunks: int, batch: int, batches: int) -> None:
        self._shelf, self._seed, self._n, self._batch, self._batches = shelf, seed, n_chunks, batch, batches

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, chunk: int) -> list[tuple[torch.Tensor, ...]]:
        if chunk >= self._n:
            raise IndexError(chunk)
        n = self._batch * self._batches
        samples = [line_of(self._shelf, np.random.default_rng((self._seed, chunk * n + k))) for k in range(n)]
        ready = [(small_input(picture)[0], text) for picture, text in samples]
        ready = sorted((r for r in ready if len(r[1]) < r[0].shape[2] // 2), key=lambda r: r[0].shape[2])
        parts = [ready[k : k + self._batch] for k in range(0, len(ready), self._batch)]
        order = np.random.default_rng((self._seed, chunk)).permutation(len(parts))
        return [_padded(parts[k]) for k in order]


def _padded(samples: list[tuple[NDArray[np.float32], str]]) -> tuple[torch.Tensor, ...]:
    widths = [line.shape[2] for line, _ in samples]
    lines = np.zeros((len(samples), 1, samples[0][0].shape[1], max(widths) + max(widths) % 2), np.float32)
    for k, (line, _) in enumerate(samples):
        lines[k, :, :, : line.shape[2]] = line
    texts = [[NUMBER_OF[c] for c in text] for _, text in samples]
    joined = [number for text in texts for number in text]
    lengths = [len(text) for text in texts]
    return torch.from_numpy(lines), torch.tensor(widths), torch.tensor(joined), torch.tensor(lengths)


def line_of(shelf: FontShelf, rng: Generator) -> tuple[NDArray[np.uint8], str]:
    """A line as the screen room cuts it out (dark on light), and its text."""
    while True:
        shown = drawn_text(rng)
        picture = picture_of(shelf, rng, shown)
        if picture is not None:
            return picture, " ".join("".join(_target(c) for c in shown).split())


def _target(character: str) -> str:
    if character == GAP:
        return " "
    return character if character in NUMBER_OF else FOREIGN


def picture_of(shelf: FontShelf, rng: Generator, shown: str) -> NDArray[np.uint8] | None:
    size = float(np.exp(rng.uniform(np.log(_SMALLEST_PX), np.log(_LARGEST_PX))))
    zoom = float(one(rng, (1, 1, 1, 1.5, 2, 2.7, 0.6, rng.uniform(0.55, 3))))
    canvas = _set(shelf, rng, shown, max(7.0, size * zoom))
    if zoom != 1:
        canvas = _zoomed(rng, canvas, 1 / zoom)
    kind = rng.random()
    if kind < 0.12:
        canvas = canvas.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.3, 0.09 * size))))
    elif kind < 0.18:
        canvas = canvas.filter(ImageFilter.UnsharpMask(1.0, int(rng.integers(50, 200)), 0))
    ink = np.divide(np.asarray(canvas), 255, dtype=np.float32)
    high = _on_screen(rng, ink)
    if rng.random() < 0.12:  # a screenshot of a window that shows the screen smaller or larger
        factor = float(rng.uniform(0.7, 1.5))
        state = rng.bit_generator.state
        high = np.asarray(_zoomed(rng, Image.fromarray(high), factor))
        rng.bit_generator.state = state
        ink = np.divide(np.asarray(_zoomed(rng, canvas, factor)), 255, dtype=np.float32)
    return _cut(rng, high, ink)


def _zoomed(rng: Generator, picture: Image.Image, factor: float) -> Image.Image:
    size = max(8, round(picture.width * factor)), max(8, round(picture.height * factor))
    return picture.resize(size, one(rng, _FILTERS))


def _set(shelf: FontShelf, rng: Generator, shown: str, size: float) -> Image.Image:
    """White text on black with room around it."""
    runs = _runs(shown)
    fonts = _fonts(shelf, rng, shown, round(2 * size) / 2)
    spaced = rng.uniform(0, 0.12) * size if rng.random() < 0.15 else 0.0
    drawn_sign = rng.random() < 0.2
    width = sum(fonts[_is_han(r[0])].getlength(r) + (spaced + 0.1 * size) * len(r) for r in runs) + 5 * size
    canvas = Image.new("L", (round(width + 1.5 * size * shown.count(GAP)), round(3.2 * size)))
    pen = ImageDraw.Draw(canvas)
    pen.fontmode = "1" if rng.random() < 0.08 else "L"
    heavy = 1 if size > 18 and rng.random() < 0.04 else 0
    x, base = 2 * size + float(rng.random()), 2 * size + float(rng.random())
    for run in runs:
        font = fonts[_is_han(run[0])]
        if run == GAP:
            x += size * float(rng.uniform(0.35, 0.9))
        elif run == "≥" and drawn_sign:
            x += _draw_at_least(pen, x, base, 0.7 * size)
        elif spaced:
            for character in run:
                pen.text((x, base), character, 255, font, anchor="ls", stroke_width=heavy)
                x += font.getlength(character) + spaced
        else:
            pen.text((x, base), run, 255, font, anchor="ls", stroke_width=heavy)
            x += font.getlength(run)
    return canvas


def _fonts(shelf: FontShelf, rng: Generator, shown: str, size: float) -> dict[bool, ImageFont.FreeTypeFont]:
    """The fonts of the Latin (False) and the Chinese characters (True), now and then one for both."""
    chinese = "".join(c for c in shown if _is_han(c))
    if chinese and rng.random() < 0.4:
        both = shelf.pick(rng, shown.replace(GAP, ""), True)
        return dict.fromkeys((False, True), font_of(*both, size))
    latin = shelf.pick(rng, "".join(c for c in shown if c != GAP and not _is_han(c)), False)
    fonts = {False: font_of(*latin, size)}
    if chinese:
        fonts[True] = font_of(*shelf.pick(rng, chinese, True), size)
    return fonts


def _runs(shown: str) -> list[str]:
    runs: list[str] = []
    for character in shown:
        alone = character in (GAP, "≥")
        if runs and not alone and runs[-1] not in (GAP, "≥") and _is_han(runs[-1][0]) == _is_han(character):
            runs[-1] += character
        else:
            runs.append(character)
    return runs


def _is_han(character: str) -> bool:
    return ord(character) >= 0x2E80


def _draw_at_least(pen: ImageDraw.ImageDraw, x: float, base: float, height: float) -> float:
    """The sign ≥ drawn with lines, as interfaces do whose font lacks it; returns its advance."""
    right, thick = x + 0.75 * height, max(1, round(0.1 * height))
    pen.line([(x, base - height), (right, base - 0.62 * height), (x, base - 0.25 * height)], 255, thick)
    pen.line([(x, base), (right, base)], 255, thick)
    return height


def _on_screen(rng: Generator, ink: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Brightest channel of the text in colour over some ground, compressed or not."""
    light = _colour(rng)
    ground = _ground(rng, ink.shape, float(light.max()))
    if rng.random() < 0.12:
        _add_marks(rng, ground, ink, float(light.max()))
    if rng.random() < 0.5:
        return np.clip(ground + ink * (np.float32(light.max()) - ground), 0, 255).astype(np.uint8)
    picture = ground[..., None] + ink[..., None] * (light - ground[..., None])
    return _compressed(rng, np.clip(picture, 0, 255).astype(np.uint8))


def _colour(rng: Generator) -> NDArray[np.float32]:
    """Of the text: mostly near white, now and then yellow, green, cyan, orange."""
    low = (0.2, 0.0) if rng.random() < 0.15 else (0.75, 0.55)
    shares = np.array([1.0, rng.uniform(low[0], 1), rng.uniform(low[1], 1)])[rng.permutation(3)]
    return (rng.uniform(110, 255) * shares).astype(np.float32)


def _ground(rng: Generator, shape: tuple[int, ...], light: float) -> NDArray[np.float32]:
    """Black or grey, now and then sloping, noisy, or speckle that shines through."""
    h, w = shape
    level = rng.uniform(0, 20) if rng.random() < 0.8 else rng.uniform(10, 0.4 * light)
    ground = np.full((h, w), level, np.float32)
    if rng.random() < 0.25:
        ground += np.linspace(0, rng.uniform(0, 20), w, dtype=np.float32)[:: one(rng, (1, -1))]
    kind = rng.random()
    if kind < 0.2:
        ground += np.abs(rng.normal(0, rng.uniform(1, 8), (h, w))).astype(np.float32)
    elif kind < 0.28:
        coarse = Image.fromarray(
            rng.gamma(2.0, 0.08 * light, (h // 3 + 1, w // 4 + 1)).clip(0, 255).astype(np.uint8)
        )
        ground += rng.uniform(0.1, 0.8) * np.asarray(
            coarse.resize((w, h), Image.Resampling.BICUBIC), np.float32
        )
    return ground


def _compressed(rng: Generator, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Brightest channel of a picture that went through JPEG."""
    stream = io.BytesIO()
    quality = int(one(rng, _QUALITIES))
    Image.fromarray(rgb).save(stream, "JPEG", quality=quality, subsampling=int(one(rng, (0, 2, 2))))
    red, green, blue = (np.asarray(channel) for channel in Image.open(stream).split())
    return np.asarray(np.maximum(np.maximum(red, green), blue))


def _add_marks(rng: Generator, ground: NDArray[np.float32], ink: NDArray[np.float32], light: float) -> None:
    """A tick or the edge of a bar beside the text."""
    columns = np.flatnonzero(ink.max(axis=0) > 0.2)
    if not columns.size:
        return
    height = ink.shape[0]
    gap = int(rng.integers(3, 8))
    x = int(columns[0]) - gap if rng.random() < 0.6 else int(columns[-1]) + gap
    y = int(rng.integers(height // 3, 2 * height // 3))
    if rng.random() < 0.6:
        ground[y : y + int(rng.integers(1, 3)), max(0, x - 4) : x + 1] = light * rng.uniform(0.4, 1)
    else:
        ground[:, max(0, x - 2) : x + 1] = light * rng.uniform(0.2, 0.8)


def _cut(rng: Generator, high: NDArray[np.uint8], ink: NDArray[np.float32]) -> NDArray[np.uint8] | None:
    """The line with its margins, as the screen room cuts it."""
    rows, columns = (np.flatnonzero(ink.max(axis=axis) > 0.28) for axis in (1, 0))
    if rows.size < 4 or columns.size < 2:
        return None
    y0, y1, x0, x1 = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    if rng.random() < 0.3:
        y0, y1 = y0 - int(rng.integers(0, 3)), y1 + int(rng.integers(0, 3))
    height = y1 - y0
    margin = max(2, round(MARGIN * height))
    ahead = round(height * rng.uniform(0.8, 1.1)) if rng.random() < 0.15 else margin
    top, bottom = max(0, y0 - margin), min(high.shape[0], y1 + margin)
    return 255 - high[top:bottom, max(0, x0 - ahead) : x1 + margin]
