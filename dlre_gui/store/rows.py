"""What is written to the tables of the exam book; every writing enters the audit trail.

`by` is the operator, the last argument of each.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from dlre_gui.domain.exam import Scores
from dlre_gui.domain.findings import Given
from dlre_gui.store import listing, trail
from dlre_gui.store.coding import to_json
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    AnalysisRecord,
    EventRecord,
    ExamRecord,
    ExamStepRecord,
    ExamSummary,
    ScoreRecord,
    StepRecord,
)
from dlre_gui.store.values import now, text


def add_acquisition(
    db: sqlite3.Connection, exam: ExamRecord, identity: AcquisitionId, record: AcquisitionRecord, by: str
) -> None:
    """The exam (newly opened) and the acquisition; what is known of it is brought up to date."""
    db.execute(
        "INSERT INTO exams (key, patient_id, patient_name, study_uid, folder, created_at, opened_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET opened_at = excluded.opened_at",
        (
            *map(text, (exam.key, exam.patient_id, exam.patient_name, exam.study_uid, exam.folder)),
            now(),
            now(),
        ),
    )
    db.execute(
        "INSERT INTO acquisitions"
        " (exam, path, frame, sha256, width, height, n_frames, decoder, header, n_bytes, added_at)"
        " VALUES ((SELECT id FROM exams WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (exam, path, frame, sha256) DO UPDATE SET width = excluded.width,"
        " height = excluded.height, n_frames = excluded.n_frames, decoder = excluded.decoder,"
        " header = excluded.header, n_bytes = coalesce(excluded.n_bytes, n_bytes)",
        (*_identity(identity), *_record(record), now()),
    )
    row, exam_row = acquisition_row(db, identity), exam_row_of(db, exam.key)
    trail.note(db, "exams", exam_row, by)
    trail.note(db, "acquisitions", row, by)
    listing.describe(db, exam_row)


def _identity(identity: AcquisitionId) -> tuple[object, ...]:
    return text(identity.exam_key), text(identity.path), identity.frame, identity.sha256


def _record(record: AcquisitionRecord) -> tuple[object, ...]:
    header = to_json(record.header)
    return record.width, record.height, record.n_frames, record.decoder, header, record.n_bytes


def exam_row_of(db: sqlite3.Connection, exam_key: str) -> int:
    """The row's id; LookupError where the book does not know the exam."""
    row = db.execute("SELECT id FROM exams WHERE key = ?", (text(exam_key),)).fetchone()
    if row is None:
        raise LookupError(f"the exam {exam_key} is not in the exam book")
    return int(row["id"])


def acquisition_row(db: sqlite3.Connection, identity: AcquisitionId) -> int:
    """The row's id; LookupError where the book does not know the acquisition."""
    row = db.execute(
        "SELECT a.id FROM acquisitions a JOIN exams e ON e.id = a.exam"
        " WHERE e.key = ? AND a.path = ? AND a.frame = ? AND a.sha256 = ?",
        _identity(identity),
    ).fetchone()
    if row is None:
        raise LookupError(f"{identity.path}, frame {identity.frame}, is not in the exam book")
    return int(row["id"])


def insert(db: sqlite3.Connection, table: str, values: dict[str, object], by: str, act: str = "") -> int:
    """Add a row, and enter it into the trail; its key."""
    columns, holes = ", ".join(values), ", ".join("?" * len(values))
    row = db.execute(f"INSERT INTO {table} ({columns}) VALUES ({holes})", tuple(values.values())).lastrowid
    assert row is not None
    trail.note(db, table, row, by, act)
    return row


def add_analysis(
    db: sqlite3.Connection, identity: AcquisitionId, given: Given | None, analysis: AnalysisRecord, by: str
) -> None:
    """Keep what was read off a screen, with what the user had given."""
    values: dict[str, object] = {
        "acquisition": acquisition_row(db, identity),
        "given": to_json(given),
        "analysis": to_json(analysis),
        "at": now(),
    }
    insert(db, "analyses", values, by)


def add_score(db: sqlite3.Connection, identity: AcquisitionId, score: ScoreRecord, by: str) -> None:
    """Keep a score with the ROI, file, decoder and person it belongs to."""
    roi, scores, row = score.roi, score.scores, acquisition_row(db, identity)
    decoder = db.execute("SELECT decoder FROM acquisitions WHERE id = ?", (row,)).fetchone()["decoder"]
    values = {
        "acquisition": row,
        "roi_x": roi.x,
        "roi_y": roi.y,
        "roi_side": roi.side,
        "roi_source": roi.source.value,
        "given": to_json(score.given),
        "flags": to_json(score.flags),
        "file_sha256": identity.sha256,
        "decoder": decoder,
        "operator": by,
        "at": now(),
    } | {name: getattr(scores, name) for name in Scores.__slots__}
    insert(db, "scores", values, by)


