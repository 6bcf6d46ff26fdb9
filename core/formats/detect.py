"""The door to all formats: find out what a file is (inspect), then stream its rows (read)."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from core.errors import InputError
from core.formats import (
    argilla,
    conll,
    doccano,
    documents,
    excel,
    fasttext,
    huggingface,
    jsonl,
    label_studio,
    parquet,
    prodigy,
    tables,
)
from core.formats.common.encoding import Guess, settle
from core.formats.common.encoding import detect as detect_encoding
from core.formats.common.format import Export, Format, Sample
from core.formats.common.json_records import objects
from core.formats.common.reasons import BAD_NAME, Reason
from core.formats.common.refusals import empty, no_column, no_encoding, no_format, no_text_column, unsupported
from core.formats.common.roles import KEY
from core.formats.common.rows import RowMaker, joined
from core.formats.common.source import Meter, Source, open_sources, total
from core.formats.common.table import Columns, Hints, Table
from core.progress import Report, ignore
from core.records import Rejected, Row

__all__ = ["EXPORTS", "FORMATS", "Columns", "Table", "choose", "exported", "inspect", "named", "others", "read"]

_MODULES = (tables, excel, jsonl, parquet, documents)
_TOOLS = (label_studio, argilla, prodigy, doccano, huggingface, fasttext, conll)
FORMATS: dict[str, Format] = {one.name: one for module in (*_MODULES, *_TOOLS) for one in module.FORMATS}
"""The only list of formats, by name."""
EXPORTS = {name: format for name, format in FORMATS.items() if format.export}
"""Those that can be written."""
READERS = {one.read: one for one in reversed(FORMATS.values())}
"""Of formats that are read alike, the first."""
SUFFIXES = {suffix: one.name for one in reversed(FORMATS.values()) if not one.dialect_of for suffix in one.suffixes}
SUFFIXES |= {suffix: "conll" for suffix in FORMATS["conll"].suffixes}
_ALIASES = {"xlsx": "excel", "xls": "excel", "ods": "excel", "json": "jsonl", "ndjson": "jsonl"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD = 1 << 16
_PARQUET = b"PAR1"
_TEXTS = ("csv", "tsv", "txt", "jsonl")  # what tools write their own formats in
_PLAIN = ("documents", "txt")
_SAMPLE = 200  # lines or objects that a dialect is told by
_ROWS_PER_REPORT = 500
_ASIDE = ("readme", "license", "licence", "dataset_infos")


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
    with open_sources(path) as (container, sources):
        if not sources:
            raise empty(path.name)
        kind = named(format).name if format else _kind(container, sources)
        if kind is None:
            raise unsupported(path.name)
        wanted = _of_format(sources, kind, container)
        if not wanted:
            raise unsupported(path.name)
        hints = Hints(path, kind, container, _guess(encoding), delimiter, has_header, sheet)
        if kind in _TEXTS and not format:
            hints = _with_dialect(hints, wanted)
        return replace(FORMATS[hints.format].inspect(wanted, hints), format=hints.format)


def named(name: str) -> Format:
    """The format of this name, or of a name that it also has."""
    found = FORMATS.get(_ALIASES.get(name, name))
    if found is None:
        raise no_format(name, FORMATS)
    return found


def exported(name: str, suffix: str = "") -> tuple[Format, Export]:
    """The format to write, by name, else by the file's ending; InputError when there is none."""
    name = name or SUFFIXES.get(suffix.lower(), suffix)
    found = FORMATS.get(_ALIASES.get(name, name))
    if found is None or found.export is None:
        raise no_format(name, EXPORTS)
    return found, found.export


def choose(
    table: Table,
    text: str | None = None,
    label: str | None = None,
    label_separator: str | None = None,
    annotator: str | None = None,
) -> Columns:
    """The columns to read: those named, else those guessed; all others become metadata."""
    for column in (text, label, annotator):
        if column and column not in table.columns:
            raise no_column(table.path.name, column, table.columns)
    text = text or table.text_column
    if not text:
        raise no_text_column(table.path.name, table.columns)
    label = label or (table.label_column if table.label_column != text else None)
    roles = {role: column for role, column in table.roles.items() if column not in (text, label)}
    roles |= {"annotator": annotator} if annotator else {}
    return Columns(text, label, others(table, text, label, roles), label_separator, roles)


