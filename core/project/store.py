"""The one connection to project.db: how it is opened, its transactions, and its errors in plain words."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import CursorResult, Executable, StaticPool, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from core.errors import N_, AppError, Cancelled
from core.progress import Report
from core.project.pace import Pace
from core.project.presence import Holder

BUSY_TIMEOUT_S = 60.0  # how long a decision waits for another program
POLL_S = 0.001
BREATH_S = 0.002  # between two steps of long work; longer than POLL_S, so that who waits gets in
ALONE_S = 5.0  # nobody else has wanted to write for so long: steps of long work may be longer
CACHE_KIB = 64 * 1024
WAL_LIMIT_BYTES = 64 * 1024 * 1024
CHECKPOINT_PAGES = 8000  # only where nobody calls checkpoint(): a decision that has to do it waits for the disk
AT_ONCE = 250  # rows of one INSERT
STEPS = 100_000  # of SQLite's machine, some milliseconds
WINDOW = 2000  # rows held in memory while streaming

PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{CACHE_KIB}",
    f"PRAGMA journal_size_limit = {WAL_LIMIT_BYTES}",
    f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
)

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Store:
    """One SQLite connection, used from one thread at a time."""

    _waiting: ClassVar[Counter[Path]] = Counter()  # who wants to write, by file, of this program
    _waited: ClassVar[dict[Path, float]] = {}  # when somebody last had to wait

    def __init__(self, file: Path) -> None:
        self._file = file
        self.holder: Holder | None = None  # who has the project open elsewhere: then nothing is written here
        self.has_search = False  # whether search.db is attached
        self.kept: dict[str, tuple[Any, Any]] = {}  # what took long to read: (what it is of, what it is)
        self._matchers: dict[str, Callable[[str], bool]] = {}
        self._complaint: AppError | None = None
        # Its errors would carry texts of documents into the log.
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=StaticPool, hide_parameters=True)
        event.listen(self._engine, "handle_error", _say_plainly)  # whatever fails, and be it the hundredth row
        with plain_errors():
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._identity = _identity(file)

    @property
    def folder(self) -> Path:
        """The project's."""
        return self._file.parent

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()

    def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[*tuple[Any, ...]]:
        with self._plain_errors():
            return self._connection.execute(statement, parameters)

    def sql(self, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> CursorResult[*tuple[Any, ...]]:
        """Run plain SQL; a list of tuples runs it once for each."""
        with self._plain_errors():
            return self._connection.exec_driver_sql(statement, parameters or None)

    def tuples(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of plain SQL, as quickly as can be."""
        with self._plain_errors():
            return self._driver.execute(statement, parameters).fetchall()

    def run_many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> int:
        """Run plain SQL for each of the rows; how many rows it changed."""
        with self._plain_errors():
            return self._driver.executemany(statement, rows).rowcount

    def insert_many(
        self, into: str, rows: Sequence[tuple[Any, ...]], *, values: str = "", replaces: bool = False
    ) -> None:
        """INSERT INTO `into` each of the rows; many rows a statement take half as long.

        `values` has a question mark for each value of a row, and perhaps more that is the same for all.
        `replaces`: in place of what is there under the same key.
        """
        if not rows:
            return
        values = values or f"({', '.join('?' * len(rows[0]))})"
        end = len(rows) - len(rows) % AT_ONCE
        begin = f"INSERT {'OR REPLACE ' if replaces else ''}INTO {into} VALUES "
        statement = begin + ", ".join([values] * AT_ONCE)
        with self._plain_errors():
            for start in range(0, end, AT_ONCE):
                self._driver.execute(statement, list(chain.from_iterable(rows[start : start + AT_ONCE])))
            self._driver.executemany(begin + values, rows[end:])

    def stream(self, statement: Executable) -> Iterator[Any]:
        """The rows of a large result, a window at a time."""
        with self._plain_errors():
            yield from self._connection.execute(statement, execution_options={"yield_per": WINDOW})

    def copy_to(self, target: sqlite3.Connection, pages: int, report: Report) -> None:
        """Copy the whole database into another one."""
        with self._plain_errors():
            self._driver.backup(target, pages=pages, progress=_copied(report))

    def copy_from(self, source: sqlite3.Connection, pages: int, report: Report) -> None:
        """Put another database in the place of this one, in one transaction."""
        with self._plain_errors():
            source.backup(self._driver, pages=pages, progress=_copied(report))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, on disk when the block ends; other writers wait."""
        self._begin()
        try:
            yield
            self.sql("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def checkpoint(self) -> None:
        """Bring what was committed into the file itself, where nobody reads what was before; nobody waits for it."""
        self.sql("PRAGMA main.wal_checkpoint(PASSIVE)")

    @contextmanager
    def stepwise(self) -> Iterator[None]:
        """Around long work in many steps: they need not be on disk before a last transaction behind the block is."""
        self.sql("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            self.sql("PRAGMA synchronous = FULL")

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        """Around the removal of rows together with all that refers to them: no search for what still might."""
        self.sql("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            self.sql("PRAGMA foreign_keys = ON")

    @contextmanager
    def step(self, pace: Pace, n: int) -> Iterator[None]:
        """One transaction of long work, about `n` rows; decisions that wait meanwhile come next."""
        with self.transaction():
            start = time.monotonic()
            yield
        end = time.monotonic()
        pace.took(n, end - start, is_alone=end - self._waited.get(self._file, -ALONE_S) > ALONE_S)
        if self._waiting[self._file]:
            time.sleep(BREATH_S)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Every query of the block sees the same state of the project."""
        self.sql("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    @contextmanager
    def stoppable(self, is_unwanted: Callable[[], bool]) -> Iterator[None]:
        """Around a query that reads everything: Cancelled soon after it is not wanted any more."""
        self._driver.set_progress_handler(is_unwanted, STEPS)
        try:
            yield
        finally:
            self._driver.set_progress_handler(None, 0)
            if is_unwanted():
                raise Cancelled

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            with plain_errors():
                yield
        except AppError:
            complaint, self._complaint = self._complaint, None
            if complaint is not None:
                raise complaint from None
            raise

    def _begin(self) -> None:
        """Look often: SQLite's own way of waiting sleeps longer and longer, and misses the gaps between two steps."""
        if self.holder is not None:
            template = N_("core", "{who} has this project open; here it can only be looked at. Nothing was changed.")
            raise AppError("project-held", template, who=self.holder.who or self.holder.computer)
        if _identity(self._file) != self._identity:  # SQLite would write on, into a file that has no name any more
            template = N_("core", "{path} was moved or removed while it was open; this was not saved. Put it back.")
            raise AppError("project-gone", template, path=self.folder)
        deadline = time.monotonic() + BUSY_TIMEOUT_S
        self._driver.execute("PRAGMA busy_timeout = 0")
        is_waiting = False
        try:
            while True:
                try:
                    return self._driver.execute("BEGIN IMMEDIATE").close()
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                        raise _plain(str(error)) from error
                if not is_waiting:
                    is_waiting = True
                    self._waiting.update([self._file])
                    self._waited[self._file] = time.monotonic()
                time.sleep(POLL_S)
        finally:
            if is_waiting:
                self._waiting.subtract([self._file])
            self._driver.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")

    def _roll_back(self) -> None:
        if self._driver.in_transaction:
            self.sql("ROLLBACK")

    def _holds(self, text: str, search: str) -> bool:
        """For SQL: whether a text is found by a search; its own complaint is kept, SQLite would swallow it."""
        from core.project.search.query import Matcher, parse

        try:
            if search not in self._matchers:
                self._matchers = {search: Matcher(parse(search))}
            return self._matchers[search](text)
        except AppError as error:
            self._complaint = error
            raise

    @property
    def _driver(self) -> sqlite3.Connection:
        connection = self._connection.connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

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
            connection.create_function("holds", 2, self._holds, deterministic=True)
            connection.create_function("cell", 2, _cell, deterministic=True)
            connection.create_function("number", 1, _number, deterministic=True)
            connection.create_function("code_points", 1, len, deterministic=True)  # length() stops at a NUL
        except BaseException:
            connection.close()
            raise
        return connection


def _copied(report: Report) -> Callable[[int, int, int], None]:
    return lambda _, remaining, total: report(total - remaining, total)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _cell(meta: str, column: str) -> str | None:
    """A cell of metadata; None where the column is missing or empty."""
    return json.loads(meta).get(column) or None if meta else None


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value else None
    except ValueError:
        return None


@contextmanager
def plain_errors() -> Iterator[None]:
    """SQLite's complaints as AppErrors."""
    try:
        yield
    except DBAPIError as error:
        raise _plain(str(error.orig)) from error
    except sqlite3.Error as error:
        raise _plain(str(error)) from error
    except UnicodeDecodeError as error:  # not even the complaint can be read
        raise damaged() from error


def _say_plainly(context: ExceptionContext) -> BaseException | None:
    error = context.original_exception
    if isinstance(error, UnicodeDecodeError):  # not even the complaint can be read
        return damaged()
    return _plain(str(error)) if isinstance(error, sqlite3.Error) else None


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that changes nothing, to a file that may be anybody's."""
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


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
