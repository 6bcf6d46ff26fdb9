"""The table of events, row by row: recorded, found by their state, moved from one state to another."""

from __future__ import annotations

from typing import Any

from core.project import schema
from core.project.changes import Action, now, to_json, to_text
from core.project.store import Store

MOVING = f"SELECT id, state FROM events WHERE state IN ({schema.DOING}, {schema.UNDOING}, {schema.REDOING})"
LAST_DONE = f"SELECT max(id) FROM events WHERE state = {schema.DONE}"
FIRST_UNDONE = f"SELECT min(id) FROM events WHERE state = {schema.UNDONE}"
DROP_UNDONE = f"UPDATE events SET state = {schema.DROPPED} WHERE state = {schema.UNDONE}"
SET_STATE = "UPDATE events SET state = ? WHERE id = ?"
INSERT = (
    "INSERT INTO events (kind, document_id, annotator, at, state, details, changes)"
    " VALUES (?, ?, ?, ?, ?, '', '') RETURNING id"
)
FILL = "UPDATE events SET details = ?, changes = ? WHERE id = ?"


def record(store: Store, kind: str, annotator: str, state: int, document_id: int | None = None) -> int:
    """A new event without changes; its id."""
    return int(store.sql(INSERT, (kind, document_id, annotator, now(), state)).scalar_one())


def fill(store: Store, event_id: int, action: Action) -> None:
    """What an event did."""
    details = to_text(action.details) if action.details else ""
    store.sql(FILL, (details, to_json(action.changes, action.counts), event_id))


def drop_undone(store: Store) -> None:
    """Something new was done: there is nothing to be redone any more."""
    store.sql(DROP_UNDONE)


def last_done(store: Store) -> int | None:
    return store.sql(LAST_DONE).scalar()


def first_undone(store: Store) -> int | None:
    return store.sql(FIRST_UNDONE).scalar()


def moving(store: Store) -> Any | None:
    """The act on many documents (id, state) that is on its way, or was when its program was killed."""
    return store.sql(MOVING).one_or_none()


def set_state(store: Store, event_id: int, state: int) -> None:
    store.sql(SET_STATE, (state, event_id))
