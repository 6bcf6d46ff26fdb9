"""Copies of a project's database: taken while people go on, and looked through before they are trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core import written
from core.errors import N_, AppError
from core.progress import Report, ignore
from core.project.store import Store, damaged, plain_errors, read_only

PAGES = 2000  # copied between two reports


def copy(store: Store, path: Path, report: Report = ignore) -> None:
    """The database as it is at this moment, whole and verified, or nothing at `path`."""
    with drafted(path) as draft:
        with store.reading():
            store.sql("SELECT count(*) FROM properties")  # from here on nothing that others do is seen
            with closing(sqlite3.connect(draft)) as target:
                store.copy_to(target, PAGES, report)
                target.execute("PRAGMA journal_mode = DELETE")  # a file that needs no other beside it
        verify(draft)


def verify(path: Path) -> None:
    """Open it and read all of it; AppError when anything is wrong."""
    with plain_errors(), closing(read_only(path)) as connection:
        if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise damaged()


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Where to write a file that gets its name when the block ends well; else nothing stays."""
    draft = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with plain_errors():
            yield draft
        draft.replace(path)
        written.note(path)
    except OSError as error:
        template = N_("core", "{path} can't be written: {reason}.")
        raise AppError("copy-failed", template, path=path, reason=error.strerror or error) from error
    finally:
        draft.unlink(missing_ok=True)
