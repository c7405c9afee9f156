"""Files made to hang, fill memory or deceive: each a typed error within 6 s, good files still read."""

from __future__ import annotations

import errno
import os
import struct
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import openjpeg
import pytest
from PIL import Image
from pydicom.uid import JPEG2000, JPEGBaseline8Bit, JPEGLosslessSV1, JPEGLSLossless, RLELossless

from dlre_gui.domain.errors import (
    FileError,
    FileMissingError,
    TooLargeError,
    UnreadableFileError,
    UnsupportedFileError,
)
from dlre_gui.imaging.files import load_file
from dlre_gui.imaging.worker import DecodeWorker
from tests.imaging.dicom_writing import (
    data_set,
    element,
    jpeg,
    part_10,
    save,
    screen_pixels,
    write_encapsulated,
    write_native,
)

Bomb = Callable[[Path], Path]
BOMBS: list[tuple[Bomb, type[FileError]]] = []


def bomb(error: type[FileError]) -> Callable[[Bomb], Bomb]:
    def noted(make: Bomb) -> Bomb:
        BOMBS.append((make, error))
        return make

    return noted


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def pixel_header(rows: int = 48, columns: int = 64, samples: int = 3, frames: bytes = b"1 ") -> bytes:
    """The image pixel attributes as raw elements."""
    short = struct.Struct("<H").pack
    return b"".join(
        (
            element(0x00280002, b"US", short(samples)),
            element(0x00280004, b"CS", b"RGB " if samples == 3 else b"MONOCHROME2 "),
            element(0x00280006, b"US", short(0)),
            element(0x00280008, b"IS", frames),
            element(0x00280010, b"US", short(rows)),
            element(0x00280011, b"US", short(columns)),
            element(0x00280100, b"US", short(8)),
            element(0x00280101, b"US", short(8)),
        )
    )


@bomb(UnreadableFileError)
def jp2_box_of_length_zero(path: Path) -> Path:
    stream = b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\x00\x00\x00\x00ftyp" + bytes(12)
    return write_encapsulated(path, screen_pixels(), JPEG2000, [stream])


@bomb(TooLargeError)
def deflate_bomb(path: Path) -> Path:
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    block = packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)
    body = block * 40 + packer.flush()
    return written(path, part_10(body, b"1.2.840.10008.1.2.1.99"))


def lying_jpeg(width: int, height: int) -> bytes:
    stream = bytearray(jpeg(screen_pixels()))
    at = stream.index(b"\xff\xc0")
    stream[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(stream)


@bomb(UnreadableFileError)
def dicom_jpeg_bomb(path: Path) -> Path:
    return write_encapsulated(path, screen_pixels(), JPEGBaseline8Bit, [lying_jpeg(65500, 65500)])


@bomb(TooLargeError)
def dicom_jpeg_bomb_with_a_matching_header(path: Path) -> Path:
    stream = lying_jpeg(65500, 65500)
    return write_encapsulated(path, screen_pixels(), JPEGBaseline8Bit, [stream], Rows=65500, Columns=65500)


@bomb(TooLargeError)
def jpeg_bomb(path: Path) -> Path:
    return written(path, lying_jpeg(65500, 65500))


@bomb(UnreadableFileError)
def dicom_lossless_jpeg_bomb(path: Path) -> Path:
    stream = lying_jpeg(65500, 65500).replace(b"\xff\xc0", b"\xff\xc3", 1)
    return write_encapsulated(path, screen_pixels(), JPEGLosslessSV1, [stream])


@bomb(UnreadableFileError)
def dicom_jpeg_ls_bomb(path: Path) -> Path:
    stream = lying_jpeg(65500, 65500).replace(b"\xff\xc0", b"\xff\xf7", 1)
    return write_encapsulated(path, screen_pixels(), JPEGLSLossless, [stream])


@bomb(UnreadableFileError)
def dicom_jpeg_2000_bomb(path: Path) -> Path:
    stream = bytearray(openjpeg.encode(screen_pixels(), photometric_interpretation=1))
    stream[8:16] = struct.pack(">II", 2**31 - 1, 2**31 - 1)
    stream[24:32] = stream[8:16]
    return write_encapsulated(path, screen_pixels(), JPEG2000, [bytes(stream)])


@bomb(UnreadableFileError)
def dicom_rle_bomb(path: Path) -> Path:
    run = struct.pack("<16I", 3, 64, 66, 68, *[0] * 12) + b"\x81\x00" * 3
    return write_encapsulated(path, screen_pixels(), RLELossless, [run], Rows=8000, Columns=8000)


@bomb(UnreadableFileError)
def dicom_rle_with_overlapping_segments(path: Path) -> Path:
    run = struct.pack("<16I", 3, 64, 4_000_000_000, 64, *[0] * 12) + b"\x81\x00" * 3000
    return write_encapsulated(path, screen_pixels(), RLELossless, [run])


def png_of(width: int, height: int, body: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(body, 9))
        + chunk(b"IEND", b"")
    )


