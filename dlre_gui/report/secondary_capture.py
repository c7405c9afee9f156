"""Secondary Captures: the annotated screen, and screens that were no DICOM themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dlre_gui.clinical.aggregate import Contribution
from dlre_gui.report.dicom_study import MANUFACTURER, Study, patient_dataset
from dlre_gui.report.dossier import NoPicture, ReportScreen
from dlre_gui.report.picture import annotate, why_not_counted

if TYPE_CHECKING:
    from pydicom import Dataset


def annotated_pixels(screen: ReportScreen, gives: Contribution) -> NDArray[np.uint8] | None:
    """The screen with its marks and figures, and that it does not count; None where it cannot be read."""
    from dlre_gui.domain.screen import Screen

    one, pixels = screen.acquisition, screen.pixels()
    if isinstance(pixels, NoPicture):
        return None
    shown = Screen(pixels, one.path, one.frame, 1, one.sha256, one.decoder)
    flags = " ".join(sorted(one.flags))
    note = why_not_counted(is_excluded=one.excluded, is_repeated=gives.is_repeated)
    return np.asarray(annotate(shown, screen.swe_box, one.roi, one.qbox, one.scores, flags, note))


def secondary_capture(
    pixels: NDArray[np.uint8], study: Study, series_uid: str, series: tuple[int, str], number: int
) -> Dataset:
    """A Secondary Capture of RGB pixels, shape (height, width, 3), in a study.

    Parameters
    ----------
    series
        Its number and description.
    number
        Of the instance, from 1.
    """
    from highdicom.sc import SCImage
    from highdicom.uid import UID

    about = patient_dataset(study)
    made = SCImage(
        np.ascontiguousarray(pixels),
        photometric_interpretation="RGB",
        bits_allocated=8,
        coordinate_system="PATIENT",
        patient_orientation=("L", "F"),
        study_instance_uid=study.uid,
        series_instance_uid=series_uid,
        series_number=series[0],
        sop_instance_uid=str(UID()),
        instance_number=number,
        manufacturer=MANUFACTURER,
        patient_id=about.PatientID,
        patient_birth_date=about.PatientBirthDate,
        patient_sex=about.PatientSex,
        accession_number=about.AccessionNumber,
        study_id=about.StudyID,
        study_date=about.StudyDate or None,
        study_time=about.StudyTime or None,
    )
    made.SpecificCharacterSet, made.PatientName = "ISO_IR 192", about.PatientName
    made.PatientOrientation, made.Laterality = [], ""
    made.SeriesDescription = series[1]
    made.BurnedInAnnotation = "YES"
    return made


def derived_from(capture: Dataset, source: Dataset) -> None:
    """Let an annotated capture refer to the object it shows (PS3.3 C.7.6.1.1.4)."""
    from pydicom import Dataset

    shown = Dataset()
    shown.ReferencedSOPClassUID, shown.ReferencedSOPInstanceUID = source.SOPClassUID, source.SOPInstanceUID
    capture.SourceImageSequence = [shown]
    capture.DerivationDescription = "Screen with SWE box, ROI, Q-Box and scores drawn on it"
    capture.ImageType = ["DERIVED", "SECONDARY"]
