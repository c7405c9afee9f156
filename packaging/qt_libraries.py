"""The system libraries that Qt's Linux wheels expect: checked by loading them."""

import ctypes
import os
import sys

import system_packages
from problems import SetUpError

GUI = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
NEEDED = {"offscreen": GUI, "x11": GUI | X11, "wayland": GUI | WAYLAND}


def display() -> str:
    """What a window would open on: ``native``, ``x11``, ``wayland``, or nothing."""
    if not sys.platform.startswith("linux"):
        return "native"
    if os.environ.get("DISPLAY"):
        return "x11"
    return "wayland" if os.environ.get("WAYLAND_DISPLAY") else ""


def missing(platform: str) -> dict[str, str]:
    """Libraries that Qt's `platform` needs and this system lacks, each with its Debian package.

    Qt's wheels for Windows and macOS bring all they need.
    """
    if not sys.platform.startswith("linux"):
        return {}
    return {name: package for name, package in NEEDED[platform].items() if not _loads(name)}


def ensure(platform: str) -> None:
    """Install what is missing, or raise `SetUpError` with the one command that does."""
    lacking = missing(platform)
    if lacking:
        system_packages.install(sorted(set(lacking.values())), "System libraries of the window")
        still = missing(platform)
        if still:
            raise SetUpError(f"Still missing after the installation: {', '.join(still)}.")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
