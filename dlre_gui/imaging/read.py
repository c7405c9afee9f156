"""One file to a `Screen`, by what it is and not by its name.

These functions run decoders on untrusted bytes, without limits of memory or time: call them through
`dlre_gui.imaging.worker.DecodeWorker` only.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import DlreError, TooLargeError, UnreadableFileError
from dlre_gui.domain.screen import FileInfo, Screen
from dlre_gui.imaging.dicom_description import describe
from dlre_gui.imaging.dicom_file import DicomFile, open_dicom
from dlre_gui.imaging.dicom_header import read_header
from dlre_gui.imaging.dicom_pixels import read_frame
from dlre_gui.imaging.files import FileBytes, Loader, load_file
from dlre_gui.imaging.limits import EXPORT_AGAIN
from dlre_gui.imaging.pictures import picture_facts, read_picture
from dlre_gui.imaging.sniff import kind_of


def read_info(path: Path, load: Loader = load_file) -> FileInfo:
    """What the header of a file says; its pixels are not decoded.

    Raises
    ------
    FileError
        One of its subclasses, naming the file and the way out.
    """
    path = Path(path)
    with _typed_errors(path):
        content = load(path)
        kind = kind_of(path, content.data)
        if kind == "dicom":
            return _dicom_info(open_dicom(path, content.data), content)
        return _picture_info(path, kind, content)


def read_screen(path: Path, frame: int = 0, load: Loader = load_file) -> Screen:
    """Decode one frame of a file.

    Parameters
    ----------
    frame
        Counted from 0.
    load
        How the bytes are got; a loader that keeps the last file saves time on clips.

    Raises
    ------
    FileError
        One of its subclasses, naming the file and the way out.
    """
    path = Path(path)
    with _typed_errors(path):
        content = load(path)
        kind = kind_of(path, content.data)
        if kind == "dicom":
            return _dicom_screen(path, content, frame)
        info = _picture_info(path, kind, content)
        _check_frame(info, frame)
        pixels = read_picture(path, content.data, kind, frame)
        return _screen(info, frame, pixels, f"Pillow {version('pillow')}")


def _dicom_info(file: DicomFile, content: FileBytes) -> FileInfo:
    about = describe(file)
    header = read_header(file, about.columns, about.rows)
    size = (about.n_frames, about.columns, about.rows)
    return FileInfo(file.path, "dicom", *size, content.sha256, header, len(content.data))


def _picture_info(path: Path, kind: str, content: FileBytes) -> FileInfo:
    facts = picture_facts(path, content.data, kind)
    size = (facts.n_frames, facts.width, facts.height)
    return FileInfo(path, kind, *size, content.sha256, n_bytes=len(content.data))


def _dicom_screen(path: Path, content: FileBytes, frame: int) -> Screen:
    file = open_dicom(path, content.data)
    info = _dicom_info(file, content)
    _check_frame(info, frame)
    decoded = read_frame(file, frame)
    return _screen(info, frame, decoded.pixels, decoded.decoder)


def _check_frame(info: FileInfo, frame: int) -> None:
    if not 0 <= frame < info.n_frames:
        message = f"{info.path} has no frame {frame + 1}; it has {info.n_frames}."
        raise UnreadableFileError(info.path, message, "Choose another frame.")


def _screen(info: FileInfo, frame: int, pixels: NDArray[np.uint8], decoder: str) -> Screen:
    pixels = np.ascontiguousarray(pixels)
    pixels.flags.writeable = False
    return Screen(pixels, info.path, frame, info.n_frames, info.sha256, decoder, info.header)


@contextmanager
def _typed_errors(path: Path) -> Iterator[None]:
    """The border around one file: whatever a decoder raises becomes an error that names the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except DlreError:
        raise
    except MemoryError as error:
        message = f"{path} needs more memory to decode than is allowed."
        raise TooLargeError(path, message, "Export single screens at their own size.") from error
    except Exception as error:  # the border of one file: decoders raise anything on damaged bytes
        message = f"{path} is damaged ({type(error).__name__}: {error})."
        raise UnreadableFileError(path, message, EXPORT_AGAIN) from error
