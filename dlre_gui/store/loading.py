"""What is read from the tables of the exam book: exams as they were left."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from typing import Any

from dlre_gui.domain.exam import Flag, Scores
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.findings import Given
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.domain.screen import Header
from dlre_gui.store.coding import from_json
from dlre_gui.store.reading import Reading, Written, last_of_each_given, present_scores
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    AnalysisRecord,
    Decision,
    EventRecord,
    ExamRecord,
    ExamStepRecord,
    KnownPlace,
    ScoreRecord,
    StepRecord,
    StoredAcquisition,
    StoredExam,
)
from dlre_gui.store.replaced import replaced
from dlre_gui.store.values import path, text

_GIVEN = Given | None
_FLAGS = frozenset[Flag]


def load_exam(db: sqlite3.Connection, exam_key: str) -> StoredExam | None:
    """An exam as it was left; None if the book does not know it."""
    exam = db.execute(
        "SELECT e.*, l.day, l.stopped_at FROM exams e LEFT JOIN listing l ON l.exam = e.id WHERE e.key = ?",
        (text(exam_key),),
    ).fetchone()
    return _stored(db, exam) if exam is not None else None


def exams_of_patient(db: sqlite3.Connection, patient_id: str) -> tuple[StoredExam, ...]:
    """Every exam of exactly this patient ID, oldest first."""
    exams = db.execute(
        "SELECT e.*, l.day, l.stopped_at FROM exams e LEFT JOIN listing l ON l.exam = e.id"
        " WHERE e.patient_id = ? ORDER BY l.day, e.id",
        (text(patient_id),),
    ).fetchall()
    return tuple(_stored(db, exam) for exam in exams)


def places_of_file(db: sqlite3.Connection, sha256: str) -> tuple[KnownPlace, ...]:
    """Where a file of exactly these bytes lay, in every exam that holds it."""
    rows = db.execute(
        "SELECT e.key, a.path, EXISTS (SELECT 1 FROM acquisitions o WHERE o.exam = a.exam"
        " AND o.path = a.path AND o.sha256 <> a.sha256) AS contested"
        " FROM acquisitions a JOIN exams e ON a.exam = e.id WHERE a.sha256 = ?"
        " GROUP BY e.key, a.path ORDER BY min(a.id)",
        (sha256,),
    )
    return tuple(
        KnownPlace(os.fsdecode(row["key"]), path(row["path"]), bool(row["contested"])) for row in rows
    )


def number_of(db: sqlite3.Connection, exam_key: str) -> int | None:
    """The exam's row."""
    row = db.execute("SELECT id FROM exams WHERE key = ?", (text(exam_key),)).fetchone()
    return None if row is None else int(row["id"])


def events(db: sqlite3.Connection, exam_key: str) -> tuple[EventRecord, ...]:
    """What happened to an exam, oldest first."""
    rows = db.execute(
        "SELECT v.* FROM events v JOIN exams e ON e.id = v.exam WHERE e.key = ? ORDER BY v.id",
        (text(exam_key),),
    )
    return tuple(
        EventRecord(row["what"], tuple(json.loads(row["details"]).items()), row["operator"], row["at"])
        for row in rows
    )


def thumbnails(db: sqlite3.Connection, exam_key: str) -> dict[AcquisitionId, bytes]:
    """The small pictures of an exam's acquisitions, as JPEG files."""
    rows = db.execute(
        "SELECT a.path, a.frame, a.sha256, t.jpeg FROM thumbnails t"
        " JOIN acquisitions a ON a.id = t.acquisition JOIN exams e ON e.id = a.exam WHERE e.key = ?",
        (text(exam_key),),
    )
    return {_identity_of(exam_key, row): row["jpeg"] for row in rows}


