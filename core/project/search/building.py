"""Bringing search.db up to date with the project: in the background, a window of texts at a time, resumable."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from core import locks
from core.errors import AppError
from core.progress import Report, ignore
from core.project import schema
from core.project.search import duplicates, index, tokens
from core.project.store import Store, plain_errors

LOCK = "search.lock"
WINDOW = 2000  # texts read at a time
WINDOWS = 10  # of them make a transaction: the fewer, the fewer pieces of the index are merged later
MAX_VALUES = 1000  # of a metadata column are counted; one with more is no choice from a list
MAX_CHARS = 100  # of a value
TEXTS = (
    "SELECT documents.id, documents.import_id, texts.meta, texts.text FROM documents"
    " JOIN texts ON texts.document_id = documents.id WHERE documents.id > ? AND documents.id <= ?"
    f" ORDER BY documents.id LIMIT {WINDOW}"
)
IMPORTS = "SELECT id, at, first_id FROM imports WHERE state != ?"
WORDS = "INSERT INTO words (rowid, tokens) VALUES (?, ?)"
CELLS = "INSERT INTO cells VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"
COLUMNS = "INSERT INTO columns VALUES (?, ?) ON CONFLICT DO UPDATE SET has_more = max(has_more, excluded.has_more)"
STATE = "UPDATE state SET value = ? WHERE key = ?"

Row = Sequence[Any]  # id, import, metadata, text


def is_behind(store: Store) -> bool:
    """Whether there is anything for `bring_up_to_date` to do."""
    return store.has_search and (index.upto(store) < index.last(store) or duplicates.are_stale(store))


def bring_up_to_date(store: Store, report: Report = ignore) -> None:
    """Long work; when it is cancelled what it did stays. Nothing to do where another program is at it."""
    try:
        with locks.Lock(store.folder / LOCK), closing(index.connect(store.folder)) as connection, plain_errors():
            _Filler(store, connection, report).fill()
            if duplicates.are_stale(store):
                duplicates.cluster(store, connection, lambda: report(0, 0))
    except AppError as error:
        if error.code != "locked":
            raise


class _Filler:
    """Takes texts from the project to the index until there are none left."""

    def __init__(self, store: Store, connection: sqlite3.Connection, report: Report) -> None:
        self._store = store
        self._connection = connection
        self._report = report
        self._columns: dict[str, set[str]] = {}  # the values that are counted
        for column, value in connection.execute("SELECT DISTINCT column_name, value FROM cells"):
            self._columns.setdefault(column, set()).add(value)
        self._open: set[str] = set()  # columns with more values than are counted

    def fill(self) -> None:
        upto = index.upto(self._store)
        while upto < (end := index.last(self._store)):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany("INSERT OR IGNORE INTO imports VALUES (?, ?, ?)", self._imports())
                upto = self._transaction(upto, end)
                self._connection.execute(STATE, (upto, "upto"))
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def _imports(self) -> list[Row]:
        return [tuple(row) for row in self._store.sql(IMPORTS, (schema.COMING,))]

    def _transaction(self, upto: int, end: int) -> int:
        cells: Counter[tuple[str, str, int]] = Counter()
        for _ in range(WINDOWS):
            if upto >= end:
                break
            self._report(upto, end)
            rows = self._store.sql(TEXTS, (upto, end)).all()
            if not rows:
                upto = end  # the rest was taken away
                break
            self._take(rows, cells)
            upto = rows[-1][0]
        self._connection.executemany(CELLS, [(*key, n) for key, n in cells.items()])
        self._connection.executemany(COLUMNS, [(name, name in self._open) for name in self._columns])
        return upto

    def _take(self, rows: Sequence[Row], cells: Counter[tuple[str, str, int]]) -> None:
        from core.project.search.signatures import signatures

        words = []
        for id, import_id, meta, text in rows:
            found = tokens.tokens(text)
            for column, value in json.loads(meta).items() if meta else ():
                if value:
                    found += " " + tokens.metadata_token(column, value)
                    if self._is_counted(column, value):
                        cells[column, value, import_id] += 1
            words.append((id, found))
        self._connection.executemany(WORDS, words)
        ids = array("q", [row[0] for row in rows]).tobytes()
        bits = signatures([row[3] for row in rows]).tobytes()
        self._connection.execute("INSERT OR REPLACE INTO signatures VALUES (?, ?, ?)", (rows[0][0], ids, bits))

    def _is_counted(self, column: str, value: str) -> bool:
        """A column's first values are counted; of one with too many, or long ones, the rest is not."""
        known = self._columns.setdefault(column, set())
        if value in known:
            return True
        if len(known) >= MAX_VALUES or len(value) > MAX_CHARS:
            self._open.add(column)
            return False
        known.add(value)
        return True
