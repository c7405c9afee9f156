"""What a DICOM header says: text in every character set, dates, device, regions; doubtful text is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Header
from dlre_gui.imaging.dicom_charset import character_sets, decode_text
from dlre_gui.imaging.dicom_file import uid
from dlre_gui.imaging.dicom_header import iso_date, iso_time
from dlre_gui.imaging.read import read_info
from tests.imaging.dicom_writing import data_set, element, part_10, save, screen_pixels, write_native

NAME = "王^小东"


def decoded(raw: bytes, charset: str) -> tuple[str, bool]:
    return decode_text(raw, character_sets(charset.encode()))


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("GB18030", NAME.encode("gb18030"), NAME),
        ("GB18030", "镕𠀀".encode("gb18030"), "镕𠀀"),
        ("GBK", "朱镕基^喆".encode("gbk"), "朱镕基^喆"),
        ("ISO_IR 192", NAME.encode(), NAME),
        ("ISO_IR 192", "Müller^Ærø=王^小东".encode(), "Müller^Ærø=王^小东"),
        ("ISO_IR 100", "Müller^Jürgen".encode("latin-1"), "Müller^Jürgen"),
        ("ISO_IR 100", "PÄÄKKÖNEN^ÄIJÄ".encode("latin-1"), "PÄÄKKÖNEN^ÄIJÄ"),
        ("ISO_IR 100", "Pääkkönen^Åke".encode("latin-1"), "Pääkkönen^Åke"),
        ("ISO_IR 144", "Люкceмбypг".encode("iso8859-5"), "Люкceмбypг"),
        ("", b"Plain^Name ", "Plain^Name"),
        (
            "ISO 2022 IR 6\\ISO 2022 IR 58",
            b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=",
            "Zhang^XiaoDong=张^小东=",
        ),
        ("\\ISO 2022 IR 58", b"Wang=\x1b$)A\xcd\xf5\x1b(B^\x1b$)A\xd0\xa1\xb6\xab", "Wang=王^小东"),
        ("\\ISO 2022 IR 58", b"\x1b$)A\xcd\xf5^\xd0\xa1\xb6\xab", NAME),
        ("\\ISO 2022 IR 87", b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", "Yamada^Tarou=山田^太郎"),
        (
            "\\ISO 2022 IR 149",
            b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7",
            "Hong^Gildong=洪^吉洞",
        ),
    ],
)
def test_text_in_its_stated_character_set_is_exact(charset: str, raw: bytes, text: str) -> None:
    assert decoded(raw, charset) == (text, False)


@pytest.mark.parametrize("charset", ["", "ISO_IR 6", "ISO_IR 100", "ISO_IR 999"])
@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
@pytest.mark.parametrize("name", ["王小东", "王^小东", "张伟", "欧阳^娜娜", "李^明", "朱镕基"])
def test_chinese_under_a_wrong_character_set_is_guessed_and_doubtful(
    charset: str, codec: str, name: str
) -> None:
    assert decoded(name.encode(codec), charset) == (name, True)


def test_utf_8_under_a_gb18030_label_is_guessed_and_doubtful() -> None:
    assert decoded("李小龙".encode(), "GB18030") == ("李小龙", True)


def test_gbk_under_a_utf_8_label_is_guessed_and_doubtful() -> None:
    assert decoded("李小龙".encode("gbk"), "ISO_IR 192") == ("李小龙", True)


def test_gb2312_without_its_escape_is_read_and_doubtful() -> None:
    assert decoded("李小龙".encode("gb2312"), "\\ISO 2022 IR 58") == ("李小龙", True)


def test_escapes_without_a_stated_set_are_read_and_doubtful() -> None:
    assert decoded(b"\x1b$)A\xcd\xf5", "") == ("王", True)


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfd", b"a\x80b", b"\xb8"])
def test_undecodable_bytes_are_doubtful(raw: bytes) -> None:
    for charset in ("", "ISO_IR 192", "GB18030", "\\ISO 2022 IR 58", "ISO_IR 100"):
        if charset != "ISO_IR 100" or b"\x80" in raw:
            assert decoded(raw, charset)[1], charset


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\0b", "ab"),
        ("a\x1fb", "ab"),
        ("a\u2028b", "ab"),
        ("\ufeffa", "a"),
        ("Smith\u202ednuor", "Smith\u202ednuor"),
        ("a\u2066b\u2069", "a\u2066b\u2069"),
        ("\u05d0\u200f1", "\u05d0\u200f1"),
    ],
)
def test_control_characters_are_taken_out_direction_marks_stay_and_both_are_doubtful(
    text: str, shown: str
) -> None:
    assert decoded(text.encode(), "ISO_IR 192") == (shown, True)


def test_padding_is_no_doubt() -> None:
    assert decoded(b"P-17\0", "") == ("P-17", False)
    assert decoded(b" P-17  ", "") == ("P-17", False)


def test_endless_text_is_cut_and_doubtful() -> None:
    text, doubtful = decoded(b"x" * 60_000, "")
    assert len(text) == 1024
    assert doubtful


@pytest.mark.parametrize("charset", ["UTF-8", "iso_ir 192", "ISO-IR 192", "ISO IR 192"])
def test_misspelt_character_sets_are_understood(charset: str) -> None:
    assert decoded(NAME.encode(), charset) == (NAME, False)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("20240521", "2024-05-21"),
        ("2024.05.21", "2024-05-21"),
        ("20240230", None),
        ("", None),
        ("202405", None),
        ("２０２４0521", None),
    ],
)
def test_dates_are_iso_or_unknown(text: str, iso: str | None) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("162748.123", "16:27:48"),
        ("1627", "16:27:00"),
        ("16:27:48", "16:27:48"),
        ("256199", None),
        ("x", None),
    ],
)
def test_times_are_iso_or_unknown(text: str, iso: str | None) -> None:
    assert iso_time(text) == iso


def full_file(path: Path, **more: object) -> Path:
    return write_native(
        path,
        screen_pixels(),
        PatientName="Test^Person",
        PatientSex="F",
        PatientBirthDate="19800102",
        SeriesInstanceUID="1.2.3.5",
        AccessionNumber="A1",
        StudyDate="20240521",
        ContentDate="20240521",
        ContentTime="162748.5",
        InstitutionName="Hospital",
        OperatorsName="Op^One",
        Manufacturer="SuperSonic Imagine SA",
        ManufacturerModelName="Aixplorer",
        SoftwareVersions="12.3",
        **more,
    )


def test_every_field_of_the_header_is_filled(tmp_path: Path) -> None:
    assert read_info(full_file(tmp_path / "a")).header == Header(
        patient_id="P-17",
        patient_name="Test^Person",
        patient_sex="F",
        patient_birth_date="1980-01-02",
        study_uid="1.2.3",
        series_uid="1.2.3.5",
        sop_uid="1.2.3.4",
        sop_class_uid="1.2.840.10008.5.1.4.1.1.6.1",
        accession_number="A1",
        study_date="2024-05-21",
        acquired_at="2024-05-21T16:27:48",
        institution="Hospital",
        operator="Op^One",
        manufacturer="SuperSonic Imagine SA",
        device_model="Aixplorer",
        device_software="12.3",
        transfer_syntax="1.2.840.10008.1.2.1",
    )


def test_the_acquisition_time_goes_before_the_content_time(tmp_path: Path) -> None:
    path = full_file(tmp_path / "a", AcquisitionDateTime="20240520101112.123+0800")
    assert read_info(path).header.acquired_at == "2024-05-20T10:11:12"


def test_a_doubtful_name_is_named_in_the_header(tmp_path: Path) -> None:
    body = element(0x00100010, b"PN", "王小东".encode("gbk")) + element(0x00100020, b"LO", b"7 ")
    source = write_native(tmp_path / "a", screen_pixels()).read_bytes()
    rest = source[source.index(b"\x20\x00\x0d\x00UI") :]
    path = tmp_path / "b"
    path.write_bytes(part_10(body + rest))
    header = read_info(path).header
    assert (header.patient_name, header.patient_id, header.doubtful) == ("王小东", "7", ("patient_name",))


def region(x0: int, y0: int, x1: int, y1: int, unit: int = 3, delta: float = 0.02) -> Dataset:
    item = Dataset()
    item.RegionLocationMinX0, item.RegionLocationMinY0 = x0, y0
    item.RegionLocationMaxX1, item.RegionLocationMaxY1 = x1, y1
    item.RegionSpatialFormat, item.RegionDataType, item.RegionFlags = 1, 1, 0
    item.PhysicalUnitsXDirection = item.PhysicalUnitsYDirection = unit
    item.PhysicalDeltaX, item.PhysicalDeltaY = delta, -delta
    return item


@pytest.mark.parametrize("undefined_length", [True, False])
@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"])
def test_ultrasound_regions_come_in_order_with_their_scale(
    tmp_path: Path, syntax: str, undefined_length: bool
) -> None:
    made = data_set(tmp_path / "a", screen_pixels(), syntax)
    made.SequenceOfUltrasoundRegions = [
        region(2, 3, 40, 30),
        region(5, 6, 500, 600, unit=4),  # passes the frame; not in cm
        region(50, 10, 40, 30),  # inside out
    ]
    made["SequenceOfUltrasoundRegions"].is_undefined_length = undefined_length
    for item in made.SequenceOfUltrasoundRegions:
        item.is_undefined_length_sequence_item = undefined_length
    made.PixelData = screen_pixels().tobytes()
    made["PixelData"].VR = "OW"
    first, second = read_info(save(made, tmp_path / "a")).header.regions
    assert first.box == Box(2, 3, 39, 28)
    assert (first.mm_per_px_x, first.mm_per_px_y) == pytest.approx((0.2, 0.2))
    assert (first.spatial_format, first.data_type) == (1, 1)
    assert second.box == Box(5, 6, 59, 42)
    assert second.mm_per_px_x is None


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (b"1.2.3\0", "1.2.3"),
        (b" 1.2.3 ", "1.2.3"),
        (b"1.2." + b"9" * 66, "1.2." + "9" * 66),
        (b"1.2.3\\1.2.4", ""),
        (b"1.2.a3", ""),
        (b"=1+1", ""),
        (b"", ""),
    ],
)
def test_a_uid_is_whole_or_none_never_cut_nor_mended(raw: bytes, read: str) -> None:
    assert uid(raw) == read
