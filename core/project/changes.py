"""How anything in a project is changed: by row images, which can be put back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.dml import UpdateBase

from core.errors import N_, AppError
from core.project import counts, damage, schema
from core.project.store import Store

Image = Mapping[str, Any] | None
Key = Sequence[Any]
Rows = tuple[Sequence[Key], Image, Image]
"""Rows of a table by their keys, before, after."""
MOVE = "UPDATE lengths SET length = ? WHERE length = ? AND document_id = ?"


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
    """Put the `after` image in the place of the `before`: in one statement for keys that differ in one column only."""
    after = change.after or {}
    if change.table == "documents" and change.before is not None and "length" in after:  # no event tells of the order
        store.run_many(MOVE, [(after["length"], change.before["length"], id) for (id,) in change.keys])
    verb = "insert" if change.before is None else "delete" if change.after is None else "update"
    table = schema.metadata.tables[change.table]
    names = [column.name for column in table.primary_key]
    place = max(range(len(names)), key=lambda place: len({key[place] for key in change.keys}))
    statement, order = _statement(table, verb, tuple(after), names[place])
    alike: dict[tuple[Any, ...], list[Any]] = {}
    for key in change.keys:
        alike.setdefault((*key[:place], *key[place + 1 :]), []).append(key[place])
    n = 0
    for rest, varying in alike.items():
        given = (json.dumps(varying), *rest, *after.values())
        n += store.run_many(statement, [tuple([given[index] for index in order])])
    if verb != "insert" and n != len(change.keys):
        raise _misfit()


def _misfit() -> AppError:
    return AppError("history", N_("core", "The history does not fit the project. Run “check” on the project."))


@lru_cache(maxsize=64)
def _statement(table: Table, verb: str, columns: tuple[str, ...], varying: str) -> tuple[str, list[int]]:
    """In SQL for all values (a JSON list) of one column of the key, and which of its parameters stands where.

    They are (values, *rest of the key, *columns). Only columns that the table has can be in it.
    """
    rest = [column.name for column in table.primary_key if column.name != varying]
    order = ["values", *(f"key_{name}" for name in rest), *(f"to_{name}" for name in columns)]
    given: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns}
    key: dict[str, Any] = {name: bindparam(f"key_{name}") for name in rest}
    each = func.json_each(bindparam("values")).table_valued("value")
    where = and_(table.c[varying].in_(select(each.c.value)), *(table.c[name] == value for name, value in key.items()))
    made: dict[str, UpdateBase] = {
        "insert": insert(table).from_select(
            [varying, *key, *given], select(each.c.value, *key.values(), *given.values()), include_defaults=False
        ),
        "delete": delete(table).where(where),
        "update": update(table).where(where).values(given),
    }
    compiled = made[verb].compile(dialect=sqlite.dialect(paramstyle="qmark"))
    return str(compiled), [order.index(name) for name in compiled.positiontup or ()]


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

    def change_all(self, table: Table, rows: Iterable[Rows]) -> None:
        """Change many rows."""
        for change in alike(table.name, rows):
            self.change(change)

    def put(self, table: Table, key: Key, image: Image) -> Image:
        """Make a row look like `image` (None: go away; some columns: the rest stays); what it looked like before."""
        before = self._image(table, key)
        self.change_all(table, [([key], before, image)])
        return before

    def count(self, key: str, by: int) -> None:
        self.counts[key] += by

    def _image(self, table: Table, key: Key) -> Image:
        columns, statement = _row_query(table)
        names = (f"key_{column.name}" for column in table.primary_key)
        row = self.store.execute(statement, dict(zip(names, key, strict=True))).one_or_none()
        return None if row is None else dict(zip(columns, row, strict=True)) if columns else {}


def alike(table: str, rows: Iterable[Rows]) -> list[Change]:
    """Rows as changes; those that change alike are one."""
    found: dict[str, Change] = {}
    for keys, before, after in rows:
        before, after = _difference(before, after)
        if before != after:
            found.setdefault(to_text([before, after]), Change(table, [], before, after)).keys.extend(keys)
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


def play(store: Store, recorded: str, *, is_back: bool) -> None:
    """Do again what was recorded, or take it back, and what it counted too."""
    try:
        changes, deltas = from_json(recorded)
        for change in reversed(changes) if is_back else changes:
            apply(store, change.reversed() if is_back else change)
            if change.table == "imports":
                counts.follow_imports(store, [int(id) for (id,) in change.keys], is_back=is_back)
        counts.add(store, {key: -n if is_back else n for key, n in deltas.items()})
    except (*damage.SIGNS, SQLAlchemyError) as error:  # not written by us
        raise _misfit() from error


def to_json(changes: Sequence[Change], deltas: Mapping[str, int]) -> str:
    return to_text({"changes": [[c.table, c.keys, c.before, c.after] for c in changes], "counts": deltas})


def to_text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[list[Change], dict[str, int]]:
    data = json.loads(text)
    return [Change(*row) for row in data["changes"]], data["counts"]
