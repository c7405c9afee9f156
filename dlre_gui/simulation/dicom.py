"""A simulated screen as an Ultrasound Image Storage file (DICOM PS3.3 A.6)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from dlre_gui.simulation.furniture import exam_date

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from dlre_gui.domain.geometry import Box
    from dlre_gui.simulation.patients import SimulatedPatient
    from dlre_gui.simulation.render import SimulatedScreen

TRANSFER_SYNTAXES = ("explicit", "rle", "jpeg")
_ULTRASOUND_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.6.1"
_UID_BY_NAME = {
    "explicit": "1.2.840.10008.1.2.1",
    "rle": "1.2.840.10008.1.2.5",
    "jpeg": "1.2.840.10008.1.2.4.50",
}
_CENTIMETRES, _FORMAT_2D, _TISSUE, _COLOUR_FLOW = 3, 1, 1, 2


def dicom_bytes(
    patient: SimulatedPatient, screen: SimulatedScreen, transfer_syntax: str = "explicit"
) -> bytes:
    """The file's bytes; the same patient and screen give the same bytes.

    Parameters
    ----------
    transfer_syntax
        ``explicit`` (uncompressed, little endian), ``rle`` or ``jpeg`` (baseline, lossy).

    Raises
    ------
    ValueError
        If the transfer syntax is none of these.
    """
    if transfer_syntax not in TRANSFER_SYNTAXES:
        raise ValueError(f"transfer syntax is one of {', '.join(TRANSFER_SYNTAXES)}, not {transfer_syntax}")
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import UID

    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = UID(_UID_BY_NAME[transfer_syntax])
    data.file_meta.ImplementationVersionName = "DLRE_SIMULATION"
    _identify(data, patient, screen)
    _calibrate(data, screen)
    _add_pixels(data, screen.pixels, transfer_syntax)
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
    stream = io.BytesIO()
    data.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def _uid(patient: SimulatedPatient, *parts: object) -> str:
    from pydicom.uid import generate_uid

    return str(
        generate_uid(
            entropy_srcs=["dlre simulation", str(patient.seed), str(patient.index), *map(str, parts)]
        )
    )


def _identify(data: Dataset, patient: SimulatedPatient, screen: SimulatedScreen) -> None:
    plan = patient.acquisitions[screen.truth.acquisition]
    chinese = patient.hospital.chinese
    year, month, day = exam_date(patient)
    hour, minute = divmod(plan.minute, 60)
    data.SpecificCharacterSet = "GB18030" if chinese else "ISO_IR 192"
    data.ImageType = ["DERIVED", "PRIMARY", "ABDOMINAL"]
    data.SOPClassUID = _ULTRASOUND_IMAGE_STORAGE
    data.SOPInstanceUID = _uid(patient, screen.truth.size, "screen", plan.index)
    data.StudyInstanceUID, data.SeriesInstanceUID = _uid(patient, "study"), _uid(patient, "series")
    data.FrameOfReferenceUID = _uid(patient, "frame")
    data.StudyDate = data.SeriesDate = data.ContentDate = f"{year}{month:02d}{day:02d}"
    data.StudyTime = f"{patient.acquisitions[0].minute // 60:02d}{patient.acquisitions[0].minute % 60:02d}00"
    data.ContentTime = f"{hour:02d}{minute:02d}{(plan.index * 17 + patient.index) % 60:02d}"
    data.AccessionNumber, data.StudyID, data.SeriesNumber = f"SIM{patient.index + 1:06d}", "1", 1
    data.InstanceNumber = plan.index + 1
    data.Modality, data.Manufacturer = "US", "SuperSonic Imagine (SIMULATED)"
    data.ManufacturerModelName, data.SoftwareVersions = "Aixplorer (SIMULATED)", "dlre-gui simulation"
    data.InstitutionName = f"SIMULATED {patient.hospital.letter} HOSPITAL"
    data.ReferringPhysicianName = data.PatientBirthDate = ""
    data.PatientName = patient.chinese_name if chinese else patient.name
    data.PatientID, data.PatientSex, data.PatientAge = patient.patient_id, patient.sex, f"{patient.age:03d}Y"
    data.PatientComments = "Simulated patient: no real person."


def _calibrate(data: Dataset, screen: SimulatedScreen) -> None:
    top, swe_box, bottom = screen.truth.regions
    kinds = ((top, _TISSUE), (swe_box, _COLOUR_FLOW), (bottom, _TISSUE))
    data.SequenceOfUltrasoundRegions = [_region(box, kind, screen.truth.mm_per_px) for box, kind in kinds]


def _region(box: Box, data_type: int, mm_per_px: float) -> Dataset:
    """One item of the Sequence of Ultrasound Regions (PS3.3 C.8.5.5); its corners are inclusive."""
    from pydicom.dataset import Dataset

    item = Dataset()
    item.RegionSpatialFormat, item.RegionDataType, item.RegionFlags = _FORMAT_2D, data_type, 2
    item.RegionLocationMinX0, item.RegionLocationMinY0 = box.x, box.y
    item.RegionLocationMaxX1, item.RegionLocationMaxY1 = box.right - 1, box.bottom - 1
    item.PhysicalUnitsXDirection = item.PhysicalUnitsYDirection = _CENTIMETRES
    item.PhysicalDeltaX = item.PhysicalDeltaY = mm_per_px / 10
    return item


def _add_pixels(data: Dataset, pixels: np.ndarray, transfer_syntax: str) -> None:
    from pydicom.uid import RLELossless

    data.Rows, data.Columns, data.SamplesPerPixel = pixels.shape[0], pixels.shape[1], 3
    data.PhotometricInterpretation, data.PlanarConfiguration = "RGB", 0
    data.BitsAllocated = data.BitsStored = 8
    data.HighBit, data.PixelRepresentation = 7, 0
    if transfer_syntax == "jpeg":
        _add_jpeg(data, pixels)
    elif transfer_syntax == "rle":
        data.compress(
            RLELossless, np.ascontiguousarray(pixels), encoding_plugin="gdcm", generate_instance_uid=False
        )
    else:
        data.PixelData = np.ascontiguousarray(pixels).tobytes()
        data["PixelData"].VR = "OB"


def _add_jpeg(data: Dataset, pixels: np.ndarray) -> None:
    from pydicom.encaps import encapsulate

    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=92, subsampling="4:2:2")
    data.PhotometricInterpretation, data.LossyImageCompression = "YBR_FULL_422", "01"
    data.LossyImageCompressionMethod = "ISO_10918_1"
    data.LossyImageCompressionRatio = f"{pixels.nbytes / len(stream.getvalue()):.1f}"
    data.PixelData = encapsulate([stream.getvalue()])
    data["PixelData"].VR = "OB"
