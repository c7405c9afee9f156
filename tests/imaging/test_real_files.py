"""Golden decoding of real ultrasound files; lossless ones to the bit, lossy ones to the mean."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pydicom
import pydicom.data
import pytest
from pydicom.pixels import apply_color_lut

from dlre_gui.domain.geometry import Box
from dlre_gui.imaging.read import read_info, read_screen

GOLDEN = {
    "jpeg-lossless-mono.dcm": ((768, 1024, 3), "c9e3dd1102067229"),
    "palette-rle-2-frames.dcm": ((600, 800, 3), "f27736ea1acb75cb"),
    "palette-rle.dcm": ((600, 800, 3), "f27736ea1acb75cb"),
    "rgb-interleaved.dcm": ((120, 256, 3), "4631a14e915f1a7f"),
    "rgb-planar.dcm": ((120, 256, 3), "4631a14e915f1a7f"),
    "rgb-s2000-liver-probe-in-air.dcm": ((768, 1024, 3), "0f07e8fe91d22312"),
}
LOSSY = {
    "jpeg-baseline-fragmented-8-frames.dcm": ((240, 320, 3), (53.33, 56.96, 58.7)),
    "jpeg2000-ybr-ict.dcm": ((480, 640, 3), (40.45, 34.62, 29.01)),
    "ybr-full-422-uncompressed.dcm": ((555, 800, 3), (15.53, 15.66, 15.75)),
}
BUNDLED_US = ("examples_rgb_color.dcm", "examples_palette.dcm", "examples_jpeg2k.dcm", "ExplVR_BigEnd.dcm")


def bundled(name: str) -> Path:
    """One of pydicom's own test files; never downloaded."""
    return next(Path(pydicom.data.__file__).parent.rglob(name))


@pytest.mark.parametrize("name", GOLDEN)
def test_lossless_real_files_decode_to_the_bit(shared_data: Path, name: str) -> None:
    shape, digest = GOLDEN[name]
    pixels = read_screen(shared_data / "us-dicom" / name).pixels
    assert pixels.shape == shape
    assert hashlib.sha256(pixels.tobytes()).hexdigest()[:16] == digest


@pytest.mark.parametrize("name", LOSSY)
def test_lossy_real_files_decode_to_the_mean(shared_data: Path, name: str) -> None:
    shape, means = LOSSY[name]
    pixels = read_screen(shared_data / "us-dicom" / name).pixels
    assert pixels.shape == shape
    assert pixels.mean(axis=(0, 1)) == pytest.approx(means, abs=0.05)


def test_planar_and_interleaved_are_the_same_picture(shared_data: Path) -> None:
    folder = shared_data / "us-dicom"
    planar, interleaved = (read_screen(folder / f"rgb-{kind}.dcm") for kind in ("planar", "interleaved"))
    assert np.array_equal(planar.pixels, interleaved.pixels)


def test_every_frame_of_a_fragmented_clip_is_another_picture(shared_data: Path) -> None:
    path = shared_data / "us-dicom" / "jpeg-baseline-fragmented-8-frames.dcm"
    assert read_info(path).n_frames == 8
    assert len({read_screen(path, i).pixels.tobytes() for i in range(8)}) == 8


def test_the_frames_of_an_rle_clip_match_the_library(shared_data: Path) -> None:
    path = shared_data / "us-dicom" / "palette-rle-2-frames.dcm"
    dataset = pydicom.dcmread(path)
    expected = apply_color_lut(dataset.pixel_array, dataset) >> 8
    for i in range(2):
        assert np.array_equal(read_screen(path, i).pixels, expected[i])


def test_regions_and_their_scale_are_read(shared_data: Path) -> None:
    (region,) = read_info(shared_data / "us-dicom" / "rgb-s2000-liver-probe-in-air.dcm").header.regions
    assert region.box == Box(0, 60, 1009, 705)
    assert region.mm_per_px_x == pytest.approx(0.2378716878592968)
    first, second = read_info(shared_data / "us-dicom" / "palette-rle.dcm").header.regions
    assert first.mm_per_px_y == pytest.approx(0.2622878766196998)
    assert (second.data_type, second.mm_per_px_x) == (10, None)  # a Doppler strip, in seconds


def test_the_device_of_a_real_file_is_named(shared_data: Path) -> None:
    header = read_info(shared_data / "us-dicom" / "rgb-s2000-liver-probe-in-air.dcm").header
    dataset = pydicom.dcmread(shared_data / "us-dicom" / "rgb-s2000-liver-probe-in-air.dcm")
    assert header.manufacturer == dataset.Manufacturer
    assert header.device_model == dataset.ManufacturerModelName
    assert header.patient_name == str(dataset.PatientName)


