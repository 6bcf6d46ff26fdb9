-- A project of version 2, as Fovea at commit f23b601 made it with this script (path = …/Old.fovea):
--
-- from core.project.project import Project
-- from core.project.values import ImportOptions
-- from core.records import Row, Span, SpanLink
-- with Project.create(path, kind="translation", seed=3) as project:
--     link = SpanLink(Span(0, 4), Span(0, 1))
--     rows = [Row(f"room {i}\n房间 {i}", links=(link,) if i < 3 else ()) for i in range(12)]
--     project.imports.add(rows, ImportOptions())            # 1..12
--     project.links.put(5, [link])
--     project.annotations.flag(6, True)
--     project.links.put(1, [])                              # taken away
--     project.imports.add([Row("late\n晚")], ImportOptions())
--     project.history.undo()                                # of the import: it can be redone

BEGIN TRANSACTION;
CREATE TABLE annotations (
	document_id INTEGER NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	labels TEXT NOT NULL, 
	is_skipped INTEGER NOT NULL, 
	is_imported INTEGER NOT NULL, 
	suggestion_seen INTEGER NOT NULL, 
	seconds FLOAT, 
	note TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (document_id, annotator_id, round), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
)
 WITHOUT ROWID

;
CREATE TABLE annotators (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	is_person INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "annotators" VALUES(1,'import',0);
INSERT INTO "annotators" VALUES(2,'me',1);
CREATE TABLE chosen (
	document_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES documents (id)
);
CREATE TABLE counts (
	"key" TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "counts" VALUES('total',12);
INSERT INTO "counts" VALUES('holdout',2);
INSERT INTO "counts" VALUES('holdout:1',2);
INSERT INTO "counts" VALUES('flagged',1);
CREATE TABLE definitions (
	id INTEGER NOT NULL, 
	label_id INTEGER, 
	text TEXT NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(label_id) REFERENCES labels (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
);
CREATE TABLE document_labels (
	label_id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	PRIMARY KEY (label_id, document_id), 
	FOREIGN KEY(label_id) REFERENCES labels (id), 
	FOREIGN KEY(document_id) REFERENCES documents (id)
)
 WITHOUT ROWID

;
CREATE TABLE documents (
	id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	text_hash INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	length INTEGER NOT NULL, 
	split INTEGER, 
	is_flagged INTEGER NOT NULL, 
	state INTEGER NOT NULL, 
	labels TEXT NOT NULL, 
	is_imported INTEGER NOT NULL, 
	n_answers INTEGER NOT NULL, 
	answered_at INTEGER, 
	revision INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "documents" VALUES(1,1,-8428330203759937045,244847406514450,11,1,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(2,1,-4374292991833305882,31543567132972,11,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(3,1,-7743720454971314199,110945774445719,11,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(4,1,-4011813878239693414,72439623226179,11,1,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(5,1,-5484006834890368864,117073735474371,11,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(6,1,-3304165281747012215,129166919329020,11,0,1,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(7,1,-8107009241218817810,119748604489730,11,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(8,1,-6774072784277273806,85297831830369,11,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(9,1,1369539861294368506,190978022383913,11,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(10,1,-745187040695414999,107261824744804,11,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(11,1,-1621887724111810300,21045890882827,13,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(12,1,-7744811013361950277,263179745215845,13,0,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(13,2,-5438303548233333070,153155317602724,6,0,0,0,'',0,0,NULL,0);
CREATE TABLE edits (
	document_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (document_id, number), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
)
 WITHOUT ROWID

;
CREATE TABLE event_steps (
	event_id INTEGER NOT NULL, 
	step INTEGER NOT NULL, 
	first_id INTEGER NOT NULL, 
	last_id INTEGER NOT NULL, 
	is_applied INTEGER NOT NULL, 
	changes TEXT NOT NULL, 
	PRIMARY KEY (event_id, step), 
	FOREIGN KEY(event_id) REFERENCES events (id)
);
CREATE TABLE events (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	document_id INTEGER, 
	annotator TEXT NOT NULL, 
	at TEXT NOT NULL, 
	state INTEGER NOT NULL, 
	details TEXT NOT NULL, 
	changes TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "events" VALUES(1,'import',NULL,'me','2026-11-27T21:36:14.963380+00:00',0,'{"n":12,"answers":0,"source":""}','{"changes":[["imports",[[1]],{"state":2},{"state":1}]],"counts":{"total":12}}');
INSERT INTO "events" VALUES(2,'link',5,'me','2026-11-27T21:36:14.983811+00:00',0,'','{"changes":[["links",[[5]],null,{"links":"[[0, 4, 0, 1, 1]]","annotator_id":2,"at":"2026-11-27T21:36:14.982509+00:00"}]],"counts":{}}');
INSERT INTO "events" VALUES(3,'flag',6,'me','2026-11-27T21:36:14.991178+00:00',0,'{"is_flagged":true}','{"changes":[["documents",[[6]],{"is_flagged":0},{"is_flagged":1}]],"counts":{"flagged":1}}');
INSERT INTO "events" VALUES(4,'link',1,'me','2026-11-27T21:36:14.997518+00:00',0,'','{"changes":[["links",[[1]],{"links":"[[0, 4, 0, 1, 1]]","annotator_id":1,"at":"2026-11-27T21:36:14.877949+00:00"},null]],"counts":{}}');
INSERT INTO "events" VALUES(5,'import',NULL,'me','2026-11-27T21:36:15.010876+00:00',1,'{"n":1,"answers":0,"source":""}','{"changes":[["imports",[[2]],{"state":2},{"state":1}]],"counts":{"total":1}}');
CREATE TABLE examples (
	id INTEGER NOT NULL, 
	label_id INTEGER NOT NULL, 
	document_id INTEGER, 
	text TEXT NOT NULL, 
	is_positive INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(label_id) REFERENCES labels (id), 
	FOREIGN KEY(document_id) REFERENCES documents (id)
);
CREATE TABLE filters (
	name TEXT NOT NULL, 
	"query" TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (name)
)
 WITHOUT ROWID

;
CREATE TABLE imports (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	source TEXT NOT NULL, 
	split TEXT NOT NULL, 
	holdout_share FLOAT NOT NULL, 
	holdout_max INTEGER NOT NULL, 
	state INTEGER NOT NULL, 
	first_id INTEGER NOT NULL, 
	last_id INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "imports" VALUES(1,'2026-11-27T21:36:14.877949+00:00','','auto',0.2,1000,1,1,12);
INSERT INTO "imports" VALUES(2,'2026-11-27T21:36:15.000716+00:00','','auto',0.2,1000,2,13,13);
CREATE TABLE labels (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	color INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	guideline TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	is_removed INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE links (
	document_id INTEGER NOT NULL, 
	links TEXT NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
);
INSERT INTO "links" VALUES(2,'[[0, 4, 0, 1, 1]]',1,'2026-11-27T21:36:14.877949+00:00');
INSERT INTO "links" VALUES(3,'[[0, 4, 0, 1, 1]]',1,'2026-11-27T21:36:14.877949+00:00');
INSERT INTO "links" VALUES(5,'[[0, 4, 0, 1, 1]]',2,'2026-11-27T21:36:14.982509+00:00');
CREATE TABLE predictions (
	run INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	predicted TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	margin FLOAT NOT NULL, 
	probabilities BLOB NOT NULL, 
	PRIMARY KEY (run, document_id), 
	FOREIGN KEY(run) REFERENCES runs (number), 
	FOREIGN KEY(document_id) REFERENCES documents (id)
)
 WITHOUT ROWID

;
CREATE TABLE properties (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "properties" VALUES('kind','translation');
INSERT INTO "properties" VALUES('is_multi_label','0');
INSERT INTO "properties" VALUES('seed','3');
CREATE TABLE queue (
	place INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	reason TEXT NOT NULL, 
	is_counted INTEGER NOT NULL, 
	asks_again INTEGER NOT NULL, 
	is_done INTEGER NOT NULL, 
	PRIMARY KEY (place), 
	UNIQUE (document_id), 
	FOREIGN KEY(document_id) REFERENCES documents (id)
);
CREATE TABLE ranks (
	rank INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	PRIMARY KEY (rank, document_id)
)
 WITHOUT ROWID

;
INSERT INTO "ranks" VALUES(21045890882827,11);
INSERT INTO "ranks" VALUES(31543567132972,2);
INSERT INTO "ranks" VALUES(72439623226179,4);
INSERT INTO "ranks" VALUES(85297831830369,8);
INSERT INTO "ranks" VALUES(107261824744804,10);
INSERT INTO "ranks" VALUES(110945774445719,3);
INSERT INTO "ranks" VALUES(117073735474371,5);
INSERT INTO "ranks" VALUES(119748604489730,7);
INSERT INTO "ranks" VALUES(129166919329020,6);
INSERT INTO "ranks" VALUES(153155317602724,13);
INSERT INTO "ranks" VALUES(190978022383913,9);
INSERT INTO "ranks" VALUES(244847406514450,1);
INSERT INTO "ranks" VALUES(263179745215845,12);
CREATE TABLE rationales (
	document_id INTEGER NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	stop INTEGER NOT NULL, 
	PRIMARY KEY (document_id, annotator_id, start, stop), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
)
 WITHOUT ROWID

;
CREATE TABLE reviews (
	run INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	verdict TEXT NOT NULL, 
	comment TEXT NOT NULL, 
	method TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (run, document_id, annotator_id), 
	FOREIGN KEY(run) REFERENCES runs (number), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
)
 WITHOUT ROWID

;
CREATE TABLE runs (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	created TEXT NOT NULL, 
	filter TEXT NOT NULL, 
	spec TEXT NOT NULL, 
	label_ids TEXT NOT NULL, 
	counts TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);
CREATE TABLE texts (
	document_id INTEGER NOT NULL, 
	meta TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (document_id)
);
INSERT INTO "texts" VALUES(1,'','room 0
房间 0');
INSERT INTO "texts" VALUES(2,'','room 1
房间 1');
INSERT INTO "texts" VALUES(3,'','room 2
房间 2');
INSERT INTO "texts" VALUES(4,'','room 3
房间 3');
INSERT INTO "texts" VALUES(5,'','room 4
房间 4');
INSERT INTO "texts" VALUES(6,'','room 5
房间 5');
INSERT INTO "texts" VALUES(7,'','room 6
房间 6');
INSERT INTO "texts" VALUES(8,'','room 7
房间 7');
INSERT INTO "texts" VALUES(9,'','room 8
房间 8');
INSERT INTO "texts" VALUES(10,'','room 9
房间 9');
INSERT INTO "texts" VALUES(11,'','room 10
房间 10');
INSERT INTO "texts" VALUES(12,'','room 11
房间 11');
INSERT INTO "texts" VALUES(13,'','late
晚');
CREATE UNIQUE INDEX labels_name ON labels (name) WHERE is_removed = 0;
CREATE INDEX documents_state ON documents (state);
CREATE INDEX documents_holdout ON documents (split) WHERE split = 1;
CREATE INDEX documents_length ON documents (length);
CREATE INDEX documents_answered ON documents (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX documents_flagged ON documents (is_flagged) WHERE is_flagged = 1;
CREATE INDEX events_state ON events (state);
CREATE INDEX annotations_at ON annotations (at) WHERE is_imported = 0;
CREATE INDEX annotations_annotator ON annotations (annotator_id, document_id);
CREATE INDEX predictions_margin ON predictions (run, margin, document_id);
CREATE INDEX predictions_confidence ON predictions (run, confidence, document_id);
CREATE INDEX predictions_predicted ON predictions (run, predicted, document_id);
COMMIT;
PRAGMA application_id = 0x466F7665;
PRAGMA user_version = 2;
