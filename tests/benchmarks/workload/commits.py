"""What the disk alone takes, now, for a row that is to stay: bare sqlite3, written through."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

from tests.benchmarks.workload.figures import timed


class BareCommits:
    """A database of its own beside the project, gone at the end."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "commits.db"
        self._file.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._file, isolation_level=None)
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE numbers (n INTEGER)"):
            self._connection.execute(statement)

    def one_ms(self) -> float:
        return timed(lambda: self._connection.execute("INSERT INTO numbers VALUES (1)"))[0]

    def __enter__(self) -> BareCommits:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._connection.close()
        self._file.unlink()
