"""The door to all readers: find out what a file is (inspect), then stream its rows (read)."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from core.formats import documents, excel, fasttext, jsonl, tables
from core.formats.common.encoding import Guess, settle
from core.formats.common.reasons import BAD_NAME, Reason
from core.formats.common.refusals import empty, no_column, no_encoding, no_text_column, unsupported
from core.formats.common.rows import RATIONALES, RowMaker
from core.formats.common.source import Meter, Source, open_sources
from core.formats.common.table import Columns, Hints, Table
from core.progress import Report, ignore
from core.records import Rejected, Row

__all__ = ["FORMATS", "SUFFIXES", "Columns", "Table", "choose", "inspect", "read"]


class Reader(Protocol):
    """What a module must have to be a format."""

    def inspect(self, sources: Sequence[Source], hints: Hints) -> Table: ...

    def read(self, stream: Meter, source: Source, table: Table) -> Iterator[tuple[int, list[Any], str]]:
        """(physical line, cells as wide as the table, why it is refused or "")."""
        ...


FORMATS: dict[str, Reader] = {
    "csv": tables,
    "tsv": tables,
    "txt": tables,
    "fasttext": fasttext,
    "json": jsonl,
    "jsonl": jsonl,
    "excel": excel,
    "documents": documents,
}
"""The only list of formats."""
SUFFIXES = tables.SUFFIXES | jsonl.SUFFIXES | excel.SUFFIXES
_ALIASES = {"xlsx": "excel", "xls": "excel", "ods": "excel", "ndjson": "jsonl", "auto": None}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD = 1 << 16
_ROWS_PER_REPORT = 500


def inspect(
    path: Path,
    *,
    format: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    has_header: bool | None = None,
    sheet: str | None = None,
) -> Table:
    """Find out format, encoding, separator, header and likely columns; what is given is not guessed.

    `delimiter` "" takes each line for one cell. InputError names the file and what is wrong with it.
    """
    format = _ALIASES.get(format, format) if format else None
    with open_sources(path) as (container, sources):
        if not sources:
            raise empty(path.name)
        format = format or _format(container, sources)
        if format not in FORMATS:
            raise unsupported(path.name)
        wanted = _of_format(sources, format, container)
        hints = Hints(path, format, container, _guess(encoding), delimiter, has_header, sheet)
        return replace(FORMATS[format].inspect(wanted, hints), format=format)


def choose(
    table: Table, text: str | None = None, label: str | None = None, label_separator: str | None = None
) -> Columns:
    """The columns to read: those named, else those guessed; all others become metadata."""
    for column in (text, label):
        if column and column not in table.columns:
            raise no_column(table.path.name, column, table.columns)
    text = text or table.text_column
    if not text:
        raise no_text_column(table.path.name, table.columns)
    label = label or (table.label_column if table.label_column != text else None)
    meta = tuple(name for name in table.columns if name not in (text, label, RATIONALES))
    return Columns(text, label, meta, label_separator)


def read(table: Table, columns: Columns, report: Report = ignore) -> Iterator[Row | Rejected]:
    """Stream the rows in the file's order; `report` gets bytes."""
    for name in (columns.text, columns.label, *columns.meta):
        if name is not None and name not in table.columns:
            raise no_column(table.path.name, name, table.columns)
    maker = RowMaker(table, columns)
    with open_sources(table.path) as (container, sources):
        wanted = _of_format(sources, table.format, container)
        names = {source.name for source in wanted}
        total, done = sum(source.size for source in wanted), 0
        for source in sources:
            if source.name not in names:
                yield Rejected(source.name, 1, Reason(BAD_NAME))
                continue
            here = _settled(source, table) if len(wanted) > 1 else table
            yield from _rows(source, here, maker, _from(report, done, total))
            done += source.size
            report(done, total)


def _rows(source: Source, table: Table, maker: RowMaker, report: Callable[[int], None]) -> Iterator[Row | Rejected]:
    with source.open() as stream:
        for number, (line, cells, problem) in enumerate(FORMATS[table.format].read(stream, source, table)):
            if problem:
                yield Rejected(source.name, line, problem)
            else:
                yield maker.make(source.name, line, cells)
            if number % _ROWS_PER_REPORT == 0:
                report(stream.done)


def _from(report: Report, start: int, total: int) -> Callable[[int], None]:
    return lambda done: report(min(start + done, total) if total else start + done, total)


def _settled(source: Source, table: Table) -> Table:
    """The table with the encoding of one of its several files."""
    if not table.encoding or table.format == "documents":
        return table
    with source.open() as stream:
        head = stream.read(_HEAD)
    return replace(table, encoding=settle(head[: head.rfind(b"\n") + 1] or head, table.encoding))


def _format(container: str, sources: Sequence[Source]) -> str | None:
    """By the content's first bytes where they tell, else by the name's end; of several files, the kind most are of."""
    if container == "folder" or len(sources) > 1:
        kinds = Counter(SUFFIXES[source.suffix] for source in sources if source.suffix in SUFFIXES)
        kind = kinds.most_common(1)[0][0] if kinds else None
        return "documents" if kind == "txt" else kind
    source = sources[0]
    with source.open() as stream:
        head = stream.read(_HEAD)
    kind = SUFFIXES.get(source.suffix)
    if head.startswith(_WORKBOOKS):
        return "excel"
    if kind == "excel":  # a text or HTML file that only calls itself .xls
        return None if head.lstrip().startswith(b"<") else "csv"
    if kind == "txt" and fasttext.is_fasttext(head.decode("latin-1").splitlines()):
        return "fasttext"
    if kind == "json" and _is_lines_of_json(head):
        return "jsonl"
    return kind


def _is_lines_of_json(head: bytes) -> bool:
    """A .json that holds one object a line, as many tools write it."""
    first, _, rest = head.lstrip().partition(b"\n")
    return (
        first.startswith(b"{")
        and first.rstrip().endswith(b"}")
        and (rest.lstrip().startswith(b"{") or not rest.strip())
    )


def _of_format(sources: Sequence[Source], format: str, container: str) -> list[Source]:
    if container not in ("folder", "zip") or len(sources) == 1:
        return list(sources)
    kind = "txt" if format in ("documents", "fasttext") else format
    return [source for source in sources if SUFFIXES.get(source.suffix) == kind]


def _guess(encoding: str | None) -> Guess | None:
    if not encoding:
        return None
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise no_encoding(encoding) from error
    return Guess(encoding)
