"""Undo and redo without end, over restarts: the events of a project, played backwards and forwards."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal_column, select

from core.progress import Report, ignore
from core.project import changes, event_log, long_acts, schema, turns
from core.project.journal import Journal
from core.project.values import Event, Undone

__all__ = ["Event", "History", "Undone"]

events = schema.events
IS_LONG: ColumnElement[bool] = literal_column("EXISTS (SELECT 1 FROM event_steps WHERE event_id = events.id)")
COLUMNS = (
    *(events.c.id, events.c.kind, events.c.document_id, events.c.annotator, events.c.at, events.c.state),
    *(events.c.details, IS_LONG),
)
ONE = select(*COLUMNS).where(events.c.id == bindparam("event"))


class History:
    """Every act since the project was made; none is ever deleted."""

    def __init__(self, journal: Journal) -> None:
        self._store = journal.store

    @property
    def can_undo(self) -> bool:
        return event_log.last_done(self._store) is not None

    @property
    def can_redo(self) -> bool:
        return event_log.first_undone(self._store) is not None

    def next(self, *, is_redo: bool = False) -> Event | None:
        """What an undo, or a redo, would be about."""
        id = event_log.first_undone(self._store) if is_redo else event_log.last_done(self._store)
        return None if id is None else _event(self._store.execute(ONE, {"event": id}).one())

    def undo(self, report: Report = ignore) -> Undone | None:
        """Take the last act back. Long work when it is_long; that can be cancelled."""
        return self._move(report, is_back=True)

    def redo(self, report: Report = ignore) -> Undone | None:
        return self._move(report, is_back=False)

    def travel(self, event_id: int, report: Report = ignore) -> int:
        """Undo or redo until this act is the last one that is done (0: none is); how many acts that were."""
        n = 0
        for is_back in (True, False):
            while (event := self.next(is_redo=not is_back)) and (event.id > event_id) == is_back:
                report(n, 0)
                self._move(ignore, is_back=is_back)
                n += 1
        return n

    def events(self, limit: int, before_id: int | None = None) -> list[Event]:
        """The newest first; `before_id` goes on from the last one seen."""
        query = select(*COLUMNS).order_by(events.c.id.desc()).limit(limit)
        if before_id is not None:
            query = query.where(events.c.id < before_id)
        return [_event(row) for row in self._store.execute(query)]

    def recover(self) -> None:
        """Take back what was on its way when its program was killed, unless some other program is still at it."""
        if event_log.moving(self._store) is not None and not turns.is_taken(self._store.folder):
            with turns.turn(self._store.folder):
                long_acts.recover(self._store)

    def _move(self, report: Report, *, is_back: bool) -> Undone | None:
        self.recover()
        with self._store.transaction():
            if event_log.moving(self._store) is not None:
                raise turns.taken()
            event = self.next(is_redo=not is_back)
            if event is None:
                return None
            if not event.is_long:
                recorded = self._store.sql("SELECT changes FROM events WHERE id = ?", (event.id,)).scalar_one()
                changes.play(self._store, recorded, is_back=is_back)
                event_log.set_state(self._store, event.id, schema.UNDONE if is_back else schema.DONE)
                return Undone(event.kind, event.document_id)
        long_acts.move(self._store, event.id, is_back=is_back, report=report)
        return Undone(event.kind, None)


def _event(row: Any) -> Event:
    id, kind, document_id, annotator, at, state, details, is_long = row
    return Event(
        id=id,
        kind=kind,
        document_id=document_id,
        annotator=annotator,
        at=at,
        state=schema.EVENT_STATES[state],
        details=json.loads(details or "{}"),
        is_long=bool(is_long),
    )
