"""Imports that did not come to their end: nobody ever saw their rows, and a short step at a time they go again."""

from __future__ import annotations

from core.project import schema
from core.project.pace import Pace
from core.project.store import Store

UNFINISHED = f"SELECT id FROM imports WHERE state = {schema.COMING}"
FIRST_ID = "SELECT first_id FROM imports WHERE id = ?"
LAST_ID = "SELECT coalesce(max(id), 0) FROM documents"
HOLDOUT = "DELETE FROM counts WHERE key = 'holdout:' || ?"
IMPORT = "DELETE FROM imports WHERE id = ?"
THERE = "documents.id BETWEEN ? AND ?"
ROWS = (
    *(
        f"DELETE FROM {table} WHERE document_id BETWEEN ? AND ?"
        for table in ("texts", "annotations", "rationales", "edits", "links", "pictures", "captions", "regions")
    ),
    "DELETE FROM document_labels WHERE (label_id, document_id) IN"
    f" (SELECT value, documents.id FROM documents, json_each(documents.labels) WHERE {THERE} AND labels != '')",
    f"DELETE FROM ranks WHERE (rank, document_id) IN (SELECT rank, id FROM documents WHERE {THERE})",
    f"DELETE FROM lengths WHERE (length, document_id) IN (SELECT length, id FROM documents WHERE {THERE})",
    f"DELETE FROM documents WHERE {THERE}",
)


def unfinished(store: Store) -> list[int]:
    """Imports whose program is gone, if nobody imports at this moment."""
    return list(store.sql(UNFINISHED).scalars())


def remove(store: Store, import_id: int) -> None:
    """Whoever calls this holds the turn."""
    first = int(store.sql(FIRST_ID, (import_id,)).scalar_one())
    last = int(store.sql(LAST_ID).scalar_one())
    pace = Pace()
    with store.stepwise(), store.unchecked():
        while last >= first:
            start = max(first, last - pace.size + 1)
            with store.step(pace, last - start + 1):
                for statement in ROWS:
                    store.sql(statement, (start, last))
            last = start - 1
        with store.transaction():
            store.sql(HOLDOUT, (import_id,))
            store.sql(IMPORT, (import_id,))
