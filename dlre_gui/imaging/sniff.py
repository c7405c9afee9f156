"""What kind a file is, told by its first bytes; names and endings are not believed."""

from __future__ import annotations

import re
from pathlib import Path

from dlre_gui.domain.errors import UnsupportedFileError

PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a video or WebP picture"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 file outside DICOM"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 file outside DICOM"),
    (b"SQLite format 3", "a database"),
)
# A file without preamble starts with its first element: a low group, little or big endian.
FIRST_ELEMENT = re.compile(
    rb"(?:[\x02\x04\x08]\x00[\x00-\xff]\x00|\x00[\x02\x04\x08]\x00[\x00-\xff])", re.DOTALL
)
READABLE = "Readable are DICOM, PNG, JPEG, BMP and TIFF."


def kind_of(path: Path, data: bytes) -> str:
    """The kind of a file by its content: ``dicom``, ``png``, ``jpeg``, ``bmp`` or ``tiff``.

    A program with a DICOM header hidden behind it (both formats allow that) is refused as a program.

    Raises
    ------
    UnsupportedFileError
        If it is anything else; the message says what it seems to be.
    """
    if any(data.startswith(magic) for magic in PROGRAMS):
        raise UnsupportedFileError(
            path, f"{path} is a program, not a picture.", "Do not open it; ask where it came from."
        )
    if data[128:132] == b"DICM":
        return "dicom"
    for magic, kind in PICTURES:
        if data.startswith(magic):
            return kind
    if _is_bitmap(data):
        return "bmp"
    if FIRST_ELEMENT.match(data) and len(data) > 16:
        return "dicom"
    raise UnsupportedFileError(path, f"{path} is {_seems(data)}.", READABLE)


def _is_bitmap(data: bytes) -> bool:
    return data.startswith(b"BM") and len(data) >= 26 and data[6:10] == bytes(4)


def _seems(data: bytes) -> str:
    for magic, words in OTHERS:
        if data.startswith(magic):
            return words
    if data[4:8] == b"ftyp":
        return "a video"
    if b"\0" not in data[:1024]:
        return "a text or a file of an unknown kind"
    return "of an unknown kind"
