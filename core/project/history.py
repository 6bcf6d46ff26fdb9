"""Undo and redo without end, over restarts: the events of a project, played backwards and forwards."""

from __future__ import annotations

import json

from sqlalchemy import bindparam, func, select, update

from core.project import changes, counts, holdout, schema
from core.project.changes import Journal
from core.project.values import Event, Undone

__all__ = ["Event", "History", "Undone"]

events = schema.events
COLUMNS = (
    events.c.id,
    events.c.kind,
    events.c.document_id,
    events.c.annotator,
    events.c.at,
    events.c.state,
    events.c.details,
)
LAST_DONE = select(func.max(events.c.id)).where(events.c.state == schema.DONE)
FIRST_UNDONE = select(func.min(events.c.id)).where(events.c.state == schema.UNDONE)
ONE = select(events.c.id, events.c.kind, events.c.document_id, events.c.changes).where(
    events.c.id == bindparam("event")
)
SET_STATE = update(events).where(events.c.id == bindparam("event")).values(state=bindparam("to"))


class History:
    """Every act since the project was made; none is ever deleted."""

    def __init__(self, journal: Journal) -> None:
        self._store = journal.store

    @property
    def can_undo(self) -> bool:
        return self._store.execute(LAST_DONE).scalar() is not None

    @property
    def can_redo(self) -> bool:
        return self._store.execute(FIRST_UNDONE).scalar() is not None

    def undo(self) -> Undone | None:
        with self._store.transaction():
            return self._replay(self._store.execute(LAST_DONE).scalar(), is_undo=True)

    def redo(self) -> Undone | None:
        with self._store.transaction():
            return self._replay(self._store.execute(FIRST_UNDONE).scalar(), is_undo=False)

    def events(self, limit: int, before_id: int | None = None) -> list[Event]:
        """The newest first; `before_id` goes on from the last one seen."""
        query = select(*COLUMNS).order_by(events.c.id.desc()).limit(limit)
        if before_id is not None:
            query = query.where(events.c.id < before_id)
        return [
            Event(id, kind, document_id, annotator, at, schema.EVENT_STATES[state], json.loads(details or "{}"))
            for id, kind, document_id, annotator, at, state, details in self._store.execute(query)
        ]

    def _replay(self, event_id: int | None, *, is_undo: bool) -> Undone | None:
        if event_id is None:
            return None
        event = self._store.execute(ONE, {"event": event_id}).one()
        steps, deltas = changes.from_json(event.changes)
        for step in reversed(steps) if is_undo else steps:
            changes.apply(self._store, step.reversed() if is_undo else step)
        counts.add(self._store, {key: -n if is_undo else n for key, n in deltas.items()})
        for step in steps:
            if step.table == "imports":
                holdout.follow(self._store, [int(id) for (id,) in step.keys], is_back=not is_undo)
        state = schema.UNDONE if is_undo else schema.DONE
        self._store.execute(SET_STATE, {"event": event_id, "to": state})
        return Undone(event.kind, event.document_id)
