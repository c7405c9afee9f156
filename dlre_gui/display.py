"""Whether there is a screen to open a window on."""

from __future__ import annotations

import os
import sys


def is_missing() -> bool:
    """On Linux: neither an X nor a Wayland display is named, and Qt is told no other platform."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named)
