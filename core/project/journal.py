"""Acts as transactions and events: what a person does at once, what happens by itself, and what takes long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.project import annotators, counts, event_log, long_acts, schema, turns
from core.project.changes import Action
from core.project.store import Store


class Journal:
    """Turns acts into transactions and events. `annotator` is who acts."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.annotator = annotators.ME

    def annotator_id(self) -> int:
        """Of who acts; within a transaction."""
        return annotators.id_of(self.store, self.annotator)

    @contextmanager
    def action(self, kind: str, document_id: int | None = None) -> Iterator[Action]:
        """An act that can be undone; one that changes nothing leaves no event. What was undone before is dropped."""
        with self.store.transaction():
            if document_id is not None:
                long_acts.meet(self.store, document_id)
            action = Action(self.store)
            yield action
            if action.changes:
                event_log.drop_undone(self.store)
                self._record(action, kind, document_id, schema.DONE)

    @contextmanager
    def fact(self, kind: str) -> Iterator[Action]:
        """Something that happened without the user's doing: on record, but undo passes it by."""
        with self.store.transaction():
            action = Action(self.store)
            yield action
            if action.changes:
                self._record(action, kind, None, schema.FACT)

    @contextmanager
    def long_action(self, kind: str) -> Iterator[long_acts.LongAct]:
        """An act on many documents, by its steps. When the block fails or is cancelled, nothing of it stays."""
        with turns.turn(self.store.folder), self.steps(kind) as act:
            yield act

    @contextmanager
    def steps(self, kind: str) -> Iterator[long_acts.LongAct]:
        """A long action of one who has the turn already."""
        long_acts.recover(self.store)
        with self.store.stepwise():
            with self.store.transaction():
                event_id = event_log.record(self.store, kind, self.annotator, schema.DOING)
            act = long_acts.LongAct(self.store, event_id)
            try:
                yield act
            except BaseException:
                long_acts.recover(self.store)
                raise
        act.end()

    def _record(self, action: Action, kind: str, document_id: int | None, state: int) -> None:
        counts.add(self.store, action.counts)
        event_log.fill(self.store, event_log.record(self.store, kind, self.annotator, state, document_id), action)
