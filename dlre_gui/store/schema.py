"""The tables of the exam book, as numbered steps; a released step is never changed, only followed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from dlre_gui.store import step_2

APPLICATION_ID = 0x444C5245
"""``DLRE`` in the file's header, so that no other program's file is taken for ours."""

_STEP_1 = """
CREATE TABLE exams (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    patient_id TEXT,
    patient_name TEXT,
    study_uid TEXT,
    folder TEXT NOT NULL,
    stage TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    opened_at TEXT NOT NULL
);
CREATE INDEX exams_by_time ON exams (opened_at);

CREATE TABLE acquisitions (
    id INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exams (id),
    path TEXT NOT NULL,
    frame INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    n_frames INTEGER NOT NULL,
    decoder TEXT NOT NULL,
    header TEXT NOT NULL, -- JSON of domain.screen.Header
    added_at TEXT NOT NULL,
    UNIQUE (exam, path, frame, sha256)
);
CREATE INDEX acquisitions_by_hash ON acquisitions (sha256);

CREATE TABLE analyses ( -- what was read off the screen; the last of each `given` counts
    id INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    given TEXT NOT NULL, -- JSON of domain.findings.Given, or null
    analysis TEXT NOT NULL, -- JSON of store.records.AnalysisRecord
    at TEXT NOT NULL
);
CREATE INDEX analyses_of ON analyses (acquisition);

CREATE TABLE scores ( -- append only
    id INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    roi_x INTEGER NOT NULL,
    roi_y INTEGER NOT NULL,
    roi_side INTEGER NOT NULL,
    roi_source TEXT NOT NULL,
    given TEXT NOT NULL,
    as_shown INTEGER NOT NULL,
    p_ge_f2 REAL NOT NULL,
    p_ge_f3 REAL NOT NULL,
    p_f4 REAL NOT NULL,
    flags TEXT NOT NULL,
    model_id TEXT NOT NULL,
    model_version TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    device TEXT NOT NULL,
    runtime TEXT NOT NULL,
    software_version TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX scores_of ON scores (acquisition);
CREATE TRIGGER scores_stay BEFORE UPDATE ON scores BEGIN SELECT RAISE(ABORT, 'a score is never changed'); END;
CREATE TRIGGER scores_last BEFORE DELETE ON scores BEGIN SELECT RAISE(ABORT, 'a score is never deleted'); END;

CREATE TABLE commands ( -- the undo history
    number INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    command TEXT NOT NULL,
    before TEXT NOT NULL, -- JSON of store.records.Decision
    after TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
    at TEXT NOT NULL
);
CREATE INDEX commands_of ON commands (acquisition);

CREATE TABLE decisions ( -- ROI, Q-Box edits, exclusion...: append only, the last row counts
    id INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    command INTEGER NOT NULL REFERENCES commands (number),
    cause TEXT NOT NULL CHECK (cause IN ('done', 'undone')),
    decision TEXT NOT NULL, -- JSON of store.records.Decision
    at TEXT NOT NULL
);
CREATE INDEX decisions_of ON decisions (acquisition);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER decisions_last BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
"""


class Step(NamedTuple):
    """One step: its SQL, and what SQL cannot do, in the same transaction."""

    sql: str
    follow_up: Callable[[sqlite3.Connection], None] | None = None


STEPS: tuple[Step, ...] = (Step(_STEP_1), Step(step_2.SQL, step_2.follow_up))
"""Step i+1 leads from version i (``PRAGMA user_version``) to version i+1."""

TRAIL_SINCE = 2
"""The first version that has an audit trail."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open book; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: tuple[Step, ...] = STEPS) -> None:
    """Bring an older book to the present version, each step whole or not at all.

    Foreign keys must be off meanwhile, since a step may make a table anew; they are checked before
    a step is kept.
    """
    for version in range(version_of(connection), len(steps)):
        step = steps[version]
        connection.executescript(
            f"BEGIN IMMEDIATE; {step.sql}; PRAGMA application_id = {APPLICATION_ID};"
            f"PRAGMA user_version = {version + 1};"
        )
        if step.follow_up is not None:
            step.follow_up(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise sqlite3.IntegrityError(f"step {version + 1} would leave rows that belong to nothing")
        connection.execute("COMMIT")
