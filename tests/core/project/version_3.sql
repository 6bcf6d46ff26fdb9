-- A project of version 3, as Fovea at commit c6e2e1b made it with this script (path = …/Old.fovea):
--
-- from core import captions
-- from core.project.project import Project
-- from core.project.review_values import CaptionWord
-- from core.project.values import ImportOptions
-- from core.records import Box, Picture, Region, Row, Span
-- with Project.create(path, kind="caption", seed=3) as project:
--     dog = Region(Box(0.1, 0.2, 0.3, 0.4), "", 0, Span(2, 5))
--     def row(n, *said, regions=()):
--         picture = Picture(f"p{n}.png", f"{n:02}.png", True, f"{n:032x}", 24, 16)
--         return Row(captions.to_text(picture.name, said), picture=picture, captions=said, regions=regions)
--     rows = [row(0, "A dog runs.", regions=(dog,)), *(row(n, f"No dog, {n}.") for n in range(1, 6))]
--     project.imports.add([*rows, *(row(n) for n in range(6, 12))], ImportOptions())      # 1..12, six with captions
--     project.captions.put(1, ["A dog runs.", "It is brown."])
--     project.regions.put(2, [Region(Box(0.5, 0.5, 0.2, 0.2), "ball")])
--     project.annotations.flag(3, True)
--     project.captions.add_bare("more.txt", ["The sky is blue."])
--     run, spec = project.runs.create("nic", {}, seed=0, device="cpu")
--     project.runs.finish(run.id)
--     word = CaptionWord(1, "A dog runs.", Span(2, 5))
--     project.word_reviews.give(run.id, word, "accepted", method="attention")
--     project.annotator = "Li"
--     project.captions.put(7, ["A long red house beside the road."])                      # its text is longer now
--     project.captions.put(4, [])                                                         # and this one's shorter
--     project.imports.add([row(12, "It came late.")], ImportOptions())
--     project.history.undo()                                                              # of the import
--     project.history.undo()                                                              # of taking captions away

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
INSERT INTO "annotations" VALUES(1,1,0,'[]',0,1,0,NULL,'',0,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "annotations" VALUES(1,2,0,'[]',0,0,0,NULL,'',0,'2026-11-28T05:59:10.224491+00:00');
INSERT INTO "annotations" VALUES(2,1,0,'[]',0,1,0,NULL,'',0,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "annotations" VALUES(3,1,0,'[]',0,1,0,NULL,'',0,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "annotations" VALUES(4,1,0,'[]',0,1,0,NULL,'',0,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "annotations" VALUES(5,1,0,'[]',0,1,0,NULL,'',0,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "annotations" VALUES(6,1,0,'[]',0,1,0,NULL,'',0,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "annotations" VALUES(7,3,0,'[]',0,0,0,NULL,'',0,'2026-11-28T05:59:10.270209+00:00');
INSERT INTO "annotations" VALUES(13,1,0,'[]',0,1,0,NULL,'',0,'2026-11-28T05:59:10.280723+00:00');
CREATE TABLE annotators (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	is_person INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "annotators" VALUES(1,'import',0);
INSERT INTO "annotators" VALUES(2,'me',1);
INSERT INTO "annotators" VALUES(3,'Li',1);
CREATE TABLE bare_captions (
	id INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	captions TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "bare_captions" VALUES(1,'more.txt','["The sky is blue."]');
CREATE TABLE captions (
	document_id INTEGER NOT NULL, 
	captions TEXT NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
);
INSERT INTO "captions" VALUES(1,'["A dog runs.", "It is brown."]',2,'2026-11-28T05:59:10.214763+00:00');
INSERT INTO "captions" VALUES(2,'["No dog, 1."]',1,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "captions" VALUES(3,'["No dog, 2."]',1,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "captions" VALUES(4,'["No dog, 3."]',1,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "captions" VALUES(5,'["No dog, 4."]',1,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "captions" VALUES(6,'["No dog, 5."]',1,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "captions" VALUES(7,'["A long red house beside the road."]',3,'2026-11-28T05:59:10.266774+00:00');
INSERT INTO "captions" VALUES(13,'["It came late."]',1,'2026-11-28T05:59:10.280723+00:00');
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
INSERT INTO "counts" VALUES('holdout',1);
INSERT INTO "counts" VALUES('holdout:1',1);
INSERT INTO "counts" VALUES('labelled',7);
INSERT INTO "counts" VALUES('annotator:1',6);
INSERT INTO "counts" VALUES('annotator:2',1);
INSERT INTO "counts" VALUES('flagged',1);
INSERT INTO "counts" VALUES('annotator:3',1);
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
INSERT INTO "documents" VALUES(1,1,-4222855586474484627,149571080913843,31,0,0,1,'[]',0,1,1795845550224,0);
INSERT INTO "documents" VALUES(2,1,2453281253516129119,138234001593771,17,0,0,1,'[]',1,0,1795845550085,0);
INSERT INTO "documents" VALUES(3,1,2639681195577048918,168080744326789,17,0,1,1,'[]',1,0,1795845550085,0);
INSERT INTO "documents" VALUES(4,1,929128536266897652,117651690133589,17,1,0,1,'[]',1,0,1795845550085,0);
INSERT INTO "documents" VALUES(5,1,4519659514847076304,73989528354331,17,0,0,1,'[]',1,0,1795845550085,0);
INSERT INTO "documents" VALUES(6,1,-8469396728256009124,146043025377115,17,0,0,1,'[]',1,0,1795845550085,0);
INSERT INTO "documents" VALUES(7,1,-2525826007636770179,45923287380313,40,0,0,1,'[]',0,1,1795845550270,0);
INSERT INTO "documents" VALUES(8,1,4709871218670614487,103782872517629,6,NULL,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(9,1,9073466283427230002,3497723581074,6,NULL,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(10,1,2911570512186459843,44445527052966,6,NULL,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(11,1,-7030183710406078553,280365029989898,7,NULL,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(12,1,-4111513987188874880,62419084368436,7,NULL,0,0,'',0,0,NULL,0);
INSERT INTO "documents" VALUES(13,2,152512476014650563,200403214507117,21,0,0,1,'[]',1,0,1795845550281,0);
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
INSERT INTO "events" VALUES(1,'import',NULL,'me','2026-11-28T05:59:10.206795+00:00',0,'{"n":12,"answers":0,"source":""}','{"changes":[["imports",[[1]],{"state":2},{"state":1}]],"counts":{"labelled":6,"annotator:1":6,"total":12}}');
INSERT INTO "events" VALUES(2,'caption',1,'me','2026-11-28T05:59:10.229523+00:00',0,'{"n":2}','{"changes":[["captions",[[1]],{"captions":"[\"A dog runs.\"]","annotator_id":1,"at":"2026-11-28T05:59:10.084743+00:00"},{"captions":"[\"A dog runs.\", \"It is brown.\"]","annotator_id":2,"at":"2026-11-28T05:59:10.214763+00:00"}],["texts",[[1]],{"text":"p0.png\nA dog runs."},{"text":"p0.png\nA dog runs.\nIt is brown."}],["documents",[[1]],{"length":18},{"length":31}],["annotations",[[1,2,0]],null,{"labels":"[]","is_skipped":0,"is_imported":0,"suggestion_seen":0,"seconds":null,"note":"","revision":0,"at":"2026-11-28T05:59:10.224491+00:00"}],["documents",[[1]],{"is_imported":1,"n_answers":0,"answered_at":1795845550085},{"is_imported":0,"n_answers":1,"answered_at":1795845550224}]],"counts":{"annotator:2":1,"labelled":0}}');
INSERT INTO "events" VALUES(3,'regions',2,'me','2026-11-28T05:59:10.233388+00:00',0,'{"n":1}','{"changes":[["regions",[[2]],null,{"regions":"[[0.5, 0.5, 0.2, 0.2, \"ball\", null, null, null]]","annotator_id":2,"at":"2026-11-28T05:59:10.230823+00:00"}]],"counts":{}}');
INSERT INTO "events" VALUES(4,'flag',3,'me','2026-11-28T05:59:10.236449+00:00',0,'{"is_flagged":true}','{"changes":[["documents",[[3]],{"is_flagged":0},{"is_flagged":1}]],"counts":{"flagged":1}}');
INSERT INTO "events" VALUES(5,'bare-captions',NULL,'me','2026-11-28T05:59:10.239584+00:00',0,'{"n":1,"source":"more.txt"}','{"changes":[["bare_captions",[[1]],null,{"source":"more.txt","captions":"[\"The sky is blue.\"]"}]],"counts":{}}');
INSERT INTO "events" VALUES(6,'activate-run',NULL,'me','2026-11-28T05:59:10.254764+00:00',3,'','{"changes":[["properties",[["active_run"]],null,{"value":"20261128-055910-nic"}]],"counts":{}}');
INSERT INTO "events" VALUES(7,'review-word',1,'me','2026-11-28T05:59:10.265053+00:00',0,'{"run":"20261128-055910-nic","verdict":"accepted","word":"dog"}','{"changes":[["word_reviews",[[1,1,2,"A dog runs.",2]],null,{"stop":5,"verdict":"accepted","comment":"","method":"attention","at":"2026-11-28T05:59:10.255590+00:00"}]],"counts":{}}');
INSERT INTO "events" VALUES(8,'caption',7,'Li','2026-11-28T05:59:10.272552+00:00',0,'{"n":1}','{"changes":[["captions",[[7]],null,{"captions":"[\"A long red house beside the road.\"]","annotator_id":3,"at":"2026-11-28T05:59:10.266774+00:00"}],["texts",[[7]],{"text":"p6.png"},{"text":"p6.png\nA long red house beside the road."}],["documents",[[7]],{"length":6},{"length":40}],["annotations",[[7,3,0]],null,{"labels":"[]","is_skipped":0,"is_imported":0,"suggestion_seen":0,"seconds":null,"note":"","revision":0,"at":"2026-11-28T05:59:10.270209+00:00"}],["documents",[[7]],{"state":0,"labels":"","n_answers":0,"answered_at":null},{"state":1,"labels":"[]","n_answers":1,"answered_at":1795845550270}]],"counts":{"annotator:3":1,"labelled":1}}');
INSERT INTO "events" VALUES(9,'caption',4,'Li','2026-11-28T05:59:10.279801+00:00',1,'{"n":0}','{"changes":[["captions",[[4]],{"captions":"[\"No dog, 3.\"]","annotator_id":1,"at":"2026-11-28T05:59:10.084743+00:00"},null],["texts",[[4]],{"text":"p3.png\nNo dog, 3."},{"text":"p3.png"}],["documents",[[4]],{"length":17},{"length":6}],["annotations",[[4,1,0]],{"labels":"[]","is_skipped":0,"is_imported":1,"suggestion_seen":0,"seconds":null,"note":"","revision":0,"at":"2026-11-28T05:59:10.084743+00:00"},null],["documents",[[4]],{"state":1,"labels":"[]","is_imported":1,"answered_at":1795845550085},{"state":0,"labels":"","is_imported":0,"answered_at":null}]],"counts":{"annotator:1":-1,"labelled":-1}}');
INSERT INTO "events" VALUES(10,'import',NULL,'Li','2026-11-28T05:59:10.285240+00:00',1,'{"n":1,"answers":0,"source":""}','{"changes":[["imports",[[2]],{"state":2},{"state":1}]],"counts":{"labelled":1,"annotator:1":1,"total":1}}');
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
INSERT INTO "imports" VALUES(1,'2026-11-28T05:59:10.084743+00:00','','auto',0.2,1000,1,1,12);
INSERT INTO "imports" VALUES(2,'2026-11-28T05:59:10.280723+00:00','','auto',0.2,1000,2,13,13);
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
CREATE TABLE pictures (
	document_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	file TEXT NOT NULL, 
	is_copied INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES documents (id)
);
INSERT INTO "pictures" VALUES(1,'p0.png','00.png',1,'00000000000000000000000000000000',24,16);
INSERT INTO "pictures" VALUES(2,'p1.png','01.png',1,'00000000000000000000000000000001',24,16);
INSERT INTO "pictures" VALUES(3,'p2.png','02.png',1,'00000000000000000000000000000002',24,16);
INSERT INTO "pictures" VALUES(4,'p3.png','03.png',1,'00000000000000000000000000000003',24,16);
INSERT INTO "pictures" VALUES(5,'p4.png','04.png',1,'00000000000000000000000000000004',24,16);
INSERT INTO "pictures" VALUES(6,'p5.png','05.png',1,'00000000000000000000000000000005',24,16);
INSERT INTO "pictures" VALUES(7,'p6.png','06.png',1,'00000000000000000000000000000006',24,16);
INSERT INTO "pictures" VALUES(8,'p7.png','07.png',1,'00000000000000000000000000000007',24,16);
INSERT INTO "pictures" VALUES(9,'p8.png','08.png',1,'00000000000000000000000000000008',24,16);
INSERT INTO "pictures" VALUES(10,'p9.png','09.png',1,'00000000000000000000000000000009',24,16);
INSERT INTO "pictures" VALUES(11,'p10.png','10.png',1,'0000000000000000000000000000000a',24,16);
INSERT INTO "pictures" VALUES(12,'p11.png','11.png',1,'0000000000000000000000000000000b',24,16);
INSERT INTO "pictures" VALUES(13,'p12.png','12.png',1,'0000000000000000000000000000000c',24,16);
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
INSERT INTO "properties" VALUES('kind','caption');
INSERT INTO "properties" VALUES('is_multi_label','0');
INSERT INTO "properties" VALUES('answers','last');
INSERT INTO "properties" VALUES('seed','3');
INSERT INTO "properties" VALUES('active_run','20261128-055910-nic');
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
INSERT INTO "ranks" VALUES(3497723581074,9);
INSERT INTO "ranks" VALUES(44445527052966,10);
INSERT INTO "ranks" VALUES(45923287380313,7);
INSERT INTO "ranks" VALUES(62419084368436,12);
INSERT INTO "ranks" VALUES(73989528354331,5);
INSERT INTO "ranks" VALUES(103782872517629,8);
INSERT INTO "ranks" VALUES(117651690133589,4);
INSERT INTO "ranks" VALUES(138234001593771,2);
INSERT INTO "ranks" VALUES(146043025377115,6);
INSERT INTO "ranks" VALUES(149571080913843,1);
INSERT INTO "ranks" VALUES(168080744326789,3);
INSERT INTO "ranks" VALUES(200403214507117,13);
INSERT INTO "ranks" VALUES(280365029989898,11);
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
CREATE TABLE regions (
	document_id INTEGER NOT NULL, 
	regions TEXT NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
);
INSERT INTO "regions" VALUES(1,'[[0.1, 0.2, 0.3, 0.4, "", 0, 2, 5]]',1,'2026-11-28T05:59:10.084743+00:00');
INSERT INTO "regions" VALUES(2,'[[0.5, 0.5, 0.2, 0.2, "ball", null, null, null]]',2,'2026-11-28T05:59:10.230823+00:00');
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
INSERT INTO "runs" VALUES(1,'20261128-055910-nic','2026-11-28T05:59:10.244566+00:00','','{"kind": "train", "run_dir": "", "model": "nic", "settings": {}, "labels": [], "is_multi_label": false, "device": "cpu", "seed": 0, "threads": 0, "is_resumed": false, "pretrained": "", "task": "caption", "languages": ["", ""]}','[]','{"train": 5, "captions": 6, "regions": 2, "holdout": 1, "pool": 4, "text": 1}');
CREATE TABLE texts (
	document_id INTEGER NOT NULL, 
	meta TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (document_id)
);
INSERT INTO "texts" VALUES(1,'','p0.png
A dog runs.
It is brown.');
INSERT INTO "texts" VALUES(2,'','p1.png
No dog, 1.');
INSERT INTO "texts" VALUES(3,'','p2.png
No dog, 2.');
INSERT INTO "texts" VALUES(4,'','p3.png
No dog, 3.');
INSERT INTO "texts" VALUES(5,'','p4.png
No dog, 4.');
INSERT INTO "texts" VALUES(6,'','p5.png
No dog, 5.');
INSERT INTO "texts" VALUES(7,'','p6.png
A long red house beside the road.');
INSERT INTO "texts" VALUES(8,'','p7.png');
INSERT INTO "texts" VALUES(9,'','p8.png');
INSERT INTO "texts" VALUES(10,'','p9.png');
INSERT INTO "texts" VALUES(11,'','p10.png');
INSERT INTO "texts" VALUES(12,'','p11.png');
INSERT INTO "texts" VALUES(13,'','p12.png
It came late.');
CREATE TABLE word_reviews (
	run INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	annotator_id INTEGER NOT NULL, 
	caption TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	stop INTEGER NOT NULL, 
	verdict TEXT NOT NULL, 
	comment TEXT NOT NULL, 
	method TEXT NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (run, document_id, annotator_id, caption, start), 
	FOREIGN KEY(run) REFERENCES runs (number), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(annotator_id) REFERENCES annotators (id)
)
 WITHOUT ROWID

;
INSERT INTO "word_reviews" VALUES(1,1,2,'A dog runs.',2,5,'accepted','','attention','2026-11-28T05:59:10.255590+00:00');
CREATE UNIQUE INDEX labels_name ON labels (name) WHERE is_removed = 0;
CREATE INDEX documents_flagged ON documents (is_flagged) WHERE is_flagged = 1;
CREATE INDEX documents_state ON documents (state);
CREATE INDEX documents_length ON documents (length);
CREATE INDEX documents_answered ON documents (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX documents_holdout ON documents (split) WHERE split = 1;
CREATE INDEX events_state ON events (state);
CREATE INDEX annotations_at ON annotations (at) WHERE is_imported = 0;
CREATE INDEX annotations_annotator ON annotations (annotator_id, document_id);
CREATE INDEX predictions_margin ON predictions (run, margin, document_id);
CREATE INDEX predictions_confidence ON predictions (run, confidence, document_id);
CREATE INDEX predictions_predicted ON predictions (run, predicted, document_id);
COMMIT;
PRAGMA application_id = 0x466F7665;
PRAGMA user_version = 3;
