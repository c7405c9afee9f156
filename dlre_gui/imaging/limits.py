"""Caps on what a file may claim, checked before anything is decoded.

They sit far above real screens (1440×1080; clips of some hundred frames) and far below what
would fill the decoding process's 2 GiB.
"""

from __future__ import annotations

from pathlib import Path

from dlre_gui.domain.errors import TooLargeError, UnreadableFileError

MAX_FILE_BYTES = 512 * 2**20
MAX_PIXELS = 64 * 10**6
MAX_SIDE_PX = 65_535
MAX_FRAMES = 20_000
MAX_INFLATED_BYTES = 256 * 2**20
MAX_SEQUENCE_DEPTH = 64
MAX_ELEMENTS = 200_000
MAX_TEXT_CHARACTERS = 1024
DEADLINE_S = 5.0
MEMORY_BYTES = 2 * 2**30
_SOON_READ_BYTES = 16 * 2**20
_SLOWEST_DISK_BYTES_S = 5e6  # a share at 100 Mbit/s, with others on it


def deadline_for(n_bytes: int, deadline_s: float = DEADLINE_S) -> float:
    """Seconds that a file of so many bytes may take: a large one has a long way from a slow disk."""
    return deadline_s + max(0, n_bytes - _SOON_READ_BYTES) / _SLOWEST_DISK_BYTES_S


def check_frame_size(path: Path, width: int, height: int) -> None:
    """Refuse a claimed frame size in px that is no picture or above the caps.

    Raises
    ------
    UnreadableFileError
        If a side is not positive.
    TooLargeError
        If a side or the number of pixels is above the limit.
    """
    if width <= 0 or height <= 0:
        raise UnreadableFileError(path, f"{path} claims a picture of {width}x{height} px.", EXPORT_AGAIN)
    if width > MAX_SIDE_PX or height > MAX_SIDE_PX or width * height > MAX_PIXELS:
        raise TooLargeError(
            path,
            f"{path} claims a picture of {width}x{height} px.",
            f"At most {MAX_PIXELS // 10**6} million pixels are read; export the screen at its own size.",
        )


def check_frame_count(path: Path, n_frames: int) -> None:
    """Refuse a claimed number of frames that is not positive or above the cap."""
    if n_frames < 1:
        raise UnreadableFileError(path, f"{path} claims {n_frames} frames.", EXPORT_AGAIN)
    if n_frames > MAX_FRAMES:
        raise TooLargeError(
            path,
            f"{path} claims {n_frames} frames.",
            f"At most {MAX_FRAMES} frames are read; export single screens instead.",
        )


EXPORT_AGAIN = "The file is damaged; export it from the scanner again."
