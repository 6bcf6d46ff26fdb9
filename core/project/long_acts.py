"""Acts on many documents: a short step at a time, and yet one event and one undo; a kill in between leaves nothing.

While such an act is on its way people go on deciding. A document that was decided about since it began is left out of
it; one that waits to be undone or redone goes there before anything is decided about it. So the order of the events
stays the order in which things happened to a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from core.progress import Report, ignore
from core.project import changes, counts, event_log, schema, turns
from core.project.changes import Action
from core.project.pace import Pace
from core.project.store import Store

DECIDED_SINCE = "SELECT document_id FROM events WHERE id > ? AND document_id IS NOT NULL"
DONE_SINCE = f"SELECT count(*) FROM events WHERE id > ? AND state = {schema.DONE}"
INSERT = "INSERT INTO event_steps (event_id, step, first_id, last_id, is_applied, changes) VALUES (?, ?, ?, ?, 1, ?)"
STEPS = "SELECT step FROM event_steps WHERE event_id = ? ORDER BY step"
WAITING = "SELECT changes FROM event_steps WHERE event_id = ? AND step = ? AND is_applied = ?"
AT = "SELECT step, changes FROM event_steps WHERE event_id = ? AND is_applied = ? AND ? BETWEEN first_id AND last_id"
SET = "UPDATE event_steps SET is_applied = ? WHERE event_id = ? AND step = ?"
DOCUMENT_TABLES = ("documents", "annotations", "rationales", "document_labels")
DETAILS = "UPDATE events SET details = ? WHERE id = ?"
SHORTEN = "UPDATE events SET changes = (SELECT changes FROM event_steps WHERE event_id = ?) WHERE id = ?"
DELETE = ("DELETE FROM event_steps WHERE event_id = ?", "DELETE FROM events WHERE id = ?")


class LongAct:
    """One act while it is done for the first time; `details` is what the history tells of it."""

    def __init__(self, store: Store, event_id: int) -> None:
        self.details: dict[str, Any] = {}
        self.pace = Pace()
        self.n_documents = 0
        self._store = store
        self._id = event_id
        self._n_steps = 0

    @contextmanager
    def step(self, document_ids: Sequence[int] = ()) -> Iterator[tuple[Action, Sequence[int]]]:
        """One transaction. To be changed are those of the documents, each in one step only, that it gives."""
        with self._store.step(self.pace, len(document_ids)):
            decided = set(self._store.sql(DECIDED_SINCE, (self._id,)).scalars())
            action = Action(self._store)
            yield action, [id for id in document_ids if id not in decided]
            if action.changes:
                counts.add(self._store, action.counts)
                ends = (min(document_ids), max(document_ids)) if document_ids else (1, 0)
                recorded = changes.to_json(action.changes, action.counts)
                self._store.sql(INSERT, (self._id, self._n_steps, *ends, recorded))
                self._n_steps += 1

    def end(self) -> None:
        """All steps are done: from now on it is an act like any other; without steps, none."""
        with self._store.transaction():
            if not self._n_steps:
                _forget(self._store, self._id)
                return
            event_log.drop_undone(self._store)
            event_log.set_state(self._store, self._id, schema.DONE)
            self._store.sql(DETAILS, (changes.to_text(self.details), self._id))
            if self._n_steps == 1:  # short after all: undone at once
                self._store.sql(SHORTEN, (self._id, self._id))
                self._store.sql(DELETE[0], (self._id,))


def is_long(store: Store, event_id: int) -> bool:
    return store.sql("SELECT 1 FROM event_steps WHERE event_id = ? LIMIT 1", (event_id,)).scalar() is not None


def move(store: Store, event_id: int, *, is_back: bool, report: Report = ignore) -> None:
    """Undo or redo an act in its steps; when it is cancelled, it is as before."""
    with turns.turn(store.folder), store.stepwise():
        with store.transaction():
            event_log.set_state(store, event_id, schema.UNDOING if is_back else schema.REDOING)
        try:
            _go(store, event_id, is_back=is_back, report=report)
        except BaseException:
            _go(store, event_id, is_back=not is_back)
            _arrive(store, event_id, is_back=not is_back)
            raise
        _arrive(store, event_id, is_back=is_back)


def recover(store: Store) -> None:
    """Take back what was on its way when its program was killed, or failed. Within the turn."""
    if (act := event_log.moving(store)) is not None:
        with store.stepwise():
            _go(store, act.id, is_back=True)
        if act.state == schema.DOING:
            with store.transaction():
                _forget(store, act.id)
        else:
            _arrive(store, act.id, is_back=True)


def meet(store: Store, document_id: int) -> None:
    """Before a decision about a document, within its transaction: an act that waits for it there comes first."""
    act = event_log.moving(store)
    if act is None or act.state == schema.DOING:
        return
    is_back = act.state == schema.UNDOING
    for step, recorded in store.sql(AT, (act.id, int(is_back), document_id)).all():
        if document_id in _documents(recorded):
            changes.play(store, recorded, is_back=is_back)
            store.sql(SET, (int(not is_back), act.id, step))


def _go(store: Store, event_id: int, *, is_back: bool, report: Report = ignore) -> None:
    steps = store.sql(STEPS, (event_id,)).scalars().all()
    for done, step in enumerate(reversed(steps) if is_back else steps):
        report(done, len(steps))
        with store.step(Pace(), 0):
            recorded = store.sql(WAITING, (event_id, step, int(is_back))).scalar()
            if recorded is not None:
                changes.play(store, recorded, is_back=is_back)
                store.sql(SET, (int(not is_back), event_id, step))


def _arrive(store: Store, event_id: int, *, is_back: bool) -> None:
    """Undone; or dropped, when people went on in the meantime."""
    with store.transaction():
        is_past = is_back and store.sql(DONE_SINCE, (event_id,)).scalar_one()
        event_log.set_state(store, event_id, schema.DROPPED if is_past else schema.UNDONE if is_back else schema.DONE)


def _forget(store: Store, event_id: int) -> None:
    for statement in DELETE:
        store.sql(statement, (event_id,))


def _documents(recorded: str) -> set[int]:
    """The ids in a step."""
    found: set[int] = set()
    for change in changes.from_json(recorded)[0]:
        if change.table in DOCUMENT_TABLES:
            place = 1 if change.table == "document_labels" else 0
            found.update(key[place] for key in change.keys)
    return found
