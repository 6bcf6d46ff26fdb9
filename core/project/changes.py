"""How anything in a project is changed: row images, recorded as an event in the same transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.sql.dml import UpdateBase

from core.errors import N_, AppError
from core.project import annotators, counts, schema
from core.project.store import Store

Image = Mapping[str, Any] | None
Key = Sequence[Any]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of one table, by their primary keys, all going from one image to another; None: the row is not there."""

    table: str
    keys: list[Key]
    before: Image
    after: Image

    def reversed(self) -> Change:
        return replace(self, before=self.after, after=self.before)


def apply(store: Store, change: Change) -> None:
    """Put the `after` image in the place of the `before`."""
    table = schema.metadata.tables[change.table]
    names = tuple(f"key_{column.name}" for column in table.primary_key)
    after = dict(change.after or {})
    verb = "insert" if change.before is None else "delete" if change.after is None else "update"
    statement = _statement(table, verb, tuple(after))
    result = store.execute(statement, [dict(zip(names, key, strict=True)) | after for key in change.keys])
    if verb != "insert" and result.rowcount != len(change.keys):
        raise AppError("history", N_("core", "The history does not fit the project. Run “check” on the project."))


@lru_cache(maxsize=64)
def _statement(table: Table, verb: str, columns: tuple[str, ...]) -> UpdateBase:
    keys = list(table.primary_key)
    if verb == "insert":
        values: dict[str, Any] = {column.name: bindparam(f"key_{column.name}") for column in keys}
        return insert(table).values({**values, **{name: bindparam(name) for name in columns}})
    where = and_(*(column == bindparam(f"key_{column.name}") for column in keys))
    if verb == "delete":
        return delete(table).where(where)
    return update(table).where(where).values({name: bindparam(name) for name in columns})


class Action:
    """One act of the user while it happens: every change goes through here, so that it can be undone.

    `details` is what the history tells of it.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.changes: list[Change] = []
        self.counts: Counter[str] = Counter()
        self.details: dict[str, Any] = {}

    def change(self, change: Change) -> None:
        if change.keys:
            apply(self.store, change)
            self.changes.append(change)

    def change_all(self, table: Table, rows: Iterable[tuple[Key, Image, Image]]) -> None:
        """Change many rows (key, before, after)."""
        for change in alike(table.name, rows):
            self.change(change)

    def put(self, table: Table, key: Key, image: Image) -> Image:
        """Make a row look like `image` (None: go away; some columns: the rest stays); what it looked like before."""
        before = self._image(table, key)
        self.change_all(table, [(key, before, image)])
        return before

    def count(self, key: str, by: int) -> None:
        self.counts[key] += by

    def _image(self, table: Table, key: Key) -> Image:
        columns, statement = _row_query(table)
        names = (f"key_{column.name}" for column in table.primary_key)
        row = self.store.execute(statement, dict(zip(names, key, strict=True))).one_or_none()
        return None if row is None else dict(zip(columns, row, strict=True)) if columns else {}


def alike(table: str, rows: Iterable[tuple[Key, Image, Image]]) -> list[Change]:
    """Rows (key, before, after) as changes; those that change alike are one."""
    found: dict[str, Change] = {}
    for key, before, after in rows:
        before, after = _difference(before, after)
        if before != after:
            found.setdefault(to_text([before, after]), Change(table, [], before, after)).keys.append(key)
    return list(found.values())


def _difference(before: Image, after: Image) -> tuple[Image, Image]:
    """Of a row that stays, only the columns that change."""
    if before is None or after is None:
        return before, after
    changed = [name for name, value in after.items() if before[name] != value]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


@lru_cache(maxsize=32)
def _row_query(table: Table) -> tuple[tuple[str, ...], Any]:
    keys = list(table.primary_key)
    columns = [column for column in table.columns if not column.primary_key]
    where = and_(*(column == bindparam(f"key_{column.name}") for column in keys))
    return tuple(column.name for column in columns), select(*(columns or keys)).where(where)


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
            action = Action(self.store)
            yield action
            if action.changes:
                self.store.execute(DROP_UNDONE)
                self._record(action, kind, document_id, schema.DONE)

    @contextmanager
    def fact(self, kind: str) -> Iterator[Action]:
        """Something that happened without the user's doing: on record, but undo passes it by."""
        with self.store.transaction():
            action = Action(self.store)
            yield action
            if action.changes:
                self._record(action, kind, None, schema.FACT)

    def _record(self, action: Action, kind: str, document_id: int | None, state: int) -> None:
        counts.add(self.store, action.counts)
        event = {
            "kind": kind,
            "document_id": document_id,
            "annotator": self.annotator,
            "at": now(),
            "state": state,
            "details": to_text(action.details) if action.details else "",
            "changes": to_json(action.changes, action.counts),
        }
        self.store.execute(INSERT_EVENT, event)


DROP_UNDONE = update(schema.events).where(schema.events.c.state == schema.UNDONE).values(state=schema.DROPPED)
INSERT_EVENT = insert(schema.events)


def to_json(changes: Sequence[Change], deltas: Mapping[str, int]) -> str:
    return to_text({"changes": [[c.table, c.keys, c.before, c.after] for c in changes], "counts": deltas})


def to_text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[list[Change], dict[str, int]]:
    data = json.loads(text)
    return [Change(*row) for row in data["changes"]], data["counts"]
