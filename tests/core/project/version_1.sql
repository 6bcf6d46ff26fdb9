-- A project of version 1, as Fovea at commit 1dde7eb made it with this script (path = …/Old.fovea):
--
-- import json
-- from core.project.project import Project
-- from core.project.values import ImportOptions
-- from core.records import Row, Span
-- with Project.create(path, labels=["good", "bad"], seed=3) as project:
--     def bring(prefix, n, *labels, **options):
--         rows = [Row(f"{prefix} {i} 很好", (labels[i % len(labels)],) if labels else (), {"city": ["上海", "北京"][i % 2]},
--                     (Span(0, 4),) if i == 0 else ()) for i in range(n)]
--         project.imports.add(rows, ImportOptions(**options))
--     bring("room", 10, "good", "bad")                      # 1..10: labelled by the file
--     bring("plain", 12)                                    # 11..22: not labelled
--     a = project.annotations
--     a.annotate(11, [1], seconds=2.5)
--     a.annotate(12, [2], suggestion_seen=True)
--     a.skip(13)
--     a.flag(14, True)
--     a.add_rationale(11, Span(0, 5))
--     a.add_rationale(11, Span(6, 8))
--     a.remove_rationale(11, Span(6, 8))
--     a.annotate(1, [2])                                    # another answer than the file's
--     a.annotate(1, [1])
--     project.annotator = "Li"
--     a.annotate(12, [1])                                   # another person, another answer
--     a.annotate(15, [2])
--     a.clear(15)
--     a.clear(2)                                            # the file's label taken away
--     fine = project.labels.add("fine")
--     a.annotate(16, [fine.id])
--     project.labels.merge(fine.id, 1)                      # 16 becomes good
--     project.labels.set_guideline(1, "Would come again.")
--     project.labels.rename(2, "poor")
--     bring("gone", 5, "new")                               # 23..27, and its label
--     project.history.undo()                                # withdrawn; then dropped by the next act
--     a.annotate(17, [2])
--     run, spec = project.runs.create("logistic", {}, seed=0, device="cpu")
--     lines = [{"id": i, "probabilities": [0.25, 0.75]} for i in range(1, 23)]
--     (run.path / "predictions.jsonl").write_text("\n".join(map(json.dumps, lines)))
--     project.runs.finish(run.id)
--     a.annotate(18, [1])
--     a.skip(11)
--     bring("late", 6, "good")                              # 28..33
--     project.history.undo()                                # these two can be redone
--     project.history.undo()

PRAGMA application_id = 1181709925;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE annotation_labels (
	document_id INTEGER NOT NULL, 
	label_id INTEGER NOT NULL, 
	PRIMARY KEY (document_id, label_id), 
	FOREIGN KEY(document_id) REFERENCES documents (id), 
	FOREIGN KEY(label_id) REFERENCES labels (id)
)
 WITHOUT ROWID

