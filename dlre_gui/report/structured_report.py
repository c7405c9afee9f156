"""The exam as a DICOM Comprehensive 3D SR by TID 1500: each ROI with its figures, then the exam."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dlre_gui.clinical.aggregate import Contribution, scores_of
from dlre_gui.clinical.cutoffs import LsmStage
from dlre_gui.clinical.repeated import counting
from dlre_gui.domain.exam import Acquisition, Flag, Task
from dlre_gui.domain.findings import QBOX_FIELDS, Unit
from dlre_gui.domain.roi import Roi
from dlre_gui.report import dicom_codes as codes
from dlre_gui.report.dicom_codes import Code
from dlre_gui.report.dicom_study import MANUFACTURER, Study, as_lo, referred_frames, without_separators
from dlre_gui.report.dossier import Dossier

if TYPE_CHECKING:
    from highdicom.sr import AlgorithmIdentification, Measurement, QualitativeEvaluation
    from pydicom import Dataset

    from dlre_gui.report.dossier import ReportScreen

SERIES_DESCRIPTION = "DLRE report, research use only"


def structured_report(
    dossier: Dossier,
    study: Study,
    sources: Sequence[tuple[ReportScreen, Dataset | None]],
    series_uid: str,
    series_number: int,
) -> Dataset:
    """The report.

    Parameters
    ----------
    sources
        Each screen with the object that stands for it: the source itself or its Secondary Capture; None
        where the screen could not be read. At least one is there.
    """
    from highdicom.sr import Comprehensive3DSR
    from highdicom.uid import UID

    content = _content(dossier, sources)
    reader = dossier.details.conclusion.reader if dossier.details.conclusion else ""
    made = Comprehensive3DSR(
        evidence=[source for _, source in sources if source is not None],
        content=content,
        series_instance_uid=series_uid,
        series_number=series_number,
        sop_instance_uid=str(UID()),
        instance_number=1,
        manufacturer=MANUFACTURER,
        is_complete=bool(reader),
        is_final=False,
        institution_name=as_lo(study.header.institution),
    )
    made.SpecificCharacterSet, made.PatientName = "ISO_IR 192", study.patient_name
    made.SeriesDescription = SERIES_DESCRIPTION
    if operator := dossier.assessment.circumstances.operator:
        made.OperatorsName = person_name(operator)
    made.ManufacturerModelName = "DLRE GUI"
    made.SoftwareVersions = dossier.software_version
    made.CodingSchemeIdentificationSequence = [_scheme()]
    return made


def _scheme() -> Dataset:
    """What 99DLRE is (PS3.3 C.12.1, Coding Scheme Identification)."""
    from pydicom import Dataset

    scheme = Dataset()
    scheme.CodingSchemeDesignator = codes.SCHEME
    scheme.CodingSchemeName = codes.SCHEME_NAME
    scheme.CodingSchemeResponsibleOrganization = "DLRE GUI"
    return scheme


def _content(dossier: Dossier, sources: Sequence[tuple[ReportScreen, Dataset | None]]) -> Any:
    from highdicom.sr import MeasurementReport

    given = dossier.contributions
    groups = [
        _acquisition_group(n, _told(screen, given[n - 1]), source)
        for n, (screen, source) in enumerate(sources, 1)
    ]
    report = MeasurementReport(
        observation_context=_observers(dossier),
        procedure_reported=concept(codes.IMAGING_PROCEDURE),
        imaging_measurements=[*groups, _exam_group(dossier)],
        title=concept(codes.IMAGING_MEASUREMENT_REPORT),
    )
    return report[0]


def _told(screen: ReportScreen, gives: Contribution) -> ReportScreen:
    """With the warning that it is an earlier acquisition's screen again."""
    one = screen.acquisition
    if not gives.is_repeated:
        return screen
    return replace(screen, acquisition=replace(one, flags=one.flags | {Flag.REPEATED}))


def concept(code: Code) -> Any:
    """A coded concept of highdicom."""
    from highdicom.sr import CodedConcept

    return CodedConcept(*code)


def _observers(dossier: Dossier) -> Any:
    from highdicom.sr import (
        DeviceObserverIdentifyingAttributes,
        ObservationContext,
        ObserverContext,
        PersonObserverIdentifyingAttributes,
    )
    from highdicom.uid import UID
    from pydicom.sr.codedict import codes as standard

    device = ObserverContext(
        standard.DCM.Device,
        DeviceObserverIdentifyingAttributes(
            uid=UID(), name="DLRE GUI", manufacturer_name=MANUFACTURER, model_name=dossier.software_version
        ),
    )
    reader = dossier.details.conclusion.reader if dossier.details.conclusion else ""
    if not reader:
        return ObservationContext(observer_device_context=device)
    person = ObserverContext(
        standard.DCM.Person, PersonObserverIdentifyingAttributes(name=person_name(reader))
    )
    return ObservationContext(observer_person_context=person, observer_device_context=device)


