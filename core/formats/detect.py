"""The door to all readers: find out what a file is (inspect), then stream its rows (read)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from core.formats.table import Columns, Table
from core.progress import Report, ignore
from core.records import Rejected, Row

__all__ = ["Columns", "Table", "choose", "inspect", "read"]


def inspect(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    delimiter: str | None = None,
    has_header: bool | None = None,
    sheet: str | None = None,
) -> Table:
    """Find out format, encoding, separator, header and likely columns; what is given is not guessed."""
    raise NotImplementedError


def choose(
    table: Table, text: str | None = None, label: str | None = None, label_separator: str | None = None
) -> Columns:
    """The columns to read: those named, else those guessed; all others become metadata."""
    raise NotImplementedError


def read(table: Table, columns: Columns, report: Report = ignore) -> Iterator[Row | Rejected]:
    """Stream the rows in the file's order; `report` gets bytes."""
    raise NotImplementedError
