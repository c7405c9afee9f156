"""Acquisitions as exams."""

from __future__ import annotations

from collections.abc import Iterable

from dlre_gui.domain.exam import Acquisition, Exam, exam_key


def group_exams(acquisitions: Iterable[tuple[str, Acquisition]]) -> list[Exam]:
    """Exams in the order of their first acquisition, of all files that are pictures.

    A file that is none (a table, a text) has its row in ``images.csv``, but belongs to no patient.

    Parameters
    ----------
    acquisitions
        Each with the name of its folder, which names an exam without PatientID, with the
        StudyInstanceUID where that is known.
    """
    groups: dict[str, list[tuple[str, Acquisition]]] = {}
    for folder, acquisition in acquisitions:
        if acquisition.width == 0:
            continue
        key = exam_key(acquisition.header, acquisition.path)
        groups.setdefault(key, []).append((folder, acquisition))
    return [_exam(key, members) for key, members in groups.items()]


def _exam(key: str, members: list[tuple[str, Acquisition]]) -> Exam:
    acquisitions = tuple(acquisition for _, acquisition in members)
    header = acquisitions[0].header
    if header.patient_id and header.study_uid:
        return Exam(key, header.patient_id, header.patient_name, header.study_uid, acquisitions)
    folder = members[0][0]
    if header.patient_id or header.study_uid:
        name = f"{folder}|{header.study_uid}" if header.study_uid else folder
        return Exam(name, header.patient_id, header.patient_name, header.study_uid, acquisitions)
    return Exam(folder, acquisitions=acquisitions)
