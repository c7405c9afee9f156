"""What a DICOM header says of patient, study and device (PS3.6 names the tags)."""

from __future__ import annotations

from datetime import date, time

from dlre_gui.domain.screen import Header
from dlre_gui.imaging.dicom_charset import character_sets, decode_text
from dlre_gui.imaging.dicom_elements import DataSet
from dlre_gui.imaging.dicom_file import DicomFile, uid
from dlre_gui.imaging.dicom_regions import regions
from dlre_gui.imaging.dicom_values import code

TEXTS = {
    "patient_id": 0x00100020,
    "patient_name": 0x00100010,
    "patient_sex": 0x00100040,
    "accession_number": 0x00080050,
    "study_id": 0x00200010,
    "institution": 0x00080080,
    "operator": 0x00081070,
    "manufacturer": 0x00080070,
    "device_model": 0x00081090,
    "device_software": 0x00181020,
}
UIDS = {
    "study_uid": 0x0020000D,
    "series_uid": 0x0020000E,
    "sop_uid": 0x00080018,
    "sop_class_uid": 0x00080016,
}
DATES = {"patient_birth_date": 0x00100030, "study_date": 0x00080020}
STUDY_TIME = 0x00080030
ACQUISITION_DATE_TIME = 0x0008002A
# Acquisition, then content: when the picture was taken. The study's own time is not.
DATE_AND_TIME = ((0x00080022, 0x00080032), (0x00080023, 0x00080033))


def read_header(file: DicomFile, width: int, height: int) -> Header:
    """The header of a file whose frames are `width` × `height` px.

    Text is kept exactly as written but for padding, NULs and control characters; what was guessed,
    altered or could disguise itself by marks that reorder text is named in `Header.doubtful`.
    """
    data_set = file.data_set
    sets = character_sets(data_set.raw(0x00080005))
    texts: dict[str, str | None] = {}
    doubtful = []
    for name, tag in TEXTS.items():
        text, unsure = decode_text(data_set.raw(tag), sets)
        texts[name] = text or None
        if unsure:
            doubtful.append(name)
    return Header(
        **texts,
        **{name: uid(data_set.raw(tag)) or None for name, tag in UIDS.items()},
        **{name: iso_date(code(data_set, tag)) for name, tag in DATES.items()},
        study_time=iso_time(clock) if (clock := code(data_set, STUDY_TIME)) else None,
        acquired_at=_acquired_at(data_set),
        transfer_syntax=file.transfer_syntax,
        regions=regions(data_set, width, height),
        doubtful=tuple(doubtful),
    )


def iso_date(text: str) -> str | None:
    """A DA value (also the old form with dots) as ISO 8601; None if it is no date."""
    digits = text.replace(".", "") if text.count(".") == 2 else text
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return None


def iso_time(text: str) -> str | None:
    """A TM value as ISO 8601 to the second; None if it is no time."""
    digits = text.replace(":", "").split(".")[0].ljust(6, "0")
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return time(int(digits[:2]), int(digits[2:4]), int(digits[4:])).isoformat()
    except ValueError:
        return None


def _acquired_at(data_set: DataSet) -> str | None:
    joined = code(data_set, ACQUISITION_DATE_TIME).split("+")[0].split("-")[0]
    pairs = [(joined[:8], joined[8:])]
    pairs += [(code(data_set, day), code(data_set, clock)) for day, clock in DATE_AND_TIME]
    for day, clock in pairs:
        on, at = iso_date(day), iso_time(clock) if clock else None
        if on and at:
            return f"{on}T{at}"
    return None