def others(table: Table, text: str | None, label: str | None, roles: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that can become metadata; somebody else's name of a document is also that."""
    taken = {text, label, *(column for role, column in roles.items() if role != KEY or table.is_ours or column != KEY)}
    return tuple(name for name in table.columns if name not in taken)


def read(table: Table, columns: Columns, report: Report = ignore) -> Iterator[Row | Rejected]:
    """Stream the rows in the file's order, one for each document where several follow each other; bytes to `report`."""
    for name in (columns.text, columns.label, *columns.meta):
        if name is not None and name not in table.columns:
            raise no_column(table.path.name, name, table.columns)
    return joined(_all_rows(table, columns, report))


def _all_rows(table: Table, columns: Columns, report: Report) -> Iterator[Row | Rejected]:
    maker = RowMaker(table, columns)
    with open_sources(table.path) as (container, sources):
        wanted = _of_format(sources, table.format, container)
        names = {source.name for source in wanted}
        size, done = total(wanted), 0
        for source in sources:
            if source.name not in names:
                if not _is_aside(source):
                    yield Rejected(source.name, 1, Reason(BAD_NAME))
                continue
            here = _settled(source, table) if len(wanted) > 1 else table
            yield from _rows(source, here, maker, _from(report, done, size))
            done += source.size
            report(done, size)


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


def _kind(container: str, sources: Sequence[Source]) -> str | None:
    """By the content's first bytes where they tell, else by the name's end; of several files, the kind most are of."""
    if container == "folder" or len(sources) > 1:
        kinds = Counter(
            SUFFIXES[source.suffix] for source in sources if source.suffix in SUFFIXES and not _is_aside(source)
        )
        kind = kinds.most_common(1)[0][0] if kinds else None
        return "documents" if kind == "txt" else kind
    source = sources[0]
    with source.open() as stream:
        head = stream.read(_HEAD)
    kind = SUFFIXES.get(source.suffix)
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith(_WORKBOOKS):
        return "excel"
    if kind == "excel":  # a text or HTML file that only calls itself .xls
        return None if head.lstrip().startswith(b"<") else "csv"
    return kind


def _with_dialect(hints: Hints, sources: Sequence[Source]) -> Hints:
    """Whether a tool wrote this; its encoding is found on the way."""
    source = sources[0]
    if hints.guess is None:
        with source.open() as stream:
            hints = replace(hints, guess=detect_encoding(stream))
    sample = _sample(hints, source, tuple(one.inner for one in sources))
    found = (one for one in FORMATS.values() if one.dialect_of == hints.format and one.knows and one.knows(sample))
    return replace(hints, format=next((one.name for one in found), hints.format))


def _sample(hints: Hints, source: Source, names: tuple[str, ...]) -> Sample:
    encoding = hints.guess.encoding if hints.guess else "utf-8"
    sample = Sample(hints.container, names)
    with source.open() as stream:
        if hints.format == "jsonl":
            return replace(sample, objects=tuple(_objects(stream, source, encoding)))
        lines = stream.read(_HEAD).decode(encoding, "ignore").removeprefix("\ufeff").split("\n")[:_SAMPLE]
        columns = tuple(re.split("[,;\t]", lines[0].strip().replace('"', "")))
        return replace(sample, lines=tuple(lines[:-1] or lines), columns=columns)


def _objects(stream: Meter, source: Source, encoding: str) -> Iterator[Mapping[str, Any]]:
    """The first ones; what is wrong with the file is said when it is read."""
    try:
        for _, value, problem in islice(objects(stream, source, encoding), _SAMPLE):
            if isinstance(value, dict) and not problem:
                yield value
    except InputError:
        return


def _of_format(sources: Sequence[Source], format: str, container: str) -> list[Source]:
    if container not in ("folder", "zip") or len(sources) == 1:
        return list(sources)
    suffixes = FORMATS[format].suffixes
    return [source for source in sources if source.suffix in suffixes and (format in _PLAIN or not _is_aside(source))]


def _is_aside(source: Source) -> bool:
    """What comes along with data: a card, a licence."""
    return PurePosixPath(source.inner).stem.casefold() in _ASIDE


def _guess(encoding: str | None) -> Guess | None:
    if not encoding:
        return None
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise no_encoding(encoding) from error
    return Guess(encoding)
