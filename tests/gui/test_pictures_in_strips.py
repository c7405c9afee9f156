"""A screen's pixels become a Qt picture, a thumbnail and a small file, exactly and in short steps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from dlre_gui.domain.screen import Screen
from dlre_gui.gui.pictures import KEPT_SIZE, THUMBNAIL_SIZE, picture_of


def screen(width: int, height: int) -> Screen:
    pixels = np.random.default_rng(width).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Screen(pixels, Path("a.png"), 0, 1, "0", "")


def rgb(image: QImage) -> NDArray[np.uint8]:
    seen = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(seen.constBits(), np.uint8).reshape(seen.height(), seen.bytesPerLine())
    return lines[:, : 3 * seen.width()].reshape(seen.height(), seen.width(), 3).copy()


@pytest.mark.parametrize(
    ("width", "height"), [(1440, 1080), (721, 541), (1, 1), (90_000, 2), (3, 70_001), (225, 168), (100, 2000)]
)
def test_a_picture_has_the_screens_pixels_whatever_its_size(
    width: int, height: int, qapp: QApplication
) -> None:
    one = screen(width, height)
    picture = picture_of(one)
    assert np.array_equal(rgb(picture.image), one.pixels)
    assert picture.image.format() == QImage.Format.Format_RGB32
    small = picture.thumbnail
    if min(width, height) > 1 and max(width, height) < 10_000:
        fits = (small.width() - THUMBNAIL_SIZE.width(), small.height() - THUMBNAIL_SIZE.height())
        assert max(fits) == 0, "as large as the room, and not larger"
        assert small.width() / small.height() == pytest.approx(width / height, rel=0.1)


def test_a_thumbnail_shows_means_of_its_screen(qapp: QApplication) -> None:
    pixels = np.zeros((1080, 1440, 3), np.uint8)
    pixels[::2] = (200, 100, 50)  # every other line: a thumbnail that leaves out lines shows all or nothing
    pixels[:, 720:] = (10, 20, 250)
    picture = picture_of(Screen(pixels, Path("a.png"), 0, 1, "0", ""))
    seen = rgb(picture.thumbnail).astype(int)
    assert np.abs(seen[10:-10, 10:100] - (100, 50, 25)).max() <= 2
    assert np.abs(seen[10:-10, -100:-10] - (10, 20, 250)).max() <= 2
    kept = QImage.fromData(picture.jpeg, "JPEG")  # type: ignore[arg-type]
    assert (kept.width(), kept.height()) == (KEPT_SIZE.width(), KEPT_SIZE.height())
    assert np.abs(rgb(kept).astype(int)[20:-20, 20:50] - (100, 50, 25)).max() <= 6
