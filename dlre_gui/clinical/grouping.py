"""Which acquisitions belong to one exam."""

from __future__ import annotations

from collections.abc import Iterable

from dlre_gui.domain.exam import Acquisition, Exam
from dlre_gui.domain.screen import Header


def exam_key(header: Header, folder: str) -> str:
    """PatientID and StudyInstanceUID where the file has both, else its folder.

    The two kinds of key never coincide: no path holds a line end before a UID.
    """
    if header.patient_id and header.study_uid:
        return f"{header.patient_id}\n{header.study_uid}"
    return folder


def group_exams(acquisitions: Iterable[tuple[str, Acquisition]]) -> list[Exam]:
    """Exams in the order of their first acquisition.

    Parameters
    ----------
    acquisitions
        Each with the folder it counts to if its header names no patient and study.
    """
    groups: dict[str, list[Acquisition]] = {}
    for folder, acquisition in acquisitions:
        groups.setdefault(exam_key(acquisition.header, folder), []).append(acquisition)
    return [_exam(key, tuple(members)) for key, members in groups.items()]


def _exam(key: str, acquisitions: tuple[Acquisition, ...]) -> Exam:
    header = acquisitions[0].header
    if header.patient_id and header.study_uid:
        return Exam(key, header.patient_id, header.patient_name, header.study_uid, acquisitions)
    return Exam(key, acquisitions=acquisitions)
