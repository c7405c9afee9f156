"""What can go wrong during set-up, told with the way out."""

import shutil
from pathlib import Path


class SetUpError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "Max retries exceeded",
    "(from versions: none)",
)
_DISK_FULL = ("No space left on device", "[Errno 28]", "[WinError 112]")
_NO_RIGHTS = ("Permission denied", "[Errno 13]", "[WinError 5]", "Read-only file system")


def explain_pip(output: str, folder: Path) -> str:
    """Why pip failed, in one or two sentences, from what it printed."""
    if _has(output, _DISK_FULL):
        free = shutil.disk_usage(folder).free / 2**30
        return f"The disk is full ({free:.1f} GiB free at {folder}). Free about 4 GiB, then run this again."
    if _has(output, _NO_RIGHTS):
        return f"No right to write in {folder}. Use a folder of your own, or give yourself the rights to it."
    if _has(output, _NETWORK):
        return (
            "The package index cannot be reached. Check the network connection"
            " (behind a proxy: set HTTPS_PROXY), then run this again; what was downloaded is kept."
        )
    if "No matching distribution found" in output:
        return (
            "A pinned package does not exist for this Python and system (the line above names it)."
            " Use Python 3.11, 3.12 or 3.13, 64 bit."
        )
    return "pip failed; its last lines are above."


def _has(output: str, signs: tuple[str, ...]) -> bool:
    return any(sign in output for sign in signs)
