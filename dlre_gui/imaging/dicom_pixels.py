"""One frame of a DICOM file as RGB."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import UnreadableFileError, UnsupportedFileError
from dlre_gui.imaging.dicom_codecs import CODECS, Decoded, interleaved, pillow_name
from dlre_gui.imaging.dicom_colour import Rgb, colour_to_rgb, single_to_rgb
from dlre_gui.imaging.dicom_description import Description, describe
from dlre_gui.imaging.dicom_elements import PIXEL_DATA
from dlre_gui.imaging.dicom_file import DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, DicomFile
from dlre_gui.imaging.dicom_frames import encapsulated_frame, native_frame
from dlre_gui.imaging.dicom_rle import BrokenRleError
from dlre_gui.imaging.limits import EXPORT_AGAIN
from dlre_gui.imaging.streams import BrokenStreamError

NATIVE = (IMPLICIT_LITTLE, EXPLICIT_LITTLE, DEFLATED, EXPLICIT_BIG)
VIDEO = tuple(f"1.2.840.10008.1.2.4.10{n}" for n in range(10))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A frame's RGB pixels, uint8, shape (rows, columns, 3), and who decoded them."""

    pixels: Rgb
    decoder: str


def read_frame(file: DicomFile, frame: int) -> Frame:
    """Decode one frame; the others are not touched.

    Parameters
    ----------
    frame
        Counted from 0; the caller has checked that the file claims to have it.

    Raises
    ------
    UnsupportedFileError
        If the transfer syntax is video or unknown, or there is no picture.
    UnreadableFileError
        If the pixel data are cut, damaged or contradict the header.
    TooLargeError
        If the header claims more than the limits.
    """
    about = describe(file)
    try:
        decoded = _decoded(file, about, frame)
    except (BrokenStreamError, BrokenRleError) as error:
        raise UnreadableFileError(file.path, f"{file.path} is damaged: {error}.", EXPORT_AGAIN) from error
    about = replace(about, bits_stored=_bits(decoded, about))
    if about.samples == 3:
        return Frame(colour_to_rgb(decoded.samples, about, decoded.is_ybr), decoded.decoder)
    return Frame(single_to_rgb(decoded.samples, about, file.data_set), decoded.decoder)


def _bits(decoded: Decoded, about: Description) -> int:
    """Bits that count: the header's for grey, whose window refers to them; the stream's for colour."""
    return decoded.bits_stored if about.samples == 3 else min(about.bits_stored, 8 * decoded.samples.itemsize)


def _decoded(file: DicomFile, about: Description, frame: int) -> Decoded:
    syntax = file.transfer_syntax
    if file.data_set.elements[PIXEL_DATA].undefined:
        if syntax not in CODECS:
            raise _unsupported(file)
        return CODECS[syntax](encapsulated_frame(file.data_set, about, frame), about)
    if syntax in NATIVE or syntax not in CODECS:
        if syntax not in NATIVE:
            raise _unsupported(file)
        return _native(native_frame(file.data_set, about, frame), file, about, frame)
    message = f"{file.path} says that its pixels are compressed, but they are not encapsulated."
    raise UnreadableFileError(file.path, message, EXPORT_AGAIN)


def _unsupported(file: DicomFile) -> UnsupportedFileError:
    kind = (
        "is a video" if file.transfer_syntax in VIDEO else f"is compressed in the way {file.transfer_syntax}"
    )
    return UnsupportedFileError(
        file.path, f"{file.path} {kind}.", "Export it as single screens, RGB or JPEG."
    )


def _native(raw: bytes, file: DicomFile, about: Description, frame: int) -> Decoded:
    name = f"numpy {np.__version__}"
    samples: NDArray[np.unsignedinteger]
    if about.bits_allocated == 1:
        first = frame * about.n_pixels * about.samples % 8
        bits = np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little")
        samples = bits[first : first + about.n_pixels]
    else:
        order = file.data_set.syntax.order
        samples = np.frombuffer(raw, f"{order}u{about.bits_allocated // 8}")
        samples = samples.astype(samples.dtype.newbyteorder("="), copy=False)
    if about.samples == 1:
        return Decoded(samples.reshape(about.rows, about.columns), about.bits_stored, False, name)
    is_ybr = about.photometric.startswith("YBR")
    name = f"{name}, {pillow_name()}" if is_ybr else name
    return Decoded(_interleaved(samples, about), about.bits_stored, is_ybr, name)


def _interleaved(samples: NDArray[np.unsignedinteger], about: Description) -> NDArray[np.unsignedinteger]:
    if samples.size == 2 * about.n_pixels:
        return _upsampled_422(samples, about)
    if about.planar == 1:
        return interleaved(samples.reshape(3, about.rows, about.columns))
    return samples.reshape(about.rows, about.columns, 3)


def _upsampled_422(samples: NDArray[np.unsignedinteger], about: Description) -> NDArray[np.unsignedinteger]:
    """Y1 Y2 Cb Cr to YBR, the chrominance shared by two pixels of a row (PS3.3 C.7.6.3.1.2)."""
    if about.columns % 2:
        message = f"{about.path} halves the colours of an odd number of columns."
        raise UnreadableFileError(about.path, message, EXPORT_AGAIN)
    pairs = samples.reshape(-1, 4)
    out = np.empty((len(pairs), 2, 3), samples.dtype)
    out[:, :, 0] = pairs[:, :2]
    out[:, :, 1:] = pairs[:, None, 2:]
    return out.reshape(about.rows, about.columns, 3)
