"""Which documents are there: those of imports that are present, not of one that is coming in or was undone."""

from __future__ import annotations

from sqlalchemy import ColumnElement, literal_column

from core.project import schema
from core.project.store import Store

HIDDEN = (
    f"SELECT first_id, last_id FROM imports WHERE state != {schema.PRESENT} AND first_id <= last_id ORDER BY first_id"
)


def hidden(store: Store) -> list[tuple[int, int]]:
    """The ids that are not seen, as ranges first..last."""
    ranges: list[tuple[int, int]] = []
    for first, last in store.sql(HIDDEN):
        if ranges and ranges[-1][1] == first - 1:
            first = ranges.pop()[0]
        ranges.append((first, last))
    return ranges


def visible_sql(store: Store, column: str = "documents.id") -> str:
    """A condition in SQL on the column that holds a document's id. As quick as no condition, mostly."""
    return " AND ".join(f"{column} NOT BETWEEN {first} AND {last}" for first, last in hidden(store)) or "1"


def visible(store: Store, column: str = "documents.id") -> ColumnElement[bool]:
    return literal_column(f"({visible_sql(store, column)})")
