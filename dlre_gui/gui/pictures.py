"""The screens' pixels as Qt pictures: a few whole screens, some thumbnails, a tiny file of every one."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from dlre_gui.domain.screen import Screen
from dlre_gui.gui.encoded import jpeg_of
from dlre_gui.gui.session import AcqKey

THUMBNAIL_SIZE = QSize(224, 168)
KEPT_SIZE = QSize(128, 96)
_JPEG_QUALITY = 80
_AT_ONCE_PX = 2**16  # of twice as many Qt makes two parts, for two threads
_KEPT_SCREENS = 12
_KEPT_THUMBNAILS = 300


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen ready to be drawn, its thumbnail, and a smaller one as a JPEG file for the exam book."""

    screen: Screen
    image: QImage
    thumbnail: QImage
    jpeg: bytes


def picture_of(screen: Screen) -> Picture:
    """Convert and shrink; some ms, so never on the GUI thread.

    Not all at once: Qt gives large pictures to threads of its own, and keeps the interpreter, for which the
    GUI thread may be waiting, until they found a processor.
    """
    small = _shrunk(_qimage(_reduced(screen.pixels)), THUMBNAIL_SIZE)
    return Picture(screen, _qimage(screen.pixels), small, jpeg_of(_shrunk(small, KEPT_SIZE), _JPEG_QUALITY))


def _qimage(pixels: NDArray[np.uint8]) -> QImage:
    """RGB as a picture in memory of its own, some rows at a time."""
    height, width, _ = pixels.shape
    image = QImage(width, height, QImage.Format.Format_RGB32)
    lines = np.frombuffer(image.bits(), np.uint32).reshape(height, width)
    n_rows = max(1, _AT_ONCE_PX // width)
    for top in range(0, height, n_rows):
        some = pixels[top : top + n_rows]
        seen = QImage(some.data, width, len(some), int(some.strides[0]), QImage.Format.Format_RGB888)
        converted = seen.convertToFormat(QImage.Format.Format_RGB32)
        lines[top : top + n_rows] = np.frombuffer(converted.constBits(), np.uint32).reshape(-1, width)
    return image


def _reduced(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Means of blocks, as few as make a picture not smaller than a thumbnail."""
    height, width, _ = pixels.shape
    side = max(1, min(height // THUMBNAIL_SIZE.height(), width // THUMBNAIL_SIZE.width()))
    height, width = height // side, width // side
    whole = pixels[: height * side, : width * side]
    rows, blocks = np.zeros((height, width * side, 3), np.uint32), np.zeros((height, width, 3), np.uint32)
    for at in range(side):
        rows += whole[at::side]
    for at in range(side):
        blocks += rows[:, at::side]
    return (blocks // side**2).astype(np.uint8)


def _shrunk(image: QImage, size: QSize) -> QImage:
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


class Pictures:
    """The last screens looked at, the last thumbnails, and of every screen a JPEG file of some kB."""

    def __init__(self) -> None:
        self._whole: OrderedDict[AcqKey, Picture] = OrderedDict()
        self._small: OrderedDict[AcqKey, QImage] = OrderedDict()
        self._jpegs: dict[AcqKey, bytes] = {}
        self._sha256: dict[AcqKey, str] = {}

    def use(self, key: AcqKey, sha256: str) -> None:
        """From now on `key` is a file of these bytes: what is here of another one is forgotten."""
        before = self._sha256.get(key, sha256)
        if before != sha256:
            self._keep_small(key, before)
            for kept in (self._whole, self._small, self._jpegs):
                kept.pop(key, None)
        self._sha256[key] = sha256

    def _keep_small(self, key: AcqKey, sha256: str) -> None:
        """What was found on a file that is replaced is still shown, with its small picture."""
        if key in self._jpegs:
            self._jpegs[replace(key, former=sha256)] = self._jpegs[key]

    def put(self, key: AcqKey, picture: Picture, *, keep: AcqKey | None) -> None:
        """Take a picture in; the oldest goes, but not that of `keep` (on the canvas)."""
        self.use(key, picture.screen.sha256)
        self._small.pop(key, None)
        self.put_small(key, picture.thumbnail)
        self._jpegs[key] = picture.jpeg
        self._whole[key] = picture
        self._whole.move_to_end(key)
        if keep is not None and keep in self._whole:
            self._whole.move_to_end(keep)
        while len(self._whole) > _KEPT_SCREENS:
            self._whole.popitem(last=False)

    def put_small(self, key: AcqKey, thumbnail: QImage) -> None:
        """Take a thumbnail in, unless there is a better one; the one looked at longest ago goes."""
        self._small.setdefault(key, thumbnail)
        while len(self._small) > _KEPT_THUMBNAILS:
            self._small.popitem(last=False)

    def put_jpeg(self, key: AcqKey, jpeg: bytes) -> None:
        """Take the exam book's small picture in, until the screen itself comes."""
        self._jpegs.setdefault(key, jpeg)

    def jpeg(self, key: AcqKey) -> bytes | None:
        return self._jpegs.get(key)

    def image(self, key: AcqKey | None) -> QImage | None:
        picture = self._whole.get(key) if key else None
        return picture.image if picture else None

    def screen(self, key: AcqKey) -> Screen | None:
        picture = self._whole.get(key)
        return picture.screen if picture else None

    def pixels(self) -> dict[tuple[str, int], NDArray[np.uint8]]:
        """Those of all whole screens that are kept, by the file's SHA-256 and the frame."""
        screens = [picture.screen for picture in self._whole.values()]
        return {(screen.sha256, screen.frame): screen.pixels for screen in screens}

    def thumbnail(self, key: AcqKey) -> QImage | None:
        if key in self._small:
            self._small.move_to_end(key)
        return self._small.get(key)

    def clear(self) -> None:
        """Nothing is open any more."""
        for kept in (self._whole, self._small, self._jpegs, self._sha256):
            kept.clear()