def _stored(db: sqlite3.Connection, exam: sqlite3.Row) -> StoredExam:
    key = os.fsdecode(exam["key"])
    record = ExamRecord(
        key, path(exam["folder"]), exam["patient_id"], exam["patient_name"], exam["study_uid"]
    )
    rows = db.execute("SELECT * FROM acquisitions WHERE exam = ? ORDER BY id", (exam["id"],)).fetchall()
    identities = {row["id"]: _identity_of(key, row) for row in rows}
    details = db.execute(
        "SELECT details FROM exam_details WHERE exam = ? ORDER BY id DESC LIMIT 1", (exam["id"],)
    ).fetchone()
    return StoredExam(
        exam=record,
        acquisitions=tuple(_acquisition(db, row, identities[row["id"]]) for row in rows),
        steps=tuple(_steps(db, exam["id"], identities)),
        details=from_json(ExamDetails, details["details"]) if details else ExamDetails(),
        exam_steps=tuple(_exam_steps(db, exam["id"], key)),
        day=exam["day"] or "",
        stopped_at=identities.get(exam["stopped_at"]),
        replaced=replaced(identities.values()),
    )


def _identity_of(exam_key: str, row: sqlite3.Row) -> AcquisitionId:
    return AcquisitionId(exam_key, path(row["path"]), row["frame"], row["sha256"])


def _acquisition(db: sqlite3.Connection, row: sqlite3.Row, identity: AcquisitionId) -> StoredAcquisition:
    header: Header = from_json(Header, row["header"])
    decision = db.execute(
        "SELECT decision FROM decisions WHERE acquisition = ? ORDER BY id DESC LIMIT 1", (row["id"],)
    ).fetchone()
    readings = [_reading(one) for one in db.execute(_WRITTEN.format("analyses"), ("analyses", row["id"]))]
    scores = db.execute(_WRITTEN.format("scores"), ("scores", row["id"]))
    return StoredAcquisition(
        id=identity,
        record=AcquisitionRecord(
            row["width"], row["height"], row["n_frames"], row["decoder"], header, row["n_bytes"]
        ),
        decision=from_json(Decision, decision["decision"]) if decision else Decision(),
        analyses=tuple(last_of_each_given((one.given, one.analysis) for one in readings).items()),
        scores=present_scores(readings, [(_score(score), _written(score)) for score in scores]),
    )


_WRITTEN = (
    "SELECT r.*, t.number, t.act FROM {} r JOIN trail t ON t.subject = ? AND t.row = r.id"
    " WHERE r.acquisition = ? ORDER BY r.id"
)
"""Rows that are never changed, so that each has one entry in the trail."""


def _reading(row: sqlite3.Row) -> Reading:
    given: Given | None = from_json(_GIVEN, row["given"])
    return Reading(given, from_json(AnalysisRecord, row["analysis"]), _written(row))


def _written(row: sqlite3.Row) -> Written:
    return Written(row["at"], row["number"], together=row["act"] != "added")


def _score(row: sqlite3.Row) -> ScoreRecord:
    values: dict[str, Any] = {name: row[name] for name in Scores.__slots__}
    values |= {name: bool(row[name]) for name in ("as_shown", "simulated")}
    roi = Roi(row["roi_x"], row["roi_y"], row["roi_side"], RoiSource(row["roi_source"]))
    given: Given | None = from_json(_GIVEN, row["given"])
    flags: frozenset[Flag] = from_json(_FLAGS, row["flags"])
    return ScoreRecord(roi, Scores(**values), given, flags, row["decoder"], row["operator"], row["at"])


_LIVE_STEPS = "SELECT * FROM commands WHERE exam = ? AND state != 'dropped' AND acquisition IS {} NULL"


def _steps(
    db: sqlite3.Connection, exam_id: int, identities: dict[int, AcquisitionId]
) -> Iterator[StepRecord]:
    for row in db.execute(_LIVE_STEPS.format("NOT") + " ORDER BY number", (exam_id,)):
        before: Decision = from_json(Decision, row["before"])
        after: Decision = from_json(Decision, row["after"])
        identity, done = identities[row["acquisition"]], row["state"] == "done"
        yield StepRecord(row["number"], identity, row["command"], before, after, done=done)


def _exam_steps(db: sqlite3.Connection, exam_id: int, exam_key: str) -> Iterator[ExamStepRecord]:
    for row in db.execute(_LIVE_STEPS.format("") + " ORDER BY number", (exam_id,)):
        before: ExamDetails = from_json(ExamDetails, row["before"])
        after: ExamDetails = from_json(ExamDetails, row["after"])
        done = row["state"] == "done"
        yield ExamStepRecord(row["number"], exam_key, row["command"], before, after, done=done)