@bomb(TooLargeError)
def png_bomb(path: Path) -> Path:
    return written(path, png_of(60_000, 60_000, bytes(10**7)))


@bomb(UnreadableFileError)
def png_with_lying_size(path: Path) -> Path:
    return written(path, png_of(7000, 7000, bytes(1000)))


@bomb(TooLargeError)
def bmp_bomb(path: Path) -> Path:
    head = struct.pack("<2sIHHI", b"BM", 1000, 0, 0, 54)
    return written(
        path, head + struct.pack("<IiiHHIIiiII", 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(900)
    )


@bomb(TooLargeError)
def tiff_bomb(path: Path) -> Path:
    out = BytesIO()
    Image.new("L", (3, 3)).save(out, "TIFF")
    content = bytearray(out.getvalue())
    first = struct.unpack_from("<I", content, 4)[0]
    for i in range(struct.unpack_from("<H", content, first)[0]):
        at = first + 2 + 12 * i
        if struct.unpack_from("<H", content, at)[0] in (256, 257):
            struct.pack_into("<HII", content, at + 2, 4, 1, 200_000)
    return written(path, bytes(content))


@bomb(UnreadableFileError)
def five_thousand_nested_sequences(path: Path) -> Path:
    opening = struct.pack("<HH2sHIHHI", 0x0008, 0x1140, b"SQ", 0, 0xFFFFFFFF, 0xFFFE, 0xE000, 0xFFFFFFFF)
    closing = struct.pack("<HHIHHI", 0xFFFE, 0xE00D, 0, 0xFFFE, 0xE0DD, 0)
    return written(path, part_10(opening * 5000 + closing * 5000 + pixel_header()))


@bomb(UnreadableFileError)
def five_thousand_nested_sequences_with_lengths(path: Path) -> Path:
    inner = b""
    for _ in range(5000):
        inner = element(0x00081140, b"SQ", struct.pack("<HHI", 0xFFFE, 0xE000, len(inner)) + inner)
    return written(path, part_10(inner + pixel_header()))


@bomb(UnreadableFileError)
def element_longer_than_the_file(path: Path) -> Path:
    return written(path, part_10(struct.pack("<HH2sHI", 0x0008, 0x1140, b"UN", 0, 0x7FFFFFFF) + bytes(100)))


@bomb(TooLargeError)
def absurd_number_of_frames(path: Path) -> Path:
    pixels = element(0x7FE00010, b"OW", bytes(48 * 64 * 3))
    return written(path, part_10(pixel_header(frames=b"2147483647 ") + pixels))


@bomb(UnreadableFileError)
def more_frames_than_pixels(path: Path) -> Path:
    return written(path, part_10(pixel_header(frames=b"20") + element(0x7FE00010, b"OW", bytes(48 * 64 * 3))))


@bomb(UnreadableFileError)
def more_frames_than_fragments(path: Path) -> Path:
    write_encapsulated(path, screen_pixels(), JPEGBaseline8Bit, [jpeg(screen_pixels())])
    content = path.read_bytes()
    return written(
        path, content.replace(b"\x28\x00\x10\x00US", b"\x28\x00\x08\x00IS\x02\x0019\x28\x00\x10\x00US", 1)
    )


@bomb(UnreadableFileError)
def number_of_frames_that_is_no_number(path: Path) -> Path:
    return written(path, part_10(pixel_header(frames=b"many") + element(0x7FE00010, b"OW", bytes(9216))))


@bomb(UnreadableFileError)
def no_rows(path: Path) -> Path:
    return written(path, part_10(pixel_header(rows=0) + element(0x7FE00010, b"OW", bytes(100))))


@bomb(UnreadableFileError)
def cut_dicom(path: Path) -> Path:
    content = write_native(path, screen_pixels()).read_bytes()
    return written(path, content[: len(content) * 2 // 3])


@bomb(UnreadableFileError)
def cut_png(path: Path) -> Path:
    Image.fromarray(screen_pixels(400, 500)).save(path, "PNG")
    return written(path, path.read_bytes()[:-2000])


@bomb(UnreadableFileError)
def cut_jpeg(path: Path) -> Path:
    content = jpeg(screen_pixels(400, 500))
    return written(path, content[: len(content) // 2])


@bomb(UnreadableFileError)
def cut_bmp(path: Path) -> Path:
    Image.fromarray(screen_pixels()).save(path, "BMP")
    return written(path, path.read_bytes()[:-500])


@bomb(UnreadableFileError)
def cut_tiff(path: Path) -> Path:
    Image.fromarray(screen_pixels()).save(path, "TIFF")
    return written(path, path.read_bytes()[:-500])


@bomb(UnreadableFileError)
def empty(path: Path) -> Path:
    return written(path, b"")


@bomb(UnsupportedFileError)
def text_renamed_to_dicom(path: Path) -> Path:
    return written(path.with_suffix(".dcm"), b"This is a report. " * 100)


@bomb(UnsupportedFileError)
def archive_renamed_to_png(path: Path) -> Path:
    return written(path.with_suffix(".png"), b"PK\x03\x04" + bytes(500))


@bomb(UnsupportedFileError)
def program(path: Path) -> Path:
    return written(path, b"MZ" + bytes(500))


@bomb(UnsupportedFileError)
def program_with_a_dicom_header(path: Path) -> Path:
    content = write_native(path, screen_pixels()).read_bytes()
    return written(path, b"MZ\x90\x00" + content[4:])


@bomb(UnsupportedFileError)
def elf_program_with_a_dicom_header(path: Path) -> Path:
    content = write_native(path, screen_pixels()).read_bytes()
    return written(path, b"\x7fELF" + content[4:])


@bomb(UnsupportedFileError)
def dicom_without_a_picture(path: Path) -> Path:
    made = data_set(path, screen_pixels())
    return save(made, path)


@bomb(FileMissingError)
def vanished(path: Path) -> Path:
    return path


@bomb(FileMissingError)
def name_too_long(path: Path) -> Path:
    return path.with_name("n" * 5000)


@bomb(UnsupportedFileError)
def folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize(("make", "error"), BOMBS, ids=[make.__name__ for make, _ in BOMBS])
def test_hostile_file_is_a_typed_error(
    make: Bomb, error: type[FileError], shared_worker: DecodeWorker, tmp_path: Path
) -> None:
    good = write_native(tmp_path / "good.dcm", screen_pixels())
    hostile = make(tmp_path / "hostile")
    shared_worker.screen(good)
    started = time.monotonic()
    with pytest.raises(error) as caught:
        shared_worker.screen(hostile)
    assert time.monotonic() - started < 6
    assert caught.value.path == hostile
    assert hostile.name in caught.value.message
    assert caught.value.hint or isinstance(caught.value, FileMissingError)
    assert np.array_equal(shared_worker.screen(good).pixels, screen_pixels())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a POSIX thing")
def test_a_named_pipe_is_not_waited_for(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UnsupportedFileError, match="pipe"):
        shared_worker.screen(pipe)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_the_right_to_read_says_so(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    path = write_native(tmp_path / "a", screen_pixels())
    path.chmod(0)
    with pytest.raises(FileMissingError, match="may not be read"):
        shared_worker.screen(path)


@pytest.mark.parametrize(
    "name", ["肝脏 第3次.dcm", 'Ünïcode \' "quoted".dcm', "tab\tand\nnewline.dcm", "no ending"]
)
def test_odd_names_are_read(shared_worker: DecodeWorker, tmp_path: Path, name: str) -> None:
    path = write_native(tmp_path / "plain", screen_pixels()).rename(tmp_path / name)
    assert shared_worker.screen(path).path == path


@pytest.mark.skipif(os.name == "nt", reason="such names cannot exist on Windows")
def test_a_name_that_is_no_text_is_read_and_named(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    path = write_native(tmp_path / "plain", screen_pixels()).rename(tmp_path / os.fsdecode(b"\xb8\xce.dcm"))
    assert shared_worker.screen(path).path == path


def test_a_long_path_is_read(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d" * 100] * 8)
    deep.mkdir(parents=True)
    path = write_native(tmp_path / "plain", screen_pixels()).rename(deep / "screen.dcm")
    assert shared_worker.screen(path).width == 64


@pytest.mark.parametrize("number", [errno.ESTALE, errno.EHOSTDOWN, errno.ETIMEDOUT, errno.ENOTCONN])
def test_a_file_of_a_lost_network_drive_is_told_as_not_there(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stat(path: str) -> os.stat_result:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr("dlre_gui.imaging.files.os.stat", stat)
    with pytest.raises(FileMissingError, match="is not there"):
        load_file(tmp_path / "a.png")
