"""The files of an import as the dialog knows them, and the work on them, done in other threads. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.progress import Report

if TYPE_CHECKING:
    from core.formats.common.table import Columns, Table
    from core.project.importing import ImportOptions, ImportReport
    from core.project.project import Project
    from core.records import Rejected, Row

LABEL_SEPARATORS = (";", ",", "|", "#", "、")


@dataclass(eq=False)
class ImportFile:
    """One file: what is known of it (a table, or the error that it gave), and what the user chose."""

    path: Path
    hints: dict[str, Any] = field(default_factory=dict)
    table: Table | None = None
    error: Exception | None = None
    text: str = ""
    label: str = ""
    annotator: str = ""
    dropped: set[str] = field(default_factory=set)
    separator: str = ""

    @property
    def is_reading(self) -> bool:
        return self.table is None and self.error is None

    @property
    def is_ready(self) -> bool:
        return self.table is not None and bool(self.text)

    def wait_for(self, name: str, value: object) -> None:
        """Forget what was found; it is found again with the user's own encoding, separator or the like."""
        self.hints[name] = value
        self.table = self.error = None

    def fail(self, error: Exception) -> None:
        self.table, self.error = None, error

    def take(self, table: Table) -> None:
        """Keep the user's columns where the table still has them, else take the guesses."""
        self.table, self.error = table, None
        if self.text not in table.columns:
            self.text = table.text_column or ""
            self.label = table.label_column or ""
            self.annotator = table.roles.get("annotator", "")
        if self.label not in table.columns:
            self.label = table.label_column or ""
        if self.annotator not in table.columns:
            self.annotator = ""
        self.separator = self.separator or _separator(self)

    def others(self) -> tuple[str, ...]:
        """The columns that may become metadata."""
        from core.formats.detect import others

        return others(self.table, self.text, self.label, self.roles()) if self.table else ()

    def roles(self) -> dict[str, str]:
        """The columns that say who labelled and the like."""
        roles = dict(self.table.roles) if self.table else {}
        roles["annotator"] = self.annotator
        return {role: column for role, column in roles.items() if column and column not in (self.text, self.label)}

    def told(self) -> list[str]:
        """The roles that the file has columns for."""
        columns = self.table.columns if self.table else ()
        return [role for role, column in self.roles().items() if column in columns]

    def columns(self, *, is_multi_label: bool) -> Columns:
        from core.formats.common.table import Columns

        meta = tuple(name for name in self.others() if name not in self.dropped)
        separator = (self.separator or None) if is_multi_label else None
        return Columns(self.text, self.label or None, meta, separator, self.roles())

    def follow(self, other: ImportFile) -> None:
        """Take the choices made for a file that has the same columns."""
        if self.table and other.table and self.table.columns == other.table.columns:
            self.text, self.label, self.annotator = other.text, other.label, other.annotator
            self.separator = other.separator
            self.dropped = set(other.dropped)


def _separator(file: ImportFile) -> str:
    """The sign that parts several labels in a cell, if the preview has one."""
    if not file.table or file.label not in file.table.columns:
        return ""
    place = file.table.columns.index(file.label)
    cells = [cells[place] for cells in file.table.preview]
    return next((sign for sign in LABEL_SEPARATORS if any(sign in cell for cell in cells)), "")


def look_into(path: Path, hints: dict[str, Any]) -> Table:
    """In a work thread: the file's table. The readers are first imported there."""
    from core.formats.detect import inspect

    return inspect(path, **hints)


Work = Callable[["Project", Report], "ImportReport"]


def importing(files: Sequence[tuple[Table, Columns]], options: dict[str, Any]) -> Work:
    """Work for session.background: all the files' rows as one act, with progress in bytes."""

    def work(project: Project, report: Report) -> ImportReport:
        from core.project.importing import ImportOptions

        made: ImportOptions = ImportOptions(**options)
        return project.imports.add(_rows(files, report), made)

    return work


def _rows(files: Sequence[tuple[Table, Columns]], report: Report) -> Iterator[Row | Rejected]:
    from core.formats.detect import read

    total, done = sum(table.n_bytes for table, _ in files), 0
    for table, columns in files:
        yield from read(table, columns, _part(report, done, total))
        done += table.n_bytes


def _part(report: Report, start: int, total: int) -> Report:
    return lambda done, _: report(min(start + done, total), total)


def save_rejected(rejected: Sequence[Rejected], path: Path, shown: Callable[[str], str]) -> int:
    """In a work thread: the rejected rows as CSV that Excel reads."""
    from core.formats.tables import write_csv

    rows = ({"file": one.file, "line": one.line, "reason": shown(one.reason)} for one in rejected)
    return write_csv(rows, path, bom=True)
