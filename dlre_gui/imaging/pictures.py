"""PNG, JPEG, BMP and TIFF as RGB, upright and opaque, decoded by Pillow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from dlre_gui.domain.errors import UnreadableFileError, UnsupportedFileError
from dlre_gui.imaging.limits import EXPORT_AGAIN, check_frame_count, check_frame_size

ORIENTATION, SIDEWAYS = 0x0112, (5, 6, 7, 8)
SIXTEEN_BIT = ("I;16", "I;16B", "I;16L", "I;16N")
WITH_ALPHA = ("RGBA", "LA", "PA", "La", "RGBa")
Image.MAX_IMAGE_PIXELS = None  # our own check comes before, and has no mere warning


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Frames and size in px of a picture file, upright."""

    n_frames: int
    width: int
    height: int


def picture_facts(path: Path, data: bytes, kind: str) -> PictureFacts:
    """Size and frames from the header, checked against the limits.

    Raises
    ------
    UnreadableFileError, TooLargeError
        If the header is broken or claims too much.
    """
    with _opened(path, data, kind, 0) as picture:
        width, height = picture.size
        if _is_sideways(picture, kind):
            width, height = height, width
        return PictureFacts(_n_frames(path, picture, kind), width, height)


def read_picture(path: Path, data: bytes, kind: str, frame: int) -> NDArray[np.uint8]:
    """Decode a picture, or one page of a TIFF, to RGB uint8, shape (height, width, 3).

    The EXIF orientation is applied. What is transparent is shown over black, the ground of a scanner's
    display; 16-bit pixels keep their top 8 bits; CMYK is converted without a colour profile.

    Raises
    ------
    UnreadableFileError, TooLargeError, UnsupportedFileError
        If it is broken or cut, claims too much, or holds numbers instead of colours.
    """
    with _opened(path, data, kind, frame) as picture:
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        return np.asarray(_rgb(path, upright))


@contextmanager
def _opened(path: Path, data: bytes, kind: str, frame: int) -> Iterator[Image.Image]:
    try:
        with Image.open(BytesIO(data), formats=[kind.upper()]) as picture:
            if frame:
                picture.seek(frame)
            check_frame_size(path, *picture.size)
            yield picture
    except UnidentifiedImageError as error:
        raise UnreadableFileError(
            path, f"{path} has a broken {kind.upper()} header.", EXPORT_AGAIN
        ) from error
    except (OSError, SyntaxError, EOFError) as error:
        raise UnreadableFileError(
            path, f"{path} is a damaged {kind.upper()} file: {error}.", EXPORT_AGAIN
        ) from error


def _is_sideways(picture: Image.Image, kind: str) -> bool:
    """Whether its EXIF data turn a picture by a quarter; pixels are not decoded for this.

    Pillow turns TIFF by itself and says so in its size.
    """
    if kind == "tiff" or "exif" not in picture.info:
        return False
    return picture.getexif().get(ORIENTATION) in SIDEWAYS


def _n_frames(path: Path, picture: Image.Image, kind: str) -> int:
    """Pages of a TIFF; 1 for the rest, animations included: a screen is a still."""
    n_frames = int(getattr(picture, "n_frames", 1)) if kind == "tiff" else 1
    check_frame_count(path, n_frames)
    return n_frames


def _rgb(path: Path, picture: Image.Image) -> Image.Image:
    if picture.mode in WITH_ALPHA or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", picture.size, (0, 0, 0, 255)), picture).convert("RGB")
    if picture.mode in SIXTEEN_BIT or (picture.mode == "I" and picture.format == "PNG"):
        grey = (np.asarray(picture).astype(np.uint16) >> 8).astype(np.uint8)
        return Image.fromarray(grey).convert("RGB")
    if picture.mode in ("I", "F"):
        raise UnsupportedFileError(
            path, f"{path} holds numbers, not colours.", "Save it as an 8-bit picture."
        )
    return picture if picture.mode == "RGB" else picture.convert("RGB")
