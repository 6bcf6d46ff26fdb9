"""The one connection to project.db: how it is opened, its transactions, and its errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import CursorResult, Executable, StaticPool, Table, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, DropIndex

from core.errors import N_, AppError

BUSY_TIMEOUT_S = 60.0  # how long a decision waits for an import in another thread
CACHE_KIB = 64 * 1024
WAL_LIMIT_BYTES = 64 * 1024 * 1024
WINDOW = 2000  # rows held in memory while streaming

PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{CACHE_KIB}",
    f"PRAGMA journal_size_limit = {WAL_LIMIT_BYTES}",
)

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Store:
    """One SQLite connection, used from one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        # Its errors would carry texts of documents into the log.
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=StaticPool, hide_parameters=True)
        with plain_errors():
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()

    def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[*tuple[Any, ...]]:
        with plain_errors():
            return self._connection.execute(statement, parameters)

    def sql(self, statement: str, parameters: Sequence[Any] = ()) -> CursorResult[*tuple[Any, ...]]:
        """Run plain SQL; a list of tuples runs it once for each."""
        with plain_errors():
            return self._connection.exec_driver_sql(statement, parameters or None)

    def stream(self, statement: Executable) -> Iterator[Any]:
        """The rows of a large result, a window at a time."""
        with plain_errors():
            yield from self._connection.execute(statement, execution_options={"yield_per": WINDOW})

    def drop_indexes(self, table: Table) -> None:
        """Before many rows come into an empty table: indexes are built faster when the rows are there."""
        for index in table.indexes:
            self.execute(DropIndex(index))

    def create_indexes(self, table: Table) -> None:
        for index in table.indexes:
            self.execute(CreateIndex(index))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, on disk when the block ends; other writers wait."""
        self.sql("BEGIN IMMEDIATE")
        try:
            yield
            self.sql("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Every query of the block sees the same state of the project."""
        self.sql("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    def _roll_back(self) -> None:
        connection = self._connection.connection.driver_connection
        if connection is not None and connection.in_transaction:
            self.sql("ROLLBACK")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._file.resolve().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            for pragma in PRAGMAS:
                connection.execute(pragma)
            connection.create_function("holds", 2, _holds, deterministic=True)
            connection.create_function("code_points", 1, len, deterministic=True)  # length() stops at a NUL
        except BaseException:
            connection.close()
            raise
        return connection


def _holds(text: str, folded: str) -> bool:
    return folded in text.casefold()


@contextmanager
def plain_errors() -> Iterator[None]:
    """SQLite's complaints as AppErrors."""
    try:
        yield
    except DBAPIError as error:
        raise _plain(str(error.orig)) from error
    except sqlite3.Error as error:
        raise _plain(str(error)) from error


def damaged() -> AppError:
    return AppError("project-damaged", N_("core", "The project's database is damaged."))


def _plain(reason: str) -> AppError:
    if "locked" in reason or "busy" in reason:
        return AppError(
            "project-busy", N_("core", "The project is busy: another program or a long import is writing to it.")
        )
    if "full" in reason:
        return AppError("disk-full", N_("core", "The disk is full; this was not saved. Free some space and try again."))
    if "readonly" in reason:
        return AppError("project-readonly", N_("core", "The project's folder can't be written to; this was not saved."))
    if "malformed" in reason or "not a database" in reason:
        return damaged()
    return AppError("project-database", N_("core", "The project's database refused: {reason}."), reason=reason)
