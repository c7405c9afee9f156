"""Every transfer syntax and photometric interpretation, written by the test and read back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import gdcm
import jpeg_ls
import numpy as np
import openjpeg
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom import dcmread
from pydicom.uid import (
    JPEG2000,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

from dlre_gui.domain.errors import UnreadableFileError, UnsupportedFileError
from dlre_gui.imaging.read import read_info, read_screen
from tests.imaging.dicom_writing import data_set, jpeg, save, screen_pixels, write_encapsulated, write_native

NATIVE = [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]


def ybr(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(pixels).convert("YCbCr"))


def closest(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> int:
    """The greatest difference of two pictures."""
    return int(np.abs(first.astype(int) - second.astype(int)).max())


@pytest.mark.parametrize("syntax", NATIVE)
@pytest.mark.parametrize("planar", [0, 1])
def test_uncompressed_rgb_comes_back_exactly(tmp_path: Path, syntax: str, planar: int) -> None:
    pixels = screen_pixels()
    stored = pixels.transpose(2, 0, 1) if planar else pixels
    made = data_set(tmp_path / "a", pixels, syntax, PlanarConfiguration=planar)
    made.PixelData = np.ascontiguousarray(stored).tobytes()
    made["PixelData"].VR = "OB" if syntax != ImplicitVRLittleEndian else "OW"
    screen = read_screen(save(made, tmp_path / "a"))
    assert np.array_equal(screen.pixels, pixels)
    assert screen.decoder.startswith("numpy ")
    assert screen.header.transfer_syntax == syntax


@pytest.mark.parametrize("syntax", NATIVE)
def test_uncompressed_16_bit_rgb_keeps_its_top_bits(tmp_path: Path, syntax: str) -> None:
    pixels = screen_pixels()
    deep = pixels.astype(np.uint16) << 8 | 7
    assert np.array_equal(read_screen(write_native(tmp_path / "a", deep, syntax)).pixels, pixels)


@pytest.mark.parametrize("planar", [0, 1])
def test_uncompressed_ybr_full_is_converted(tmp_path: Path, planar: int) -> None:
    pixels = screen_pixels()
    stored = ybr(pixels).transpose(2, 0, 1) if planar else ybr(pixels)
    made = data_set(tmp_path / "a", pixels, PhotometricInterpretation="YBR_FULL", PlanarConfiguration=planar)
    made.PixelData = np.ascontiguousarray(stored).tobytes()
    made["PixelData"].VR = "OB"
    assert closest(read_screen(save(made, tmp_path / "a")).pixels, pixels) <= 3


def test_uncompressed_ybr_full_422_shares_colour_between_two_pixels(tmp_path: Path) -> None:
    pixels = np.repeat(screen_pixels()[:, ::2], 2, axis=1)  # pairs of equal pixels: nothing is lost
    full = ybr(pixels)
    packed = np.empty((48, 32, 4), np.uint8)
    packed[..., 0], packed[..., 1] = full[:, ::2, 0], full[:, 1::2, 0]
    packed[..., 2:] = full[:, ::2, 1:]
    made = data_set(tmp_path / "a", pixels, PhotometricInterpretation="YBR_FULL_422")
    made.PixelData = packed.tobytes()
    made["PixelData"].VR = "OB"
    assert closest(read_screen(save(made, tmp_path / "a")).pixels, pixels) <= 3


@pytest.mark.parametrize("entry_bits", [8, 16])
def test_palette_colour_is_looked_up(tmp_path: Path, entry_bits: int) -> None:
    index = (np.arange(48 * 64) % 200).reshape(48, 64).astype(np.uint8)
    colours = np.random.default_rng(1).integers(0, 256, (200, 3)).astype(np.uint16)
    kind = np.uint8 if entry_bits == 8 else "<u2"
    made = data_set(tmp_path / "a", index, PhotometricInterpretation="PALETTE COLOR")
    for i, name in enumerate(("Red", "Green", "Blue")):
        entries = colours[:, i] if entry_bits == 8 else colours[:, i] << 8
        setattr(made, f"{name}PaletteColorLookupTableDescriptor", [200, 0, entry_bits])
        setattr(made, f"{name}PaletteColorLookupTableData", entries.astype(kind).tobytes())
    made.PixelData = index.tobytes()
    made["PixelData"].VR = "OB"
    assert np.array_equal(read_screen(save(made, tmp_path / "a")).pixels, colours[index])


def test_segmented_palette_is_expanded(tmp_path: Path) -> None:
    index = np.arange(256, dtype=np.uint8).reshape(16, 16)
    made = data_set(tmp_path / "a", index, PhotometricInterpretation="PALETTE COLOR")
    ramp = np.array(
        [0, 1, 0, 1, 255, 65280], "<u2"
    ).tobytes()  # discrete: one 0; linear: 255 steps up to 255 << 8
    for name in ("Red", "Green", "Blue"):
        setattr(made, f"{name}PaletteColorLookupTableDescriptor", [256, 0, 16])
        setattr(made, f"Segmented{name}PaletteColorLookupTableData", ramp)
    made.PixelData = index.tobytes()
    made["PixelData"].VR = "OB"
    assert np.array_equal(read_screen(save(made, tmp_path / "a")).pixels[..., 0], index)


def test_8_bit_grey_is_shown_as_it_is(tmp_path: Path) -> None:
    grey = screen_pixels()[..., 2]
    screen = read_screen(write_native(tmp_path / "a", grey))
    assert np.array_equal(screen.pixels, np.repeat(grey[..., None], 3, axis=2))


def test_monochrome1_is_inverted(tmp_path: Path) -> None:
    grey = screen_pixels()[..., 2]
    path = write_native(tmp_path / "a", grey, PhotometricInterpretation="MONOCHROME1")
    assert np.array_equal(read_screen(path).pixels[..., 0], 255 - grey)


@pytest.mark.parametrize("syntax", NATIVE)
@pytest.mark.parametrize("signed", [False, True])
def test_16_bit_grey_follows_its_window(tmp_path: Path, syntax: str, signed: bool) -> None:
    values = np.linspace(-1000 if signed else 0, 3000, 48 * 64).reshape(48, 64)
    values = values.astype(np.int16 if signed else np.uint16)
    window = {"WindowCenter": "500", "WindowWidth": "1000", "RescaleSlope": "2", "RescaleIntercept": "-100"}
    shown = read_screen(write_native(tmp_path / "a", values, syntax, **window)).pixels[..., 0]
    expected = np.clip(((values * 2.0 - 100) - 499.5) / 999 + 0.5, 0, 1) * 255
    assert np.abs(shown - expected).max() <= 0.5


def test_16_bit_grey_without_a_window_fills_the_range(tmp_path: Path) -> None:
    values = np.linspace(100, 4000, 48 * 64).reshape(48, 64).astype(np.uint16)
    shown = read_screen(write_native(tmp_path / "a", values, BitsStored=12, HighBit=11)).pixels
    assert (shown.min(), shown.max()) == (0, 255)


@pytest.mark.parametrize("samples", [1, 3])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_rle_comes_back_exactly(tmp_path: Path, samples: int, kind: type) -> None:
    pixels = screen_pixels().astype(kind) if samples == 3 else screen_pixels()[..., 2].astype(kind)
    pixels = pixels << 8 if kind is np.uint16 else pixels
    plain = read_screen(write_native(tmp_path / "plain", pixels))
    made = dcmread(tmp_path / "plain")
    made.compress(RLELossless)
    packed = read_screen(save(made, tmp_path / "rle"))
    assert np.array_equal(packed.pixels, plain.pixels)
    assert packed.decoder.endswith("(PackBits)")


@pytest.mark.parametrize("label", ["YBR_FULL_422", "YBR_FULL", "RGB"])
def test_jpeg_baseline_is_rgb_whatever_the_header_calls_it(tmp_path: Path, label: str) -> None:
    pixels = screen_pixels()
    stream = jpeg(pixels)  # YCbCr with a JFIF header: the stream's word counts
    path = write_encapsulated(
        tmp_path / "a", pixels, JPEGBaseline8Bit, [stream], PhotometricInterpretation=label
    )
    screen = read_screen(path)
    assert np.array_equal(screen.pixels, np.asarray(Image.open(BytesIO(stream))))
    assert "libjpeg-turbo" in screen.decoder


def test_jpeg_baseline_kept_in_rgb_is_not_converted(tmp_path: Path) -> None:
    pixels = screen_pixels()
    stream = jpeg(pixels, keep_rgb=True)
    path = write_encapsulated(
        tmp_path / "a", pixels, JPEGBaseline8Bit, [stream], PhotometricInterpretation="YBR_FULL"
    )
    assert closest(read_screen(path).pixels, pixels) < 60


def test_grey_jpeg_baseline(tmp_path: Path) -> None:
    grey = np.ascontiguousarray(screen_pixels()[..., 0])
    path = write_encapsulated(tmp_path / "a", grey, JPEGBaseline8Bit, [jpeg(grey, subsampling=-1)])
    assert closest(read_screen(path).pixels[..., 0], grey) < 30


@pytest.mark.parametrize("samples", [1, 3])
@pytest.mark.parametrize("interleave", [0, 1, 2])
def test_jpeg_ls_comes_back_exactly(tmp_path: Path, samples: int, interleave: int) -> None:
    pixels = screen_pixels() if samples == 3 else np.ascontiguousarray(screen_pixels()[..., 2])
    source = pixels.transpose(2, 0, 1).copy() if samples == 3 and interleave == 0 else pixels
    mode = interleave if samples == 3 else 0
    stream = bytes(jpeg_ls.encode_array(source, 0, mode))
    screen = read_screen(write_encapsulated(tmp_path / "a", pixels, JPEGLSLossless, [stream]))
    assert np.array_equal(screen.pixels, pixels if samples == 3 else np.repeat(pixels[..., None], 3, axis=2))
    assert screen.decoder.startswith("pyjpegls ")


def test_near_lossless_jpeg_ls_stays_within_its_error(tmp_path: Path) -> None:
    pixels = screen_pixels()
    stream = bytes(jpeg_ls.encode_array(pixels, 2, 2))
    path = write_encapsulated(tmp_path / "a", pixels, JPEGLSNearLossless, [stream])
    assert closest(read_screen(path).pixels, pixels) <= 2


@pytest.mark.parametrize("label", ["RGB", "YBR_RCT"])
def test_lossless_jpeg_2000_comes_back_exactly(tmp_path: Path, label: str) -> None:
    pixels = screen_pixels()
    stream = bytes(openjpeg.encode(pixels, photometric_interpretation=1, use_mct=label == "YBR_RCT"))
    path = write_encapsulated(
        tmp_path / "a", pixels, JPEG2000Lossless, [stream], PhotometricInterpretation=label
    )
    screen = read_screen(path)
    assert np.array_equal(screen.pixels, pixels)
    assert screen.decoder.startswith("pylibjpeg-openjpeg ")


def test_jpeg_2000_of_ybr_samples_is_converted(tmp_path: Path) -> None:
    pixels = screen_pixels()
    stream = bytes(openjpeg.encode(ybr(pixels), photometric_interpretation=3, use_mct=False))
    path = write_encapsulated(
        tmp_path / "a", pixels, JPEG2000Lossless, [stream], PhotometricInterpretation="YBR_FULL"
    )
    assert closest(read_screen(path).pixels, pixels) <= 3


def test_lossy_jpeg_2000_in_file_boxes(tmp_path: Path) -> None:
    pixels = screen_pixels()
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG2000", irreversible=True, quality_mode="rates", quality_layers=[4])
    path = write_encapsulated(
        tmp_path / "a", pixels, JPEG2000, [out.getvalue()], PhotometricInterpretation="YBR_ICT"
    )
    assert np.abs(read_screen(path).pixels.astype(int) - pixels).mean() < 6


def recoded(source: Path, target: Path, syntax: int) -> Path:
    """A file compressed by GDCM."""
    reader = gdcm.ImageReader()
    reader.SetFileName(str(source))
    assert reader.Read()
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    change.SetInput(reader.GetImage())
    assert change.Change()
    writer = gdcm.ImageWriter()
    writer.SetFileName(str(target))
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    assert writer.Write()
    return target


@pytest.mark.parametrize("process", ["JPEGLosslessProcess14", "JPEGLosslessProcess14_1"])
@pytest.mark.parametrize("samples", [1, 3])
def test_lossless_jpeg_comes_back_exactly(tmp_path: Path, samples: int, process: str) -> None:
    pixels = screen_pixels() if samples == 3 else np.ascontiguousarray(screen_pixels()[..., 2])
    source = write_native(tmp_path / "plain", pixels)
    path = recoded(source, tmp_path / "packed", getattr(gdcm.TransferSyntax, process))
    screen = read_screen(path)
    assert np.array_equal(screen.pixels, read_screen(source).pixels)
    assert screen.decoder.startswith("GDCM ")


def test_16_bit_lossless_jpeg_follows_its_window(tmp_path: Path) -> None:
    values = (np.arange(48 * 64) * 20).reshape(48, 64).astype(np.uint16)
    source = write_native(tmp_path / "plain", values)
    path = recoded(source, tmp_path / "packed", gdcm.TransferSyntax.JPEGLosslessProcess14_1)
    assert np.array_equal(read_screen(path).pixels, read_screen(source).pixels)


def test_12_bit_extended_jpeg_is_close(tmp_path: Path) -> None:
    values = np.linspace(0, 4095, 48 * 64).reshape(48, 64).astype(np.uint16)
    source = write_native(tmp_path / "plain", values, BitsStored=12, HighBit=11)
    path = recoded(source, tmp_path / "packed", gdcm.TransferSyntax.JPEGExtendedProcess2_4)
    screen = read_screen(path)
    assert screen.header.transfer_syntax == "1.2.840.10008.1.2.4.51"
    assert closest(screen.pixels, read_screen(source).pixels) <= 3


def frames_of(n: int) -> NDArray[np.uint8]:
    return np.stack([np.roll(screen_pixels(), 5 * i, axis=1) for i in range(n)])


@pytest.mark.parametrize("syntax", NATIVE)
def test_the_wanted_native_frame_is_read(tmp_path: Path, syntax: str) -> None:
    frames = frames_of(3)
    path = write_native(tmp_path / "a", frames, syntax, NumberOfFrames=3)
    assert read_info(path).n_frames == 3
    for i in range(3):
        assert np.array_equal(read_screen(path, i).pixels, frames[i])


@pytest.mark.parametrize("has_table", [True, False])
def test_the_wanted_jpeg_frame_is_read(tmp_path: Path, has_table: bool) -> None:
    frames = frames_of(3)
    streams = [jpeg(frame) for frame in frames]
    path = write_encapsulated(
        tmp_path / "a", frames[0], JPEGBaseline8Bit, streams, has_table, NumberOfFrames=3
    )
    for i in range(3):
        assert np.array_equal(read_screen(path, i).pixels, np.asarray(Image.open(BytesIO(streams[i]))))


def test_a_broken_frame_does_not_hinder_another(tmp_path: Path) -> None:
    streams = [jpeg(frame) for frame in frames_of(2)]
    path = write_encapsulated(tmp_path / "a", screen_pixels(), JPEGBaseline8Bit, [bytes(100), streams[1]])
    assert read_screen(path, 1).pixels.shape == (48, 64, 3)
    with pytest.raises(UnreadableFileError):
        read_screen(path, 0)


def test_a_frame_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = write_native(tmp_path / "a", screen_pixels())
    for frame in (-1, 1):
        with pytest.raises(UnreadableFileError, match="no frame"):
            read_screen(path, frame)


def test_video_is_refused_by_name(tmp_path: Path) -> None:
    path = write_encapsulated(tmp_path / "a", screen_pixels(), "1.2.840.10008.1.2.4.102", [bytes(100)])
    with pytest.raises(UnsupportedFileError, match="video"):
        read_screen(path)


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian])
def test_a_file_without_preamble_is_read(tmp_path: Path, syntax: str) -> None:
    path = write_native(tmp_path / "a.dcm", screen_pixels(), syntax)
    with_meta, bare = tmp_path / "meta", tmp_path / "bare"
    content = path.read_bytes()
    with_meta.write_bytes(content[132:])
    made = dcmread(path)
    bare.write_bytes(
        content[content.index(made.file_meta.TransferSyntaxUID.encode()) :].partition(b"\x08\x00\x16")[2]
    )
    bare.write_bytes(b"\x08\x00\x16" + bare.read_bytes())
    for stripped in (with_meta, bare):
        assert np.array_equal(read_screen(stripped).pixels, screen_pixels())


@pytest.mark.parametrize("stated", [ImplicitVRLittleEndian, ExplicitVRLittleEndian])
def test_a_wrongly_stated_syntax_is_seen_through(tmp_path: Path, stated: str) -> None:
    other = ExplicitVRLittleEndian if stated == ImplicitVRLittleEndian else ImplicitVRLittleEndian
    content = write_native(tmp_path / "a", screen_pixels(), other).read_bytes()
    lying = tmp_path / "b"
    padded = [uid.encode().ljust(20, b"\0") for uid in (other, stated)]
    element = b"\x02\x00\x10\x00UI"
    start = content.index(element)
    length = content[start + 6]
    lying.write_bytes(content[: start + 6] + b"\x14\0" + padded[1] + content[start + 8 + length :])
    assert np.array_equal(read_screen(lying).pixels, screen_pixels())


def test_a_deflated_file_of_many_steps_comes_back_exactly(tmp_path: Path) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (700, 900, 3), np.uint8)
    pixels[300:] = 0
    path = write_native(tmp_path / "a", pixels, DeflatedExplicitVRLittleEndian)
    assert np.array_equal(read_screen(path).pixels, pixels)
