"""Files of JSON objects: a reader says what named cells an object has, the rest is the same for all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TextIO

from core.formats.common.encoding import detect, open_text
from core.formats.common.flatten import cell
from core.formats.common.format import Inspect, Read
from core.formats.common.guess import OWN_LABELS, guess_columns_beside
from core.formats.common.json_stream import values
from core.formats.common.limits import MAX_CELL, MAX_COLUMNS, PREVIEW_ROWS, SAMPLE_RECORDS
from core.formats.common.parse import lines_of, unfit
from core.formats.common.reasons import BAD_JSON, NO_OBJECT, TOO_DEEP, TOO_LONG, Reason
from core.formats.common.refusals import bad_json, empty, too_wide
from core.formats.common.roles import NAMES, OURS, guess_roles
from core.formats.common.source import Meter, Source, total
from core.formats.common.spans import LABELS as SPAN_LABELS
from core.formats.common.table import Hints, Table
from core.formats.common.values import marks, words

SUFFIXES = (".jsonl", ".json", ".ndjson")
Flat = Callable[[Mapping[str, Any], Source], Iterable[dict[str, Any]]]
"""The cells of one object: none, one record, or several, one for each answer. Under the names of `roles`."""
Found = tuple[int, dict[str, Any], str]
Group = Callable[[Iterator[Found]], Iterator[Found]]
OWN_NAMES = {name: name for name in NAMES}
_HEAD = 1 << 16


def reader(flat: Flat, *, roles: Mapping[str, str] | None = OWN_NAMES, group: Group = iter) -> tuple[Inspect, Read]:
    """Inspect and read of a format whose objects `flat` understands.

    `roles`: which cells say who labelled and the like; None: to be guessed. `group` brings records together.
    """

    def inspect(sources: Sequence[Source], hints: Hints) -> Table:
        source = sources[0]
        with source.open() as stream:
            guess = hints.guess or detect(stream)
        with source.open() as stream:
            found = list(islice(group(_records(stream, source, guess.encoding, flat)), SAMPLE_RECORDS))
        table = replace(hints.table(total(sources), guess), is_records=True)
        return with_columns(table, found, roles=roles)

    def read(stream: Meter, source: Source, table: Table) -> Iterator[Found]:
        yield from group(_records(stream, source, table.encoding, flat))

    return inspect, read


def with_columns(table: Table, found: Sequence[Found], *, roles: Mapping[str, str] | None) -> Table:
    """Name the columns of a sample of records, guess which is the text and which the label."""
    records = [cells for _, cells, problem in found if not problem]
    if not found:
        raise empty(table.path.name)
    if not records:
        line, _, problem = found[0]
        raise bad_json(table.path.name, line, problem)
    columns = tuple(dict.fromkeys(name for cells in records for name in cells))
    is_ours = set(columns) >= OURS
    if is_ours and not set(columns) & set(OWN_LABELS):
        columns += OWN_LABELS[:1]  # those that are labelled may come later
    if len(columns) > MAX_COLUMNS:
        raise too_wide(table.path.name, len(columns), MAX_COLUMNS)
    shown = [[cell(cells.get(name)) for name in columns] for cells in records]
    given = guess_roles(columns, shown) if roles is None else dict(roles)
    if "rationales" in columns and all(marks(cells.get("rationales")) is not None for cells in records):
        given["rationales"] = "rationales"
    text, label = guess_columns_beside(columns, shown, (*given.values(), SPAN_LABELS))
    if label and any(words(cells.get(label)) is None for cells in records):
        label = None
    if SPAN_LABELS in columns and not (label and any(cells.get(label) for cells in records)):
        label = SPAN_LABELS if all(len(cells.get(SPAN_LABELS, ())) < 2 for cells in records) else None
    return replace(
        table,
        columns=columns,
        preview=tuple(tuple(cells) for cells in shown[:PREVIEW_ROWS]),
        text_column=text,
        label_column=label,
        roles=given,
        is_ours=set(columns) >= OURS,
    )


def objects(stream: Meter, source: Source, encoding: str) -> Iterator[tuple[int, Any, str]]:
    """(line, value, problem) of each element, from lines, an array, or objects one after the other."""
    is_by_line = _is_by_line(stream.peek(_HEAD)[:_HEAD], encoding, source.suffix)
    text = open_text(stream, encoding)
    yield from _by_line(text, source.name, encoding) if is_by_line else values(text, source.name)


def _records(stream: Meter, source: Source, encoding: str, flat: Flat) -> Iterator[Found]:
    for line, value, problem in objects(stream, source, encoding):
        if problem:
            yield line, {}, problem
        elif isinstance(value, dict):
            for cells in flat(value, source):
                yield line, cells, _unfit(cells, encoding)
        elif isinstance(value, str):
            yield line, {"text": value}, unfit(value, encoding)
        else:
            yield line, {}, Reason(NO_OBJECT)


def _is_by_line(head: bytes, encoding: str, suffix: str) -> bool:
    """One object a line, as the name says, or as many tools write it into a .json."""
    text = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if text.startswith("["):
        return False
    if suffix in (".jsonl", ".ndjson"):
        return True
    first, _, rest = text.partition("\n")
    is_whole = first.startswith("{") and first.rstrip().endswith("}")
    return is_whole and (rest.lstrip().startswith("{") or not rest.strip())


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


def _unfit(cells: Mapping[str, Any], encoding: str) -> str:
    for name, value in cells.items():
        text = cell(value)
        if len(text) > MAX_CELL:
            return Reason(TOO_LONG, limit=MAX_CELL)
        if problem := unfit(text, encoding) or unfit(name, encoding):
            return problem
    return ""
