"""DICOM files written for tests, with pydicom and the codecs' own encoders."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    UltrasoundImageStorage,
)


def screen_pixels(height: int = 48, width: int = 64) -> NDArray[np.uint8]:
    """A small colourful picture without symmetry: every swap of axes or channels shows."""
    y, x = np.mgrid[:height, :width]
    picture = np.stack([x * 255 // width, y * 255 // height, (x * 3 + y * 5) % 256], axis=2).astype(np.uint8)
    picture[4:12, 6:20] = (250, 30, 10)
    picture[30:44, 40:60] = (20, 60, 240)
    return picture


def data_set(
    path: Path, pixels: NDArray[Any], syntax: str = ExplicitVRLittleEndian, **attributes: Any
) -> FileDataset:
    """A US image of one frame (H×W or H×W×3) without its pixel data."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(syntax)
    meta.MediaStorageSOPClassUID = UltrasoundImageStorage
    meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    written = {
        "is_implicit_VR": syntax == ImplicitVRLittleEndian,
        "is_little_endian": syntax != ExplicitVRBigEndian,
    }
    made = FileDataset(str(path), {}, file_meta=meta, preamble=bytes(128), **written)
    made.SOPClassUID, made.SOPInstanceUID = UltrasoundImageStorage, "1.2.3.4"
    made.Modality, made.PatientID, made.StudyInstanceUID = "US", "P-17", "1.2.3"
    made.Rows, made.Columns = pixels.shape[:2]
    made.SamplesPerPixel = 3 if pixels.ndim == 3 else 1
    made.PhotometricInterpretation = "RGB" if pixels.ndim == 3 else "MONOCHROME2"
    if pixels.ndim == 3:
        made.PlanarConfiguration = 0
    made.BitsAllocated = 8 * pixels.dtype.itemsize
    made.BitsStored = made.BitsAllocated
    made.HighBit = made.BitsStored - 1
    made.PixelRepresentation = int(pixels.dtype.kind == "i")
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


def save(made: FileDataset, path: Path) -> Path:
    syntax = made.file_meta.TransferSyntaxUID
    implicit, little = syntax == ImplicitVRLittleEndian, syntax != ExplicitVRBigEndian
    made.save_as(path, implicit_vr=implicit, little_endian=little)
    return path


def write_native(
    path: Path, pixels: NDArray[Any], syntax: str = ExplicitVRLittleEndian, **attributes: Any
) -> Path:
    """An uncompressed file; `pixels` may hold several frames where NumberOfFrames is given."""
    frame = pixels[0] if "NumberOfFrames" in attributes else pixels
    made = data_set(path, frame, syntax, **attributes)
    order = ">" if syntax == ExplicitVRBigEndian else "<"
    raw = pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
    made.PixelData = raw + bytes(len(raw) % 2)
    made["PixelData"].VR = "OB" if pixels.dtype.itemsize == 1 and syntax != ImplicitVRLittleEndian else "OW"
    return save(made, path)


def write_encapsulated(
    path: Path,
    pixels: NDArray[Any],
    syntax: str,
    frames: list[bytes],
    has_bot: bool = True,
    **attributes: Any,
) -> Path:
    """A compressed file from ready streams."""
    made = data_set(path, pixels, syntax, **attributes)
    if len(frames) > 1:
        made.NumberOfFrames = len(frames)
    made.PixelData = encapsulate(frames, has_bot=has_bot)
    made["PixelData"].VR = "OB"
    return save(made, path)


def jpeg(pixels: NDArray[np.uint8], **options: Any) -> bytes:
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", **{"quality": 95, "subsampling": 0, **options})
    return out.getvalue()


def element(tag: int, vr: bytes, value: bytes) -> bytes:
    """An explicit little-endian element, byte by byte."""
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr
    if vr in (b"OB", b"OW", b"SQ", b"UN"):
        return head + struct.pack("<HI", 0, len(value)) + value
    return head + struct.pack("<H", len(value)) + value


def part_10(body: bytes, syntax: bytes = b"1.2.840.10008.1.2.1\0") -> bytes:
    """A DICOM file around raw elements."""
    return bytes(128) + b"DICM" + element(0x00020010, b"UI", syntax) + body
