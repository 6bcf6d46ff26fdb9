"""What a module must offer to be a format; core.formats.detect has the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.formats.common.losses import Kind, Lost
from core.formats.common.rows import Cells
from core.formats.common.source import Meter, Source
from core.formats.common.table import Hints, Table
from core.records import Row

Inspect = Callable[[Sequence[Source], Hints], Table]
Read = Callable[[Meter, Source, Table], Iterator[tuple[int, Cells, str]]]
"""(physical line, cells by column or by name, why they are refused or "")."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a writer knows of the project, and what the user wants. `extra`: columns that not every project has."""

    is_multi_label: bool = False
    labels: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    bom: bool = False
    extra: tuple[str, ...] = ()


Write = Callable[[Iterable[Row], Path, Options], None]
"""Write all rows, streaming, or leave what was there."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What tells a tool's own format from a plain one: names of files and columns, first objects or lines."""

    container: str = ""
    names: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    objects: tuple[Mapping[str, Any], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """How a format is written: what for, what it loses of a document, and what it writes differently."""

    write: Write
    lost: Lost
    about: str = ""
    alters: Callable[[Row], Kind] | None = None
    max_rows: int | None = None
    has_bom: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `suffixes`: of its files, an export gets the first. `requires`: a package that may not be there.

    `family`: the title of all that are read alike.
    `dialect_of`: the plain format that `knows` tells it from; "" for the plain ones.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    inspect: Inspect
    read: Read
    export: Export | None = None
    dialect_of: str = ""
    knows: Callable[[Sample], bool] | None = None
    requires: str = ""
    family: str = ""

    @property
    def is_available(self) -> bool:
        return not self.requires or find_spec(self.requires) is not None
