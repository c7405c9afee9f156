"""How a file says its pixels are laid out (PS3.3 C.7.6.3), checked before anything is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dlre_gui.domain.errors import UnreadableFileError, UnsupportedFileError
from dlre_gui.imaging.dicom_elements import PIXEL_DATA
from dlre_gui.imaging.dicom_file import DicomFile
from dlre_gui.imaging.dicom_values import code, unsigned_short
from dlre_gui.imaging.limits import EXPORT_AGAIN, check_frame_count, check_frame_size

GREY = ("MONOCHROME1", "MONOCHROME2")
COLOUR = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")
PALETTE = "PALETTE COLOR"


@dataclass(frozen=True, slots=True)
class Description:
    """Rows, columns and sample layout of a file's frames."""

    path: Path
    rows: int
    columns: int
    n_frames: int
    samples: int
    photometric: str
    planar: int
    bits_allocated: int
    bits_stored: int
    signed: bool

    @property
    def n_pixels(self) -> int:
        return self.rows * self.columns


def describe(file: DicomFile) -> Description:
    """Read and check the image pixel attributes.

    Raises
    ------
    UnsupportedFileError
        If the file holds no picture, or one of a kind that no scanner screen is.
    UnreadableFileError
        If the attributes contradict each other.
    TooLargeError
        If size or number of frames is above the limits.
    """
    path, data_set = file.path, file.data_set
    if PIXEL_DATA not in data_set.elements or unsigned_short(data_set, 0x00280010) is None:
        raise UnsupportedFileError(
            path, f"{path} is a DICOM file without a picture.", "Choose an ultrasound image."
        )
    found = Description(
        path=path,
        rows=unsigned_short(data_set, 0x00280010) or 0,
        columns=unsigned_short(data_set, 0x00280011) or 0,
        n_frames=_n_frames(file),
        samples=unsigned_short(data_set, 0x00280002) or 1,
        photometric=code(data_set, 0x00280004).upper(),
        planar=unsigned_short(data_set, 0x00280006) or 0,
        bits_allocated=unsigned_short(data_set, 0x00280100) or 0,
        bits_stored=unsigned_short(data_set, 0x00280101) or unsigned_short(data_set, 0x00280100) or 0,
        signed=unsigned_short(data_set, 0x00280103) == 1,
    )
    check_frame_size(path, found.columns, found.rows)
    check_frame_count(path, found.n_frames)
    _check_samples(found)
    return found


def _n_frames(file: DicomFile) -> int:
    text = code(file.data_set, 0x00280008)
    try:
        return int(text or 1) or 1
    except ValueError as error:
        message = f"{file.path} gives its number of frames as {text!r}."
        raise UnreadableFileError(file.path, message, EXPORT_AGAIN) from error


def _check_samples(found: Description) -> None:
    grey = found.photometric in GREY or found.photometric == PALETTE
    if not grey and found.photometric not in COLOUR:
        message = f"{found.path} has pixels of the kind {found.photometric[:20]!r}."
        raise UnsupportedFileError(found.path, message, "Export it as RGB or as a PNG.")
    if found.samples != (1 if grey else 3):
        message = f"{found.path} claims {found.samples} samples a pixel with {found.photometric}."
        raise UnreadableFileError(found.path, message, EXPORT_AGAIN)
    if found.bits_allocated not in (1, 8, 16, 32) or not 0 < found.bits_stored <= found.bits_allocated:
        message = f"{found.path} claims {found.bits_stored} of {found.bits_allocated} bits a sample."
        raise UnreadableFileError(found.path, message, EXPORT_AGAIN)
