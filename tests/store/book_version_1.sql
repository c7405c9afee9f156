-- An exam book as version 1 wrote it. Never edit: later versions must open it.
PRAGMA application_id = 1145852485;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "acquisitions" VALUES(1,1,'/exams/P1/é 1.dcm',0,'abababababababababababababababababababababababababababababababab',1440,1080,1,'pillow 12.3','{"patient_id":"P1","patient_name":"\u738b^\u4e3d","regions":[{"box":{"x":1,"y":2,"w":3,"h":4},"spatial_format":1,"data_type":1,"mm_per_px_x":0.1,"mm_per_px_y":0.1}],"doubtful":["institution"]}','2026-11-22T22:33:00.951+00:00');
CREATE TABLE analyses ( -- what was read off the screen; the last of each `given` counts
    id INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    given TEXT NOT NULL, -- JSON of domain.findings.Given, or null
    analysis TEXT NOT NULL, -- JSON of store.records.AnalysisRecord
    at TEXT NOT NULL
);
INSERT INTO "analyses" VALUES(1,1,'null','{"measured":{"frame":{"x":0,"y":0,"w":1440,"h":1080},"swe_box":{"x":600,"y":300,"w":200,"h":150},"swe_box_source":"colour","scale_unit":"kPa","scale_min":0.0,"scale_max":40.0,"void_fraction":0.1},"outline":[[600.0,300.0],[800.5,300.0]],"proposed":{"x":575,"y":250,"side":250},"qboxes":[{"mean":9.4,"maximum":15.2,"circle":{"x":1.5,"y":2.5,"radius":3},"doubtful":["mean","sd"]}],"flags":["several_qboxes","void_high"]}','2026-11-22T22:33:00.951+00:00');
CREATE TABLE commands ( -- the undo history
    number INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    command TEXT NOT NULL,
    before TEXT NOT NULL, -- JSON of store.records.Decision
    after TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
    at TEXT NOT NULL
);
INSERT INTO "commands" VALUES(1,1,'place_roi','{}','{"roi":{"x":5,"y":6,"side":250,"source":"placed"},"qbox_edits":[["mean",null],["sd",1.5]],"qbox_confirmed":true,"excluded":true,"given":{"swe_box":{"x":1,"y":2,"w":3,"h":4},"maximum":70.0},"as_shown":true}','done','2026-11-22T22:33:00.951+00:00');
CREATE TABLE decisions ( -- ROI, Q-Box edits, exclusion...: append only, the last row counts
    id INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    command INTEGER NOT NULL REFERENCES commands (number),
    cause TEXT NOT NULL CHECK (cause IN ('done', 'undone')),
    decision TEXT NOT NULL, -- JSON of store.records.Decision
    at TEXT NOT NULL
);
INSERT INTO "decisions" VALUES(1,1,1,'done','{"roi":{"x":5,"y":6,"side":250,"source":"placed"},"qbox_edits":[["mean",null],["sd",1.5]],"qbox_confirmed":true,"excluded":true,"given":{"swe_box":{"x":1,"y":2,"w":3,"h":4},"maximum":70.0},"as_shown":true}','2026-11-22T22:33:00.951+00:00');
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
INSERT INTO "exams" VALUES(1,'P1|1.2.3','P1','王^丽‮𠀋','1.2.3','/exams/P1','','2026-11-22T22:33:00.950+00:00','2026-11-22T22:33:00.950+00:00');
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
INSERT INTO "scores" VALUES(1,1,575,250,250,'proposed','{"swe_box":{"x":1,"y":2,"w":3,"h":4},"maximum":70.0}',0,3.00000000000000044408e-01,3.33333333333333314829e-01,1.0e-17,'["roi_cuts_box"]','gut','1','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',1,'cpu','onnxruntime','0.1','2026-11-22T22:33:00.951+00:00');
CREATE INDEX exams_by_time ON exams (opened_at);
CREATE INDEX acquisitions_by_hash ON acquisitions (sha256);
CREATE INDEX analyses_of ON analyses (acquisition);
CREATE INDEX scores_of ON scores (acquisition);
CREATE TRIGGER scores_stay BEFORE UPDATE ON scores BEGIN SELECT RAISE(ABORT, 'a score is never changed'); END;
CREATE TRIGGER scores_last BEFORE DELETE ON scores BEGIN SELECT RAISE(ABORT, 'a score is never deleted'); END;
CREATE INDEX commands_of ON commands (acquisition);
CREATE INDEX decisions_of ON decisions (acquisition);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER decisions_last BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
COMMIT;
