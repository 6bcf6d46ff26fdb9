"""What the importer knows of a file before it reads it (Table), and what of it is wanted (Columns)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.formats.common.encoding import Guess


@dataclass(frozen=True, slots=True)
class Table:
    """A file, folder or archive as columns and rows, with everything that was found out about it.

    `format` is the name of the rows' format; `container` says what they stand in ("", "gz", "zip", "folder"). `roles`
    are the columns that say who labelled and the like (core.formats.common.roles). `is_ours`: the file comes from here.
    `is_records`: its cells are values by name, not text.
    """

    path: Path
    format: str
    columns: tuple[str, ...]
    preview: tuple[tuple[str, ...], ...] = ()
    encoding: str = ""
    encoding_is_sure: bool = True
    delimiter: str = ""
    has_quotes: bool = True
    has_header: bool = False
    n_above: int = 0  # records above the header
    text_column: str | None = None
    label_column: str | None = None
    n_bytes: int = 0
    container: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    is_ours: bool = False
    is_records: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns become text, label and metadata; `label_separator` splits a cell that holds several labels.

    `roles`: role → its column.
    """

    text: str
    label: str | None = None
    meta: tuple[str, ...] = ()
    label_separator: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hints:
    """What inspect() was told or knows already; None is to be found out."""

    path: Path
    format: str
    container: str = ""
    guess: Guess | None = None
    delimiter: str | None = None
    has_header: bool | None = None
    sheet: str | None = None

    def table(self, n_bytes: int, guess: Guess | None = None) -> Table:
        """The beginning of a table, as yet without columns."""
        return Table(
            path=self.path,
            format=self.format,
            columns=(),
            encoding=guess.encoding if guess else "",
            encoding_is_sure=guess.is_sure if guess else True,
            n_bytes=n_bytes,
            container=self.container,
        )
