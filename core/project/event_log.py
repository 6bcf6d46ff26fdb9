"""The table of events, row by row: recorded, found by their state, moved from one state to another."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from core.project import schema
from core.project.changes import Action, now, to_json, to_text
from core.project.store import Store

events = schema.events
MOVING = f"SELECT id, state FROM events WHERE state IN ({schema.DOING}, {schema.UNDOING}, {schema.REDOING})"
LAST_DONE = select(func.max(events.c.id)).where(events.c.state == schema.DONE)
FIRST_UNDONE = select(func.min(events.c.id)).where(events.c.state == schema.UNDONE)
DROP_UNDONE = update(events).where(events.c.state == schema.UNDONE).values(state=schema.DROPPED)
SET_STATE = update(events).where(events.c.id == bindparam("event")).values(state=bindparam("to"))
INSERT = insert(events).returning(events.c.id)


def record(store: Store, kind: str, annotator: str, state: int, document_id: int | None = None) -> int:
    """A new event without changes; its id."""
    row = {"kind": kind, "document_id": document_id, "annotator": annotator, "at": now(), "state": state}
    return int(store.execute(INSERT, row | {"details": "", "changes": ""}).scalar_one())


def fill(store: Store, event_id: int, action: Action) -> None:
    """What an event did."""
    details = to_text(action.details) if action.details else ""
    values = {"details": details, "changes": to_json(action.changes, action.counts)}
    store.execute(update(events).where(events.c.id == event_id).values(values))


def drop_undone(store: Store) -> None:
    """Something new was done: there is nothing to be redone any more."""
    store.execute(DROP_UNDONE)


def last_done(store: Store) -> int | None:
    return store.execute(LAST_DONE).scalar()


def first_undone(store: Store) -> int | None:
    return store.execute(FIRST_UNDONE).scalar()


def moving(store: Store) -> Any | None:
    """The act on many documents (id, state) that is on its way, or was when its program was killed."""
    return store.sql(MOVING).one_or_none()


def set_state(store: Store, event_id: int, state: int) -> None:
    store.execute(SET_STATE, {"event": event_id, "to": state})
