"""What the decoding process and its client tell each other: JSON, then raw pixels.

Never pickles: a decoder taken over by a hostile file must not be able to run code in the client.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from dlre_gui.domain import errors
from dlre_gui.domain.errors import DecoderCrashedError, FileError
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import FileInfo, Header, Screen, UltrasoundRegion
from dlre_gui.imaging.limits import MAX_PIXELS

TRANSPORTED = ("FileMissingError", "UnsupportedFileError", "UnreadableFileError", "TooLargeError")
Message = dict[str, Any]


def packed(message: Message) -> bytes:
    return json.dumps(message).encode("ascii")


def unpacked(data: bytes) -> Message:
    """A message from its bytes; ValueError if they are none."""
    message = json.loads(data)
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message


def error_message(error: FileError) -> Message:
    return {"error": type(error).__name__, "message": error.message, "hint": error.hint}


def info_message(info: FileInfo) -> Message:
    return {"info": {**asdict(info), "path": ""}}


def screen_message(screen: Screen) -> Message:
    """All of a screen but its pixels and path."""
    fields = ("frame", "n_frames", "sha256", "decoder")
    described = {name: getattr(screen, name) for name in fields}
    return {"screen": described, "header": asdict(screen.header), "shape": screen.pixels.shape[:2]}


def error_from(message: Message, path: Path) -> FileError:
    """The typed error that a message tells, about `path`."""
    kind = getattr(errors, message["error"]) if message["error"] in TRANSPORTED else DecoderCrashedError
    found: FileError = kind(path, str(message["message"]), str(message["hint"]))
    return found


def info_from(message: Message, path: Path) -> FileInfo:
    """The `FileInfo` that a message holds, about `path`."""
    described = dict(message["info"])
    described["path"] = path
    described["header"] = _header(described["header"])
    return FileInfo(**described)


def screen_from(message: Message, path: Path, pixels: bytes) -> Screen:
    """A screen whose pixels are the received bytes themselves, so they are read-only and not copied."""
    height, width = (int(side) for side in message["shape"])
    array = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
    return Screen(array, path, header=_header(message["header"]), **message["screen"])


def n_pixel_bytes(message: Message) -> int:
    """How many bytes of pixels follow a message; 0 for all but a screen."""
    height, width = message.get("shape", (0, 0))
    if not 0 <= height * width <= MAX_PIXELS:
        raise ValueError("a picture of impossible size")
    return int(height) * int(width) * 3


def _header(described: Message) -> Header:
    regions = tuple(
        UltrasoundRegion(**{**region, "box": Box(**region["box"])}) for region in described["regions"]
    )
    return Header(**{**described, "regions": regions, "doubtful": tuple(described["doubtful"])})
