"""Which computing device there is, found out without importing torch where there is no GPU."""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from pathlib import Path

from dlre_gui.domain.errors import DeviceError

DEVICES = ("auto", "cpu", "cuda")


def resolve(device: str) -> str:
    """``cpu`` or ``cuda`` for one of `DEVICES`; ``auto`` is ``cuda`` where torch can use one.

    Raises
    ------
    DeviceError
        If the name is unknown, or ``cuda`` is asked for and cannot be used.
    """
    if device not in DEVICES:
        raise DeviceError(f"There is no device {device!r}.", f"Choose one of {', '.join(DEVICES)}.")
    if device == "cpu":
        return "cpu"
    missing = cuda_missing()
    if device == "cuda" and missing:
        raise DeviceError(f"The GPU cannot be used: {missing}.", "Choose the device auto or cpu.")
    return "cpu" if missing else "cuda"


def cuda_missing() -> str:
    """Why no NVIDIA GPU can be used; empty if one can."""
    if gpu_count() == 0:
        return "no NVIDIA GPU with a working driver was found"
    if not _torch_has_cuda():
        return "the installed torch is built for the CPU only"
    import torch

    return "" if torch.cuda.is_available() else "torch sees no GPU that it supports"


def gpu_count() -> int:
    """Number of NVIDIA GPUs that the driver offers; 0 without a driver (microseconds then)."""
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return 0
    count = ctypes.c_int(0)
    if driver.cuInit(0) != 0 or driver.cuDeviceGetCount(ctypes.byref(count)) != 0:
        return 0
    return count.value


def _torch_has_cuda() -> bool:
    """Whether torch's folder holds its CUDA library; torch is not imported."""
    spec = importlib.util.find_spec("torch")
    places = (spec.submodule_search_locations or []) if spec else []
    return any(next(Path(place, "lib").glob("*torch_cuda*"), None) is not None for place in places)
