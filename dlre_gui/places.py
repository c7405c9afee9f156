"""Where the program keeps things: bundled resources and the user's own folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resources_dir() -> Path:
    """The bundled resources: in a frozen program, an installed wheel or a source checkout."""
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [here.parent / "dlre_gui_resources", here.parent / "resources"]
    if frozen:
        candidates.insert(0, Path(frozen) / "resources")
    return next((place for place in candidates if place.is_dir()), candidates[-1])


def data_dir() -> Path:
    """The user's folder for exam book, models and settings; ``DLRE_HOME`` overrides it.

    Not created here.
    """
    override = os.environ.get("DLRE_HOME")
    if override:
        return Path(override)
    from platformdirs import user_data_path

    return user_data_path("dlre-gui", appauthor=False)


def shared_data_dir() -> Path:
    """The machine's folder for what all its users share, such as model packages; may not exist.

    ``DLRE_SHARED_HOME`` overrides it.
    """
    override = os.environ.get("DLRE_SHARED_HOME")
    if override:
        return Path(override)
    from platformdirs import site_data_path

    return site_data_path("dlre-gui", appauthor=False)
