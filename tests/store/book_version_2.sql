-- An exam book as version 2 wrote it. Never edit: later versions must open it.
PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1145852485;
PRAGMA user_version = 2;
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
    added_at TEXT NOT NULL, n_bytes INTEGER,
    UNIQUE (exam, path, frame, sha256)
);
INSERT INTO "acquisitions" VALUES(1,1,'/exams/P1/é 1.dcm',0,'abababababababababababababababababababababababababababababababab',1440,1080,1,'pillow 12.3','{"patient_id":"P1","patient_name":"\u738b^\u4e3d","regions":[{"box":{"x":1,"y":2,"w":3,"h":4},"spatial_format":1,"data_type":1,"mm_per_px_x":0.1,"mm_per_px_y":0.1}],"doubtful":["institution"]}','2026-11-23T02:14:23.147+00:00',NULL);
CREATE TABLE analyses ( -- what was read off the screen; the last of each `given` counts
    id INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    given TEXT NOT NULL, -- JSON of domain.findings.Given, or null
    analysis TEXT NOT NULL, -- JSON of store.records.AnalysisRecord
    at TEXT NOT NULL
);
INSERT INTO "analyses" VALUES(1,1,'null','{"measured":{"frame":{"x":0,"y":0,"w":1440,"h":1080},"swe_box":{"x":600,"y":300,"w":200,"h":150},"swe_box_source":"colour","scale_unit":"kPa","scale_min":0.0,"scale_max":40.0,"void_fraction":0.1},"outline":[[600.0,300.0],[800.5,300.0]],"proposed":{"x":575,"y":250,"side":250},"qboxes":[{"mean":9.4,"maximum":15.2,"circle":{"x":1.5,"y":2.5,"radius":3},"doubtful":["mean","sd"]}],"flags":["several_qboxes","void_high"]}','2026-11-23T02:14:23.392+00:00');
CREATE TABLE "commands" ( -- the undo history; acquisition is null for a step on the exam's details
    number INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exams (id),
    acquisition INTEGER REFERENCES acquisitions (id),
    command TEXT NOT NULL,
    before TEXT NOT NULL, -- JSON of store.records.Decision, or of domain.exam_details.ExamDetails
    after TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
    at TEXT NOT NULL
);
INSERT INTO "commands" VALUES(1,1,1,'place_roi','{}','{"roi":{"x":5,"y":6,"side":250,"source":"placed"},"qbox_edits":[["mean",null],["sd",1.5]],"qbox_confirmed":true,"excluded":true,"given":{"swe_box":{"x":1,"y":2,"w":3,"h":4},"maximum":70.0},"as_shown":true}','done','2026-11-23T02:14:23.392+00:00');
INSERT INTO "commands" VALUES(2,1,NULL,'set_details','{}','{"laboratory":{"ast":38.0,"alt":41.5,"ast_upper_limit":40.0,"platelets_10e9_per_l":187.0,"sampled_on":"2024-05-20"},"age_years":51.0,"operator":"Dr. \u674e","fasting":true,"cause":"hbv","conclusion":{"stage":"F2","agrees":false,"program_stage":"F3","reason":"SD high","reader":"Dr. \u674e"}}','done','2026-11-23T02:14:23.398+00:00');
CREATE TABLE decisions ( -- ROI, Q-Box edits, exclusion...: append only, the last row counts
    id INTEGER PRIMARY KEY,
    acquisition INTEGER NOT NULL REFERENCES acquisitions (id),
    command INTEGER NOT NULL REFERENCES commands (number),
    cause TEXT NOT NULL CHECK (cause IN ('done', 'undone')),
    decision TEXT NOT NULL, -- JSON of store.records.Decision
    at TEXT NOT NULL
, operator TEXT NOT NULL DEFAULT '');
INSERT INTO "decisions" VALUES(1,1,1,'done','{"roi":{"x":5,"y":6,"side":250,"source":"placed"},"qbox_edits":[["mean",null],["sd",1.5]],"qbox_confirmed":true,"excluded":true,"given":{"swe_box":{"x":1,"y":2,"w":3,"h":4},"maximum":70.0},"as_shown":true}','2026-11-23T02:14:23.393+00:00','');
CREATE TABLE events ( -- what else happened to an exam (a report was written...): append only
    id INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exams (id),
    what TEXT NOT NULL,
    details TEXT NOT NULL, -- JSON object of texts
    operator TEXT NOT NULL,
    at TEXT NOT NULL
);
INSERT INTO "events" VALUES(1,1,'report_written','{"file": "P1.pdf", "sha256": "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"}','Dr. 李','2026-11-23T02:14:23.400+00:00');
CREATE TABLE exam_details ( -- laboratory values, circumstances, conclusion: append only, the last row counts
    id INTEGER PRIMARY KEY,
    exam INTEGER NOT NULL REFERENCES exams (id),
    command INTEGER NOT NULL REFERENCES commands (number),
    cause TEXT NOT NULL CHECK (cause IN ('done', 'undone')),
    details TEXT NOT NULL, -- JSON of domain.exam_details.ExamDetails
    operator TEXT NOT NULL,
    at TEXT NOT NULL
);
INSERT INTO "exam_details" VALUES(1,1,2,'done','{"laboratory":{"ast":38.0,"alt":41.5,"ast_upper_limit":40.0,"platelets_10e9_per_l":187.0,"sampled_on":"2024-05-20"},"age_years":51.0,"operator":"Dr. \u674e","fasting":true,"cause":"hbv","conclusion":{"stage":"F2","agrees":false,"program_stage":"F3","reason":"SD high","reader":"Dr. \u674e"}}','Dr. 李','2026-11-23T02:14:23.399+00:00');
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
INSERT INTO "exams" VALUES(1,'P1|1.2.3','P1','王^丽‮𠀋','1.2.3','/exams/P1','F2','2026-11-23T02:14:23.145+00:00','2026-11-23T02:14:23.145+00:00');
CREATE TABLE identity ( -- of this book: one row
    id TEXT NOT NULL,
    made_at TEXT NOT NULL
);
INSERT INTO "identity" VALUES('c1d3986a02764da1abebc4f24c12d561','2026-11-23T02:14:23.125+00:00');
CREATE TABLE listing ( -- what the list of exams shows and searches; can be made anew from the rest
    exam INTEGER PRIMARY KEY REFERENCES exams (id),
    day TEXT NOT NULL, -- of the exam, ISO 8601; where no file says it, the day it was first opened
    words TEXT NOT NULL, -- see store.search
    n_open INTEGER, -- acquisitions that await the user; null: nobody has counted yet
    flagged INTEGER NOT NULL DEFAULT 0,
    stopped_at INTEGER REFERENCES acquisitions (id) -- the acquisition last looked at
);
INSERT INTO "listing" VALUES(1,'2026-11-23','王 丽𠀋
王丽𠀋
wangli𠀋
wl𠀋
yuli𠀋
yl𠀋
p1',0,1,1);
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
, file_sha256 TEXT NOT NULL DEFAULT '', decoder TEXT NOT NULL DEFAULT '', operator TEXT NOT NULL DEFAULT '');
INSERT INTO "scores" VALUES(1,1,575,250,250,'proposed','{"swe_box":{"x":1,"y":2,"w":3,"h":4},"maximum":70.0}',0,3.00000000000000044408e-01,3.33333333333333314829e-01,1.0e-17,'["roi_cuts_box"]','gut','1','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',1,'cpu','onnxruntime','0.1','2026-11-23T02:14:23.392+00:00','abababababababababababababababababababababababababababababababab','pillow 12.3','');
CREATE TABLE thumbnails (
    acquisition INTEGER PRIMARY KEY REFERENCES acquisitions (id),
    jpeg BLOB NOT NULL
);
INSERT INTO "thumbnails" VALUES(1,X'6A706567');
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
INSERT INTO "trail" VALUES(1,'2026-11-23T02:14:23.158+00:00','','added','exams',1,'{"created_at":"2026-11-23T02:14:23.145+00:00","folder":"/exams/P1","id":1,"key":"P1|1.2.3","patient_id":"P1","patient_name":"\u738b^\u4e3d\u202e\ud840\udc0b","stage":"","study_uid":"1.2.3"}','af2cca18a0ecd0de95ad47fb8cdea0caa2613994dfae1b7b30100d08dc380b27','36fe0a2043c9014a32029fbfdacd0b24e17e0eb9c8fc6acb161c7030bd28f684');
INSERT INTO "trail" VALUES(2,'2026-11-23T02:14:23.158+00:00','','added','acquisitions',1,'{"added_at":"2026-11-23T02:14:23.147+00:00","decoder":"pillow 12.3","exam":1,"frame":0,"header":"{\"patient_id\":\"P1\",\"patient_name\":\"\\u738b^\\u4e3d\",\"regions\":[{\"box\":{\"x\":1,\"y\":2,\"w\":3,\"h\":4},\"spatial_format\":1,\"data_type\":1,\"mm_per_px_x\":0.1,\"mm_per_px_y\":0.1}],\"doubtful\":[\"institution\"]}","height":1080,"id":1,"n_bytes":null,"n_frames":1,"path":"/exams/P1/\u00e9 1.dcm","sha256":"abababababababababababababababababababababababababababababababab","width":1440}','36fe0a2043c9014a32029fbfdacd0b24e17e0eb9c8fc6acb161c7030bd28f684','20970a9908c657eb4ac403a7255e2f7fd062a03f88e8eeba7338538575586303');
INSERT INTO "trail" VALUES(3,'2026-11-23T02:14:23.392+00:00','','added','analyses',1,'{"acquisition":1,"analysis":"{\"measured\":{\"frame\":{\"x\":0,\"y\":0,\"w\":1440,\"h\":1080},\"swe_box\":{\"x\":600,\"y\":300,\"w\":200,\"h\":150},\"swe_box_source\":\"colour\",\"scale_unit\":\"kPa\",\"scale_min\":0.0,\"scale_max\":40.0,\"void_fraction\":0.1},\"outline\":[[600.0,300.0],[800.5,300.0]],\"proposed\":{\"x\":575,\"y\":250,\"side\":250},\"qboxes\":[{\"mean\":9.4,\"maximum\":15.2,\"circle\":{\"x\":1.5,\"y\":2.5,\"radius\":3},\"doubtful\":[\"mean\",\"sd\"]}],\"flags\":[\"several_qboxes\",\"void_high\"]}","at":"2026-11-23T02:14:23.392+00:00","given":"null","id":1}','20970a9908c657eb4ac403a7255e2f7fd062a03f88e8eeba7338538575586303','d1c34eb8ab32937675375895ce241305baf73082463fcfafc289624a4040213f');
INSERT INTO "trail" VALUES(4,'2026-11-23T02:14:23.392+00:00','','added','scores',1,'{"acquisition":1,"as_shown":0,"at":"2026-11-23T02:14:23.392+00:00","decoder":"pillow 12.3","device":"cpu","file_sha256":"abababababababababababababababababababababababababababababababab","flags":"[\"roi_cuts_box\"]","given":"{\"swe_box\":{\"x\":1,\"y\":2,\"w\":3,\"h\":4},\"maximum\":70.0}","id":1,"model_id":"gut","model_sha256":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff","model_version":"1","operator":"","p_f4":1e-17,"p_ge_f2":0.30000000000000004,"p_ge_f3":0.3333333333333333,"roi_side":250,"roi_source":"proposed","roi_x":575,"roi_y":250,"runtime":"onnxruntime","simulated":1,"software_version":"0.1"}','d1c34eb8ab32937675375895ce241305baf73082463fcfafc289624a4040213f','92861f894d8a129f8a3c1977d970f97141ba740f36e3e57c141c938a2eb8a409');
INSERT INTO "trail" VALUES(5,'2026-11-23T02:14:23.393+00:00','','added','commands',1,'{"acquisition":1,"after":"{\"roi\":{\"x\":5,\"y\":6,\"side\":250,\"source\":\"placed\"},\"qbox_edits\":[[\"mean\",null],[\"sd\",1.5]],\"qbox_confirmed\":true,\"excluded\":true,\"given\":{\"swe_box\":{\"x\":1,\"y\":2,\"w\":3,\"h\":4},\"maximum\":70.0},\"as_shown\":true}","at":"2026-11-23T02:14:23.392+00:00","before":"{}","command":"place_roi","exam":1,"number":1,"state":"done"}','92861f894d8a129f8a3c1977d970f97141ba740f36e3e57c141c938a2eb8a409','c56ddbfc77deb636a46a9cb70027e084778a7f334964851fa87543450fac70b0');
INSERT INTO "trail" VALUES(6,'2026-11-23T02:14:23.393+00:00','','added','decisions',1,'{"acquisition":1,"at":"2026-11-23T02:14:23.393+00:00","cause":"done","command":1,"decision":"{\"roi\":{\"x\":5,\"y\":6,\"side\":250,\"source\":\"placed\"},\"qbox_edits\":[[\"mean\",null],[\"sd\",1.5]],\"qbox_confirmed\":true,\"excluded\":true,\"given\":{\"swe_box\":{\"x\":1,\"y\":2,\"w\":3,\"h\":4},\"maximum\":70.0},\"as_shown\":true}","id":1,"operator":""}','c56ddbfc77deb636a46a9cb70027e084778a7f334964851fa87543450fac70b0','07a30166daebdd54614e72bff5cba22c124777f3a332f56dcf0d2b41e4456fb1');
INSERT INTO "trail" VALUES(7,'2026-11-23T02:14:23.399+00:00','Dr. 李','added','commands',2,'{"acquisition":null,"after":"{\"laboratory\":{\"ast\":38.0,\"alt\":41.5,\"ast_upper_limit\":40.0,\"platelets_10e9_per_l\":187.0,\"sampled_on\":\"2024-05-20\"},\"age_years\":51.0,\"operator\":\"Dr. \\u674e\",\"fasting\":true,\"cause\":\"hbv\",\"conclusion\":{\"stage\":\"F2\",\"agrees\":false,\"program_stage\":\"F3\",\"reason\":\"SD high\",\"reader\":\"Dr. \\u674e\"}}","at":"2026-11-23T02:14:23.398+00:00","before":"{}","command":"set_details","exam":1,"number":2,"state":"done"}','07a30166daebdd54614e72bff5cba22c124777f3a332f56dcf0d2b41e4456fb1','99665d39187ba901749a71714e9f0e4d15d0f1b5fdb201db7a85ba789f5e0a15');
INSERT INTO "trail" VALUES(8,'2026-11-23T02:14:23.399+00:00','Dr. 李','added','exam_details',1,'{"at":"2026-11-23T02:14:23.399+00:00","cause":"done","command":2,"details":"{\"laboratory\":{\"ast\":38.0,\"alt\":41.5,\"ast_upper_limit\":40.0,\"platelets_10e9_per_l\":187.0,\"sampled_on\":\"2024-05-20\"},\"age_years\":51.0,\"operator\":\"Dr. \\u674e\",\"fasting\":true,\"cause\":\"hbv\",\"conclusion\":{\"stage\":\"F2\",\"agrees\":false,\"program_stage\":\"F3\",\"reason\":\"SD high\",\"reader\":\"Dr. \\u674e\"}}","exam":1,"id":1,"operator":"Dr. \u674e"}','99665d39187ba901749a71714e9f0e4d15d0f1b5fdb201db7a85ba789f5e0a15','4d6c2b42ad95c85637dbb3d963fd1f705a948f7315d6aa6b2f40345b1bb0d3af');
INSERT INTO "trail" VALUES(9,'2026-11-23T02:14:23.400+00:00','Dr. 李','added','events',1,'{"at":"2026-11-23T02:14:23.400+00:00","details":"{\"file\": \"P1.pdf\", \"sha256\": \"cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd\"}","exam":1,"id":1,"operator":"Dr. \u674e","what":"report_written"}','4d6c2b42ad95c85637dbb3d963fd1f705a948f7315d6aa6b2f40345b1bb0d3af','5543f29064350fc8d7888f8349f39533007b7d7a96b6ef9ec8a79acca1dbd623');
INSERT INTO "trail" VALUES(10,'2026-11-23T02:14:23.400+00:00','Dr. 李','changed','exams',1,'{"created_at":"2026-11-23T02:14:23.145+00:00","folder":"/exams/P1","id":1,"key":"P1|1.2.3","patient_id":"P1","patient_name":"\u738b^\u4e3d\u202e\ud840\udc0b","stage":"F2","study_uid":"1.2.3"}','5543f29064350fc8d7888f8349f39533007b7d7a96b6ef9ec8a79acca1dbd623','71e4348f6f6e150618c2348abc8c15a0d27c4d7c4ee7e8dd01e2f9fd68e39a14');
CREATE INDEX exams_by_time ON exams (opened_at);
CREATE INDEX acquisitions_by_hash ON acquisitions (sha256);
CREATE INDEX analyses_of ON analyses (acquisition);
CREATE INDEX scores_of ON scores (acquisition);
CREATE TRIGGER scores_stay BEFORE UPDATE ON scores BEGIN SELECT RAISE(ABORT, 'a score is never changed'); END;
CREATE TRIGGER scores_last BEFORE DELETE ON scores BEGIN SELECT RAISE(ABORT, 'a score is never deleted'); END;
CREATE INDEX decisions_of ON decisions (acquisition);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER decisions_last BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
CREATE INDEX commands_of ON commands (exam, acquisition);
CREATE INDEX exam_details_of ON exam_details (exam);
CREATE INDEX events_of ON events (exam);
CREATE INDEX trail_of ON trail (subject, row);
CREATE INDEX listing_by_day ON listing (day);
CREATE TRIGGER exam_details_stay BEFORE UPDATE ON exam_details BEGIN SELECT RAISE(ABORT, 'it is never changed'); END;
CREATE TRIGGER exam_details_last BEFORE DELETE ON exam_details BEGIN SELECT RAISE(ABORT, 'it is never deleted'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'it is never changed'); END;
CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'it is never deleted'); END;
CREATE TRIGGER trail_stay BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'it is never changed'); END;
CREATE TRIGGER trail_last BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'it is never deleted'); END;
CREATE TRIGGER identity_stay BEFORE UPDATE ON identity BEGIN SELECT RAISE(ABORT, 'it is never changed'); END;
CREATE TRIGGER identity_last BEFORE DELETE ON identity BEGIN SELECT RAISE(ABORT, 'it is never deleted'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('trail',10);
COMMIT;
