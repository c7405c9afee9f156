"""PNG, JPEG, BMP and TIFF of every common pixel kind come out as upright, opaque RGB."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlre_gui.domain.errors import UnreadableFileError, UnsupportedFileError
from dlre_gui.imaging.read import read_info, read_screen
from tests.imaging.dicom_writing import screen_pixels


@pytest.mark.parametrize("kind", ["png", "bmp", "tiff"])
def test_lossless_pictures_come_back_exactly(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    Image.fromarray(screen_pixels()).save(path)
    screen = read_screen(path)
    assert np.array_equal(screen.pixels, screen_pixels())
    assert screen.decoder.startswith("Pillow ")
    assert read_info(path).kind == kind


@pytest.mark.parametrize("ending", [".dcm", ".txt", ""])
def test_the_name_of_a_file_is_not_believed(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    Image.fromarray(screen_pixels()).save(path, "PNG")
    assert read_info(path).kind == "png"
    assert np.array_equal(read_screen(path).pixels, screen_pixels())


@pytest.mark.parametrize("compression", ["tiff_lzw", "packbits", "tiff_adobe_deflate", "raw"])
def test_compressed_tiff_comes_back_exactly(tmp_path: Path, compression: str) -> None:
    path = tmp_path / "a.tif"
    Image.fromarray(screen_pixels()).save(path, compression=compression)
    assert np.array_equal(read_screen(path).pixels, screen_pixels())


def test_the_wanted_page_of_a_tiff_is_read(tmp_path: Path) -> None:
    pages = [Image.fromarray(np.roll(screen_pixels(), i, axis=0)) for i in range(3)]
    path = tmp_path / "a.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert read_info(path).n_frames == 3
    assert np.array_equal(read_screen(path, 2).pixels, np.asarray(pages[2]))
    with pytest.raises(UnreadableFileError, match="no frame 4"):
        read_screen(path, 3)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int, kind: str) -> None:
    upright = Image.fromarray(screen_pixels())
    # What a camera stores, so that the orientation turns it upright again.
    undo = [
        None,
        Image.Transpose.FLIP_LEFT_RIGHT,
        Image.Transpose.ROTATE_180,
        Image.Transpose.FLIP_TOP_BOTTOM,
    ]
    undo += [Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_90]
    undo += [Image.Transpose.TRANSVERSE, Image.Transpose.ROTATE_270]
    turn = undo[orientation - 1]
    stored = upright if turn is None else upright.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a"
    stored.save(path, kind, exif=exif, **({"quality": 95, "subsampling": 0} if kind == "JPEG" else {}))
    screen, info = read_screen(path), read_info(path)
    assert (info.width, info.height) == (screen.width, screen.height) == (64, 48)
    assert np.abs(screen.pixels.astype(int) - screen_pixels()).mean() < 4


def test_transparent_pixels_are_shown_over_black(tmp_path: Path) -> None:
    pixels = np.dstack([screen_pixels(), np.full((48, 64), 255, np.uint8)])
    pixels[:10, :, 3] = 0
    Image.fromarray(pixels).save(tmp_path / "a.png")
    shown = read_screen(tmp_path / "a.png").pixels
    assert not shown[:10].any()
    assert np.array_equal(shown[10:], screen_pixels()[10:])


def test_palettes_are_looked_up(tmp_path: Path) -> None:
    picture = Image.fromarray(screen_pixels()).quantize(200)
    picture.save(tmp_path / "a.png")
    assert np.array_equal(read_screen(tmp_path / "a.png").pixels, np.asarray(picture.convert("RGB")))


def test_a_palette_with_a_transparent_colour_is_shown_over_black(tmp_path: Path) -> None:
    picture = Image.new("P", (4, 4), 1)
    picture.putpalette([255, 255, 255, 10, 200, 30])
    picture.putpixel((0, 0), 0)
    picture.save(tmp_path / "a.png", transparency=0)
    shown = read_screen(tmp_path / "a.png").pixels
    assert shown[0, 0].tolist() == [0, 0, 0]
    assert shown[1, 1].tolist() == [10, 200, 30]


@pytest.mark.parametrize("kind", ["png", "tiff"])
def test_16_bit_grey_keeps_its_top_bits(tmp_path: Path, kind: str) -> None:
    grey = screen_pixels()[..., 2]
    Image.fromarray(grey.astype(np.uint16) << 8 | 99).save(tmp_path / f"a.{kind}")
    assert np.array_equal(read_screen(tmp_path / f"a.{kind}").pixels[..., 1], grey)


@pytest.mark.parametrize("mode", ["L", "1", "LA"])
def test_grey_pictures_become_rgb(tmp_path: Path, mode: str) -> None:
    picture = Image.fromarray(screen_pixels()).convert("L").convert(mode)
    picture.save(tmp_path / "a.png")
    assert np.array_equal(read_screen(tmp_path / "a.png").pixels, np.asarray(picture.convert("RGB")))


def test_cmyk_pictures_become_rgb(tmp_path: Path) -> None:
    Image.fromarray(screen_pixels()).convert("CMYK").save(tmp_path / "a.jpg", quality=95)
    assert np.abs(read_screen(tmp_path / "a.jpg").pixels.astype(int) - screen_pixels()).mean() < 6


def test_numbers_instead_of_colours_are_refused(tmp_path: Path) -> None:
    Image.fromarray(screen_pixels()[..., 0].astype(np.float32)).save(tmp_path / "a.tif")
    with pytest.raises(UnsupportedFileError, match="numbers"):
        read_screen(tmp_path / "a.tif")


def test_an_animation_is_read_as_its_first_picture(tmp_path: Path) -> None:
    frames = [Image.fromarray(np.roll(screen_pixels(), i, axis=0)) for i in range(3)]
    frames[0].save(tmp_path / "a.png", save_all=True, append_images=frames[1:])
    assert read_info(tmp_path / "a.png").n_frames == 1
    assert np.array_equal(read_screen(tmp_path / "a.png").pixels, screen_pixels())
