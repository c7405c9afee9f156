"""A screen: one captured picture of the scanner's display, and what its file says about it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box


@dataclass(frozen=True, slots=True)
class UltrasoundRegion:
    """One item of the Sequence of Ultrasound Regions (DICOM PS3.3 C.8.5.5).

    Attributes
    ----------
    box
        The region on the screen, in px.
    spatial_format, data_type
        Region Spatial Format (0018,6012) and Region Data Type (0018,6014).
    mm_per_px_x, mm_per_px_y
        Physical Delta, given when both units are cm (code 3); else None.
    """

    box: Box
    spatial_format: int
    data_type: int
    mm_per_px_x: float | None = None
    mm_per_px_y: float | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says beside its pixels. None or empty means the file does not say.

    Dates are ISO 8601 (``2024-05-21``), times ``2024-05-21T16:27:48`` (`study_time`: ``16:27:48``).
    `doubtful` names the attributes whose text may be decoded wrongly (character set).
    """

    patient_id: str | None = None
    patient_name: str | None = None
    patient_sex: str | None = None
    patient_birth_date: str | None = None
    study_uid: str | None = None
    series_uid: str | None = None
    sop_uid: str | None = None
    sop_class_uid: str | None = None
    study_id: str | None = None
    study_time: str | None = None
    accession_number: str | None = None
    study_date: str | None = None
    acquired_at: str | None = None
    institution: str | None = None
    operator: str | None = None
    manufacturer: str | None = None
    device_model: str | None = None
    device_software: str | None = None
    transfer_syntax: str | None = None
    regions: tuple[UltrasoundRegion, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileInfo:
    """What is known of a file before its pixels are decoded.

    Attributes
    ----------
    kind
        ``dicom``, ``png``, ``jpeg``, ``bmp`` or ``tiff``, found by content, not by name.
    width, height
        Size of a frame in px, as the header claims it.
    sha256
        Of the file's bytes, in hex.
    n_bytes
        Size of the file; None where not known.
    """

    path: Path
    kind: str
    n_frames: int
    width: int
    height: int
    sha256: str
    header: Header = field(default_factory=Header)
    n_bytes: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """One captured picture of the scanner's display.

    Attributes
    ----------
    pixels
        RGB, uint8, shape (height, width, 3), C-contiguous, not writeable.
    path, frame
        The file and the frame in it, counted from 0.
    sha256
        Of the file's bytes, in hex.
    decoder
        Name and version of the library that decoded the pixels.
    """

    pixels: NDArray[np.uint8]
    path: Path
    frame: int
    n_frames: int
    sha256: str
    decoder: str
    header: Header = field(default_factory=Header)

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def box(self) -> Box:
        """The whole picture."""
        return Box(0, 0, self.width, self.height)


def readable_name(person_name: str) -> str:
    """A DICOM person name (PS3.5 6.2.1.1) for a person to read.

    ``Wu^Xiuying=吴^秀英`` becomes ``Wu Xiuying / 吴 秀英``; a name without ``^`` and ``=`` stays as it is.
    """
    groups = (" ".join(part for part in group.split("^") if part) for group in person_name.split("="))
    return " / ".join(group for group in groups if group)


_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def shown(text: str) -> str:
    """A text from a file as it may stand beside others on a display, never for a file.

    Marks that would reorder what stands around them are shown as their codes, and text with
    right-to-left letters keeps its direction to itself (Unicode UAX #9, isolates).
    """
    plain = _REORDERING.sub(lambda mark: f"⟨{ord(mark[0]):04X}⟩", text)
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in plain):
        return f"{_FIRST_STRONG_ISOLATE}{plain}{_POP_ISOLATE}"
    return plain