;
INSERT INTO "annotation_labels" VALUES(1,1);
INSERT INTO "annotation_labels" VALUES(3,1);
INSERT INTO "annotation_labels" VALUES(5,1);
INSERT INTO "annotation_labels" VALUES(7,1);
INSERT INTO "annotation_labels" VALUES(9,1);
INSERT INTO "annotation_labels" VALUES(11,1);
INSERT INTO "annotation_labels" VALUES(12,1);
INSERT INTO "annotation_labels" VALUES(16,1);
INSERT INTO "annotation_labels" VALUES(18,1);
INSERT INTO "annotation_labels" VALUES(28,1);
INSERT INTO "annotation_labels" VALUES(29,1);
INSERT INTO "annotation_labels" VALUES(30,1);
INSERT INTO "annotation_labels" VALUES(31,1);
INSERT INTO "annotation_labels" VALUES(32,1);
INSERT INTO "annotation_labels" VALUES(33,1);
INSERT INTO "annotation_labels" VALUES(4,2);
INSERT INTO "annotation_labels" VALUES(6,2);
INSERT INTO "annotation_labels" VALUES(8,2);
INSERT INTO "annotation_labels" VALUES(10,2);
INSERT INTO "annotation_labels" VALUES(17,2);
INSERT INTO "annotation_labels" VALUES(23,4);
INSERT INTO "annotation_labels" VALUES(24,4);
INSERT INTO "annotation_labels" VALUES(25,4);
INSERT INTO "annotation_labels" VALUES(26,4);
INSERT INTO "annotation_labels" VALUES(27,4);
CREATE TABLE annotations (
	document_id INTEGER NOT NULL, 
	annotator TEXT NOT NULL, 
	labels TEXT NOT NULL, 
	is_skipped INTEGER NOT NULL, 
	is_imported INTEGER NOT NULL, 
	suggestion_seen INTEGER NOT NULL, 
	seconds FLOAT, 
	at TEXT NOT NULL, 
	PRIMARY KEY (document_id), 
	FOREIGN KEY(document_id) REFERENCES documents (id)
);
INSERT INTO "annotations" VALUES(1,'me','[1]',0,0,0,NULL,'2026-11-27T15:01:09.817155+00:00');
INSERT INTO "annotations" VALUES(3,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.665163+00:00');
INSERT INTO "annotations" VALUES(4,'import','[2]',0,1,0,NULL,'2026-11-27T15:01:09.665163+00:00');
INSERT INTO "annotations" VALUES(5,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.665163+00:00');
INSERT INTO "annotations" VALUES(6,'import','[2]',0,1,0,NULL,'2026-11-27T15:01:09.665163+00:00');
INSERT INTO "annotations" VALUES(7,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.665163+00:00');
INSERT INTO "annotations" VALUES(8,'import','[2]',0,1,0,NULL,'2026-11-27T15:01:09.665163+00:00');
INSERT INTO "annotations" VALUES(9,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.665163+00:00');
INSERT INTO "annotations" VALUES(10,'import','[2]',0,1,0,NULL,'2026-11-27T15:01:09.665163+00:00');
INSERT INTO "annotations" VALUES(11,'me','[1]',0,0,0,2.5,'2026-11-27T15:01:09.704251+00:00');
INSERT INTO "annotations" VALUES(12,'Li','[1]',0,0,0,NULL,'2026-11-27T15:01:09.829228+00:00');
INSERT INTO "annotations" VALUES(13,'me','[]',1,0,0,NULL,'2026-11-27T15:01:09.744843+00:00');
INSERT INTO "annotations" VALUES(16,'Li','[1]',0,0,0,NULL,'2026-11-27T15:01:09.872984+00:00');
INSERT INTO "annotations" VALUES(17,'Li','[2]',0,0,0,NULL,'2026-11-27T15:01:09.918380+00:00');
INSERT INTO "annotations" VALUES(18,'Li','[1]',0,0,0,NULL,'2026-11-27T15:01:09.969248+00:00');
INSERT INTO "annotations" VALUES(23,'import','[4]',0,1,0,NULL,'2026-11-27T15:01:09.901036+00:00');
INSERT INTO "annotations" VALUES(24,'import','[4]',0,1,0,NULL,'2026-11-27T15:01:09.901036+00:00');
INSERT INTO "annotations" VALUES(25,'import','[4]',0,1,0,NULL,'2026-11-27T15:01:09.901036+00:00');
INSERT INTO "annotations" VALUES(26,'import','[4]',0,1,0,NULL,'2026-11-27T15:01:09.901036+00:00');
INSERT INTO "annotations" VALUES(27,'import','[4]',0,1,0,NULL,'2026-11-27T15:01:09.901036+00:00');
INSERT INTO "annotations" VALUES(28,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.993053+00:00');
INSERT INTO "annotations" VALUES(29,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.993053+00:00');
INSERT INTO "annotations" VALUES(30,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.993053+00:00');
INSERT INTO "annotations" VALUES(31,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.993053+00:00');
INSERT INTO "annotations" VALUES(32,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.993053+00:00');
INSERT INTO "annotations" VALUES(33,'import','[1]',0,1,0,NULL,'2026-11-27T15:01:09.993053+00:00');
CREATE TABLE counts (
	"key" TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "counts" VALUES('total',22);
INSERT INTO "counts" VALUES('labelled',14);
INSERT INTO "counts" VALUES('label:1',9);
INSERT INTO "counts" VALUES('label:2',5);
INSERT INTO "counts" VALUES('skipped',1);
INSERT INTO "counts" VALUES('flagged',1);
INSERT INTO "counts" VALUES('label:3',0);
INSERT INTO "counts" VALUES('label:4',0);
INSERT INTO "counts" VALUES('holdout',2);
CREATE TABLE documents (
	id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	text_hash INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	split INTEGER, 
	state INTEGER NOT NULL, 
	is_flagged INTEGER NOT NULL, 
	is_withdrawn INTEGER NOT NULL, 
	meta TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(import_id) REFERENCES imports (id)
);
INSERT INTO "documents" VALUES(1,1,-580680001706438275,40018766369846,0,1,0,0,'{"city": "上海"}','room 0 很好');
INSERT INTO "documents" VALUES(2,1,5504773642878332399,173970150411642,0,0,0,0,'{"city": "北京"}','room 1 很好');
INSERT INTO "documents" VALUES(3,1,2375020841355399063,146169175776589,0,1,0,0,'{"city": "上海"}','room 2 很好');
INSERT INTO "documents" VALUES(4,1,7298784503815348224,71146941901223,1,1,0,0,'{"city": "北京"}','room 3 很好');
INSERT INTO "documents" VALUES(5,1,-2040590385973669527,103349841451863,0,1,0,0,'{"city": "上海"}','room 4 很好');
INSERT INTO "documents" VALUES(6,1,5804041432193809631,188503190671438,0,1,0,0,'{"city": "北京"}','room 5 很好');
INSERT INTO "documents" VALUES(7,1,-8807053595660780462,245380627527981,1,1,0,0,'{"city": "上海"}','room 6 很好');
INSERT INTO "documents" VALUES(8,1,-3836706875320604502,489379796928,0,1,0,0,'{"city": "北京"}','room 7 很好');
INSERT INTO "documents" VALUES(9,1,2041366358603414761,110140072038824,0,1,0,0,'{"city": "上海"}','room 8 很好');
INSERT INTO "documents" VALUES(10,1,2420811819338727768,98133686436840,0,1,0,0,'{"city": "北京"}','room 9 很好');
INSERT INTO "documents" VALUES(11,2,1525960070265623685,71488856467303,0,1,0,0,'{"city": "上海"}','plain 0 很好');
INSERT INTO "documents" VALUES(12,2,-5263984475118940256,167535626376034,0,1,0,0,'{"city": "北京"}','plain 1 很好');
INSERT INTO "documents" VALUES(13,2,-394131811428489724,137470788241096,NULL,2,0,0,'{"city": "上海"}','plain 2 很好');
INSERT INTO "documents" VALUES(14,2,-6367701918276101765,116621787471741,NULL,0,1,0,'{"city": "北京"}','plain 3 很好');
INSERT INTO "documents" VALUES(15,2,-5537037916567035767,225732008216924,0,0,0,0,'{"city": "上海"}','plain 4 很好');
INSERT INTO "documents" VALUES(16,2,-2270953671320382480,269235745475209,0,1,0,0,'{"city": "北京"}','plain 5 很好');
INSERT INTO "documents" VALUES(17,2,-2371490726307749589,246724961728636,0,1,0,0,'{"city": "上海"}','plain 6 很好');
INSERT INTO "documents" VALUES(18,2,296682166640837582,162210558288460,0,1,0,0,'{"city": "北京"}','plain 7 很好');
INSERT INTO "documents" VALUES(19,2,252175173549251548,8999613855657,NULL,0,0,0,'{"city": "上海"}','plain 8 很好');
INSERT INTO "documents" VALUES(20,2,-1671208950975176864,183584555440578,NULL,0,0,0,'{"city": "北京"}','plain 9 很好');
INSERT INTO "documents" VALUES(21,2,399581894148224249,238354335450818,NULL,0,0,0,'{"city": "上海"}','plain 10 很好');
INSERT INTO "documents" VALUES(22,2,1852256284222052450,102250511593295,NULL,0,0,0,'{"city": "北京"}','plain 11 很好');
INSERT INTO "documents" VALUES(23,3,3381067071525459732,68892988189073,0,1,0,1,'{"city": "上海"}','gone 0 很好');
INSERT INTO "documents" VALUES(24,3,-8380625549681321510,246570291682303,0,1,0,1,'{"city": "北京"}','gone 1 很好');
INSERT INTO "documents" VALUES(25,3,-4699210933316433352,89338726535932,0,1,0,1,'{"city": "上海"}','gone 2 很好');
INSERT INTO "documents" VALUES(26,3,167825312386098691,72889867462766,0,1,0,1,'{"city": "北京"}','gone 3 很好');
INSERT INTO "documents" VALUES(27,3,-2596554994534984454,87990783241384,1,1,0,1,'{"city": "上海"}','gone 4 很好');
INSERT INTO "documents" VALUES(28,4,8508116642119799779,219699321944099,0,1,0,1,'{"city": "上海"}','late 0 很好');
INSERT INTO "documents" VALUES(29,4,1528336368778675962,271535337457178,1,1,0,1,'{"city": "北京"}','late 1 很好');
INSERT INTO "documents" VALUES(30,4,7885523900291201604,279249314775964,0,1,0,1,'{"city": "上海"}','late 2 很好');
INSERT INTO "documents" VALUES(31,4,5735183068036613574,137179650621356,0,1,0,1,'{"city": "北京"}','late 3 很好');
INSERT INTO "documents" VALUES(32,4,7203677032158274137,46025319968754,0,1,0,1,'{"city": "上海"}','late 4 很好');
INSERT INTO "documents" VALUES(33,4,-8429410841494018302,234581564102118,0,1,0,1,'{"city": "北京"}','late 5 很好');
CREATE TABLE events (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	document_id INTEGER, 
	annotator TEXT NOT NULL, 
	at TEXT NOT NULL, 
	state INTEGER NOT NULL, 
	changes TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "events" VALUES(1,'create',NULL,'me','2026-11-27T15:01:09.635926+00:00',3,'{"changes":[["labels",[[1]],{"is_removed":1},{"is_removed":0},false],["labels",[[2]],{"is_removed":1},{"is_removed":0},false]],"counts":{}}');
INSERT INTO "events" VALUES(2,'import',NULL,'me','2026-11-27T15:01:09.676119+00:00',0,'{"changes":[["documents",[[1,10]],{"is_withdrawn":1},{"is_withdrawn":0},true]],"counts":{"labelled":10,"label:1":5,"label:2":5,"total":10}}');
INSERT INTO "events" VALUES(3,'import',NULL,'me','2026-11-27T15:01:09.690655+00:00',0,'{"changes":[["documents",[[11,22]],{"is_withdrawn":1},{"is_withdrawn":0},true]],"counts":{"labelled":0,"total":12}}');
INSERT INTO "events" VALUES(4,'annotate',11,'me','2026-11-27T15:01:09.722937+00:00',0,'{"changes":[["annotations",[[11]],null,{"annotator":"me","labels":"[1]","is_skipped":0,"is_imported":0,"suggestion_seen":0,"seconds":2.5,"at":"2026-11-27T15:01:09.704251+00:00"},false],["annotation_labels",[[11,1]],null,{},false],["documents",[[11]],{"state":0},{"state":1},false]],"counts":{"label:1":1,"labelled":1}}');
INSERT INTO "events" VALUES(5,'annotate',12,'me','2026-11-27T15:01:09.733794+00:00',0,'{"changes":[["annotations",[[12]],null,{"annotator":"me","labels":"[2]","is_skipped":0,"is_imported":0,"suggestion_seen":1,"seconds":null,"at":"2026-11-27T15:01:09.733247+00:00"},false],["annotation_labels",[[12,2]],null,{},false],["documents",[[12]],{"state":0},{"state":1},false]],"counts":{"label:2":1,"labelled":1}}');
INSERT INTO "events" VALUES(6,'skip',13,'me','2026-11-27T15:01:09.745300+00:00',0,'{"changes":[["annotations",[[13]],null,{"annotator":"me","labels":"[]","is_skipped":1,"is_imported":0,"suggestion_seen":0,"seconds":null,"at":"2026-11-27T15:01:09.744843+00:00"},false],["documents",[[13]],{"state":0},{"state":2},false]],"counts":{"skipped":1}}');
INSERT INTO "events" VALUES(7,'flag',14,'me','2026-11-27T15:01:09.756752+00:00',0,'{"changes":[["documents",[[14]],{"is_flagged":0},{"is_flagged":1},false]],"counts":{"flagged":1}}');
INSERT INTO "events" VALUES(8,'add-rationale',11,'me','2026-11-27T15:01:09.769453+00:00',0,'{"changes":[["rationales",[[11,0,4]],{},null,false],["rationales",[[11,0,5]],null,{},false]],"counts":{}}');
INSERT INTO "events" VALUES(9,'add-rationale',11,'me','2026-11-27T15:01:09.781738+00:00',0,'{"changes":[["rationales",[[11,6,8]],null,{},false]],"counts":{}}');
INSERT INTO "events" VALUES(10,'remove-rationale',11,'me','2026-11-27T15:01:09.792992+00:00',0,'{"changes":[["rationales",[[11,6,8]],{},null,false]],"counts":{}}');
INSERT INTO "events" VALUES(11,'annotate',1,'me','2026-11-27T15:01:09.803710+00:00',0,'{"changes":[["annotations",[[1]],{"annotator":"import","labels":"[1]","is_imported":1,"at":"2026-11-27T15:01:09.665163+00:00"},{"annotator":"me","labels":"[2]","is_imported":0,"at":"2026-11-27T15:01:09.801338+00:00"},false],["annotation_labels",[[1,1]],{},null,false],["annotation_labels",[[1,2]],null,{},false]],"counts":{"label:1":-1,"label:2":1}}');
INSERT INTO "events" VALUES(12,'annotate',1,'me','2026-11-27T15:01:09.818508+00:00',0,'{"changes":[["annotations",[[1]],{"labels":"[2]","at":"2026-11-27T15:01:09.801338+00:00"},{"labels":"[1]","at":"2026-11-27T15:01:09.817155+00:00"},false],["annotation_labels",[[1,1]],null,{},false],["annotation_labels",[[1,2]],{},null,false]],"counts":{"label:1":1,"label:2":-1}}');
INSERT INTO "events" VALUES(13,'annotate',12,'Li','2026-11-27T15:01:09.831065+00:00',0,'{"changes":[["annotations",[[12]],{"annotator":"me","labels":"[2]","suggestion_seen":1,"at":"2026-11-27T15:01:09.733247+00:00"},{"annotator":"Li","labels":"[1]","suggestion_seen":0,"at":"2026-11-27T15:01:09.829228+00:00"},false],["annotation_labels",[[12,1]],null,{},false],["annotation_labels",[[12,2]],{},null,false]],"counts":{"label:1":1,"label:2":-1}}');
INSERT INTO "events" VALUES(14,'annotate',15,'Li','2026-11-27T15:01:09.841921+00:00',0,'{"changes":[["annotations",[[15]],null,{"annotator":"Li","labels":"[2]","is_skipped":0,"is_imported":0,"suggestion_seen":0,"seconds":null,"at":"2026-11-27T15:01:09.841310+00:00"},false],["annotation_labels",[[15,2]],null,{},false],["documents",[[15]],{"state":0},{"state":1},false]],"counts":{"label:2":1,"labelled":1}}');
INSERT INTO "events" VALUES(15,'clear',15,'Li','2026-11-27T15:01:09.850742+00:00',0,'{"changes":[["annotations",[[15]],{"annotator":"Li","labels":"[2]","is_skipped":0,"is_imported":0,"suggestion_seen":0,"seconds":null,"at":"2026-11-27T15:01:09.841310+00:00"},null,false],["annotation_labels",[[15,2]],{},null,false],["documents",[[15]],{"state":1},{"state":0},false]],"counts":{"label:2":-1,"labelled":-1}}');
INSERT INTO "events" VALUES(16,'clear',2,'Li','2026-11-27T15:01:09.865558+00:00',0,'{"changes":[["annotations",[[2]],{"annotator":"import","labels":"[2]","is_skipped":0,"is_imported":1,"suggestion_seen":0,"seconds":null,"at":"2026-11-27T15:01:09.665163+00:00"},null,false],["annotation_labels",[[2,2]],{},null,false],["documents",[[2]],{"state":1},{"state":0},false]],"counts":{"label:2":-1,"labelled":-1}}');
INSERT INTO "events" VALUES(17,'add-label',NULL,'Li','2026-11-27T15:01:09.869561+00:00',0,'{"changes":[["labels",[[3]],{"is_removed":1},{"is_removed":0},false]],"counts":{}}');
INSERT INTO "events" VALUES(18,'annotate',16,'Li','2026-11-27T15:01:09.873522+00:00',0,'{"changes":[["annotations",[[16]],null,{"annotator":"Li","labels":"[3]","is_skipped":0,"is_imported":0,"suggestion_seen":0,"seconds":null,"at":"2026-11-27T15:01:09.872984+00:00"},false],["annotation_labels",[[16,3]],null,{},false],["documents",[[16]],{"state":0},{"state":1},false]],"counts":{"label:3":1,"labelled":1}}');
INSERT INTO "events" VALUES(19,'merge-labels',NULL,'Li','2026-11-27T15:01:09.879151+00:00',0,'{"changes":[["annotations",[[16]],{"labels":"[3]"},{"labels":"[1]"},false],["annotation_labels",[[16,3]],{},null,false],["annotation_labels",[[16,1]],null,{},false],["labels",[[3]],{"is_removed":0},{"is_removed":1},false]],"counts":{"label:3":-1,"label:1":1}}');
INSERT INTO "events" VALUES(20,'set-guideline',NULL,'Li','2026-11-27T15:01:09.889865+00:00',0,'{"changes":[["labels",[[1]],{"guideline":""},{"guideline":"Would come again."},false]],"counts":{}}');
INSERT INTO "events" VALUES(21,'rename-label',NULL,'Li','2026-11-27T15:01:09.894032+00:00',0,'{"changes":[["labels",[[2]],{"name":"bad"},{"name":"poor"},false]],"counts":{}}');
INSERT INTO "events" VALUES(22,'import',NULL,'Li','2026-11-27T15:01:09.902866+00:00',2,'{"changes":[["labels",[[4]],{"is_removed":1},{"is_removed":0},false],["documents",[[23,27]],{"is_withdrawn":1},{"is_withdrawn":0},true]],"counts":{"labelled":5,"label:4":5,"total":5}}');
INSERT INTO "events" VALUES(23,'annotate',17,'Li','2026-11-27T15:01:09.918883+00:00',0,'{"changes":[["annotations",[[17]],null,{"annotator":"Li","labels":"[2]","is_skipped":0,"is_imported":0,"suggestion_seen":0,"seconds":null,"at":"2026-11-27T15:01:09.918380+00:00"},false],["annotation_labels",[[17,2]],null,{},false],["documents",[[17]],{"state":0},{"state":1},false]],"counts":{"label:2":1,"labelled":1}}');
INSERT INTO "events" VALUES(24,'activate-run',NULL,'Li','2026-11-27T15:01:09.961220+00:00',3,'{"changes":[["properties",[["active_run"]],null,{"value":"20261127-150109-logistic"},false]],"counts":{}}');
INSERT INTO "events" VALUES(25,'annotate',18,'Li','2026-11-27T15:01:09.969791+00:00',0,'{"changes":[["annotations",[[18]],null,{"annotator":"Li","labels":"[1]","is_skipped":0,"is_imported":0,"suggestion_seen":0,"seconds":null,"at":"2026-11-27T15:01:09.969248+00:00"},false],["annotation_labels",[[18,1]],null,{},false],["documents",[[18]],{"state":0},{"state":1},false]],"counts":{"label:1":1,"labelled":1}}');
INSERT INTO "events" VALUES(26,'skip',11,'Li','2026-11-27T15:01:09.978571+00:00',1,'{"changes":[["annotations",[[11]],{"annotator":"me","labels":"[1]","is_skipped":0,"seconds":2.5,"at":"2026-11-27T15:01:09.704251+00:00"},{"annotator":"Li","labels":"[]","is_skipped":1,"seconds":null,"at":"2026-11-27T15:01:09.976878+00:00"},false],["annotation_labels",[[11,1]],{},null,false],["documents",[[11]],{"state":1},{"state":2},false]],"counts":{"label:1":-1,"labelled":-1,"skipped":1}}');
INSERT INTO "events" VALUES(27,'import',NULL,'Li','2026-11-27T15:01:09.994414+00:00',1,'{"changes":[["documents",[[28,33]],{"is_withdrawn":1},{"is_withdrawn":0},true]],"counts":{"labelled":6,"label:1":6,"total":6}}');
CREATE TABLE imports (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	split TEXT NOT NULL, 
	holdout_share FLOAT NOT NULL, 
	holdout_max INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "imports" VALUES(1,'2026-11-27T15:01:09.665163+00:00','auto',0.2,1000);
INSERT INTO "imports" VALUES(2,'2026-11-27T15:01:09.689100+00:00','auto',0.2,1000);
INSERT INTO "imports" VALUES(3,'2026-11-27T15:01:09.901036+00:00','auto',0.2,1000);
INSERT INTO "imports" VALUES(4,'2026-11-27T15:01:09.993053+00:00','auto',0.2,1000);
CREATE TABLE labels (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	color INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	guideline TEXT NOT NULL, 
	is_removed INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "labels" VALUES(1,'good',0,0,'Would come again.',0);
INSERT INTO "labels" VALUES(2,'poor',1,1,'',0);
INSERT INTO "labels" VALUES(3,'fine',2,2,'',1);
INSERT INTO "labels" VALUES(4,'new',2,2,'',1);
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
INSERT INTO "predictions" VALUES(1,1,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,2,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,3,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,4,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,5,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,6,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,7,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,8,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,9,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,10,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,11,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,12,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,13,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,14,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,15,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,16,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,17,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,18,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,19,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,20,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,21,'[2]',0.75,0.5,X'0000803E0000403F');
INSERT INTO "predictions" VALUES(1,22,'[2]',0.75,0.5,X'0000803E0000403F');
CREATE TABLE properties (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "properties" VALUES('kind','text');
INSERT INTO "properties" VALUES('is_multi_label','0');
INSERT INTO "properties" VALUES('seed','3');
INSERT INTO "properties" VALUES('active_run','20261127-150109-logistic');
CREATE TABLE rationales (
	document_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	stop INTEGER NOT NULL, 
	PRIMARY KEY (document_id, start, stop), 
	FOREIGN KEY(document_id) REFERENCES documents (id)
)
 WITHOUT ROWID

;
INSERT INTO "rationales" VALUES(1,0,4);
INSERT INTO "rationales" VALUES(11,0,5);
INSERT INTO "rationales" VALUES(23,0,4);
INSERT INTO "rationales" VALUES(28,0,4);
CREATE TABLE runs (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	created TEXT NOT NULL, 
	spec TEXT NOT NULL, 
	label_ids TEXT NOT NULL, 
	counts TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);
INSERT INTO "runs" VALUES(1,'20261127-150109-logistic','2026-11-27T15:01:09.934975+00:00','{"kind": "train", "run_dir": "", "model": "logistic", "settings": {}, "labels": ["good", "poor"], "is_multi_label": false, "device": "cpu", "seed": 0, "threads": 0, "is_resumed": false, "pretrained": ""}','[1, 2]','{"train": 11, "rationales": 2, "holdout": 2, "pool": 8}');
CREATE UNIQUE INDEX labels_name ON labels (name) WHERE is_removed = 0;
CREATE INDEX events_state ON events (state);
CREATE INDEX annotations_at ON annotations (at) WHERE is_imported = 0;
CREATE INDEX annotation_labels_label ON annotation_labels (label_id, document_id);
CREATE INDEX predictions_margin ON predictions (run, margin, document_id);
CREATE INDEX documents_flagged ON documents (is_flagged) WHERE is_withdrawn = 0 AND is_flagged = 1;
CREATE INDEX documents_holdout ON documents (split) WHERE is_withdrawn = 0 AND split = 1;
CREATE INDEX documents_rank ON documents (rank, state) WHERE is_withdrawn = 0;
CREATE INDEX documents_hash ON documents (text_hash) WHERE is_withdrawn = 0;
CREATE INDEX documents_state ON documents (state) WHERE is_withdrawn = 0;
COMMIT;