def person_name(text: str) -> str:
    """A name somebody typed, as a PN value (PS3.5 6.2): of at most 64 characters, and of what PN takes for
    separators only the one between family and given name is kept."""
    family, _, given = without_separators(text).replace("=", " ").partition("^")
    return f"{family[:_LONGEST_FAMILY]}^{given.replace('^', ' ')}"[:_LONGEST_NAME]


_LONGEST_NAME, _LONGEST_FAMILY = 64, 60


def _algorithm(one: Acquisition, *more: str) -> AlgorithmIdentification | None:
    """TID 4019: the model, its weights, and whether it knows simulated patients only."""
    from highdicom.sr import AlgorithmIdentification

    scores = one.scores
    if scores is None:
        return None
    parameters = [
        f"weights sha256={scores.model_sha256}",
        f"training data={'simulated' if scores.simulated else 'see model card'}",
        f"colours={'as shown' if scores.as_shown else 'harmonised'}",
        f"device={scores.device}",
        f"runtime={scores.runtime}",
        f"software=DLRE GUI {scores.software_version}",
        *more,
    ]
    family = concept(codes.DLRE_FAMILY)
    return AlgorithmIdentification(scores.model_id, scores.model_version, parameters, family)


Image = tuple[str, str, list[int] | None]
"""SOP class, instance and frames of an object that is referred to."""


def _image(screen: ReportScreen, source: Dataset) -> Image:
    frames = referred_frames(screen) if source.get("Modality") == "US" else None
    return source.SOPClassUID, source.SOPInstanceUID, frames


def _acquisition_group(number: int, screen: ReportScreen, source: Dataset | None) -> Any:
    """TID 1410, a region of the picture with its figures; without either TID 1501, the figures alone."""
    one, image = screen.acquisition, None if source is None else _image(screen, source)
    if image is None or one.roi is None:
        return _figures_group(number, one, image)
    return _roi_group(number, one, one.roi, image)


def _figures_group(number: int, one: Acquisition, image: Image | None) -> Any:
    """What is known of an acquisition without a ROI or a picture."""
    from highdicom.sr import (
        FindingSite,
        MeasurementsAndQualitativeEvaluations,
        SourceImageForMeasurementGroup,
        TrackingIdentifier,
    )
    from highdicom.uid import UID

    unread = [] if image else [evaluation(codes.QUALITY_WARNING, codes.NO_PICTURE)]
    return MeasurementsAndQualitativeEvaluations(
        tracking_identifier=TrackingIdentifier(UID(), f"Acquisition {number}"),
        finding_type=concept(codes.ACQUISITION),
        finding_sites=[FindingSite(concept(codes.LIVER))],
        source_images=[SourceImageForMeasurementGroup(*image)] if image else None,
        measurements=_acquisition_measurements(one) or None,
        qualitative_evaluations=unread + _acquisition_evaluations(one) or None,
    )


def _roi_group(number: int, one: Acquisition, roi: Roi, image: Image) -> Any:
    """A region of the picture with its figures."""
    import numpy as np
    from highdicom.sr import (
        FindingSite,
        ImageRegion,
        PlanarROIMeasurementsAndQualitativeEvaluations,
        SourceImageForRegion,
        TrackingIdentifier,
    )
    from highdicom.uid import UID

    corners = [(0, 0), (roi.side, 0), (roi.side, roi.side), (0, roi.side), (0, 0)]
    return PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=TrackingIdentifier(UID(), f"Acquisition {number}"),
        referenced_region=ImageRegion(
            "POLYLINE",
            np.array([(roi.x + x, roi.y + y) for x, y in corners], dtype=float),
            SourceImageForRegion(*image),
        ),
        finding_type=concept(codes.DLRE_ROI),
        finding_sites=[FindingSite(concept(codes.LIVER))],
        measurements=_acquisition_measurements(one) or None,
        qualitative_evaluations=_acquisition_evaluations(one) or None,
    )


def measurement(name: Code, value: float | None, unit: Code, **more: Any) -> list[Measurement]:
    """One measurement, or none where the value is unknown or, from a strange exam book, no number."""
    from highdicom.sr import Measurement

    if value is None or not math.isfinite(value):
        return []
    return [Measurement(concept(name), value, concept(unit), **more)]


def evaluation(name: Code, value: Code) -> QualitativeEvaluation:
    """A coded statement."""
    from highdicom.sr import QualitativeEvaluation

    return QualitativeEvaluation(concept(name), concept(value))


