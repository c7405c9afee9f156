"""Compressed frames to samples, each transfer syntax by its pinned decoder.

Decoders differ by up to 3 grey levels, so the choice is fixed here and recorded with every screen:
JPEG with 8 bits by Pillow (libjpeg-turbo), 12-bit and lossless JPEG by GDCM, JPEG-LS by pyjpegls (CharLS),
JPEG 2000 by pylibjpeg-openjpeg, RLE by Pillow's PackBits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, features
from PIL.JpegImagePlugin import JpegImageFile

from dlre_gui.domain.errors import UnreadableFileError
from dlre_gui.imaging.dicom_description import Description
from dlre_gui.imaging.dicom_rle import decode_rle
from dlre_gui.imaging.limits import EXPORT_AGAIN
from dlre_gui.imaging.streams import JpegStream, look_through_jpeg, look_through_jpeg2000

JPEG_LS_FRAME, LOSSLESS_FRAME = 0xF7, 0xC3
PILLOW_FRAMES = (0xC0, 0xC1, 0xC2)


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Samples of a frame, shape (rows, columns) or (rows, columns, 3), and whether they are YBR."""

    samples: NDArray[np.unsignedinteger]
    bits_stored: int
    is_ybr: bool
    decoder: str


Codec = Callable[[bytes, Description], Decoded]


def pillow_name() -> str:
    return f"Pillow {version('pillow')}"


def decode_jpeg(data: bytes, about: Description) -> Decoded:
    """Any JPEG of ITU-T T.81: 8-bit lossy by Pillow, the rest by GDCM."""
    stream = look_through_jpeg(data)
    _check_claims(about, stream.width, stream.height, len(stream.component_ids))
    if stream.frame_marker in PILLOW_FRAMES and stream.precision == 8:
        return _pillow_jpeg(data, about, stream)
    if stream.frame_marker == JPEG_LS_FRAME:
        return decode_jpeg_ls(data, about)
    return _gdcm_jpeg(data, about, stream)


def _pillow_jpeg(data: bytes, about: Description, stream: JpegStream) -> Decoded:
    name = f"{pillow_name()} (libjpeg-turbo {features.version('libjpeg_turbo')})"
    with Image.open(BytesIO(data), formats=["JPEG"]) as picture:
        if about.samples == 3 and isinstance(picture, JpegImageFile):
            picture.tile = [
                picture.tile[0]._replace(args=("RGB", "YCbCr" if _is_ycc(stream, about) else "RGB"))
            ]
        samples = np.asarray(picture)
    return Decoded(samples, 8, False, name)


def _is_ycc(stream: JpegStream, about: Description) -> bool:
    """Whether a 3-component JPEG is YCbCr: the stream's own word first, then the header's.

    Photometric Interpretation is often wrong (RGB written over a converted stream, or YBR over an
    unconverted one), the Adobe segment hardly ever (PS3.5 8.2.1, ITU-T T.872).
    """
    if stream.adobe_transform is not None:
        return stream.adobe_transform == 1
    if stream.component_ids == tuple(b"RGB"):
        return False
    return stream.jfif or about.photometric != "RGB"


def _gdcm_jpeg(data: bytes, about: Description, stream: JpegStream) -> Decoded:
    import gdcm

    gdcm.Trace.WarningOff()
    gdcm.Trace.ErrorOff()
    raw = _gdcm_buffer(gdcm, data, about, stream)
    kind = np.uint8 if stream.precision <= 8 else np.dtype("<u2")
    samples = _shaped(np.frombuffer(raw, kind), about)
    is_ybr = about.photometric.startswith("YBR") and stream.component_ids != tuple(b"RGB")
    return Decoded(samples, stream.precision, is_ybr, f"GDCM {gdcm.Version.GetVersion()}")


def _gdcm_buffer(gdcm, data: bytes, about: Description, stream: JpegStream) -> bytes:  # type: ignore[no-untyped-def]
    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(data)
    fragments = gdcm.SequenceOfFragments.New()
    fragments.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(0x7FE0, 0x0010))
    element.SetValue(fragments.__ref__())
    image = gdcm.Image()
    image.SetNumberOfDimensions(2)
    image.SetDimensions((about.columns, about.rows, 1))
    image.SetDataElement(element)
    # Named RGB or grey whatever it is, so that GDCM converts nothing.
    kind = (
        gdcm.PhotometricInterpretation.RGB
        if about.samples == 3
        else gdcm.PhotometricInterpretation.MONOCHROME2
    )
    image.SetPhotometricInterpretation(gdcm.PhotometricInterpretation(kind))
    syntax = gdcm.TransferSyntax.JPEGLosslessProcess14_1
    if stream.frame_marker != LOSSLESS_FRAME:
        syntax = gdcm.TransferSyntax.JPEGExtendedProcess2_4
    image.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    allocated = 8 if stream.precision <= 8 else 16
    image.SetPixelFormat(
        gdcm.PixelFormat(about.samples, allocated, stream.precision, stream.precision - 1, 0)
    )
    # GDCM hands its char* over as text with every byte escaped.
    buffer: bytes = image.GetBuffer().encode("utf-8", "surrogateescape")
    return buffer


