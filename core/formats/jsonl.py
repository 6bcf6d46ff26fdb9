"""JSON: one object a line, or an array of objects; their nested values become columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from core.formats.common.encoding import detect, open_text
from core.formats.common.flatten import cell, flatten
from core.formats.common.guess import guess_columns
from core.formats.common.json_stream import values
from core.formats.common.limits import MAX_CELL, MAX_COLUMNS, PREVIEW_ROWS, SAMPLE_RECORDS
from core.formats.common.parse import lines_of, unfit
from core.formats.common.reasons import BAD_JSON, NO_OBJECT, TOO_DEEP, TOO_LONG, Reason
from core.formats.common.refusals import bad_json, empty, too_wide
from core.formats.common.source import Meter, Source
from core.formats.common.table import Hints, Table
from core.formats.common.writing import replacing
from core.progress import Report, ignore

SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_Found = tuple[int, Mapping[str, Any], str]


def inspect(sources: Sequence[Source], hints: Hints) -> Table:
    source = sources[0]
    with source.open() as stream:
        guess = hints.guess or detect(stream)
    with source.open() as stream:
        found = list(islice(_objects(open_text(stream, guess.encoding), source.name, hints.format), SAMPLE_RECORDS))
    objects = [values for _, values, problem in found if not problem]
    if not found:
        raise empty(source.name)
    if not objects:
        line, _, problem = found[0]
        raise bad_json(source.name, line, problem)
    columns = tuple(dict.fromkeys(name for values in objects for name in values))
    if len(columns) > MAX_COLUMNS:
        raise too_wide(source.name, len(columns), MAX_COLUMNS)
    shown = [[cell(values.get(name)) for name in columns] for values in objects]
    text, label = guess_columns(columns, shown)
    if label and any(not is_label(values.get(label)) for values in objects):
        label = None
    return Table(
        path=hints.path,
        format=hints.format,
        columns=columns,
        preview=tuple(tuple(cells) for cells in shown[:PREVIEW_ROWS]),
        encoding=guess.encoding,
        encoding_is_sure=guess.is_sure,
        text_column=text,
        label_column=label,
        n_bytes=sum(one.size for one in sources),
        container=hints.container,
    )


def read(stream: Meter, source: Source, table: Table) -> Iterator[tuple[int, list[Any], str]]:
    """The objects' values in the order of the table's columns; lists stay lists."""
    for line, found, problem in _objects(open_text(stream, table.encoding), source.name, table.format, table.encoding):
        yield line, [found.get(name) for name in table.columns], problem


def is_label(value: object) -> bool:
    """A word, a number, nothing, or a list of those."""
    if isinstance(value, list):
        return all(isinstance(one, str | int | float) for one in value)
    return value is None or isinstance(value, str | int | float)


def _objects(stream: TextIO, file: str, format: str, encoding: str = "") -> Iterator[_Found]:
    found = _by_line(stream, file, encoding) if format == "jsonl" else values(stream, file)
    for line, value, problem in found:
        if problem:
            yield line, {}, problem
        elif isinstance(value, dict):
            flat = flatten(value)
            yield line, flat, _unfit(flat, encoding)
        elif isinstance(value, str):
            yield line, {"text": value}, unfit(value, encoding)
        else:
            yield line, {}, Reason(NO_OBJECT)


def _by_line(stream: TextIO, file: str, encoding: str) -> Iterator[tuple[int, Any, str]]:
    for number, line in enumerate(lines_of(stream, file), start=1):
        if line.isspace():
            continue
        problem, value = unfit(line, encoding), None
        if not problem:
            try:
                value = json.loads(line)
            except RecursionError:
                problem = Reason(TOO_DEEP)
            except ValueError as error:
                problem = Reason(BAD_JSON, detail=error.msg if isinstance(error, json.JSONDecodeError) else str(error))
        yield number, value, problem


def _unfit(found: Mapping[str, Any], encoding: str) -> str:
    for value in found.values():
        text = cell(value)
        if len(text) > MAX_CELL:
            return Reason(TOO_LONG, limit=MAX_CELL)
        if problem := unfit(text, encoding):
            return problem
    return ""


def write_jsonl(rows: Iterable[Mapping[str, Any]], path: Path, report: Report = ignore) -> int:
    """Write one object a line, UTF-8; how many were written."""
    written = 0
    with replacing(path) as file:
        for row in rows:
            file.write(json.dumps(dict(row), ensure_ascii=False) + "\n")
            written += 1
            if written % 1000 == 0:
                report(written, 0)
    return written
