"""What is written to and read from the tables of the exam book; each function is one statement or two."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dlre_gui.domain.exam import Flag, Scores
from dlre_gui.domain.findings import Given
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.domain.screen import Header
from dlre_gui.store.coding import from_json, to_json
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    AnalysisRecord,
    Decision,
    ExamRecord,
    RecentExam,
    ScoreRecord,
    StepRecord,
    StoredAcquisition,
    StoredExam,
)

_GIVEN = Given | None
_FLAGS = frozenset[Flag]


def now() -> str:
    """UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _text(value: str | Path | None) -> str | bytes | None:
    """For a column: a file name that is no Unicode goes in as its bytes."""
    text = None if value is None else str(value)
    return os.fsencode(text) if text is not None and not text.isprintable() and _is_odd(text) else text


def _is_odd(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _path(value: str | bytes) -> Path:
    return Path(os.fsdecode(value))


def add_acquisition(
    db: sqlite3.Connection, exam: ExamRecord, identity: AcquisitionId, record: AcquisitionRecord
) -> None:
    """The exam (newly opened) and the acquisition; what is known of it is brought up to date."""
    db.execute(
        "INSERT INTO exams (key, patient_id, patient_name, study_uid, folder, created_at, opened_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET opened_at = excluded.opened_at",
        (
            *map(_text, (exam.key, exam.patient_id, exam.patient_name, exam.study_uid, exam.folder)),
            now(),
            now(),
        ),
    )
    db.execute(
        "INSERT INTO acquisitions"
        " (exam, path, frame, sha256, width, height, n_frames, decoder, header, added_at)"
        " VALUES ((SELECT id FROM exams WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (exam, path, frame, sha256) DO UPDATE SET width = excluded.width,"
        " height = excluded.height, n_frames = excluded.n_frames, decoder = excluded.decoder,"
        " header = excluded.header",
        (*_identity(identity), *_record(record), now()),
    )


def _identity(identity: AcquisitionId) -> tuple[object, ...]:
    return _text(identity.exam_key), _text(identity.path), identity.frame, identity.sha256


def _record(record: AcquisitionRecord) -> tuple[int, int, int, str, str]:
    return record.width, record.height, record.n_frames, record.decoder, to_json(record.header)


def _row_of(db: sqlite3.Connection, identity: AcquisitionId) -> int:
    row = db.execute(
        "SELECT a.id FROM acquisitions a JOIN exams e ON e.id = a.exam"
        " WHERE e.key = ? AND a.path = ? AND a.frame = ? AND a.sha256 = ?",
        _identity(identity),
    ).fetchone()
    if row is None:
        raise LookupError(f"{identity.path}, frame {identity.frame}, is not in the exam book")
    return int(row[0])


def add_analysis(
    db: sqlite3.Connection, identity: AcquisitionId, given: Given | None, analysis: AnalysisRecord
) -> None:
    """Keep what was read off a screen, with what the user had given."""
    db.execute(
        "INSERT INTO analyses (acquisition, given, analysis, at) VALUES (?, ?, ?, ?)",
        (_row_of(db, identity), to_json(given), to_json(analysis), now()),
    )


def add_score(db: sqlite3.Connection, identity: AcquisitionId, score: ScoreRecord) -> None:
    """Keep a score with the ROI it belongs to."""
    roi, scores = score.roi, score.scores
    values = {
        "acquisition": _row_of(db, identity),
        "roi_x": roi.x,
        "roi_y": roi.y,
        "roi_side": roi.side,
        "roi_source": roi.source.value,
        "given": to_json(score.given),
        "flags": to_json(score.flags),
        "at": now(),
    } | {name: getattr(scores, name) for name in Scores.__slots__}
    columns, holes = ", ".join(values), ", ".join("?" * len(values))
    db.execute(f"INSERT INTO scores ({columns}) VALUES ({holes})", tuple(values.values()))


def put_step(db: sqlite3.Connection, step: StepRecord, dropped: Iterable[int]) -> None:
    """A step as it is now, the decision that follows from it, and the steps it makes void."""
    row = _row_of(db, step.acquisition)
    state, decision = ("done", step.after) if step.done else ("undone", step.before)
    db.execute(
        "INSERT INTO commands (number, acquisition, command, before, after, state, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (number) DO UPDATE SET after = excluded.after, state = excluded.state",
        (step.number, row, step.command, to_json(step.before), to_json(step.after), state, now()),
    )
    db.execute(
        "INSERT INTO decisions (acquisition, command, cause, decision, at) VALUES (?, ?, ?, ?, ?)",
        (row, step.number, state, to_json(decision), now()),
    )
    db.executemany("UPDATE commands SET state = 'dropped' WHERE number = ?", [(n,) for n in dropped])


def put_stage(db: sqlite3.Connection, exam_key: str, stage: str) -> None:
    """Set the stage column of an exam."""
    db.execute("UPDATE exams SET stage = ? WHERE key = ?", (stage, _text(exam_key)))


def last_number(db: sqlite3.Connection) -> int:
    """The number of the last step in the book; 0 in a new one."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM commands").fetchone()[0])


def load_exam(db: sqlite3.Connection, exam_key: str) -> StoredExam | None:
    """An exam as it was left; None if the book does not know it."""
    exam = db.execute("SELECT * FROM exams WHERE key = ?", (_text(exam_key),)).fetchone()
    if exam is None:
        return None
    rows = db.execute("SELECT * FROM acquisitions WHERE exam = ? ORDER BY id", (exam["id"],)).fetchall()
    identities = {row["id"]: _identity_of(exam_key, row) for row in rows}
    return StoredExam(
        exam=ExamRecord(
            exam_key, _path(exam["folder"]), exam["patient_id"], exam["patient_name"], exam["study_uid"]
        ),
        acquisitions=tuple(_acquisition(db, row, identities[row["id"]]) for row in rows),
        steps=tuple(_steps(db, exam["id"], identities)),
    )


def _identity_of(exam_key: str, row: sqlite3.Row) -> AcquisitionId:
    return AcquisitionId(exam_key, _path(row["path"]), row["frame"], row["sha256"])


def _acquisition(db: sqlite3.Connection, row: sqlite3.Row, identity: AcquisitionId) -> StoredAcquisition:
    header: Header = from_json(Header, row["header"])
    decision = db.execute(
        "SELECT decision FROM decisions WHERE acquisition = ? ORDER BY id DESC LIMIT 1", (row["id"],)
    ).fetchone()
    analyses = db.execute("SELECT * FROM analyses WHERE acquisition = ? ORDER BY id", (row["id"],))
    scores = db.execute("SELECT * FROM scores WHERE acquisition = ? ORDER BY id", (row["id"],))
    return StoredAcquisition(
        id=identity,
        record=AcquisitionRecord(row["width"], row["height"], row["n_frames"], row["decoder"], header),
        decision=from_json(Decision, decision["decision"]) if decision else Decision(),
        analyses=tuple(_last_of_each_given(analyses)),
        scores=tuple(_score(score) for score in scores),
    )


def _last_of_each_given(rows: Iterable[sqlite3.Row]) -> Iterable[tuple[Given | None, AnalysisRecord]]:
    latest: dict[Given | None, AnalysisRecord] = {}
    for row in rows:
        latest[from_json(_GIVEN, row["given"])] = from_json(AnalysisRecord, row["analysis"])
    return latest.items()


def _score(row: sqlite3.Row) -> ScoreRecord:
    values: dict[str, Any] = {name: row[name] for name in Scores.__slots__}
    values |= {name: bool(row[name]) for name in ("as_shown", "simulated")}
    roi = Roi(row["roi_x"], row["roi_y"], row["roi_side"], RoiSource(row["roi_source"]))
    return ScoreRecord(
        roi, Scores(**values), from_json(_GIVEN, row["given"]), from_json(_FLAGS, row["flags"])
    )


def _steps(
    db: sqlite3.Connection, exam_id: int, identities: dict[int, AcquisitionId]
) -> Iterable[StepRecord]:
    rows = db.execute(
        "SELECT c.* FROM commands c JOIN acquisitions a ON a.id = c.acquisition"
        " WHERE a.exam = ? AND c.state != 'dropped' ORDER BY c.number",
        (exam_id,),
    )
    for row in rows:
        before: Decision = from_json(Decision, row["before"])
        after: Decision = from_json(Decision, row["after"])
        yield StepRecord(
            row["number"],
            identities[row["acquisition"]],
            row["command"],
            before,
            after,
            done=row["state"] == "done",
        )


def recent(db: sqlite3.Connection, n: int) -> tuple[RecentExam, ...]:
    """The exams opened last, latest first."""
    exams = db.execute("SELECT * FROM exams ORDER BY opened_at DESC, id DESC LIMIT ?", (n,)).fetchall()
    return tuple(_recent_exam(db, exam) for exam in exams)


def _recent_exam(db: sqlite3.Connection, exam: sqlite3.Row) -> RecentExam:
    rows = db.execute("SELECT path FROM acquisitions WHERE exam = ? ORDER BY id", (exam["id"],)).fetchall()
    paths = tuple(dict.fromkeys(_path(row["path"]) for row in rows))
    return RecentExam(
        key=os.fsdecode(exam["key"]),
        patient_id=exam["patient_id"],
        patient_name=exam["patient_name"],
        folder=_path(exam["folder"]),
        paths=paths,
        opened_at=datetime.fromisoformat(exam["opened_at"]),
        n_acquisitions=len(rows),
        stage=exam["stage"],
    )
