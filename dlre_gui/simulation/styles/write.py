"""Screens of many styles on disk: numbered pictures and ``truth.json``."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlre_gui.domain.errors import Cancelled, FolderInUseError
from dlre_gui.simulation.files import TRUTH_NAME, json_bytes, write_atomic
from dlre_gui.simulation.styles.screen import varied_screen

if TYPE_CHECKING:
    from collections.abc import Callable


def write_varied(
    directory: Path | str,
    screens: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Write screens ``0 .. screens-1`` of a seed as PNG; returns their ``truth.json``, written last.

    PNG, so that what a screen went through, JPEG among it, is kept as it is.

    Raises
    ------
    FolderInUseError
        If the folder is not empty.
    Cancelled
        If `cancelled` says so between two screens.
    ValueError
        If no screen is asked for or the seed is negative.
    """
    if screens < 1:
        raise ValueError("at least one screen")
    root = Path(directory)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise FolderInUseError(root, f"{root} is not empty.", "Choose a new or an empty folder.")
    root.mkdir(parents=True, exist_ok=True)
    truths = []
    for index in range(screens):
        if cancelled is not None and cancelled():
            raise Cancelled(
                f"The simulation was cancelled: {index} of {screens} screens are written.",
                "They have no truth.json: run it again in another folder.",
            )
        truths.append(_write_one(root, seed, index))
        if progress is not None:
            progress(index + 1, screens)
    write_atomic(root / TRUTH_NAME, json_bytes({"simulated": True, "seed": seed, "screens": truths}))
    return root / TRUTH_NAME


def _write_one(root: Path, seed: int, index: int) -> dict[str, Any]:
    from PIL import Image

    screen = varied_screen(seed, index)
    stream, name = io.BytesIO(), f"{index:05d}.png"
    Image.fromarray(screen.pixels).save(stream, "PNG", compress_level=4)
    write_atomic(root / name, stream.getvalue())
    return {"file": name, **screen.truth.to_json()}
