"""From version 3 to 4: the order by length is a table that an import fills at its end, not an index it writes over."""

from __future__ import annotations

from core.project.store import Store

STATEMENTS = (
    "CREATE TABLE lengths (length INTEGER NOT NULL, document_id INTEGER NOT NULL, PRIMARY KEY (length, document_id))"
    " WITHOUT ROWID",
    "INSERT INTO lengths SELECT length, id FROM documents ORDER BY length, id",
    "DROP INDEX documents_length",
)


def upgrade(store: Store) -> None:
    for statement in STATEMENTS:
        store.sql(statement)
