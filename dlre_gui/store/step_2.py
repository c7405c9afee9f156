"""Step 2 of the schema: the exam's details, the audit trail, the list of exams, thumbnails.

`commands` is made anew, because a step can now belong to the exam instead of an acquisition. What
stood in the book before has no trail; it is taken into it as it was found (act ``adopted``).
"""

from __future__ import annotations

import sqlite3
import uuid

from dlre_gui.store import listing, trail
from dlre_gui.store.values import now

SQL = """
CREATE TABLE identity ( -- of this book: one row
    id TEXT NOT NULL,
    made_at TEXT NOT NULL
);

ALTER TABLE acquisitions ADD COLUMN n_bytes INTEGER; -- of the file; null where not known

ALTER TABLE scores ADD COLUMN file_sha256 TEXT NOT NULL DEFAULT ''; -- empty: written before step 2
ALTER TABLE scores ADD COLUMN decoder TEXT NOT NULL DEFAULT '';
ALTER TABLE scores ADD COLUMN operator TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions ADD COLUMN operator TEXT NOT NULL DEFAULT '';

CREATE TABLE commands_with_exam ( -- the undo history; acquisition is null for a step on the exam's details
    number INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exams (id),
    acquisition INTEGER REFERENCES acquisitions (id),
    command TEXT NOT NULL,
    before TEXT NOT NULL, -- JSON of store.records.Decision, or of domain.exam_details.ExamDetails
    after TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
    at TEXT NOT NULL
);
INSERT INTO commands_with_exam (number, exam, acquisition, command, before, after, state, at)
    SELECT c.number, a.exam, c.acquisition, c.command, c.before, c.after, c.state, c.at
    FROM commands c JOIN acquisitions a ON a.id = c.acquisition;
DROP TABLE commands;
ALTER TABLE commands_with_exam RENAME TO commands;
CREATE INDEX commands_of ON commands (exam, acquisition);

CREATE TABLE exam_details ( -- laboratory values, circumstances, conclusion: append only, the last row counts
    id INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exams (id),
    command INTEGER NOT NULL REFERENCES commands (number),
    cause TEXT NOT NULL CHECK (cause IN ('done', 'undone')),
    details TEXT NOT NULL, -- JSON of domain.exam_details.ExamDetails
    operator TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX exam_details_of ON exam_details (exam);

CREATE TABLE events ( -- what else happened to an exam (a report was written...): append only
    id INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exams (id),
    what TEXT NOT NULL,
    details TEXT NOT NULL, -- JSON object of texts
    operator TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX events_of ON events (exam);

CREATE TABLE trail ( -- see store.trail; append only
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    operator TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    row INTEGER NOT NULL,
    content TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX trail_of ON trail (subject, row);

CREATE TABLE listing ( -- what the list of exams shows and searches; can be made anew from the rest
    exam INTEGER PRIMARY KEY REFERENCES exams (id),
    day TEXT NOT NULL, -- of the exam, ISO 8601; where no file says it, the day it was first opened
    words TEXT NOT NULL, -- see store.search
    n_open INTEGER, -- acquisitions that await the user; null: nobody has counted yet
    flagged INTEGER NOT NULL DEFAULT 0,
    stopped_at INTEGER REFERENCES acquisitions (id) -- the acquisition last looked at
);
CREATE INDEX listing_by_day ON listing (day);

CREATE TABLE thumbnails (
    acquisition INTEGER PRIMARY KEY REFERENCES acquisitions (id),
    jpeg BLOB NOT NULL
);
""" + "".join(
    f"""
CREATE TRIGGER {table}_stay BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'it is never changed'); END;
CREATE TRIGGER {table}_last BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'it is never deleted'); END;
"""
    for table in ("exam_details", "events", "trail", "identity")
)


def follow_up(db: sqlite3.Connection) -> None:
    """What SQL cannot do: name the book, take all rows into the trail, make the list of exams."""
    db.execute("INSERT INTO identity VALUES (?, ?)", (uuid.uuid4().hex, now()))
    trail.adopt(db)
    for (exam,) in db.execute("SELECT id FROM exams ORDER BY id").fetchall():
        listing.describe(db, exam)
