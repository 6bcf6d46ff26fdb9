"""From version 2 to 3: pictures with captions and regions, and what people say of maps, word by word."""

from __future__ import annotations

from core.project.store import Store

TABLES = """
CREATE TABLE pictures (document_id INTEGER NOT NULL, name TEXT NOT NULL, file TEXT NOT NULL, is_copied INTEGER NOT NULL,
    digest TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, PRIMARY KEY (document_id),
    FOREIGN KEY(document_id) REFERENCES documents (id));
CREATE TABLE captions (document_id INTEGER NOT NULL, captions TEXT NOT NULL, annotator_id INTEGER NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (document_id), FOREIGN KEY(document_id) REFERENCES documents (id),
    FOREIGN KEY(annotator_id) REFERENCES annotators (id));
CREATE TABLE regions (document_id INTEGER NOT NULL, regions TEXT NOT NULL, annotator_id INTEGER NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (document_id), FOREIGN KEY(document_id) REFERENCES documents (id),
    FOREIGN KEY(annotator_id) REFERENCES annotators (id));
CREATE TABLE bare_captions (id INTEGER NOT NULL, source TEXT NOT NULL, captions TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE word_reviews (run INTEGER NOT NULL, document_id INTEGER NOT NULL, annotator_id INTEGER NOT NULL,
    caption TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, verdict TEXT NOT NULL, comment TEXT NOT NULL,
    method TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (run, document_id, annotator_id, caption, start),
    FOREIGN KEY(run) REFERENCES runs (number), FOREIGN KEY(document_id) REFERENCES documents (id),
    FOREIGN KEY(annotator_id) REFERENCES annotators (id)) WITHOUT ROWID
"""


def upgrade(store: Store) -> None:
    for statement in TABLES.split(";\n"):
        store.sql(statement.strip())