def _acquisition_measurements(one: Acquisition) -> list[Measurement]:
    """The Q-Box's statistics in the unit of its panel, and the probabilities.

    What was read with doubt and not confirmed is no measurement: a receiver could not tell it from one.
    """
    found: list[Measurement] = []
    qbox = one.qbox
    if qbox is not None:
        in_speed = qbox.unit is Unit.M_PER_S
        name, unit = (codes.SHEAR_WAVE_SPEED, codes.M_PER_S) if in_speed else (codes.ELASTICITY, codes.KPA)
        method = concept(codes.SHEAR_WAVE_2D)
        sure = {field: getattr(qbox, field) for field in QBOX_FIELDS if field not in qbox.doubtful}
        for field, derivation in (
            ("mean", codes.MEAN),
            ("minimum", codes.MINIMUM),
            ("maximum", codes.MAXIMUM),
            ("sd", codes.STANDARD_DEVIATION),
        ):
            found += measurement(name, sure.get(field), unit, derivation=concept(derivation), method=method)
        found += measurement(codes.DIAMETER, sure.get("diameter_mm"), codes.MM)
        found += measurement(codes.STABILITY_INDEX, sure.get("si_percent"), codes.PERCENT)
    if one.scores is not None:
        algorithm = _algorithm(one, *([f"input file sha256={one.sha256}"] if one.sha256 else []))
        for task in Task:
            found += measurement(
                codes.PROBABILITY[task], one.scores.of(task), codes.NO_UNITS, algorithm_id=algorithm
            )
    return found


def _acquisition_evaluations(one: Acquisition) -> list[QualitativeEvaluation]:
    found = [evaluation(codes.QUALITY_WARNING, codes.warning(flag)) for flag in sorted(one.flags)]
    if one.excluded:
        found.append(evaluation(codes.EXCLUDED, codes.YES))
    return found


def _exam_group(dossier: Dossier) -> Any:
    """TID 1501: figures of the exam as a whole."""
    from highdicom.sr import FindingSite, MeasurementsAndQualitativeEvaluations, TrackingIdentifier
    from highdicom.uid import UID

    return MeasurementsAndQualitativeEvaluations(
        tracking_identifier=TrackingIdentifier(UID(), "Exam"),
        finding_type=concept(codes.EXAM),
        finding_sites=[FindingSite(concept(codes.LIVER))],
        measurements=_exam_measurements(dossier) or None,
        qualitative_evaluations=_exam_evaluations(dossier),
    )


def _exam_measurements(dossier: Dossier) -> list[Measurement]:
    result = dossier.assessment.result
    algorithm = _algorithm_of_all(counting(dossier.exam.acquisitions))
    lsm = dossier.assessment.lsm
    in_speed = lsm.unit is Unit.M_PER_S
    name, unit = (codes.SHEAR_WAVE_SPEED, codes.M_PER_S) if in_speed else (codes.ELASTICITY, codes.KPA)
    median = {"derivation": concept(codes.MEDIAN), "method": concept(codes.SHEAR_WAVE_2D)}
    found = measurement(name, lsm.median, unit, **median)
    for code, n in ((codes.N_LSM, lsm.n), (codes.N_SCORED, result.n_scored)):
        found += measurement(code, n, codes.NO_UNITS)
    found += measurement(codes.IQR_OVER_MEDIAN, lsm.iqr_over_median, codes.NO_UNITS)
    for task in Task:
        mean = {"derivation": concept(codes.MEAN), "algorithm_id": algorithm}
        found += measurement(
            codes.PROBABILITY[task], getattr(result, f"p_{task.value}"), codes.NO_UNITS, **mean
        )
    for score, code in zip(dossier.assessment.serum, (codes.APRI, codes.FIB_4), strict=True):
        found += measurement(code, score.value, codes.NO_UNITS)
    return found


def _algorithm_of_all(counted: Iterable[Acquisition]) -> AlgorithmIdentification | None:
    """The algorithm behind a mean; none where the acquisitions were scored by several models."""
    scored = [one for one in counted if scores_of(one) is not None]
    models = {(one.scores.model_sha256, one.scores.as_shown) for one in scored if one.scores}
    return _algorithm(scored[0]) if len(models) == 1 else None


def _band_evaluations(found: LsmStage | None) -> list[QualitativeEvaluation]:
    """What the cut-off table says of the LSM, and which table it is."""
    if found is None:
        return []
    table = found.table
    told = f"{table.title}: {table.citation}"
    if table.instead_of:
        told = f"[chosen table not there] {told}"
    band = codes.lsm_band(told, found.band.label, confirmed=table.confirmed)
    return [
        evaluation(codes.LSM_BAND, band),
        evaluation(codes.CUTOFF_TABLE, codes.cutoff_table(told)),
    ]


def _exam_evaluations(dossier: Dossier) -> list[QualitativeEvaluation]:
    found = [
        evaluation(codes.INTENDED_USE, codes.RESEARCH_USE),
        evaluation(codes.POPULATION, codes.ADULTS_WITH_HBV),
        *_band_evaluations(dossier.assessment.lsm_stage),
    ]
    if dossier.simulated:
        found.append(evaluation(codes.TRAINED_ON, codes.SIMULATED_DATA))
    stage, conclusion = dossier.assessment.result.stage, dossier.details.conclusion
    if stage is not None:
        found.append(evaluation(codes.PROGRAM_STAGE, codes.STAGE[stage]))
    if conclusion is not None:
        found.append(evaluation(codes.READER_STAGE, codes.STAGE[conclusion.stage]))
    flags = sorted(dossier.assessment.result.flags)
    return found + [evaluation(codes.QUALITY_WARNING, codes.warning(flag)) for flag in flags]
