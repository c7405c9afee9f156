"""A DICOM file opened: preamble or none, file meta, transfer syntax, bounded inflation (PS3.10 section 7)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dlre_gui.domain.errors import TooLargeError, UnreadableFileError, UnsupportedFileError
from dlre_gui.imaging.dicom_elements import BrokenDataSetError, DataSet, Syntax, TooDeepError, read_data_set
from dlre_gui.imaging.limits import EXPORT_AGAIN, MAX_INFLATED_BYTES

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
DICOMDIR_CLASS = "1.2.840.10008.1.3.10"
PACKED_STEP, INFLATED_STEP = 2**16, 2**20
VRS = frozenset(
    b"AE AS AT CS DA DS DT FL FD IS LO LT "
    b"OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split()
)


@dataclass(frozen=True, slots=True)
class DicomFile:
    """A file's data set and its transfer syntax UID (guessed where the file does not say)."""

    path: Path
    transfer_syntax: str
    data_set: DataSet


def open_dicom(path: Path, data: bytes) -> DicomFile:
    """Find the elements of a DICOM file up to its pixel data.

    Raises
    ------
    UnreadableFileError
        If the structure is broken or cut.
    UnsupportedFileError
        If it is a DICOMDIR.
    TooLargeError
        If a deflated data set inflates above 256 MiB.
    """
    try:
        return _open(path, data)
    except TooDeepError as error:
        hint = "No scanner writes this; do not trust the file."
        raise UnreadableFileError(path, f"{path} is not a sound DICOM file: {error}.", hint) from error
    except BrokenDataSetError as error:
        raise UnreadableFileError(path, f"{path} is a broken DICOM file: {error}.", EXPORT_AGAIN) from error


def _open(path: Path, data: bytes) -> DicomFile:
    start = 132 if data[128:132] == b"DICM" else 0
    meta, start = read_data_set(data, start, len(data), Syntax(implicit=False, little=True), last_group=2)
    if uid(meta.raw(0x00020002)) == DICOMDIR_CLASS:
        raise UnsupportedFileError(
            path, f"{path} is a DICOMDIR index.", "Open it from the File menu or open its folder."
        )
    name = uid(meta.raw(0x00020010))
    if name == DEFLATED:
        data, start = _inflated(path, data, start), 0
    if start >= len(data):
        raise BrokenDataSetError("it ends after its file header")
    syntax = written_syntax(data, start, name)
    data_set, _ = read_data_set(data, start, len(data), syntax)
    if not data_set.elements:
        raise BrokenDataSetError("it holds no elements")
    return DicomFile(path, name or _name_of(syntax), data_set)


def uid(raw: bytes) -> str:
    """A UID's text without padding; empty where it holds what no UID may.

    One that is longer than the 64 characters allowed (PS3.5 9.1) is whole: cut, it may be another's.
    """
    text = raw.partition(b"\0")[0].strip()
    return text.decode("ascii") if re.fullmatch(rb"[0-9.]{1,1024}", text) else ""


def written_syntax(data: bytes, start: int, name: str) -> Syntax:
    """How the elements at `start` are really written; the stated name is a hint only.

    Some exporters state explicit and write implicit, or the reverse: the first element's VR tells.
    """
    big = name == EXPLICIT_BIG or (not name and data[start] == 0 and data[start + 1 : start + 2] != b"\0")
    return Syntax(implicit=data[start + 4 : start + 6] not in VRS, little=not big)


def _name_of(syntax: Syntax) -> str:
    if not syntax.little:
        return EXPLICIT_BIG
    return IMPLICIT_LITTLE if syntax.implicit else EXPLICIT_LITTLE


def _inflated(path: Path, data: bytes, start: int) -> bytes:
    pieces: list[bytes] = []
    total = 0
    for piece in _pieces(memoryview(data)[start:]):
        pieces.append(piece)
        total += len(piece)
        if total > MAX_INFLATED_BYTES:
            hint = "A real screen never needs that; do not trust the file."
            raise TooLargeError(path, f"{path} inflates to more than {MAX_INFLATED_BYTES >> 20} MiB.", hint)
    return b"".join(pieces)


def _pieces(packed: memoryview) -> Iterator[bytes]:
    """Inflate in pieces of at most 1 MiB, so that nothing is built up before it is counted."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), PACKED_STEP):
            waiting: bytes | memoryview = packed[start : start + PACKED_STEP]
            while waiting and not inflater.eof:
                yield inflater.decompress(waiting, INFLATED_STEP)
                waiting = inflater.unconsumed_tail
        yield inflater.flush()  # the end of a copy that the last step broke off
    except zlib.error as error:
        raise BrokenDataSetError("its deflated part is damaged") from error
    if not inflater.eof:
        raise BrokenDataSetError("its deflated part is cut")