@pytest.mark.parametrize("name", BUNDLED_US)
def test_bundled_ultrasound_files_match_the_library(name: str) -> None:
    dataset = pydicom.dcmread(bundled(name))
    expected = dataset.pixel_array
    if dataset.PhotometricInterpretation == "PALETTE COLOR":
        expected = apply_color_lut(expected, dataset)
    screen = read_screen(bundled(name))
    assert np.array_equal(screen.pixels, expected.astype(np.uint8) if expected.max() < 256 else expected >> 8)


def test_a_bundled_ultrasound_clip_gives_its_last_frame() -> None:
    path = bundled("examples_ybr_color.dcm")
    info = read_info(path)
    assert (info.n_frames, info.width, info.height) == (30, 320, 240)
    expected = pydicom.pixels.pixel_array(path, index=29)
    assert np.abs(read_screen(path, 29).pixels.astype(int) - expected).max() <= 2


COLOUR_FILES = (
    "SC_jpeg_no_color_transform.dcm",
    "SC_jpeg_no_color_transform_2.dcm",
    "SC_rgb_dcmtk_+eb+cr.dcm",
    "SC_rgb_dcmtk_+eb+cy+n2.dcm",
    "SC_rgb_dcmtk_+eb+cy+np.dcm",
    "SC_rgb_dcmtk_+eb+cy+s4.dcm",
    "SC_rgb_jpeg_app14_dcmd.dcm",
    "SC_rgb_jpeg_gdcm.dcm",
    "SC_rgb_jpeg_lossy_gdcm.dcm",
    "SC_rgb_jls_lossy_line.dcm",
    "SC_rgb_jls_lossy_sample.dcm",
    "SC_rgb_gdcm_KY.dcm",
    "SC_rgb_rle_2frame.dcm",
    "SC_rgb_small_odd_big_endian.dcm",
    "SC_rgb_small_odd_jpeg.dcm",
    "SC_ybr_full_422_uncompressed.dcm",
    "GDCMJ2K_TextGBR.dcm",
)


@pytest.mark.parametrize("name", COLOUR_FILES)
def test_colour_transforms_agree_with_the_library(name: str) -> None:
    expected = pydicom.pixels.pixel_array(bundled(name), index=0)
    assert np.abs(read_screen(bundled(name)).pixels.astype(int) - expected).max() <= 1


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("chrFrenMulti.dcm", "Buc"),
        ("chrH31.dcm", "Yamada"),
        ("chrI2.dcm", "Hong"),
        ("chrX1.dcm", "Wang"),
        ("chrX2.dcm", "Wang"),
        ("chrRuss.dcm", "Люкceмбypг"),
        ("chrGreek.dcm", "Διονυσιος"),
        ("chrArab.dcm", "قباني"),
        ("chrHbrw.dcm", "שרון"),
    ],
)
def test_names_agree_with_the_library(name: str, family: str) -> None:
    header = read_info(bundled(name)).header
    library = str(pydicom.dcmread(bundled(name)).PatientName)
    assert header.patient_name is not None
    assert header.patient_name.rstrip("=") == library  # ours keeps an empty last group
    assert library.startswith(family)
    assert header.doubtful == ()


def test_12_bit_lossy_jpeg_shows_what_its_jpeg_2000_twin_shows() -> None:
    jpeg, twin = (read_screen(bundled(name)).pixels for name in ("JPEG-lossy.dcm", "JPEG2000.dcm"))
    assert np.corrcoef(jpeg.ravel(), twin.ravel())[0, 1] > 0.9  # the twin has 250 bytes


def test_a_deflated_file_matches_the_library() -> None:
    expected = pydicom.dcmread(bundled("image_dfl.dcm")).pixel_array
    screen = read_screen(bundled("image_dfl.dcm"))
    levels = np.stack([expected.ravel(), screen.pixels[..., 0].ravel()])
    assert np.corrcoef(levels)[0, 1] > 0.99


def test_every_picture_of_the_shared_folder_is_read(shared_data: Path) -> None:
    paths = [path for path in sorted(shared_data.rglob("*")) if path.suffix in (".png", ".jpg", ".dcm")]
    assert len(paths) >= 17
    for path in paths:
        screen = read_screen(path)
        assert (screen.width, screen.height) == (read_info(path).width, read_info(path).height)
        assert screen.pixels.std() > 1