def put_step(
    db: sqlite3.Connection, step: StepRecord | ExamStepRecord, dropped: Iterable[int], by: str
) -> None:
    """A step as it is now, what follows from it, and the steps it makes void."""
    if isinstance(step, StepRecord):
        row = acquisition_row(db, step.acquisition)
        exam = exam_row_of(db, step.acquisition.exam_key)
        _put_command(db, step, exam, row, by)
        insert(db, "decisions", {"acquisition": row} | _outcome(step, "decision", by), by)
    else:
        exam = exam_row_of(db, step.exam_key)
        _put_command(db, step, exam, None, by)
        insert(db, "exam_details", {"exam": exam} | _outcome(step, "details", by), by)
    for number in dropped:
        db.execute("UPDATE commands SET state = 'dropped' WHERE number = ?", (number,))
        trail.note(db, "commands", number, by)


def _put_command(
    db: sqlite3.Connection, step: StepRecord | ExamStepRecord, exam: int, acquisition: int | None, by: str
) -> None:
    """As a new step, or as what became of it; a number is never another step's."""
    put = db.execute(
        "INSERT INTO commands (number, exam, acquisition, command, before, after, state, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (number) DO UPDATE SET after = excluded.after, state = excluded.state"
        " WHERE exam = excluded.exam AND acquisition IS excluded.acquisition AND command = excluded.command",
        (
            step.number,
            exam,
            acquisition,
            step.command,
            to_json(step.before),
            to_json(step.after),
            _state(step),
            now(),
        ),
    )
    if put.rowcount == 0:
        raise sqlite3.IntegrityError(f"step {step.number} is another one")
    trail.note(db, "commands", step.number, by)


def _state(step: StepRecord | ExamStepRecord) -> str:
    return "done" if step.done else "undone"


def _outcome(step: StepRecord | ExamStepRecord, column: str, by: str) -> dict[str, object]:
    outcome = to_json(step.after if step.done else step.before)
    return {"command": step.number, "cause": _state(step), column: outcome, "operator": by, "at": now()}


def put_event(db: sqlite3.Connection, exam: int, event: EventRecord, by: str) -> None:
    """Keep that something happened to an exam, by its row."""
    values: dict[str, object] = {
        "exam": exam,
        "what": event.what,
        "details": json.dumps(dict(event.details)),
        "operator": by,
        "at": now(),
    }
    insert(db, "events", values, by)


def put_summary(db: sqlite3.Connection, exam_key: str, summary: ExamSummary, by: str) -> None:
    """How far the exam is: its stage (in the trail) and what the list of exams shows."""
    exam = exam_row_of(db, exam_key)
    db.execute("UPDATE exams SET stage = ? WHERE id = ? AND stage != ?", (summary.stage, exam, summary.stage))
    trail.note(db, "exams", exam, by)
    stopped_at = acquisition_row(db, summary.stopped_at) if summary.stopped_at else None
    db.execute(
        "UPDATE listing SET n_open = ?, flagged = ?, stopped_at = ? WHERE exam = ?",
        (summary.n_open, summary.flagged, stopped_at, exam),
    )


def put_thumbnail(db: sqlite3.Connection, identity: AcquisitionId, jpeg: bytes) -> None:
    """The picture of an acquisition for the list of exams."""
    db.execute("INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", (acquisition_row(db, identity), jpeg))


def relocate(db: sqlite3.Connection, identity: AcquisitionId, new_path: Path, by: str) -> None:
    """An acquisition's file lies elsewhere now: every frame of it that the exam has moves along."""
    exam, new = exam_row_of(db, identity.exam_key), text(new_path)
    rows = db.execute(
        "SELECT id FROM acquisitions a WHERE exam = ? AND path = ? AND sha256 = ? AND NOT EXISTS"
        " (SELECT 1 FROM acquisitions b"
        "  WHERE b.exam = a.exam AND b.path = ? AND b.frame = a.frame AND b.sha256 = a.sha256)",
        (exam, text(identity.path), identity.sha256, new),
    ).fetchall()
    for (row,) in rows:
        db.execute("UPDATE acquisitions SET path = ? WHERE id = ?", (new, row))
        trail.note(db, "acquisitions", row, by, "moved")


def give_way(db: sqlite3.Connection, exam_key: str, by: str) -> None:
    """Let the exam's key be free for the next one; it keeps all else under a key made of its own."""
    exam, n = exam_row_of(db, exam_key), 1
    while db.execute("SELECT 1 FROM exams WHERE key = ?", (text(f"{exam_key}\n{n}"),)).fetchone():
        n += 1
    db.execute("UPDATE exams SET key = ? WHERE id = ?", (text(f"{exam_key}\n{n}"), exam))
    trail.note(db, "exams", exam, by, "gave way")


def last_number(db: sqlite3.Connection) -> int:
    """The number of the last step in the book; 0 in a new one."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM commands").fetchone()[0])