def decode_jpeg_ls(data: bytes, about: Description) -> Decoded:
    """JPEG-LS, lossless and near-lossless, by CharLS."""
    import jpeg_ls

    stream = look_through_jpeg(data)
    _check_claims(about, stream.width, stream.height, len(stream.component_ids))
    raw, facts = jpeg_ls.decode_pixel_data(data)
    kind = np.uint8 if stream.precision <= 8 else np.dtype("<u2")
    planar = len(stream.component_ids) > 1 and facts["interleave_mode"] == 0
    samples = _shaped(np.frombuffer(raw, kind), about, planar)
    return Decoded(
        samples, stream.precision, about.photometric.startswith("YBR"), f"pyjpegls {version('pyjpegls')}"
    )


def decode_jpeg2000(data: bytes, about: Description) -> Decoded:
    """JPEG 2000 and HTJ2K, lossless and lossy, by OpenJPEG; its component transform comes back as RGB."""
    import openjpeg

    stream = look_through_jpeg2000(data)
    _check_claims(about, stream.width, stream.height, stream.components)
    samples = openjpeg.decode(stream.codestream, 0)  # type: ignore[attr-defined]
    if stream.signed:
        samples = samples.view(f"<u{samples.itemsize}")
    is_ybr = about.photometric in ("YBR_FULL", "YBR_FULL_422") and not stream.colour_transform
    shape = (about.rows, about.columns, 3)[: 3 if about.samples == 3 else 2]
    name = f"pylibjpeg-openjpeg {version('pylibjpeg-openjpeg')}"
    return Decoded(samples.reshape(shape), stream.precision, is_ybr, name)


def decode_run_lengths(data: bytes, about: Description) -> Decoded:
    """RLE Lossless."""
    n_bytes = max(1, about.bits_allocated // 8)
    planes = decode_rle(data, about.n_pixels, about.samples, n_bytes)
    wide = planes[:, 0].astype(f"u{n_bytes}")
    for i in range(1, n_bytes):
        wide = wide << 8 | planes[:, i]
    samples = interleaved(wide.reshape(about.samples, about.rows, about.columns))
    is_ybr = about.photometric.startswith("YBR")
    return Decoded(samples, about.bits_stored, is_ybr, f"{pillow_name()} (PackBits)")


def _shaped(
    flat: NDArray[np.unsignedinteger], about: Description, planar: bool = False
) -> NDArray[np.unsignedinteger]:
    flat = flat[: about.n_pixels * about.samples]  # a padding byte may follow
    if about.samples == 1:
        return flat.reshape(about.rows, about.columns)
    if planar:
        return interleaved(flat.reshape(about.samples, about.rows, about.columns))
    return flat.reshape(about.rows, about.columns, about.samples)


def interleaved(planes: NDArray[np.unsignedinteger]) -> NDArray[np.unsignedinteger]:
    """Planes (samples, rows, columns) to (rows, columns, samples), or (rows, columns) for a single one."""
    out: NDArray[np.unsignedinteger]
    if len(planes) == 1:
        out = planes[0]
        return out
    out = np.empty((*planes.shape[1:], len(planes)), planes.dtype)
    for i, plane in enumerate(planes):  # three times as fast as a transposed copy
        out[..., i] = plane
    return out


def _check_claims(about: Description, width: int, height: int, components: int) -> None:
    """Refuse a stream that claims another size than the DICOM header, before a decoder believes it."""
    if (width, height) != (about.columns, about.rows):
        message = (
            f"{about.path} claims {about.columns}x{about.rows} px, its compressed pixels {width}x{height}."
        )
        raise UnreadableFileError(about.path, message, EXPORT_AGAIN)
    if components != about.samples:
        message = f"{about.path} claims {about.samples} samples a pixel, its compressed pixels {components}."
        raise UnreadableFileError(about.path, message, EXPORT_AGAIN)


JPEG_PROCESSES = (*range(50, 58), *range(59, 67), 70)
CODECS: dict[str, Codec] = {
    **{f"1.2.840.10008.1.2.4.{process}": decode_jpeg for process in JPEG_PROCESSES},
    "1.2.840.10008.1.2.4.80": decode_jpeg_ls,
    "1.2.840.10008.1.2.4.81": decode_jpeg_ls,
    **{f"1.2.840.10008.1.2.4.{n}": decode_jpeg2000 for n in (90, 91, 92, 93, 201, 202, 203)},
    "1.2.840.10008.1.2.5": decode_run_lengths,
}
