"""search.db beside project.db: made when it is not there, made anew when it is not this project's.

It has a lock of its own, so that filling it never makes a decision wait. Readers have it attached as "search".
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from core.errors import AppError
from core.project import schema
from core.project.store import Store

FILE = "search.db"
VERSION = 1
CACHE_KIB = 32 * 1024
TABLES = """
CREATE VIRTUAL TABLE words USING fts5(tokens, content='', detail=none, tokenize='ascii');
CREATE TABLE state (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE imports (id INTEGER PRIMARY KEY, at TEXT NOT NULL, first_id INTEGER NOT NULL);
CREATE TABLE columns (name TEXT PRIMARY KEY, has_more INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE cells (column_name TEXT NOT NULL, value TEXT NOT NULL, import_id INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (column_name, value, import_id)) WITHOUT ROWID;
CREATE TABLE signatures (first_id INTEGER PRIMARY KEY, ids BLOB NOT NULL, bits BLOB NOT NULL);
CREATE TABLE duplicates (document_id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, is_exact INTEGER NOT NULL);
CREATE INDEX duplicates_group ON duplicates (group_id);
INSERT INTO state VALUES ('upto', 0), ('clustered', 0);
"""
LAST = (
    "SELECT coalesce(max(documents.id), 0) FROM documents WHERE documents.id <"
    f" coalesce((SELECT min(first_id) FROM imports WHERE state = {schema.COMING}), {schema.ENDLESS})"
)
OTHERS = (  # imports that the index has and the project does not
    "SELECT count(*) FROM search.imports AS known LEFT JOIN main.imports AS own"
    " ON own.id = known.id AND own.at = known.at AND own.first_id = known.first_id WHERE own.id IS NULL"
)


def attach(store: Store) -> None:
    """Let the store read the index; where it can't be made (a read-only folder) there is none."""
    file = store.folder / FILE
    with suppress(OSError, sqlite3.Error, AppError):
        make(file)
        _attach(store, file)
        if store.sql(OTHERS).scalar_one():
            store.sql("DETACH search")
            make(file, is_new=True)
            _attach(store, file)


def connect(folder: Path) -> sqlite3.Connection:
    """To fill it. After a loss of power its last moments may be gone; whole it stays."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection


def upto(store: Store) -> int:
    """The last document that the index has; it has all before that one, too."""
    if not store.has_search:
        return 0
    return int(store.sql("SELECT value FROM search.state WHERE key = 'upto'").scalar_one())


def last(store: Store) -> int:
    """The last document that the index is to have: of a coming import it waits for the end."""
    return int(store.sql(LAST).scalar_one())


def make(file: Path, *, is_new: bool = False) -> None:
    """Leave what is good as it is, put an empty index in the place of what is not."""
    if not is_new and _is_good(file):
        return
    for path in (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    with closing(connect(file.parent)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")


def _is_good(file: Path) -> bool:
    if not file.exists():
        return False
    try:
        with closing(connect(file.parent)) as connection:
            connection.execute("SELECT value FROM state WHERE key = 'upto'").fetchone()
            return bool(connection.execute("PRAGMA user_version").fetchone() == (VERSION,))
    except sqlite3.Error:
        return False


def _attach(store: Store, file: Path) -> None:
    store.sql("ATTACH ? AS search", (f"{file.resolve().as_uri()}?mode=ro",))
    store.has_search = True
