"""From the scanner to the file: rescaling, another program's window, a margin, a display profile, JPEG."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.simulation.styles.chance import between
from dlre_gui.simulation.styles.surround import with_margin, within_window

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlre_gui.domain.findings import QBox
    from dlre_gui.simulation.styles.appearance import Appearance
    from dlre_gui.simulation.styles.truth import StyledTruth


def captured(
    pixels: NDArray[np.uint8], truth: StyledTruth, look: Appearance, rng: Generator
) -> tuple[NDArray[np.uint8], StyledTruth]:
    """The picture as it comes to the reader, with the truth in its px."""
    image, capture = Image.fromarray(pixels), look.capture
    if capture.rescale != 1:
        size = (round(look.size[0] * capture.rescale), round(look.size[1] * capture.rescale))
        image = image.resize(size, Image.Resampling.BILINEAR)
        truth = _rescaled(truth, size)
    if capture.surround:
        surround = within_window if capture.surround == "window" else with_margin
        image, corner = surround(rng, image)
        truth = _moved(truth, corner, image.size)
    if capture.profile:
        image = with_profile(rng, image)
    if capture.jpeg is not None:
        image = through_jpeg(image, capture.jpeg, capture.subsampled)
    return np.asarray(image), truth


def with_profile(rng: Generator, image: Image.Image) -> Image.Image:
    """Another display's colours: a gamma that hardly differs by channel, and each mixed with the others.

    Grey stays nearly grey, as displays' white is adjusted; saturation and hue move.
    """
    level, gamma = np.arange(256) / 255, between(rng, 0.85, 1.2)
    tables = [np.rint(255 * level ** (gamma * between(rng, 0.97, 1.03))).astype(int) for _ in range(3)]
    matrix = np.eye(3) + rng.uniform(-0.04, 0.12, (3, 3)) * (1 - np.eye(3))
    matrix /= matrix.sum(axis=1, keepdims=True)
    twelve = np.concatenate([matrix, np.zeros((3, 1))], axis=1).ravel().tolist()
    return image.point(np.concatenate(tables).tolist()).convert("RGB", tuple(twelve))


def through_jpeg(image: Image.Image, quality: int, subsampled: bool) -> Image.Image:
    """Compressed and read again; `subsampled`: colour at half the resolution."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, subsampling=2 if subsampled else 0)
    return Image.open(stream).convert("RGB")


def _rescaled(truth: StyledTruth, size: tuple[int, int]) -> StyledTruth:
    """The truth after the picture was brought to another size."""
    fx, fy = size[0] / truth.size[0], size[1] / truth.size[1]

    def scaled(box: Box) -> Box:
        x, y = round(box.x * fx), round(box.y * fy)
        return Box(x, y, max(1, round(box.right * fx) - x), max(1, round(box.bottom * fy) - y))

    swe_box = scaled(truth.swe_box)
    rows = _source(swe_box.y, swe_box.h, fy, truth.swe_box.y, truth.swe_box.h)[:, None]
    columns = _source(swe_box.x, swe_box.w, fx, truth.swe_box.x, truth.swe_box.w)[None, :]
    changed = _changed(truth, scaled)
    return replace(
        changed,
        size=size,
        outline=tuple((x * fx, y * fy) for x, y in truth.outline),
        stiffness=truth.stiffness[rows, columns],
        inside=truth.inside[rows, columns],
        void=truth.void[rows, columns],
        marked=_blurred(truth)[rows, columns],
        qboxes=tuple(_with_circle(qbox, fx, fy, (0, 0)) for qbox in truth.qboxes),
        mm_per_px=truth.mm_per_px / fx,
    )


def _source(start: int, count: int, factor: float, origin: int, limit: int) -> NDArray[np.intp]:
    """Which px of the old rectangle each px of the new one shows."""
    old = np.floor((start + np.arange(count) + 0.5) / factor).astype(np.intp) - origin
    return np.asarray(np.clip(old, 0, limit - 1), dtype=np.intp)


def _blurred(truth: StyledTruth) -> NDArray[np.bool_]:
    """What marks, and edges of voids, reach into after interpolation."""
    from scipy.ndimage import binary_dilation, binary_erosion

    square = np.ones((3, 3), dtype=np.bool_)
    marked = binary_dilation(truth.marked, square, iterations=2)
    known = np.isfinite(truth.stiffness)
    return np.asarray(marked | (known & ~binary_erosion(known, square, iterations=2)))


def _with_circle(qbox: QBox, fx: float, fy: float, shift: tuple[int, int]) -> QBox:
    if qbox.circle is None:
        return qbox
    x, y = qbox.circle.x * fx + shift[0], qbox.circle.y * fy + shift[1]
    return replace(qbox, circle=Circle(x, y, qbox.circle.radius * (fx + fy) / 2))


def _moved(truth: StyledTruth, corner: tuple[int, int], size: tuple[int, int]) -> StyledTruth:
    """The truth after the picture was put into a larger one."""
    dx, dy = corner
    return replace(
        _changed(truth, lambda box: box.shifted(dx, dy)),
        size=size,
        outline=tuple((x + dx, y + dy) for x, y in truth.outline),
        qboxes=tuple(_with_circle(qbox, 1, 1, corner) for qbox in truth.qboxes),
    )


def _changed(truth: StyledTruth, change: Callable[[Box], Box]) -> StyledTruth:
    """The truth with every box changed alike."""

    def maybe(box: Box | None) -> Box | None:
        return None if box is None else change(box)

    return replace(
        truth,
        frame=change(truth.frame),
        panels=tuple(change(panel) for panel in truth.panels),
        swe_box=change(truth.swe_box),
        empty_box=maybe(truth.empty_box),
        quality_box=maybe(truth.quality_box),
        colour_bar=change(truth.colour_bar),
        qbox_panel=maybe(truth.qbox_panel),
        regions=tuple(change(region) for region in truth.regions),
    )
