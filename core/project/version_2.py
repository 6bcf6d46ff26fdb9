"""From version 1 to 2: texts on their own, annotations by annotator and round, imports that come and go as a whole.

What happened under version 1 stays undoable: its events are told again in the words of version 2.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from core.project.answers import milliseconds
from core.project.changes import Change, Image, Key, Rows, alike, to_json
from core.project.store import Store

OLD = ("labels", "imports", "documents", "annotations", "rationales", "events", "runs")
TABLES = """
CREATE TABLE annotators (id INTEGER NOT NULL, name TEXT NOT NULL, is_person INTEGER NOT NULL,
    PRIMARY KEY (id), UNIQUE (name));
CREATE TABLE labels (id INTEGER NOT NULL, name TEXT NOT NULL, color INTEGER NOT NULL, position INTEGER NOT NULL,
    "key" TEXT NOT NULL, guideline TEXT NOT NULL, revision INTEGER NOT NULL, is_removed INTEGER NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE definitions (id INTEGER NOT NULL, label_id INTEGER, text TEXT NOT NULL, annotator_id INTEGER NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(label_id) REFERENCES labels (id),
    FOREIGN KEY(annotator_id) REFERENCES annotators (id));
CREATE TABLE examples (id INTEGER NOT NULL, label_id INTEGER NOT NULL, document_id INTEGER, text TEXT NOT NULL,
    is_positive INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(label_id) REFERENCES labels (id),
    FOREIGN KEY(document_id) REFERENCES documents (id));
CREATE TABLE imports (id INTEGER NOT NULL, at TEXT NOT NULL, source TEXT NOT NULL, split TEXT NOT NULL,
    holdout_share FLOAT NOT NULL, holdout_max INTEGER NOT NULL, state INTEGER NOT NULL, first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE documents (id INTEGER NOT NULL, import_id INTEGER NOT NULL, text_hash INTEGER NOT NULL,
    rank INTEGER NOT NULL, length INTEGER NOT NULL, split INTEGER, is_flagged INTEGER NOT NULL, state INTEGER NOT NULL,
    labels TEXT NOT NULL, is_imported INTEGER NOT NULL, n_answers INTEGER NOT NULL, answered_at INTEGER,
    revision INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE texts (document_id INTEGER NOT NULL, meta TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (document_id));
CREATE TABLE ranks (rank INTEGER NOT NULL, document_id INTEGER NOT NULL, PRIMARY KEY (rank, document_id))
    WITHOUT ROWID;
CREATE TABLE annotations (document_id INTEGER NOT NULL, annotator_id INTEGER NOT NULL, round INTEGER NOT NULL,
    labels TEXT NOT NULL, is_skipped INTEGER NOT NULL, is_imported INTEGER NOT NULL, suggestion_seen INTEGER NOT NULL,
    seconds FLOAT, note TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (document_id, annotator_id, round), FOREIGN KEY(document_id) REFERENCES documents (id),
    FOREIGN KEY(annotator_id) REFERENCES annotators (id)) WITHOUT ROWID;
CREATE TABLE document_labels (label_id INTEGER NOT NULL, document_id INTEGER NOT NULL,
    PRIMARY KEY (label_id, document_id), FOREIGN KEY(label_id) REFERENCES labels (id),
    FOREIGN KEY(document_id) REFERENCES documents (id)) WITHOUT ROWID;
CREATE TABLE rationales (document_id INTEGER NOT NULL, annotator_id INTEGER NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, PRIMARY KEY (document_id, annotator_id, start, stop),
    FOREIGN KEY(document_id) REFERENCES documents (id), FOREIGN KEY(annotator_id) REFERENCES annotators (id))
    WITHOUT ROWID;
CREATE TABLE edits (document_id INTEGER NOT NULL, number INTEGER NOT NULL, annotator_id INTEGER NOT NULL,
    text TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (document_id, number),
    FOREIGN KEY(document_id) REFERENCES documents (id), FOREIGN KEY(annotator_id) REFERENCES annotators (id))
    WITHOUT ROWID;
CREATE TABLE reviews (run INTEGER NOT NULL, document_id INTEGER NOT NULL, annotator_id INTEGER NOT NULL,
    verdict TEXT NOT NULL, comment TEXT NOT NULL, method TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (run, document_id, annotator_id), FOREIGN KEY(run) REFERENCES runs (number),
    FOREIGN KEY(document_id) REFERENCES documents (id), FOREIGN KEY(annotator_id) REFERENCES annotators (id))
    WITHOUT ROWID;
CREATE TABLE filters (name TEXT NOT NULL, "query" TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (name))
    WITHOUT ROWID;
CREATE TABLE events (id INTEGER NOT NULL, kind TEXT NOT NULL, document_id INTEGER, annotator TEXT NOT NULL,
    at TEXT NOT NULL, state INTEGER NOT NULL, details TEXT NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE event_steps (event_id INTEGER NOT NULL, step INTEGER NOT NULL, first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (event_id, step),
    FOREIGN KEY(event_id) REFERENCES events (id));
CREATE TABLE runs (number INTEGER NOT NULL, id TEXT NOT NULL, created TEXT NOT NULL, filter TEXT NOT NULL,
    spec TEXT NOT NULL, label_ids TEXT NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (number), UNIQUE (id));
CREATE TABLE queue (place INTEGER NOT NULL, document_id INTEGER NOT NULL, kind TEXT NOT NULL, score FLOAT NOT NULL,
    reason TEXT NOT NULL, is_counted INTEGER NOT NULL, asks_again INTEGER NOT NULL, is_done INTEGER NOT NULL,
    PRIMARY KEY (place), UNIQUE (document_id), FOREIGN KEY(document_id) REFERENCES documents (id));
CREATE TABLE chosen (document_id INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (document_id),
    FOREIGN KEY(document_id) REFERENCES documents (id));
CREATE TABLE links (document_id INTEGER NOT NULL, links TEXT NOT NULL, annotator_id INTEGER NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (document_id), FOREIGN KEY(document_id) REFERENCES documents (id),
    FOREIGN KEY(annotator_id) REFERENCES annotators (id));
CREATE TEMP TABLE moments (at TEXT PRIMARY KEY, ms INTEGER)
"""
ROWS = """
INSERT INTO annotators VALUES (1, 'import', 0);
INSERT OR IGNORE INTO annotators (name, is_person)
    SELECT annotator, 1 FROM old_annotations UNION SELECT annotator, 1 FROM old_events;
INSERT INTO labels SELECT id, name, color, position, '', guideline, 0, is_removed FROM old_labels;
INSERT INTO definitions (label_id, text, annotator_id, at)
    SELECT id, guideline, 1, (SELECT max(at) FROM old_events) FROM labels WHERE guideline != '' ORDER BY id;
UPDATE labels SET revision = (SELECT definitions.id FROM definitions WHERE label_id = labels.id)
    WHERE guideline != '';
INSERT INTO imports SELECT old_imports.id, at, '', old_imports.split, holdout_share, holdout_max,
    CASE WHEN coalesce(max(is_withdrawn), 1) THEN 2 ELSE 1 END, coalesce(min(old_documents.id), 1),
    coalesce(max(old_documents.id), 0)
    FROM old_imports LEFT JOIN old_documents ON import_id = old_imports.id GROUP BY old_imports.id;
INSERT INTO documents SELECT d.id, import_id, text_hash, rank, code_points(text), split, is_flagged, state,
    CASE state WHEN 1 THEN labels ELSE '' END, coalesce(is_imported, 0), coalesce(annotator != 'import', 0), ms,
    CASE WHEN annotator IS NULL THEN 0 ELSE (SELECT count(*) FROM definitions) END
    FROM old_documents AS d LEFT JOIN old_annotations ON document_id = d.id LEFT JOIN moments USING (at) ORDER BY d.id;
INSERT INTO texts SELECT id, meta, text FROM old_documents ORDER BY id;
INSERT INTO ranks SELECT rank, id FROM documents ORDER BY rank, id;
INSERT INTO annotations SELECT document_id, annotators.id, 0, labels, is_skipped, is_imported, suggestion_seen,
    seconds, '', (SELECT count(*) FROM definitions), at
    FROM old_annotations JOIN annotators ON name = annotator ORDER BY document_id;
INSERT INTO document_labels SELECT label_id, document_id FROM annotation_labels ORDER BY label_id, document_id;
INSERT INTO runs SELECT number, id, created, '', spec, label_ids, counts FROM old_runs;
INSERT INTO counts SELECT 'holdout:' || import_id, count(*) FROM documents WHERE split = 1 GROUP BY import_id;
INSERT INTO counts SELECT 'annotator:' || annotator_id, count(*) FROM annotations
    JOIN documents ON documents.id = document_id JOIN imports ON imports.id = import_id
    WHERE imports.state = 1 GROUP BY annotator_id
"""
INDEXES = """
CREATE UNIQUE INDEX labels_name ON labels (name) WHERE is_removed = 0;
CREATE INDEX documents_state ON documents (state);
CREATE INDEX documents_flagged ON documents (is_flagged) WHERE is_flagged = 1;
CREATE INDEX documents_holdout ON documents (split) WHERE split = 1;
CREATE INDEX documents_length ON documents (length);
CREATE INDEX documents_answered ON documents (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX annotations_at ON annotations (at) WHERE is_imported = 0;
CREATE INDEX annotations_annotator ON annotations (annotator_id, document_id);
CREATE INDEX events_state ON events (state);
CREATE INDEX predictions_confidence ON predictions (run, confidence, document_id);
CREATE INDEX predictions_predicted ON predictions (run, predicted, document_id)
"""
DONE, UNDONE = 0, 1
IMPORT_ID = 1
MOMENTS = "SELECT DISTINCT at FROM old_annotations"
EVENTS = "SELECT id, annotator, state, changes FROM old_events WHERE state IN (0, 1, 3) ORDER BY id"
EVENT = "INSERT INTO events SELECT id, kind, document_id, annotator, at, state, '', changes FROM old_events"

Event = tuple[int, str, int, Any]  # id, annotator, state, {"changes", "counts"}


def upgrade(store: Store) -> None:
    for table in OLD:
        store.sql(f"ALTER TABLE {table} RENAME TO old_{table}")
    _run(store, TABLES)
    moments = [(at, milliseconds(at)) for at in store.sql(MOMENTS).scalars().all()]
    if moments:
        store.sql("INSERT INTO moments VALUES (?, ?)", moments)
    _run(store, ROWS)
    _tell_again(store)
    for table in (*(f"old_{name}" for name in OLD), "annotation_labels", "moments"):
        store.sql(f"DROP TABLE {table}")
    _run(store, INDEXES)


def _run(store: Store, statements: str) -> None:
    for statement in statements.split(";\n"):
        store.sql(statement.strip())


def _tell_again(store: Store) -> None:
    """The events, and the rationales, whose annotators only the events know."""
    store.sql(EVENT)
    events: list[Event] = [(*head, json.loads(changes)) for *head, changes in store.sql(EVENTS)]
    teller = _Teller(store, events)
    done = [event for event in events if event[2] != UNDONE]
    undone = [event for event in events if event[2] == UNDONE]
    for event in reversed(done):  # images are known of how it is now: back from there, then on from there
        teller.tell(event, is_back=True)
    teller.forget()
    for event in undone:
        teller.tell(event, is_back=False)
    for document_id, start, stop in store.sql("SELECT document_id, start, stop FROM old_rationales").all():
        key = (document_id, start, stop)
        store.sql("INSERT INTO rationales VALUES (?, ?, ?, ?)", (document_id, teller.marked_by(key), start, stop))


class _Teller:
    """Translates one event after the other, keeping what version 1 knew of each document at that time."""

    def __init__(self, store: Store, events: Iterable[Event]) -> None:
        self._store = store
        self._ids = {name: int(id) for id, name in store.sql("SELECT id, name FROM annotators")}
        self._revision = int(store.sql("SELECT count(*) FROM definitions").scalar_one())
        self._images: dict[int, Image] = {}
        self._marked_by: dict[Key, int] = {}
        for _, annotator, _, data in events:
            for table, keys, before, *_ in data["changes"]:
                if table == "rationales" and before is None:
                    for key in keys:
                        self._marked_by.setdefault(tuple(key), self._ids[annotator])

    def marked_by(self, key: Key) -> int:
        return self._marked_by.get(tuple(key), IMPORT_ID)

    def forget(self) -> None:
        """Begin again with how the documents are now."""
        self._images.clear()

    def tell(self, event: Event, *, is_back: bool) -> None:
        id, _, _, data = event
        counts = Counter(data["counts"])
        told: list[Change] = []
        for change in data["changes"]:
            told += self._told(change, counts, is_back=is_back)
        self._store.sql("UPDATE events SET changes = ? WHERE id = ?", (to_json(told, counts), id))

    def _told(self, change: Any, counts: Counter[str], *, is_back: bool) -> list[Change]:
        table, keys, before, after, is_range = change
        match table:
            case "annotations":
                return self._answers(keys, before, after, counts, is_back=is_back)
            case "annotation_labels":
                return [Change("document_labels", [(label, id) for id, label in keys], before, after)]
            case "rationales":
                owned: list[Key] = [(id, self.marked_by((id, *span)), *span) for id, *span in keys]
                return [Change("rationales", owned, before, after)]
            case "documents" if is_range:
                counts[f"annotator:{IMPORT_ID}"] += counts["labelled"]
                return [Change("imports", [self._import_of(keys[0][0])], {"state": 2}, {"state": 1})]
            case "documents" if "state" in after:
                return []  # told with the answers
        return [Change(table, keys, before, after)]

    def _answers(self, keys: Any, before: Image, after: Image, counts: Counter[str], *, is_back: bool) -> list[Change]:
        annotations: list[Rows] = []
        documents: list[Rows] = []
        for (id,) in keys:
            known = self._image(id)
            then = before if is_back else after
            other = None if then is None else {**(known or {}), **then}
            self._images[id] = other
            old, new = (other, known) if is_back else (known, other)
            documents.append(([(id,)], self._document(old), self._document(new)))
            if old and new and old["annotator"] == new["annotator"]:
                annotations.append(([self._key(id, old)], self._annotation(old), self._annotation(new)))
                continue
            for image, by in ((old, -1), (new, 1)):
                if image:
                    row = self._annotation(image)
                    annotations.append(([self._key(id, image)], *((row, None) if by < 0 else (None, row))))
                    counts[f"annotator:{self._ids[image['annotator']]}"] += by
        return [*alike("annotations", annotations), *alike("documents", documents)]

    def _import_of(self, id: int) -> Key:
        return tuple(self._store.sql("SELECT import_id FROM documents WHERE id = ?", (id,)).one())

    def _image(self, id: int) -> Image:
        if id not in self._images:
            query = "SELECT * FROM old_annotations WHERE document_id = ?"
            row = self._store.sql(query, (id,)).mappings().one_or_none()
            self._images[id] = None if row is None else {key: row[key] for key in row if key != "document_id"}
        return self._images[id]

    def _key(self, id: int, image: Mapping[str, Any]) -> Key:
        return (id, self._ids[image["annotator"]], 0)

    def _annotation(self, image: Mapping[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in image.items() if name != "annotator"}
        return {**kept, "note": "", "revision": self._revision}

    def _document(self, image: Image) -> dict[str, Any]:
        """The part of a document's row that tells the answer."""
        if image is None:
            names = ("state", "is_imported", "n_answers", "revision")
            return {**dict.fromkeys(names, 0), "labels": "", "answered_at": None}
        return {
            "state": 2 if image["is_skipped"] else 1,
            "labels": "" if image["is_skipped"] else image["labels"],
            "is_imported": image["is_imported"],
            "n_answers": int(image["annotator"] != "import"),
            "answered_at": milliseconds(image["at"]),
            "revision": self._revision,
        }
