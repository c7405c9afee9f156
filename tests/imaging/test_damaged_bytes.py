"""Whatever bytes are damaged or missing: a valid screen or an error of ours, never anything else."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import openjpeg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.uid import JPEG2000Lossless, JPEGBaseline8Bit, RLELossless

from dlre_gui.domain.errors import FileError
from dlre_gui.imaging import limits
from dlre_gui.imaging.read import read_screen
from tests.imaging.dicom_writing import data_set, jpeg, save, screen_pixels, write_encapsulated, write_native

HEADER_BYTES = 700


def samples() -> dict[str, bytes]:
    """Small valid files of several kinds."""
    made: dict[str, bytes] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        rgb = screen_pixels(36, 40)
        native = data_set(path, rgb)
        native.SequenceOfUltrasoundRegions = [Dataset()]
        native.PixelData = rgb.tobytes()
        native["PixelData"].VR = "OB"
        made["native"] = save(native, path).read_bytes()
        native.compress(RLELossless)
        made["rle"] = save(native, path).read_bytes()
        made["jpeg"] = write_encapsulated(path, rgb, JPEGBaseline8Bit, [jpeg(rgb)]).read_bytes()
        stream = bytes(openjpeg.encode(rgb, photometric_interpretation=1))
        made["jpeg2000"] = write_encapsulated(path, rgb, JPEG2000Lossless, [stream]).read_bytes()
        made["grey"] = write_native(path, rgb[..., 0].astype(np.uint16), "1.2.840.10008.1.2").read_bytes()
        for kind in ("PNG", "BMP", "TIFF"):
            out = BytesIO()
            Image.fromarray(rgb).save(out, kind)
            made[kind] = out.getvalue()
    return made


SAMPLES = samples()
Damage = list[tuple[int, int]]


def is_valid_or_typed_error(path: Path) -> bool:
    try:
        pixels = read_screen(path).pixels
    except FileError as error:
        return str(path) in error.message
    return pixels.dtype == np.uint8 and pixels.shape[2] == 3


@pytest.mark.parametrize("kind", SAMPLES)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    changes=st.lists(st.tuples(st.integers(0, HEADER_BYTES), st.integers(0, 255)), min_size=1, max_size=6),
    cut=st.one_of(st.none(), st.integers(1, 2000)),
)
def test_damaged_bytes_raise_nothing_but_our_errors(kind: str, changes: Damage, cut: int | None) -> None:
    content = bytearray(SAMPLES[kind])
    start = 128 if kind.islower() else 0
    for at, value in changes:
        if start + at < len(content):
            content[start + at] = value
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MAX_PIXELS", 10**6)  # no worker bounds this process
        path = Path(folder) / "damaged"
        path.write_bytes(content[:cut])
        assert is_valid_or_typed_error(path)
