"""The study that DICOM output belongs to: the source's own, or a new one where the screens are no DICOM.

Screens that cannot be referred to (a PNG, a capture without SOP class) get a Secondary Capture of
their own in that study, so that the report has something to refer to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.screen import Header
from dlre_gui.report.dossier import Dossier, ReportScreen

if TYPE_CHECKING:
    from pydicom import Dataset

_MULTI_FRAME = frozenset({"1.2.840.10008.5.1.4.1.1.3.1", "1.2.840.10008.5.1.4.1.1.3"})
_REFERRED_TO = frozenset(
    {
        "1.2.840.10008.5.1.4.1.1.6.1",
        "1.2.840.10008.5.1.4.1.1.3.1",
        "1.2.840.10008.5.1.4.1.1.7",
        "1.2.840.10008.5.1.4.1.1.7.1",
        "1.2.840.10008.5.1.4.1.1.7.2",
        "1.2.840.10008.5.1.4.1.1.7.3",
        "1.2.840.10008.5.1.4.1.1.7.4",
    }
)
"""Ultrasound images and secondary captures of today's standard (PS3.4 B.5); of retired and private classes
a receiver may know nothing."""
_SEXES = frozenset({"M", "F", "O"})
_LONGEST_SHORT, _LONGEST = 16, 64
_MOST_GROUPS, _MOST_COMPONENTS = 3, 5
MANUFACTURER = "DLRE GUI"


@dataclass(frozen=True, slots=True)
class Study:
    """Who and which study; `is_new` tells that no source named one."""

    header: Header
    patient_id: str
    patient_name: str
    uid: str
    is_new: bool


class BeyondDicomError(DlreError):
    """A patient's ID or name is none that DICOM can hold; changed or cut it may be another patient's.

    Parameters
    ----------
    reason
        What of it, as the end of a sentence.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"No DICOM files can be made: {reason}.",
            "Correct it where the screens come from; the other files have it whole.",
        )
        self.reason = reason


def study_of(dossier: Dossier) -> Study:
    """The source's study, or a new one.

    Raises
    ------
    BeyondDicomError
        If the patient's ID or name is longer than its value may be, or would be taken for several.
    """
    from highdicom.uid import UID

    patient_id, name = dossier.exam.patient_id or "", dossier.exam.patient_name or ""
    reason = _beyond_lo(patient_id) or _beyond_pn(name)
    if reason:
        raise BeyondDicomError(reason)
    headers = [one.header for one in dossier.exam.acquisitions]
    header = next((one for one in headers if _fits(one.study_uid)), headers[0] if headers else Header())
    own = header.study_uid if _fits(header.study_uid) else None
    return Study(header, patient_id, name, own or str(UID()), own is None)


def _fits(uid: str | None) -> bool:
    """Whether DICOM can hold it (PS3.5 9.1)."""
    return uid is not None and 0 < len(uid) <= _LONGEST


def _beyond_lo(text: str) -> str:
    """What keeps a text from being one value of LO (PS3.5 6.2); empty: nothing."""
    if len(text) > _LONGEST:
        return f"the patient ID has {len(text)} characters, DICOM allows {_LONGEST}"
    return "the patient ID holds a backslash, at which DICOM begins another value" if "\\" in text else ""


def _beyond_pn(text: str) -> str:
    """What keeps a text from being one value of PN (PS3.5 6.2.1); empty: nothing."""
    groups = text.split("=")
    longest = max(map(len, groups))
    if longest > _LONGEST:
        return f"the patient's name has {longest} characters, DICOM allows {_LONGEST}"
    most = max(group.count("^") + 1 for group in groups)
    if len(groups) > _MOST_GROUPS or most > _MOST_COMPONENTS:
        return (
            "the patient's name has more parts than DICOM allows (three ways to write it, of five parts each)"
        )
    return "the patient's name holds a backslash, at which DICOM begins another value" if "\\" in text else ""


def without_separators(text: str) -> str:
    """A text as one DICOM value: the backslash separates values (PS3.5 6.2)."""
    return text.replace("\\", "/")


def can_be_referred_to(screen: ReportScreen, study: Study) -> bool:
    """Whether the acquisition is a DICOM object of this study, and of a class that is still in use."""
    header = screen.acquisition.header
    is_known = header.sop_class_uid in _REFERRED_TO
    return is_known and _fits(header.sop_uid) and _fits(header.series_uid) and header.study_uid == study.uid


def referred_frames(screen: ReportScreen) -> list[int] | None:
    """Frame numbers from 1 for a multi-frame object, else None."""
    acquisition = screen.acquisition
    many = acquisition.frame > 0 or acquisition.header.sop_class_uid in _MULTI_FRAME
    return [acquisition.frame + 1] if many else None


def source_dataset(screen: ReportScreen, study: Study) -> Dataset:
    """What a report must know of an object it refers to."""

    header, acquisition = screen.acquisition.header, screen.acquisition
    made = patient_dataset(study)
    made.PatientName = ""  # highdicom finds fault with a name of one part; it is put in afterwards
    made.SeriesInstanceUID = header.series_uid
    made.SOPInstanceUID = header.sop_uid
    made.SOPClassUID = header.sop_class_uid
    made.Modality = "US"
    made.Rows, made.Columns = acquisition.height, acquisition.width
    return made


def patient_dataset(study: Study) -> Dataset:
    """Patient and study attributes, in UTF-8; empty where unknown."""
    from pydicom import Dataset

    header, made = study.header, Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    made.PatientID, made.PatientName = study.patient_id, study.patient_name
    made.PatientBirthDate = _da(header.patient_birth_date)
    made.PatientSex = header.patient_sex if header.patient_sex in _SEXES else ""
    made.StudyInstanceUID = study.uid
    made.StudyID = _short(header.study_id)
    made.StudyDate = _da(header.study_date)
    made.StudyTime = _tm(header.study_time)
    made.AccessionNumber = _short(header.accession_number)
    made.ReferringPhysicianName = ""
    return made


def _short(text: str | None) -> str:
    """A value of SH (PS3.5 6.2: 16 characters); nothing where it is longer: cut, it may name another."""
    return text if text and len(text) <= _LONGEST_SHORT else ""


def as_lo(text: str | None) -> str | None:
    """A value of LO (PS3.5 6.2: 64 characters) that names no patient; nothing where it is longer."""
    return without_separators(text) if text and len(text) <= _LONGEST else None


def _da(iso: str | None) -> str:
    """A value of DA; nothing where the text is no day: an imported exam may say anything."""
    try:
        return date.fromisoformat(iso or "").strftime("%Y%m%d")
    except ValueError:
        return ""


def _tm(iso: str | None) -> str:
    """A value of TM, without a zone, which TM does not have; nothing where the text is no time."""
    try:
        found = time.fromisoformat(iso or "").replace(tzinfo=None)
    except ValueError:
        return ""
    return found.isoformat().replace(":", "")
