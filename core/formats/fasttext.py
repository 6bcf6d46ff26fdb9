"""Lines as fastText wants them: labels such as `__label__good`, then the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.errors import N_
from core.formats import tables
from core.formats.common.format import Export, Format, Options, Sample
from core.formats.common.losses import Facet, Kind, holding
from core.formats.common.source import Meter, Source
from core.formats.common.table import Hints, Table
from core.formats.common.writing import replacing
from core.records import Row

_LABELS = re.compile(r"(?:__label__\S+(?:[ \t]+|$))+")
_PREFIX = "__label__"
_BLANKS = re.compile(r"\s")
_BREAKS = re.compile(r"[\r\n]+")


def knows(sample: Sample) -> bool:
    return any(line.startswith(_PREFIX) for line in sample.lines)


def inspect(sources: Sequence[Source], hints: Hints) -> Table:
    table = tables.inspect(sources, replace(hints, delimiter="", has_header=False))
    preview = tuple((text, ", ".join(labels)) for text, labels in (split(row[0]) for row in table.preview))
    columns = ("text", "label")
    return replace(table, columns=columns, preview=preview, text_column="text", label_column="label", is_records=True)


def read(stream: Meter, source: Source, table: Table) -> Iterator[tuple[int, list[Any], str]]:
    for line, cells, problem in tables.read(stream, source, replace(table, columns=("line",))):
        yield line, list(split(cells[0])), problem


def split(line: str) -> tuple[str, list[str]]:
    found = _LABELS.match(line)
    if not found:
        return line, []
    return line[found.end() :], [word.removeprefix(_PREFIX) for word in found.group().split()]


def write(rows: Iterable[Row], path: Path, _: Options) -> None:
    with replacing(path) as file:
        for row in rows:
            file.write(" ".join([*(_PREFIX + _word(label) for label in row.labels), _line(row.text)]) + "\n")


def alters(row: Row) -> Kind:
    found = set()
    if _line(row.text) != row.text:
        found.add(Facet.SPACING)
    if any(_word(label) != label for label in row.labels):
        found.add(Facet.LABEL_NAMES)
    return frozenset(found)


def _word(label: str) -> str:
    return _BLANKS.sub("_", label)


def _line(text: str) -> str:
    """On one line; a zero-width space keeps what looks like a label from being one."""
    line = _BREAKS.sub(" ", text).lstrip("\ufeff").strip()
    return f"\u200b{line}" if line.startswith(_PREFIX) else line


FORMATS = (
    Format(
        "fasttext",
        N_("core", "fastText"),
        (".txt",),
        inspect,
        read,
        export=Export(
            write,
            holding(Facet.LABELS, Facet.SEVERAL_LABELS),
            N_("core", "To train fastText: a line for each document, its labels first."),
            alters=alters,
        ),
        dialect_of="txt",
        knows=knows,
    ),
)
