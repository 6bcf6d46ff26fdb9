"""Lines as fastText wants them: labels such as `__label__good`, then the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from core.formats import tables
from core.formats.common.source import Meter, Source
from core.formats.common.table import Hints, Table

_LABELS = re.compile(r"(?:__label__\S+(?:[ \t]+|$))+")
_PREFIX = "__label__"


def is_fasttext(lines: Sequence[str]) -> bool:
    return sum(line.startswith(_PREFIX) for line in lines) * 2 > len(lines)


def inspect(sources: Sequence[Source], hints: Hints) -> Table:
    table = tables.inspect(sources, replace(hints, delimiter="", has_header=False))
    preview = tuple((text, ", ".join(labels)) for text, labels in (split(row[0]) for row in table.preview))
    columns = ("text", "label")
    return replace(table, columns=columns, preview=preview, text_column="text", label_column="label")


def read(stream: Meter, source: Source, table: Table) -> Iterator[tuple[int, list[Any], str]]:
    for line, cells, problem in tables.read(stream, source, replace(table, columns=("line",))):
        yield line, list(split(cells[0])), problem


def split(line: str) -> tuple[str, list[str]]:
    found = _LABELS.match(line)
    if not found:
        return line, []
    return line[found.end() :], [word.removeprefix(_PREFIX) for word in found.group().split()]
